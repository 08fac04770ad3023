"""Titles of laws, treaties and judgments, which the model, trained on books and articles, takes for names and journals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.references.segments import Segment, has_label, override, trim

if TYPE_CHECKING:
    from collections.abc import Sequence

CAPITALS = r"(?:[A-ZÀ-Þ][\w.’'&-]{0,30}|of|the|and|for|on|in|to|de|der)"
PARTY = rf"(?:{CAPITALS},?\s){{0,7}}[A-ZÀ-Þ][\w.’'&-]{{1,30}}"
CASE = rf"(?:{PARTY}\s\()?{PARTY}\s(?:v|vs)\.?\s(?:{CAPITALS}\s){{0,6}}?[A-ZÀ-Þ][\w’'&-]{{1,30}}\)?"
NUMBERED = r"(?:Ley(?:\sOrgánica)?|Loi|Lei(?:\sComplementar)?|Legge|Decreto(?:-Lei)?|Décret|Real\sDecreto|Projeto\sde\sLei|Proyecto\sde\sLey|Projet\sde\sloi|Resolución|Resolução|Ordonnance)\s(?:[Nn]\.?\s?[º°.]{0,2}\s?|núm\.\s)?\d[\d./-]{0,12}"
EUROPEAN = r"(?:(?:Council|Commission|Framework|Joint)\s)?(?:Directive|Regulation|Decision|Richtlinie|Verordnung|Directiva|Reglamento|Règlement)\s\(?(?:E[CUW]G?|EEC|CE|UE|CFSP)?\)?\s?(?:[Nn]o\.?\s|[Nn]r\.\s)?\d{2,4}/\d{1,4}(?:/[A-Z]{2,4})?"
RESOLUTION = r"(?:(?:UN(?:SC|GA)|S\.C\.|G\.A\.|SC|GA)\sRes(?:olution\b|\.|\b)|Resolution|Resolución|Resolução|Résolution|Executive\sOrder|Proclamation)\s(?:[Nn]o\.?\s)?\d{1,5}(?:[/-][\dA-Z]{1,4})?(?:\s\(\d{4}\))?"
RULING = r"(?:Urteil|Beschluss|Judgment|Advisory\sOpinion|Sentencia|Sentença|Acórdão|Arrêt|Sentenza)(?=\s(?:vom|of|n[.º°]|\d|de\s\d|du\s\d|del\s\d)|,)(?:\s(?:[Nn][.º°]{1,2}\s)?\d{1,4}/\d{2,4})?"
ACT = r"(?:[A-Z][\w’'-]{0,30}\s(?:of\s|and\s|for\s|\(){0,2}){1,8}(?:Act|Bill)(?=[\s,(.]|$)"
PACT = rf"(?:{CAPITALS}\s){{0,5}}(?:Treaty|Convention|Protocol|Covenant|Charter|Pact|Agreement)(?:\s(?:{CAPITALS}\s){{0,14}}[A-ZÀ-Þ][\w’'-]{{1,30}})?(?=,\s(?:signed|adopted|opened|done|\d|[A-ZÀ-Þ]\w{{2,20}},?\s\d))"
ENACTED = r"[A-Z][^.,;\d]{4,160}(?=,\sPub\.\sL)"
TAIL = (
    r"(?:[^.\n]|\.(?!\s)){0,240}?(?=\.\s|\.?$|,\s(?:JORF|BGBl|OJ|BOE|DOU|Official|Diário|Boletín|Journal\sofficiel|ABl)|\sBGBl)"
)
"""What follows the number of a law: "de 24 de noviembre, de Puertos del Estado"."""

FRONT = re.compile(
    rf"\W{{0,3}}(?P<author>(?:[A-ZÀ-Þ][\w’'-]{{0,30}},?\s(?:and\s|of\s|dos\s|de\s|the\s){{0,2}}){{0,6}}[A-ZÀ-Þ][\w’'-]{{1,30}}[.:,]\s)?"
    rf"(?P<title>(?:{NUMBERED}|{EUROPEAN}){TAIL}|{RESOLUTION}|{RULING}|{CASE}(?=,|\.\s|\s\[|\s\(\d|\.?$)|{ENACTED}|{ACT}(?=,\sH\.|,\sPub|\sof\s\d{{4}},|,\s\d|\s\d{{4}},|,\sS\.)|{PACT})"
)
_PAGES = r"(?P<pages>[A-Z]?\d{1,3}(?:,\d{3})?(?!\d)|\d{1,5})(?P<pins>(?:,\s\d{1,5}(?:[–-]\d{1,5})?(?:\sn\.\s?\d{1,3})?){0,3})"
REPORT = re.compile(
    rf"(?<![\d.])(?P<volume>\d{{1,4}})\s(?P<container>U\.\s?S\.|F\.\s?\dd|F\.\sSupp\.(?:\s[23]d)?|S\.\s?Ct\.|P\.[23]d|UNTS|U\.N\.T\.S\.|LNTS|ILM|U\.S\.T\.|Stat\.|Fed\.\sReg\.|(?:Cong\.\sRec\.|CONG\.\sREC\.)|I\.C\.J\.)\s(?:\(\d\s\w{{2,12}}\)\s)?{_PAGES}(?!\w)"
)
_SHORT = r"(?:(?:[A-Z][A-Za-z]{0,8}\.){1,3}|[A-Z][a-z]{1,8}['’][a-z]{1,2}|[A-Z]{2,6}|[A-Z][a-z]{3,12}|&|of)"
JOURNAL = re.compile(
    rf"(?:(?P<open>[(\[])(?:1[89]|20)\d\d[)\]]\s(?:(?P<volume>\d{{1,3}})\s)?|(?<![\d.(\[])\b(?P<first>\d{{1,3}})\s)(?P<container>{_SHORT}(?:\s{_SHORT}){{0,6}})\s{_PAGES}(?(open)(?=[\s.,;]|$)|(?=\s\((?:[A-Z][^()\d]{{1,20}}\s)?(?:\d{{1,2}},?\s)?(?:1[89]|20)\d\d\)))"
)
"""As lawyers cite journals: "12 Int'l Stud. Q. 44 (1968)", "(2008) 19 EJIL 433, 440"."""
AUTHORS = frozenset({"author", "editor"})


def repair_law(text: str, segments: Sequence[Segment]) -> list[Segment]:
    """Take the name of a law, a treaty or a case at the front as the title, an institution before it as the author.

    >>> text = "Harbor Board v. Whitlock, 410 U.S. 113 (1973)."
    >>> [(text[a:b], label) for a, b, label in repair_law(text, [Segment(0, 29, "author"), Segment(40, 44, "date")])]
    [('Harbor Board v. Whitlock', 'title'), ('410', 'volume'), ('U.S.', 'container-title'), ('113', 'pages'), ('1973', 'date')]
    """
    kept = list(segments)
    kept = _with_report(text, kept)
    found = FRONT.match(text)
    if found is None or any(
        each.label == "container-title"
        and each.start > found.end()
        and any(o.label == "volume" and o.start > each.end for o in kept)
        for each in kept
    ):
        return kept
    title = Segment(*trim(text, *found.span("title"), " ,;:"), "title")
    dates = [each for each in kept if each.label == "date"]
    kept = [each for each in kept if each.start >= title.end or each.label == "citation-number"]
    kept = [each._replace(label="note") if each.label == "title" else each for each in kept if each.label not in AUTHORS]
    kept = override(kept, title)
    if not has_label(kept, "date"):
        inside = [each for each in dates if each.start < title.end]
        kept += inside[-1:]  # "Hafengesetz vom 12. März 1998": the date of the law stands in its title
    if found["author"]:
        kept.append(Segment(found.start("author"), found.end("author") - 2, "author"))
    return sorted(kept)


def _with_report(text: str, segments: list[Segment]) -> list[Segment]:
    """Read "410 U.S. 113" as the volume, the series and the page of a law report or a series of treaties; journals likewise."""
    report = REPORT.search(text) or _find_journal(text)
    if report is None:
        return segments
    start = report.start("container") if "first" in report.re.groupindex else report.start()
    kept = [
        each
        for each in segments
        if each.start >= report.end() or each.end <= start or each.label in {"title", "author", "date"}
    ]
    kept = [each for each in kept if each.label not in {"volume", "container-title", "pages", "issue"}]
    named = report.groupdict()
    volume = "volume" if named["volume"] else "first"
    if named.get(volume):
        kept = override(kept, Segment(*report.span(volume), "volume"))
    kept = override(kept, Segment(*report.span("container"), "container-title"))
    kept = override(kept, Segment(report.start("pages"), report.end("pins"), "pages"))
    return [each for each in kept if each.label != "author" or any(char.isalpha() for char in text[each.start : each.end])]


def _find_journal(text: str) -> re.Match[str] | None:
    """Return where an abbreviated journal stands between its volume and its page."""
    for found in JOURNAL.finditer(text):
        name = found["container"]
        is_short = (name.isupper() and len(name) > 2 and "." not in name) or (
            " " in name and re.search(r"[.'’]", name) is not None
        )
        if name[0] in "&o" or NO_JOURNAL.match(name) or not is_short:
            continue
        if found["open"] is None or found["volume"] or "." not in name:
            return found
    return None


NO_JOURNAL = re.compile(r"(?:H|S|Nr|No|Bd|Vol|Heft|Jg|Pt|Art|Sec|Dec|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov)\b")

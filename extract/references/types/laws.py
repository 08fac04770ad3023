"""Laws, bills, treaties and judgments among the entries of a bibliography."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

COURT = re.compile(
    r"\b(?:(?:supreme|constitutional|high|federal|district|appeals?|international|european|criminal|administrative)\s(?:court|tribunal)|court\sof|icj|pcij|ecthr|ecj|cjeu|bverfg|bgh|bverwg|eugh|egmr|gerichtshof|bundesverfassungsgericht|verwaltungsgericht|tribunal\s(?:constitucional|supremo|federal)|corte\s(?:suprema|interamericana|costituzionale|constitucional|internacional)|cour\s(?:de\s(?:cassation|justice)|internationale|constitutionnelle)|conseil\sconstitutionnel|supremo\stribunal)\b",
    re.IGNORECASE,
)
VERSUS = re.compile(r"\b[A-ZÀ-Þ][\w.’'&-]{1,40}[^.\"“”]{0,80}\s(?:v|vs|c|gegen)\.?\s(?:the\s)?[A-ZÀ-Þ]")
REPORTER = re.compile(
    r"\b\d{1,4}\s(?:U\.\s?S\.|F\.\s?(?:\dd|Supp)|S\.\s?Ct\.|L\.\s?Ed)|\bI\.?C\.?J\.?\sRep(?:orts|\.)?|\bBVerfGE\s\d|\bBGHZ\s\d|\bE\.?C\.?R\.?\s(?:I-)?\d|\[\d{4}\]\s(?:ECR|UK|EW|AC|All\sER|QB)|\bR\.?I\.?A\.?A\.?\b|\bE\.?H\.?R\.?R\.?\b"
)
RULING = re.compile(
    r"\b(?:judge?ment(?:\sof|,|\.|$)|advisory\sopinion|urteil\s(?:vom|des|v\.)|beschluss\svom|(?:sentencia|sentença|acórdão|arrêt|sentenza|auto)\s(?:n[.ºo°]|\d|de\s\d|du\s\d|del\s\d)|case\s(?:no\.\s)?[CT]-\d|rechtssache\s[CT]-)",
    re.IGNORECASE,
)
PARTIES = re.compile(r"[A-ZÀ-Þ][\w.’'& -]{1,60}\sv\.?\s[A-ZÀ-Þ]")
RULING_TITLE = re.compile(
    r"(?:urteil|beschluss|judge?ment|advisory\sopinion|sentencia|sentença|acórdão|arrêt|sentenza)\b", re.IGNORECASE
)
BILL = re.compile(
    r"\bH\.\s?(?:R|J\.\s?Res|Con\.\s?Res)\.\s?\d|\A\W*S\.\s?\d{1,5},|\b\d{2,3}(?:st|nd|rd|th|d)\sCong(?:\.|ress)|\b(?:entwurf\seines\s\w{0,30}gesetz(?:es)?|gesetz(?:es)?entwurf|projeto\sde\slei|proyecto\sde\sley|projet\sde\sloi|proposition\sde\sloi|disegno\sdi\slegge|proposta\sdi\slegge|draft\s(?:bill|law))\b",
    re.IGNORECASE,
)
ENACTED = re.compile(r"\b(?:Pub\.\s?L\.|Public\sLaw|Stat\.\s\d)")
BILL_TITLE = re.compile(
    r"\A(?:(?:[A-Z][\w’'-]{0,30}\s(?:of\s|and\s|for\s|\(){0,2}){1,8}Bill(?:\s\d{4})?\Z|Projeto\sde\sLei|Proyecto\sde\sLey|Projet\sde\sloi|Entwurf\seines\s\w{0,30}[Gg]esetzes|Disegno\sdi\slegge)"
)
TREATY = re.compile(
    r"""\A(?:the\s)?(?-i:(?:[A-Z][\w’'-]{0,30}|of|the|and|on|for)\s){0,6}?(?:(?-i:Treaty|Convention|Protocol|Covenant|Charter|Pact|Accords?|Statute)\b(?:\s(?:of|on|for|between|concerning|relating|against|to|relative|establishing|no)\b|\s?$|\s?\()
      | (?:framework\s|trade\s|peace\s|association\s|partnership\s)?agreement\s(?:between|on|for|establishing|concerning)\b|memorandum\sof\s(?:understanding|agreement)\b
      | (?:vertrag|abkommen|übereinkommen|protokoll|konvention)\s(?:über|zwischen|zu[rm]?|von|vom)\b | (?:tratado|convenio|convención|convenção|acordo|acuerdo|protocolo|carta)\s(?:de|del|da|do|sobre|entre|para|das|dos)\b
      | (?:traité|convention|accord|protocole|charte)\s(?:de|du|sur|relati\w{1,3}|entre|des|d[’']) | (?:trattato|convenzione|accordo|protocollo|carta)\s(?:di|del\w{0,2}|su\w{0,3}|tra|fra|sull?[’']))""",
    re.IGNORECASE | re.VERBOSE,
)
SERIES = re.compile(
    r"\b(?:UNTS|U\.N\.T\.S\.|LNTS|ILM|I\.L\.M\.|C?ETS\sNo|TIAS|UKTS|CETS|UST)\b|\bBGBl\.\s?(?:\d{4}\s)?II\b|\btreaty\sseries\b",
    re.IGNORECASE,
)
SIGNED = re.compile(
    r"\b(?:signed|adopted|opened\sfor\ssignature|entered\sinto\sforce|unterzeichnet|firmad[oa]|signée?|adoptée?|firmat[oa])\b",
    re.IGNORECASE,
)
ACT = re.compile(
    r"\A(?:[A-Z][\w’'-]{0,30},?\s(?:of\s|and\s|for\s|\(){0,2}){1,8}(?:Act|Law|Code|Constitution|Ordinance)(?:\s(?:of\s)?\(?\d{4}\)?)?\)?(?:,?\s(?:c\.|ch\.|No\.)\s\d{1,4})?\Z"
)
STATUTE = re.compile(
    r"""\A(?:[\w.’'-]{1,30}[.:]?\s){0,4}?(?:(?:council\s|commission\s|framework\s)?(?:directive|regulation|decision|resolution|executive\sorder|presidential\s(?:decree|proclamation)|order\sin\scouncil)\s(?:\(?[A-Z]{2,5}\)?\s)?(?:no\.?\s|n[º°]\s)?\d
      | public\slaw\s | (?:ley|loi|lei|legge|decreto(?:-lei|\sley|\slegge)?|décret|real\sdecreto|ordonnance|medida\sprovisória|portaria|resolución|resolução|résolution|risoluzione)\s(?:n\.?\s?[º°o.]{0,2}\s?|núm\.\s)?\d
      | (?:constitución|constitution|constituição|constituzione|grundgesetz|verfassung|code|código|codice)\s(?:of|de|du|da|della|für|der|des|política)\b
      | (?:richtlinie|verordnung|beschluss|resolution)\s(?:\(?[A-Z]{2,4}\)?\s)?(?:nr\.\s)?\d | gesetz\s(?:über|zur?|zum|vom|gegen) | \w{0,30}(?<=.)gesetz\b(?:\s(?:vom|\()|\s?$))""",
    re.IGNORECASE | re.VERBOSE,
)
GAZETTE = re.compile(
    r"\b(?:BGBl|Bundesgesetzblatt|Official\sJournal\b|OJ\s[LC]\s|ABl\.|Boletín\sOficial|Diário\sOficial|Diario\sOficial|Journal\sofficiel|JORF|Gazzetta\sUfficiale|Federal\sRegister|Fed\.\sReg|Stat\.\s\d|U\.?S\.?C\.?\s§|Pub\.\sL|StGB|Statutes\sat\sLarge)",
)
UN_RESOLUTION = re.compile(
    r"\b[ASE]/RES/\d|\b(?:UNSC(?:R)?|UNGA)\s(?:Res(?:olution|\.)?)?\s?\d|\bSecurity\sCouncil\sResolution\s\d|\bGeneral\sAssembly\sResolution\s\d",
    re.IGNORECASE,
)


def find_law(title: str, rest: str, csl: Mapping[str, Any]) -> str | None:
    """Return "legislation", "bill", "treaty" or "legal_case" for a work that is one; ``rest`` is the entry without its title.

    >>> find_law("North Atlantic Treaty", ", Washington, 4 April 1949, 34 UNTS 243.", {})
    'treaty'
    >>> find_law("The Treaty of Versailles: A Reassessment", "Boemeke, Manfred, ed. . Cambridge: CUP, 1998.", {"publisher": "CUP"})
    """
    has_writer = any("given" in name for name in (*csl.get("author", ()), *csl.get("editor", ())))
    if BILL_TITLE.match(title):
        return "bill"
    if has_writer or csl.keys() & {"ISBN", "edition"}:
        return None
    authors = " ".join(str(name.get("literal") or name.get("family", "")) for name in csl.get("author", ()))
    whole = f"{title} {rest}"
    if _is_case(title, rest, authors, csl):
        return "legal_case"
    if BILL.search(whole):
        return "legislation" if ENACTED.search(rest) else "bill"
    if SERIES.search(rest) or (TREATY.match(title) and not _is_published(csl)):
        return "treaty"
    if ACT.match(title) and not csl.keys() & {"volume", "issue", "container-title"}:
        return "legislation"
    is_statute = STATUTE.match(title) or STATUTE.match(f"{authors} {title}") or UN_RESOLUTION.search(whole)
    if is_statute and ("publisher" not in csl or GAZETTE.search(rest)):
        return "legislation"
    return "legislation" if GAZETTE.search(rest) and "title" in csl else None


def _is_case(title: str, rest: str, authors: str, csl: Mapping[str, Any]) -> bool:
    """Tell whether an entry describes a judgment: by a law report, the parties, or a court and its ruling."""
    whole = f"{title} {rest}"
    if REPORTER.search(rest) or (VERSUS.search(whole[:200]) and (RULING.search(whole) or COURT.search(whole))):
        return True
    if COURT.search(f"{authors} {rest[:60]}") and (RULING.search(whole) or VERSUS.search(title)):
        return True
    if COURT.search(authors) and RULING_TITLE.match(title):
        return True
    return PARTIES.match(title) is not None and not csl.keys() & {"container-title", "publisher"}


def _is_published(csl: Mapping[str, Any]) -> bool:
    """Tell whether a house, a journal or a site prints it, so that it is a work about a law."""
    return bool(csl.keys() & {"publisher", "volume", "issue"}) or ("container-title" in csl and "page" in csl)

"""What rules recognise in a bibliography entry before the model reads it: URLs, DOIs, access notes, ISBNs.

These are masked, so that their inner digits and dots are not taken for volumes, pages or ends of titles.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.references.marks import has_cue, read_cues
from extract.references.tokens import Mask

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTH = r"[^\W\d_]{3,10}"
DATE = rf"""(?:
      \d{{1,2}}(?:st|nd|rd|th|\.|º)?,?\ {{0,2}}(?:de\ |of\ )?(?:{_MONTH})\b\.?,?\ {{0,2}}(?:de\ |del\ )?\d{{4}}   # 3 May 2015; 3 de mayo de 2015
    | (?:{_MONTH})\b\.?\ {{0,2}}\d{{1,2}}(?:st|nd|rd|th)?,?\ {{0,2}}\d{{4}}                     # May 3, 2015
    | (?:{_MONTH})\b\.?,?\ {{0,2}}(?:de\ )?\d{{4}}                                              # May 2015
    | \d{{1,2}}\.\ ?\d{{1,2}}\.\ ?(?:\d{{4}}|\d\d)                                              # 3.5.2015
    | \d{{1,2}}[/-]\d{{1,2}}[/-]\d{{2,4}}
    | \d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}}
    | \d{{4}}
    )"""
ACCESS_DATE = rf"(?:\d{{4}},?\ (?:{_MONTH})\b\.?\ \d{{1,2}}\b|{DATE})"
"""As any date, and "2015 May 3"."""
ACCESS_WORD = r"""(?:
      (?:last\ |date\ |first\ |site\ |page\ )?(?:accessed|retrieved|visited|consulted|viewed|checked|downloaded)(?:\ (?:electronically|online|last))?
    | (?:date\ of\ |last\ )?access(?:\ date)?(?=:|\ on\b) | (?<=\[)cited
    | (?:letzter?[rn]?\ |zuletzt\ |zul\.\ )?(?:zugriff(?:sdatum)?|zugegriffen|abgerufen|abruf(?:datum)?|aufruf|eingesehen|aufgerufen|geprüft|besucht|gesehen|gelesen|download|stand)
    | (?:última?\ |último\ |fecha\ de\ |data\ de\ |visto\ por\ última\ vez\ )?(?:consultad[oa]|consulta|acceso|accedido|recuperad[oa]|visitad[oa]|acessado|acesso)
    | (?:page\ |site\ |dernier\ |dernière\ |date\ de\ |date\ d['’])?(?:consultée?|consultation|accédé|accès|visitée?)
    | (?:ultim[oa]\ |data\ di\ )?(?:accesso|consultat[oa]|consultazione|visitato)
    )"""
ACCESS_CUES = read_cues(
    """access retrieved visit consult viewed checked download cited zugriff zugegriffen abgerufen abruf aufruf aufgerufen eingesehen geprüft
    besucht gesehen gelesen stand acces acced accéd accès recuperad acess"""
)
ACCESS = re.compile(
    rf"""[(\[]?\b{ACCESS_WORD}\b
    (?:\ ?:|,|\ on|\ in|\ am|\ vom|\ der|\ el(?:\ día)?|\ le|\ em|\ il|\ the|\ den){{0,3}}\ {{0,2}}
    (?P<date>{ACCESS_DATE})
    (?:,?\ (?:from|at|de|unter)\b:?(?=\s{{0,2}}<?(?:https?:|www)))?[)\]]?""",
    re.VERBOSE | re.IGNORECASE,
)
AVAILABLE = re.compile(
    r"""(?:[(\[]?\b(?:available\ (?:online\ )?(?:at|from|in|on|via)|retrieved\ from|accessed\ at|recuperado\ de|disponible\ en|disponível\ em|
    disponible\ (?:sur|à)|verfügbar\ unter|online\ verfügbar\ unter|abrufbar\ unter|online\ unter|im\ internet|in\ internet|disponibile\ (?:su|a))\b:?
    (?=\s{0,3}[<(\[]?(?:https?:|www\.|url|ftp:|doi)))""",
    re.VERBOSE | re.IGNORECASE,
)
AVAILABLE_CUES = read_cues("http: https: www. url ftp: doi")
DOI = re.compile(
    r"""(?:\b(?:https?://)?(?:dx\.)?doi\.org/\s?|\b(?:doi\s?:?\s?){1,2}(?:https?://)?(?:dx\.)?(?:doi\.org/)?\s?)?
        \b(?P<value>10\.\d{4,9}(?:\.\d+)*/\s?[^\s"<>,;\]]*[^\s"<>.,;:\])])
      | \b(?:doi\.org/|doi\s?:?)\s?(?P<torn>10\.\s?\d{4,9}\s?/\s?[^\s"<>,;\]]*[^\s"<>.,;:\])])   # DOI 10. 1000 /xyz""",
    re.IGNORECASE | re.VERBOSE,
)
DOI_MORE = re.compile(r"(?<=[/_-])\s{1,2}(?=[^\s\"<>]{0,60}\d)[^\s\"<>,;\]]*[^\s\"<>.,;:\])]")
"""A piece of a DOI after a space that does not belong there: "10.18148/srm/ 2017.v11i1"."""
SCHEME = r"(?:https?|htt?p|ftp)"
URL = re.compile(
    rf"""<\s?(?P<boxed>(?:{SCHEME}\s?:|www\.)[^<>]{{4,400}}+)>
      | (?:\bURL:?\s?)?<?(?P<value>(?:{SCHEME}\s?:\s?//|www\d?\.)\s?[^\s<>\"”“»]+)>?
      | (?<![\w@./-])(?P<bare>(?:[a-z0-9-]{{1,40}}\.){{1,4}}(?:com|org|net|gov|edu|int|info|eu|de|uk|fr|es|it|ch|at|br|mx|ar|cl|ru|jp|ca|au|nz)/[^\s<>\"”“»]{{3,}})""",
    re.IGNORECASE | re.VERBOSE,
)
ADDRESS_CUES = read_cues("/ < www")
# A piece of an address after a space or line break that does not belong there.
URL_MORE = re.compile(
    r"""\s{1,3}(?P<more>
        (?=[/&?])[^\s<>"”“»]+                                # document /51HansQ_2016
      | (?<=[./_=?&%#~\-]\s)(?=[^\s<>"]{0,200}[/.=_%-][a-z0-9])[a-z0-9~?&=%#_][^\s<>"”“»]+   # http://www. theforum.org/x
      | (?<=[/_=?&%#~\-]\s)[a-z0-9][a-z0-9_%#&=?-]*\.?(?=$|\s|[)>\]])
      | (?<=[/_=?&%#~\-]\s)[a-z0-9][^\s<>"”“»]*[/=_%-][^\s<>"”“»]*
      | (?<=[/_%~\-]\s)(?=[^\s<>"]{0,200}(?:[/=_%]|\.(?:pdf|html?|docx?|php|aspx?|jpg)\b))[A-Z][^\s<>"”“»]+   # publications/ Annual_Report.pdf
      | (?<=%20\s)[^\s<>"”“»]+                              # Next%20Step%20 Amsterdam.pdf
      | (?=\w{1,20}=[^\s<>"”“»]+)[^\s<>"”“»]+              # cfm?c id=1
      | (?<=[a-z0-9]\s)(?=[a-z][a-z0-9._+$-]{0,40}/|\d{1,6}(?:-\d{1,6}){2,}[^\s<>"]{0,80}/)[^\s<>"”“»]+   # catc hword/alpsp/p7
      | (?<=[a-z0-9]\s)(?=[a-z]{1,12}[A-Z])\w++(?=$|[\s.>)\]])   # __blob=p ublicationFile
      | (?<=[a-z0-9]\s)[a-z]{1,4}(?=[\s.>)]{0,3}\Z)         # weber.ht ml
    )""",
    re.VERBOSE,
)
LOST_UNDERSCORE = re.compile(r"(?P<name>[?&]\w{1,30})\s(?=\w{1,30}=)")
"""A blank inside the name of a query: "cfm?c id=1" was printed "cfm?c_id=1"; no name holds a blank, and none ends there."""

ISBN = re.compile(
    r"\bISBN(?:-1[03])?:?\s?(?P<value>[\d][\d\s‐‑–-]{8,20}[\dXx])\b|\bISSN:?\s?(?P<issn>\d{4}[-–‐]\d{3}[\dXx])|(?<![\w-])(?P<bare>97[89]-\d{1,5}-\d{1,7}-\d{1,7}-\d)(?![\w-])"
)
ISBN_CUES = read_cues("ISBN ISSN 978- 979-")
ARXIV = re.compile(r"\barXiv:?\s?(?P<value>\d{4}\.\d{4,5}(?:v\d)?|[a-z-]{2,10}(?:\.[A-Z]{2})?/\d{7})\b", re.IGNORECASE)
PREFIX = re.compile(
    r"\s*(?:\d{1,3}\s)?(?:[Vv]gl\.(?:\s(?:dazu|auch|hierzu|etwa|z\.\s?B\.))?|[Ss]iehe(?:\s(?:auch|dazu))?|[Ss]\.\sauch|(?:For\s[^,.;:“”]{3,40},\s)?[Ss]ee(?:\salso|,?\sgenerally|,\se\.g\.,|,\sfor\sexample,)?|[Cc]f\.|[Vv]oir(?:\saussi)?|[Vv]éase(?:\stambién)?|[Cc]fr\.|Ver|Dagegen|Ausführlich(?:er)?|(?:Hierzu|Dazu)(?:\sgrundlegend)?:?|Grundlegend:?|Zum\sFolgenden:?|Recommended:|Recent\sexceptions\sinclude)\s(?=[^\W\d_a-z“„\"])"
)
KEY = re.compile(
    r"\[(?P<key>[A-Za-z+]{2,12}[-:]?\d{2,4}[a-z]?|[A-ZÀ-Þ][^\[\]\d]{2,60}\s\(?(?:1[5-9]|20)\d\d[a-z]?\)?)\]:?\s{1,3}"
)
"""What a list calls the entry: "[OKAF18]", "[Okafor et al. (2018)]"."""

_BUTTON = r"(?:view\ article|article|book|chapter|cross\ ?ref|pub\ ?med(?:\ central)?|medline|google\ scholar|web\ of\ science|green\ version|(?:free\ )?full\ text|scopus|cas|ads|math(?:scinet)?|isi)"
BUTTONS = re.compile(
    rf"(?:\[{_BUTTON}\]\s{{0,2}}){{1,8}}|(?<=[\s.])(?:{_BUTTON}\s{{1,2}}){{0,6}}(?:google\ scholar|crossref|pubmed(?:\ central)?)(?=\W{{0,3}}\Z)",
    re.IGNORECASE,
)
"""What sites print behind an entry for the reader to press: "[CrossRef] [PubMed]", "View Article Google Scholar"."""
BUTTON_CUES = read_cues("scholar crossref pubmed")

MUTE = (("available", AVAILABLE, AVAILABLE_CUES), ("button", BUTTONS, BUTTON_CUES))
"""Masks without a value."""

MEDIUM = re.compile(
    r"[(\[](?:online|on-line|en línea|em linha|en ligne|internet|website|web page|página web|print|dvd|cd-rom)[)\]]",
    re.IGNORECASE,
)


def find_masks(text: str) -> list[tuple[Mask, str]]:
    """Return what the rules recognise in ``text``, from left to right, each with its value.

    >>> [value for mask, value in find_masks("Forum (online) http://www. forum.org/a (accessed 3 May 2015).")]
    ['online', 'http://www.forum.org/a', '3 May 2015']
    """
    found = sorted(_find_all(text), key=lambda each: (each[0].start, -each[0].end))
    kept: list[tuple[Mask, str]] = []
    for mask, value in found:
        if not kept or mask.start >= kept[-1][0].end:
            kept.append((mask, value))
    return kept


def _find_all(text: str) -> Iterator[tuple[Mask, str]]:
    prefix = PREFIX.match(text)
    if prefix is not None:
        yield Mask(prefix.start(), prefix.end(), "prefix"), prefix[0].strip()
    key = KEY.match(text)
    if key is not None:
        yield Mask(*key.span(), "prefix"), f"[{key['key']}]"
    lower = text.lower()
    # A pattern is run on an entry that has what it cannot do without: few entries have an address.
    for match in DOI.finditer(text) if "10." in text else ():
        more = DOI_MORE.match(text, match.end())
        end = more.end() if more is not None else match.end()
        yield Mask(match.start(), end, "doi"), "".join(text[match.start("value" if match["value"] else "torn") : end].split())
    for match in URL.finditer(text) if has_cue(lower, ADDRESS_CUES) else ():
        yield _read_url(text, match)
    for match in ACCESS.finditer(text) if has_cue(lower, ACCESS_CUES) else ():
        yield Mask(match.start(), match.end(), "accessed"), match["date"]
    for kind, pattern, cues in MUTE:
        for match in pattern.finditer(text) if has_cue(lower, cues) else ():
            yield Mask(match.start(), match.end(), kind), ""
    yield from _find_numbers(text, lower)
    for match in MEDIUM.finditer(text):
        yield Mask(match.start(), match.end(), "medium"), match[0].strip("()[]")


def _find_numbers(text: str, lower: str) -> Iterator[tuple[Mask, str]]:
    """Yield the numbers of books, journals and preprints."""
    for match in ISBN.finditer(text) if has_cue(text, ISBN_CUES) else ():
        kind, value = ("issn", match["issn"]) if match["issn"] else ("isbn", match["value"] or match["bare"])
        yield Mask(match.start(), match.end(), kind), value
    for match in ARXIV.finditer(text) if "arxiv" in lower else ():
        yield Mask(match.start(), match.end(), "arxiv"), match["value"]


def _is_host(value: str) -> bool:
    """Tell whether an address has broken off inside its host: "http://www."."""
    return "/" not in value.rsplit("://", maxsplit=1)[-1].rstrip("/")


def _read_url(text: str, match: re.Match[str]) -> tuple[Mask, str]:
    """Return the address at ``match`` with the pieces that a space or a line break has torn off."""
    group = match.lastgroup or "value"
    start, end = match.span(group)
    if group != "boxed" and text[end - 1 : end] != ">":
        for _ in range(6):
            more = URL_MORE.match(text, end)
            value = text[start:end]
            if more is None or (text[end - 1] in ".,;" and more["more"][0] not in "/&?" and not _is_host(value)):
                break
            end = more.end()
    value = text[start:end]
    bare = value.rstrip(".,;:!'’ ")
    while bare.endswith(")") and bare.count("(") < bare.count(")"):
        bare = bare[:-1].rstrip(".,;:")
    bare = bare.rstrip("]") if "[" not in bare else bare
    return Mask(start, start + len(bare), "url"), "".join(LOST_UNDERSCORE.sub(r"\g<name>_", bare).split())

"""What rules recognise in a bibliography entry before the model reads it: URLs, DOIs, access notes, ISBNs.

These are masked, so that their inner digits and dots are not taken for volumes, pages or ends of titles.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
ACCESS_WORD = r"""(?:
      (?:last\ |date\ |first\ )?(?:accessed|retrieved|visited|consulted|viewed|checked|downloaded)
    | (?:date\ of\ )?access(?:\ date)?(?=:)
    | (?:letzter?\ |zuletzt\ )?(?:zugriff|zugegriffen|abgerufen|abruf|eingesehen|aufgerufen|geprüft|besucht|download|stand)
    | (?:última\ |último\ |fecha\ de\ )?(?:consultad[oa]|consulta|acceso|recuperado|visitado|acessado|acesso)
    | (?:dernier\ |date\ de\ )?(?:consultée?|consultation|accès)
    | (?:ultimo\ )?(?:accesso|consultato)
    )"""
ACCESS = re.compile(
    rf"""[(\[]?\b{ACCESS_WORD}\b
    (?:\ ?:|,|\ on|\ in|\ am|\ vom|\ der|\ el|\ le|\ em|\ il|\ the|\ den){{0,3}}\ {{0,2}}
    (?P<date>{DATE})
    (?:,?\ (?:from|at)\b:?)?[)\]]?""",
    re.VERBOSE | re.IGNORECASE,
)
AVAILABLE = re.compile(
    r"""(?:[(\[]?\b(?:available\ (?:online\ )?(?:at|from|in|on|via)|retrieved\ from|accessed\ at|recuperado\ de|disponible\ en|disponível\ em|
    disponible\ (?:sur|à)|verfügbar\ unter|online\ verfügbar\ unter|abrufbar\ unter|online\ unter|im\ internet|in\ internet|disponibile\ (?:su|a))\b:?
    (?=\s{0,3}[<(\[]?(?:https?:|www\.|url|ftp:|doi)))""",
    re.VERBOSE | re.IGNORECASE,
)
DOI = re.compile(
    r"(?:\b(?:https?://)?(?:dx\.)?doi\.org/\s?|\bdoi\s?:?\s?(?:https?://)?(?:dx\.)?(?:doi\.org/)?\s?)?"
    r"\b(?P<value>10\.\d{4,9}(?:\.\d+)*/\s?[^\s\"<>,;\]]*[^\s\"<>.,;:\])])",
    re.IGNORECASE,
)
URL = re.compile(r"(?:\bURL:?\s?)?<?(?P<value>(?:https?\s?:\s?//|ftp://|www\.)\s?[^\s<>\"”“»]+)>?", re.IGNORECASE)
# A piece of an address after a space or line break that does not belong there.
URL_MORE = re.compile(
    r"""\s{1,3}(?P<more>
        (?=/)[^\s<>"”“»]+                                  # document /51HansQ_2016
      | (?<=[./_=?&%#~\-]\s)(?=[^\s<>"]{0,200}[/.=_%-][a-z0-9])[a-z0-9~?&=%#][^\s<>"”“»]+   # http://www. theforum.org/x
      | (?<=[/_=?&%#~\-]\s)[a-z0-9][a-z0-9_%#&=?-]*\.?(?=$|\s|[)>\]])
      | (?<=[/_=?&%#~\-]\s)[a-z0-9][^\s<>"”“»]*[/=_%-][^\s<>"”“»]*
      | (?=\w{1,20}=[^\s<>"”“»]+)[^\s<>"”“»]+              # cfm?c id=1
      | (?<=[a-z0-9]\s)(?=[a-z0-9._-]{0,40}/)[a-z0-9][a-z0-9./_~%-]+   # catc hword/alpsp/p7
      | (?<=[a-z0-9]\s)[a-z]{1,4}(?=[\s.>)]{0,3}\Z)         # weber.ht ml
    )""",
    re.VERBOSE,
)
LOST_UNDERSCORE = re.compile(r"(?P<name>[?&]\w{1,30})\s(?=\w{1,30}=)")
"""A blank inside the name of a query: "cfm?c id=1" was printed "cfm?c_id=1"; no name holds a blank, and none ends there."""

ISBN = re.compile(r"\bISBN(?:-1[03])?:?\s?(?P<value>[\d][\d\s‐‑–-]{8,20}[\dXx])\b|\bISSN:?\s?(?P<issn>\d{4}[-–‐]\d{3}[\dXx])")
PREFIX = re.compile(
    r"\s*(?:\d{1,3}\s)?(?:[Vv]gl\.(?:\s(?:dazu|auch|hierzu|etwa|z\.\s?B\.))?|[Ss]iehe(?:\s(?:auch|dazu))?|[Ss]\.\sauch|[Ss]ee(?:\salso|,\se\.g\.,)?|[Cc]f\.|[Vv]oir|[Vv]éase|[Cc]fr\.)\s(?=[^\W\d_a-z“„\"])"
)
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
    for match in DOI.finditer(text):
        yield Mask(match.start(), match.end(), "doi"), "".join(match["value"].split())
    for match in URL.finditer(text):
        yield _read_url(text, match)
    for match in ACCESS.finditer(text):
        yield Mask(match.start(), match.end(), "accessed"), match["date"]
    for match in AVAILABLE.finditer(text):
        yield Mask(match.start(), match.end(), "available"), ""
    for match in ISBN.finditer(text):
        kind, value = ("isbn", match["value"]) if match["value"] else ("issn", match["issn"])
        yield Mask(match.start(), match.end(), kind), value
    for match in MEDIUM.finditer(text):
        yield Mask(match.start(), match.end(), "medium"), match[0].strip("()[]")


def _is_host(value: str) -> bool:
    """Tell whether an address has broken off inside its host: "http://www."."""
    return "/" not in value.rsplit("://", maxsplit=1)[-1].rstrip("/")


def _read_url(text: str, match: re.Match[str]) -> tuple[Mask, str]:
    """Return the address at ``match`` with the pieces that a space or a line break has torn off."""
    end = match.end("value")
    if text[end - 1 : end] != ">":
        for _ in range(4):
            more = URL_MORE.match(text, end)
            value = text[match.start("value") : end]
            if more is None or (text[end - 1] in ".,;" and more["more"][0] != "/" and not _is_host(value)):
                break
            end = more.end()
    value = text[match.start("value") : end]
    bare = value.rstrip(".,;:!'’")
    while bare.endswith(")") and bare.count("(") < bare.count(")"):
        bare = bare[:-1].rstrip(".,;:")
    bare = bare.rstrip("]") if "[" not in bare else bare
    return Mask(match.start("value"), match.start("value") + len(bare), "url"), "".join(
        LOST_UNDERSCORE.sub(r"\g<name>_", bare).split()
    )

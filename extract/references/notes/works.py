"""A note -> the works that it describes in full, without lead-in, commentary, pinpoint, and works cited before.

A note is cut at semicolons and at the ends of its sentences. In each piece a *close* is looked for, which only ends the
description of a work: "(Princeton: Princeton University Press, 1984)", "42, no. 3 (1988)", ", Göttingen 1983", an address.
From there the description reaches back to the names or the title that begin it, and on over pages and addresses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from extract.references.masks import ACCESS_WORD
from extract.references.notes.ends import find_pinpoint, find_tail
from extract.references.notes.marks import (
    CAPITAL,
    CAPITAL_AT,
    IMPRINT,
    INVERTED,
    LABEL,
    REPRINT,
    SEPARATOR,
    TITLE_WORD,
    URL,
    URL_EDGES,
    YEAR_AT,
    read_note_words,
)
from extract.references.notes.pieces import after_lead, find_brackets, find_dated, find_pieces, is_abbreviated, lead_words, veil
from extract.references.notes.starts import BACK, Close, find_start, is_date, is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.models import Span

Kind = Literal["work", "document", "interview", "web"]


class NotedWork(NamedTuple):
    """A work at ``text[start:end]`` of a note, what it is, and the pages of it that are pointed at inside that stretch."""

    start: int
    end: int
    kind: Kind = "work"
    pinpoint: Span | None = None


SHORTEST = 8
"""Characters of the shortest description."""
SHORT_TITLE = 15
"""Characters behind names and year that are no title with its home."""
LONG_BRACKET = 30
"""Characters of a bracket in which a work may stand."""
LONGEST_IMPRINT = 160
"""Characters of an imprint."""


AROUND_ADDRESS = re.compile(
    rf"""(?:[\s<>()\[\].,:;-]{{1,6}}+
    | (?:available|online|link|website|site|homepage|url|doi|retrieved|abrufbar|verfügbar|disponible|disponível|disponibile)\b
      (?:\s(?:online|at|from|in|on|under|unter|en|em|sur|à|su|a|here)\b)?
    | {ACCESS_WORD}[^;]{{0,40}}
    | https?://\S{{3,300}}){{0,8}}+""",
    re.VERBOSE | re.IGNORECASE,
)
"""What may stand around an address without telling anything of what is found there: "Available at: <", "Accessed 3 May 2020"."""


def find_noted_works(text: str) -> list[NotedWork]:
    """Return the works that the note ``text`` describes in full, from left to right.

    >>> note = "See Ada Okafor, Ports under Pressure (Lagos: Harbour Press, 2018), p. 44. But see Bello, Ports, p. 12."
    >>> [note[work.start : work.end] for work in find_noted_works(note)]
    ['Ada Okafor, Ports under Pressure (Lagos: Harbour Press, 2018)']
    """
    label = LABEL.match(text)
    first = label.end() if label else 0
    found: list[NotedWork] = []
    for work in sorted(work for piece in find_pieces(text, first, len(text)) for work in _in_piece(text, *piece)):
        if not found or work.start >= found[-1].end:  # of two that share words, as brackets run together make them, the first
            found.append(work)
    addresses = [work for work in found if work.kind == "web"]
    if addresses and not _are_alone(text, first, addresses):
        return [work for work in found if work.kind != "web"]
    return found


def _are_alone(text: str, start: int, addresses: Sequence[NotedWork]) -> bool:
    """Tell whether a note holds addresses and nothing else: in a sentence, an address describes no work.

    >>> note = "12. Available at: https://ports.org/tides. Accessed 3 May 2020."
    >>> _are_alone(note, 3, find_noted_works(note))
    True
    """
    starts = [start, *(work.end for work in addresses)]
    ends = [*(work.start for work in addresses), len(text)]
    return all(AROUND_ADDRESS.fullmatch(text, after_lead(text, a, b), b) for a, b in zip(starts, ends, strict=True))


ACCESSED = re.compile(ACCESS_WORD, re.IGNORECASE | re.VERBOSE)

YEARS = re.compile(r"[\d\s,;]{9,60}+")
"""Several years, which are those of citations."""


def _in_piece(text: str, start: int, end: int) -> list[NotedWork]:
    """Return the works of one piece, with those in its brackets."""
    while end > start and text[end - 1] in " \n\t.;,":
        end -= 1
    if end - start < SHORTEST:
        return []
    inside: list[NotedWork] = []
    closes: list[Span] = []
    for first, last in find_brackets(veil(text, start, end, brackets=False)):
        if _is_close(text[start + first + 1 : start + last - 1].strip()):
            closes.append((start + first, start + last))
        elif last - first > LONG_BRACKET:
            for piece in find_pieces(text, start + first + 1, start + last - 1):
                inside += _in_piece(text, *piece)
    return [*_closed(text, start, end, closes, hidden=inside), *inside]


def _is_close(inside: str) -> bool:
    """Tell whether a bracket may end a description: with an imprint or a date."""
    address = URL.match(inside)
    if address:  # "(https://ports.org/; Harbour Press, 2018)"
        inside = inside[address.end() :].lstrip(" ;,")
    if (
        not 4 <= len(inside) < LONGEST_IMPRINT
        or URL.search(inside)
        or ACCESSED.match(inside)
        or lead_words().match(inside)
        or " et al" in inside
    ):
        return False
    if YEARS.fullmatch(inside):  # "Okafor (1983, 1984)"
        return False
    return (
        is_date(inside)
        or BACK.fullmatch(inside) is not None
        or any(pattern.fullmatch(inside) for pattern in (REPRINT, IMPRINT))
    )


DOCUMENT = re.compile(
    r"""\b(?:\d{1,4}\s(?:UNTS|U\.N\.T\.S\.|LNTS|ILM|I\.L\.M\.|UST|U\.S\.T\.|U\.S\.(?=\s\d)|Stat\.(?=\s\d))\s\d | (?:ICJ|I\.C\.J\.|PCIJ)\sRep(?:orts|\.)
    | (?:BVerfGE|BGHZ|BGHSt|BVerwGE)\s\d | (?:S|A|E|CD|TD)/(?:RES/|PV\.|\d{2,4}/)\d | UN\sDoc\.
    | FRUS\b | AAPD\b | (?:Box|Folder|Karton|[Cc]arton|Reel|Record\sGroup|RG|Bestand|[Ff]ond)\s\d | (?:FO|CAB|PREM|DEFE|WO|CO|FCO|DO|T)\s\d{1,4}/\d
    | (?:BArch|PA\sAA|PAAA|HStA|NARA|TNA|SAPMO)\b)""",
    re.VERBOSE,
)
"""What only documents have: a series of treaties, reports of cases, symbols of the United Nations, shelf marks of archives."""


INTERVIEW = re.compile(
    r"(?:(?:the\s)?author[’']?s?[’']?\s|personal\s|telephone\s|phone\s|skype\s|online\s|confidential\s|anonymous\s|eigenes\s|persönliches\s|entrevista\s|entretien\s){0,3}"
    r"(?:interviews?|entrevistas?|entretiens?|intervista|gespräch)\b(?:\s(?:by|of|des|durch|del|de\sl[’']|de)\s(?:the\s|el\s)?(?:authors?|verfassers?|autora?))?"
    r"\s(?:with|mit|con|com|avec)\s(?P<whom>[^;]{3,200}?),",
    re.IGNORECASE,
)

MORE = re.compile(r"[,.]?\s(?:and|und|sowie|y|e|et|as\swell\sas|bzw\.)\s")


def _closed(text: str, start: int, end: int, brackets: Sequence[Span], hidden: Sequence[NotedWork]) -> Iterator[NotedWork]:
    """Yield the works that end with one of ``brackets``, a year, or an address; ``hidden`` are those in other brackets."""
    at = after_lead(text, start, end)
    interview = INTERVIEW.match(text, at, end)
    if interview:
        if _tells_who(text, interview, end):
            yield NotedWork(at, end, "interview")
        return
    document = DOCUMENT.search(text, at, end)
    if document and not hidden and not is_prose(text[at : document.start()]) and CAPITAL_AT.match(text, at):
        yield NotedWork(at, _document_end(text, document.end(), end), "document")
        return
    dated = find_dated(text, at, end)
    if dated and not hidden and _is_dated_entry(text, dated, end):
        yield _without_pinpoint(text, at, end, end)
        return
    veiled = veil(text, start, end)
    years = [(start + year.start(), start + year.end()) for year in YEAR_AT.finditer(veiled)]
    addresses = [(start + url.start(), start + url.end()) for url in URL.finditer(veiled)]
    closes = sorted([*brackets, *years, *addresses])
    for number, (first, last) in enumerate(closes):
        following = closes[number + 1][0] if number + 1 < len(closes) else end
        if first < at or (following - last < 3 and text[following : following + 1] == "("):
            continue  # "Boards and Sciences, 1965–2009 (Baltimore: ..., 2010)"
        begin = find_start(text, at, Close(first, last, number == 0 and len(TITLE_WORD.findall(text, last, end)) < 2))
        if begin is None:
            continue
        stop = find_tail(text, last, end)
        is_described = begin == first and CAPITAL_AT.match(text, at) and not AROUND_ADDRESS.fullmatch(text, at, first)
        if is_described and ACCESSED.search(text, last, stop):
            yield NotedWork(at, stop)  # "G-5 Declaration vom 8.7.2008; siehe: http://... (Zugriff am 3.1.2009)"
        elif begin == first:
            address = URL_EDGES.search(text[first:last])
            yield (
                NotedWork(first + address.start("address"), first + address.end("address"), "web")
                if address
                else NotedWork(first, last, "web")
            )
        else:
            yield _without_pinpoint(text, begin, last, stop)
        more = MORE.match(text, stop, end)
        at = after_lead(text, more.end() if more else stop, end)


HOME = re.compile(
    rf"[,.?!:”\"’»]\s(?:[Ii]n|[Ee]n|[Dd]ans|[Ee]m)\b|{CAPITAL}[\w./-]{{1,20}}:\s{CAPITAL}|,\s\d|\bNr\.|\b[Vv]ol\.|https?:|www\.|\b(?:Paper|Report|Press|Verlag|Universit\w+)\b|[.,]\s{CAPITAL}[\w-]{{2,20}}(?:[.,]|\Z)|\d\s?[(:]\d"
)
"""What tells where a work was published."""


def _is_dated_entry(text: str, dated: re.Match[str], end: int) -> bool:
    """Tell whether names, and behind their year a title and where it was published, stand there, and no sentence."""
    words = re.findall(r"[^\W\d_][\w’'-]*", dated["names"])
    small = [word for word in words if word[0].islower() and word not in read_note_words("names")]
    home = HOME.search(text, dated.end(), end)
    is_sentence = any(stop["stop"] and not is_abbreviated(dated[0], stop) for stop in SEPARATOR.finditer(dated["names"]))
    is_inverted = INVERTED.match(dated[0]) is not None
    return not small and not is_sentence and (is_inverted or home is not None) and end - dated.end() > SHORT_TITLE


PARAGRAPH = re.compile(r",\s(?:paras?\.|§§?|Rn\.|at|Art\.|arts?\.|Ziff\.)\s")


def _document_end(text: str, at: int, end: int) -> int:
    """Return where the description of a document ends: before the paragraph that is pointed at."""
    found = PARAGRAPH.search(text, at, end)
    return found.start() if found else end


NAMED = re.compile(rf"(?:(?:former|ex-|then)\s)?{CAPITAL}[\w’.-]{{1,25}}\s(?:{CAPITAL}[\w’.-]{{0,25}}\s?){{1,3}}")
DAY_DATE = re.compile(
    r"\b\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,10}\.?,?\s(?:de\s)?(?:19|20)\d\d|\b[^\W\d_]{3,10}\s\d{1,2},\s(?:19|20)\d\d|\b\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d\d"
)


def _tells_who(text: str, interview: re.Match[str], end: int) -> bool:
    """Tell whether an interview can be told from others: by the day, or by a name and a year."""
    rest = text[interview.start() : end]
    return DAY_DATE.search(rest) is not None or (
        NAMED.match(interview["whom"]) is not None and YEAR_AT.search(rest) is not None
    )


def _without_pinpoint(text: str, start: int, close: int, stop: int) -> NotedWork:
    """Return the work without the pages that are pointed at."""
    pinpoint = find_pinpoint(text, start, close, stop)
    if pinpoint is None:
        return NotedWork(start, stop)
    if pinpoint[1] >= stop:
        return NotedWork(start, pinpoint[0])
    return NotedWork(start, stop, "work", pinpoint)

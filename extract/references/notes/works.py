"""A note -> the works that it describes in full, without lead-in, commentary, pinpoint, and works cited before.

A note is cut at semicolons and at the ends of its sentences. In each piece a *close* is looked for, which only ends the
description of a work: "(Princeton: Princeton University Press, 1984)", "42, no. 3 (1988)", ", Göttingen 1983", an address.
From there the description reaches back to the names or the title that begin it, and on over pages and addresses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from extract.months import read_months
from extract.references.masks import ACCESS_WORD
from extract.references.notes.ends import find_pinpoint, find_tail
from extract.references.notes.marks import (
    BARE_DATE,
    CAPITAL,
    CAPITAL_AT,
    CUE,
    FAMILY_HEAD,
    FULL_IMPRINT,
    IMPRINT,
    IN_HOME,
    INVERTED,
    INVERTED_HEAD,
    ISSUE,
    LABEL,
    LOWER_BEFORE,
    NAMES,
    PEOPLE,
    PLAIN_HOME,
    QUOTED,
    REPRINT,
    SEPARATOR,
    TITLE_WORD,
    UNDATED_AT,
    URL,
    URL_EDGES,
    YEAR_AT,
    read_note_words,
)
from extract.references.notes.pieces import after_lead, find_brackets, find_dated, find_pieces, is_abbreviated, lead_words, veil

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
FAR = 250
"""Characters between a quoted title and the date of its work."""
MOST_WORDS = 16
"""Words of a title that no names and no quotation marks tell."""


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


AROUND_ADDRESS = re.compile(
    rf"""(?:[\s<>()\[\].,:;-]{{1,6}}+
    | (?:available|online|link|website|site|homepage|url|doi|retrieved|abrufbar|verfügbar|disponible|disponível|disponibile)\b
      (?:\s(?:online|at|from|in|on|under|unter|en|em|sur|à|su|a|here)\b)?
    | {ACCESS_WORD}[^;]{{0,40}}
    | https?://\S{{3,300}}){{0,8}}+""",
    re.VERBOSE | re.IGNORECASE,
)
"""What may stand around an address without telling anything of what is found there: "Available at: <", "Accessed 3 May 2020"."""


# --- works of a piece -----------------------------------------------------------------------------------------------------


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
        _is_date(inside)
        or BACK.fullmatch(inside) is not None
        or any(pattern.fullmatch(inside) for pattern in (REPRINT, IMPRINT))
    )


YEARS = re.compile(r"[\d\s,;]{9,60}+")
"""Several years, which are those of citations."""

BACK = re.compile(r"(?:wie\s|s\.\s|see\s)?(?:Anm|Fn|note|n)\.?\s?\d{1,3}")
"""Where the book was described that a chapter stands in: "in: Bien/Marbach (Anm. 10), S. 349-384"."""


def _is_date(inside: str) -> bool:
    """Tell whether a bracket holds a date alone: "(July 1955)", but not "(Blackwell, 1955)"."""
    if not BARE_DATE.fullmatch(inside):
        return False
    return all(word.casefold() in read_months() for word in TITLE_WORD.findall(UNDATED_AT.sub("", inside)))


ACCESSED = re.compile(ACCESS_WORD, re.IGNORECASE | re.VERBOSE)


def _closed(text: str, start: int, end: int, brackets: Sequence[Span], hidden: Sequence[NotedWork]) -> Iterator[NotedWork]:
    """Yield the works that end with one of ``brackets``, a year, or an address; ``hidden`` are those in other brackets."""
    at = after_lead(text, start, end)
    interview = INTERVIEW.match(text, at, end)
    if interview:
        if _tells_who(text, interview, end):
            yield NotedWork(at, end, "interview")
        return
    document = DOCUMENT.search(text, at, end)
    if document and not hidden and not _is_prose(text[at : document.start()]) and CAPITAL_AT.match(text, at):
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
        begin = _begin(text, at, _Close(first, last, number == 0 and len(TITLE_WORD.findall(text, last, end)) < 2))
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


def _is_dated_entry(text: str, dated: re.Match[str], end: int) -> bool:
    """Tell whether names, and behind their year a title and where it was published, stand there, and no sentence."""
    words = re.findall(r"[^\W\d_][\w’'-]*", dated["names"])
    small = [word for word in words if word[0].islower() and word not in NAME_WORDS]
    home = HOME.search(text, dated.end(), end)
    is_sentence = any(stop["stop"] and not is_abbreviated(dated[0], stop) for stop in SEPARATOR.finditer(dated["names"]))
    is_inverted = INVERTED.match(dated[0]) is not None
    return not small and not is_sentence and (is_inverted or home is not None) and end - dated.end() > SHORT_TITLE


NAME_WORDS = frozenset(
    [
        "van",
        "von",
        "vom",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "ter",
        "ten",
        "zu",
        "al",
        "el",
        "bin",
        "ibn",
        "et",
        "ed",
        "eds",
        "hrsg",
        "and",
        "und",
        "y",
        "e",
        "u",
        "a",
        "for",
        "of",
        "für",
        "des",
    ]
)
HOME = re.compile(
    rf"[,.?!:”\"’»]\s(?:[Ii]n|[Ee]n|[Dd]ans|[Ee]m)\b|{CAPITAL}[\w./-]{{1,20}}:\s{CAPITAL}|,\s\d|\bNr\.|\b[Vv]ol\.|https?:|www\.|\b(?:Paper|Report|Press|Verlag|Universit\w+)\b|[.,]\s{CAPITAL}[\w-]{{2,20}}(?:[.,]|\Z)|\d\s?[(:]\d"
)
"""What tells where a work was published."""

MORE = re.compile(r"[,.]?\s(?:and|und|sowie|y|e|et|as\swell\sas|bzw\.)\s")
DOCUMENT = re.compile(
    r"""\b(?:\d{1,4}\s(?:UNTS|U\.N\.T\.S\.|LNTS|ILM|I\.L\.M\.|UST|U\.S\.T\.|U\.S\.(?=\s\d)|Stat\.(?=\s\d))\s\d | (?:ICJ|I\.C\.J\.|PCIJ)\sRep(?:orts|\.)
    | (?:BVerfGE|BGHZ|BGHSt|BVerwGE)\s\d | (?:S|A|E|CD|TD)/(?:RES/|PV\.|\d{2,4}/)\d | UN\sDoc\.
    | FRUS\b | AAPD\b | (?:Box|Folder|Karton|[Cc]arton|Reel|Record\sGroup|RG|Bestand|[Ff]ond)\s\d | (?:FO|CAB|PREM|DEFE|WO|CO|FCO|DO|T)\s\d{1,4}/\d
    | (?:BArch|PA\sAA|PAAA|HStA|NARA|TNA|SAPMO)\b)""",
    re.VERBOSE,
)
"""What only documents have: a series of treaties, reports of cases, symbols of the United Nations, shelf marks of archives."""

PARAGRAPH = re.compile(r",\s(?:paras?\.|§§?|Rn\.|at|Art\.|arts?\.|Ziff\.)\s")


def _document_end(text: str, at: int, end: int) -> int:
    """Return where the description of a document ends: before the paragraph that is pointed at."""
    found = PARAGRAPH.search(text, at, end)
    return found.start() if found else end


INTERVIEW = re.compile(
    r"(?:(?:the\s)?author[’']?s?[’']?\s|personal\s|telephone\s|phone\s|skype\s|online\s|confidential\s|anonymous\s|eigenes\s|persönliches\s|entrevista\s|entretien\s){0,3}"
    r"(?:interviews?|entrevistas?|entretiens?|intervista|gespräch)\b(?:\s(?:by|of|des|durch|del|de\sl[’']|de)\s(?:the\s|el\s)?(?:authors?|verfassers?|autora?))?"
    r"\s(?:with|mit|con|com|avec)\s(?P<whom>[^;]{3,200}?),",
    re.IGNORECASE,
)
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


class _Close(NamedTuple):
    """What may end a description, and whether it does in a piece that holds nothing else."""

    first: int
    last: int
    is_alone: bool


def _begin(text: str, start: int, close: _Close) -> int | None:
    """Return where the work begins that a close ends: an address may end nothing but itself."""
    first, last, _ = close
    is_bracket = text[first] == "("
    inside = text[first + 1 : last - 1].strip() if is_bracket else ""
    is_full = any(pattern.fullmatch(inside) for pattern in (FULL_IMPRINT, REPRINT))
    is_imprint = is_full or (not BACK.fullmatch(inside) and LETTERS.match(inside) is not None and not _is_date(inside))
    is_address = URL.match(text, first) is not None
    low = LOWER_BEFORE.search(text, max(start, first - 40), first)
    if not is_bracket and not is_address and low and low["word"] not in read_note_words("before_year"):
        return None
    is_titled = _is_title(text[start:first])
    if is_full and is_titled and not _begins_work(text, start, first):
        return start
    begin = _head(text, start, first)
    if begin is not None:
        quoted = next((found for found in QUOTED.finditer(text, begin, first) if _is_set_off(text, found)), None)
        if quoted and is_bracket and _is_date(inside) and not TELLS_HOME.search(text, quoted.end() - 2, first):
            return None  # "“silt density” in Adeyemi (2020)"
        near = text[max(begin, first - 200) : first]
        is_quoted = quoted is not None and first - quoted.end() < FAR and not _is_prose(text[quoted.end() : first])
        has_home = (
            is_full
            or is_address
            or (is_imprint and begin == start)
            or IN_HOME.search(text, begin, first)
            or PLAIN_HOME.search(near)
        )
        if is_quoted or has_home or ISSUE.search(near[-12:]):
            return begin
    if is_titled and (
        (close.is_alone and is_imprint)
        or IN_HOME.search(text, start, first)
        or (ISSUE.search(text, max(start, first - 12), first) and not is_bracket)
    ):
        return start
    if HOME_NAMED.match(text[start:first]) or (not is_bracket and SERIAL.match(text[start:first])):
        return start
    if is_full:
        return _title_before(text, start, first)
    return first if is_address else None


LETTERS = re.compile(r"[^\W\d_][^()]{1,100}[,\s](?!\d{4}[a-z])")
"""An imprint that may be a citation by author and year: "Lagos, 2018"."""


HOME_NAMED = re.compile(rf"[\"“„]?{CAPITAL}[^.;()]{{10,200}},\sin:\s[^\W\d_]")
"""A title without names, and what it stands in: "Die Genossen gehen auf Distanz, in: Osteuropa"."""

SERIAL = re.compile(rf"{CAPITAL}[^;,]{{2,200}}(?:,\s[^;,]{{3,60}}|\s\([^()]{{2,30}}\)),?\s(?:Nr|No|Heft|H|núm|n[ºo°]?)\.?\s\Z")
"""A title, or a periodical, with the number before its year: "Die Nachfolgeparteien, Berichte des Instituts, Nr. 31/1994"."""


TELLS_HOME = re.compile(r"[,.:\d]")
"""What stands between a title and a year alone in brackets: a comma, a volume."""


def _is_set_off(text: str, quoted: re.Match[str]) -> bool:
    """Tell whether quotation marks hold a title, and not a word or a saying."""
    after = text[quoted.end() : quoted.end() + 2]
    return (" " in quoted[0] or quoted[0][-2] == ",") and (
        quoted[0][-2] in ",.?!" or after[:1] in {",", "."} or after == " (" or bool(IN_HOME.match(text, quoted.end() - 1))
    )


def _is_prose(body: str) -> bool:
    """Tell whether a stretch between a title and a date is part of a sentence.

    >>> _is_prose(" Journal of Peace Research 38, no. 2 "), _is_prose(" are more complex than simple experiments ")
    (False, True)
    """
    words: list[str] = [word for word in TITLE_WORD.findall(body) if len(word) > 2 and word not in read_note_words("small")]
    return sum(word[0].islower() for word in words) > max(3, 0.5 * len(words))


def _head(text: str, start: int, stop: int) -> int | None:
    """Return where names or a quoted title begin a description: at ``start``, behind a word that leads to it, or in prose."""
    cues = list(CUE.finditer(text, start, stop))
    if _begins_work(text, start, stop):
        quoted = QUOTED.match(text, start, stop)
        again = [
            cue
            for cue in cues
            if quoted and cue["strong"] and cue.start() > quoted.end() and _begins_work(text, cue.end(), stop)
        ]
        return again[-1].end() if again else start
    for chosen in ([cue for cue in reversed(cues) if cue["strong"]], [cue for cue in cues if not cue["strong"]]):
        for cue in chosen:
            if _begins_work(text, cue.end(), stop):
                return cue.end()
    for quoted in QUOTED.finditer(text, start, stop):
        if _is_set_off(text, quoted):
            names = (name.start() for name in CAPITAL_AT.finditer(text, max(start, quoted.start() - 150), quoted.start()))
            return next((at for at in names if NAMES.fullmatch(text, at, quoted.start())), quoted.start())
    return None


def _begins_work(text: str, start: int, stop: int) -> bool:
    """Tell whether names and a title, or a quoted title, stand at ``start``."""
    quoted = QUOTED.match(text, start, stop)
    if quoted:
        return _is_set_off(text, quoted)
    people = PEOPLE.match(text, start, stop) or INVERTED_HEAD.match(text, start, stop) or FAMILY_HEAD.match(text, start, stop)
    return people is not None and TITLE_WORD.search(text, people.end(), stop) is not None


def _is_title(body: str) -> bool:
    """Tell whether a stretch is a title in capitals, and no prose.

    >>> _is_title("Ports under Pressure "), _is_title("Ports, which closed in the end ")
    (True, False)
    """
    words = TITLE_WORD.findall(body)
    telling = [word for word in words if word not in read_note_words("small")]
    return (
        0 < len(words) <= MOST_WORDS and body[0].isupper() and sum(word[0].isupper() for word in telling) >= 0.8 * len(telling)
    )


def _title_before(text: str, start: int, stop: int) -> int | None:
    """Return where the title begins that stands before an imprint, in prose: its words in capitals, and small ones between them."""
    begin = None
    for word in reversed(list(TITLE_WORD.finditer(text, max(start, stop - 200), stop))):
        if word[0][0].isupper():
            begin = word.start()
        elif word[0] not in read_note_words("small"):
            break
    return begin


def _without_pinpoint(text: str, start: int, close: int, stop: int) -> NotedWork:
    """Return the work without the pages that are pointed at."""
    pinpoint = find_pinpoint(text, start, close, stop)
    if pinpoint is None:
        return NotedWork(start, stop)
    if pinpoint[1] >= stop:
        return NotedWork(start, pinpoint[0])
    return NotedWork(start, stop, "work", pinpoint)

"""The lines of a bibliography -> its entries.

Evidence for a new entry is weighed line by line: numbers in sequence, bullets, an author's name, the look of the line
before (short, ended), alphabetical order. Entries torn by a page break are joined, two entries on one line parted.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extract.models import Span


class Line(NamedTuple):
    """A line of a bibliography: ``text[start:end]``.

    ``is_block``: a block begins here (a paragraph, a bullet), not just a wrapped line. ``has_bullet``: with a bullet before it.
    """

    start: int
    end: int
    is_block: bool = True
    has_bullet: bool = False


class Cut(NamedTuple):
    """An entry: its spans, what was wrong with it in print, and whether it begins with its number in the list."""

    spans: tuple[Span, ...]
    problem: Literal["merged_entry", "split_entry"] | None = None
    is_numbered: bool = False


_PARTICLE = r"(?:(?:van|von|vom|der|den|de|del|della|di|da|dos|du|la|le|ter|ten|zu|al|el|ibn|Mc|Mac|O[’'])[\s-]?){0,3}"
_WORD = r"[^\W\d_a-zß-öø-ÿ][\w’'‐-]{1,25}"
_FAMILY = rf"{_PARTICLE}{_WORD}(?:[\s-]{_WORD}){{0,2}}"
_GIVEN = rf"(?:[^\W\d_]{{1,2}}\.|{_WORD}|[A-ZÀ-Þ]{{1,3}}(?![a-z]))"
NUMBERED = re.compile(r"(?:\[(?P<boxed>\d{1,4})\]|\((?P<round>\d{1,3})\)|(?P<plain>\d{1,4})(?:\.(?!\d)|\)|(?=\s)))\s*")
DASHES = re.compile(r"(?:[—–―-]{2,}|_{3,}|—(?=[,.\s])|(?:Ders|Dies|Idem|Id|Ibid)\.?(?=[\s,:(]))")
INVERTED = re.compile(rf"{_FAMILY},\s{_GIVEN}")
VANCOUVER = re.compile(rf"{_FAMILY}\s[A-ZÀ-Þ]{{1,3}}(?:-[A-ZÀ-Þ])?(?:[,.:;]|\s(?:and|y|und|et|&|\(?\d{{4}}|[A-ZÀ-Þ]))")
SLASHED = re.compile(rf"{_FAMILY},?\s?(?:{_GIVEN}\s?)?[/;]\s?{_WORD}")
STRAIGHT = re.compile(rf"(?:[A-ZÀ-Þ]\.[\s-]?){{1,3}}{_FAMILY}|{_WORD}(?:\s[A-ZÀ-Þ]\.){{0,2}}\s{_FAMILY}(?=[,.:]|\sand\s)")
YEAR_NEAR = re.compile(
    r"[^\n]{2,160}?[\s(\[,.](?:1[6-9]|20)\d\d[a-z]?(?![\d–-])|[^\n]{2,160}?\((?:forthcoming|in press|n\.d\.)"
)
# "Nikkei Asian Review. "Japan and": all that stands before a quotation may be an author.
QUOTE_NEXT = re.compile(r"[^\W\d_a-zß-öø-ÿ][^\"“„«»”.]{2,90}\.{1,2}\s{1,2}[\"“„«]")
QUOTE_NEAR = re.compile(r"[^\n]{2,120}?[.,:]\s?[\"“„«‘]")
CONTINUES = re.compile(
    r"[a-zà-ÿ(&,;.:)\]–—/]|https?:|www\.|doi|DOI|[Pp]p?\.\s?\d|\d{1,4}\s?[–-]\s?\d|\d{1,4}\s?[(:]\s?\d"
    r"|(?:Press|University Press|Vol|No|Nr|Bd|In|Hrsg|Verlag|Retrieved from|Accessed|Available at|URL)\b(?:[.:,;]|$| \d)"
)
BEGINS_LOW = re.compile(
    rf"(?=[a-z]){_PARTICLE}(?<=[\s’'-]){_WORD}(?:,\s{_GIVEN}|\s[A-ZÀ-Þ]{{1,3}}[,\s])|(?:\w{{2,20}}\s)?\((?:1[6-9]|20)\d\d[a-z]?\)[.:]?\s[^\W\d_a-z]"
)
ENDED = re.compile(
    r"(?:[.!?]|[.!?][”\"»’)\]]|\d|[)\]>]|/)\s*\Z|https?://\S+(?:[-/_.=]\s\S+)?\s*\Z|www\.\S+\s*\Z|10\.\d{4,}/\S+\s*\Z"
)
OPEN_END = re.compile(
    r"(?:[,:;&–(-]|\b(?:and|und|y|et|of|the|in|In|der|die|de|for|on|a|to|&|pp?\.|vol\.|no\.|eds?\.|[A-Z]\.))\s*\Z"
)


LONGEST = 4000
"""Characters of an entry that are looked back on; the longest in 16,000 has 2,300."""

DATED = re.compile(r"(?:1[5-9]|20)\d\d|n\.\s?d\.|forthcoming|in press|o\.\s?J\.")


def cut_entries(text: str, lines: Sequence[Line], *, is_work: Callable[[str], bool] | None = None) -> list[Cut]:
    r"""Return the entries that ``lines`` of ``text`` hold, in order.

    ``is_work`` tells whether a stretch reads as one whole work; with it, two works that share a line are parted.

        >>> text = "Adeyemi, B. (2001) Ports. Lagos: HP.\nOkafor, A. (2018) Ports under\nPressure. Lagos: HP."
        >>> [text[cut.spans[0][0]:cut.spans[-1][1]][:8] for cut in cut_entries(text, lines_of(text))]
        ['Adeyemi,', 'Okafor, ']
    """
    lines = [line for line in lines if any(char.isalnum() for char in text[line.start : line.end])]
    if not lines:
        return []
    lines = _in_bullets(_at_run_in_bullets(text, lines))
    numbers = _numbered(text, lines)
    starts = numbers if numbers is not None else _by_evidence(text, lines)
    cuts: list[Cut] = []
    for line, is_start in zip(lines, starts, strict=True):
        if is_start or not cuts:
            cuts.append(Cut(((line.start, line.end),), is_numbered=numbers is not None))
        else:
            *before, last = cuts[-1].spans
            torn = line.is_block
            spans = (*before, last, (line.start, line.end)) if torn else (*before, (last[0], line.end))
            cuts[-1] = cuts[-1]._replace(spans=spans, problem="split_entry" if torn else cuts[-1].problem)
    return [part for cut in cuts for part in _parted(text, cut, is_work)]


def lines_of(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """Return the lines of a plain text; a line begins a block after a blank line or with a bullet or an indent less than the one before."""
    lines: list[Line] = []
    is_block = True
    for found in re.finditer(r"[^\n]*\n?", text[start:end]):
        line = found[0]
        if not line.strip():
            is_block = True
            continue
        bullet = re.match(r"\s*[-*•·▪‣►]\s+", line)
        first = start + found.start() + (bullet.end() if bullet else len(line) - len(line.lstrip()))
        lines.append(
            Line(first, start + found.start() + len(line.rstrip()), is_block or bullet is not None, bullet is not None)
        )
        is_block = False
    return lines


def _numbered(text: str, lines: Sequence[Line]) -> list[bool] | None:
    """Return which lines begin an entry, when the list is numbered."""
    found = [NUMBERED.match(text, line.start, line.end) for line in lines]
    values = [int(match["boxed"] or match["round"] or match["plain"]) if match else None for match in found]
    starts = [False] * len(lines)
    expected: int | None = None
    for i, value in enumerate(values):
        if value is None:
            continue
        if expected is None and value <= 1:
            expected = value
        if expected is not None and expected <= value <= expected + 2 and (value == expected or lines[i].is_block):
            starts[i] = True
            expected = value + 1
    count = sum(starts)
    if (count >= 3 and count >= 0.6 * sum(line.is_block for line in lines)) or (
        count >= 5 and count >= 0.12 * len(lines) and values[0] is not None
    ):
        starts[0] = True
        return starts
    return None


def looks_like_start(text: str) -> float:
    """Return how much a line looks like the first of an entry: from -3 (continues one) to 2.5.

    >>> looks_like_start("Okafor, A. (2018) Ports under") > 2, looks_like_start("Pressure. Lagos: HP.") < 1
    (True, True)
    """
    if DASHES.match(text):
        return 2.5
    if BEGINS_LOW.match(text):
        return 1.5 if text[0] != "(" else 0.0
    if CONTINUES.match(text):
        return -3.0
    score = 0.0
    if INVERTED.match(text) or VANCOUVER.match(text) or SLASHED.match(text):
        score = 1.5
    elif STRAIGHT.match(text):
        score = 0.7
    if YEAR_NEAR.match(text):
        score += 0.7
    if QUOTE_NEXT.match(text):
        score += 1.3 if score < 1 else 0.6
    elif QUOTE_NEAR.match(text):
        score += 0.4
    return min(score, 2.5)


def _by_evidence(text: str, lines: Sequence[Line]) -> list[bool]:
    """Return which lines begin an entry, by weighing what speaks for and against it."""
    blocks = [line for line in lines if line.is_block]
    wrapped = len(lines) > 1.3 * len(blocks) or _is_wrapped(text, lines)
    bulleted = sum(line.has_bullet for line in blocks) > 0.6 * len(blocks)
    lengths = sorted(line.end - line.start for line in lines)
    width = lengths[int(len(lengths) * 0.9)]
    one_a_block = not wrapped and len(blocks) == len(lines)
    starts = [True]
    first = lines[0]
    for before, line in pairwise(lines):
        printed = text[line.start : line.end]
        entry = text[max(first.start, before.end - LONGEST) : before.end]
        score = looks = looks_like_start(printed)
        ended = ENDED.search(entry[-300:]) is not None and OPEN_END.search(entry[-12:]) is None
        score += 0.8 if ended else -1.5
        if line.is_block:
            score += 2.0 if one_a_block else 0.6
        if bulleted:
            bonus = 0.0 if looks < 0 else 1.6 if wrapped else 1.0
            score += bonus if line.has_bullet else -2.5
        if wrapped:
            length = before.end - before.start
            word = printed.split(None, 1)[0]
            score += 2.0 if length < 0.6 * width and looks >= 0 else 1.2 if length + 1 + len(word) < 0.9 * width else -0.4
        if _is_open(entry):
            score -= 1.5
        if not DATED.search(entry):
            score -= 0.8 if ended else 1.8
        if INVERTED.match(printed) and INVERTED.match(entry):
            score += 0.4 if _key(printed) >= _key(entry) else -0.6
        is_start = score > 1.6
        starts.append(is_start)
        if is_start:
            first = line
    return starts


def _is_wrapped(text: str, lines: Sequence[Line]) -> bool:
    """Tell whether most lines are of one length, as in text that was broken to a width."""
    if len(lines) < 4:
        return False
    lengths = sorted(line.end - line.start for line in lines)
    middle, high = lengths[len(lengths) // 2], lengths[int(len(lengths) * 0.95)]
    continuing = sum(looks_like_start(text[line.start : line.end]) < 0 for line in lines)
    return high < 130 and middle > 0.6 * high and continuing > 0.12 * len(lines)


def _is_open(entry: str) -> bool:
    """Tell whether a quotation or bracket stands open at the end."""
    return entry.count("“") > entry.count("”") or entry.count("(") > entry.count(")") or entry.count('"') % 2 == 1


def _key(text: str) -> str:
    """Return what an entry is sorted by: its first word without accents."""
    word = re.match(r"\W*([\w’'-]+)", text)
    folded = unicodedata.normalize("NFKD", word[1] if word else "")
    return "".join(char for char in folded if char.isalpha()).casefold()


# "... New York: Basic Books, 1985. Axelrod, Robert and Keohane, Robert O.. "Achieving"
SECOND = re.compile(
    rf"(?<=[.\d/)”\"»])\s+(?={_FAMILY},\s{_GIVEN}.{{0,150}}?(?:[.,:]\s?[\"“„«]|\((?:1[6-9]|20)\d\d[a-z]?\)|[.,]\s(?:1[6-9]|20)\d\d[a-z]?[.:]))",
    re.DOTALL,
)


def _parted(text: str, cut: Cut, is_work: Callable[[str], bool] | None) -> list[Cut]:
    """Return the works that share one entry: run-in numbers "1. ... 2. ...", or a second author and title after an ended work."""
    if len(cut.spans) > 1:
        return [cut]
    start, end = cut.spans[0]
    numbers = _run_in_numbers(text, start, end)
    if numbers:
        edges = [start, *numbers, end]
        return [Cut((_stripped(text, a, b),), is_numbered=True) for a, b in pairwise(edges) if text[a:b].strip()]
    if is_work is None or end - start < 120:
        return [cut]
    for found in SECOND.finditer(text, start + 40, end - 30):
        before, after = text[start : found.start()], text[found.end() : end]
        if re.search(r"\b(?:[Ii]n|[Bb]y|eds?|and|y|und|&)[:.]?\Z", before) or re.match(
            r"[^\n]{0,120}?\((?:[Ee]ds?|[Hh]rsg|[Hh]g|coords?)\b", after
        ):
            continue
        if is_work(before) and is_work(after):
            rest = _parted(text, Cut(((found.end(), end),)), is_work)
            return [
                cut._replace(spans=(_stripped(text, start, found.start()),), problem="merged_entry"),
                *(part._replace(problem="merged_entry") for part in rest),
            ]
    return [cut]


def _in_bullets(lines: Sequence[Line]) -> list[Line]:
    """Return the lines; in a list of bullets, a line without one is wrapped, whatever block it was taken for."""
    if not lines or not lines[0].has_bullet or sum(line.has_bullet for line in lines) < max(3, 0.15 * len(lines)):
        return list(lines)
    return [line if line.has_bullet else line._replace(is_block=False) for line in lines]


RUN_IN_BULLET = re.compile(
    r"(?<=[.\d/)”\"»])\s+[-•·▪‣►]\s+(?=[^\W\d_a-zß-öø-ÿ]|van\s|von\s|de\s)|(?<=[.\d/)”\"»])\s+[-•·▪‣►]\s*\Z"
)


def _at_run_in_bullets(text: str, lines: Sequence[Line]) -> list[Line]:
    """Return the lines with those parted in which a bullet stands: a list of bullets that was broken anew as running text.

    Few such marks are dashes, and part nothing.
    """
    parted: list[Line] = []
    count = 0
    is_after = False
    for line in lines:
        found = list(RUN_IN_BULLET.finditer(text, line.start, line.end))
        count += len(found)
        edges = [line.start, *(match.end() for match in found)]
        ends = [*(match.start() for match in found), line.end]
        for number, (start, end) in enumerate(zip(edges, ends, strict=True)):
            if start < end:
                has_bullet = number > 0 or is_after
                parted.append(Line(start, end, line.is_block or has_bullet, line.has_bullet or has_bullet))
        is_after = bool(found) and edges[-1] >= line.end
    return parted if count >= max(5, 0.1 * len(lines)) else list(lines)


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


RUN_IN = re.compile(r"(?:(?<=^)|(?<=\s))\[?(?P<number>\d{1,4})(?:\]|\.(?=\s))\s?(?=[^\W\d_a-z])")


def _run_in_numbers(text: str, start: int, end: int) -> list[int]:
    """Return where entries begin that follow one another on one line, each with its number."""
    first = NUMBERED.match(text, start, end)
    if first is None:
        return []
    expected = int(first["boxed"] or first["round"] or first["plain"]) + 1
    at: list[int] = []
    for found in RUN_IN.finditer(text, first.end(), end):
        if int(found["number"]) == expected:
            at.append(found.start())
            expected += 1
    return at

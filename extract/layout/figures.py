"""Numbers that may be raised ones: glued to the word or mark before them, set as superscripts, or torn off by a blank."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from extract.data_tables import read_table
from extract.layout.number_order import NEVER, Figure
from extract.superscripts import SUPERSCRIPTS, TO_DIGITS
from extract.word_list import is_english

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

MAX_RANGE = 60
"""Entries that one range may stand for; "1-200" is an interval."""

DENSE = 15
"""Characters a figure, below which a text is no prose but a table of numbers."""

SHARED = 1.5
"""What speaks for a citation where several numbers stand together."""

NAME = 6
"""Letters of a name that ends in a number, at most: "lme4"."""

CUT = -3.0
"""What speaks against reading the end of a number: "the package lme45" cites the fifth work, if any."""

DASH = r"\s?[-–—−‑]\s?"
NUMBERS = re.compile(rf"(?<!\d)(?P<first>\d{{1,3}})(?:{DASH}(?P<last>\d{{1,3}}))?(?![\w%])")
_MORE = rf"(?:(?:\s?,\s?|{DASH}|\)\s?[,-]\s?\()\d{{1,3}}(?![\d%]|\.\d)){{0,30}}+"
_SERIES = rf"\d{{1,3}}{_MORE}"
_LETTER = r"(?:[a-d](?![\w-]))?"  # one work of several under a number: "mycins.4b"
LOCATOR = r"(?:[§¶]|(?:pp?|S|s|chap|ch|cap|Kap|sec|sect|fig|tab|para|n|note|vol|art)s?\.?)\s?\d"
_GLUED = re.compile(
    rf"""(?P<inside>[0-9](?:(?<=[^\W\d_].)|(?<=[)\]”"’'»}}%….].)|(?<=[^\d][,;:!?].)|(?<=(?:19|20)\d\d,.))\d{{0,2}}{_MORE}){_LETTER}
    (?![\w%°/′″'=^{{]|\((?!{LOCATOR})|[.:][^\W\d_]|[-–−‑‐][^\W\d_]|,\d|\s?[×=<>+*/∨∧≤≥±|~→^])   # no formula, unit, file name or decimal
    """,
    re.VERBOSE,
)
_BEHIND_YEAR = re.compile(
    rf"[12](?<![\w.,/-].)(?:(?<=1)9|(?<=2)0)\d\d(?P<inside>\d{{1,3}}(?:,\d{{1,3}}){{0,10}})(?![\w%]|[.,]\d|{DASH}\d)"
)
_RAISED = re.compile(rf"(?P<inside>[{SUPERSCRIPTS}]{{1,3}}(?:[,\s⁻⁼–-]{{1,2}}[{SUPERSCRIPTS}]{{1,3}}){{0,20}})")
_TAGGED = re.compile(rf"<sup>\s?[\[(]?(?P<inside>{_SERIES})[\])]?\s?</sup>")
_CARET = re.compile(rf"\^\{{?\(?(?P<inside>{_SERIES})\)?[\^}}]\$?")
_LABELLED = re.compile(r"\[\^(?P<inside>\d{1,3})\](?!:)")
_TORN = re.compile(
    rf"""[ ](?=[0-9])(?:(?<=[^\W\d_][.,;:!?].)|(?<=[)”"’'»\]%][.,;:!?].)|(?<=[.,;:!?][)”"’'»\]].)|(?<=(?:19|20)\d\d[.,;].))
    (?P<inside>{_SERIES}){_LETTER}
    (?=\s{{1,3}}(?:[^\W\d_]|[(“"‘]|$)|\s?\n|[ ]?[.,;:](?!\d)|\)|$)""",
    re.VERBOSE,
)
_INTRODUCED = re.compile(
    rf"[ ](?=[0-9])(?<=[^\W\d_A-Z].|[.,].)(?P<inside>{_SERIES})(?=[.,;:)”](?!\d)|[ ][^\W\d_A-Z]{{2}}|\s*\n)"
)
_LEADING = re.compile(rf"\n(?<=\n\n)(?P<inside>{_SERIES})(?=[ ][^\W\d_A-Z]{{2}})")
_BEFORE_MARK = re.compile(rf"[ ](?=[0-9])(?<=[^\W\d_].|[)\]”’%].)(?P<inside>{_SERIES})(?=[ ][.,;:](?!\d))")
_SERIES_APART = re.compile(
    r"[ ](?=[0-9])(?<=[^\W\d_A-Z]{2}.)(?P<inside>\d{1,3}(?:,\d{1,3}|[-–]\d{1,3}(?=,)){1,30}(?:[-–]\d{1,3})?)(?= [^\W\d_A-Z]{2}|[ ]?[.,;](?!\d))"
)
_APART = re.compile(
    rf"[0-9](?<![\w.,].)(?:(?<=[^\W\d_][ ].)|(?<=[)\]”’%][ ].)|(?<=\n\n.))\d{{0,2}}{_MORE}(?=\s[^\W\d_]|[.,;:)](?!\d)|\s?\n)"
)
FORMS = {
    _GLUED: (0.0, 0.0),
    _BEHIND_YEAR: (0.5, -0.5),
    _INTRODUCED: (0.8, NEVER),
    _LEADING: (0.4, NEVER),
    _RAISED: (2.0, 2.0),
    _TAGGED: (3.0, 3.0),
    _CARET: (3.0, 3.0),
    _LABELLED: (1.0, 3.0),
    _TORN: (0.7, NEVER),
    _BEFORE_MARK: (0.5, NEVER),
    _SERIES_APART: (-0.5, NEVER),
}
"""What each form says for a citation, and for the call of a note; of a glued number its neighbours tell more."""

GLUED = ("see", "compare", "siehe", "voir", "also")
"""Introductions that are known when they are glued to the word before them: "dockerssee 2"."""

APART = -2.0
"""The same for a number that stands apart, where one is missing."""

AGAINST = -3.0
"""What variables, formulas, decimals and file names say."""

COMMA = -1.2
"""What a comma before a number says, or a small letter behind it."""

_FOLLOWING = re.compile(r"\s{0,3}([^\W\d_]++)")
_TAIL = re.compile(r"[^\W\d_]{1,24}$")
_DECIMAL = re.compile(r"\.\d(?!\d{0,2}(?:,\d{1,3}){0,9} [^\W\d_])")  # "ships7.4 argues" is none
_LAST = re.compile(r"((?:e\.\s?g|[^\W\d_]{2,24}))[.,]{0,2}$")
_GENITIVE = re.compile(r"\w\.?[’']s$")
_ALONE = re.compile(r"[^\W\d_]++(?!\w)")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d$")
_DIGITS = re.compile(r"\d{1,3}")
_PLAIN = TO_DIGITS | str.maketrans("⁻⁼", "--")
_WINDOW = 24
_IN_NAMES = frozenset("/_\\@#$")
_CLOSING = frozenset(")]}”’\"'»%…")
_STOPS = frozenset('.,;:!?”")')


@cache
def words_before(group: str) -> frozenset[str]:
    """Return a group of the words in ``data/raised_numbers.toml``.

    >>> sorted(words_before("units") & {"cm", "in"}), "in" in words_before("small_words")
    (['cm'], True)
    """
    return frozenset(read_table("raised_numbers")[group]["words"])


def find_places(text: str, numbers: Container[int], *, torn: bool = False) -> list[list[Figure]]:
    """Return the places in ``text`` where raised numbers may stand, each with the ways to read it, all in ``numbers``.

    With ``torn``, also numbers that a blank parts from the mark before or behind them: "as they say. 3 Ports".

    >>> text = "a firm stance3,5-6 on 12 CO2 in 19974 with lme45, x1 and y2"
    >>> [[f.numbers for f in place] for place in find_places(text, range(1, 10))]
    [[(3, 5, 6)], [(2,)], [(4,)], [(5,)], [(1,)], [(2,)]]
    """
    forms = [_GLUED, _BEHIND_YEAR, _INTRODUCED, _LEADING, _RAISED]
    forms += [_TAGGED] if "<sup>" in text else []
    forms += [_CARET, _LABELLED] if "^" in text else []
    forms += [_TORN, _BEFORE_MARK, _SERIES_APART] if torn else []
    found = (match for form in forms for match in form.finditer(text))
    matches = sorted((m for m in found if m.re is not _INTRODUCED or _is_introduced(text, m.start())), key=re.Match.start)
    if len(matches) * DENSE > len(text) + 40 * DENSE:
        return []
    often = _repeated(text, matches)
    places: list[list[Figure]] = []
    for match in matches:
        if not places or match.start() >= places[-1][0].end:
            place = [f for f in _read(text, match, often, places) if all(n in numbers for n in f.numbers)]
            places += [place] if place else []
    return places


def _is_introduced(text: str, at: int) -> bool:
    """Return whether a word that introduces citations ends before ``at``: "see also 3"."""
    before = _LAST.search(text[max(at - _WINDOW, 0) : at])
    return before is not None and (before[1].lower() in words_before("introductions") or before[1].endswith(GLUED))


def _repeated(text: str, matches: Sequence[re.Match[str]]) -> set[str]:
    """Return the words that several of ``matches`` have before them with the same number, and never stand without: "lme4"."""
    words = Counter((_word(text, match.start("inside")), match["inside"]) for match in matches)
    often = {
        word for (word, _), count in words.items() if count > 1 and len(word) <= NAME and (word.islower() or word.isupper())
    }
    often = {word for word in often if not is_english(word)}
    return often - set(_ALONE.findall(text)) if often else often


def _word(text: str, at: int) -> str:
    """Return the word that ends before ``at``."""
    word = _TAIL.search(text[max(at - _WINDOW, 0) : at])
    return word[0] if word else ""


def _read(text: str, match: re.Match[str], often: Container[str], places: Sequence[Sequence[Figure]]) -> Iterator[Figure]:
    """Yield the ways to read a match."""
    start, end = match.span("inside")
    numbers = numbers_in(text[start:end].translate(_PLAIN))
    if not numbers:
        return
    cites, calls = FORMS[match.re]
    shared = SHARED if len(numbers) > 1 else 0.0
    word = _word(text, match.start())
    before = text[match.start() - 1 : match.start()]
    own = cites
    if match.re is _GLUED:
        cites, calls = _judge(text, match, places)
        own = min(cites, 2.0)
        is_name = (word in often and len(word) > 1) or text[start] == "0"
        if is_name or _DECIMAL.match(text, end):
            against = AGAINST if is_name else AGAINST / 2
            cites, calls = cites + against, calls + against
    elif match.re in {_TORN, _BEFORE_MARK, _SERIES_APART}:
        cites += _judge_torn(text, match)
    elif match.re is not _BEHIND_YEAR and (word in words_before("units") or before.isdigit()):
        cites, calls = cites + 2 * AGAINST, calls + 2 * AGAINST
    yield Figure(start, end, numbers, cites + shared, NEVER if shared else calls, before in _STOPS and before != "")
    first = _DIGITS.match(text, start, end)
    for cut in range(1, len(first[0]) if match.re is _GLUED and word and first else 0):
        rest = numbers_in(text[start + cut : end].translate(_PLAIN))
        if rest and text[start + cut] != "0":
            yield Figure(start + cut, end, rest, own + shared + CUT)


def _judge(text: str, match: re.Match[str], places: Sequence[Sequence[Figure]]) -> tuple[float, float]:
    """Return what its neighbours say for a glued number: that it cites, and that it calls a note."""
    at = match.start()
    before, inner = text[at - 1], text[at - 2 : at - 1]
    if before.isalpha():
        return _judge_word(text, at)
    if inner.isdigit() and before in ".,:;'’":
        if _YEAR.search(text[max(at - 6, 0) : at - 1]):  # "in 1997.4 Then"
            return 1.5, 1.5
        last = places[-1][0] if places else None
        is_next = last and last.end == at - 1 and not text[last.start - 1].isspace()
        if last and is_next and last.cites > 0 and text[match.end() : match.end() + 1].isspace():  # "donors36.24 Others"
            return 0.5, 1.0
        return AGAINST - 0.5, AGAINST - 0.5
    if before == "." and _word(text, at - 1).lower() in words_before("abbreviations"):
        return AGAINST, AGAINST
    if not (inner.isalnum() or inner in _CLOSING or inner in ".,!?"):  # "x = .5"
        return AGAINST, AGAINST
    return 2.0, 1.5


def _judge_torn(text: str, match: re.Match[str]) -> float:
    """Return the same for a number that a blank parts from the mark or word before it."""
    at = match.start()
    if match.re is _SERIES_APART:
        return 0.0
    if match.re is _BEFORE_MARK:  # "CO 2 ," is a formula
        return min(_judge_word(text, at)[0] - 1.0, 0.0) if text[at - 1].isalpha() else 0.0
    if text[at - 1] == "." and _word(text, at - 1).lower() in words_before("abbreviations"):
        return 2 * AGAINST
    found = _FOLLOWING.match(text, match.end())
    behind = found[1] if found else ""
    if behind and (len(behind) == 1 or behind in words_before("units")) and behind not in "AaIyeoéÉà":  # "13 K, 15 K"
        return AGAINST
    # "of markets. 3 The first" against "six ports, 12 of them"
    return 0.0 if text[at - 1] in '.!?”’"»)' and not behind[:1].islower() else COMMA


def _judge_word(text: str, at: int) -> tuple[float, float]:
    """Return the same for a number glued to the word that ends at ``at``."""
    before = text[max(at - _WINDOW, 0) : at]
    if _GENITIVE.search(before):  # "Okafor et al.’s11"
        return 2.0, 0.5
    word = _word(text, at)
    if not word or before[: -len(word)][-1:] in _IN_NAMES:
        return AGAINST, AGAINST
    if word.lower() in words_before("small_words"):
        return 1.0, 0.0
    if word[-1].islower() and len(word) > 2:
        return (2.0, 0.5) if word[-2].islower() else (1.0, 0.0)  # "NGOs2"
    if word.isupper() and len(word) > 1:
        return (0.2, 0.0) if len(word) > 3 else (-0.5, -1.0)
    return AGAINST, AGAINST


def numbers_in(plain: str) -> tuple[int, ...]:
    """Return the numbers of "3,5–7": 3, 5, 6, 7; nothing when a range runs backwards or is too wide.

    >>> numbers_in("3,5–7"), numbers_in("9-3")
    ((3, 5, 6, 7), ())
    """
    found: list[int] = []
    for number in NUMBERS.finditer(plain):
        first = int(number["first"])
        last = int(number["last"] or first)
        if not first <= last < first + MAX_RANGE:
            return ()
        found += range(first, last + 1)
    return tuple(found)


def find_apart(text: str, places: Sequence[Sequence[Figure]], missing: Container[int]) -> list[list[Figure]]:
    """Return ``places`` with the numbers that stand apart and are among the ``missing`` ones: "according to 1."."""
    starts = [place[0].start for place in places]
    found = [list(place) for place in places]
    for match in _APART.finditer(text):
        numbers = numbers_in(match[0])
        at = bisect_left(starts, match.end())
        word = _word(text, match.start() - 1)
        is_label = word.lower() in words_before("labels") or word[:1].isupper()
        if (
            not is_label
            and any(number in missing for number in numbers)
            and (at == 0 or places[at - 1][-1].end <= match.start())
        ):
            found.append([Figure(*match.span(), numbers, APART + SHARED / 2 * (len(numbers) > 1))])
    return sorted(found, key=lambda place: place[0].start)

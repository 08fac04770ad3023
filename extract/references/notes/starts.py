"""Where the description of a work begins in a note: at names, at a quoted title, or at a title in capitals before an imprint."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.months import read_months
from extract.references.notes.marks import (
    BARE_DATE,
    CAPITAL,
    CAPITAL_AT,
    CUE,
    FAMILY_HEAD,
    FULL_IMPRINT,
    IN_HOME,
    INVERTED_HEAD,
    ISSUE,
    LOWER_BEFORE,
    NAMES,
    PEOPLE,
    PLAIN_HOME,
    QUOTED,
    REPRINT,
    TITLE_WORD,
    UNDATED_AT,
    URL,
    read_note_words,
)

FAR = 250
"""Characters between a quoted title and the date of its work."""
MOST_WORDS = 16
"""Words of a title that no names and no quotation marks tell."""


class Close(NamedTuple):
    """What may end a description, and whether it does in a piece that holds nothing else."""

    first: int
    last: int
    is_alone: bool


BACK = re.compile(r"(?:wie\s|s\.\s|see\s)?(?:Anm|Fn|note|n)\.?\s?\d{1,3}")
"""Where the book was described that a chapter stands in: "in: Bien/Marbach (Anm. 10), S. 349-384"."""
LETTERS = re.compile(r"[^\W\d_][^()]{1,100}[,\s](?!\d{4}[a-z])")
"""An imprint that may be a citation by author and year: "Lagos, 2018"."""
HOME_NAMED = re.compile(rf"[\"“„]?{CAPITAL}[^.;()]{{10,200}},\sin:\s[^\W\d_]")
"""A title without names, and what it stands in: "Die Genossen gehen auf Distanz, in: Osteuropa"."""
SERIAL = re.compile(rf"{CAPITAL}[^;,]{{2,200}}(?:,\s[^;,]{{3,60}}|\s\([^()]{{2,30}}\)),?\s(?:Nr|No|Heft|H|núm|n[ºo°]?)\.?\s\Z")
"""A title, or a periodical, with the number before its year: "Die Nachfolgeparteien, Berichte des Instituts, Nr. 31/1994"."""
TELLS_HOME = re.compile(r"[,.:\d]")
"""What stands between a title and a year alone in brackets: a comma, a volume."""


def find_start(text: str, start: int, close: Close) -> int | None:
    """Return where the work begins that a close ends: an address may end nothing but itself."""
    first, last, _ = close
    is_bracket = text[first] == "("
    inside = text[first + 1 : last - 1].strip() if is_bracket else ""
    is_full = any(pattern.fullmatch(inside) for pattern in (FULL_IMPRINT, REPRINT))
    is_imprint = is_full or (not BACK.fullmatch(inside) and LETTERS.match(inside) is not None and not is_date(inside))
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
        if quoted and is_bracket and is_date(inside) and not TELLS_HOME.search(text, quoted.end() - 2, first):
            return None  # "“silt density” in Adeyemi (2020)"
        near = text[max(begin, first - 200) : first]
        is_quoted = quoted is not None and first - quoted.end() < FAR and not is_prose(text[quoted.end() : first])
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


def is_date(inside: str) -> bool:
    """Tell whether a bracket holds a date alone: "(July 1955)", but not "(Blackwell, 1955)"."""
    if not BARE_DATE.fullmatch(inside):
        return False
    return all(word.casefold() in read_months() for word in TITLE_WORD.findall(UNDATED_AT.sub("", inside)))


def _is_set_off(text: str, quoted: re.Match[str]) -> bool:
    """Tell whether quotation marks hold a title, and not a word or a saying."""
    after = text[quoted.end() : quoted.end() + 2]
    return (" " in quoted[0] or quoted[0][-2] == ",") and (
        quoted[0][-2] in ",.?!" or after[:1] in {",", "."} or after == " (" or bool(IN_HOME.match(text, quoted.end() - 1))
    )


def is_prose(body: str) -> bool:
    """Tell whether a stretch between a title and a date is part of a sentence.

    >>> is_prose(" Journal of Peace Research 38, no. 2 "), is_prose(" are more complex than simple experiments ")
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

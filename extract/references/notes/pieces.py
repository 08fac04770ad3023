"""A note -> its pieces, each of which may describe works: sentences, and what stands between semicolons."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from extract.references.notes.marks import (
    AUTHOR_DATE,
    CONTINUED,
    IN_HOME,
    INVERTED,
    PEOPLE,
    QUOTED,
    SEPARATOR,
    TITLE_WORD,
    WORD_BEFORE,
    YEAR_AT,
    read_note_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.models import Span


def veil(text: str, start: int, end: int, *, brackets: bool = True) -> str:
    """Return ``text[start:end]`` with dots in the place of what stands in quotation marks, and in brackets.

    >>> veil("In “A; b” (c; d): e", 0, 19)
    'In “····” (····): e'
    """
    veiled = QUOTED.sub(lambda found: f"{found[0][0]}{'·' * (len(found[0]) - 2)}{found[0][-1]}", text[start:end])
    for first, last in find_brackets(veiled) if brackets else ():
        veiled = f"{veiled[: first + 1]}{'·' * (last - first - 2)}{veiled[last - 1 :]}"
    return veiled


def find_dated(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return names and year at the head of a description, which in "Okafor (2018). The ports" are those of a sentence."""
    found = AUTHOR_DATE.match(text, start, end)
    if found is None or found[0].rstrip()[-1] != "." or found["names"].rstrip().endswith((".", ")")):
        return found
    return found if INVERTED.match(found[0]) else None


def find_brackets(text: str) -> Iterator[Span]:
    """Yield the outermost brackets that are closed."""
    opened: list[int] = []
    for at, char in enumerate(text):
        if char in "([":
            opened.append(at)
        elif char in ")]" and opened:
            first = opened.pop()
            if not opened:
                yield first, at + 1


def find_pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the pieces of a note, each of which may describe works: sentences, and what stands between semicolons."""
    veiled = veil(text, start, end)
    at = start
    for found in SEPARATOR.finditer(veiled):
        dated = find_dated(text, after_lead(text, at, end), end)
        if dated and dated.end("names") > start + found.start():
            continue  # "Kalmar, Monika; Lehner, Ursula (2003): "
        if found["semicolon"] and ADDRESS_NEXT.match(text, start + found.end(), end):
            continue
        if found["stop"]:
            if is_abbreviated(veiled, found):
                continue
            if _goes_on(text, at, start + found.end("stop"), start + found.end(), end):
                continue
        yield at, start + found.start() + len(found["stop"] or "")
        at = start + found.end()
    yield at, end


ADDRESS_NEXT = re.compile(
    r"(?:(?:online|URL|abrufbar|verfügbar|available|im\sInternet)\b[^;:]{0,12}:?\s)?(?:https?:|www\.|doi)", re.IGNORECASE
)


def is_abbreviated(text: str, stop: re.Match[str]) -> bool:
    """Tell whether a stop belongs to an initial or an abbreviation."""
    before = WORD_BEFORE.search(text, max(stop.start() - 20, 0), stop.start())
    word = before[0].casefold() if before and stop["stop"] == "." else ""
    return (len(word) == 1 and word.isalpha()) or word in read_note_words("abbreviation")


def _goes_on(text: str, start: int, stop: int, resume: int, end: int) -> bool:
    """Tell whether an entry with full stops between its parts goes on behind one of them."""
    head = after_lead(text, start, stop)
    if find_dated(text, head, end):
        return after_lead(text, resume, end) == resume and AUTHOR_DATE.match(text, resume, end) is None
    if CONTINUED.match(text, resume, end):
        return True
    is_short = len(TITLE_WORD.findall(text, head, stop)) < 4 and text[head : head + 1].isupper()
    begins = (
        is_short
        or any(pattern.match(text, head, stop) for pattern in (INVERTED, QUOTED, PEOPLE))
        or IN_HOME.search(text, head, stop)
    )
    return (
        bool(begins)
        and not YEAR_AT.search(text, head, stop)
        and not _begins_anew(text, resume, end)
        and not _is_again(text, head, stop)
    )


def _is_again(text: str, start: int, end: int) -> bool:
    """Tell whether a piece stands for a work cited before: "Ibid.", "Okafor, op. cit."."""
    words = text[start:end].casefold()
    return any(words.startswith(word) if word in OF_PEOPLE else word in words for word in read_note_words("again"))


OF_PEOPLE = frozenset(["ders.", "dies.", "eadem", "id.", "idem"])
"""Marks that stand for authors, and for a work only at the head of a piece."""


def _begins_anew(text: str, start: int, end: int) -> bool:
    """Tell whether another work, or a sentence about one, begins."""
    return (
        after_lead(text, start, end) > start
        or AUTHOR_DATE.match(text, start, end) is not None
        or PEOPLE.match(text, start, end) is not None
    )


@cache
def lead_words() -> re.Pattern[str]:
    """Return the pattern of the words that lead to a work."""
    words = "|".join(sorted((re.escape(word) for word in read_note_words("lead")), key=lambda word: (-len(word), word)))
    return re.compile(rf"(?:(?:{words})(?!\w)[\s,:]{{1,3}}){{1,6}}", re.IGNORECASE)


def after_lead(text: str, start: int, end: int) -> int:
    """Return where the words end that lead to a work: "See, inter alia, "."""
    while start < end and (text[start].isspace() or text[start] in "*_"):
        start += 1
    found = lead_words().match(text, start, end)
    return found.end() if found else start

"""Damage that keeps track: misread letters, wrapped lines, pages, other forms of letters, each character with its place in the source."""

from __future__ import annotations

import itertools
import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

Edit = tuple[int, int, str]
BREAKS = re.compile(r"\n+|[^\S\n]+|(?<=[\u3040-\u9fff])(?=[\u3040-\u9fff])")  # Chinese and Japanese break anywhere
NOWHERE = -1
PAGE_LINES = 38
BURST = 0.15  # of the misread characters stand beside the one before


class Traced(NamedTuple):
    """A text, and for each of its characters the place in the source (``NOWHERE``: it was put in)."""

    text: str
    origin: NDArray[np.int64]

    def part(self, start: int, end: int) -> Traced:
        """Return ``[start, end)`` of it."""
        return Traced(self.text[start:end], self.origin[start:end])

    def paragraphs(self) -> list[Traced]:
        """Return what blank lines part."""
        bounds = [0, *(at for match in re.finditer(r"\n\n+", self.text) for at in match.span()), len(self.text)]
        return [self.part(start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=True) if end > start]


@cache
def read_table() -> dict[str, Any]:
    """Return the words, letters and notices of ``made_copies.toml``."""
    table: dict[str, Any] = tomllib.loads((Path(__file__).parent / "made_copies.toml").read_text("utf-8"))
    return table


def traced(text: str) -> Traced:
    """Return a source as its own copy."""
    return Traced(text, np.arange(len(text), dtype=np.int64))


def put_in(text: str) -> Traced:
    """Return a text that stands nowhere in the source."""
    return Traced(text, np.full(len(text), NOWHERE, dtype=np.int64))


def joined(parts: Iterable[Traced], glue: str = "\n\n") -> Traced:
    """Return the parts with ``glue`` between them."""
    pieces: list[Traced] = []
    for part in parts:
        pieces += [put_in(glue), part] if pieces else [part]
    return Traced("".join(piece.text for piece in pieces), np.concatenate([piece.origin for piece in pieces]))


def edited(text: Traced, edits: Iterable[Edit]) -> Traced:
    """Return the text with each ``[start, end)`` replaced; of two edits of one place the first is made."""
    pieces, done = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        if start < done:
            continue
        places = [text.origin[min(start + at, end - 1)] if end > start else NOWHERE for at in range(len(new))]
        pieces += [text.part(done, start), Traced(new, np.array(places, dtype=np.int64))]
        done = end
    pieces.append(text.part(done, len(text.text)))
    return Traced("".join(piece.text for piece in pieces), np.concatenate([piece.origin for piece in pieces]))


def places_of(copy: Traced, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """Yield each sentence of the source with each place of the copy where most of it stands in its order."""
    known = np.flatnonzero(copy.origin != NOWHERE)
    origin = copy.origin[known]
    bounds = [0, *(np.flatnonzero(np.diff(origin) < 0) + 1).tolist(), len(origin)]
    for low, high in itertools.pairwise(bounds):
        for start, end in sentences:
            first, last = (int(low + np.searchsorted(origin[low:high], at)) for at in (start, end))
            if len(np.unique(origin[first:last])) >= 0.6 * (end - start):
                yield start, end, int(known[first]), int(known[last - 1]) + 1


def misread(text: Traced, rate: float, source: random.Random) -> Traced:
    """Return the text as a scanner reads it: ``rate`` of its characters wrong, some of them in bursts."""
    confusions: dict[str, list[str]] = read_table()["confusions"]
    alphabet = sorted({letter for letter in text.text if letter.isalpha()})
    edits: list[Edit] = []
    at = 0
    while True:
        at += 1 if source.random() < BURST else 1 + int(source.expovariate(rate * (1 - BURST)))
        if at >= len(text.text):
            return edited(text, edits)
        if text.text[at] != "\n":
            edits.append(_misread_at(text.text, at, source, confusions, alphabet))


def _misread_at(text: str, at: int, source: random.Random, confusions: dict[str, list[str]], alphabet: Sequence[str]) -> Edit:
    """Return one error at a place: a likely confusion, a lost or an added character, a wrong letter of the script."""
    chance = source.random()
    for size in (2, 1):
        letters = text[at : at + size]
        if chance < 0.6 and letters in confusions:
            return at, at + len(letters), source.choice(confusions[letters])
    if chance < 0.75:
        return at, at + 1, ""
    letter = source.choice(alphabet) if alphabet and chance < 0.93 else source.choice(",.;'-~ ")
    return (at, at, letter) if chance < 0.83 else (at, at + 1, letter)


def wrapped(text: Traced, width: int, source: random.Random, *, hyphens: float, head: str = "") -> Traced:
    """Return the text in lines of ``width``: ``hyphens`` of the ends cut a word; with ``head``, on pages with a running head and a number."""
    edits: list[Edit] = []
    line = lines = 0
    page = source.randint(1, 300)
    for blank, following in itertools.pairwise([*BREAKS.finditer(text.text), None]):
        if blank is None:
            break
        start, end = blank.span()
        if "\n" in blank.group():
            line, lines = end, lines + 1
            continue
        word = following.start() if following else len(text.text)
        if word - line <= width:
            continue
        cut = min(end + max(2, line + width - end), word - 3)
        is_cut = source.random() < hyphens and cut - end >= 2 and text.text[end : word - 1].isalpha()
        line = cut if is_cut else end
        lines += 1
        ending = "\n" if is_cut else " \n"
        if head and lines % PAGE_LINES == 0:
            ending = f"\n{page}\n\f{head}\n" if page % 2 else f"\n\n{head} {page}\n\n"
            page += 1
        edits.append((cut, cut, "-" + ending) if is_cut else (start, end, ending))
    return edited(text, edits)


def respaced(text: Traced, source: random.Random) -> Traced:
    """Return the text with other blanks: doubled, narrow, at line ends, and lines of another length."""
    edits = [
        (match.start(), match.end(), source.choice(["  ", "\N{NO-BREAK SPACE}", "\t", " \n", "\N{THIN SPACE}"]))
        for match in re.finditer(" ", text.text)
        if source.random() < 0.12
    ]
    return edited(text, edits)


def other_forms(text: Traced, source: random.Random, names: Sequence[str]) -> Traced:
    """Return the text with other forms of its letters: ``names`` are tables of ``forms``; "decomposed" parts accents from letters."""
    table: dict[str, str] = {}
    for name in names:
        table |= read_table()["forms"].get(name, {})
    edits: list[Edit] = []
    if table:
        pattern = re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True)))
        edits += [(*match.span(), table[match.group()]) for match in pattern.finditer(text.text)]
    if "decomposed" in names:
        parted = ((at, unicodedata.normalize("NFD", letter)) for at, letter in enumerate(text.text) if not letter.isascii())
        edits += [(at, at + 1, letters) for at, letters in parted]
    if "full width" in names:
        edits += [(at, at + 1, chr(ord(c) + 0xFEE0)) for at, c in enumerate(text.text) if "!" <= c <= "~"]
    if "soft hyphens" in names:
        words = re.finditer(r"[^\W\d_]{7,}", text.text)
        edits += [(at, at, "\N{SOFT HYPHEN}") for word in words for at in [word.start() + 3] if source.random() < 0.5]
    return edited(text, edits)


def marked_up(text: Traced, source: random.Random) -> Traced:
    """Return the text as Markdown: short paragraphs as headings, words in emphasis and links, some paragraphs quoted."""
    marked = []
    for paragraph in text.paragraphs():
        edits: list[Edit] = []
        size = len(paragraph.text)
        if size < 60:
            edits.append((0, 0, "#" * source.randint(1, 4) + " "))
        elif source.random() < 0.12:
            edits += [(at, at, "> ") for at in (0, *(match.end() for match in re.finditer("\n", paragraph.text)))]
        for word in re.finditer(r"[^\W\d_]{4,}(?: [^\W\d_]{3,}){0,2}", paragraph.text):
            chance = source.random()
            if chance < 0.03:
                mark = source.choice(["*", "**", "_", "`"])
                edits += [(word.start(), word.start(), mark), (word.end(), word.end(), mark)]
            elif chance < 0.045:
                address = f"](https://www.example.org/{source.randrange(10**6)}/page-{source.randrange(99)}.html)"
                edits += [(word.start(), word.start(), "["), (word.end(), word.end(), address)]
            elif chance < 0.052:
                edits.append((word.end(), word.end(), f"[^{source.randint(1, 60)}]"))
        marked.append(edited(paragraph, edits))
    return joined(marked)

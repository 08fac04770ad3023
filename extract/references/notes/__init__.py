"""Notes of a reading -> the works that they describe and no list of the source holds."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.models import Reference
from extract.names import fold
from extract.references.cutting import Cut
from extract.references.dates import parse_date
from extract.references.notes.books import read_noted
from extract.references.notes.marks import LABEL
from extract.references.notes.works import find_noted_works
from extract.references.parser import ParsedEntry
from extract.references.repeated import LEADING, with_repeated_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from extract.mapped_text import MappedText
    from extract.models import Span
    from extract.reading import Reading
    from extract.references.notes.works import NotedWork

LEAST_LETTERS = 12
"""Letters of a title that tell a work with its year alone."""

SHORT_LETTERS = 8
"""Letters of a title that is looked for in the printed entries of the lists."""

MOST_LETTERS = 40
"""Letters of a title that are looked for when its main part is short."""

START = 6
"""Letters by which listed titles are found."""

DOCUMENT_CONFIDENCE = 0.3
"""Of a document whose parts nothing tells."""

WEB_CONFIDENCE = 0.3
"""Of an address alone."""

LEAST = 0.15
"""Confidence of the parser below which a stretch is taken for prose."""

Name = dict[str, str]
WORD = re.compile(r"[^\W\d_][\w’'-]*+")
DIGITS = re.compile(r"\d{1,3}")
SHORT = re.compile(
    r"(?:\s(?:and|und|et|y|e|&)\s[^\W\d_][\w’'-]*+|\set\sal\.?|\su\.\s?a\.)?(?:,\s[“\"„«‘]?(?P<title>[^\W\d_]+)|\s\((?P<year>\d{4})|:\s)"
)
"""What makes a name that of a short citation: "Okafor, Ports, 12", "Okafor and Bello (2018)"."""
JOINED = re.compile(r"\s(?:and|und|et|y|e|&)\s\Z")
NEAR = 40
"""Stretches between works that are searched for a short citation."""
UNSURE = 0.5
"""What is left of the confidence when the author is whom a citation before names that fits none of their works."""
CITED = re.compile(r"\((?P<name>[^():,]{2,60}),?\s(?P<year>\d{4})[a-z]?\)\Z")
"""A citation by name and year that ends a stretch."""


def is_noted(reference: Reference | Mapping[str, Any]) -> bool:
    """Tell whether a note describes the work, and no list."""
    csl = reference.csl if isinstance(reference, Reference) else reference
    return "in-note" in (csl.get("custom") or {})


class NotedEntry(NamedTuple):
    """A work that a note describes: its place, its text on one line, and what it says."""

    cut: Cut
    text: MappedText
    parsed: ParsedEntry


class Known:
    """The works of the lists and of notes before, as far as a note may describe them again; and the people who wrote them."""

    def __init__(self, references: Iterable[Reference]) -> None:
        """Read the works of the lists."""
        self._by_start: dict[str, list[tuple[str, frozenset[str], str]]] = defaultdict(list)
        self._same: set[str] = set()
        self._people: dict[str, list[Name]] = {}
        self._works: dict[str, list[tuple[list[Name], str, str]]] = defaultdict(list)
        self._printed: list[str] = []
        self._cited: set[tuple[str, str]] = set()
        for reference in references:
            self.add(reference.csl)
            self._printed.append(letters_of(reference.raw))

    def add(self, csl: Mapping[str, Any]) -> None:
        """Add a work: its title with year and names, its DOI, or its address when it has no title."""
        self._same.update(_marks(csl))
        title = str(csl.get("title", ""))
        main = letters_of(re.split(r"[:?!]\s", title, maxsplit=1)[0])
        letters = main if len(main) >= LEAST_LETTERS else letters_of(title)[:MOST_LETTERS]
        people = csl.get("author") or csl.get("editor") or []
        names = frozenset(
            letters_of(name.get("family") or name.get("literal") or "") for name in (*people, *csl.get("editor", ()))
        )
        self._cited.update((name, year_of(csl)) for name in names)
        if letters:
            self._by_start[letters[:START]].append((letters, names - {""}, year_of(csl)))
        if people and "family" in people[0]:
            self._people[people[0]["family"]] = people
            self._works[people[0]["family"]].append((people, letters_of(title), year_of(csl)))

    def holds(self, text: str, csl: Mapping[str, Any]) -> bool:
        """Tell whether a work is known: by DOI or address, or by a title that stands in ``text`` with its year or an author."""
        if not self._same.isdisjoint(_marks(csl)):
            return True
        cited = CITED.search(text)
        if cited and (letters_of(cited["name"]), cited["year"]) in self._cited:
            return True  # "“All ports shall close.” (Okafor, 2018)" quotes what is listed
        letters = letters_of(text)
        title, year = letters_of(str(csl.get("title", ""))), year_of(csl)
        if len(title) >= SHORT_LETTERS and year and any(title in printed and year in printed for printed in self._printed):
            return True
        return any(
            letters.startswith(title, at) and self._is_same(letters, text, title, names, year)
            for at in range(len(letters))
            for size in range(1, START + 1)
            for title, names, year in self._by_start.get(letters[at : at + size], ())
        )

    @staticmethod
    def _is_same(letters: str, text: str, title: str, names: frozenset[str], year: str) -> bool:
        is_long, is_dated = len(title) >= LEAST_LETTERS, not year or year in text
        return (is_long and is_dated) or ((is_long or is_dated) and any(name in letters for name in names))

    def people_before(self, text: str) -> list[Name] | None:
        """Return the authors whose first is named last in ``text``."""
        found = [self._people[word] for word in WORD.findall(text) if word in self._people]
        return found[-1] if found else None

    def people_cited(self, text: str) -> tuple[list[Name], bool] | None:
        """Return the authors of the last short citation in ``text``, and whether it fits a work of theirs by title or year.

        >>> known = Known(())
        >>> known.add({"title": "Ports under Pressure", "author": [{"family": "Okafor"}]})
        >>> known.people_cited("7 Okafor, Ports, 44."), known.people_cited("Okafor, Tides, 2."), known.people_cited("Bello, Tides.")
        (([{'family': 'Okafor'}], True), ([{'family': 'Okafor'}], False), None)
        """
        for word in reversed(list(WORD.finditer(text))):
            works = self._works.get(word[0], ())
            short = SHORT.match(text, word.end()) if works else None
            if short is None or JOINED.search(text, max(0, word.start() - 5), word.start()):
                continue
            title, year = letters_of(short["title"] or ""), short["year"]
            fits = [people for people, long, printed in works if (title and title in long) or (year and year == printed)]
            return (fits or [self._people[word[0]]])[-1], bool(fits)
        return None


def _marks(csl: Mapping[str, Any]) -> set[str]:
    """Return what names a work beyond doubt."""
    marks = {csl["DOI"].casefold()} if "DOI" in csl else set()
    return marks | ({csl["URL"].rstrip("/")} if "URL" in csl and "title" not in csl else set())


def letters_of(text: str) -> str:
    """Return the letters and digits of ``text``, folded as names are.

    >>> letters_of("Forêts: a Guide")
    'foretsaguide'
    """
    return fold(text).replace(" ", "")


def year_of(csl: Mapping[str, Any]) -> str:
    """Return the year of issue, or nothing."""
    parts = csl.get("issued", {}).get("date-parts")
    return str(parts[0][0]) if parts else ""


def find_noted(
    reading: Reading, listed: Iterable[Reference], taken: Sequence[Span], text_of: Callable[[Reading, Cut], MappedText]
) -> Iterator[NotedEntry]:
    """Yield the works that the notes of ``reading`` describe in full, but for those of ``listed`` and of notes before.

    ``taken`` are places whose works the format describes itself.
    """
    known = Known(listed)
    previous: list[Name] = []
    is_sure = True
    between: list[str] = []  # what the notes say since the last work that was described
    for _, (start, end) in reading.placed("note"):
        note = reading.text[start:end]
        label = LABEL.match(note)
        number = DIGITS.search(label[0]) if label else None
        at = label.end() if label else 0
        for work in find_noted_works(note):
            between.append(note[at : work.start])
            at = work.end
            cut = Cut(_spans(work, start))
            if any(a < cut.spans[-1][1] and cut.spans[0][0] < b for a, b in taken):
                continue
            text = text_of(reading, cut)
            is_marked = LEADING.match(text.text) is not None
            if is_marked:
                cited = known.people_cited("\n".join(between[-NEAR:]))
                previous, is_sure = cited or (previous, is_sure)
                previous = known.people_before(note[: work.start]) or previous
            parsed = _parsed(text.text, work, previous)
            if parsed is None:
                continue
            between.clear()
            if is_marked and not is_sure:
                parsed = _unsure(parsed)
            is_sure = is_sure or not is_marked
            previous = parsed.csl.get("author") or parsed.csl.get("editor") or previous
            if known.holds(text.text, parsed.csl):
                continue
            known.add(parsed.csl)
            custom = {**parsed.csl.get("custom", {}), "in-note": number[0] if number else True}
            yield NotedEntry(cut, text, ParsedEntry({**parsed.csl, "custom": custom}, parsed.fields, parsed.confidence))
        between.append(note[at:])


def _unsure(parsed: ParsedEntry) -> ParsedEntry:
    """Return a work whose author is the last one named before, for want of a better; it says so."""
    custom = {**parsed.csl.get("custom", {}), "author-unsure": True}
    return ParsedEntry({**parsed.csl, "custom": custom}, parsed.fields, parsed.confidence * UNSURE)


def _spans(work: NotedWork, start: int) -> tuple[Span, ...]:
    """Return the spans of a work in the reading, without its pinpoint."""
    if work.pinpoint is None:
        return ((start + work.start, start + work.end),)
    low, high = work.pinpoint
    return ((start + work.start, start + low), (start + high, start + work.end))


def _parsed(text: str, work: NotedWork, previous: Sequence[Name]) -> ParsedEntry | None:
    """Return what a work says, or None when it reads as none; ``previous`` are the authors of the work before."""
    parsed = with_repeated_names(text, read_noted(text), previous)
    if work.kind == "web":
        return ParsedEntry(parsed.csl, parsed.fields, min(parsed.confidence, WEB_CONFIDENCE))
    if work.kind == "interview":
        return ParsedEntry({**parsed.csl, "type": "interview"}, parsed.fields, parsed.confidence)
    if work.kind == "document" and "title" not in parsed.csl:
        return _document(text)
    return parsed if "title" in parsed.csl and parsed.confidence >= LEAST else None


def _document(text: str) -> ParsedEntry:
    """Return a document of an archive: all that is printed names it.

    >>> _document("TNA, FO 371/12345, minute by Smith, 3 May 1950").csl["issued"]
    {'date-parts': [[1950, 5, 3]]}
    """
    date = parse_date(text)
    csl = {"id": "reference", "type": "document", "title": text, **({"issued": date.csl} if date else {})}
    return ParsedEntry(csl, {"title": ((0, len(text)),)}, DOCUMENT_CONFIDENCE)

"""Proof against fitting: on mutated sources the product finds the mapped originals.

A rule that only the original texts satisfy fails here.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mutations import (
    brackets_to_narrative,
    name_spans,
    recut_pages,
    rename_authors,
    renamed_families,
    reorder,
    rewrap,
    shift_years,
    swap_words,
    year_spans,
)

from extract.clean import lay_out
from extract.mapped_text import Change, MappedText
from extract.models import Citation, Claim, Reference
from extract.pipeline import annotate
from extract.readers import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from extract.annotations import Annotations
    from extract.models import Record, Span
    from extract.reading import Reading

CORPUS = Path(__file__).parent.parent / "corpus"
DUMP, ARTICLE, WEB, BULLETIN = sorted(path for path in CORPUS.glob("*.txt"))
SEEDS = (1, 2)


@dataclass(frozen=True)
class Seen:
    """What the product finds in some sources, every place taken back to the original text of its file."""

    readings: tuple[Reading, ...]
    maps: Mapping[str, MappedText] = field(default_factory=dict)

    @cached_property
    def annotations(self) -> Annotations:
        found = annotate(self.readings)
        return replace(found, of_source=dict(found.of_source))  # unpacked: many tests look at them

    def records(self, number: int) -> tuple[Record, ...]:
        return self.annotations.of_source[self.readings[number].source.id]

    def original(self, source: str, spans: Iterable[Span]) -> tuple[int, int]:
        """Return the hull of spans in the original text."""
        spans = list(spans)
        mapped = self.maps.get(source)
        if mapped is not None:
            spans = [raw for start, end in spans for raw in mapped.raw_spans(start, end)]
        return min(start for start, _ in spans), max(end for _, end in spans)

    def citations(self, number: int) -> dict[int, tuple[str | None, str | None, tuple[int, int] | None]]:
        """Return year, locator and linked entry of each citation, by where its last word ends in the original."""
        entries = {record.id: record for record in self.annotations if isinstance(record, Reference)}
        found = {}
        for record in self.records(number):
            if isinstance(record, Citation):
                entry = entries[record.references[0].id] if record.status == "linked" else None
                linked = self.original(entry.source, entry.anchor.spans) if entry else None
                found[self.original(record.source, record.item_spans)[1]] = (record.year, record.locator, linked)
        return found

    def claims(self, number: int) -> dict[tuple[int, int], Claim]:
        return {
            self.original(record.source, record.anchor.spans): record
            for record in self.records(number)
            if isinstance(record, Claim)
        }

    def references(self, number: int) -> dict[int, Reference]:
        return {
            self.original(record.source, record.anchor.spans)[0]: record
            for record in self.records(number)
            if isinstance(record, Reference)
        }


def seen(*texts: str | MappedText) -> Seen:
    """Return what is found in ``texts``; a mapped text is taken back to its raw text."""
    readings, maps = [], {}
    for text in texts:
        raw = read_bytes((text if isinstance(text, str) else text.text).encode(), "text")
        reading = lay_out(raw, raw.source(["text"]))
        readings.append(reading)
        if not isinstance(text, str):
            maps[reading.source.id] = text
    return Seen(tuple(readings), maps)


def raw_of(path: Path) -> str:
    return path.read_text("utf-8")


@pytest.fixture(scope="module")
def original() -> Seen:
    """Return what is found in the dump and the article as they are."""
    return seen(raw_of(DUMP), raw_of(ARTICLE))


def all_records(seen_in: Seen) -> list[Record]:
    return [*seen_in.records(0), *seen_in.records(1)]


def tags(claim: Claim) -> dict[str, object]:
    return {
        "countries": sorted({tag.code for tag in claim.countries if tag.kind != "inherited"}),
        "inherited": sorted({tag.code for tag in claim.countries if tag.kind == "inherited"}),
        "theories": sorted({tag.id for tag in claim.theories}),
        "attribution": claim.attribution.kind,
        "polarity": claim.polarity,
        "modality": claim.modality,
    }


def all_tags(seen_in: Seen, number: int) -> dict[tuple[int, int], dict[str, object]]:
    return {place: tags(claim) for place, claim in seen_in.claims(number).items()}


def _named_only(found: dict[tuple[int, int], dict[str, object]]) -> dict[tuple[int, int], dict[str, object]]:
    """Leave out what claims inherit: "the three countries" of a section are those that the sections before it named."""
    return {place: {**values, "inherited": []} for place, values in found.items()}


@pytest.mark.parametrize("seed", SEEDS)
def test_authors_renamed(original: Seen, seed: int) -> None:
    names = renamed_families(all_records(original), random.Random(seed))
    mutated = seen(
        *(rename_authors(reading.raw, names, name_spans(original.records(i))) for i, reading in enumerate(original.readings))
    )
    for number in (0, 1):
        assert mutated.citations(number) == original.citations(number)
        assert all_tags(mutated, number) == all_tags(original, number)
    found = mutated.references(1)
    for start, entry in original.references(1).items():
        expected = [names.get(name.get("family", ""), name.get("family")) for name in entry.csl.get("author", ())]
        assert [name.get("family") for name in found[start].csl.get("author", ())] == expected
        assert {key for key in found[start].csl if key != "id"} == {key for key in entry.csl if key != "id"}


@pytest.mark.parametrize("by", [-9, -3])
def test_years_shifted(original: Seen, by: int) -> None:
    spans = [year_spans(original.records(number)) for number in (0, 1)]
    mutated = seen(*(shift_years(reading.raw, by, places) for reading, places in zip(original.readings, spans, strict=True)))
    for number in (0, 1):
        expected = {
            at: (year and re.sub(r"\d{4}", lambda match: str(int(match.group()) + by), year), locator, entry)
            for at, (year, locator, entry) in original.citations(number).items()
        }
        assert mutated.citations(number) == expected


@pytest.mark.parametrize(("seed", "width"), [(1, 62), (2, 71), (3, 90)])
def test_lines_broken_anew(original: Seen, seed: int, width: int) -> None:
    reading = original.readings[0]
    mutated = seen(rewrap(reading, width, random.Random(seed)), original.readings[1].raw)
    assert body(mutated.readings[0]) == body(reading)
    assert mutated.citations(0) == original.citations(0)
    assert all_tags(mutated, 0) == all_tags(original, 0)


@pytest.mark.parametrize("seed", SEEDS)
def test_pages_cut_anew(original: Seen, seed: int) -> None:
    reading = original.readings[0]
    mutated = seen(recut_pages(reading, random.Random(seed)), original.readings[1].raw)
    assert body(mutated.readings[0]) == body(reading)
    assert mutated.citations(0) == original.citations(0)


@pytest.mark.parametrize("seed", SEEDS)
def test_sections_and_entries_reordered(original: Seen, seed: int) -> None:
    rng = random.Random(seed)
    dump, article = (reorder(MappedText.whole(reading.raw), *section_starts(reading), rng) for reading in original.readings)
    article = article.changed([Change(len(article), len(article), "\n")])
    mutated = seen(dump, reorder(article, entry_starts(original, 1), len(article), rng))
    for number in (0, 1):
        assert mutated.citations(number) == original.citations(number)
        assert _named_only(all_tags(mutated, number)) == _named_only(all_tags(original, number))
    assert set(mutated.references(1)) == set(original.references(1))


def test_brackets_turned_into_narrative_citations(original: Seen) -> None:
    turned = [brackets_to_narrative(reading.raw, original.records(number)) for number, reading in enumerate(original.readings)]
    mutated = seen(*(mapped for mapped, _ in turned))
    for number, (_, items) in enumerate(turned):
        assert len(items) > 15
        assert mutated.citations(number) == original.citations(number)
        modes = {
            mutated.original(r.source, r.item_spans)[1]: r.mode for r in mutated.records(number) if isinstance(r, Citation)
        }
        assert {modes[end] for _, end in items} == {"narrative"}


SWAPS = {
    "Japan": "Norway",
    "Japanese": "Norwegian",
    "Tokyo": "Oslo",
    "Australia": "Canada",
    "Seoul": "Ankara",
    "South Korea": "Turkey",
    "Beijing": "Delhi",
    "China": "India",
}
CODES = {"JP": "NO", "AU": "CA", "KR": "TR", "CN": "IN"}


@pytest.mark.parametrize("path", [WEB, BULLETIN], ids=["web", "bulletin"])
def test_countries_swapped(path: Path) -> None:
    before = seen(raw_of(path))
    mutated = seen(swap_words(raw_of(path), SWAPS))
    for place, claim in before.claims(0).items():
        if any(tag.kind == "leader" for tag in claim.countries):
            continue  # "Norwegian Prime Minister Fumio Kishida" is nobody
        swapped = mutated.claims(0)[place]
        named = {
            tag.code
            for tag in claim.countries
            if tag.kind in {"name", "demonym", "metonym"} and raw_of(path)[slice(*tag.spans[0])] in SWAPS
        }
        assert {CODES[code] for code in named if code in CODES} <= {tag.code for tag in swapped.countries}
        assert swapped.polarity == claim.polarity
        assert swapped.modality == claim.modality
        assert swapped.attribution.kind == claim.attribution.kind


def body(reading: Reading) -> list[str]:
    """Return the passages that a reader reads, without the blanks at their ends."""
    return [reading.text[start:end] for passage, (start, end) in reading.placed() if passage.role != "furniture"]


def section_starts(reading: Reading) -> tuple[list[int], int]:
    """Return where the sections of the text begin, and where the last ends: at the bibliography, or with the text."""
    starts = sorted(passage.anchor.spans[0][0] for passage, _ in reading.placed("heading") if not passage.section)
    has_list = any(reading.placed("reference"))
    return (starts[:-1], starts[-1]) if has_list else (starts, len(reading.raw))


def entry_starts(found: Seen, number: int) -> list[int]:
    """Return where the bullets of a bibliography begin that open an entry; torn and merged entries stay with them."""
    raw = found.readings[number].raw
    return sorted(start - 2 for start in found.references(number) if raw[start - 2 : start] == "- ")

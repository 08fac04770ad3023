"""What `show` says of copies: every place of a record's passage and how alike it is, of a relation its sides, of a source its copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.commands.comparing import Raws, Side, Sources
from extract.commands.difference_lines import in_a_few_words, in_words
from extract.differences import find_differences
from extract.display import say, table, visible
from extract.errors import UnreadableSourceError
from extract.lookup.copies import copies_of, relations_of, spans_of
from extract.models import Relation, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from extract.commands.places import Places
    from extract.lookup.copies import FoundCopy
    from extract.models import Record
    from extract.read_options import ReadOptions
    from extract.store import Store

LONGEST = 600
"""Characters of a passage that are shown in full."""


def brief(text: str) -> str:
    """Return a text that can be read at a glance: its beginning and end, if it is long."""
    if len(text) <= LONGEST:
        return text
    return f"{text[: LONGEST // 2]} … {len(text) - LONGEST} characters … {text[-LONGEST // 2 :]}"


class Copies:
    """Says how the passages of one corpus stand to each other."""

    def __init__(self, store: Store, places: Places, annotations: Path, corpus: Path | None, options: ReadOptions) -> None:
        """Take the index, and where the sources are."""
        self._store = store
        self._places = places
        self._sources = Sources(annotations, corpus, options)

    def lines(self, record: Record) -> Iterator[str]:
        """Yield what is to be said of the copies of a record."""
        with self._sources:
            if isinstance(record, Relation):
                yield from self._of_relation(record)
            elif isinstance(record, Source):
                yield from self._of_source(record)
            else:
                yield from self._of_passage(record)

    def _of_passage(self, record: Record) -> Iterator[str]:
        """Yield a line for each copy: where, through which relation, and what differs."""
        try:
            found = copies_of(self._store, record, Raws(self._sources))
        except UnreadableSourceError as error:
            say(f"{error}; copies in other words are not known")
            found = copies_of(self._store, record, None)
        rows = [(f"also at {self._place(each)}", _role(each), self._alike(record, each)) for each in found]
        yield from table(tuple(map(visible, row)) for row in rows)

    def _place(self, found: FoundCopy) -> str:
        return self._places.at(found.copy.source, found.copy.spans[0][0])

    def _alike(self, record: Record, found: FoundCopy) -> str:
        """Return in a few words how a copy differs, or why that is not known."""
        try:
            here = Side(self._sources[str(getattr(record, "source", ""))], spans_of(record))
            there = Side(self._sources[found.copy.source], found.copy.spans)
        except UnreadableSourceError as error:
            return f"not compared: {error}"
        return in_a_few_words(find_differences(here.text, there.text), (here.reading.raw, there.reading.raw))

    def _of_relation(self, relation: Relation) -> Iterator[str]:
        """Yield how much two sides share, which to quote from, and how they differ."""
        of_a, of_b = relation.coverage
        path = min(self._store.source(relation.canonical).paths)
        rows = [
            ("relation", relation.relation),
            ("in common", f"{int(100 * of_a)} % of a, {int(100 * of_b)} % of b"),
            ("quote from", path),
            ("because", self._with_paths(relation.reason)),
        ]
        try:
            a, b = self._sources.sides(relation)
            rows.append(("differences", in_words(find_differences(a.text, b.text))))
        except UnreadableSourceError as error:
            rows.append(("differences", f"not compared: {error}"))
        yield from table((name, visible(value)) for name, value in rows)

    def _of_source(self, source: Source) -> Iterator[str]:
        """Yield what is known of a source, and its relations, those to other sources first."""
        facts = {
            "path": ", ".join(source.paths),
            "title": source.title,
            "authors": "; ".join(source.authors),
            "date": source.date,
            "languages": ", ".join(source.languages),
            "pages": source.pages,
            "characters": source.length,
        }
        yield from table((name, visible(str(value))) for name, value in facts.items() if value)
        relations = sorted(relations_of(self._store, source.id), key=lambda each: (each.a.source == each.b.source, each.id))
        rows = []
        for relation in relations:
            here, there = (relation.a, relation.b) if relation.a.source == source.id else (relation.b, relation.a)
            reason = self._with_paths(relation.reason)
            rows.append((relation.relation, self._places.of(here), self._places.of(there), reason, f"[{relation.id}]"))
        yield from table(tuple(map(visible, row)) for row in rows)

    def _with_paths(self, reason: str) -> str:
        """Return a reason with paths in place of the ids of sources."""
        words = []
        for word in reason.split(" "):
            record = self._store.get(word) if len(word) > 8 and word.isalnum() else None
            words.append(min(record.paths) if isinstance(record, Source) else word)
        return " ".join(words)


def _role(found: FoundCopy) -> str:
    """Return through which relation a place is a copy."""
    if found.relation is None:
        return "copy"
    is_best = found.relation.canonical == found.copy.source and found.relation.a.source != found.relation.b.source
    return f"{found.relation.relation}, to quote from" if is_best else found.relation.relation

"""From cited items to given citations and references: each item has its place in the citation, each work its entry."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.layout.section_names import announced
from extract.readers.docx.csl import plain
from extract.structure import GivenCitation, GivenReference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.models import Span
    from extract.readers.docx.items import CitedItem
    from extract.structure import Stretch

WORD = re.compile(r"[^\W_]+")
BRACKETS = frozenset({"()", "[]", "{}"})
ENOUGH = 0.8  # of the words of a title stand in its entry: an entry may leave out a subtitle
COMMON = 60  # entries in which a word stands, above which it does not tell them apart
MAX_PARTS = 200  # of one citation
MAX_ENTRY = 4000  # characters; a longer paragraph is no entry


class Given(NamedTuple):
    """What the fields of a document say."""

    references: tuple[GivenReference, ...]
    citations: tuple[GivenCitation, ...]


def find_given(text: str, cited: Sequence[tuple[Span, Sequence[CitedItem]]], entries: Sequence[Span]) -> Given:
    """Return the works that the fields at the spans of ``cited`` mean, and the citations.

    A work stands where its entry does; one without an entry, where it is first cited. Items that have the same entry are
    the same work, whatever key they bear.
    """
    first: dict[str, tuple[CitedItem, Span]] = {}
    groups = [
        sorted(_placed(text, span, items), key=lambda pair: pair[0]) for span, items in sorted(cited, key=lambda pair: pair[0])
    ]
    for place, item in chain.from_iterable(groups):
        first.setdefault(item.key, (item, place))
    index = Entries(text, entries)
    keys: dict[str, str] = {}
    of_entry: dict[Span, str] = {}
    references: list[GivenReference] = []
    for key, (item, place) in first.items():
        entry = index.of(item.csl)
        keys[key] = of_entry.setdefault(entry, key) if entry else key
        if keys[key] == key:
            references.append(GivenReference(key, *(entry or place), item.csl))
    references.sort(key=lambda reference: (reference.start, reference.end, reference.key))
    return Given(tuple(references), tuple(_citations(groups, keys)))


def _citations(groups: Iterable[Sequence[tuple[Span, CitedItem]]], keys: Mapping[str, str]) -> Iterator[GivenCitation]:
    """Yield a citation for each item, or for those of a group that share a place and how they are cited."""
    for group in groups:
        shared: dict[tuple[Any, ...], list[str]] = {}
        for place, item in group:
            key = (*place, item.locator, item.locator_label, item.prefix, item.suffix)
            shared.setdefault(key, []).append(keys[item.key])
        for (start, end, *how), its in shared.items():
            yield GivenCitation(start, end, tuple(dict.fromkeys(its)), *how)


def _placed(text: str, span: Span, items: Sequence[CitedItem]) -> Iterator[tuple[Span, CitedItem]]:
    """Yield each of the ``items`` with its own part of the citation, or the whole of it when they cannot be parted."""
    parts = _parts(text, *span)
    if len(items) == 1 or not 1 < len(parts) <= MAX_PARTS:
        whole = parts[0][0], parts[-1][1]
        yield from ((whole, item) for item in items)
        return
    words = [set(_words(text[start:end])) for start, end in parts]
    scores = [[_score(item, its) for its in words] for item in items]
    found = [its.index(max(its)) for its in scores]
    if any(max(its) == 0 for its in scores):  # as where the citation was edited by hand
        found = list(range(len(parts))) if len(parts) == len(items) else []
    for i, item in enumerate(items):
        yield (parts[found[i]] if found else (parts[0][0], parts[-1][1])), item


def _score(item: CitedItem, words: set[str]) -> int:
    """Return how well a part of a citation fits an item: its names count more than its year."""
    names, years = _family(item.csl), _year(item.csl)
    return 2 * bool(names and names <= words) + any(word.startswith(year) for year in years for word in words)


def _parts(text: str, start: int, end: int) -> list[Span]:
    """Return the parts of a citation between semicolons, without brackets."""
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    inside = inside.strip()
    if len(inside) > 2 and inside[0] + inside[-1] in BRACKETS:
        start += 1 + len(inside[1:-1]) - len(inside[1:-1].lstrip())
        inside = inside[1:-1].strip()
    if not inside:
        return [(start, max(end, start))]
    spans = []
    for part in inside.split(";"):
        bare = part.strip()
        at = start + len(part) - len(part.lstrip())
        spans += [(at, at + len(bare))] if bare else []
        start += len(part) + 1
    return spans or [(start, start)]


class Entries:
    """The entries of the bibliography, and in which of them a word stands."""

    def __init__(self, text: str, entries: Sequence[Span]) -> None:
        """Keep the words of the ``entries``."""
        self._spans = list(entries)
        self._words = [set(_words(text[start : min(end, start + MAX_ENTRY)])) for start, end in entries]
        self._having: dict[str, list[int]] = {}
        for i, words in enumerate(self._words):
            for word in words:
                self._having.setdefault(word, []).append(i)

    def of(self, csl: Mapping[str, Any]) -> Span | None:
        """Return the entry that describes a work: it has its title, and its first author or its year."""
        title = list(dict.fromkeys(_words(plain(csl.get("title")))))
        names, years = _family(csl), _year(csl)
        having = (self._having.get(word, ()) for word in {*title, *names, *years})
        likely = {i for entries in having if len(entries) <= COMMON for i in entries}
        best: tuple[float, int] | None = None
        for i in sorted(likely):
            words = self._words[i]
            share = sum(word in words for word in title) / len(title) if title else 0.0
            dated = any(word.startswith(year) for year in years for word in words)
            named = bool(names) and names <= words
            is_it = (share >= ENOUGH and (named or dated)) or (named and dated and (not title or share >= ENOUGH / 2))
            score = share + named + dated
            if is_it and (best is None or score > best[0]):
                best = (score, i)
        return self._spans[best[1]] if best else None


def _words(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


def _family(csl: Mapping[str, Any]) -> set[str]:
    """Return the words of the first name."""
    people = next((csl[role] for role in ("author", "editor", "translator") if csl.get(role)), ())
    return set(_words(next((name.get("family") or name.get("literal", "") for name in people), "")))


def _year(csl: Mapping[str, Any]) -> list[str]:
    """Return the year in a list, or nothing."""
    issued = csl.get("issued", {})
    if "date-parts" in issued:
        return [str(issued["date-parts"][0][0])]
    return [word for word in _words(issued.get("literal", "")) if len(word) == 4 and word.isdecimal()][:1]


def find_entries(text: str, stretches: Iterable[Stretch]) -> list[Span]:
    """Return the entries of the bibliography: paragraphs that are said to be, or that stand under a heading that says so."""
    found: list[Span] = []
    level = 0  # of the heading; 0 outside of the bibliography
    for stretch in stretches:
        if stretch.role == "heading":
            if announced(text[stretch.start : stretch.end]) == "reference":
                level = max(stretch.level, 1)
            elif stretch.level <= level:
                level = 0
        elif stretch.role == "reference" or (level and stretch.role in {None, "list"}):
            found.append((stretch.start, stretch.end))
    return found

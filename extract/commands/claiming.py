"""The command `claims`: the sentences that carry given tags, ready to paste with their pinpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extract.commands.places import Places
from extract.display import number, print_lines, print_records, say, visible
from extract.errors import UsageError
from extract.lookup import STYLES, cite_passage, source_of
from extract.lookup.tag_names import tag_values
from extract.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from extract.models import Claim, Copy

NOTHING_FOUND = 1
INDENT = "  "


class Wanted(NamedTuple):
    """Which claims are asked for."""

    tags: Mapping[str, Sequence[str]] = {}
    """Kind of tag -> the names it must have; all of them."""
    words: str = ""
    source: str | None = None
    """How the path or the id of the only source begins."""
    exact: bool = False
    """A theory stands for itself alone, not for its narrower ones too."""


def claims(wanted: Wanted, annotations: Path, corpus: Path | None, *, cite: str | None = None, as_json: bool) -> int:
    """Print the claims that are ``wanted``; of a source, those that stand there or have a copy there.

    With ``cite``, each has the pinpoint of its source in that style.
    """
    if cite is not None and cite not in STYLES:
        message = f"no style {cite!r}; choose from {', '.join(STYLES)}"
        raise UsageError(message)
    with Store(annotations) as store:
        tags = [
            (kind, tag_values(store, kind, name, exact=wanted.exact)) for kind, names in wanted.tags.items() for name in names
        ]
        here = source_of(store, wanted.source).id if wanted.source else None
        found = store.claims([*tags, ("source", [here])] if here else tags, wanted.words)
        if as_json:
            print_records(found)
        else:
            places = Places(store, annotations, corpus)
            print_lines(line for claim in found for line in _lines(claim, store, places, here, cite))
        say(number(len(found), "claim"))
    return 0 if found else NOTHING_FOUND


def _lines(claim: Claim, store: Store, places: Places, here: str | None, cite: str | None) -> Iterator[str]:
    """Yield a claim with its place, which is that of its copy ``here`` if it has one, and what to paste behind it."""
    copy = _copy_in(claim, here)
    where = places.at(copy.source, copy.spans[0][0]) if copy else places.of(claim.anchor)
    yield f"{where}  “{visible(claim.anchor.text)}”  [{claim.id}]"
    if cite:
        yield INDENT + visible(cite_passage(store, cite, claim.source, claim.anchor.page, claim.section))


def _copy_in(claim: Claim, source: str | None) -> Copy | None:
    """Return where a claim is copied in a source that is not its own."""
    return next((copy for copy in claim.copies if copy.source == source and claim.source != source), None)

"""Every place that cites a work: its sentence with what stands around it, its claim, and its copies in other sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extract.lookup.answers import FoundPlace, Tagged
from extract.models import Citation, Claim, Passage, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.lookup.located import Located
    from extract.models import Record
    from extract.store import Store

CITING = """
select cited.citation, cited.sentence, cited.passage, {together}
from cited join source_item on source_item.source = cited.source
where (cited.work = :work and {once} or status = 'ambiguous' and citation in (
  select citation from maybe join member on member.reference = maybe.reference where member.work = :work
)) {conditions}
order by path, start, citation {limit}
"""

SHARED = "exists (select 1 from cited as other where other.work = :other and other.{place} = cited.{place})"
TOGETHER = f"""
case when {SHARED.format(place="grp")} then 'group' when {SHARED.format(place="sentence")} then 'sentence' else 'paragraph' end
"""

ONCE = "{name}.original is null"
ONCE_IN_SOURCE = """(
  {name}.source = :source
  and ({name}.original is null or {name}.original not in (select citation from cited where source = :source))
)"""

COPIES = """
with first (id) as (select coalesce(original, citation) from cited where citation = ?1)
select json from record where id in (
  select citation from cited where original = (select id from first) union select id from first
) and id <> ?1 order by source, start
"""

ORIGINAL = "select json from record where id = (select sentence from cited where citation = (select original from cited where citation = ?))"

BESIDE = """
select json from sentence join record on record.id = sentence.id
where sentence.source = ? and flow = ? and number {side} ?
order by number {order} limit ?
"""
SIDES = (("<", "desc"), (">", "asc"))


class Scope(NamedTuple):
    """Which of the places that cite a work are wanted, and how much of what stands around them."""

    context: int = 0
    """Sentences before and after each."""
    source: str | None = None
    """Id of the only source to look at."""
    together_with: str | None = None
    """Key of a work that the same paragraph cites."""
    limit: int | None = None


def once(source: str | None, name: str = "cited") -> str:
    """Return the condition that a row of ``cited`` is no copy of another; of another in the one source that is looked at, if any."""
    return (ONCE_IN_SOURCE if source else ONCE).format(name=name)


def citing_places(store: Store, key: str, located: Located, scope: Scope) -> Iterator[FoundPlace]:
    """Yield each place that cites the work of that key, in the order of the sources' paths, then of the text.

    Citations that may mean another work too come with the status "ambiguous".
    """
    conditions = "and cited.source = :source" if scope.source else ""
    conditions += f" and {SHARED.format(place='passage')}" if scope.together_with else ""
    query = CITING.format(
        together=TOGETHER if scope.together_with else "null",
        conditions=conditions,
        once=once(scope.source),
        limit="" if scope.limit is None else f"limit {scope.limit:d}",
    )
    asked = {"work": key, "source": scope.source, "other": scope.together_with}
    for citation, sentence, passage, together in store.rows(query, {name: value for name, value in asked.items() if value}):
        standing = [store.get(id_) if id_ else None for id_ in (sentence, passage)]
        place = _place(store, key, located, store.get(citation), standing)
        before, after = _beside(store, sentence, scope.context) if sentence and scope.context else ((), ())
        yield place.model_copy(update={"before": before, "after": after, "together": together})


def _place(store: Store, key: str, located: Located, citation: Record | None, around: Sequence[Record | None]) -> FoundPlace:
    """Return the record of one citing place; ``around`` are its sentence and its passage, if there are any."""
    assert isinstance(citation, Citation)  # noqa: S101 - the index names it so
    sentence = next((record for record in around if isinstance(record, Claim | Sentence)), None)
    sections = (record.section for record in around if isinstance(record, Claim | Sentence | Passage))
    claim = sentence if isinstance(sentence, Claim) else next(store.records(ORIGINAL, (citation.id,)), None)
    copies = store.records(COPIES, (citation.id,))
    return FoundPlace(
        work=key,
        citation=citation.id,
        status=citation.status,
        where=located(citation.anchor),
        section=next(sections, ()),
        locator=citation.locator,
        locator_label=citation.locator_label,
        issue=citation.issue,
        sentence=sentence.id if sentence else None,
        text=sentence.anchor.text if sentence else _around(citation),
        claim=_tagged(claim) if isinstance(claim, Claim) else None,
        copies=tuple(located(copy.anchor) for copy in copies if isinstance(copy, Citation)),
    )


def _around(citation: Citation) -> str:
    """Return a citation that stands in no sentence (a caption, a table) with the words around it."""
    anchor = citation.anchor
    return " ".join(f"{anchor.before}{anchor.text}{anchor.after}".split())


def _tagged(claim: Claim) -> Tagged:
    return Tagged(
        id=claim.id,
        countries=tuple(dict.fromkeys(f"{tag.code} {tag.role}" for tag in claim.countries)),
        organisations=tuple(dict.fromkeys(tag.id for tag in claim.organisations)),
        theories=tuple(dict.fromkeys(tag.id for tag in claim.theories)),
        codes=tuple(dict.fromkeys(f"{tag.dimension}:{tag.id}" for tag in claim.codes)),
        attribution=claim.attribution,
        polarity=claim.polarity,
        modality=claim.modality,
    )


def _beside(store: Store, sentence: str, context: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the texts of the sentences before and after one, in the same text or note; headings stand in the section."""
    ((source, flow, number),) = store.rows("select source, flow, number from sentence where id = ?", (sentence,))
    before, after = (
        tuple(
            record.anchor.text
            for record in store.records(BESIDE.format(side=side, order=order), (source, flow, number, context))
            if isinstance(record, Claim | Sentence)
        )
        for side, order in SIDES
    )
    return before[::-1], after

"""Claims and other sentences against gold: which are claims, and each of their tags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from extract.evaluation.judged import Judged, alike, join
from extract.models import Claim, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.evaluation.gold import Gold
    from extract.models import Record

WORD = re.compile(r"\w+")
TOLERANCE = 2
"""Characters by which the borders of a sentence may differ: a quotation mark, a full stop."""


def judge_units(gold: Sequence[Gold], records: Sequence[Record]) -> Iterator[Judged]:
    """Yield every comparison of gold claims and sentences with those of the program.

    A claim and a gold record are joined when they share half of the characters under both. "no claims" counts the gold sentences
    on which no claim stands; tags are compared on gold claims only, and one that was not found has none.
    """
    claims = [record for record in records if isinstance(record, Claim)]
    sentences = [record for record in records if isinstance(record, Sentence)]
    asserted = [unit for unit in gold if unit.type == "claim"]
    others = [unit for unit in gold if unit.type == "sentence"]
    units = [*asserted, *others]
    joined = join([unit.spans for unit in units], [claim.anchor.spans for claim in claims])
    for number, unit in enumerate(units):
        claim = claims[joined[number]] if number in joined else None
        start, text = unit.spans[0][0], unit.stated.get("text", "")
        if unit.type == "claim":
            there = frozenset(["claim"])
            yield Judged("claims", there, there if claim else frozenset(), start, text)
            if claim:
                yield alike("borders of claims", "same", "same" if _same_borders(unit, claim) else "other", start, text)
            yield from _tags(unit, claim, start, text)
        else:
            yield alike("no claims", "no claim", "claim" if claim else "no claim", start, text)
    yield from _reasons([unit for unit in others if "reason" in unit], sentences)
    low, high = min(unit.spans[0][0] for unit in units), max(unit.spans[-1][1] for unit in units)
    for number, claim in enumerate(claims):
        at = claim.anchor.spans[0][0]
        if number not in joined.values() and low <= at < high:
            yield Judged("claims", frozenset(), frozenset(["claim"]), at, claim.anchor.text)


def _same_borders(unit: Gold, claim: Claim) -> bool:
    spans = claim.anchor.spans
    return abs(unit.spans[0][0] - spans[0][0]) <= TOLERANCE and abs(unit.spans[-1][1] - spans[-1][1]) <= TOLERANCE


def _reasons(units: Sequence[Gold], sentences: Sequence[Sentence]) -> Iterator[Judged]:
    joined = join([unit.spans for unit in units], [sentence.anchor.spans for sentence in sentences])
    for number, unit in enumerate(units):
        if number in joined:
            reason = sentences[joined[number]].reason
            yield alike("reasons", unit["reason"], reason, unit.spans[0][0], unit.stated.get("text", ""))


def _tags(unit: Gold, claim: Claim | None, start: int, text: str) -> Iterator[Judged]:
    """Yield the comparisons of whatever the gold states of a claim."""
    if "countries" in unit:
        yield from _countries(unit["countries"], claim, start, text)
    for name in ("organisations", "theories", "codes"):
        if name in unit:
            tags = getattr(claim, name, ())
            yield Judged(
                name, _ids(unit[name]), frozenset(tag.id for tag in tags) - _ids(unit.stated.get("implicit", ())), start, text
            )
    for name, marked in (("polarity", "neg"), ("modality", "hedged")):
        if name in unit and claim:
            found = getattr(claim, name)
            yield alike(name, unit[name], found, start, text)
            yield Judged(f"{name}: {marked}", frozenset({unit[name]} & {marked}), frozenset({found} & {marked}), start, text)
    if "attribution" in unit and claim:
        yield from _attribution(unit["attribution"], claim, start, text)


def _countries(expected: Sequence[dict[str, Any]], claim: Claim | None, start: int, text: str) -> Iterator[Judged]:
    found = claim.countries if claim else ()
    explicit = frozenset(tag["code"] for tag in expected if tag.get("kind") != "inherited")
    named = frozenset(tag.code for tag in found if tag.kind != "inherited")
    yield Judged("countries", explicit, named, start, text)
    yield alike("countries, all of a claim", explicit, named if claim else None, start, text)
    inherited = frozenset(tag["code"] for tag in expected if tag.get("kind") == "inherited")
    yield Judged(
        "inherited countries",
        inherited,
        frozenset(tag.code for tag in found if tag.kind == "inherited") - explicit,
        start,
        text,
    )
    for role, figure in (("actor", "actors"), ("target", "targets")):
        if any("role" in tag for tag in expected) or not expected:
            yield Judged(
                figure,
                frozenset(tag["code"] for tag in expected if tag.get("role") == role and tag.get("kind") != "inherited"),
                frozenset(tag.code for tag in found if tag.role == role and tag.kind != "inherited"),
                start,
                text,
            )


def _attribution(expected: dict[str, Any], claim: Claim, start: int, text: str) -> Iterator[Judged]:
    found = claim.attribution
    yield alike("attribution", expected["kind"], found.kind, start, text)
    for kind in ("cited", "quoted"):
        yield Judged(
            f"attribution: {kind}", frozenset({expected["kind"]} & {kind}), frozenset({found.kind} & {kind}), start, text
        )
    if "speaker" in expected:
        speaker = (expected["speaker"] or {}).get("text", "")
        named = found.speaker.text if found.speaker else ""
        heard = speaker if _same_words(speaker, named) else named
        yield Judged("speakers", frozenset({speaker} - {""}), frozenset({heard} - {""}), start, text)


def _same_words(one: str, other: str) -> bool:
    """Tell whether two strings name the same speaker: one has all words of the other.

    >>> _same_words("Prime Minister Fumio Kishida", "Kishida")
    True
    """
    left, right = set(WORD.findall(one.casefold())), set(WORD.findall(other.casefold()))
    return bool(left and right) and (left <= right or right <= left)


def _ids(items: Sequence[dict[str, Any]]) -> frozenset[str]:
    return frozenset(item["id"] for item in items)

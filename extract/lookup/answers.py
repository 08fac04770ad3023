"""What look-ups answer: records of their own, one a line with ``--json``."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from extract.models import Attribution, Modality, Model, Polarity, Status
from extract.where import Where  # noqa: TC001 - pydantic reads it when the records are made


class ReadAs(Model):
    """A word of the question that stands nowhere, and the word that was looked for in its place."""

    asked: str
    listed: str


class Entry(Model):
    """A work as one bibliography lists it."""

    id: Annotated[str, Field(description="id of the reference")]
    where: Where
    bibliography: Annotated[int, Field(description="which list of the source, from 1")]
    raw: Annotated[str, Field(description="the entry as printed, on one line")]


class FoundWork(Model):
    """A work that a question names."""

    type: Literal["found_work"] = "found_work"
    key: Annotated[str, Field(description="citation key; `unlisted:` and a name and year for what no bibliography lists")]
    rank: Annotated[int, Field(description="from 1, the best first")] = 1
    reason: Annotated[str, Field(description="what of the question fits")] = ""
    read_as: Annotated[tuple[ReadAs, ...], Field(description="words of the question read as others")] = ()
    left_out: Annotated[tuple[str, ...], Field(description="words of a long question that it does not hold")] = ()
    csl: Annotated[dict[str, Any], Field(description="CSL-JSON item of the work")]
    short: Annotated[str, Field(description="names and year as in a text: Okafor and Bello 2018a")]
    title: str
    citations: Annotated[int, Field(description="places that cite it, copies of a place not counted")]
    sources: Annotated[int, Field(description="sources in which they stand")]
    entries: Annotated[tuple[Entry, ...], Field(description="its entry in each bibliography")] = ()


class Tagged(Model):
    """What a claim is tagged with."""

    id: Annotated[str, Field(description="id of the claim")]
    countries: Annotated[tuple[str, ...], Field(description="with their roles: `JP actor`")] = ()
    organisations: tuple[str, ...] = ()
    theories: tuple[str, ...] = ()
    codes: Annotated[tuple[str, ...], Field(description="of a codebook, with their dimensions: `frame:security`")] = ()
    attribution: Attribution
    polarity: Polarity
    modality: Modality


class Pinpoints(Model):
    """A place as other texts cite it, ready to paste."""

    style: str
    work: Annotated[str, Field(description="the cited work, with the locator given here")]
    source: Annotated[str, Field(description="the passage itself: its source, with page, section or nothing")]


class FoundPlace(Model):
    """One citation of a work, with its sentence."""

    type: Literal["found_place"] = "found_place"
    work: Annotated[str, Field(description="key of the work")]
    citation: Annotated[str, Field(description="id of the citation")]
    status: Annotated[Status, Field(description="`ambiguous` if it may mean another work")]
    where: Annotated[Where, Field(description="of the citation")]
    section: Annotated[tuple[str, ...], Field(description="headings above it, outermost first")] = ()
    locator: Annotated[str | None, Field(description="page or other place in the cited work")] = None
    locator_label: Annotated[str | None, Field(description="CSL term: page, chapter, section...")] = None
    issue: Annotated[str | None, Field(description="what does not agree with the entry, in words")] = None
    sentence: Annotated[str | None, Field(description="id of the claim or sentence; none in a caption or table")] = None
    text: Annotated[str, Field(description="the sentence as cleaned reading text")]
    before: Annotated[tuple[str, ...], Field(description="sentences before it (`--context`)")] = ()
    after: Annotated[tuple[str, ...], Field(description="sentences after it")] = ()
    claim: Annotated[Tagged | None, Field(description="the claim that it supports")] = None
    copies: Annotated[tuple[Where, ...], Field(description="the same citation in duplicate sources")] = ()
    together: Annotated[
        Literal["group", "sentence", "paragraph"] | None,
        Field(description="where the other work is cited too (`--together-with`)"),
    ] = None
    cite: Annotated[Pinpoints | None, Field(description="ready to paste (`--cite`)")] = None


class CitedTogether(Model):
    """A work that is cited beside another, and how often."""

    type: Literal["cited_together"] = "cited_together"
    key: str
    short: str
    title: str
    groups: Annotated[int, Field(description="brackets or notes that cite both")]
    sentences: Annotated[int, Field(description="sentences that cite both")]
    paragraphs: Annotated[int, Field(description="paragraphs that cite both")]
    sources: Annotated[int, Field(description="sources of these paragraphs")]


FoundRecord = FoundWork | FoundPlace | CitedTogether

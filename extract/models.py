"""Every record that Pincite writes, as frozen pydantic models.

Offsets are Unicode code points, half-open ``[start, end)``, and always count in the source's *raw text*.
A record's ``anchor.quote`` equals the raw text at ``anchor.spans``, joined by ``" … "`` where there are several.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = 1
"""Number of the record format; it rises when a field changes its meaning or goes away."""

GAP = " … "
"""What stands in a quote between two spans that do not touch."""

Span = tuple[int, int]
"""``(start, end)`` in raw text, half-open, in code points."""

Box = tuple[int, float, float, float, float]
"""``(page, x0, y0, x1, y1)``: page index from 1, MediaBox points, unrotated, origin bottom left."""

Role = Literal[
    "title",
    "byline",
    "abstract",
    "keywords",
    "heading",
    "body",
    "list",
    "quotation",
    "caption",
    "table",
    "reference",
    "note",
    "pull_quote",
    "furniture",
]
"""What a passage is to a reader."""

Reason = Literal[
    "heading", "question", "signpost", "aim", "note", "duplicate", "fragment", "caption", "byline", "abstract_label"
]
"""Why a sentence is no claim."""

Style = Literal["author-year", "numeric", "superscript", "note", "author-title"]
"""How a text cites."""

Mode = Literal["parenthetical", "narrative", "continuation", "suppressed", "ibid", "note", "numeric"]
"""How one citation stands in its text."""

Status = Literal["linked", "missing", "ambiguous"]
"""Whether the reference of a citation is known."""

CountryRole = Literal["actor", "target", "other"]
"""What a country does in a claim."""

QuoteKind = Literal["direct", "indirect"]
"""How words of another are given."""

SupportKind = Literal["words", "country", "author", "key_work"]
"""What speaks for a tag: words near by, a country, the citation of an author bound to the concept, or that of a key work."""

Polarity = Literal["pos", "neg"]
"""Whether a claim affirms or denies."""

Modality = Literal["asserted", "hedged", "predicted", "normative"]
"""How a claim is meant."""

IssueKind = Literal[
    "missing_reference",
    "ambiguous_citation",
    "antecedent_missing",
    "name_mismatch",
    "year_mismatch",
    "letter_mismatch",
    "doubtful_locator",
    "doubtful_link",
]
"""What may be wrong with a citation."""

RelationKind = Literal["exact", "near", "contains", "repeats", "pull_quote", "shares_passage"]
"""How two texts, or two places of one, are the same."""


class Model(BaseModel):
    """Base of all records: immutable, and nothing in it that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Anchor(Model):
    """Where a record stands in its source, and what stands there."""

    source: Annotated[str, Field(description="id of the source")]
    spans: Annotated[tuple[Span, ...], Field(description="raw offsets, in reading order")]
    quote: Annotated[str, Field(description='raw text of the spans, joined by " … "')]
    text: Annotated[str, Field(description="the same as cleaned reading text")]
    before: Annotated[str, Field(description="up to 64 cleaned characters before")] = ""
    after: Annotated[str, Field(description="up to 64 cleaned characters after")] = ""
    page: Annotated[str | None, Field(description="page label as printed, where it is certain")] = None
    boxes: Annotated[tuple[Box, ...], Field(description="boxes on PDF pages, one a line")] = ()
    part: Annotated[str | None, Field(description="file inside a DOCX or EPUB in which the first span stands")] = None


class SourcePart(Model):
    """A file inside a source, such as `word/footnotes.xml`."""

    name: str
    span: Annotated[Span, Field(description="raw text that comes from it; offsets inside the part count from its start")]


class Source(Model):
    """One file; byte-identical files are one source with several paths."""

    type: Literal["source"] = "source"
    id: Annotated[str, Field(description="first 16 hex digits of the file's sha256")]
    paths: Annotated[tuple[str, ...], Field(description="relative to the corpus folder")]
    sha256: Annotated[str, Field(description="of the file")]
    raw_sha256: Annotated[str, Field(description="of the raw text in UTF-8")]
    length: Annotated[int, Field(description="code points of the raw text")]
    media_type: Annotated[str, Field(description="text/plain, text/markdown...")]
    reader: Annotated[str, Field(description="which reader gave the raw text")]
    reader_version: Annotated[str, Field(description="rises when the same file would give another raw text")]
    encoding: Annotated[str | None, Field(description="of a text file, as decoded")] = None
    title: Annotated[str | None, Field(description="as the text or sources.toml states it")] = None
    authors: Annotated[tuple[str, ...], Field(description="names as printed")] = ()
    date: Annotated[str | None, Field(description="ISO 8601, as precise as known")] = None
    doi: Annotated[str | None, Field(description="without https://doi.org/")] = None
    url: Annotated[str | None, Field(description="where the source was published")] = None
    journal: Annotated[str | None, Field(description="or other container, as the source states it")] = None
    languages: Annotated[tuple[str, ...], Field(description="ISO 639-1, most text first")] = ()
    parts: Annotated[
        tuple[SourcePart, ...], Field(description="files inside a DOCX or EPUB, in the order of the raw text")
    ] = ()
    pages: Annotated[int | None, Field(description="number of pages, where known")] = None


class Edit(Model):
    """One decision of the cleaner, and the rule that took it."""

    span: Annotated[Span, Field(description="raw text that was changed or decided on")]
    rule: Annotated[str, Field(description="such as `hyphen:joined:vocabulary`, `note_marker`, `emphasis`")]


class Passage(Model):
    """One block of a source as a reader sees it: a paragraph, a heading, a note, a running head..."""

    type: Literal["passage"] = "passage"
    id: Annotated[str, Field(description="source, kind and raw start")]
    source: Annotated[str, Field(description="id of the source")]
    role: Annotated[Role, Field(description="what the block is to a reader")]
    language: Annotated[str | None, Field(description="ISO 639-1, where there is text enough to tell")] = None
    section: Annotated[tuple[str, ...], Field(description="headings above it, outermost first")] = ()
    edits: Annotated[tuple[Edit, ...], Field(description="what cleaning changed or decided here, but for white space")] = ()
    anchor: Anchor


class Sentence(Model):
    """A sentence that is no claim, with the reason."""

    type: Literal["sentence"] = "sentence"
    id: Annotated[str, Field(description="source, kind and raw start")]
    source: Annotated[str, Field(description="id of the source")]
    reason: Reason
    section: Annotated[tuple[str, ...], Field(description="headings above it, outermost first")] = ()
    anchor: Anchor


class Copy(Model):
    """The place of the same thing in another source, or elsewhere in its own."""

    source: Annotated[str, Field(description="id of the source")]
    spans: Annotated[tuple[Span, ...], Field(description="raw offsets there")]


class Reference(Model):
    """One entry of a bibliography, parsed."""

    type: Literal["reference"] = "reference"
    id: Annotated[str, Field(description="source, kind and raw start")]
    source: Annotated[str, Field(description="id of the source")]
    csl: Annotated[dict[str, Any], Field(description="CSL-JSON item (schema 1.0.2); what is ours stands under `custom`")]
    raw: Annotated[str, Field(description="the entry as printed, on one line")]
    fields: Annotated[dict[str, tuple[Span, ...]], Field(description="CSL field -> its raw spans; one span a name")]
    bibliography: Annotated[int, Field(description="which list of the source, from 1")] = 1
    confidence: Annotated[float, Field(ge=0, le=1, description="how sure the parser is of the fields")] = 1.0
    origin: Annotated[str | None, Field(description="reader whose format states this record; empty: found in the text")] = None
    copies: Annotated[tuple[Copy, ...], Field(description="places of the same thing elsewhere, by alignment")] = ()
    anchor: Anchor


class Work(Model):
    """What references of one or more bibliographies mean together."""

    type: Literal["work"] = "work"
    id: str
    key: Annotated[str, Field(description="readable key, such as `martin1992a`")]
    references: Annotated[tuple[str, ...], Field(description="ids of its entries")]
    csl: Annotated[dict[str, Any], Field(description="what the entries say together, as a CSL-JSON item")]
    reason: Annotated[str, Field(description="why these entries are one work")]


class Candidate(Model):
    """A reference that a citation may mean."""

    id: Annotated[str, Field(description="id of the reference")]
    score: Annotated[float, Field(ge=0, le=1, description="1 for names, year and letter as listed")]
    reason: Annotated[str, Field(description="what agrees, in words")]


class Issue(Model):
    """One thing that does not agree between a citation and the entry it means, or why it has none."""

    kind: IssueKind
    message: Annotated[str, Field(description="what does not agree, in words")]
    suggestion: Annotated[str | None, Field(description="what to write instead, where that is known")] = None


class Citation(Model):
    """One cited work at one place in the text."""

    type: Literal["citation"] = "citation"
    id: Annotated[str, Field(description="source, kind and raw start")]
    source: Annotated[str, Field(description="id of the source")]
    group: Annotated[str, Field(description="shared by the works of one parenthesis, bracket or note")]
    authors: Annotated[tuple[str, ...], Field(description="names as written; empty for ibid. and bare years")] = ()
    year: Annotated[str | None, Field(description="with its letter: 1992a")] = None
    locator: Annotated[str | None, Field(description="page or other place in the work: 216-217")] = None
    locator_label: Annotated[str | None, Field(description="CSL term: page, chapter, section...")] = None
    prefix: Annotated[str | None, Field(description="cf., e.g., see...")] = None
    suffix: Annotated[str | None, Field(description="words after year and locator")] = None
    style: Style
    mode: Mode
    status: Status = "missing"
    references: Annotated[tuple[Candidate, ...], Field(description="best first")] = ()
    issue: Annotated[str | None, Field(description="what does not agree, in words")] = None
    issues: Annotated[tuple[Issue, ...], Field(description="the same, one by one, with what to write instead")] = ()
    origin: Annotated[str | None, Field(description="reader whose format states this record; empty: found in the text")] = None
    anchor: Annotated[Anchor, Field(description="the whole group, or a narrative citation")]
    item_spans: Annotated[tuple[Span, ...], Field(description="this work alone: first author's name to year and letter")]
    copies: Annotated[tuple[Copy, ...], Field(description="places of the same thing elsewhere, by alignment")] = ()


class Evidence(Model):
    """The words that earned a tag."""

    spans: Annotated[tuple[Span, ...], Field(description="raw offsets of the words")]


class CountryTag(Evidence):
    """A country that a claim names, and the words that say so."""

    code: Annotated[str, Field(description="ISO 3166-1 alpha-2; SU, YU, CS, DD for historic states; XK")]
    role: Annotated[CountryRole, Field(description="in the main statement; read in English sentences only")] = "other"
    kind: Literal["name", "demonym", "metonym", "leader", "region", "group", "inherited"]
    rule: Annotated[str, Field(description="which rule decided")]
    cue: Annotated[tuple[Span, ...], Field(description="the words that gave it its role: a verb, a noun, a preposition")] = ()
    antecedent: Annotated[
        tuple[Span, ...], Field(description="of an inherited country: where it was named before, or the heading that names it")
    ] = ()


class Support(Evidence):
    """What stands near the words of a tag and speaks for it; what an ambiguous word needs to count is among it."""

    kind: SupportKind
    citation: Annotated[str | None, Field(description="id of the citation, of `key_work` and `author`")] = None


class TermTag(Evidence):
    """An organisation or a theory that a claim names, and the words that say so."""

    id: str
    rule: Annotated[str, Field(description="which label or rule decided, and what settled it")]
    support: Annotated[tuple[Support, ...], Field(description="what else speaks for it, each kind of its own")] = ()


class CodeTag(TermTag):
    """A code of a user's codebook that a claim carries, and the words that say so."""

    dimension: Annotated[str, Field(description="what it is a code of: actor, frame, industry...")]


class Speaker(Evidence):
    """Whose words or thoughts a claim reports."""

    text: str
    quote: QuoteKind


class CitedPart(Evidence):
    """A part of a claim, and the citations that carry it; what no part holds is the author's own."""

    spans: Annotated[tuple[Span, ...], Field(description="raw offsets of the words that they carry")]
    citations: Annotated[tuple[str, ...], Field(description="ids; none where a note names no work, but an interview")] = ()
    rule: Annotated[str, Field(description="how the place of the citations tells their part")]


class Attribution(Model):
    """Who stands behind a claim: the author, a cited work, or somebody who is quoted."""

    kind: Literal["author", "cited", "quoted"]
    citations: Annotated[tuple[str, ...], Field(description="ids")] = ()
    parts: Annotated[tuple[CitedPart, ...], Field(description="which citations carry which words")] = ()
    speaker: Speaker | None = None
    cue: Annotated[tuple[Span, ...], Field(description="the words that tell of speech: said, according to")] = ()
    content: Annotated[tuple[Span, ...], Field(description="what is reported")] = ()
    rule: str = ""


class Negation(Evidence):
    """What a claim denies."""

    spans: Annotated[tuple[Span, ...], Field(description="raw offsets of the words that deny: not, none, refused")]
    scope: Annotated[tuple[Span, ...], Field(description="the words that they govern")]


class Quantity(Evidence):
    """A number with what it counts, as written and as a value."""

    text: str
    value: Annotated[float, Field(description="as a plain number; of a range its lower end")]
    upper: Annotated[float | None, Field(description="the upper end of a range")] = None
    unit: Annotated[
        str | None, Field(description="ISO 4217 code of a currency, `percent`, `percentage points`, or the words that follow")
    ] = None


class DateTag(Evidence):
    """A date, as written and in ISO 8601 (as precise as the text)."""

    text: str
    value: str


class Claim(Model):
    """A sentence that asserts something, with its tags and their evidence."""

    type: Literal["claim"] = "claim"
    id: Annotated[str, Field(description="source, kind and raw start")]
    source: Annotated[str, Field(description="id of the source")]
    countries: tuple[CountryTag, ...] = ()
    organisations: tuple[TermTag, ...] = ()
    theories: tuple[TermTag, ...] = ()
    codes: Annotated[tuple[CodeTag, ...], Field(description="of the other dimensions of a codebook (`--codebook`)")] = ()
    attribution: Attribution
    polarity: Annotated[Polarity, Field(description="of the main predicate; read in English sentences only")] = "pos"
    negation: Annotated[Negation | None, Field(description="what makes the polarity `neg`")] = None
    modality: Annotated[Modality, Field(description="of the main predicate; read in English sentences only")] = "asserted"
    modality_cue: Annotated[tuple[Span, ...], Field(description="the words that make it anything but asserted")] = ()
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateTag, ...] = ()
    citations: Annotated[tuple[str, ...], Field(description="ids of the citations inside")] = ()
    section: Annotated[tuple[str, ...], Field(description="headings above it, outermost first")] = ()
    copies: Annotated[tuple[Copy, ...], Field(description="places of the same thing elsewhere, by alignment")] = ()
    anchor: Anchor


class Relation(Model):
    """How two texts, or two places of one text, are the same."""

    type: Literal["relation"] = "relation"
    id: str
    relation: RelationKind
    a: Annotated[Anchor, Field(description="the quote or the copy; of `contains` the one that contains")]
    b: Annotated[Anchor, Field(description="`b.spans[i]` stands against `a.spans[i]`")]
    coverage: Annotated[tuple[float, float], Field(description="share of letters and digits of each side that is shared")]
    canonical: Annotated[str, Field(description="id of the source to quote from")]
    reason: str
    score: Annotated[
        float | None,
        Field(description="of `shares_passage`: near 1, the two works have it alone; below .25, a stock phrase of many"),
    ] = None


ProblemKind = Literal[
    "missing_reference",
    "uncited_reference",
    "ambiguous_citation",
    "name_mismatch",
    "year_mismatch",
    "letter_mismatch",
    "doubtful_locator",
    "doubtful_link",
    "antecedent_missing",
    "mixed_styles",
    "merged_entry",
    "split_entry",
    "repeated_entry",
    "misplaced_entry",
    "misnumbered_entry",
    "joined_word",
    "unreadable_file",
    "empty_file",
    "skipped_file",
    "encoding",
    "partly_read",
    "orphan_anchor",
]
"""What a person should look at."""


class Problem(Model):
    """Something a person should look at, at one place; `same_as` ties places of the same thing together."""

    type: Literal["problem"] = "problem"
    id: str
    kind: ProblemKind
    message: str
    suggestion: Annotated[str | None, Field(description="what to write instead, or where to look")] = None
    source: str | None = None
    path: Annotated[str | None, Field(description="of a file that could not be read")] = None
    record: Annotated[str | None, Field(description="id of the citation or entry that has it")] = None
    suggested: Annotated[str | None, Field(description="id of the entry or citation that the suggestion names")] = None
    anchor: Anchor | None = None
    item_spans: Annotated[
        tuple[Span, ...], Field(description="what exactly inside the anchor: one citation of a bracket; empty: all")
    ] = ()
    same_as: Annotated[
        str | None,
        Field(description="id of the problem that tells this one too: earlier in its source, or at this place of a duplicate"),
    ] = None
    places: Annotated[
        tuple[str, ...],
        Field(
            description="where it and all that are the same stand: file:line:column or file:page; only `pincite check` fills it in"
        ),
    ] = ()


Record = Source | Passage | Sentence | Reference | Work | Citation | Claim | Relation | Problem

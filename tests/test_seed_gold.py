"""The annotations of the corpus against its gold: every record that a reader of the four texts made by hand, exactly."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from extract.models import Citation, Passage, Reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from extract.annotations import Annotations
    from extract.models import Record

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "annotations" / "gold"
FILES = {path.name[:3]: path for path in sorted((ROOT / "corpus").glob("*.txt"))}
WITH_CITATIONS = ("000", "001")
FIELDS = (
    "author", "editor", "title", "translated-title", "container-title", "collection-title", "collection-number", "volume", "issue",
    "page", "publisher", "publisher-place", "year", "letter", "month", "day", "URL",
)  # fmt: skip
LISTED_ROLES = {"title", "byline", "abstract", "keywords", "heading", "note", "pull_quote", "furniture"}
TEXT_ROLES = {"body", "list", "quotation", "reference"}


def gold(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()]


def citations_of(key: str) -> list[dict[str, Any]]:
    """Return the gold citations of a text, with where each starts and where the entry that it means starts."""
    return [
        {
            **item,
            "start": item["item_spans"][0][0],
            "entry": int(item["references"][0]["id"].rpartition("/")[2]) if item["references"] else None,
        }
        for item in gold(f"citations-{key}")
    ]


def entries_of(key: str) -> list[dict[str, Any]]:
    """Return the gold entries of a bibliography, with where each starts."""
    return [{**entry, "start": entry["spans"][0][0]} for entry in gold(f"references-{key}")]


def hyphens_of(key: str) -> list[dict[str, Any]]:
    """Return the hyphens at the ends of lines: where each stands, whether its word is joined, and the word."""
    lines = (GOLD / f"hyphens-{key}.tsv").read_text("utf-8").splitlines()
    return [
        {"offset": int(offset), "joined": decision == "joined", "word": word}
        for offset, decision, word in (line.split("\t") for line in lines)
    ]


def raw_text(key: str) -> str:
    return FILES[key].read_bytes().decode("utf-8")


def records(annotations: Annotations, key: str) -> tuple[Record, ...]:
    """Return the records of the file whose name starts with ``key``."""
    (source,) = [source for source in annotations.sources if FILES[key].name in source.paths]
    return annotations.of_source[source.id]


def passages(annotations: Annotations, key: str) -> list[Passage]:
    return [record for record in records(annotations, key) if isinstance(record, Passage)]


def citations(annotations: Annotations, key: str) -> list[Citation]:
    return [record for record in records(annotations, key) if isinstance(record, Citation)]


def references(annotations: Annotations) -> dict[int, Reference]:
    """Return the entries of the bibliography of 001 by the place where they start."""
    found = [record for record in records(annotations, "001") if isinstance(record, Reference)]
    return {record.anchor.spans[0][0]: record for record in found}


def check(differences: Iterable[str]) -> None:
    listed = list(differences)
    if listed:
        pytest.fail(f"{len(listed)} differences from the gold:\n" + "\n".join(listed), pytrace=False)


def difference(place: str, what: str, expected: object, got: object, words: str = "") -> str:
    return f"{place} {what}: expected {expected!r}, got {got!r}  {words}".rstrip()


def difference_of_places(key: str, what: str, expected: Iterable[object], got: Iterable[object]) -> Iterator[str]:
    """Yield a line for each place that only one side has, or that one side has more often."""
    left, right = Counter(expected), Counter(got)
    yield from (f"{key}:{place} {what}: in the gold, not found" for place in sorted((left - right).elements(), key=str))
    yield from (f"{key}:{place} {what}: found, not in the gold" for place in sorted((right - left).elements(), key=str))


# --- the bibliography -----------------------------------------------------------------------------------------------------


def printed_name(name: Mapping[str, str]) -> str:
    """Return a CSL name as the gold writes it: "Family, Given", with particles before the family name."""
    if "literal" in name:
        return name["literal"]
    parts = ("dropping-particle", "non-dropping-particle", "family")
    family = " ".join(name[part] for part in parts if part in name)
    return ", ".join(part for part in (family, name.get("given"), name.get("suffix")) if part)


def as_gold(csl: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a CSL item under the keys of the gold."""
    own = csl.get("custom", {})
    (date,) = csl.get("issued", {}).get("date-parts", [[]])
    return {
        **{field: csl[field] for field in FIELDS if field in csl},
        **{role: [printed_name(name) for name in csl[role]] for role in ("author", "editor") if role in csl},
        **dict(zip(("year", "month", "day"), date, strict=False)),
        **({"letter": own["year-suffix"]} if "year-suffix" in own else {}),
        **({"translated-title": own["translated-title"]} if "translated-title" in own else {}),
    }


def under_other_key(entry: Mapping[str, Any], got: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``got`` with each value that the gold allows under another key moved to the gold's own key."""
    moved = dict(got)
    for key, others in entry.get("also_keys", {}).items():
        for other in others:
            if key not in moved and other not in entry and moved.get(other) == entry[key]:
                moved[key] = moved.pop(other)
    return moved


def reference_differences(entry: Mapping[str, Any], csl: Mapping[str, Any]) -> Iterator[str]:
    place, words = f"001:{entry['start']}", entry["title"][:40]
    if csl["type"] not in (entry["csl_type"], *entry.get("type_also", ())):
        yield difference(place, "type", entry["csl_type"], csl["type"], words)
    got = under_other_key(entry, as_gold(csl))
    for field in FIELDS:
        if got.get(field) not in (entry.get(field), *entry.get("also", {}).get(field, ())):
            yield difference(place, field, entry.get(field), got.get(field), words)


def test_every_entry_of_the_bibliography_is_found_once(annotations: Annotations) -> None:
    places = [record.anchor.spans[0][0] for record in records(annotations, "001") if isinstance(record, Reference)]
    check(difference_of_places("001", "entry", [entry["start"] for entry in entries_of("001")], places))


@pytest.mark.parametrize("key", ["000", "002", "003"])
def test_texts_without_a_bibliography_have_no_entries(annotations: Annotations, key: str) -> None:
    assert not [record for record in records(annotations, key) if isinstance(record, Reference)]


def test_every_field_and_type_of_the_bibliography(annotations: Annotations) -> None:
    found = references(annotations)
    entries = [entry for entry in entries_of("001") if entry["start"] in found]
    check(line for entry in entries for line in reference_differences(entry, found[entry["start"]].csl))


# --- citations ------------------------------------------------------------------------------------------------------------


def linked_entry(citation: Citation, annotations: Annotations) -> int | None:
    """Return where the entry starts that a citation is linked to."""
    if citation.status != "linked":
        return None
    starts = {record.id: start for start, record in references(annotations).items()}
    return starts[citation.references[0].id]


def citation_differences(key: str, expected: Mapping[str, Any], got: Citation, annotations: Annotations) -> Iterator[str]:
    values = {
        "mode": got.mode,
        "year": got.year,
        "locator": got.locator,
        "prefix": got.prefix,
        "status": got.status,
        "entry": linked_entry(got, annotations),
    }
    for what, value in values.items():
        if value != expected[what]:
            yield difference(f"{key}:{expected['start']}", what, expected[what], value, got.anchor.quote)
    is_silent = not got.issue or got.status == "missing"  # that the work is not listed is in `status`
    if is_silent != (not expected["issue"]) and not expected.get("issue_also"):
        yield difference(f"{key}:{expected['start']}", "issue", expected["issue"], got.issue, got.anchor.quote)


@pytest.mark.parametrize("key", WITH_CITATIONS)
def test_every_citation_stands_at_its_place(annotations: Annotations, key: str) -> None:
    expected = [tuple(map(tuple, item["item_spans"])) for item in citations_of(key)]
    check(difference_of_places(key, "citation", expected, [citation.item_spans for citation in citations(annotations, key)]))


@pytest.mark.parametrize("key", WITH_CITATIONS)
def test_every_citation_says_what_is_printed_and_is_linked(annotations: Annotations, key: str) -> None:
    found = {citation.item_spans[0][0]: citation for citation in citations(annotations, key)}
    items = [item for item in citations_of(key) if item["start"] in found]
    check(line for item in items for line in citation_differences(key, item, found[item["start"]], annotations))


@pytest.mark.parametrize("key", ["002", "003"])
def test_texts_that_cite_nothing_have_no_citations(annotations: Annotations, key: str) -> None:
    assert not citations(annotations, key)


def test_what_looks_like_a_citation_is_none(annotations: Annotations) -> None:
    lines = (GOLD / "not-citations.txt").read_text("utf-8").splitlines()
    for key, start, words in (line.split("\t") for line in lines if not line.startswith("#")):
        string = words.replace("\\n", "\n")
        span = (int(start), int(start) + len(string))
        assert raw_text(key)[slice(*span)] == string
        taken = [
            item
            for item in citations(annotations, key)
            for left, right in item.item_spans
            if left < span[1] and span[0] < right
        ]
        assert not taken, f"{key}:{start} {words}"


def problem_starts(annotations: Annotations, kind: str, key: str) -> list[int]:
    source = records(annotations, key)[0].id
    found = [problem.anchor for problem in annotations.problems if problem.kind == kind]
    return [anchor.spans[0][0] for anchor in found if anchor and anchor.source == source]


def test_works_never_cited_are_problems(annotations: Annotations) -> None:
    cited = {item["entry"] for key in WITH_CITATIONS for item in citations_of(key)}
    expected = [entry["start"] for entry in entries_of("001") if entry["start"] not in cited]
    check(difference_of_places("001", "uncited_reference", expected, problem_starts(annotations, "uncited_reference", "001")))


@pytest.mark.parametrize("key", WITH_CITATIONS)
def test_works_not_listed_are_problems(annotations: Annotations, key: str) -> None:
    expected = [item["start"] for item in citations_of(key) if item["status"] == "missing"]
    check(difference_of_places(key, "missing_reference", expected, problem_starts(annotations, "missing_reference", key)))


# --- hyphens --------------------------------------------------------------------------------------------------------------


def hyphen_rules(annotations: Annotations, key: str) -> dict[int, tuple[str, str]]:
    """Return "joined" or "kept" and the reading text around it for each hyphen decided at the end of a line."""
    decided = {}
    for passage in passages(annotations, key):
        for edit in passage.edits:
            name, _, rule = edit.rule.partition(":")
            if name == "hyphen":  # a hyphen that stays is outside the edit: only the line end after it goes
                kept = rule.startswith("kept")
                decided[edit.span[0] - kept] = ("kept" if kept else "joined", passage.anchor.text)
    return decided


def reading(raw: str, hyphen: Mapping[str, Any]) -> str:
    """Return the word before and the word of a hyphen as the reading text must have them."""
    before, left = raw[: hyphen["offset"]].split()[-2:]
    start = left.lstrip("(“\"'")
    assert hyphen["word"].startswith(start), hyphen
    return f"{before} {left}{hyphen['word'][len(start) :]}"


@pytest.mark.parametrize("key", WITH_CITATIONS)
def test_every_hyphen_at_a_line_end_is_decided(annotations: Annotations, key: str) -> None:
    check(
        difference_of_places(key, "hyphen", [item["offset"] for item in hyphens_of(key)], list(hyphen_rules(annotations, key)))
    )


@pytest.mark.parametrize("key", WITH_CITATIONS)
def test_every_hyphen_is_read_rightly(annotations: Annotations, key: str) -> None:
    raw, decided = raw_text(key), hyphen_rules(annotations, key)
    differences = []
    for hyphen in (item for item in hyphens_of(key) if item["offset"] in decided):
        decision, text = decided[hyphen["offset"]]
        place = f"{key}:{hyphen['offset']}"
        if decision != ("joined" if hyphen["joined"] else "kept"):
            differences.append(difference(place, "hyphen", hyphen["joined"], decision, hyphen["word"]))
        elif reading(raw, hyphen) not in text:
            differences.append(difference(place, "reading text", reading(raw, hyphen), "something else"))
    check(differences)


# --- streams --------------------------------------------------------------------------------------------------------------


def spans_of(stream: Mapping[str, Any]) -> tuple[tuple[int, int], ...]:
    """Return the spans of a gold passage; only an interrupted paragraph has several."""
    return tuple((start, end) for start, end in stream["spans"])


@pytest.mark.parametrize("key", FILES)
def test_every_stream_is_a_passage_of_its_role(annotations: Annotations, key: str) -> None:
    found = {passage.anchor.spans: passage.role for passage in passages(annotations, key)}
    differences = []
    for stream in (item for item in gold(f"passages-{key}") if item["role"] in LISTED_ROLES):
        spans = spans_of(stream)
        start, end = spans[0][0], spans[-1][1]
        place = f"{key}:{start}"
        words = raw_text(key)[start:][:40]
        if spans not in found:
            over = [(role, at) for at, role in found.items() if any(left < end and start < right for left, right in at)]
            differences.append(difference(place, stream["role"], spans, over, words))
        elif found[spans] not in (stream["role"], *stream.get("role_also", ())):
            differences.append(difference(place, "role", stream["role"], found[spans], words))
    check(differences)


@pytest.mark.parametrize("key", FILES)
def test_what_is_no_stream_is_text(annotations: Annotations, key: str) -> None:
    listed = {place for stream in gold(f"passages-{key}") for left, right in spans_of(stream) for place in range(left, right)}
    others = [
        passage
        for passage in passages(annotations, key)
        if not any(set(range(*span)) & listed for span in passage.anchor.spans)
    ]
    wrong = [(passage.anchor.spans[0][0], passage.role) for passage in others if passage.role not in TEXT_ROLES]
    check(f"{key}:{start} is a {role}, in the gold it is text" for start, role in wrong)


@pytest.mark.parametrize("key", FILES)
def test_interrupted_paragraphs_are_joined_and_no_others(annotations: Annotations, key: str) -> None:
    expected = [spans_of(stream) for stream in gold(f"passages-{key}") if len(stream["spans"]) > 1]
    found = [
        passage.anchor.spans
        for passage in passages(annotations, key)
        if passage.role == "body" and len(passage.anchor.spans) > 1
    ]
    check(difference_of_places(key, "paragraph", expected, found))


@pytest.mark.parametrize("key", WITH_CITATIONS)
def test_every_note_marker_is_seen(annotations: Annotations, key: str) -> None:
    expected = [stream["marker"] for stream in gold(f"passages-{key}") if stream.get("marker") is not None]
    found = [edit.span[0] for passage in passages(annotations, key) for edit in passage.edits if edit.rule == "note_marker"]
    check(difference_of_places(key, "note marker", expected, found))


WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
MISREAD = {
    "freeriding": "free-riding",
    "jaein": "jae-in",
    "nonalignment": "non-alignment",
    "riskaverse": "risk-averse",
    "subvacentes": "subyacentes",
}
"""What the converter of 001 made of words, and what is printed."""


def words_of(annotations: Annotations, key: str, role: Callable[[str], bool]) -> list[str]:
    """Return the words of the passages whose role fits, in reading order, with plain apostrophes and in lower case."""
    texts = [passage.anchor.text for passage in passages(annotations, key) if role(passage.role)]
    words = WORD.findall("\n".join(texts).replace("’", "'").casefold())
    return [MISREAD.get(word, word) for word in words]


def test_no_word_of_the_article_is_lost_or_repeated(annotations: Annotations) -> None:
    """000 and 001 are the same article: what is read in one is read in the other, word by word and in the same order."""
    is_text = (TEXT_ROLES | {"abstract", "heading"}) - {"reference"}
    dump = words_of(annotations, "000", is_text.__contains__)
    markdown = words_of(annotations, "001", is_text.__contains__)
    at = markdown.index("bibliographical")
    assert markdown[at : at + 2] == ["bibliographical", "references"]  # the list that the dump lacks
    assert dump == markdown[:at] + markdown[at + 2 :]
    assert words_of(annotations, "000", "pull_quote".__eq__) == words_of(annotations, "001", "pull_quote".__eq__)

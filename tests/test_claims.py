"""Sentences become claims with countries, roles, stance, numbers and dates, as the tables say."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from case_tables import parameters, read_cases
from hypothesis import given
from hypothesis import strategies as st

from extract.anchor import own_spans
from extract.citations import find_citations_in
from extract.claims import find_claims
from extract.claims.antecedents import MAX_KEPT, Antecedents, Named, follow
from extract.claims.assertions import why_no_claim
from extract.claims.cues import data, patterns
from extract.claims.dates import find_dates, year_to_count_from
from extract.claims.quantities import find_quantities
from extract.claims.quotations import find_quotations
from extract.claims.stance import find_stance
from extract.clean import reading_of
from extract.models import Claim, Sentence
from extract.reading import quote
from extract.references import find_references

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import Span

CLAIMS = [*read_cases("claims"), *read_cases("inherited")]
LIST = """References

Adeyemi, A. (1987). Ports and power. Lagos: Harbour Press.

Lindqvist, B. (1992). The price of tides. Oslo: Fjord Books.

Okafor, C. (2018). Quays in crisis. Journal of Ports, 3(2), 1–20.
"""


def text_of(case: dict[str, Any]) -> str:
    heading = f"# Ports at war\n\n## {case['heading']}\n\n" if "heading" in case else ""
    return heading + " ".join(part for part in (case.get("before"), case["text"]) if part)


def last_record(case: dict[str, Any]) -> Claim | Sentence:
    return list(find_claims(reading_of(text_of(case))))[-1]


def words_at(case: dict[str, Any], spans: Sequence[Span]) -> str:
    """Return the words at ``spans`` of the text of a case."""
    return " … ".join(text_of(case)[start:end] for start, end in spans)


@pytest.mark.parametrize("case", parameters(read_cases("no_claims")))
def test_reasons(case: dict[str, Any]) -> None:
    found = {text: why_no_claim(text) for text in case["texts"]}
    assert found == dict.fromkeys(case["texts"], case.get("no_claim"))


@pytest.mark.parametrize("case", parameters(read_cases("stance")))
def test_stances(case: dict[str, Any]) -> None:
    found = {text: find_stance(text) for text in case["texts"]}
    assert {text: [stance.polarity, stance.modality] for text, stance in found.items()} == dict.fromkeys(
        case["texts"], case["stance"]
    )


@pytest.mark.parametrize("case", parameters(case for case in CLAIMS if "no_claim" in case))
def test_no_claims(case: dict[str, Any]) -> None:
    record = last_record(case)
    assert isinstance(record, Sentence)
    assert record.reason == case["no_claim"]


@pytest.mark.parametrize("case", parameters(case for case in CLAIMS if "no_claim" not in case))
def test_claims(case: dict[str, Any]) -> None:
    claim = last_record(case)
    assert isinstance(claim, Claim)
    if "stance" in case:
        assert [claim.polarity, claim.modality] == case["stance"]
    for field, role in (("actors", "actor"), ("targets", "target"), ("others", "other")):
        if field in case:
            found = sorted(tag.code for tag in claim.countries if tag.role == role and tag.kind != "inherited")
            assert found == case[field], claim.countries
    for code, cue in case.get("cues", {}).items():
        assert [words_at(case, tag.cue) for tag in claim.countries if tag.code == code] == [cue]
    if "denied" in case:
        assert claim.negation is not None
        assert [words_at(case, claim.negation.spans), words_at(case, claim.negation.scope)] == case["denied"]
    if "surely" in case:
        assert words_at(case, claim.modality_cue) == case["surely"]
    if "antecedent" in case:
        inherited = [tag for tag in claim.countries if tag.kind == "inherited"]
        assert [words_at(case, tag.spans) for tag in inherited[:1]] == case["antecedent"][:1]
        assert [words_at(case, tag.antecedent) for tag in inherited] == case["antecedent"][1:]
    if "inherited" in case:
        assert sorted(tag.code for tag in claim.countries if tag.kind == "inherited") == case["inherited"]


@pytest.mark.parametrize("case", parameters(read_cases("cited_parts")))
def test_cited_parts(case: dict[str, Any]) -> None:
    reading = reading_of(case["text"] + "\n\n" + LIST)
    citations = list(find_citations_in(reading, list(find_references(reading))))
    year = {citation.id: citation.year for citation in citations}
    claim = next(record for record in find_claims(reading, citations) if isinstance(record, Claim))
    parts = [
        [", ".join(str(year[each]) for each in part.citations), words_at(case, part.spans)] for part in claim.attribution.parts
    ]
    assert parts == case["parts"]


@pytest.mark.parametrize("case", parameters(read_cases("quantities")))
def test_quantities(case: dict[str, Any]) -> None:
    published = case.get("published")
    dates = find_dates(
        case["text"], published=published, counted_from=year_to_count_from([case["text"]], published), before=case.get("before")
    )
    if "dates" in case:
        assert [date.value for date in dates] == case["dates"]
    if "numbers" in case:
        found = find_quantities(case["text"], masked=[(date.start, date.end) for date in dates])
        told = [[*([number.value] if number.upper is None else [number.value, number.upper]), number.unit] for number in found]
        assert told == case["numbers"]


@pytest.mark.parametrize("path", [(table, entry) for table in ("sentences", "stance") for entry in data()[table]], ids="-".join)
def test_patterns_find_their_examples(path: tuple[str, str]) -> None:
    entry = data()[path[0]][path[1]]
    assert [example for example in entry.get("examples", []) if not patterns(*path).search(example)] == []
    assert [example for example in entry.get("not_examples", []) if patterns(*path).search(example)] == []


def test_citations_support_and_do_not_name() -> None:
    text = "Ports adapted (MOFA-Japan, 2014). Trade fell.\n\nReferences\n\nMOFA-Japan. Ports. Tokyo: Ministry, 2014.\n"
    reading = reading_of(text)
    citations = list(find_citations_in(reading, ()))
    first, second = [record for record in find_claims(reading, citations) if isinstance(record, Claim)][:2]
    assert (first.attribution.kind, first.citations) == ("cited", tuple(citation.id for citation in citations))
    assert first.countries == ()
    assert second.attribution.kind == "author"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Okafor (2018) shows that trade fell.", "Okafor"),
        ("In her study, Okafor distinguished three ports (Okafor, 2018).", "Okafor"),
        ("Ports, as in Okafor (2018), closed.", None),
    ],
)
def test_cited_authors_speak(text: str, speaker: str | None) -> None:
    reading = reading_of(f"{text}\n\n{LIST}")
    citations = list(find_citations_in(reading, list(find_references(reading))))
    claim = next(record for record in find_claims(reading, citations) if isinstance(record, Claim))
    assert (claim.attribution.speaker.text if claim.attribution.speaker else None) == speaker


def test_notes_begin_behind_their_number() -> None:
    text = "Ports closed in the north of the country.1 Trade fell.\n\n1. Interview with a docker, Lagos, May 2019.\n"
    note = list(find_claims(reading_of(text)))[-1]
    assert isinstance(note, Sentence)
    assert (note.reason, note.anchor.text) == ("note", "Interview with a docker, Lagos, May 2019.")


@given(st.permutations(["Brazil", "Chile", "Peru", "New Zealand"]), st.integers(2, 4), st.booleans())
def test_roles_do_not_hang_on_the_order_of_a_list(names: list[str], number: int, oxford: bool) -> None:  # noqa: FBT001 - Hypothesis passes it by name
    chosen = names[:number]
    text = f"{', '.join(chosen[:-1])}{',' if oxford and number > 2 else ''} and {chosen[-1]} condemned the vote."
    claim = last_record({"text": text})
    assert isinstance(claim, Claim)
    assert [tag.role for tag in claim.countries] == ["actor"] * number


@given(st.text(alphabet="Japan Russia condemned. that said “”\"' (),:;–-to in 2014 $5 not will by of's\n", max_size=200))
def test_any_text(text: str) -> None:
    """Every quote stands at its spans, ids are unique, and the evidence of tags lies in the text."""
    reading = reading_of(text)
    records = list(find_claims(reading))
    assert len({record.id for record in records}) == len(records)
    for record in records:
        assert record.anchor.quote == quote(reading.raw, record.anchor.spans)
        if isinstance(record, Claim):
            assert all(0 <= start < end <= len(reading.raw) for _, (start, end) in own_spans(record))


@given(st.text(alphabet="ab “”‘’\"'\n.", max_size=80))
def test_quotations_do_not_overlap(text: str) -> None:
    found = find_quotations(text)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(first[1] <= second[0] for first, second in pairwise(found))


@given(st.text(max_size=120))
def test_stance_and_numbers_take_any_text(text: str) -> None:
    assert find_stance(text).polarity in {"pos", "neg"}
    assert all(0 <= number.start < number.end <= len(text) for number in find_quantities(text))
    assert all(0 <= date.start < date.end <= len(text) for date in find_dates(text, published="2022"))


def test_a_defined_group_stands_at_its_words() -> None:
    """In lower case "İ" is two characters long, which must move nothing."""
    text = "Harbour states (Denmark and Norway) lost trade last year. İzmir hosted the harbour states in May."
    *_, claim = (record for record in find_claims(reading_of(text)) if isinstance(record, Claim))
    assert {text[slice(*tag.spans[0])] for tag in claim.countries if tag.kind == "inherited"} == {"harbour states"}


def test_what_is_remembered_does_not_grow_with_the_text() -> None:
    """Each defined group and each list of countries would else be carried from sentence to sentence."""
    told = Antecedents()
    text = "The w{}x states (Peru and Chad) closed their ports."
    for number in range(200):
        sentence = text.format(number)
        named = [Named(sentence.index(name), sentence.index(name) + 4, code) for name, code in (("Peru", "PE"), ("Chad", "TD"))]
        told = follow(told, sentence, named, [])
    assert len(told.groups) == MAX_KEPT
    assert list(told.groups)[-1].endswith("w199x states")

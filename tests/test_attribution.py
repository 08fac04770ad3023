"""Speakers are found, and what they say is told from what the author says."""

from __future__ import annotations

from typing import Any

import pytest
from case_tables import parameters, read_cases
from hypothesis import given
from hypothesis import strategies as st

from extract.claims import find_claims
from extract.claims.attribution import find_attributions
from extract.claims.cues import cue_forms, data, inflected
from extract.clean import reading_of
from extract.models import Claim

GROUPS = data()["attribution"]


@pytest.mark.parametrize("case", parameters(read_cases("attribution")))
def test_attribution(case: dict[str, Any]) -> None:
    claim = list(find_claims(reading_of(case["text"])))[-1]
    assert isinstance(claim, Claim)
    attribution = claim.attribution
    assert attribution.kind == case["kind"], attribution.rule
    if case["kind"] == "quoted":
        assert attribution.speaker is not None
        assert (attribution.speaker.text, attribution.speaker.quote) == (case["speaker"], case["quote"])


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_groups_find_their_examples(group: str) -> None:
    for example in GROUPS[group]["examples"]:
        cues = [tag.rule for tag in find_attributions(example) if tag.value == "cue"]
        assert any(rule.startswith(f"{group}:") for rule in cues), (example, cues)
    for example in GROUPS[group]["not_examples"]:
        assert find_attributions(example) == []


def test_word_lists_are_known() -> None:
    """Every verb that is called weak is a cue of some group."""
    lemmas = {lemma for group in GROUPS.values() for lemma in (*group["verbs"], *group["phrases"])}
    for name, members in data()["attribution_weak"].items():
        assert sorted(set(members) - lemmas) == [], name


def test_irregular_verbs_are_inflected() -> None:
    forms = dict(inflected("say"))
    assert forms == {"say": "base", "says": "s", "said": "past", "saying": "ing"}
    assert cue_forms()["said"].lemma == "say"


@given(st.text(alphabet='He said that “it’s old”, the mayor "told" us. According to Ada:\n', max_size=160))
def test_tags_lie_in_the_text(text: str) -> None:
    found = find_attributions(text)
    assert found == sorted(found, key=lambda tag: tag.start)
    assert all(0 <= tag.start < tag.end <= len(text) for tag in found)
    assert {tag.value for tag in found} <= {"cue", "speaker", "content"}

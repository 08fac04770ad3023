"""The kinds of works: what says them, who brings them out, and which rule decides the type."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from case_tables import CASES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_reference_fields import parsed, schema

from extract.references.parser import describe
from extract.references.types import FACTS, KINDS, PLACES, find_rule, read_rules
from extract.references.types.kinds import genre_pattern, kind_pattern, read_genre_cues, read_kind_cues, says
from extract.references.types.outlets import TYPES, kind_of_site, known_outlet

TYPE_CASES = tomllib.loads((CASES / "types.toml").read_text("utf-8"))


@cache
def table(name: str) -> dict[str, Any]:
    """Return one of the data files."""
    return tomllib.loads((files("extract") / "data" / f"{name}.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("kind", "case"),
    [(kind, case) for kind, table in TYPE_CASES.items() for case in table["entries"]],
    ids=lambda value: value["text"][:60] if isinstance(value, dict) else value,
)
def test_type(kind: str, case: dict[str, Any]) -> None:
    assert parsed(case["text"]).csl["type"] in {kind, *case.get("also", ())}


@pytest.mark.parametrize("rule", read_rules(), ids=lambda rule: f"{rule.type}: {rule.required}"[:80])
def test_a_rule_decides_of_its_example(rule: Any) -> None:
    assert find_rule(describe(rule.example)) == rule


def test_rules_name_types_and_facts_that_there_are() -> None:
    variables = schema().schema["items"]["properties"]
    for rule in read_rules():
        assert rule.type in variables["type"]["enum"], rule
        for fact in (*(fact for facts in rule.required for fact in facts), *rule.refused):
            place, _, kind = fact.partition(":")
            if kind and place in PLACES:
                assert kind_pattern(kind, PLACES[place][0]) is not None, fact
            elif kind:
                assert place in KINDS, fact
            else:
                assert fact in FACTS or fact in variables, fact


@pytest.mark.parametrize("kind", sorted(table("work_kinds")))
def test_examples_of_kinds(kind: str) -> None:
    row = table("work_kinds")[kind]
    places = [place for place in ("genre", "title", "container", "rest") if place in row]
    assert set(row) <= {"genre", "title", "container", "rest", "cues", "genre_cues", "examples", "not_examples"}
    for text in row["examples"]:
        assert any(says(kind, place, text) for place in places), text
    for text in row["not_examples"]:
        assert not any(says(kind, place, text) for place in places), text


LETTERS = st.characters(codec="latin-1", exclude_characters="\u00a0\u0085\x1c\x1d\x1e\x1f\v\f\r\t\n")
"""Without white space but the space: entries come to the patterns with single spaces."""
WITH_CUES = [
    (kind, place)
    for kind in sorted(table("work_kinds"))
    for place in ("title", "container", "rest")
    if place in table("work_kinds")[kind] and read_kind_cues(kind)
]


@pytest.mark.parametrize(("kind", "place"), WITH_CUES)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_cues_stand_in_what_patterns_find(kind: str, place: str, data: st.DataObject) -> None:
    pattern = kind_pattern(kind, place)
    assert pattern is not None
    text = data.draw(st.from_regex(pattern, alphabet=LETTERS))
    assert any(cue in text.lower() for cue in read_kind_cues(kind)), text


@pytest.mark.parametrize("kind", sorted(read_genre_cues()))
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_cues_stand_in_what_states_a_genre(kind: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(genre_pattern(kind), alphabet=LETTERS))
    assert any(cue in text.lower() for cue in read_genre_cues()[kind]), text


def test_institutions_are_sorted() -> None:
    for kind in table("institutions").values():
        assert kind["names"] == sorted(set(kind["names"]))


def test_outlets_are_sorted_and_each_is_of_one_kind() -> None:
    names: dict[str, str] = {}
    for kind, row in table("periodicals")["periodicals"].items():
        assert row == sorted(set(row)), kind
        for name in row:
            assert names.setdefault(name.lower().removeprefix("the "), kind) == kind, name
            assert known_outlet(name) == kind, name


def test_sites_are_sorted_and_each_is_of_one_kind() -> None:
    kinds: dict[str, str] = {}
    for kind, row in table("sites").items():
        assert row["domains"] == sorted(set(row["domains"])), kind
        for domain in row["domains"]:
            assert kinds.setdefault(domain, kind) == kind, domain
            assert re.fullmatch(r"[a-z0-9][a-z0-9.-]*(?:/[a-z0-9-]+)?", domain), domain
            assert kind_of_site(f"https://www.{domain}/12") == kind, domain
    assert set(TYPES) <= set(table("periodicals")["periodicals"])


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://www.state.gov/u-s-relations", "body"),
        ("http://news.un.org/en/story", "body"),
        ("https://blogs.lse.ac.uk/europpblog/2019", "blog"),
        ("https://www.lowyinstitute.org/the-interpreter/truths", "blog"),
        ("https://www.lowyinstitute.org/publications/truths", "body"),
        ("https://notnytimes.com/2019", None),
        ("https://mit.edu/int", None),
    ],
)
def test_kind_of_site(url: str, kind: str | None) -> None:
    assert kind_of_site(url) == kind

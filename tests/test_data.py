"""Data files of countries, leaders and organisations: shape, order, no word for two things, and each entry finds its own examples."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from importlib.resources import files
from typing import Any

import pytest

from extract.lexicon import expand
from extract.lexicon.countries import find_countries
from extract.lexicon.leaders import OFFICES
from extract.lexicon.organisation_rules import ORGANISATION_GUARDS
from extract.lexicon.organisations import find_organisations
from extract.lexicon.rules import FORMS, GUARDS


def table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("extract").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


COUNTRIES = table("countries")
LEADERS = table("leaders")
ORGANISATIONS = table("organisations")
PHRASES = table("country_phrases")
NAMES = table("country_names")
HISTORIC_AND_KOSOVO = {"SU", "YU", "CS", "DD", "XK"}


@pytest.mark.parametrize("entries", [COUNTRIES, LEADERS, ORGANISATIONS, PHRASES["groups"], PHRASES["traps"], NAMES])
def test_entries_and_their_keys_are_sorted(entries: dict[str, dict[str, Any]]) -> None:
    assert list(entries) == sorted(entries)
    for key, entry in entries.items():
        assert list(entry) == sorted(entry), key


def test_every_country_is_there() -> None:
    assert len(COUNTRIES) == 249 + len(HISTORIC_AND_KOSOVO)
    assert HISTORIC_AND_KOSOVO | {"KR", "KP", "NZ", "VA", "TW", "PS"} <= COUNTRIES.keys()
    assert all(re.fullmatch(r"[A-Z]{2}", code) for code in COUNTRIES)


@pytest.mark.parametrize("code", COUNTRIES)
def test_country_is_well_formed(code: str) -> None:
    entry = COUNTRIES[code]
    assert entry.keys() <= FORMS.keys() | {"name", "guards", "examples", "not_examples"}
    surfaces = {surface for key in FORMS for notation in [entry["name"], *entry.get(key, [])] for surface in expand(notation)}
    assert entry.get("guards", {}).keys() <= surfaces
    assert set(entry.get("guards", {}).values()) <= GUARDS.keys()


def test_no_word_names_two_countries() -> None:
    meant: dict[str, set[str]] = defaultdict(set)
    for code, entry in COUNTRIES.items():
        for notation in [entry["name"], *(notation for key in FORMS for notation in entry.get(key, []))]:
            for surface in expand(notation):
                meant[surface].add(code)
    for code, languages in NAMES.items():
        for surface in (surface for names in languages.values() for surface in names):
            meant[surface].add(code)
    for name, group in PHRASES["groups"].items():
        for surface in (surface for notation in group["surfaces"] for surface in expand(notation)):
            meant[surface].add(name)
    assert {surface: codes for surface, codes in meant.items() if len(codes) > 1} == {}


def test_no_word_names_two_organisations() -> None:
    meant: dict[str, set[str]] = defaultdict(set)
    for key, entry in ORGANISATIONS.items():
        for surface in (
            surface for notation in [*entry.get("names", []), *entry.get("acronyms", [])] for surface in expand(notation)
        ):
            meant[surface].add(key)
    assert {surface: keys for surface, keys in meant.items() if len(keys) > 1} == {}


def test_groups_have_members_that_are_countries() -> None:
    assert all(len(group["codes"]) > 1 and set(group["codes"]) <= COUNTRIES.keys() for group in PHRASES["groups"].values())


@pytest.mark.parametrize("key", ORGANISATIONS)
def test_organisation_is_well_formed(key: str) -> None:
    entry = ORGANISATIONS[key]
    assert re.fullmatch(r"[A-Z0-9-]+", key)
    assert entry.keys() <= {"acronyms", "names", "guards", "part_of", "examples", "not_examples"}
    assert set(entry.get("guards", {}).values()) <= ORGANISATION_GUARDS.keys()
    assert entry.get("part_of", key) in ORGANISATIONS


@pytest.mark.parametrize("code", LEADERS)
def test_leaders_are_well_formed(code: str) -> None:
    assert code in COUNTRIES
    for leader in LEADERS[code]["leaders"]:
        assert leader.keys() <= {"alone", "names", "office", "surname", "years"}
        assert re.fullmatch(r"\d{4}(-(\d{4})?)?(, \d{4}(-(\d{4})?)?)*", leader["years"])
        assert not leader.get("alone") or leader["surname"]
        assert leader["office"] in OFFICES or "surname" not in leader


def codes_in(text: str) -> set[str]:
    return {tag.value for tag in find_countries(text)}


@pytest.mark.parametrize(("key", "entries"), [(key, entries) for entries in (COUNTRIES, LEADERS) for key in entries])
def test_examples_of_countries(key: str, entries: dict[str, dict[str, Any]]) -> None:
    assert entries[key]["examples"]
    assert [text for text in entries[key]["examples"] if key not in codes_in(text)] == []
    assert [text for text in entries[key]["not_examples"] if key in codes_in(text)] == []


@pytest.mark.parametrize("key", ORGANISATIONS)
def test_examples_of_organisations(key: str) -> None:
    def named(text: str) -> set[str]:
        return {tag.value for tag in find_organisations(text)}

    assert [text for text in ORGANISATIONS[key]["examples"] if key not in named(text)] == []
    assert [text for text in ORGANISATIONS[key]["not_examples"] if key in named(text)] == []


@pytest.mark.parametrize("name", PHRASES["groups"])
def test_examples_of_groups(name: str) -> None:
    group = PHRASES["groups"][name]

    def named(text: str) -> set[str]:
        return {tag.value for tag in find_countries(text) if tag.form == "group"}

    assert [text for text in group["examples"] if named(text) != set(group["codes"])] == []
    assert [text for text in group["not_examples"] if set(group["codes"]) <= named(text)] == []


@pytest.mark.parametrize("name", PHRASES["traps"])
def test_examples_of_traps(name: str) -> None:
    trap = PHRASES["traps"][name]
    assert [text for text in trap["examples"] if codes_in(text)] == []
    assert [text for text in trap["not_examples"] if not codes_in(text)] == []


def test_what_hyphens_are_decided_by_is_sorted() -> None:
    data = table("hyphens")
    everywhere = {key: words for key, words in data.items() if isinstance(words, list)}
    languages = {key: lists for key, lists in data.items() if isinstance(lists, dict)}
    assert [*everywhere, *languages] == [*sorted(everywhere), *sorted(languages)]
    for lists in [everywhere, *languages.values()]:
        assert list(lists) == sorted(lists)
        assert all(words == sorted(set(words)) and all(word.islower() for word in words) for words in lists.values())
    assert not set(data["prefixes"]) & set(data["solid_first"])


def test_alphabets_hold_small_letters_that_no_mark_is() -> None:
    data = table("alphabets")
    assert list(data["alphabets"]) == sorted(data["alphabets"])
    for code, letters in data["alphabets"].items():
        assert len(set(letters)) == len(letters), code
        assert not set(letters) & set(data["marks"]), code
        assert all(letter.isalpha() and not letter.isascii() for letter in letters), code

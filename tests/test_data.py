"""Data files of countries, leaders, organisations and theories: shape, order, no word for two things, and each entry finds its own examples."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from importlib.resources import files
from itertools import groupby, pairwise
from typing import Any

import pytest

from extract.lexicon import expand
from extract.lexicon.countries import find_countries
from extract.lexicon.key_works import parse_work
from extract.lexicon.leaders import OFFICES, read_leaders
from extract.lexicon.organisation_rules import ORGANISATION_GUARDS
from extract.lexicon.organisations import find_organisations
from extract.lexicon.rules import FORMS, GUARDS
from extract.lexicon.taxonomy import contexts, theories
from extract.lexicon.theories import find_theories


def table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("extract").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


COUNTRIES = table("countries")
LEADERS = table("leaders")
ORGANISATIONS = table("organisations")
PHRASES = table("country_phrases")
NAMES = table("country_names")
ADJECTIVES = table("country_demonyms")
THEORIES = table("theories")
HISTORIC_AND_KOSOVO = {"SU", "YU", "CS", "DD", "XK"}


@pytest.mark.parametrize("entries", [COUNTRIES, LEADERS, ORGANISATIONS, PHRASES["groups"], PHRASES["traps"], NAMES, ADJECTIVES])
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


def test_no_adjective_means_two_countries_in_one_language() -> None:
    meant: dict[tuple[str, str], set[str]] = defaultdict(set)
    for code, languages in ADJECTIVES.items():
        assert code in COUNTRIES
        for language, notations in languages.items():
            for word in (word for notation in notations for word in expand(notation)):
                meant[language, word.lower()].add(code)
    assert {word: codes for word, codes in meant.items() if len(codes) > 1} == {}


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
    assert entry.keys() <= {"acronyms", "names", "guards", "part_of", "short", "examples", "not_examples"}
    assert set(entry.get("guards", {}).values()) <= ORGANISATION_GUARDS.keys()
    assert entry.get("part_of", key) in ORGANISATIONS


def test_leaders_are_well_formed() -> None:
    assert LEADERS.keys() <= COUNTRIES.keys()
    assert all(entry.keys() == {"examples", "leaders", "not_examples"} for entry in LEADERS.values())
    for leader in read_leaders():
        assert leader.office in OFFICES, leader
        assert leader.surname or not leader.is_alone, leader
        assert all(1860 < first <= last for first, last in leader.terms), leader


def test_leaders_stand_in_the_order_of_their_years() -> None:
    for code, entry in LEADERS.items():
        years = [re.search(r"\d[\d, -]*", line) for line in entry["leaders"]]
        assert [found[0] for found in years if found] == sorted(found[0] for found in years if found), code


def test_one_head_of_government_follows_the_other() -> None:
    of_one_state = groupby(sorted(read_leaders(), key=lambda leader: leader.code), key=lambda leader: leader.code)
    for code, leaders in of_one_state:
        by_office: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for leader in leaders:
            if leader.office in {"president", "chancellor", "premier", "prime minister", "taoiseach"}:
                by_office[leader.office].update(term for term in leader.terms if term[0] > 1990)
        for office, terms in by_office.items():
            together = [(one, two) for one, two in pairwise(sorted(terms)) if two[0] < one[1]]
            assert together == [] or code == "CI", (code, office, together)  # in Côte d'Ivoire two claimed the office in 2010


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


THEORY_FIELDS = {
    "name": str,
    "labels": list,
    "verbs": list,
    "ambiguous": list,
    "unless": list,
    "unless_near": list,
    "broader": list,
    "authors": list,
    "works": list,
    "definition": str,
    "examples": list,
    "not_examples": list,
}
GROUP_FIELDS = {"labels": list, "verbs": list, "needs": list, "within": int, "after": bool}


@pytest.mark.parametrize("concept", THEORIES)
def test_theory_is_well_formed(concept: str) -> None:
    entry = THEORIES[concept]
    assert re.fullmatch(r"[a-z][a-z0-9-]+", concept)
    assert not entry.keys() - THEORY_FIELDS.keys()
    assert {"name", "definition", "broader", "authors", "examples", "not_examples"} <= entry.keys()
    assert all(isinstance(value, THEORY_FIELDS[field]) for field, value in entry.items())
    assert entry.get("labels") or entry.get("ambiguous")
    assert entry["definition"].endswith(".")
    assert entry["definition"].count(".") == 1
    assert len(entry["examples"]) >= 2
    assert entry["not_examples"]
    assert set(entry["broader"]) <= THEORIES.keys()


@pytest.mark.parametrize("concept", THEORIES)
def test_ambiguous_labels_are_well_formed(concept: str) -> None:
    for group in THEORIES[concept].get("ambiguous", ()):
        assert not group.keys() - GROUP_FIELDS.keys()
        assert all(isinstance(value, GROUP_FIELDS[field]) for field, value in group.items())
        assert group.get("labels") or group.get("verbs")
        lists = {need[1:] for need in group.get("needs", ()) if need.startswith("@")}
        assert lists <= contexts().keys() | {"country", "countries", "text"}


@pytest.mark.parametrize("concept", THEORIES)
def test_key_works_are_well_formed(concept: str) -> None:
    works = THEORIES[concept].get("works", [])
    assert works == sorted(set(works), key=str.casefold)
    assert all(parse_work(work) for work in works)


def test_theories_are_sorted_and_enough() -> None:
    assert list(THEORIES) == sorted(THEORIES)
    assert len(THEORIES) >= 120
    names = [entry["name"].lower() for entry in THEORIES.values()]
    assert len(set(names)) == len(names)
    assert sum(bool(entry["authors"]) for entry in THEORIES.values()) >= 120
    assert sum(bool(entry.get("works")) for entry in THEORIES.values()) >= 120


def test_no_concept_is_wider_than_itself() -> None:
    assert not [concept for concept in THEORIES if concept in theories().broader(concept)]


def test_no_label_that_counts_alone_names_two_concepts() -> None:
    labels = theories().labels
    several = {surface: {label.concept for label in found} for surface, found in labels.items()}
    alone = {surface for surface, found in labels.items() if not all(label.is_ambiguous for label in found)}
    assert not [surface for surface in alone if len(several[surface]) > 1]


def test_no_preferred_name_names_another_concept() -> None:
    labels = theories().labels
    named = {key: theories().surface(entry["name"].removesuffix(" (IR)")) for key, entry in THEORIES.items()}
    meant = {key: {label.concept for label in labels.get(surface, ())} for key, surface in named.items()}
    assert {key: others for key, others in meant.items() if others and key not in others} == {}


@pytest.mark.parametrize("concept", THEORIES)
def test_examples_of_theories(concept: str) -> None:
    def found(sentence: str) -> bool:
        return concept in {tag.value for tag in find_theories(sentence)}

    assert [example for example in THEORIES[concept]["examples"] if not found(example)] == []
    assert [example for example in THEORIES[concept]["not_examples"] if found(example)] == []

"""Made entries: every label is the value that it says, in every form, and the same seed gives the same entries."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.references.making import Pool, make_entries, title_pool
from extract.references.making.kinds import KINDS, invent_work
from extract.references.making.noise import disturb
from extract.references.making.styles import FIELDS, print_work, read_styles
from extract.references.making.templates import fill_template, read_templates
from extract.references.making.works import Inventor, Person, Work, read_material

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.references.making.labelled_text import LabelledText

CASES = tomllib.loads((Path(__file__).parent / "cases" / "making.toml").read_text("utf-8"))
PRIVATE = re.compile(r"[\ue000-\uf8ff]")
SEEDS = st.integers(min_value=0, max_value=2**32)


def inventor(seed: int) -> Inventor:
    return Inventor(random.Random(seed), Pool())


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def tagged(entry: LabelledText) -> str:
    """Return an entry with its labels as tags."""
    text = entry.text
    for start, end, label in reversed(entry.spans()):
        text = f"{text[:start]}<{label}>{text[start:end]}</{label}>{text[end:]}"
    return text


def described(case: dict[str, Any]) -> Work:
    """Return the work that a case describes."""
    names = {role: [Person(*name) for name in people] for role, people in case.get("names", {}).items()}
    dates: dict[str, tuple[int, ...] | str] = {name: tuple(parts) for name, parts in case.get("dates", {}).items()}
    return Work(case["kind"], case.get("language", "en"), dict(case["fields"]), names, dates)


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_style(case: dict[str, Any]) -> None:
    work = described(CASES["works"][case["work"]])
    printed = print_work(work, case["style"], case["locale"], locator=case.get("locator", ""))
    assert (tagged(printed) if printed else None) == case.get("prints")


def check(entry: dict[str, Any]) -> None:
    """Check what every made entry keeps: no mark is left, and its labels are in order and stand on values."""
    assert not PRIVATE.search(entry["text"])
    at = 0
    for start, end, label in entry["labels"]:
        assert at <= start < end <= len(entry["text"])
        assert any(char.isalnum() for char in entry["text"][start:end])
        assert label in {*FIELDS.values(), "translated-title"}
        at = end


@given(SEEDS)
@settings(max_examples=6, deadline=None)
def test_templates_label_what_they_print(seed: int) -> None:
    for entry in make_entries(8, seed=seed, styled=0):
        check(entry)


@given(SEEDS, st.sampled_from(["apa", "chicago-notes-bibliography", "leviathan", "french2", "iso690-author-date-es"]))
@settings(max_examples=8, deadline=None)
def test_styles_label_the_values_of_the_work(seed: int, style: str) -> None:
    work = invent_work(inventor(seed), "de")
    printed = print_work(work, style, "de-DE")
    if printed is None:
        return
    check(printed.entry("styled"))
    for start, end, label in printed.spans():
        value = letters(printed.text[start:end])
        known = [letters(each) for name, each in work.fields.items() if work.labels.get(name, FIELDS.get(name)) == label]
        if label in {"title", "container-title", "publisher", "location", "volume", "collection-title"}:
            assert any(value == each or value in each for each in known)
        if label in {"author", "editor", "translator"}:
            assert letters(work.names[label][0].family) in value


@given(SEEDS)
@settings(max_examples=12, deadline=None)
def test_noise_keeps_labels_on_their_values(seed: int) -> None:
    template = "{author} ({year}): {title}, in: {journal}, {volume} ({issue}), {place}: {publisher}."
    entry = fill_template(inventor(seed), "de", template)
    before = {label: letters(entry.text[start:end]) for start, end, label in entry.spans()}
    disturb(entry, random.Random(seed))
    after = {label: letters(entry.text[start:end]) for start, end, label in entry.spans()}
    assert {label: after[label] for label in before} == before


def test_same_seed_same_entries_whatever_the_hash_seed() -> None:
    program = (
        "from extract.references.making import make_entries\nfor each in make_entries(6, seed=7, styled=0.17): print(each)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONHASHSEED": "99"},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert done.stdout.splitlines() == [str(each) for each in make_entries(6, seed=7, styled=0.17)]


def test_every_kind_of_work_is_made() -> None:
    it = inventor(3)
    made = {invent_work(it, "en").kind for _ in range(400)}
    assert made == {kind.partition("/")[0] for kind in KINDS}


def slots(value: Any) -> Iterator[str]:
    """Yield the slots of all patterns in a table."""
    if isinstance(value, str):
        yield from re.findall(r"\{(\w+)\}", value)
    else:
        for each in value.values() if isinstance(value, dict) else value:
            yield from slots(each)


def test_every_slot_can_be_filled() -> None:
    for language, templates in read_templates()["templates"].items():
        for template in templates:
            assert fill_template(inventor(1), language, template).text
    it = inventor(1)
    for language, table in read_material().items():
        for name in {name for kind, values in table.items() if kind != "words" for name in slots(values)}:
            assert it.fill("{" + name + "}", language)


def test_styles_are_named_once() -> None:
    for table in read_styles().values():
        assert sorted(set(table["styles"])) == table["styles"]
        assert set(table["notes"]) <= set(table["styles"])


def test_pool_takes_only_what_may_stand_elsewhere() -> None:
    text = "Okafor, Ada. 2018. Ports and the people who were first to feel the pressure. Lagos: Harbour Press. In: 12 Quays."
    labels = [[0, 11, "author"], [19, 75, "title"], [77, 82, "location"], [84, 97, "publisher"], [99, 111, "container-title"]]
    pool = title_pool([{"text": text, "labels": labels}])
    assert pool.families == ["Okafor"]
    assert pool.given == ["Ada"]
    assert pool.titles == {"en": ["Ports and the people who were first to feel the pressure"]}
    assert pool.presses == ["Harbour Press"]
    assert not pool.journals

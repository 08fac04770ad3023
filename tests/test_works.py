"""Works: which entries mean one, what the work says, and how it is called."""

from __future__ import annotations

import random
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from case_tables import parameters, read_cases

from extract.references import parse_reference
from extract.references.works import find_works
from extract.references.works.citation_keys import with_keys
from extract.references.works.same_work import describe, same_work

if TYPE_CHECKING:
    from extract.models import Reference

CASES = read_cases("works")


def listed(entry: str, source: str) -> Reference:
    return parse_reference(entry, source=source)


@pytest.mark.parametrize("case", parameters(CASES))
def test_pairs(case: dict[str, Any]) -> None:
    one, other = describe(listed(case["one"], "a")), describe(listed(case["other"], "b"))
    assert same_work(one, other) == (case["same"] or None)
    assert same_work(other, one) == (case["same"] or None)


@pytest.mark.parametrize("case", parameters(CASES))
def test_a_work_is_what_its_entries_say_together(case: dict[str, Any]) -> None:
    references = [listed(case["one"], "a"), listed(case["other"], "b")]
    works = list(find_works(references))
    assert len(works) == (1 if case["same"] else 2)
    assert sorted(id_ for work in works for id_ in work.references) == sorted(each.id for each in references)
    assert len({work.key for work in works}) == len(works)
    for work in works:
        assert work.csl["id"] == work.key
        assert "custom" not in work.csl


def test_letters_of_one_list_tell_works_apart() -> None:
    entries = ["Okafor, Ada. 2018a. Ports under Pressure. Lagos.", "Okafor, Ada. 2018b. Ports under Pressure. Lagos."]
    assert [work.key for work in find_works(listed(entry, "a") for entry in entries)] == ["okafor2018a", "okafor2018b"]


def test_the_order_of_the_entries_does_not_matter() -> None:
    references = [listed(case[side], side) for case in CASES for side in ("one", "other")]
    references = [each.model_copy(update={"id": f"{number:02}"}) for number, each in enumerate(references)]
    expected = list(find_works(references))
    random.Random(1).shuffle(references)
    assert list(find_works(references)) == expected


@pytest.mark.parametrize(
    ("csl", "key"),
    [
        ({"author": [{"family": "van Bergeijk"}]}, "vanbergeijk2018"),
        ({"author": [{"family": "Müller-Łęcki"}]}, "mullerlecki2018"),
        ({"author": [{"literal": "The World Bank"}]}, "world2018"),
        ({"editor": [{"family": "Шагина"}]}, "shagina2018"),
        ({"author": [{"family": "朱"}], "title": "Straits and their keepers"}, "straitsand2018"),
        ({}, "anonymous2018"),
        ({"author": [{"family": "Okafor"}], "citation-key": "okafor:ports"}, "okafor:ports"),
    ],
)
def test_keys_can_be_read(csl: dict[str, Any], key: str) -> None:
    assert list(with_keys([("work", {**csl, "issued": {"date-parts": [[2018]]}}, None, "")])) == [key]


@pytest.mark.parametrize(
    "entries",
    [
        (
            "Docks Wire. 2022. “Harbour War: Live Updates.” Docks Wire, March 3, 2022.",
            "Docks Wire. 2022. “Harbour War: Live Updates.” Docks Wire, March 4, 2022.",
            "Docks Wire. 2022. “Harbour War: Live Updates.” Docks Wire, March 2022.",
        ),
        (
            "Okafor, Ada. 1998. “What Makes the Harbours Hang Together? Part I.” Maritime Policy Review 52 (4): 855–85.",
            "Okafor, Ada. 1998. “What Makes the Harbours Hang Together? Part II.” Maritime Policy Review 52 (4): 886–900.",
            "Okafor, Ada. 1998. “What Makes the Harbours Hang Together?” Maritime Policy Review 52 (4).",
        ),
    ],
)
def test_an_entry_of_either_work_does_not_make_them_one(entries: tuple[str, str, str]) -> None:
    for order in permutations(entries):
        references = [listed(entry, name) for entry, name in zip(order, "abc", strict=True)]
        references = [each.model_copy(update={"id": name}) for each, name in zip(references, "abc", strict=True)]
        of = {id_: work.key for work in find_works(references) for id_ in work.references}
        assert of["abc"[order.index(entries[0])]] != of["abc"[order.index(entries[1])]]
        assert len(set(of.values())) == len(entries) - 1


def test_a_misspelt_entry_does_not_change_the_key_of_a_work() -> None:
    entries = {
        "a": "Kaufmann, Chaim. 2004. “Threat Inflation and the Failure of Harbours.” Port Security 29.",
        "b": "Kaufmann C (2004) Threat inflation and the failure of harbours. Port Security 29.",
        "c": "Kaufmannn, Chaim. 2004. “Threat Inflation and the Failure of Harbours.” Port Security 29 (1): 5–48.",
    }
    references = [listed(entry, name).model_copy(update={"id": name}) for name, entry in entries.items()]
    assert [work.key for work in find_works(references[:2])] == ["kaufmann2004"]
    assert [work.key for work in find_works(references)] == ["kaufmann2004"]

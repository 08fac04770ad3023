"""Members of organisations: known numbers and years, no state twice at a time, and data that fit the other tables."""

from __future__ import annotations

import doctest
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from extract.data_tables import read_table
from extract.lexicon.members import find_members, find_memberships, read_memberships

NUMBERS = {
    "APEC": 21, "ARAB-LEAGUE": 22, "ASEAN": 11, "AU": 55, "BRICS": 10, "CARICOM": 15, "CE": 46, "CELAC": 33, "COMESA": 21, "COMMONWEALTH": 56,
    "CPTPP": 12, "EEA": 30, "EU": 27, "G20": 19, "G7": 7, "GCC": 6, "IEA": 32, "NATO": 32, "OECD": 38, "OIC": 57, "OPEC": 12, "OSCE": 57,
    "PIF": 18, "SADC": 16, "SCO": 10, "UN": 193, "UNSC": 5,
}  # fmt: skip
"""Organisation -> members at the end of 2025."""


@pytest.mark.parametrize(("organisation", "number"), NUMBERS.items())
def test_number_of_members(organisation: str, number: int) -> None:
    assert len(find_members(organisation)) == number


@pytest.mark.parametrize(
    ("organisation", "code", "member_in", "not_in"),
    [
        ("EU", "GB", [1973, 2019], [1972, 2021]),
        ("EU", "HR", [2013], [2012]),
        ("NATO", "FI", [2023], [2022]),
        ("NATO", "ES", [1982], [1981]),
        ("UN", "KR", [1991], [1990]),
        ("UN", "TW", [1970], [1972]),
        ("UN", "CN", [1972], [1970]),
        ("UN", "RU", [1992], [1990]),
        ("UN", "SU", [1990], [1992]),
        ("G8", "RU", [1998, 2013], [2015]),
        ("CE", "RU", [1996, 2021], [1995, 2023]),
        ("CE", "GR", [1968, 1974], [1971]),
        ("ASEAN", "VN", [1995], [1994]),
        ("OPEC", "ID", [2000, 2016], [2012, 2018]),
        ("WARSAW-PACT", "AL", [1960], [1970]),
        ("BRICS", "ZA", [2011], [2009]),
    ],
)
def test_years(organisation: str, code: str, member_in: list[int], not_in: list[int]) -> None:
    assert all(code in find_members(organisation, year) for year in member_in)
    assert not any(code in find_members(organisation, year) for year in not_in)


def test_data_fit_the_other_tables() -> None:
    table = read_table("organisation_members")
    assert list(table) == sorted(table)
    assert table.keys() <= read_table("organisations").keys()
    for organisation, memberships in read_memberships().items():
        assert {one.code for one in memberships} <= read_table("countries").keys(), organisation
        assert [one.since for one in memberships] == sorted(one.since for one in memberships), organisation
        for line in table[organisation]["members"]:
            codes = line.partition(": ")[2].split()
            assert codes == sorted(codes), line


def test_no_state_is_a_member_twice_at_a_time() -> None:
    for organisation, memberships in read_memberships().items():
        terms: dict[str, list[tuple[int, int | None]]] = defaultdict(list)
        for one in memberships:
            assert one.until is None or one.since <= one.until, one
            terms[one.code].append((one.since, one.until))
        for code, of_state in terms.items():
            assert all(one[1] is not None and one[1] < two[0] for one, two in pairwise(of_state)), (organisation, code)


def test_memberships_of_a_state() -> None:
    assert [(one.organisation, one.since) for one in find_memberships("US")][:3] == [
        ("UN", 1945),
        ("UNSC", 1945),
        ("FIVE-EYES", 1946),
    ]
    assert not find_memberships("ZZ")
    assert not find_members("NO-SUCH-BODY")


def test_examples_of_the_guide_run() -> None:
    guide = Path(__file__).parent.parent / "docs" / "countries.md"
    result = doctest.testfile(str(guide), module_relative=False)
    assert result.attempted > 0
    assert result.failed == 0

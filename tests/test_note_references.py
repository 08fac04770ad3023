"""Works that notes describe: what is found in a note, what becomes a reference, and how citations are linked to it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from case_tables import parameters, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.clean import reading_of
from extract.references import find_references
from extract.references.draft import find_rest
from extract.references.notes import is_noted
from extract.references.notes.works import find_noted_works
from extract.references.parser import parse_entry
from extract.references.repeated import with_repeated_names
from extract.steps import citations_of

if TYPE_CHECKING:
    from extract.models import Reference

NOTED = """Ports close.1 They silt up.2 Nobody knows why.3 Tides matter.4

Notes

1. See Ada Okafor, Ports under Pressure (Lagos: Harbour Press, 1984), pp. 31-46; Bola Bello, “Tides and Trade,” Harbour Studies 42, no. 3 (1988): 485–507.

2. Okafor, Ports under Pressure, 12.

3. Ibid., 44. The dredgers were late that year.

4. Bello, “Tides and Trade,” 490; Ada Okafor, Ports under Pressure (Lagos: Harbour Press, 1984), 9.
"""
LISTED = f"""{NOTED}
References

Okafor, Ada. Ports under Pressure. Lagos: Harbour Press, 1984.

Stern, Mira. Quays. Lagos: Tide Books, 1990.
"""


def references(text: str) -> list[Reference]:
    return list(find_references(reading_of(text)))


@pytest.mark.parametrize("case", parameters(read_cases("note_references")))
def test_works_of_a_note(case: dict[str, Any]) -> None:
    found = find_noted_works(case["text"])
    assert [case["text"][work.start : work.end] for work in found] == case["works"]
    assert [work.kind for work in found] == case.get("kinds", ["work"] * len(found))


def test_each_work_becomes_one_reference() -> None:
    found = references(NOTED)
    assert [(r.csl["author"][0]["family"], r.csl["title"], r.csl["custom"]["in-note"]) for r in found] == [
        ("Okafor", "Ports under Pressure", "1"),
        ("Bello", "Tides and Trade", "1"),
    ]
    assert all(NOTED[start:end] in NOTED for r in found for start, end in r.anchor.spans)
    assert "page" not in found[0].csl


def test_citations_are_linked_to_the_note_that_describes_the_work() -> None:
    okafor, bello = references(NOTED)
    found = [
        (c.anchor.page, c.locator, c.references[0].id if c.status == "linked" else None)
        for c in citations_of(reading_of(NOTED))
    ]
    assert [(locator, reference) for _, locator, reference in found] == [
        ("31-46", okafor.id),
        (None, bello.id),
        ("12", okafor.id),
        ("44", okafor.id),
        ("490", bello.id),
        ("9", okafor.id),
    ]


def test_a_work_that_a_list_holds_is_no_second_reference() -> None:
    okafor, stern, bello = references(LISTED)
    assert [is_noted(each) for each in (okafor, stern, bello)] == [False, False, True]
    assert [each.bibliography for each in (okafor, stern, bello)] == [1, 1, 2]
    linked = {c.references[0].id for c in citations_of(reading_of(LISTED)) if c.status == "linked"}
    assert linked == {okafor.id, bello.id}


def test_authors_and_dates_are_cited_beside_notes_that_describe_works() -> None:
    text = "Ports close (Okafor, 2018).1 They silt up.2\n\nNotes\n\n1. See http://ports.org/tides.\n\n2. Bola Bello, Tides (Lagos: Harbour Press, 1988)."
    found = [(citation.style, citation.status) for citation in citations_of(reading_of(text))]
    assert found == [("author-year", "missing"), ("note", "linked"), ("note", "linked")]


def test_ders_in_a_note_is_the_author_named_before() -> None:
    text = "Häfen.1 Kais.2\n\nAnmerkungen\n\n1. Harald Müller, Häfen und Ohnmacht, Berlin 1999, S. 12.\n\n2. Ders., Kais der Macht, Berlin 2004, S. 3."
    assert [each.csl["author"][0]["family"] for each in references(text)] == ["Müller", "Müller"]


@pytest.mark.parametrize("case", parameters(read_cases("repeated_names")))
def test_repeated_names(case: dict[str, Any]) -> None:
    found = references(f"Ports close (Okafor, 1984).\n\nReferences\n\n{case['list'].strip().replace(chr(10), chr(10) * 2)}\n")
    assert [names(each) for each in found] == case["names"]
    assert [each.csl["title"] for each in found] == case.get("titles", [each.csl["title"] for each in found])


MARKS = ["______.", "______", "———.", "Idem,", "——— and Bello, C.", "———, ed."]
LENT: list[list[dict[str, str]]] = [
    [{"family": "PRADO", "given": "Amado Luiz"}, {"family": "BRITO", "given": "Clodoaldo"}],
    [{"family": "Okafor", "given": "A."}],
    [{"literal": "Harbour Board of the South"}],
    [{"family": "宋", "given": "明"}, {"family": "de la Cruz", "given": "J."}, {"family": "Ito"}],
]
MARKED_WORKS = [
    "Comércio, dragagem, direitos do mar. São Paulo: Cais e Terra, 1999.",
    "2019. Berths and Their Keepers. Lagos: Harbour Press.",
    "(2004): Kais der Macht. Berlin: Kai-Verlag.",
    "“Tides and Trade.” Harbour Studies 40 (1): 1–20, 1986.",
    "Portos, v. 3, n. 2, p. 12-30, 1995.",
    "Порты и моря. М.: Наука, 2005. 704 с.",
]


@pytest.mark.parametrize("work", MARKED_WORKS)
@pytest.mark.parametrize("mark", MARKS)
def test_names_lend_no_word_to_other_fields_and_take_none(mark: str, work: str) -> None:
    text = f"{mark} {work}"
    printed = parse_entry(text)
    for people in LENT:
        found = with_repeated_names(text, printed, people)
        own = {name: value for name, value in found.csl.items() if isinstance(value, str) and name in found.fields}
        assert [name for name, value in own.items() if value not in text] == []
        assert all(0 <= start < end <= len(text) for spans in found.fields.values() for start, end in spans)
        assert find_rest(text, found.fields.values()) == []
        meant = people[:1] if " and " in mark else people  # before further names, each mark is one name
        assert (found.csl.get("author") or found.csl["editor"])[: len(meant)] == meant


def test_idem_is_who_was_cited_last_in_short() -> None:
    text = (
        "Ports.1 Tides.2 Quays.3 Wharves.4 Piers.5\n\nNotes\n\n"
        "1. Ada Okafor, Ports under Pressure (Lagos: Quay, 2001), 20; Bola Bello and Mira Stern, Tides and Trade (Lagos: Quay, 2002).\n\n"
        "2. Okafor, Ports, 44.\n\n3. Idem, The End of the Quays (Lagos: Tide Books, 2014), 12.\n\n"
        "4. Bello and Stern, Wharves, 7.\n\n5. Idem, The Piers of the South (Lagos: Tide Books, 2015), 12."
    )
    found = references(text)
    assert [names(each) for each in found] == ["Okafor", "Bello, Stern", "Okafor", "Bello, Stern"]
    assert ["author-unsure" in each.csl["custom"] for each in found] == [False, False, False, True]


def names(reference: Reference) -> str:
    roles = (("author", ""), ("editor", "ed. "))
    return ", ".join(
        mark + (name.get("family") or name["literal"]) for role, mark in roles for name in reference.csl.get(role, ())
    )


LEADS = ["", "See ", "See also ", "Cf. ", "But see, for example, ", "Vgl. auch ", "For a good overview, see "]
WORKS = [
    "Ada Okafor, Ports under Pressure (Lagos: Harbour Press, 1984)",
    "Bola Bello and Mira Stern, “Tides and Trade,” Harbour Studies 42, no. 3 (1988): 485–507",
    "Harald Müller, Häfen und Ohnmacht, Berlin 1999",
    "“Wharves,” in Rivers and Ports, ed. B. Bello (Lagos: Tide Books, 2006), 45–52",
]
ENDS = [". ", "; ", ". The dredgers were late. ", ", which says it all. "]


@given(st.lists(st.tuples(st.sampled_from(LEADS), st.sampled_from(WORKS), st.sampled_from(ENDS)), max_size=4))
@settings(max_examples=15, deadline=None)
def test_works_are_found_whatever_stands_around_them(parts: list[tuple[str, str, str]]) -> None:
    text = "".join(lead + work + end for lead, work, end in parts).strip()
    assert [text[work.start : work.end] for work in find_noted_works(text)] == [work for _, work, _ in parts]


@given(
    st.text(alphabet="AaBb ,.;:()“”‘’'\"1990–—/éß\n", max_size=120)
    | st.lists(st.sampled_from([*LEADS, *WORKS, *ENDS, "(", ")", "“", "1999", "in: "]), max_size=8).map("".join)
)
@settings(max_examples=50, deadline=None)
def test_works_stand_in_the_note_one_after_the_other(text: str) -> None:
    found = find_noted_works(text)
    assert all(0 <= work.start < work.end <= len(text) for work in found)
    assert all(one.end <= other.start for one, other in pairwise(found))

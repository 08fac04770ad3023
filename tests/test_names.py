"""Names: which spellings are one author, and which are two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.data_tables import read_table
from extract.names import acronym, compare, core, fold, variants


@pytest.mark.parametrize(
    ("cited", "listed"),
    [
        ("SOARES", "Soares"),
        ("O’Brien", "O'Brien"),
        ("Müller", "Muller"),
        ("Łęcki", "Lecki"),
        ("Martı́", "Martí"),
        ("Kaufman", "Kaufmann"),
        ("Wishnik", "Wishnick"),
        ("van Bergeijk", "van der Bergeijk"),
        ("Sayyad", "al-Sayyad"),
        ("Jelzin", "Yeltsin"),
        ("Шагина", "Shagina"),
        ("García", "García Márquez"),
        ("Erdjument Bromage", "Erdjument-Bromage"),
        ("Japan Times", "The Japan Times"),
        ("NZP", "NZP-New Zealand Parliament"),
        ("New Zealand Parliament", "NZP-New Zealand Parliament"),
        ("MOFA-Japan", "MOFA-Japan (Ministry of Foreign Affairs of Japan)"),
        ("WHO", "World Health Organization"),
        ("INEP", "Instituto Nacional de Estudos e Pesquisas Educacionais Anísio Teixeira"),
    ],
)
def test_one_author(cited: str, listed: str) -> None:
    assert compare(cited, listed) is not None


@pytest.mark.parametrize(
    ("cited", "listed"),
    [
        ("Smith", "Snyder"),
        ("Lee", "Li"),
        ("Kim", "Kin"),
        ("Bello", "Okafor"),
        ("Brown", "Braun-Blanquet"),
        ("WHO", "World Trade Organization"),
        ("Stuff", "The Guardian"),
        ("", "Bello"),
    ],
)
def test_two_authors(cited: str, listed: str) -> None:
    assert compare(cited, listed) is None


@pytest.mark.parametrize(
    ("cited", "listed", "reason"),
    [
        ("Kaufman", "Kaufmann", "cited as Kaufman, listed as Kaufmann"),
        ("Muller", "Müller", "cited as Muller, listed as Müller"),
        ("SOARES", "Soares", ""),
        ("Japan Times", "The Japan Times", ""),
    ],
)
def test_what_differs_is_said(cited: str, listed: str, reason: str) -> None:
    likeness = compare(cited, listed)
    assert likeness is not None
    assert likeness.reason == reason


@pytest.mark.parametrize(
    ("cited", "listed", "bridge"),
    [
        ("NZP", "NZP-New Zealand Parliament", "NZP is part of the listed NZP-New Zealand Parliament"),
        ("Harbour Office", "HO-Harbour Office", "Harbour Office is part of the listed HO-Harbour Office"),
        ("Japan Times", "The Japan Times", "listed with its article as The Japan Times"),
        ("The Japan Times", "Japan Times", "listed without article as Japan Times"),
        ("Kaufman", "Kaufmann", ""),
    ],
)
def test_what_is_no_mismatch_is_said_apart(cited: str, listed: str, bridge: str) -> None:
    likeness = compare(cited, listed)
    assert likeness is not None
    assert likeness.bridge == bridge
    assert bool(likeness.reason) != bool(bridge)


def test_exact_beats_near() -> None:
    exact, near = compare("Walt", "Walt"), compare("Walt", "Waltz")
    assert exact is not None
    assert exact.score == 1
    assert near is None or near.score < exact.score


def test_acronym_and_variants() -> None:
    assert acronym("Ministry of Foreign Affairs") == "mfa"
    assert "brasil" in variants("Brasil. Ministério da Saúde")


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert core(core(fold(name))) == core(fold(name))


@given(st.text(max_size=20), st.text(max_size=20))
def test_who_is_alike_is_alike_from_both_sides(a: str, b: str) -> None:
    assert (compare(a, b) is None) == (compare(b, a) is None)


def spellings() -> list[tuple[str, str, bool]]:
    """Return the pairs of names that the data files give as examples, and whether each is one name."""
    return [
        (a, b, kind == "examples")
        for name in ("spellings", "institution_words")
        for group in read_table(name).values()
        for kind in ("examples", "not_examples")
        for a, b in group[kind]
    ]


@pytest.mark.parametrize(("a", "b", "is_one"), spellings())
def test_examples_of_spellings(a: str, b: str, is_one: bool) -> None:  # noqa: FBT001 -- a parameter of the test
    assert (compare(a, b) is not None) is is_one
    assert (compare(b, a) is not None) is is_one

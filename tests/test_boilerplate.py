"""What many sources share by their making (chrome, cover pages, forms of letters, bibliographies) makes no copies of them."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from extract import annotate
from extract.dedupe import find_duplicates

if TYPE_CHECKING:
    from pathlib import Path

SCRIPTS = {
    "Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "Chinese": "".join(map(chr, range(0x4E00, 0x5200))),
    "English": "abcdefghijklmnopqrstuvwxyz",
    "German": "abcdefghijklmnopqrstuvwxyzäöüß",
    "Greek": "αβγδεζηθικλμνξοπρστυφχψω",
    "Japanese": "あいうえおかきくけこさしすせそたちつてとなにぬねの港船嵐町春客海雨島風",
    "Korean": "".join(map(chr, range(0xAC00, 0xB000, 3))),
    "Russian": "абвгдежзийклмнопрстуфхцчшщыэюя",
}
WORDS = {"Chinese": (1, 3), "Japanese": (1, 5), "Korean": (1, 4)}  # letters of a word; elsewhere two to ten
WIDE = {"Chinese", "Japanese"}  # no spaces between words, and a stop of their own


def words(script: str, seed: int, count: int) -> list[str]:
    """Return drawn words: no two seeds share more than one by chance."""
    draw = random.Random(f"{script}{seed}")
    return ["".join(draw.choices(SCRIPTS[script], k=draw.randint(*WORDS.get(script, (2, 10))))) for _ in range(count)]


def prose(script: str, seed: int, sentences: int) -> str:
    """Return sentences of twelve drawn words."""
    space, stop = ("", "。") if script in WIDE else (" ", ". ")
    drawn = words(script, seed, 12 * sentences)
    return "".join(space.join(drawn[at : at + 12]) + stop for at in range(0, len(drawn), 12)).strip()


def called(texts: dict[str, str]) -> set[str]:
    """Return the relations that are found."""
    return {relation.relation for relation in find_duplicates(texts)}


def entries(seed: int, count: int) -> str:
    """Return a bibliography of made entries."""
    draw = random.Random(seed)
    drawn = iter(words("English", 1000 + seed, 9 * count))
    lines = []
    for _ in range(count):
        title = " ".join(next(drawn) for _ in range(7))
        name, journal = next(drawn).title(), next(drawn)
        pages = f"{draw.randint(1, 400)}–{draw.randint(401, 800)}"
        lines.append(f"{name}, A. {draw.randint(1960, 2020)}. “{title}.” Journal of {journal} {draw.randint(1, 80)}: {pages}.")
    return "\n".join(lines)


@pytest.mark.parametrize("script", SCRIPTS)
def test_long_chrome_around_short_articles(script: str) -> None:
    chrome = prose(script, 0, 16)
    pages = {f"page{number}": f"{chrome}\n\n{prose(script, number + 1, 7)}\n\n{chrome[:400]}" for number in range(8)}
    assert called(pages) <= {"shares_passage", "repeats", "pull_quote"}


@pytest.mark.parametrize("script", SCRIPTS)
def test_reports_behind_one_cover_page(script: str) -> None:
    cover = prose(script, 0, 10)
    assert called({f"report{number}": f"{cover}\f{prose(script, number + 1, 30)}" for number in range(6)}) == {"shares_passage"}


@pytest.mark.parametrize("script", SCRIPTS)
def test_letters_of_one_form(script: str) -> None:
    opening, closing = prose(script, 0, 6), prose(script, 1, 8)
    letters = {f"letter{number}": f"{opening}\n\n{prose(script, number + 2, 4)}\n\n{closing}" for number in range(7)}
    assert called(letters) <= {"shares_passage"}


def test_one_bibliography_under_many_papers() -> None:
    listed = entries(1, 60)
    papers = {f"paper{number}": f"{prose('English', number, 40)}\n\nReferences\n\n{listed}" for number in range(6)}
    assert called(papers) == {"shares_passage"}


def test_a_copy_is_found_through_the_chrome() -> None:
    chrome = prose("English", 0, 16)
    pages = {f"page{number}": f"{chrome}\n\n{prose('English', number + 1, 7)}" for number in range(8)}
    pages["clean"] = prose("English", 1, 7)
    near = [relation for relation in find_duplicates(pages) if relation.relation in {"near", "contains"}]
    assert {frozenset((relation.a.source, relation.b.source)) for relation in near} == {frozenset(("page0", "clean"))}


def test_two_papers_with_one_bibliography_are_two_works(tmp_path: Path) -> None:
    listed = entries(1, 60)
    for number in range(2):
        heading = f"Paper {number}\n\n" + "\n\n".join(prose("English", 10 * number + part, 8) for part in range(5))
        (tmp_path / f"paper{number}.txt").write_text(f"{heading}\n\nReferences\n\n{listed}\n", encoding="utf-8")
    relations = annotate([tmp_path / f"paper{number}.txt" for number in range(2)]).relations
    assert {relation.relation for relation in relations} == {"shares_passage"}

"""Copies are found whatever was done to them, and every run stands where it says."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from case_tables import parameters, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.dedupe import find_duplicates, find_matches, find_repeats, pull_quote_relation
from extract.dedupe.alignment import Alignment
from extract.dedupe.runs import Run, merged_runs
from extract.dedupe.shingles import read_stream
from extract.models import GAP, Relation
from extract.reading import quote

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS = {
    path.name[:3]: path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parents[1] / "corpus").glob("*.txt"))
}
PULL_QUOTES = {
    "For Asia-Pacific, the Ukraine crisis beca": "the fragile status quo in the region.",
    "Looking at sanctions as a two-level game": "the effectiveness of sanctions.",
    "Japan's symbolic sanctions reveal the": "only superficially explain Japan's lukewarm response.",
    "New Zealand's trade-dependent and": "its dependence on trade.",
    "The economic pragmatism eventually": "The EU's issue linkage proved to be effective",
    "To understand why Seoul decided to": "was designed to play in South Korea's foreign policy.",
    "Despite their strong ties with the West": "showing different degrees of cooperation.",
}
SYLLABLES = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "je",
    "ki",
    "lo",
    "mu",
    "na",
    "pe",
    "qui",
    "ro",
    "su",
    "ta",
    "ve",
    "wi",
    "xo",
    "yu",
    "zen",
    "mar",
    "tol",
    "bis",
    "dran",
]


def prose(seed: int, sentences: int) -> str:
    """Return made-up sentences, each paragraph five of them."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(SYLLABLES, k=1 + number % 4)) for number in range(400)]
    made = [" ".join(chance.choices(words, k=chance.randint(8, 24))).capitalize() + "." for _ in range(sentences)]
    return "\n\n".join(" ".join(made[at : at + 5]) for at in range(0, len(made), 5))


def wrapped(text: str, seed: int) -> str:
    """Return the text in lines of about sixty characters, some words broken with a hyphen."""
    chance = random.Random(seed)
    lines, line = [], ""
    for word in text.split(" "):
        if len(line) + len(word) > chance.randint(50, 70):
            cut = len(word) // 2
            broken = cut > 1 and chance.random() < 0.5 and "\n" not in word
            lines.append(line + (word[:cut] + "-" if broken else ""))
            line = word[cut:] + " " if broken else word + " "
        else:
            line += word + " "
    return "\n".join([*lines, line])


def misread(text: str, share: float, seed: int) -> str:
    """Return the text with a share of its letters exchanged, doubled or lost."""
    chance = random.Random(seed)
    letters = []
    for letter in text:
        if not letter.isalpha() or chance.random() >= share:
            letters.append(letter)
        else:
            letters.append(chance.choice(["", letter * 2, chance.choice("abcdefghijklmnopqrstuvwxyz")]))
    return "".join(letters)


def only(relations: list[Relation]) -> Relation:
    assert len(relations) == 1, [(relation.id, relation.coverage) for relation in relations]
    return relations[0]


def check_anchors(relation: Relation, texts: dict[str, str]) -> None:
    """Check that quotes stand at their spans, and that runs part wherever more than 8 characters differ."""
    for side in (relation.a, relation.b):
        assert side.quote == quote(texts[side.source], side.spans)
    assert len(relation.a.spans) == len(relation.b.spans)
    for a, b in zip(relation.a.spans, relation.b.spans, strict=True):
        one, other = (read_stream(texts[s.source][x:y]) for s, (x, y) in ((relation.a, a), (relation.b, b)))
        assert abs(len(one) - len(other)) <= 8 + len(one) // 4, (a, b)


@pytest.mark.parametrize("case", parameters(read_cases("repeats")))
def test_repeats(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [
        [GAP.join(text[start:end] for start, end in spans) for spans in (repeat.a_spans, repeat.b_spans)]
        for repeat in find_repeats(text)
    ]
    assert found == case["repeats"]


@pytest.mark.parametrize("source", ["000", "001"])
def test_pull_quotes_of_the_seeds(source: str) -> None:
    text = CORPUS[source]
    plain = [
        " ".join(GAP.join(text[a:b] for a, b in spans).replace("-\n", "").replace("’", "'").split())
        for repeat in find_repeats(text)
        for spans in (repeat.a_spans, repeat.b_spans)
    ]
    for start, end in PULL_QUOTES.items():
        assert any(place.startswith(start.replace("beca", "")) and place.endswith(end) for place in plain), start


def test_relations_of_the_seeds() -> None:
    relations = {(r.a.source, r.b.source, r.relation): r for r in find_duplicates(CORPUS)}
    quotes = {("000", "000", "pull_quote"), ("001", "001", "pull_quote")}
    assert set(relations) == {("000", "001", "near"), ("003", "003", "repeats")} | quotes
    near = relations["000", "001", "near"]
    assert near.canonical == "001"
    assert near.coverage[0] > 0.99
    assert 0.7 < near.coverage[1] < 0.85
    body = relations["003", "003", "repeats"]
    assert (body.a.spans, body.b.spans) == (((7512, 14718),), ((304, 7510),))
    for relation in relations.values():
        check_anchors(relation, CORPUS)


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("exact", lambda text: text),
        ("near", lambda text: text.replace("\n\n", "\n")),
        ("near", lambda text: wrapped(text, 1)),
        ("near", lambda text: misread(text, 0.06, 2)),
        ("near", lambda text: wrapped(misread(text, 0.02, 3), 3)),
        ("near", lambda text: text[: int(0.7 * len(text))]),
        ("contains", lambda text: text[: int(0.3 * len(text))]),
        ("shares_passage", lambda text: prose(90, 40) + "\n\n" + text[1000:1300] + "\n\n" + prose(91, 40)),
        (None, lambda _: prose(92, 60)),
    ],
)
def test_kinds(kind: str | None, change: Any) -> None:
    texts = {"x": prose(7, 60)}
    texts["y"] = change(texts["x"])
    relations = find_duplicates(texts)
    if kind is None:
        assert relations == []
        return
    relation = only(relations)
    assert relation.relation == kind
    check_anchors(relation, texts)
    if kind == "contains":
        assert (relation.a.source, relation.canonical) == ("x", "x")


def test_equal_texts_are_exact_each_with_each() -> None:
    texts = {name: prose(1, 10) for name in "cab"}
    relations = find_duplicates(texts)
    assert sorted((r.relation, *sorted((r.a.source, r.b.source))) for r in relations) == [
        ("exact", "a", "b"),
        ("exact", "a", "c"),
        ("exact", "b", "c"),
    ]
    assert len({r.id for r in relations}) == 3
    assert len({r.canonical for r in relations}) == 1


def test_a_quoted_paragraph_makes_no_copy() -> None:
    quoted = prose(3, 3)
    texts = {"host": prose(4, 30) + "\n\n" + quoted + "\n\n" + prose(5, 30), "quoted": prose(6, 20) + "\n\n" + quoted}
    assert only(find_duplicates(texts)).relation == "shares_passage"


def test_site_chrome_makes_no_copies_and_hides_none() -> None:
    chrome = prose(10, 12)
    pages = {f"page{number}": chrome + "\n\n" + prose(20 + number, 8) for number in range(8)}
    assert {r.relation for r in find_duplicates(pages)} == {"shares_passage"}
    with_copy = {**pages, "clean": prose(20, 8)}
    near = [r for r in find_duplicates(with_copy) if r.relation == "near"]
    assert [sorted((r.a.source, r.b.source)) for r in near] == [["clean", "page0"]]


def test_versions_of_one_report_are_near() -> None:
    texts = {f"draft{number}": prose(40, 60) + "\n\n" + prose(50 + number, 20) for number in range(4)}
    assert {r.relation for r in find_duplicates(texts)} == {"near"}


def test_eighty_copies_hang_together() -> None:
    notice = prose(70, 12)
    texts = {f"{number:02}": f"{notice}\n\nPosted on wall {number}." for number in range(80)}
    near = [relation for relation in find_duplicates(texts) if relation.relation == "near"]
    assert {source for relation in near for source in (relation.a.source, relation.b.source)} == set(texts)
    assert len({relation.canonical for relation in near}) == 1


def test_moved_paragraphs_are_found_in_their_new_order() -> None:
    paragraphs = prose(8, 60).split("\n\n")
    texts = {"x": "\n\n".join(paragraphs), "y": "\n\n".join(paragraphs[6:] + paragraphs[:6])}
    relation = only(find_duplicates(texts))
    assert relation.relation == "near"
    assert min(relation.coverage) > 0.99
    copies = Alignment(texts, find_matches(texts)).copies_of("x", 0, len(paragraphs[0]))
    assert [texts["y"][slice(*copy.spans[0])] for copy in copies] == [paragraphs[0]]


def test_a_torn_body_still_repeats() -> None:
    body = prose(11, 40)
    text = "Title\n\n" + body + "\n\n" + wrapped(misread(body, 0.01, 5), 5)
    relation = only(find_duplicates({"x": text}))
    assert relation.relation == "repeats"
    assert min(relation.coverage) > 0.95
    assert relation.a.spans[0][0] > relation.b.spans[-1][1] - 1


def test_repeated_strings_of_a_bibliography_are_no_relation() -> None:
    chapter = (
        "In: Mensah, Kofi and Owusu, Ama (eds.). Ports under Pressure. Essays on Insurance. Lagos: Harbour Press, 2018, pp. "
    )
    text = prose(12, 40) + "".join(f"\n- {prose(60 + n, 1)} {chapter}{n}1-{n}9." for n in range(9))
    assert find_repeats(text)
    assert find_duplicates({"x": text}) == []


def test_the_most_complete_copy_is_canonical() -> None:
    whole, torn = prose(13, 60), wrapped(prose(13, 60), 2)
    near = only(find_duplicates({"a": whole[: int(0.8 * len(whole))], "b": whole}))
    assert (near.canonical, near.a.source) == ("b", "a")
    assert "most complete" in near.reason
    near = only(find_duplicates({"a": torn, "b": whole}))
    assert near.canonical == "b"
    assert "fewest broken lines" in near.reason
    near = only(find_duplicates({"a": torn, "b": whole}, structure={"a": 3, "b": 1}))
    assert near.canonical == "a"
    assert "best structured" in near.reason


def test_pull_quote_relation() -> None:
    text = CORPUS["001"]
    [repeat] = [r for r in find_repeats(text) if text[slice(*r.a)].startswith("The economic pragmatism")]
    relation = pull_quote_relation("001", text, repeat, quote_first=True)
    assert (relation.a.spans[0][0], relation.a.spans[-1][1]) == (37450, 37698)
    assert (relation.b.spans[0][0], relation.b.spans[-1][1]) == (37977, 38246)
    assert relation.coverage[0] == 1.0
    check_anchors(relation, CORPUS)


def test_sentence_interrupted_in_the_other_copy_has_two_spans() -> None:
    sentence = (
        "The economic pragmatism eventually prevailed, in contrast to a modest turnover between the two harbours of the coast."
    )
    note = "\n\n3. Interview with a pilot of the harbour office, in June of that year, by telephone.\n\n"
    before, after = prose(14, 20), prose(15, 20)
    texts = {"x": f"{before} {sentence} {after}", "y": f"{before} {sentence[:60]}{note}{sentence[60:]} {after}"}
    start = texts["x"].index(sentence)
    [copy] = Alignment(texts, find_matches(texts)).copies_of("x", start, start + len(sentence))
    assert [texts["y"][a:b].strip() for a, b in copy.spans] == [sentence[:60].strip(), sentence[60:].strip()]
    [back] = Alignment(texts, find_matches(texts)).copies_of_spans("y", copy.spans)
    assert back.spans == ((start, start + len(sentence)),)


def test_less_than_most_of_a_passage_is_no_copy() -> None:
    one, two = prose(16, 30), prose(17, 30)
    half = len(one) // 2
    texts = {"x": one, "y": one[:half] + two}
    alignment = Alignment(texts, find_matches(texts))
    assert alignment.copies_of("x", half - 20, half + 180) == ()
    assert len(alignment.copies_of("x", half - 180, half - 20)) == 1


@pytest.mark.parametrize("text", ["", " ", "a", "---", "\x00", "\ud800", "ﬁ" * 50, "ha " * 400, "0 " * 3000, "ß" * 90])
def test_odd_texts(text: str) -> None:
    for repeat in find_repeats(text):
        assert repeat.a[1] <= repeat.b[0]
    relations = find_duplicates({"x": text, "y": text + prose(1, 20), "z": text})
    assert ("exact" in {r.relation for r in relations}) == bool(text)


@settings(max_examples=15)
@given(st.integers(0, 10**6), st.floats(0, 0.03), st.integers(3, 6), st.sampled_from([wrapped, lambda text, _: text]))
def test_a_planted_copy_is_found(seed: int, share: float, sentences: int, layout: Callable[[str, int], str]) -> None:
    passage = prose(seed, sentences)
    changed = layout(misread(passage, share, seed), seed)
    host = prose(seed + 1, 15) + "\n\n"
    text = host + passage + "\n\n" + prose(seed + 2, 15) + "\n\n" + changed + "\n\n" + prose(seed + 3, 5)
    found = find_repeats(text)
    start = len(host)
    covered = sum(b - a for repeat in found for a, b in repeat.a_spans if a >= start - 40 and b <= start + len(passage) + 40)
    assert covered > 0.5 * len(passage) or len(read_stream(passage)) < 150


@settings(max_examples=12)
@given(st.integers(0, 10**6), st.floats(0, 0.04))
def test_runs_are_right_to_eight_characters(seed: int, share: float) -> None:
    clean = prose(seed, 25)
    chance = random.Random(seed)
    pieces, places, at = [], [], 0
    for position, letter in enumerate(clean):
        new = (
            letter
            if not letter.isalpha() or chance.random() >= share
            else chance.choice([letter * 2, "", "\n" + letter, "-\n" + letter])
        )
        places.append((position, at) if new else None)
        pieces.append(new)
        at += len(new)
    texts = {"a": clean, "b": "".join(pieces)}
    [match] = [m for m in find_matches(texts) if m.a != m.b]
    known = dict(place for place in places if place)
    for run in merged_runs(match.runs):
        slope = (run.b_end - run.b_start) / (run.a_end - run.a_start)
        for position in range(run.a_start, run.a_end):
            if position in known:
                assert abs(run.b_start + (position - run.a_start) * slope - known[position]) <= 8


@settings(max_examples=10)
@given(st.integers(0, 10**6), st.permutations(["k", "l", "m", "n"]))
def test_names_and_order_change_nothing(seed: int, names: list[str]) -> None:
    base = prose(seed, 20)
    made = [base, wrapped(base, seed), prose(seed + 5, 10) + base[:400], prose(seed + 6, 10)]
    one = {(m.a, m.b): m for m in find_matches(dict(zip("klmn", made, strict=True)))}
    other = find_matches(dict(reversed(list(zip(names, made, strict=True)))))
    back = dict(zip(names, "klmn", strict=True))
    assert len(one) == len(other)
    for match in other:
        a, b = back[match.a], back[match.b]
        twin = one[min(a, b), max(a, b)]
        runs = match.runs if a <= b else match.runs.turned()
        shares = match.shares if a <= b else match.shares[::-1]
        assert (runs, shares) == (twin.runs, twin.shares)


def test_merging_keeps_every_corner_within_tolerance() -> None:
    runs = [Run(at * 50, at * 50 + 48, at * 51, at * 51 + 48) for at in range(40)]
    merged = merged_runs(runs, tolerance=3)
    assert len(merged) < 4
    assert (merged[0].a_start, merged[-1].b_end) == (0, 39 * 51 + 48)

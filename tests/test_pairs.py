"""Candidate pairs: a glance loses nothing that a full look would find, and neither memory nor batches change a result."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from extract.dedupe.batches import group_pairs, make_batch
from extract.dedupe.boilerplate import MANY, Boilerplate
from extract.dedupe.fingerprints import Fingerprint, fingerprint
from extract.dedupe.gaps import PROBE
from extract.dedupe.gathered import Gathered, gathered
from extract.dedupe.glance import carried_on_plainly, distances
from extract.dedupe.kernel import KERNEL
from extract.dedupe.matches import find_matches, match_all, match_batch
from extract.dedupe.pairs import Pair, find_pairs
from extract.dedupe.run_list import RunList
from extract.dedupe.runs import Run
from extract.dedupe.samples import Samples, agreements, hash_order, join, sorted_by
from extract.dedupe.shared import match_streams
from extract.dedupe.shingles import GRAM, MAX_PLACES, read_stream
from extract.errors import UnreadableSourceError
from extract.reading import spaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

PLENTY = 1 << 30


def letters(chance: random.Random, count: int) -> str:
    return "".join(chance.choices("abcdefghijklmnoprstuvwy", k=count))


def phrases(seed: int, *, texts: int = 8) -> list[str]:
    """Return texts of which each two share phrases, long and short, near each other and far, some misread at their ends."""
    chance = random.Random(seed)
    stock = [letters(chance, chance.randint(GRAM, 70)) for _ in range(12)]
    made = []
    for _ in range(texts):
        parts = []
        for phrase in chance.sample(stock, k=chance.randint(1, 5)):
            at = chance.randrange(len(phrase))
            parts.append(phrase if chance.random() < 0.5 else phrase[:at] + chance.choice(["", "q", "zz"]) + phrase[at + 1 :])
            parts.append(letters(chance, chance.choice([0, 3, 20, 200, 900])))
        made.append(" ".join(parts))
    return made


def family(seed: int, count: int = 60) -> dict[str, str]:
    """Return notices and their copies with words changed, and a line that all have."""
    chance = random.Random(seed)
    words = [letters(chance, 3 + number % 7) for number in range(300)]
    line = " ".join(chance.choices(words, k=14))
    texts: list[str] = []
    for _ in range(count):
        if texts and chance.random() < 0.5:
            copied = chance.choice(texts).split(" ")
            copied[chance.randrange(len(copied))] = chance.choice(words)
            texts.append(" ".join(copied))
        else:
            texts.append(f"{line}. {' '.join(chance.choices(words, k=chance.randint(20, 90)))}.")
    return {f"{number:03}": text for number, text in enumerate(texts)}


def together(fingerprints: list[Fingerprint], memory: int = PLENTY) -> Gathered:
    with gathered(fingerprints, [(one.size, len(one.hashes)) for one in fingerprints], memory=memory) as found:
        return Gathered(found.letters, list(found.parts))


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6))
def test_a_glance_passes_over_nothing_that_a_full_look_would_find(seed: int) -> None:
    texts = phrases(seed)
    found = together([fingerprint(text) for text in texts])
    promising = {(pair.a, pair.b) for pair in find_pairs(found)}
    for seeds in agreements(found.parts[0]):
        for a, b in sorted(set(zip(seeds.a.tolist(), seeds.b.tolist(), strict=True)) - promising):
            here = (seeds.a == a) & (seeds.b == b)
            shared = match_streams(read_stream(texts[a]), read_stream(texts[b]), seeds.at_a[here], seeds.at_b[here])
            assert shared is None, (texts[a], texts[b])


def test_a_glance_passes_over_stock_phrases() -> None:
    chance = random.Random(1)
    phrase = next(made for made in iter(lambda: letters(chance, 40), "") if len(fingerprint(made).hashes))
    found = together([fingerprint(letters(chance, 900) + phrase + letters(chance, 900)) for _ in range(40)])
    (seeds,) = agreements(found.parts[0])
    pairs = np.unique(np.stack((seeds.a, seeds.b)), axis=1).shape[1]
    assert pairs == 40 * 39 // 2
    assert len(list(find_pairs(found))) < pairs / 10


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(st.text("abc", min_size=PROBE, max_size=PROBE), st.text("abc", min_size=PROBE, max_size=PROBE)), min_size=1
    )
)
def test_edit_distances_of_many_pairs(pairs: list[tuple[str, str]]) -> None:
    one, other = (np.array([list(pair[side].encode()) for pair in pairs], dtype=np.uint8) for side in (0, 1))
    assert distances(one, other).tolist() == [Levenshtein.distance(*pair) for pair in pairs]


@settings(max_examples=30)
@given(st.lists(st.integers(0, 2**64 - 1) | st.integers(2**63, 2**63 + 9), max_size=60))
def test_hashes_in_order(hashes: list[int]) -> None:
    assert hash_order(np.array(hashes, dtype=np.uint64)).tolist() == sorted(range(len(hashes)), key=lambda at: (hashes[at], at))


@settings(max_examples=30)
@given(st.lists(st.tuples(*[st.integers(-9, 9) | st.integers(-(2**31), 2**31 - 1)] * 3), max_size=60))
def test_columns_in_order(rows: list[tuple[int, int, int]]) -> None:
    columns = np.array(rows, dtype=np.int32).reshape(-1, 3).T
    assert sorted_by(*columns).tolist() == sorted(range(len(rows)), key=lambda at: (rows[at], at))


@pytest.mark.parametrize("memory", [20_000, 200_000])
def test_files_give_what_memory_gives(memory: int) -> None:
    texts = family(2)
    fingerprints = {name: fingerprint(text) for name, text in texts.items()}
    assert match_all(texts, fingerprints, memory=memory) == find_matches(texts)


def test_very_many_equal_texts_are_matched_with_the_first() -> None:
    base = family(5, 1)["000"]
    many = {f"{number:03}": base for number in range(2 * MAX_PLACES)}
    assert [(match.a, match.b) for match in find_matches(many)] == [("000", name) for name in sorted(many)[1:]]
    longer = {**many, "more": base + " " + letters(random.Random(1), 90)}
    assert [match.a for match in find_matches(longer) if match.b == "more"] == ["000"]


def pairs_of(texts: dict[str, str]) -> tuple[list[Fingerprint], list[Pair], dict[bytes, str]]:
    fingerprints = sorted((fingerprint(text) for text in set(texts.values())), key=lambda one: one.digest)
    return fingerprints, list(find_pairs(together(fingerprints))), {fingerprint(text).digest: text for text in texts.values()}


@pytest.mark.parametrize("largest", [1, 2000, PLENTY])
def test_batches_hold_each_pair_once_whatever_their_size(largest: int) -> None:
    fingerprints, pairs, text_of = pairs_of(family(3))
    groups = list(group_pairs(pairs, fingerprints, largest=largest))
    assert sorted((pair.a, pair.b) for group in groups for pair in group) == [(pair.a, pair.b) for pair in pairs]
    found = {}
    for group in groups:
        batch = make_batch(group, fingerprints, lambda number: text_of[fingerprints[number].digest])
        assert len(group) == 1 or batch.size <= largest
        for pair, shared in zip(group, match_batch(batch), strict=True):
            found[pair.a, pair.b] = shared and (shared.runs, shared.letters)
    whole = make_batch(pairs, fingerprints, lambda number: text_of[fingerprints[number].digest])
    for pair, shared in zip(pairs, match_batch(whole), strict=True):
        assert found[pair.a, pair.b] == (shared and (shared.runs, shared.letters))


def batch_names(texts: dict[str, str]) -> set[str]:
    fingerprints, pairs, text_of = pairs_of(texts)

    def read(number: int) -> str:
        return text_of[fingerprints[number].digest]

    return {repr(make_batch(group, fingerprints, read)) for group in group_pairs(pairs, fingerprints)}


def test_a_text_more_leaves_other_clusters_in_their_batches() -> None:
    texts = {f"{number}/{name}": text for number in range(60) for name, text in family(100 + number, 3).items()}
    before, after = batch_names(texts), batch_names({**texts, "more": texts["7/001"] + " and so on"})
    assert len(before) > 3
    assert len(before - after) in {1, 2}  # the one that it leaves, and the one that it joins


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6))
def test_boilerplate_counts_the_letters_of_common_shingles(seed: int) -> None:
    chance = random.Random(seed)
    line = letters(chance, 60)
    texts = [letters(chance, 50) + line + letters(chance, 50) for _ in range(MANY)]
    fingerprints = [fingerprint(text) for text in texts]
    samples = together(fingerprints).parts
    boilerplate = Boilerplate(fingerprints, samples, ())
    common = set.intersection(*(set(one.hashes.tolist()) for one in fingerprints))
    held: set[int] = set()
    before: int | None = None
    for place, value in zip(fingerprints[0].places.tolist(), fingerprints[0].hashes.tolist(), strict=True):
        if value in common:
            held.update(range(place if before is None else before, place + GRAM))
        before = place if value in common else None
    bounds = np.array([[40, 90], [80, 100], [0, 10]])
    inside = held & {at for start, end in bounds.tolist() for at in range(start, end)}
    whole = np.array([[0, fingerprints[1].size]])
    found = boilerplate.count([(1, whole), (0, bounds)])
    assert found[1] == (len(inside), len(held))
    assert found[0][0] == found[0][1]
    assert Boilerplate(fingerprints, samples, [(0, 1)]).count([(0, bounds)]) == [(0, 0)]


def test_samples_join_as_they_were_gathered() -> None:
    empty = join([])
    assert [len(column) for column in empty] == [0, 0, 0]
    one = Samples(np.array([5], np.uint64), np.array([1], np.int32), np.array([0], np.int32))
    assert [column.tolist() for column in join([one, one])] == [[5, 5], [1, 1], [0, 0]]


RUNS = st.lists(st.builds(Run, *[st.integers(0, 2**31 - 1)] * 4), max_size=9)


@given(RUNS, RUNS)
def test_a_run_list_is_a_sequence_of_runs(runs: list[Run], others: list[Run]) -> None:
    packed = RunList.of(runs)
    assert list(packed) == [packed[at] for at in range(len(packed))] == packed[:] == runs
    assert list(packed.turned()) == sorted(run.turned() for run in runs)
    assert (packed < RunList.of(others), packed == RunList.of(others)) == (runs < others, runs == others)


@given(st.text("ab \n\t\x1c\u2003\xa0\xadé"))
def test_spaces_are_one_space(text: str) -> None:
    assert spaced(text) == re.sub(r"\s+", " ", text)


@pytest.mark.skipif(KERNEL is None, reason="there is no compiled kernel here")
@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([-1, 1]))
def test_the_kernel_glances_the_same(seed: int, step: int) -> None:
    found = together([fingerprint(text) for text in phrases(seed)]).letters
    chance = np.random.default_rng(seed)
    a, b = (chance.integers(0, len(found.sizes), 200) for _ in "ab")
    at_a, at_b = (chance.integers(0, found.sizes[texts] + 1) for texts in (a, b))
    rooms = (at_a, at_b) if step < 0 else (found.sizes[a] - at_a, found.sizes[b] - at_b)
    places = found.starts[a] + at_a, found.starts[b] + at_b, np.minimum(*rooms)
    assert KERNEL is not None
    told, plain = KERNEL.carried_on(found.joined, *places, step), carried_on_plainly(found, *places, step)
    assert [column.tolist() for column in told] == [column.tolist() for column in plain]


def test_a_batch_that_fails_loses_no_more_than_the_pair_that_fails_alone() -> None:
    notice = "The port of Lagos closed its gates in March, and no ship has entered since the insurers left it. " * 3
    texts = {name: f"{notice} {name * 40}" for name in ("oslo", "accra", "bergen")}
    fingerprints = {name: fingerprint(text) for name, text in texts.items()}
    lost: list[tuple[str, str]] = []

    def each(step: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            fails = step is match_batch and (len(item.pairs) > 1 or any("accra" in text for text in item.texts))
            yield UnreadableSourceError("too long") if fails else step(item)

    found = match_all(texts, fingerprints, each=each, lose=lambda a, b, _: lost.append((min(a, b), max(a, b))))
    assert {(match.a, match.b) for match in found if match.a != match.b} == {("bergen", "oslo")}
    assert sorted(lost) == [("accra", "bergen"), ("accra", "oslo")]
    with pytest.raises(UnreadableSourceError):
        match_all(texts, fingerprints, each=each)

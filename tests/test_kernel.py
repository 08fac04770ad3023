"""The compiled kernel gives what the Python modules give, letter by letter."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.dedupe import kernel, shingles
from extract.dedupe.kernel import KERNEL, compiling
from extract.dedupe.pairs import Pair
from extract.dedupe.repeats import own_runs, own_runs_plainly
from extract.dedupe.runs import Run, is_alike, looks, merged_plainly, merged_runs
from extract.dedupe.shared import Shared, match_pairs, match_plainly
from extract.dedupe.shingles import GRAM, Stream, hash_grams, read_stream

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = Path(kernel.__file__).parent
HAS_COMPILER = shutil.which(os.environ.get("CC", "cc")) is not None

needs_kernel = pytest.mark.skipif(KERNEL is None, reason="there is no compiled kernel here")

ANCHORS = (
    "The harbour master of Lagos counted nine ships. ",
    "Insurers had left long before the lines did.\n\n",
    "“Nobody — not even the ﬁrst mate — asked why”, she wrote; ",
    "В порту Одессы никто не ждал кораблей до весны. ",
)
SENTENCES = (
    "The ships came in. ",
    "The ships had left!\n\n",
    "“The port was shut”, it said. ",
    "No ships; no pilots… ",
    "船が来た。",
    "The ships came in late, and nobody at the port knew why. ",
    "And then?",
)
LETTERS = st.text(alphabet="ab", max_size=90)
NOISE = st.text(alphabet="abTé. \n-ﬁß港İ²\ud800'’\x1c", max_size=40)
PIECES = st.lists(st.one_of(st.sampled_from(ANCHORS), LETTERS, NOISE), max_size=9).map("".join)
SMALL = settings(max_examples=30, deadline=None)


def grams_in_common(a: Stream, b: Stream) -> Pair:
    """Return two streams as a pair: where equal shingles begin."""
    in_b = defaultdict(list)
    for at, gram in enumerate(b.hashes.tolist()):
        in_b[gram].append(at)
    places = [(at, other) for at, gram in enumerate(a.hashes.tolist()) for other in in_b[gram]]
    found = np.array(places, dtype=np.int32).reshape(-1, 2)
    return Pair(0, 1, found[:, 0], found[:, 1], is_rare=True)


def in_lists(shared: Shared | None) -> list[Any]:
    return [shared.runs.tolist(), shared.bounds.tolist(), shared.letters] if shared else []


def check_pairs(texts: Sequence[str]) -> None:
    """Check that each two neighbours share the same with the kernel and without it."""
    streams = [read_stream(text) for text in texts]
    pairs = [grams_in_common(a, b)._replace(a=at, b=at + 1) for at, (a, b) in enumerate(pairwise(streams))]
    found = map(in_lists, match_pairs(streams, pairs))
    assert list(found) == [in_lists(match_plainly(streams[pair.a], streams[pair.b], pair)) for pair in pairs]


@pytest.mark.skipif(not HAS_COMPILER or os.environ.get("PINCITE_KERNEL") == "off", reason="no compiler, or none wanted")
def test_there_is_a_kernel_where_there_is_a_compiler() -> None:
    assert KERNEL, f"compile it: python {compiling.__file__}"


@needs_kernel
@given(PIECES)
@SMALL
def test_a_text_is_read_the_same(text: str) -> None:
    stream = read_stream(text)
    plain = shingles.read_plainly(text)
    assert stream.letters == plain.letters
    assert stream.places.tolist() == plain.places.tolist()
    hashes = hash_grams(plain.codes, GRAM)
    kept = [(gram, at) for at, gram in enumerate(hashes.tolist()) if gram % shingles.SAMPLING == 0]
    assert list(zip(*(array.tolist() for array in stream.sampled()), strict=True)) == kept


@needs_kernel
@given(st.lists(PIECES, min_size=2, max_size=4))
@SMALL
def test_texts_share_the_same(texts: list[str]) -> None:
    check_pairs(texts)


@needs_kernel
@given(st.lists(st.text(alphabet="abc", max_size=300), min_size=2, max_size=2))
@SMALL
def test_a_gap_is_aligned_the_same(gaps: list[str]) -> None:
    check_pairs([ANCHORS[0] * 2 + gap + ANCHORS[1] * 2 for gap in gaps])


@needs_kernel
@given(st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=6), st.integers(0, 5), st.lists(st.sampled_from(SENTENCES)))
@SMALL
def test_what_is_put_in_is_cut_out_the_same(sentences: list[str], at: int, put_in: list[str]) -> None:
    long = "".join((*sentences[:at], *put_in, *sentences[at:]))
    check_pairs(["".join(sentences), long, long.replace("ships", "sh1ps")])


@needs_kernel
@given(PIECES)
@SMALL
def test_a_text_repeats_the_same(text: str) -> None:
    stream = read_stream(text)
    samples, chains = own_runs(stream)
    assert chains == own_runs_plainly(stream)
    assert [array.tolist() for array in samples] == [array.tolist() for array in stream.sampled()]


@needs_kernel
def test_more_runs_than_there_is_room_for_at_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "ROOM", 1)
    text = " ".join(f"{number} ships of the {number * 7919 % 1000}th line" for number in range(99))
    torn = text.replace(" ", "\n \n")
    check_pairs([text[:999], torn[:999], text, torn, text, text[:99]])
    assert own_runs(read_stream(text + torn))[1] == own_runs_plainly(read_stream(text + torn))


@needs_kernel
def test_what_does_not_fit_is_refused() -> None:
    stream = read_stream(ANCHORS[0])
    pair = Pair(0, 0, np.array([1], np.int32), np.array([2], np.int32), is_rare=True)
    for wrong in (pair._replace(at_b=pair.at_b[:0]), pair._replace(b=1), pair._replace(a=-1)):
        with pytest.raises(ValueError, match="do not fit"):
            list(match_pairs([stream], [wrong]))
    for far in (len(stream), -1):
        with pytest.raises(IndexError, match="outside"):
            list(match_pairs([stream], [pair._replace(at_b=np.array([far], np.int32))]))


def test_the_table_of_looks_says_what_is_alike() -> None:
    characters = [chr(code) for code in (*range(0x3100), *range(0xFE00, 0x10000))]
    for character in characters:
        look = int(looks()[ord(character)])
        assert bool(look & 0x80000000) == character.isalnum()
        assert is_alike(character, chr(look & 0x7FFFFFFF))


def test_no_constant_has_two_values() -> None:
    names = [line.split()[1] for line in compiling.constants().splitlines()]
    assert len(names) == len(set(names))


def test_without_a_compiler_there_is_no_kernel(tmp_path: Path) -> None:
    shutil.copytree(FOLDER.parent, tmp_path / "dedupe", ignore=shutil.ignore_patterns("*.so", "__pycache__"))
    command = [sys.executable, str(tmp_path / "dedupe" / "kernel" / "compiling.py")]
    done = subprocess.run(command, env={"CC": "no-such-compiler"}, capture_output=True, text=True, check=True)
    assert "left out" in done.stdout
    assert not list(tmp_path.rglob("*.so"))


@needs_kernel
@given(PIECES, PIECES, st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), max_size=9))
@SMALL
def test_equal_hashes_of_different_letters_do_no_harm(one: str, other: str, places: list[tuple[int, int]]) -> None:
    a, b = read_stream(ANCHORS[0] + one), read_stream(ANCHORS[3] + other)
    found = np.array([(at % len(a), to % len(b)) for at, to in places], dtype=np.int32).reshape(-1, 2)
    pair = Pair(0, 1, found[:, 0], found[:, 1], is_rare=True)
    assert in_lists(next(match_pairs([a, b], [pair]))) == in_lists(match_plainly(a, b, pair))


@needs_kernel
@given(st.lists(st.tuples(*[st.integers(0, 60)] * 4), max_size=20), st.integers(0, 4), st.integers(0, 9))
@SMALL
def test_runs_are_merged_the_same(steps: list[tuple[int, int, int, int]], tolerance: int, largest: int) -> None:
    runs: list[Run] = []
    a = b = 0
    for gap_a, length_a, gap_b, length_b in steps:
        a, b = a + gap_a % 12, b + gap_b % 12
        runs.append(Run(a, a + length_a + 1, b, b + length_b + 1))
        a, b = runs[-1].a_end, runs[-1].b_end
    assert merged_runs(runs, tolerance=tolerance, largest=largest) == merged_plainly(runs, tolerance, largest)

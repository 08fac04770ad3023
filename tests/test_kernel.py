"""The compiled kernel gives what the Python modules give, letter by letter."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.dedupe import kernel, shingles
from extract.dedupe.kernel import KERNEL, Side, compiling
from extract.dedupe.repeats import own_runs, own_runs_plainly
from extract.dedupe.runs import is_alike, looks
from extract.dedupe.shared import runs_by_chain, runs_by_chain_plainly
from extract.dedupe.shingles import GRAM, Stream, hash_grams, read_stream

FOLDER = Path(kernel.__file__).parent
HAS_COMPILER = shutil.which(os.environ.get("CC", "cc")) is not None

needs_kernel = pytest.mark.skipif(KERNEL is None, reason="there is no compiled kernel here")

ANCHORS = (
    "The harbour master of Lagos counted nine ships. ",
    "Insurers had left long before the lines did.\n\n",
    "“Nobody — not even the ﬁrst mate — asked why”, she wrote; ",
    "В порту Одессы никто не ждал кораблей до весны. ",
)
LETTERS = st.text(alphabet="ab", max_size=90)
NOISE = st.text(alphabet="abTé. \n-ﬁß港İ²\ud800'’\x1c", max_size=40)
PIECES = st.lists(st.one_of(st.sampled_from(ANCHORS), LETTERS, NOISE), max_size=9).map("".join)
SMALL = settings(max_examples=50, deadline=None)


def seeds(a: Stream, b: Stream) -> tuple[shingles.Places, shingles.Places]:
    """Return where equal shingles begin in two streams."""
    in_b = defaultdict(list)
    for at, gram in enumerate(b.hashes.tolist()):
        in_b[gram].append(at)
    pairs = [(at, other) for at, gram in enumerate(a.hashes.tolist()) for other in in_b[gram]]
    found = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    return np.ascontiguousarray(found[:, 0]), np.ascontiguousarray(found[:, 1])


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
@given(PIECES, PIECES)
@SMALL
def test_two_texts_share_the_same(one: str, other: str) -> None:
    a, b = read_stream(one), read_stream(other)
    assert runs_by_chain(a, b, *seeds(a, b)) == runs_by_chain_plainly(a, b, *seeds(a, b))


@needs_kernel
@given(st.text(alphabet="abc", max_size=300), st.text(alphabet="abc", max_size=300))
@SMALL
def test_a_gap_is_aligned_the_same(one: str, other: str) -> None:
    a, b = (read_stream(ANCHORS[0] * 2 + text + ANCHORS[1] * 2) for text in (one, other))
    assert runs_by_chain(a, b, *seeds(a, b)) == runs_by_chain_plainly(a, b, *seeds(a, b))


@needs_kernel
@given(PIECES)
@SMALL
def test_a_text_repeats_the_same(text: str) -> None:
    stream = read_stream(text)
    assert own_runs(stream) == own_runs_plainly(stream)


@needs_kernel
def test_more_runs_than_there_is_room_for_at_first() -> None:
    text = " ".join(f"{number} ships of the {number * 7919 % 1000}th line" for number in range(2000))
    a, b = read_stream(text), read_stream(text.replace(" ", "\n \n"))
    chains, _ = runs_by_chain(a, b, *a.sampled()[1:] * 2)
    assert len(chains[0]) > kernel.ROOM


@needs_kernel
def test_what_does_not_fit_is_refused() -> None:
    assert KERNEL
    stream = read_stream(ANCHORS[0])
    one, two, far = (np.array(places, dtype=np.int32) for places in ([0], [0, 1], [len(stream)]))
    with pytest.raises(IndexError, match="outside"):
        runs_by_chain(stream, stream, one, far)
    with pytest.raises(ValueError, match="no pairs"):
        runs_by_chain(stream, stream, one, two)
    with pytest.raises(ValueError, match="do not fit"):
        Side("short", stream.codes, stream.places)


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

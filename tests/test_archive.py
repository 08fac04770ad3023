"""Archives cost no more than they may, whatever they claim, and a damaged one is one typed fault."""

from __future__ import annotations

import random
import struct
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_docx import made_docx, paragraph, zipped
from made_epub import made_epub

from extract.errors import LimitError, UnreadableSourceError
from extract.read_options import Limits, ReadOptions
from extract.readers import read_bytes
from extract.readers.archive import ENTRY, LOCAL, MEMBERS, Archive
from extract.readers.xml_parts import parse_tree

PART = "word/document.xml"
LIMITS = Limits(inflated=20)


def archive(data: bytes) -> Archive:
    return Archive(data, "document", LIMITS)


def packed(files: list[tuple[str, bytes, int]], *, starts: list[int] | None = None, flags: int = 0, method: int = 8) -> bytes:
    """Return an archive of (name, packed bytes, size claimed); with ``starts``, the directory says that they stand there."""
    body, directory = b"", b""
    for number, (name, content, size) in enumerate(files):
        start = starts[number] if starts else len(body)
        crc = zlib.crc32(zlib.decompress(content, -15)) if method == 8 and size < 20_000_000 and not starts else 0
        header = (0, flags, method, 0, 0, crc, len(content), size, len(name), 0)
        body += LOCAL.pack(b"PK\x03\x04", *header[:5], *header[5:]) + name.encode() + content
        directory += ENTRY.pack(b"PK\x01\x02", 20, *header, 0, 0, 0, 0, start) + name.encode()
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(files), len(files), len(directory), len(body), 0)
    return body + directory + end


def deflated(text: bytes) -> bytes:
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    return engine.compress(text) + engine.flush()


@given(
    st.dictionaries(
        st.text("abc/é", min_size=1, max_size=8).filter(lambda name: name[-1] != "/" and name[0] != "/"),
        st.binary(max_size=99),
        max_size=5,
    ),
    st.binary(max_size=30),
)
def test_what_was_packed_is_read(files: dict[str, bytes], before: bytes) -> None:
    data = (b"PK" + before if before else b"") + zipped(files)
    found = archive(data)
    assert {name: found.read(name) for name in found} == files


def test_names_that_lead_out_are_none_of_ours() -> None:
    found = archive(zipped({"../a": b"1", "/b": b"2", "c/../../d": b"3", "e\\f": b"4", "C:g": b"5", "h/..i": b"6"}))
    assert list(found) == ["h/..i"]


BOMB = deflated(bytes(50_000_000))
PIECE = deflated(b"<a>" + b"ports " * 100)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (packed([(PART, BOMB, 50_000_000)]), "250 times its size"),
        (packed([(PART, deflated(random.Random(1).randbytes(9_000_000).hex().encode()), 18_000_000)]), None),
        (packed([(PART, deflated(random.Random(1).randbytes(15_000_000).hex().encode()), 9)]), "more than 20 MB"),
        (packed([(PART, PIECE, 5)]), "is damaged"),
        (packed([(PART, PIECE[:-9], 603)], starts=[0]), "is damaged"),
        (packed([(PART, PIECE, 603), ("b", PIECE, 603)], starts=[0, 0]), "overlap"),
        (packed([(PART, PIECE, 603)], starts=[400_000]), "overlap"),
        (packed([(PART, PIECE, 603), (PART, PIECE, 603)]), "twice"),
        (packed([(PART, PIECE, 603)], flags=1), "encrypted"),
        (packed([(PART, PIECE, 603)], method=12), "method 12"),
        (packed([(f"{n}", b"", 0) for n in range(MEMBERS + 1)], starts=[0] * (MEMBERS + 1)), "files, more than"),
        (packed([("a", PIECE, 603)]), "is missing"),
        (b"PK\x05\x06", "cut short"),
        (b"PK\x05\x06" + bytes(18), "is missing"),
        (b"PK\x05\x06" + b"\xff" * 18, "is damaged|more than"),
    ],
)  # fmt: skip
def test_what_misleads_is_refused(data: bytes, says: str | None) -> None:
    began = time.perf_counter()
    if says is None:
        assert len(archive(data).read(PART)) == 18_000_000
    else:
        with pytest.raises(UnreadableSourceError, match=rf"({says}).*; "):
            archive(data).read(PART)
    assert time.perf_counter() - began < 5


def test_a_part_within_the_limits_may_repeat_itself() -> None:
    text = b"<w:p/>" * 1_000_000
    assert archive(packed([(PART, deflated(text), len(text))])).read(PART) == text


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.docx", made_docx(paragraph("The ports were first."))), ("a.epub", made_epub({"a": "<p>The ports were first.</p>"}))],
)
def test_a_damaged_file_is_read_or_refused(name: str, data: bytes) -> None:
    chance = random.Random(7)
    damaged = [data[: len(data) * share // 20] for share in range(20)]
    for flips in (1, 2, 8, 40) * 15:
        changed = bytearray(data)
        for _ in range(flips):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        damaged.append(bytes(changed))
    outcomes = [outcome(each, name) for each in damaged]
    assert all(said == "read" or (said.startswith(f"{name}: ") and "; " in said) for said in outcomes)
    assert outcomes.count("read") < len(damaged) / 2


def outcome(data: bytes, name: str) -> str:
    try:
        return "read" if read_bytes(data, name).structure else "nothing"
    except UnreadableSourceError as fault:
        return str(fault)


def test_a_long_document_stays_within_the_limits() -> None:
    data = made_docx(paragraph("The ports were first.") * 5_000)
    assert len(read_bytes(data, "a.docx").raw) == 22 * 5_000 - 1
    with pytest.raises(LimitError, match="more than 100,000 characters; raise --max-glyphs"):
        read_bytes(data, "a.docx", ReadOptions(Limits(glyphs=100_000)))


def test_entities_are_refused() -> None:
    laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>'
    with pytest.raises(UnreadableSourceError, match="declares entities"):
        parse_tree(laughs.encode(), "a.opf", doctype=True)
    with pytest.raises(UnreadableSourceError, match="declares a document type"):
        parse_tree(laughs.encode(), "a.xml")
    with pytest.raises(UnreadableSourceError, match="levels deep"):
        parse_tree(b"<a>" * 100_000, "a.xml")
    with pytest.raises(UnreadableSourceError, match="a tag of more than 16 MB"):
        parse_tree(b"<a b='" + b" " * 20_000_000 + b"'/>", "a.xml")

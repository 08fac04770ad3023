"""Bytes become text with nothing changed but the byte-order mark, or a message that says what to do."""

from __future__ import annotations

from contextlib import suppress
from time import perf_counter
from typing import TYPE_CHECKING, Any

import pytest
from case_tables import parameters, read_cases
from hypothesis import given
from hypothesis import strategies as st

from extract import annotate
from extract.errors import UnreadableSourceError
from extract.readers import read_bytes, read_file
from extract.readers.text import decode

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Les ports de Lomé furent les premiers à le sentir,\r\nles derniers à le dire : « trop tard », répétait-on là-bas.\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (b"", "utf-8"),
    ],
)
def test_marks_and_utf8(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert decoded.text == (TEXT if data else "")
    assert (decoded.encoding, decoded.confidence) == (encoding, 1.0)


@pytest.mark.parametrize("case", parameters(read_cases("encodings")))
def test_other_encodings_are_detected_and_their_confidence_stated(case: dict[str, Any]) -> None:
    text = case["text"] * case.get("repeat", 1) + case.get("ending", "")
    decoded = decode(text.encode(case["encoding"]))
    assert decoded.text == text
    assert decoded.encoding == case.get("is", case["encoding"])
    assert 0 < decoded.confidence < 1
    assert not decoded.bad.total


def test_confidence_rises_with_the_text() -> None:
    short, long = (decode((TEXT * times).encode("cp1252")).confidence for times in (1, 20))
    assert short < long < 1


@pytest.mark.parametrize(
    ("data", "text", "bad"),
    [
        ("« trop tard »".encode() + b"\x92\xff", "« trop tard »\ufffd\ufffd", (2, (15, 16))),
        ("« trop".encode() + b"\xe9" + " tard » répétait-on".encode(), "« trop\ufffd tard » répétait-on", (1, (7,))),
        ("répété, à Lomé".encode()[:-1], "répété, à Lom\ufffd", (1, (17,))),
        (b"\xef\xbb\xbfport de Lom\xe9", "port de Lom\ufffd", (1, (14,))),
        (b"\xff\xfe" + "the ports of Lomé".encode("utf-16-le") + b"\x00", "the ports of Lomé\ufffd", (1, (36,))),
        (b"\xff\xfe" + "port and port \ufffd".encode("utf-16-le"), "port and port \ufffd", (0, ())),
        ("é".encode() * 1000 + b"\xff" * 5, "é" * 1000 + "\ufffd" * 5, (5, (2000, 2001, 2002))),
    ],
)
def test_a_few_wrong_bytes_are_counted_and_the_rest_is_read(data: bytes, text: str, bad: tuple[int, tuple[int, ...]]) -> None:
    decoded = decode(data)
    assert decoded.text == text
    assert decoded.bad == bad
    source = read_bytes(data, "ports.txt")
    assert (source.bad_bytes, source.first_bad) == bad


def test_wrong_bytes_are_a_problem_of_the_run(tmp_path: Path) -> None:
    (tmp_path / "ports.txt").write_bytes("Les ports de Lomé, répétait-on, ".encode() + b"\xe9tait-on trop tard.")
    (tmp_path / "office.txt").write_bytes("Les ports de Lomé, répétait-on.".encode("cp1252"))
    messages = {problem.path: problem.message for problem in annotate(tmp_path).problems if problem.kind == "encoding"}
    assert "1 byte is not utf-8 (at offset 35" in messages["ports.txt"]
    assert "read as cp1252 with confidence" in messages["office.txt"]


@pytest.mark.parametrize("text", ["a\r\nb\r\n", "a\rb\rc", "a\n\rb", "a\x00b\x01\x1fc", "a\x0cb\x0bc\x85d\u2028e", "a\u202eb"])
def test_line_ends_nuls_and_controls_stay(text: str) -> None:
    assert decode(text.encode()).text == text
    assert decode(text.encode("utf-8-sig")).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_long_lines_take_time_in_proportion(encoding: str) -> None:
    line = ("the ports of Lomé " * 200_000).encode(encoding)
    start = perf_counter()
    assert len(decode(line).text) == 3_600_000
    assert perf_counter() - start < 5


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(UnreadableSourceError):
        decoded = decode(data)
        assert 0 <= decoded.confidence <= 1
        assert len(decoded.bad.first) == min(decoded.bad.total, 3)


@given(st.text(max_size=300))
def test_utf8_is_read_as_it_is(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    if not data.count(0) and not data.startswith((b"\xef\xbb\xbf",)):
        assert decode(data).text == data.decode()


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\xff\xfe\x00", b"PK\x03\x04" + b"\x00" * 200])
def test_binary_files_are_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "ports.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableSourceError, match=r"ports\.txt: .*; "):
        read_file(path)


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match="no such file"):
        read_file(tmp_path / "ports.txt")


def test_markdown_is_known_by_suffix_and_by_look(tmp_path: Path) -> None:
    for name, text, media_type in [
        ("a.md", "Ports.", "text/markdown"),
        ("a.txt", "Ports.", "text/plain"),
        ("b.txt", "# Ports\n\nThey were *first* to feel it.", "text/markdown"),
    ]:
        (tmp_path / name).write_text(text, "utf-8")
        assert read_file(tmp_path / name).media_type == media_type

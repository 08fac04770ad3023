"""Bytes become text with nothing changed but the byte-order mark, or a message that says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.errors import UnreadableSourceError
from extract.readers import read_file
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


def test_other_encodings_are_detected_and_their_confidence_stated() -> None:
    decoded = decode((TEXT * 20).encode("cp1252"))
    assert decoded.text == TEXT * 20
    assert 0 < decoded.confidence < 1


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

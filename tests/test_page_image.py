"""A passage is marked where it stands on its page, however the page is turned and cut."""

from __future__ import annotations

import re
import struct
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from made_pdf import lines_at, made_pdf, page
from typer.testing import CliRunner

from extract.annotations import load
from extract.cli import app
from extract.errors import UnreadableSourceError, UsageError
from extract.models import Passage
from extract.read_options import ReadOptions
from extract.readers.pdf import page_image, read_pdf
from extract.readers.pdf.page_image import MARK, MAX_SIDE, Marked, draw_page, png

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

pytest.importorskip("pypdfium2")
LINES = ["The ports were the first to feel it, and", "they were the last to say so in the end."]


def pixels_of(data: bytes) -> NDArray[np.uint8]:
    """Return the pixels of a PNG as our own writer makes it."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    at, packed = 33, b""
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length]) == (zlib.crc32(kind + body),)
        packed += body if kind == b"IDAT" else b""
        at += 12 + length
    rows = np.frombuffer(zlib.decompress(packed), dtype=np.uint8).reshape(height, 1 + 3 * width)
    assert not rows[:, 0].any()
    return rows[:, 1:].reshape(height, width, 3)


def marked_area(pixels: NDArray[np.uint8]) -> tuple[float, float, float, float]:
    """Return the edges of what is marked (left, top, right, bottom), as shares of the page."""
    rows, columns = np.nonzero((pixels == MARK).all(axis=2))
    height, width, _ = pixels.shape
    return columns.min() / width, rows.min() / height, columns.max() / width, rows.max() / height


def draw(tmp_path: Path, words: str, **how: Any) -> NDArray[np.uint8]:
    file = tmp_path / "ports.pdf"
    file.write_bytes(made_pdf([page(lines_at(172, 700, LINES), **how)]))
    source = read_pdf(file.read_bytes(), ReadOptions())
    assert source.structure
    assert source.structure.boxes
    start = source.raw.index(words)
    boxes = source.structure.boxes.of([(start, start + len(words))])
    return pixels_of(draw_page(Marked(file, 1, boxes)))


@pytest.mark.parametrize(
    ("how", "size", "area"),
    [
        ({}, (1275, 1651), (0.448, 0.102, 0.484, 0.121)),
        ({"rotate": 90}, (1651, 1275), (0.879, 0.448, 0.898, 0.484)),
        ({"rotate": 180}, (1275, 1651), (0.516, 0.879, 0.552, 0.898)),
        ({"rotate": 270}, (1651, 1275), (0.102, 0.516, 0.121, 0.552)),
        ({"box": (100, 50, 712, 842)}, (1275, 1651), (0.284, 0.165, 0.321, 0.184)),
        ({"extra": b"/CropBox [150 400 450 750]"}, (626, 730), (0.413, 0.111, 0.487, 0.154)),
        ({"extra": b"/CropBox [150 400 450 750]", "rotate": 90}, (730, 626), (0.846, 0.413, 0.889, 0.487)),
        ({"extra": b"/UserUnit 2"}, (1275, 1651), (0.448, 0.102, 0.484, 0.121)),
    ],
)
def test_the_mark_stands_on_the_words(
    tmp_path: Path, how: dict[str, Any], size: tuple[int, int], area: tuple[float, float, float, float]
) -> None:
    pixels = draw(tmp_path, "first", **how)
    assert (pixels.shape[1], pixels.shape[0]) == pytest.approx(size, abs=2)
    assert marked_area(pixels) == pytest.approx(area, abs=0.003)


def test_print_stays_black_under_the_mark_and_nothing_else_is_marked(tmp_path: Path) -> None:
    pixels = draw(tmp_path, "first to feel it, and\nthey")
    is_marked = (pixels[:, :, 2] <= MARK[2]) & (pixels[:, :, 0] > 250)
    assert is_marked.any()
    assert (pixels == 0).all(axis=2).any()
    assert not is_marked[:100].any()
    assert not is_marked[300:].any()


def test_a_poster_is_drawn_smaller(tmp_path: Path) -> None:
    pixels = draw(tmp_path, "ports", box=(0, 0, 14_000, 7_000))
    assert max(pixels.shape) <= MAX_SIDE + 1


def test_a_picture_is_what_it_was() -> None:
    pixels = np.arange(3 * 5 * 7, dtype=np.uint8).reshape(5, 7, 3)
    assert (pixels_of(png(pixels)) == pixels).all()


def test_faults_say_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "ports.pdf"
    file.write_bytes(made_pdf([page(lines_at(72, 700, LINES))]))
    with pytest.raises(UnreadableSourceError, match="finds no page 7; "):
        draw_page(Marked(file, 7, ()))
    monkeypatch.setattr(page_image, "is_installed", lambda: False)
    with pytest.raises(UnreadableSourceError, match=r"pip install .*pincite\[pdfium\]"):
        draw_page(Marked(file, 1, ()))


def test_show_draws_the_page_and_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus").mkdir()
    file = tmp_path / "corpus" / "ports.pdf"
    text = [lines_at(72, 700, [*LINES] * 12), lines_at(72, 700, ["It was the harbour office that said so first,", *LINES * 3])]
    file.write_bytes(made_pdf([page(part) for part in text]))
    (tmp_path / "corpus" / "note.txt").write_text("The ports were the first to feel it.\n", "utf-8")
    runner = CliRunner()
    assert runner.invoke(app, ["extract", "corpus"], catch_exceptions=False).exit_code == 0
    passages = [record for record in load(tmp_path / "annotations") if isinstance(record, Passage)]
    printed = next(passage for passage in passages if passage.anchor.boxes)
    plain = next(passage for passage in passages if not passage.anchor.boxes)

    shown = runner.invoke(app, ["show", printed.id, "--image", "page.png"])
    assert shown.exit_code == 0
    assert "page 1 of the file" in shown.stdout
    assert re.search(r"page\.png: page 1 of ports\.pdf", shown.stderr)
    assert (tmp_path / "page.png").read_bytes().startswith(b"\x89PNG")

    refused = runner.invoke(app, ["show", plain.id, "--image", "other.png"])
    assert isinstance(refused.exception, UsageError)
    assert not (tmp_path / "other.png").exists()

    file.write_bytes(file.read_bytes() + b"\n")
    changed = runner.invoke(app, ["show", printed.id, "--image", "other.png"])
    assert isinstance(changed.exception, UnreadableSourceError)
    assert not (tmp_path / "other.png").exists()

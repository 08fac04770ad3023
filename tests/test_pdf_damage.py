"""Encrypted, limited, broken and hostile PDFs: what can be read is read, the rest is refused in words, soon."""

from __future__ import annotations

import hashlib
import random
import re
import time

import pytest
from made_pdf import OBJECTS, at, file_of, form, made_of, made_pdf, page, stream
from pdfminer.arcfour import Arcfour
from pdfminer.pdfdocument import PDFStandardSecurityHandler
from read_pdf import opened, our_glyphs, pages_of, text_of, their_glyphs

from extract.errors import LimitError, UnreadableSourceError
from extract.read_options import Limits, ReadOptions
from extract.readers.pdf.content import find_statements
from extract.readers.pdf.document import open_document

# encryption

ID = b"0123456789abcdef"


def encrypted(data: bytes, user: bytes, owner: bytes = b"owner") -> bytes:
    """Return a made file with its content streams encrypted by RC4 with 40 bits, the oldest way of PDF."""
    padding = PDFStandardSecurityHandler.PASSWORD_PADDING
    padded = (user + padding)[:32]
    entry = Arcfour(hashlib.md5((owner + padding)[:32]).digest()[:5]).encrypt(padded)  # noqa: S324  # as the format has it
    key = hashlib.md5(padded + entry + (2**32 - 4).to_bytes(4, "little") + ID).digest()[:5]  # noqa: S324  # the same

    def encrypt(match: re.Match[bytes]) -> bytes:
        own = hashlib.md5(key + int(match[1]).to_bytes(3, "little") + bytes(2)).digest()[:10]  # noqa: S324  # the same
        return match[0].replace(match[2], Arcfour(own).encrypt(match[2]))

    data = re.sub(rb"(\d+) 0 obj\n<<[^>]*>>\nstream\n(.*?)\nendstream", encrypt, data, flags=re.DOTALL)
    opener = b"/Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s>" % (
        entry.hex().encode(),
        Arcfour(key).encrypt(padding).hex().encode(),
    )
    return data.replace(
        b"trailer\n<<", b"trailer\n<< /ID [<%s> <%s>] /Encrypt << %s >>" % (ID.hex().encode(), ID.hex().encode(), opener)
    )


@pytest.mark.parametrize(("user", "password"), [(b"", ""), (b"", "any"), (b"secret", "secret"), (b"secret", "owner")])
def test_a_password_opens_what_is_encrypted(user: bytes, password: str) -> None:
    assert text_of(encrypted(made_pdf([page(at(9, 9, "within"))]), user), password=password) == ["within"]


@pytest.mark.parametrize(
    ("password", "word"), [("", "give it with --password"), ("wrong", "password is wrong"), ("日本", "wrong")]
)
def test_a_missing_or_wrong_password_is_said(password: str, word: str) -> None:
    with pytest.raises(UnreadableSourceError, match=word):
        pages_of(encrypted(made_pdf([page(at(9, 9, "within"))]), b"secret"), password=password)


# limits, faults, damage


@pytest.mark.parametrize(
    ("limits", "word"),
    [
        (Limits(pages=2), "pages"),
        (Limits(glyphs=10), "characters"),
        (Limits(inflated=1), "unpack"),
    ],
)
def test_limits_end_the_reading_with_their_name(limits: Limits, word: str) -> None:
    data = made_pdf([page(at(9, 9, "some text"), b" " * 600_000)] * 3, compress=True)
    assert len(pages_of(data)) == 3
    with pytest.raises(LimitError, match=word):
        pages_of(data, limits=limits)


def test_a_page_that_cannot_be_read_does_not_touch_the_others() -> None:
    bad = stream(b"no picture", b"/Filter /DCTDecode")
    pages = [page(at(9, 9, "one")), page(extra=b"/Contents 100 0 R"), page(at(9, 9, "three"))]
    document, read = opened(made_pdf(pages, objects={100: bad}))
    assert ["".join(each.text) for each in read] == ["one", "", "three"]
    assert [index for index, _ in document.faults] == [2]


def test_a_font_that_cannot_be_read_is_replaced() -> None:
    objects = {100: b"<< /Type /Font /Subtype /Type0 /BaseFont /Broken /DescendantFonts [] >>"}
    document, (only,) = opened(made_pdf([page(at(9, 9, "text", font="F"), fonts={"F": "100 0 R"})], objects=objects))
    assert "".join(only.text) == "text"
    assert "Broken" in document.faults[0][1]


HUGE_FONT = {
    100: b"<< /Type /Font /Subtype /Type0 /BaseFont /Wide /Encoding /Identity-H /DescendantFonts [101 0 R] /ToUnicode 102 0 R >>",
    101: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Wide /W [0 2000000000 500 7 [1 2]] /CIDSystemInfo << >> >>",
    102: stream(b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange"),
}
FANS = {100 + step: form(b"/X Do /X Do", resources=b"<< /XObject << /X %d 0 R >> >>" % (101 + step)) for step in range(24)}
HOSTILE = {
    "ranges of four billion codes": made_pdf([page(b"BT /F 9 Tf <0041> Tj", fonts={"F": "100 0 R"})], objects=HUGE_FONT),
    "forms that show forms twice, 24 deep": made_pdf([page(b"/X Do", forms={"X": "100 0 R"})], objects=FANS),
    "a form that shows itself": made_pdf([page(b"/X Do", forms={"X": "100 0 R"})], objects={100: form(b"/X Do", resources=b"<< /XObject << /X 100 0 R >> >>")}),
    "deep arrays": made_pdf([page(b"[" * 100_000 + at(1, 1, "x"))]),
    "brackets that never close": made_pdf([page(b"(" * 100_000)]),
    "an image that never ends": made_pdf([page(b"BI /W 1 ID " + b"E I" * 100_000)]),
    "numbers without operator": made_pdf([page(b"1 " * 50_000)]),
    "states saved and never restored": made_pdf([page(b"q " * 100_000)]),
    "a length that is itself": made_pdf([page(extra=b"/Contents 100 0 R")], objects={100: b"<< /Length 100 0 R >>\nstream\nBT\nendstream"}),
    "references in a ring": made_pdf([page(extra=b"/Contents 100 0 R")], objects={100: b"101 0 R", 101: b"100 0 R"}),
    "a page tree that is its own child": file_of({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [2 0 R 3 0 R 3 0 R] >>", 3: b"<< /Type /Page >>"}),
    "a map of codes named by a path": made_pdf([page(b"BT /F 9 Tf <0041> Tj", fonts={"F": "100 0 R"})], objects=HUGE_FONT | {100: b"<< /Type /Font /Subtype /Type0 /Encoding /..#2f..#2fetc#2fpasswd /DescendantFonts [101 0 R] >>"}),
    "columns of a predictor": made_pdf([page(extra=b"/Contents 100 0 R")], objects={100: stream(b"x" * 99, b"/Filter /ASCIIHexDecode /DecodeParms << /Predictor 15 /Columns 2000000000 >>")}),
    "an object stream of two billion": made_pdf([page(extra=b"/Contents 9 0 R")], objects={100: stream(b"9 0 (x)", b"/Type /ObjStm /N 2000000000 /First 4")}),
    "a table of objects in a loop": made_pdf([page(at(1, 1, "x"))]).replace(b"/Size", b"/Prev 9 /XRefStm 9 /Size"),
    "labels in a ring": made_pdf([page(at(1, 1, "x"))], catalog=b"/PageLabels 100 0 R", objects={100: b"<< /Kids [100 0 R 100 0 R] >>"}),
    "names that are dictionaries": made_pdf([page(b"<<" * 150 + b">>" * 150 + b" << << 1 2 >> 3 >> BDC")]),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_soon(name: str) -> None:
    start = time.process_time()
    assert len(pages_of(HOSTILE[name])) == 1
    assert time.process_time() - start < 10  # seconds; under 1 is usual, and without its limit it would never end


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"plain text", made_pdf([]), made_pdf([]).replace(b"/Pages", b"/Sages")])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableSourceError):
        pages_of(data)


def test_a_broken_table_of_objects_is_searched_for() -> None:
    whole = made_pdf([page(at(9, 9, "found"))])
    for broken in (
        b"junk\n" + whole,
        whole.replace(b"startxref", b"start"),
        whole[: whole.rindex(b"xref\n0")],
        whole.replace(b"\nxref", b"\nxerf"),
    ):
        assert text_of(broken) == ["found"]


def test_objects_and_tables_may_be_packed_in_streams() -> None:
    inside = {
        3: b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        4: b"<< /Type /Page /Parent 3 0 R /Contents 5 0 R /Resources << /Font << /F1 6 0 R >> >> >>",
        6: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    places, packed = [], b""
    for each, body in inside.items():
        places.append(b"%d %d" % (each, len(packed)))
        packed += body + b" "
    head = b" ".join(places) + b" "
    bodies = {
        1: b"<< /Type /Catalog /Pages 3 0 R >>",
        2: stream(head + packed, b"/Type /ObjStm /N 3 /First %d" % len(head), compress=True),
        5: stream(at(9, 9, "packed")),
    }
    data = bytearray(b"%PDF-1.7\n")
    rows = {0: (0, 0, 0)}
    for each, body in bodies.items():
        rows[each] = (1, len(data), 0)
        data += b"%d 0 obj\n%s\nendobj\n" % (each, body)
    rows |= {each: (2, 2, index) for index, each in enumerate(inside)}
    rows[7] = (1, len(data), 0)
    table = b"".join(
        b"\x02" + bytes((a ^ 0,)) + b.to_bytes(2, "big") + bytes((c,)) for a, b, c in (rows[each] for each in sorted(rows))
    )
    table = unpredicted(table, 5)
    entries = b"/Type /XRef /Size 8 /W [1 2 1] /Root 1 0 R /DecodeParms << /Predictor 12 /Columns 4 >>"
    start = len(data)
    data += b"7 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF" % (stream(table, entries, compress=True), start)
    assert text_of(bytes(data)) == ["packed"]
    assert our_glyphs(bytes(data)) == their_glyphs(bytes(data))


def unpredicted(rows: bytes, length: int) -> bytes:
    """Return rows, each with its filter in front, as differences to the row above."""
    out, above = b"", bytes(length - 1)
    for start in range(0, len(rows), length):
        row = rows[start + 1 : start + length]
        out += rows[start : start + 1] + bytes((byte - other) & 0xFF for byte, other in zip(row, above, strict=True))
        above = row
    return out


SAMPLE = made_pdf(
    [page(at(72, 700 - 20 * line, f"Line {line} of the page.")) for line in range(6)],
    objects=OBJECTS,
    info={"Title": "x"},
    compress=True,
)


def reads_or_refuses(data: bytes) -> None:
    start = time.process_time()
    try:
        pages_of(data)
    except UnreadableSourceError as error:
        assert str(error)  # noqa: PT017  # either end is right, but an error must say something
    assert time.process_time() - start < 10


@pytest.mark.parametrize("percent", range(5, 100, 5))
def test_a_cut_file_is_read_as_far_as_it_goes_or_refused(percent: int) -> None:
    reads_or_refuses(SAMPLE[: len(SAMPLE) * percent // 100])


@pytest.mark.parametrize("seed", range(100))
def test_flipped_bytes_do_no_harm(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(made_of(b"BT /F1 9 Tf /F3 9 Tf (x) Tj /C1 9 Tf <6162> Tj /T3 2 Tf (c) Tj /X2 Do") if seed % 2 else SAMPLE)
    for _ in range(chance.choice([1, 5, 50])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    reads_or_refuses(bytes(data))


CRUEL = [b"(", b"[", b"<", b"<<", b"[(", b"[1 ", b"/", b"%", b"1 ", b"1", b"-", b".", b"\\", b"(\\", b" ", b"\x00", b"BI ", b"BI ID ", b"/a ", b"/a <<", b"1 2 3 4 5 ", b"q ", b"( (", b"[(a)", b"\xff"]  # fmt: skip


@pytest.mark.parametrize("run", CRUEL)
def test_no_content_takes_more_than_its_share_of_time(run: bytes) -> None:
    def seconds(size: int) -> float:
        content = run * (size // len(run))
        start = time.process_time()
        for _ in find_statements(content):
            pass
        return time.process_time() - start

    times = [min(seconds(size) for _ in range(2)) for size in (5_000, 20_000)]
    assert times[1] < 0.02 or times[1] < 8 * times[0], times


def test_memory_stays_flat_however_many_pages_there_are() -> None:
    data = made_pdf([page(at(72, 700, f"Page {index}") * 20) for index in range(300)], compress=True)
    document = open_document(data, ReadOptions())
    objects = document._objects  # noqa: SLF001  # what it keeps is what this is about
    for each in document.pages():
        assert len(each) > 100
        assert len(objects._cached_objs) < 700  # noqa: SLF001  # the same
        assert len(objects._streams) < 5  # noqa: SLF001  # the same

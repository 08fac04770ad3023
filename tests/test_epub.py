"""EPUBs are read in the order of their spine, with the pages of print and the facts of their package."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_docx import zipped
from made_epub import made_epub, page

from extract.clean import lay_out
from extract.errors import UnreadableSourceError
from extract.read_options import ReadOptions
from extract.readers import read_bytes
from extract.readers.epub import read_epub

if TYPE_CHECKING:
    from extract.raw_source import RawSource
    from extract.structure import Structure

LONG = (
    "The ports were the first to feel the sanctions, and they were the last to say so in public. Traders had gone elsewhere by then, "
    "to Lomé and to Tema, where nobody asked for papers. What came back in the spring was a trickle, and the harbour board counted it twice. "
)
FACTS = """
<dc:title id="t1">A Harbour Reader</dc:title><meta refines="#t1" property="title-type">subtitle</meta>
<dc:title id="t2">Ports under Pressure</dc:title><meta refines="#t2" property="title-type">main</meta>
<dc:creator id="c1">Okafor, Ada</dc:creator><meta refines="#c1" property="role" scheme="marc:relators">aut</meta>
<dc:creator id="c2">Bola Adeyemi</dc:creator><meta refines="#c2" property="role" scheme="marc:relators">edt</meta>
<dc:creator opf:role="ill">Chi Eze</dc:creator><dc:date opf:event="modification">2020-01-01</dc:date><dc:date>2018-05</dc:date>
<dc:identifier>urn:isbn:9780000000002</dc:identifier><dc:identifier>https://doi.org/10.1234/harbour.2018</dc:identifier>
<dc:source>https://harbour.example/reader</dc:source>
"""


def structure_of(data: bytes) -> tuple[RawSource, Structure]:
    raw = read_epub(data, ReadOptions())
    assert raw.structure is not None
    return raw, raw.structure


def told(structure: Structure) -> list[str]:
    return [
        f"{stretch.role or '-'}: {structure.text.text[stretch.start : stretch.end]}" for stretch in structure.stretches or ()
    ]


def test_documents_are_read_in_the_order_of_the_spine() -> None:
    data = made_epub({"b": "<h1>Calls</h1><p>They called.</p>", "a": "<h1>Answers</h1><p>They did not.</p>"}, FACTS)
    raw, structure = structure_of(data)
    assert told(structure) == ["heading: Calls", "-: They called.", "heading: Answers", "-: They did not."]
    assert [part.name for part in structure.parts] == ["OEBPS/b.xhtml", "OEBPS/a.xhtml"]
    assert [raw.raw[part.start : part.end] for part in structure.parts] == [
        page("<h1>Calls</h1><p>They called.</p>"), page("<h1>Answers</h1><p>They did not.</p>")
    ]  # fmt: skip
    reading = lay_out(raw, raw.source())
    assert [passage.anchor.part for passage in reading.passages] == ["OEBPS/b.xhtml"] * 2 + ["OEBPS/a.xhtml"] * 2
    assert [passage.section for passage in reading.passages] == [(), ("Calls",), (), ("Answers",)]


def test_facts() -> None:
    _, structure = structure_of(
        made_epub({"a": f"<h1>Ports under pressure</h1><p>{LONG}</p><h1>Calls</h1><p>{LONG}</p>"}, FACTS)
    )
    assert structure.facts == (
        "Ports under Pressure", ("Ada Okafor",), "2018-05", "10.1234/harbour.2018", "https://harbour.example/reader", None,
    )  # fmt: skip
    assert [line.split(":")[0] for line in told(structure)] == ["title", "-", "heading", "-"]


def test_contents_are_furniture_and_asides_come_last() -> None:
    documents = {
        "nav": '<nav epub:type="toc"><h1>Contents</h1><ol><li><a href="a.xhtml">Calls</a></li></ol></nav>',
        "aside": "<p>An aside.</p>",
        "list": "<p>Calls ... 3</p>",
        "a": "<p>They called.</p>",
    }
    guide = '<reference type="toc" href="list.xhtml"/><reference type="text" href="a.xhtml"/>'
    raw, structure = structure_of(made_epub(documents, guide=guide, asides="aside"))
    assert told(structure) == [
        "furniture: Contents", "furniture: Calls", "furniture: Calls ... 3", "-: They called.", "-: An aside.",
    ]  # fmt: skip
    assert [part.name[6:] for part in structure.parts] == ["nav.xhtml", "aside.xhtml", "list.xhtml", "a.xhtml"]
    assert raw.raw[slice(*structure.text.raw_spans(len(structure.text) - 3, len(structure.text))[0])] == "de."


def test_pages_are_those_of_print() -> None:
    marked = f'<p>{LONG}<span epub:type="pagebreak" id="p12" title="12"/>They called again.</p><div epub:type="pagebreak" aria-label="13"></div><p>{LONG}</p>'
    raw, structure = structure_of(made_epub({"a": marked}))
    assert [each.label for each in structure.pages] == ["12", "13"]
    reading = lay_out(raw, raw.source())
    assert [passage.anchor.page for passage in reading.passages] == [None, "13"]
    bare = f'<p id="x">{LONG}</p><p><a id="p12"></a>{LONG}</p>'
    nav = '<nav epub:type="page-list" hidden="hidden"><ol><li><a href="a.xhtml#p12">xii</a></li><li><a href="a.xhtml#no">1</a></li></ol></nav>'
    raw, structure = structure_of(made_epub({"a": bare, "nav": nav}))
    assert [each.label for each in structure.pages] == ["xii"]
    assert raw.raw[structure.pages[0].start :].startswith('<a id="p12">')


def test_notes_are_told_from_the_text() -> None:
    body = (
        f'<p>{LONG}<a epub:type="noteref" href="#n1">1</a></p><p>{LONG}</p>'
        '<aside epub:type="footnote" id="n1"><p><a href="#r1">1</a> See Lomé.</p></aside>'
    )
    raw, structure = structure_of(made_epub({"a": body}))
    assert [line.split(":")[0] for line in told(structure)] == ["-", "-", "note"]
    reading = lay_out(raw, raw.source())
    assert reading.text.startswith(f"{LONG.strip()}\n\nThe ports")


def test_bytes_of_other_encodings_are_read() -> None:
    text = page("<p>Lomé</p>").replace("utf-8", "utf-16").encode("utf-16")
    assert told(structure_of(made_epub({"a": ""}, files={"OEBPS/a.xhtml": text}))[1]) == ["-: Lomé"]


ENCRYPTED = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><e:EncryptedData xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
    '<e:EncryptionMethod Algorithm="{}"/><e:CipherData><e:CipherReference URI="{}"/></e:CipherData></e:EncryptedData></encryption>'
)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (zipped({"a.txt": b"ports"}), "no book"),
        (zipped({"a.opf": b"<package/>"}), "holds no text"),
        (zipped({"a.opf": b"<package>"}), "damaged at line 1"),
        (zipped({"a.opf": b"<!DOCTYPE p [<!ENTITY a 'b'>]><p>&a;</p>"}), "declares entities"),
        (made_epub({"a": "x"}, files={"META-INF/encryption.xml": ENCRYPTED.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OEBPS/a.xhtml")}), "protected"),
    ],
)  # fmt: skip
def test_what_is_no_book_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableSourceError, match=rf"ports\.epub: .*{says}.*; "):
        read_bytes(data, "ports.epub")


def test_hidden_fonts_do_no_harm() -> None:
    font = ENCRYPTED.format("http://www.idpf.org/2008/embedding", "OEBPS/font.otf")
    assert told(structure_of(made_epub({"a": "<p>Ports</p>"}, files={"META-INF/encryption.xml": font}))[1]) == ["-: Ports"]


TEXT = st.text(st.characters(categories=("L", "N", "Zs"), include_characters=".,;:-&<>"), min_size=1, max_size=30)


@settings(max_examples=40)
@given(st.lists(st.lists(TEXT, max_size=3), min_size=1, max_size=4))
def test_all_text_is_kept_and_every_quote_stands_at_its_span(texts: list[list[str]]) -> None:
    bodies = {
        f"d{i}": "".join(f"<p>{text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</p>" for text in each)
        for i, each in enumerate(texts)
    }
    raw, structure = structure_of(made_epub(bodies))
    kept = "".join(structure.text.text.split())
    at = 0
    for text in ("".join(text.split()) for each in texts for text in each):
        at = kept.index(text, at) + len(text)
    reading = lay_out(raw, raw.source())
    for passage in reading.passages:
        assert passage.anchor.quote == " … ".join(raw.raw[start:end] for start, end in passage.anchor.spans)

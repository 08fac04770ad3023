"""OpenDocument texts are read as Word documents are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

import pytest
from case_tables import parameters, read_cases
from made_docx import zipped

from extract.errors import UnreadableSourceError
from extract.read_options import ReadOptions
from extract.readers import read_bytes
from extract.readers.odt import read_odt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extract.structure import Structure

NAMES = "".join(
    f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "draw": "drawing", "office": "office", "style": "style", "svg": "svg-compatible", "table": "table", "text": "text",
    }.items()
)  # fmt: skip


def made_odt(body: str, styles: str = "", files: Mapping[str, str] | None = None) -> bytes:
    content = (
        f"<office:document-content{NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    others = {name: text.encode() for name, text in (files or {}).items()}
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode(), **others})


def structure_of(data: bytes) -> Structure:
    structure = read_odt(data, ReadOptions()).structure
    assert structure is not None
    return structure


def told(structure: Structure) -> list[str]:
    return [
        f"{stretch.role or '-'}{f' {stretch.level}' if stretch.level else ''}: {structure.text.text[stretch.start : stretch.end]}"
        for stretch in structure.stretches or ()
    ]


@pytest.mark.parametrize("case", parameters(read_cases("odt")))
def test_what_is_read(case: dict[str, Any]) -> None:
    assert told(structure_of(made_odt(case["body"], case.get("styles", "")))) == case["reads"]


def test_marks_say_what_is_cited() -> None:
    item = {
        "uris": ["http://zotero.org/users/1/items/A"],
        "itemData": {"type": "book", "title": "Ports", "author": [{"family": "Okafor"}], "issued": {"date-parts": [[2018]]}},
        "locator": "44",
    }
    name = quoteattr(f"ZOTERO_ITEM CSL_CITATION {json.dumps({'citationItems': [item]})} RNDx1")
    body = (
        f"<text:p>They were first <text:reference-mark-start text:name={name}/>(Okafor 2018, 44)<text:reference-mark-end text:name={name}/>."
        "</text:p><text:h text:outline-level='1'>References</text:h><text:p>Okafor, Ada. 2018. Ports. Lagos: Harbour Press.</text:p>"
    )
    structure = structure_of(made_odt(body))
    text = structure.text.text
    assert [(text[each.start : each.end], each.locator) for each in structure.citations] == [("Okafor 2018, 44", "44")]
    assert [text[each.start :] for each in structure.references] == ["Okafor, Ada. 2018. Ports. Lagos: Harbour Press."]


def test_headers_and_footers_come_last() -> None:
    styles = f"<office:document-styles{NAMES}><style:footer><text:p>Page <text:page-number>7</text:page-number></text:p></style:footer></office:document-styles>"
    structure = structure_of(made_odt("<text:p>The ports.</text:p>", files={"styles.xml": styles}))
    assert told(structure) == ["-: The ports.", "furniture: Page 7"]
    assert [part.name for part in structure.parts] == ["content.xml", "styles.xml"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (zipped({"a.txt": b"ports"}), r"content\.xml is missing"),
        (zipped({"content.xml": b"<a>"}), "damaged at line 1"),
        (zipped({"content.xml": b"\x00\x01", "META-INF/manifest.xml": b"<a><encryption-data/></a>"}), "password"),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableSourceError, match=rf"ports\.odt: .*{says}.*; "):
        read_bytes(data, "ports.odt")

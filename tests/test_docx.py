"""Word documents are read as Word shows them, and what reference managers say in them is taken for what it is."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import pytest
from case_tables import parameters, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st
from made_docx import KINDS, call, field, made_docx, note, paragraph, run, zipped

from extract.citations import find_citations_in
from extract.clean import lay_out
from extract.errors import UnreadableSourceError
from extract.read_options import ReadOptions
from extract.readers import read_bytes
from extract.readers.docx import read_docx
from extract.references import find_references

if TYPE_CHECKING:
    from extract.raw_source import RawSource
    from extract.structure import Structure

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OKAFOR = {
    "type": "book", "title": "Ports under Pressure", "author": [{"family": "Okafor", "given": "Ada"}],
    "issued": {"date-parts": [["2018"]]}, "publisher": "Harbour Press",
}  # fmt: skip
ADEYEMI = {
    "type": "article-journal", "title": "Sanctions and the Sea", "author": [{"family": "Adeyemi", "given": "Bola"}],
    "issued": {"date-parts": [[1987, 3]]}, "container-title": "Maritime Review",
}  # fmt: skip
ENTRIES = [
    "Adeyemi, Bola. 1987. “Sanctions and the Sea.” Maritime Review 12: 1–20.",
    "Okafor, Ada. 2018. Ports under Pressure. Lagos: Harbour Press.",
]


def read(data: bytes) -> RawSource:
    return read_docx(data, ReadOptions())


def structure_of(data: bytes) -> Structure:
    structure = read(data).structure
    assert structure is not None
    return structure


def told(structure: Structure) -> list[str]:
    """Return the paragraphs as the case table writes them."""
    return [
        f"{stretch.role or '-'}{f' {stretch.level}' if stretch.level else ''}: {structure.text.text[stretch.start : stretch.end]}"
        for stretch in structure.stretches or ()
    ]


@pytest.mark.parametrize("case", parameters(read_cases("docx")))
def test_what_is_read(case: dict[str, Any]) -> None:
    data = made_docx(case["body"], case.get("core", ""), **{part: case[part] for part in KINDS if part in case})
    assert told(structure_of(data)) == case["reads"]


def test_the_strict_kind_is_read() -> None:
    body = paragraph("We were first.", "Quote").replace("<w:p>", f'<w:p xmlns:w="{STRICT}">')
    styles = f'<w:styles xmlns:w="{STRICT}"><w:style w:styleId="Quote"><w:name w:val="Quote"/></w:style></w:styles>'
    relation = '<Relationship Target="styles.xml" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/styles"/>'
    data = zipped({
        "word/document.xml": f"<document>{body}</document>".encode(),
        "word/_rels/document.xml.rels": f"<Relationships>{relation}</Relationships>".encode(),
        "word/styles.xml": styles.encode(),
    })  # fmt: skip
    assert told(structure_of(data)) == ["quotation: We were first."]


def csl_field(*items: dict[str, Any], name: str = "ZOTERO_ITEM CSL_CITATION") -> str:
    return f"ADDIN {name} " + json.dumps({"citationItems": list(items), "schema": "citation.json"})


def zotero(csl: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": 7, "uris": [f"http://zotero.org/users/1/items/{csl['title'][:5]}"], "itemData": {"id": 7, **csl}, **more}


def endnote(csl: dict[str, Any], number: int, more: str = "") -> str:
    name, year = csl["author"][0], csl["issued"]["date-parts"][0][0]
    kind = {"book": "Book", "article-journal": "Journal Article"}[csl["type"]]
    second = f"<secondary-title>{csl['container-title']}</secondary-title>" if "container-title" in csl else ""
    return (
        f"<Cite><Author>{name['family']}</Author>{more}<record><rec-number>{number}</rec-number><foreign-keys><key app='EN' db-id='x'>{number}"
        f"</key></foreign-keys><ref-type name='{kind}'>6</ref-type><contributors><authors><author><style face='normal'>{name['family']}, "
        f"{name['given']}</style></author></authors></contributors><titles><title>{csl['title']}</title>{second}</titles><dates><year>{year}</year>"
        "</dates></record></Cite>"
    )


def packed(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


CITAVI = {
    "$id": "1",
    "Entries": [
        {"$id": "2", "ReferenceId": "a", "PageRange": {"$id": "9", "OriginalString": "44"},
         "Reference": {"$id": "3", "Authors": [{"$id": "4", "FirstName": "Ada", "LastName": "Okafor"}], "Title": "Ports under Pressure",
                       "Year": "2018", "ReferenceType": "Book", "Publishers": [{"$id": "5", "Name": "Harbour Press"}]}},
        {"$id": "6", "ReferenceId": "b",
         "Reference": {"$id": "7", "Authors": [{"$id": "8", "FirstName": "Bola", "LastName": "Adeyemi"}], "Title": "Sanctions and the Sea",
                       "Year": "1987", "ReferenceType": "JournalArticle", "Periodical": {"$id": "10", "Name": "Maritime Review"}}},
    ],
}  # fmt: skip
SOURCES = (
    '<b:Sources xmlns:b="urn:b"><b:Source><b:Tag>Oka18</b:Tag><b:SourceType>Book</b:SourceType><b:Author><b:Author><b:NameList><b:Person>'
    "<b:Last>Okafor</b:Last><b:First>Ada</b:First></b:Person></b:NameList></b:Author></b:Author><b:Title>Ports under Pressure</b:Title>"
    "<b:Year>2018</b:Year><b:Publisher>Harbour Press</b:Publisher></b:Source><b:Source><b:Tag>Ade87</b:Tag><b:SourceType>JournalArticle"
    "</b:SourceType><b:Author><b:Author><b:NameList><b:Person><b:Last>Adeyemi</b:Last><b:First>Bola</b:First></b:Person></b:NameList></b:Author>"
    "</b:Author><b:Title>Sanctions and the Sea</b:Title><b:Year>1987</b:Year><b:Month>3</b:Month><b:JournalName>Maritime Review</b:JournalName>"
    "</b:Source></b:Sources>"
)
SHOWN = "(Okafor 2018, 44; Adeyemi 1987)"


def control(tag: str, result: str) -> str:
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{run(result)}</w:sdtContent></w:sdt>'


MANAGERS = {
    "Zotero": field(csl_field(zotero(OKAFOR, locator="44"), zotero(ADEYEMI)), SHOWN),
    "Mendeley": field(
        csl_field({"id": "ITEM-1", "itemData": OKAFOR, "locator": "44"}, {"id": "ITEM-2", "itemData": ADEYEMI}, name="CSL_CITATION"), SHOWN
    ),
    "Mendeley Cite": control(
        "MENDELEY_CITATION_v3_" + packed(json.dumps({"citationItems": [{"itemData": OKAFOR, "locator": 44}, {"itemData": ADEYEMI}]})), SHOWN
    ),
    "EndNote": field(
        f"ADDIN EN.CITE <EndNote>{endnote(OKAFOR, 1, '<Pages>44</Pages>')}{endnote(ADEYEMI, 2)}</EndNote>", SHOWN
    ),
    "EndNote, hidden": field(
        "ADDIN EN.CITE", SHOWN, packed(f"<EndNote>{endnote(OKAFOR, 1, '<Pages>44</Pages>')}{endnote(ADEYEMI, 2)}</EndNote>")
    ),
    "Citavi": control("CitaviPlaceholder#a", "").replace("<w:sdtContent>", "<w:sdtContent>" + field(
        f"ADDIN CitaviPlaceholder{{{packed(json.dumps(CITAVI))}}}", SHOWN)),
    "Word": field("CITATION Oka18 \\p 44 \\l 1033 \\m Ade87", SHOWN),
}  # fmt: skip


@pytest.mark.parametrize("manager", MANAGERS)
@pytest.mark.parametrize("listed", [True, False])
def test_fields_say_what_is_cited(manager: str, listed: bool) -> None:  # noqa: FBT001 - one of two cases
    body = paragraph(run("They were first ") + MANAGERS[manager] + run("."))
    if listed:
        body += paragraph("References", "Heading1") + "".join(paragraph(entry) for entry in ENTRIES)
    structure = structure_of(made_docx(body, customXml=SOURCES))
    text = structure.text.text
    cited = [(text[each.start : each.end], each.locator, len(each.keys)) for each in structure.citations]
    assert cited == [("Okafor 2018, 44", "44", 1), ("Adeyemi 1987", None, 1)]
    places = {each.key: text[each.start : each.end] for each in structure.references}
    assert [places[key] for each in structure.citations for key in each.keys] == (
        ENTRIES[::-1] if listed else ["Okafor 2018, 44", "Adeyemi 1987"]
    )
    described = {each.csl["author"][0]["family"]: each.csl for each in structure.references}
    assert described["Okafor"]["type"] == "book"
    assert described["Okafor"]["title"] == "Ports under Pressure"
    assert described["Okafor"]["issued"] == {"date-parts": [[2018]]}
    assert described["Adeyemi"]["container-title"] == "Maritime Review"
    assert described["Adeyemi"]["issued"]["date-parts"][0][0] == 1987


def test_one_work_under_two_keys_is_one_reference() -> None:
    own, shared = zotero(OKAFOR), {**zotero(OKAFOR), "uris": ["http://zotero.org/groups/2/items/X"]}
    body = paragraph(field(csl_field(own), "(Okafor 2018)")) + paragraph(field(csl_field(shared), "(Okafor 2018)"))
    bibliography = field("ADDIN ZOTERO_BIBL {} CSL_BIBLIOGRAPHY", ENTRIES[1])
    structure = structure_of(made_docx(body + paragraph(bibliography)))
    assert len(structure.references) == 1
    assert {each.keys for each in structure.citations} == {(structure.references[0].key,)}
    assert told(structure)[-1] == f"reference: {ENTRIES[1]}"


def test_numbers_that_share_a_place_share_a_citation() -> None:
    body = paragraph(run("They were first ") + field(csl_field(zotero(OKAFOR), zotero(ADEYEMI)), "[1,2]"))
    structure = structure_of(made_docx(body))
    assert [(structure.text.text[each.start : each.end], len(each.keys)) for each in structure.citations] == [("1,2", 2)]


def test_unlisted_works_of_one_field_are_told_apart() -> None:
    together = run("They were first ") + field(csl_field(zotero(OKAFOR), zotero(ADEYEMI)), "[1,2]")
    body = paragraph(together) + paragraph(run("So was ") + field(csl_field(zotero(ADEYEMI)), "[2]"))
    raw = read(made_docx(body))
    reading = lay_out(raw, raw.source(["a.docx"]))
    references = list(find_references(reading))
    titles = {reference.id: reference.csl["title"] for reference in references}
    linked = [titles[citation.references[0].id] for citation in find_citations_in(reading, references)]
    assert linked == ["Ports under Pressure", "Sanctions and the Sea", "Sanctions and the Sea"]


def test_affixes_are_kept() -> None:
    item = zotero(OKAFOR, prefix="see", suffix=", for all ports", locator="4", label="chapter")
    structure = structure_of(made_docx(paragraph(field(csl_field(item), "(see Okafor 2018, chap. 4, for all ports)"))))
    only = structure.citations[0]
    assert (only.prefix, only.suffix, only.locator, only.locator_label) == ("see", ", for all ports", "4", "chapter")


@pytest.mark.parametrize("said", ["{", '{"citationItems": 7}', '{"citationItems": [7, {"itemData": []}]}', "[" * 100_000])
def test_a_damaged_field_is_text(said: str) -> None:
    structure = structure_of(made_docx(paragraph(field(f"ADDIN ZOTERO_ITEM CSL_CITATION {said}", "(Okafor 2018)"))))
    assert told(structure) == ["-: (Okafor 2018)"]
    assert not structure.citations


def test_notes_and_their_calls_are_told() -> None:
    body = paragraph(run("The ports were first.") + call(1) + run(" They were last.") + call(2, text="†"))
    data = made_docx(body, footnotes=note(1, "See Lomé.") + f'<w:footnote w:id="2">{paragraph("† Or not.")}</w:footnote>')
    raw = read(data)
    assert raw.structure is not None
    assert [raw.structure.text.text[start:end] for start, end in raw.structure.markers or ()] == ["¹", "†"]
    reading = lay_out(raw, raw.source())
    assert reading.text == "The ports were first. They were last.\n\n¹ See Lomé.\n\n† Or not."
    assert [passage.anchor.part for passage in reading.passages] == [
        "word/document.xml",
        "word/footnotes.xml",
        "word/footnotes.xml",
    ]


def test_a_list_under_its_heading_is_the_bibliography() -> None:
    bullet = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    entries = "".join(f"<w:p>{bullet}{run(entry)}</w:p>" for entry in ENTRIES)
    raw = read(made_docx(paragraph("The ports were the first to feel it (Okafor 2018).") + paragraph("References") + entries))
    assert [passage.role for passage in lay_out(raw, raw.source()).passages][-3:] == ["heading", "reference", "reference"]


def test_properties_count_where_the_text_bears_them_out() -> None:
    core = "<dc:title>Ports under Pressure</dc:title><dc:creator>Ada Okafor; Bola Adeyemi</dc:creator>"
    body = paragraph("Ports under pressure") + paragraph("Ada Okafor, Bola Adeyemi")
    assert structure_of(made_docx(body, core)).facts[:2] == ("Ports under Pressure", ("Ada Okafor", "Bola Adeyemi"))
    assert structure_of(made_docx(paragraph("The ports."), core)).facts[:2] == (None, ())


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufffe\uffff"), max_size=20)


@settings(max_examples=40)
@given(st.lists(st.lists(TEXT, max_size=4), max_size=6), st.lists(TEXT, max_size=3))
def test_all_text_is_kept_in_order_and_every_quote_stands_at_its_span(texts: list[list[str]], notes: list[str]) -> None:
    body = "".join(paragraph("".join(map(run, runs)) or "<w:r/>") for runs in texts)
    body += paragraph("".join(call(i) for i in range(len(notes))) or "<w:r/>")
    raw = read(made_docx(body, footnotes="".join(note(i, text) for i, text in enumerate(notes))))
    assert raw.structure is not None
    at = 0
    for text in (*("".join(runs) for runs in texts), *notes):
        if text.strip():
            at = raw.raw.index(text, at) + len(text)
    for part in raw.structure.parts:
        assert 0 <= part.start <= part.end <= len(raw.raw)
    reading = lay_out(raw, raw.source())
    for passage in reading.passages:
        assert passage.anchor.quote == " … ".join(raw.raw[start:end] for start, end in passage.anchor.spans)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"The ports were first.", "no Word document"),
        (b"<html><p>The ports</p></html>", "web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old version of Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (zipped({"a.txt": b"ports"}), "not a text"),
        (zipped({"xl/workbook.xml": b"<a/>"}), "workbook"),
        (zipped({"word/document.xml": b"<a><b></a>"}), "damaged at line 1"),
        (zipped({"word/document.xml": b""}), "damaged"),
        (zipped({"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "document type"),
        (zipped({"word/document.xml": b"<?xml version='1.0' encoding='none'?><a/>"}), "encoding|damaged"),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableSourceError, match=rf"ports\.docx: .*({says}).*; "):
        read_bytes(data, "ports.docx")


def test_old_documents_are_refused() -> None:
    with pytest.raises(UnreadableSourceError, match=r"save it as \.docx"):
        read_bytes(b"\xd0\xcf\x11\xe0", "ports.doc")


def test_elements_may_nest_deep() -> None:
    deep = 30_000
    body = "<w:p><w:ins>" * deep + "<w:r><w:t>Ports</w:t></w:r>" + "</w:ins></w:p>" * deep
    assert told(structure_of(made_docx(body))) == ["-: Ports"]

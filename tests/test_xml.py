"""What is read from XML: text that stands where it is said to, roles, facts, entries and citations; and nothing that harms."""

from __future__ import annotations

import pickle
import random
import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import pytest
from case_tables import parameters, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.anchor import verify
from extract.clean import lay_out
from extract.errors import LimitError, UnreadableSourceError
from extract.mapped_text import MappedText
from extract.pipeline import annotate
from extract.raw_source import RawSource
from extract.read_options import ReadOptions
from extract.readers import read_bytes
from extract.readers.xml import read_xml
from extract.steps import citations_of, references_of
from extract.structure import GivenCitation, GivenReference, Stretch, Structure
from extract.superscripts import SUPERSCRIPTS, TO_DIGITS

if TYPE_CHECKING:
    from pathlib import Path

    from extract.reading import Reading

CASES = read_cases("xml")


def read(text: str, name: str = "article.xml") -> Reading:
    raw = read_bytes(text.encode(), name)
    return lay_out(raw, raw.source([name]))


@pytest.mark.parametrize("case", parameters(CASES))
def test_cases(case: dict[str, Any]) -> None:
    reading = read(case["xml"].lstrip())
    assert reading.source.reader == case["kind"]
    if "reads" not in case:
        return
    shown = [f"{p.role}: {reading.text[a:b]}" for p, (a, b) in reading.placed() if p.role != "furniture"]
    assert shown == case["reads"]
    structure = reading.structure
    assert structure is not None
    facts = {name: value for name, value in structure.facts._asdict().items() if value}
    wanted = case.get("facts", {"title": facts["title"]} if "title" in facts else {})
    assert {name: list(value) if isinstance(value, tuple) else value for name, value in facts.items()} == wanted
    said = {
        each.key: ", ".join(each.csl[k] if k == "type" else k for k in each.csl if k != "custom")
        for each in structure.references
    }
    assert said == case.get("references", {})
    text = structure.text.text
    assert {text[each.start : each.end]: list(each.keys) for each in structure.citations} == case.get("given", {})
    assert [page.label or "" for page in reading.pages] == case.get("pages", [])


@pytest.mark.parametrize("case", parameters(CASES))
def test_every_record_stands_on_the_file(case: dict[str, Any]) -> None:
    reading = read(case["xml"].lstrip())
    annotations = annotate([reading])
    assert list(verify(annotations, lambda _: reading.raw)) == []
    for reference in references_of(reading):
        low, high = min(reference.anchor.spans)[0], max(end for _, end in reference.anchor.spans)
        assert all(low <= a < b <= high for spans in reference.fields.values() for a, b in spans)
    structure = reading.structure
    for each in structure.citations if structure else ():
        spans = structure.text.raw_spans(each.start, each.end) if structure else ()
        found = [c for c in citations_of(reading) if any(a < spans[-1][1] and spans[0][0] < b for a, b in c.item_spans)]
        assert found
        assert all(c.status == "linked" and c.origin == reading.source.reader for c in found)


ENTRIES = """<back><ref-list><title>References</title>
<ref id="w"><mixed-citation publication-type="book"><name><surname>Walt</surname><given-names>S</given-names></name>. <year>1987</year>. <source>Alliances</source>. Ithaca: Cornell.</mixed-citation></ref>
<ref id="m"><mixed-citation>Martin, Lisa. 1992. Coercive cooperation. Princeton: PUP.</mixed-citation></ref></ref-list></back>"""


def article(paragraph: str) -> Reading:
    return read(f"<article><body><sec><title>Ports</title><p>{paragraph}</p></sec></body>{ENTRIES}</article>")


@pytest.mark.parametrize(
    ("paragraph", "told"),
    [
        ('As <xref rid="w">Walt (1987)</xref> held.', [("Walt", "1987", "narrative", "Walt", None)]),
        ('So it is (<xref rid="m">1992</xref>).', [("", "1992", "suppressed", "Martin", None)]),
        (
            'So it is (<xref rid="m">Walt, 1987</xref>: 5).',
            [("Walt", "1987", "parenthetical", "Martin", "its words mean Walt 1987, but the JATS file links Martin 1992")],
        ),
        (
            'So it is (<xref rid="w">Wolt, 1978</xref>).',
            [("Wolt", "1978", "parenthetical", "Walt", "its words fit no entry, but the JATS file links Walt 1987")],
        ),
        ('As <xref rid="w">others</xref> held.', [("", None, "narrative", "Walt", None)]),
        (
            'As <xref rid="w">Walt</xref> (<xref rid="w">1987</xref>) and Martin (1992) held.',
            [("Walt", "1987", "narrative", "Walt", None), ("Martin", "1992", "narrative", "Martin", None)],
        ),
        (
            'It is known <xref rid="w m">[1, 2]</xref>.',
            [("", None, "numeric", "Walt", None), ("", None, "numeric", "Martin", None)],
        ),
    ],
)
def test_what_the_file_links_counts_more_than_the_words(
    paragraph: str, told: list[tuple[str, str | None, str, str, str | None]]
) -> None:
    reading = article(paragraph)
    names = {reference.id: reference.csl["author"][0]["family"] for reference in references_of(reading)}
    found = [(", ".join(c.authors), c.year, c.mode, names[c.references[0].id], c.issue) for c in citations_of(reading)]
    assert found == told


def test_a_reading_goes_from_process_to_process() -> None:
    reading = article("Nothing.")
    again: Reading = pickle.loads(pickle.dumps(reading))  # noqa: S301 - made here
    assert references_of(again) == references_of(reading)


def test_entries_say_which_reader_knows_them() -> None:
    entries = references_of(article("Nothing."))
    assert [(entry.origin, entry.csl["type"], entry.csl["title"]) for entry in entries] == [
        ("jats", "book", "Alliances"),
        (None, "book", "Coercive cooperation"),
    ]


def test_a_citation_in_a_table_or_a_caption_is_found() -> None:
    text = f'<article><body><fig><caption><p>After <xref rid="w">Walt</xref>.</p></caption></fig></body>{ENTRIES}</article>'
    assert [c.origin for c in citations_of(read(text))] == ["jats"]


def test_a_work_without_an_entry_is_a_reference_where_it_is_cited() -> None:
    text = "The ports of the north were the first to close (Walt, 1987)."
    start, end = text.index("Walt"), text.index(")")
    walt = {"type": "book", "title": "Alliances", "author": [{"family": "Walt"}], "issued": {"date-parts": [[1987]]}}
    structure = Structure(
        MappedText.whole(text),
        (Stretch(0, len(text), "body"),),
        references=(GivenReference("w", start, end, walt),),
        citations=(GivenCitation(start, end, ("w",), locator="5", locator_label="page", prefix="cf."),),
    )
    raw = replace(RawSource.of(text), reader="docx", structure=structure)
    reading = lay_out(raw, raw.source(["a.docx"]))
    (entry,) = references_of(reading)
    assert (entry.origin, entry.csl["title"], entry.anchor.quote) == ("docx", "Alliances", "Walt, 1987")
    assert {name: [text[a:b] for a, b in spans] for name, spans in entry.fields.items()} == {
        "author": ["Walt"],
        "issued": ["1987"],
    }
    (citation,) = citations_of(reading)
    assert (citation.locator, citation.prefix, citation.references[0].id) == ("5", "cf.", entry.id)
    assert citation.references[0].reason == "the DOCX file links it"


ENCODED = "<p>Les ports de Lomé : « trop tard » &#233;&eacute; n'est pas 5 &lt; 6.</p>"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (ENCODED.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + ENCODED.encode(), "utf-8"),
        (f'<?xml version="1.0" encoding="ISO-8859-1"?>{ENCODED}'.encode("latin-1"), "iso8859-1"),
        (f'<?xml version="1.0" encoding="windows-1252"?>{ENCODED}'.encode("cp1252"), "cp1252"),
        (f'<?xml version="1.0" encoding="UTF-16"?>{ENCODED}'.encode("utf-16"), "utf-16-le"),
        (f'<?xml version="1.0" encoding="UTF-16"?>{ENCODED}'.encode("utf-16-be"), "utf-16-be"),
        (f'<?xml version="1.0" encoding="rot13"?>{ENCODED}'.encode(), "utf-8"),
        (f'<?xml version="1.0" encoding="undefined"?>{ENCODED}'.encode(), "utf-8"),
        (f'<?xml version="1.0" encoding="punycode"?>{ENCODED}'.encode(), "utf-8"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    raw = read_xml(data, ReadOptions())
    assert raw.encoding == encoding
    assert raw.raw.endswith(ENCODED)
    assert raw.text.text == "Les ports de Lomé : « trop tard » éé n'est pas 5 < 6."
    place = raw.text.raw_spans(raw.text.text.index("éé"), raw.text.text.index("éé") + 2)
    assert [raw.raw[a:b] for a, b in place] == ["&#233;&eacute;"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<p>one\n  <b>two</p>", r"line 2, column 11: not well-formed XML \(mismatched tag\); "),
        ("<p>é é &</p>", r"line 1, column 9: "),
        ("", "line 1, column 1: "),
        ("no markup", "line 1, column 1: "),
        ("<p>a\x01</p>", "line 1, column 5: "),
        ("<article/>", "its <article> holds no text; "),
    ],
)
def test_faults_say_where(text: str, message: str) -> None:
    with pytest.raises(UnreadableSourceError, match=message):
        read_xml(text.encode(), ReadOptions())


def bomb(start: str, reference: str, levels: int = 12) -> str:
    """Return a file whose entities each hold the one before ten times."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels))
    return f'<!DOCTYPE p [<!ENTITY e0 "{"a" * 10}">{entities}]><p{start}>{reference}</p>'


@pytest.mark.parametrize(
    "text",
    [
        bomb("", "&e11;"),
        bomb(' x="&e11;"', "x"),
        "".join(reversed(bomb("", "").partition("<!ENTITY e0"))) and bomb("", "&e9;" * 100, 10),
        f'<!DOCTYPE p [<!ENTITY a "{"a" * 50_000}">]><p>{"&a;" * 50_000}</p>',
        "<!DOCTYPE p [" + "".join(f'<!ENTITY e{n} "&e{n + 1};">' for n in range(500)) + "]><p>&e0;</p>",
        '<!DOCTYPE p [<!ENTITY a "&b;"><!ENTITY b "&a;">]><p>&a;</p>',
    ],
)
def test_entities_do_not_explode(text: str) -> None:
    began = time.process_time()
    with pytest.raises(UnreadableSourceError):
        read_xml(text.encode(), ReadOptions())
    assert time.process_time() - began < 5


def test_limits_are_typed() -> None:
    with pytest.raises(LimitError, match="unpack to far more"):
        read_xml(bomb("", "&e11;").encode(), ReadOptions())


def test_nothing_outside_of_the_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    text = f"""<!DOCTYPE p SYSTEM "{tmp_path.as_uri()}/ports.dtd" [<!ENTITY me "Ada &amp; Bo"><!ENTITY x SYSTEM "{secret.as_uri()}">
<!ENTITY % y SYSTEM "{secret.as_uri()}"> %y;]><p>It is &x; by &me; in Lom&eacute; &unknown;</p>"""
    assert read_xml(text.encode(), ReadOptions()).text.text == "It is &x; by Ada & Bo in Lomé &unknown;"


@pytest.mark.parametrize("case", parameters(CASES[:7:5]))
def test_damaged_files_are_read_or_refused(case: dict[str, Any]) -> None:
    text = case["xml"].lstrip()
    for part in range(5, 100, 5):
        with pytest.raises(UnreadableSourceError):
            read_xml(text[: len(text) * part // 100].encode(), ReadOptions())
    chance = random.Random(7)
    names = sorted(set(re.findall(r"<([\w-]+)", text)))
    for _ in range(12):  # well-formed, but each element may stand anywhere
        others = {name: chance.choice(names) for name in chance.sample(names, 6)}
        odd = re.sub(r"<(/?)([\w-]+)", lambda tag: f"<{tag[1]}{others.get(tag[2], tag[2])}", text)  # noqa: B023 - called at once
        raw = read_xml(odd.encode(), ReadOptions())
        check_places(raw)
        assert list(verify(annotate([lay_out(raw, raw.source(["a.xml"]))]), lambda _: odd)) == []  # noqa: B023 - the same


@pytest.mark.parametrize("tag", ["p", "sec", "sup", "fn", "list", "xref", "x", "mixed-citation"])
@pytest.mark.parametrize(
    "frame", ["<article><body><p>a{}</p></body></article>", "<article><back><ref-list>{}</ref-list></back></article>"]
)
def test_deep_nesting_costs_no_more_than_its_length(frame: str, tag: str) -> None:
    text = frame.format(f"<{tag}>" * 15_000 + "1" + f"</{tag}>" * 15_000)
    began = time.process_time()
    read_xml(text.encode(), ReadOptions())
    assert time.process_time() - began < 5  # seconds; about 0.2 are usual


@pytest.mark.parametrize("tag", ["div", "note", "ref", "bibl", "choice", "hi", "teiHeader"])
def test_deep_nesting_in_tei(tag: str) -> None:
    text = f"<TEI><text><body><div><p>a{f'<{tag}>' * 15_000}1{f'</{tag}>' * 15_000}</p></div></body></text></TEI>"
    began = time.process_time()
    read_xml(text.encode(), ReadOptions())
    assert time.process_time() - began < 5


def test_a_row_of_empty_cells_is_no_passage() -> None:
    raw = read_xml("<article><body><p>Ports.</p><italic>\xa0</italic><td></td></body></article>".encode(), ReadOptions())
    assert [passage.anchor.text for passage in lay_out(raw, raw.source(["a.xml"])).passages] == ["Ports."]


WORDS = st.text(alphabet="abé😀 \n\t&<>]\u00a0'\"1", max_size=12)
PIECES = st.one_of(
    WORDS.map(escape),
    WORDS.map(lambda text: f"<![CDATA[{text.replace(']]>', '')}]]>".replace("]]]>", "]]>")),
    st.sampled_from(["<!-- no -->", "<?no no?>", "&#233;", "&eacute;", "&#x1F600;", "&amp;", "\r\n", "&#10;", "<break/>"]),
)
INLINE = ["italic", "xref", "sup", "x", "sub", "named-content"]
BLOCKS = [
    "p",
    "sec",
    "list",
    "list-item",
    "fn",
    "title",
    "disp-quote",
    "fig",
    "caption",
    "tr",
    "td",
    "kwd-group",
    "kwd",
    "ref",
    "mixed-citation",
    "label",
]


def tagged(tags: list[str], inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(st.sampled_from(tags), st.lists(inner, max_size=4)).map(
        lambda pair: f"<{pair[0]} rid='a' b=\"&gt;\">{''.join(pair[1])}</{pair[0]}>"
    )


MARKUP = st.recursive(PIECES, lambda inner: tagged(INLINE + BLOCKS, inner), max_leaves=25)


def shown(text: str) -> str:
    """Return the characters of a text but for white space, raised digits as plain ones."""
    return "".join(text.translate(TO_DIGITS).split())


@settings(max_examples=40)
@given(st.lists(MARKUP, max_size=6).map("".join), st.sampled_from(["article", "report"]))
def test_every_character_stands_where_it_is_said_to(markup: str, root: str) -> None:
    text = f"<{root}><body>{markup}</body></{root}>" if root == "article" else f"<{root}>{markup}</{root}>"
    try:
        raw = read_xml(text.encode(), ReadOptions())
    except UnreadableSourceError as error:
        assert "holds no text" in str(error)  # noqa: PT017 - all others are bugs
        return
    check_places(raw)
    if raw.reader == "xml":
        assert shown(raw.text.text) == shown(told(raw.raw))
    reading = lay_out(raw, raw.source(["a.xml"]))
    assert list(verify(annotate([reading]), lambda _: raw.raw)) == []


def told(raw: str) -> str:
    """Return the character data of a file as the standard library's parser for trees gives it."""
    return "".join(ET.fromstring(raw.replace("&eacute;", "é")).itertext())  # noqa: S314 - the file is our own


def check_places(raw: RawSource) -> None:
    """Check that each visible character of the text stands at its raw place, or stands for an entity there."""
    text = raw.text
    for at, char in enumerate(text.text):
        spans = text.raw_spans(at, at + 1)
        if char.isspace() or not spans:
            continue
        (start, end), *more = spans
        assert not more
        printed = raw.raw[start:end]
        assert printed in {char, char.translate(TO_DIGITS)} or printed[0] in "&<"
        assert char not in SUPERSCRIPTS or printed.isdigit() or printed[0] in "&<"

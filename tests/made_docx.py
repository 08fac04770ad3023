"""Word documents made for tests, from the XML that stands in their body."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Mapping

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KINDS = {
    "comments": "comments", "customXml": "customXml", "endnotes": "endnotes", "footer": "footer", "footnotes": "footnotes",
    "header": "header", "numbering": "numbering", "settings": "settings", "styles": "styles",
}  # fmt: skip
"""The names that a test gives parts, and their kinds."""

STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
    for key, name in {
        "Abstract": "Abstract", "Author": "Author", "Bibliography": "Bibliography", "Caption": "caption", "Heading1": "heading 1",
        "Heading2": "heading 2", "Quote": "Quote", "Subtitle": "Subtitle", "TOC1": "toc 1", "Title": "Title",
    }.items()
)  # fmt: skip


def made_docx(body: str, core: str = "", **parts: str) -> bytes:
    """Return a Word document with ``body`` in its body, and with the parts whose content is given by their kinds."""
    files = {
        "_rels/.rels": _relations({"word/document.xml": f"{TYPES}/officeDocument", "docProps/core.xml": f"{TYPES}/core-properties"}),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations({f"{part}.xml": f"{TYPES}/{KINDS[part]}" for part in ["styles", *parts]}),
        "docProps/core.xml": f'<p:coreProperties xmlns:p="urn:core" xmlns:dc="http://purl.org/dc/elements/1.1/">{core}</p:coreProperties>',
    }  # fmt: skip
    for part, content in {"styles": STYLES, **parts}.items():
        files[f"word/{part}.xml"] = content if content.startswith("<b:") else f"<w:{part} {NAMESPACES}>{content}</w:{part}>"
    return zipped({name: content.encode() for name, content in files.items()})


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of ``files``."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _relations(targets: Mapping[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="r{i}" Type="{kind}" Target="{target}"/>' for i, (target, kind) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'


def paragraph(content: str, style: str = "") -> str:
    """Return a paragraph that holds the XML ``content``, or plain text."""
    properties = f"<w:pPr><w:pStyle w:val={quoteattr(style)}/></w:pPr>" if style else ""
    return f"<w:p>{properties}{content if content.startswith('<') else run(content)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """Return a run of ``text``."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field(instruction: str, result: str, data: str = "") -> str:
    """Return a field that shows ``result``."""
    hidden = f"<w:fldData>{data}</w:fldData>" if data else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{hidden}</w:fldChar></w:r><w:r><w:instrText xml:space="preserve"> '
        f'{escape(instruction)} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def note(number: int, text: str, kind: str = "footnote") -> str:
    """Return a note as Word writes it, its own number first."""
    content = f"<w:r><w:{kind}Ref/></w:r>" + run(" " + text)
    return f'<w:{kind} w:id="{number}">{paragraph(content)}</w:{kind}>'


def call(number: int, kind: str = "footnote", text: str = "") -> str:
    """Return the call of a note; with ``text``, that is its mark."""
    custom = ' w:customMarkFollows="1"' if text else ""
    mark = f"<w:t>{text}</w:t>" if text else ""
    return f'<w:r><w:{kind}Reference w:id="{number}"{custom}/>{mark}</w:r>'

"""EPUBs made for tests, from the bodies of their documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from made_docx import zipped

if TYPE_CHECKING:
    from collections.abc import Mapping

DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf"'


def made_epub(
    documents: Mapping[str, str],
    metadata: str = "",
    files: Mapping[str, str | bytes] | None = None,
    *,
    guide: str = "",
    asides: str = "",
) -> bytes:
    """Return an EPUB whose ``documents`` (name -> body) stand in its spine; those named in ``asides`` are not linear.

    A document called ``nav`` is its table of contents. ``files`` are added as they are.
    """
    properties, linear = {"nav": ' properties="nav"'}, dict.fromkeys(asides.split(), ' linear="no"')
    items = "".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"{properties.get(name, "")}/>'
        for name in documents
    )
    spine = "".join(f'<itemref idref="{name}"{linear.get(name, "")}/>' for name in documents)
    package = (
        f'<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata {DC}>{metadata}</metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine><guide>{guide}</guide></package>"
    )
    container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    texts: dict[str, str | bytes] = {"META-INF/container.xml": container, "OEBPS/book.opf": package}
    for name, body in documents.items():
        texts[f"OEBPS/{name}.xhtml"] = page(body)
    texts |= files or {}
    return zipped({name: text.encode() if isinstance(text, str) else text for name, text in texts.items()})


def page(body: str) -> str:
    """Return an XHTML document."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml"'
        f' xmlns:epub="http://www.idpf.org/2007/ops"><head><title>A</title></head><body>{body}</body></html>'
    )

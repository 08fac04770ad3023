"""The package: which part of a Word document is what, by its relationships."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple

from extract.errors import UnreadableSourceError
from extract.readers.xml_parts import local, parse_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.readers.archive import Archive

ROOT = ""
DOCUMENT = "word/document.xml"
KINDS = (
    "comments",
    "core-properties",
    "customXml",
    "endnotes",
    "footer",
    "footnotes",
    "header",
    "numbering",
    "settings",
    "styles",
)
"""The last word of the relationship types that we follow."""


class Package(NamedTuple):
    """The names of the parts inside the archive."""

    document: str
    parts: dict[str, tuple[str, ...]]
    """Those of each kind, in the order of their names."""

    def one(self, kind: str) -> str | None:
        """Return the name of the part of this ``kind``, where there is one."""
        return next(iter(self.parts.get(kind, ())), None)


def open_package(archive: Archive) -> Package:
    """Return the parts of the document in ``archive``.

    Raises:
        UnreadableSourceError: it holds no Word document.

    """
    found = dict(_targets(archive, ROOT))
    document = next((name for name, kind in found.items() if kind == "officeDocument"), DOCUMENT)
    if document not in archive:
        has = "a workbook or slides" if any(name.startswith(("xl/", "ppt/")) for name in archive) else "no document"
        message = f"this archive holds {has}, not a text ({DOCUMENT} is missing); save it from Word as .docx"
        raise UnreadableSourceError(message)
    found |= dict(_targets(archive, document))
    parts = {kind: tuple(sorted(name for name, its in found.items() if its == kind and name in archive)) for kind in KINDS}
    return Package(document, parts)


def _targets(archive: Archive, part: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the kind of each part that ``part`` is related to."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in archive:
        return
    for relation in parse_tree(archive.read(relations), relations):
        target = relation.get("Target")
        if target and relation.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            yield path, local(relation.get("Type", "").replace("/", " "))

"""What a document says of itself as a whole, as far as its text bears it out."""

from __future__ import annotations

from extract.errors import UnreadableSourceError
from extract.readers.xml_parts import local, parse_tree, text_of
from extract.structure import Facts

FRONT = 3000
"""Characters in which a document names itself."""


def read_properties(properties: bytes, part: str) -> Facts:
    """Return title and authors as ``docProps/core.xml`` states them; they may be those of a template, or of whoever typed."""
    try:
        said = {local(item.tag): text_of(item) for item in parse_tree(properties, part).iter()}
    except UnreadableSourceError:  # the text can be read without
        return Facts()
    authors = (name.strip() for name in said.get("creator", "").replace("&", ";").split(";"))
    return Facts(title=said.get("title") or None, authors=tuple(name for name in authors if name))


def borne_out(facts: Facts, raw: str) -> Facts:
    """Return of ``facts`` what the text itself names too."""
    front = _plain(raw[:FRONT])
    is_titled = facts.title is not None and len(facts.title) > 3 and _plain(facts.title) in front
    is_signed = all(" " in name and _plain(name) in front for name in facts.authors)
    return Facts(title=facts.title if is_titled else None, authors=facts.authors if is_signed else ())


def _plain(text: str) -> str:
    return " ".join(text.lower().split())

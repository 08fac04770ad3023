"""Styles of OpenDocument: those with names in ``styles.xml``, and those that the content makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.readers.docx.styles import BODY_LEVEL, CHAIN, Style, named_role
from extract.readers.xml_parts import local, parse_tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element


class Styles:
    """All styles of a document by their names."""

    def __init__(self) -> None:
        """Begin with none."""
        self._own: dict[str, dict[str, str]] = {}
        self._known: dict[str | None, Style] = {}
        self._begun: dict[str, str] = {}

    def read(self, data: bytes, part: str) -> Element:
        """Add the styles of ``styles.xml``, and return its root.

        Raises ``UnreadableSourceError`` when it is damaged.
        """
        root = parse_tree(data, part)
        for element in root.iter():
            if local(element.tag) == "style":
                self.begin(element.attrib)
            elif local(element.tag) == "text-properties":
                self.set_look(element.attrib)
        return root

    def begin(self, attributes: Mapping[str, str]) -> None:
        """Add a style; what follows says how it looks."""
        self._begun = {local(key): value for key, value in attributes.items()}
        self._own[self._begun.get("name", "")] = self._begun

    def set_look(self, attributes: Mapping[str, str]) -> None:
        """Set how the last style looks."""
        self._begun |= {f"look:{local(key)}": value for key, value in attributes.items()}

    def get(self, name: str | None) -> Style:
        """Return the style ``name``; what it leaves open is that of the style it is based on."""
        if name not in self._known:
            self._known[name] = self._resolved(name)
        return self._known[name]

    def table(self, names: Iterator[str | None]) -> dict[str, Style]:
        """Return the styles of these ``names``."""
        return {name: self.get(name) for name in set(names) if name}

    def _resolved(self, name: str | None) -> Style:
        style: dict[str, str] = {}
        role, level = None, 0
        for _ in range(CHAIN):
            if not name:
                break
            own = self._own.get(name, {})  # one that is not defined still says by its name what it is
            if role is None:
                role, level = named_role(own.get("display-name") or name.replace("_20_", " "))
            style = own | style
            name = own.get("parent-style-name")
        outline = style.get("default-outline-level", "")
        if outline.isdigit() and 0 < int(outline[:2]) <= BODY_LEVEL and role in {None, "heading"}:
            role, level = "heading", int(outline[:2])
        return Style(
            role, level, None,
            style.get("look:display") == "none",
            style.get("look:text-position", "").startswith(("super", "3", "4", "5", "6")),
            style.get("look:font-weight") == "bold",
        )  # fmt: skip

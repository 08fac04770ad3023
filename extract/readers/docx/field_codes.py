"""What the fields of reference managers say: which works a place in the text cites, and with which locators."""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import TYPE_CHECKING, Any

from extract.readers.docx.citavi import citavi_items
from extract.readers.docx.csl import fitted
from extract.readers.docx.endnote import endnote_items
from extract.readers.docx.items import CitedItem, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from extract.readers.docx.paragraphs import Field

LONGEST = 8_000_000  # characters of an instruction; a citation of a hundred works has a million
SWITCH = re.compile(r"\s*(?:\\(?P<switch>[A-Za-z])|\"(?P<quoted>[^\"]*)\"|(?P<word>[^\s\"\\]\S*))")
LOCATORS = {"p": "page", "v": "volume"}


def cited_items(field: Field, sources: Mapping[str, dict[str, Any]]) -> list[CitedItem]:
    """Return the works that ``field`` cites; ``sources`` are those of the document itself, by their tags."""
    instruction = field.instruction.strip()
    if len(instruction) > LONGEST or len(field.data) > LONGEST:
        return []
    for start, read in STARTS.items():
        if instruction.startswith(start):
            return read(instruction[len(start) :], field)
    return _word_items(instruction, sources) if instruction.startswith("CITATION ") else []


def _csl_items(said: str, _field: Field) -> list[CitedItem]:
    """Return what Zotero and Mendeley say: JSON after the name of their field."""
    return _items_of(_json(said[said.find("{") :]))


def _mendeley_items(said: str, _field: Field) -> list[CitedItem]:
    """Return what Mendeley Cite says: JSON in base 64."""
    return _items_of(_json(unpacked(said)))


def _items_of(said: Any) -> list[CitedItem]:
    """Return the items of a citation in the form of citeproc."""
    listed = said.get("citationItems") if isinstance(said, dict) else None
    items = []
    for each in listed if isinstance(listed, list) else ():
        if not isinstance(each, dict):
            continue
        csl = fitted(each.get("itemData"))
        uris = each.get("uris") or each.get("uri")
        first = uris[0] if isinstance(uris, list) and uris else uris
        key = first if isinstance(first, str) and first else key_of(csl)
        locator, label, prefix, suffix = (_text(each.get(name)) for name in ("locator", "label", "prefix", "suffix"))
        if csl:
            items.append(CitedItem(key, csl, locator, (label or "page") if locator else None, prefix, suffix))
    return items


def _endnote_items(said: str, field: Field) -> list[CitedItem]:
    """Return what EndNote says: XML after the name of its field, or hidden in it."""
    return endnote_items(said if "<EndNote" in said else unpacked(field.data))


def _citavi_items(said: str, _field: Field) -> list[CitedItem]:
    return citavi_items(_json(unpacked(said.strip("{} "))))


STARTS: dict[str, Callable[[str, Field], list[CitedItem]]] = {
    "ADDIN ZOTERO_ITEM": _csl_items,
    "ADDIN CSL_CITATION": _csl_items,
    "MENDELEY_CITATION_v3_": _mendeley_items,
    "ADDIN EN.CITE": _endnote_items,
    "ADDIN CitaviPlaceholder": _citavi_items,
}
"""How each begins its fields."""


def _word_items(instruction: str, sources: Mapping[str, dict[str, Any]]) -> list[CitedItem]:
    r"""Return what a field of Word says: ``CITATION Oka18 \p 44 \l 1033 \m Ade87``."""
    items: list[CitedItem] = []
    switch = "m"  # the next word is a tag
    for token in SWITCH.finditer(instruction, len("CITATION")):
        if token["switch"]:
            switch = token["switch"]
            continue
        value = (token["quoted"] if token["quoted"] is not None else token["word"]).strip()
        if switch == "m":
            items.append(CitedItem(value, sources.get(value, {})))
        elif items and switch in LOCATORS and items[-1].locator is None:
            items[-1] = items[-1]._replace(locator=value, locator_label=LOCATORS[switch])
        elif items and switch == "f":
            items[-1] = items[-1]._replace(prefix=value)
        elif items and switch == "s":
            items[-1] = items[-1]._replace(suffix=value)
        switch = ""
    return [item for item in items if item.csl]


def unpacked(text: str) -> str:
    """Return what ``text`` says in base 64; "" when it is none."""
    text = "".join(text.split()).rstrip("=")
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):  # a field that someone has edited: its text is read all the same
        return ""
    return data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", "replace").strip("\0")


def _json(text: str) -> Any:
    try:
        return json.JSONDecoder().raw_decode(text)[0]
    except (ValueError, RecursionError):  # a field that someone has edited: its text is read all the same
        return None


def _text(value: Any) -> str | None:
    """Return what is written of a locator or an affix; nothing for nothing."""
    return value.strip() or None if isinstance(value, str) else str(value) if isinstance(value, int) else None

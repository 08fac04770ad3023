"""List items, captions, tables and block quotations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.layout.blocks import ITEM, Block

if TYPE_CHECKING:
    from collections.abc import Sequence

CAPTION = re.compile(
    r"(?:figure|fig\.|table|tab\.|box|chart|map|figura|tabla|tabela|cuadro|quadro|gráfico|mapa|abbildung|abb\.|tabelle|tableau|carte|tabella|grafico)"
    r"\s+(?:\d{1,3}(?:\.\d{1,2})?|[A-Z]|[IVX]{1,4})\s?(?:[.:|–—]|-\s|$)",
    re.IGNORECASE,
)
TABLE = re.compile(r"\|.*\|$|[^\t\n]*\t[^\t\n]*\t", re.MULTILINE)
QUOTATION = re.compile(r"> ")


def mark_items(blocks: Sequence[Block]) -> list[Block]:
    """Return ``blocks`` with list items, captions, tables and block quotations marked; a single item is body text."""
    items = [block.role == "body" and ITEM.match(block.text) is not None for block in blocks]
    marked = []
    for i, block in enumerate(blocks):
        if block.role != "body":
            marked.append(block)
        elif CAPTION.match(block.text):
            marked.append(block._replace(role="caption"))
        elif TABLE.match(block.text):
            marked.append(block._replace(role="table"))
        elif QUOTATION.match(block.text):
            marked.append(block._replace(role="quotation"))
        elif items[i] and any(items[max(i - 1, 0) : i] + items[i + 1 : i + 2]):
            marked.append(block._replace(role="list"))
        else:
            marked.append(block)
    return marked

"""Page labels as printed: i, ii, iii, 1, 2, 3, A-1."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

from pdfminer.pdftypes import PDFObjRef, dict_value, int_value, list_value, str_value
from pdfminer.psparser import literal_name
from pdfminer.utils import format_int_alpha, format_int_roman

from extract.readers.pdf.strings import decode_text

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_NODES = 10_000  # of the tree of labels
MAX_LETTERS = 100_000  # the label of page 100,000 in letters has 3,847 of them; pdfminer writes them one by one
MAX_PREFIX = 100  # characters


class Range(NamedTuple):
    """Pages from ``start`` on (from 0), numbered from ``first`` on in one style."""

    start: int
    style: str
    prefix: str
    first: int


class Labels:
    """The labels of all pages of a document."""

    def __init__(self, tree: Any) -> None:
        """Read the number tree ``/PageLabels``; without one, no page has a label."""
        ranges = {each.start: each for each in find_ranges(tree)}
        self._ranges = [ranges[start] for start in sorted(ranges)]
        self._starts = [each.start for each in self._ranges]

    def of(self, index: int) -> str | None:
        """Return the label of page ``index``, from 0; None where nothing is printed."""
        place = bisect_right(self._starts, index) - 1
        if place < 0:
            return None
        labelled = self._ranges[place]
        return labelled.prefix + format_number(labelled.first + index - labelled.start, labelled.style) or None


def format_number(value: int, style: str) -> str:
    """Return ``value`` in one of the styles of a label.

    >>> format_number(4, "r"), format_number(28, "A"), format_number(7, "D"), format_number(7, "")
    ('iv', 'AB', '7', '')
    """
    if style == "D":
        return str(value)
    if style in {"R", "r"} and 0 < value < 4000:
        roman = format_int_roman(value)
        return roman.upper() if style == "R" else roman
    if style in {"A", "a"} and 0 < value < MAX_LETTERS:
        letters = format_int_alpha(value)
        return letters.upper() if style == "A" else letters
    return ""


def find_ranges(tree: Any) -> Iterator[Range]:
    """Yield the ranges of pages that the number tree names, each node once."""
    pending = [tree]
    seen: set[int] = set()
    for _ in range(MAX_NODES):
        if not pending:
            return
        node = pending.pop()
        if isinstance(node, PDFObjRef):
            if node.objid in seen:
                continue
            seen.add(node.objid)
        entries = dict_value(node)
        numbers = list_value(entries.get("Nums"))
        for start, value in zip(numbers[::2], numbers[1::2], strict=False):
            label = dict_value(value)
            yield Range(
                start=int_value(start),
                style=literal_name(label["S"]) if "S" in label else "",
                prefix=decode_text(str_value(label.get("P", b"")))[:MAX_PREFIX],
                first=int_value(label.get("St", 1)),
            )
        pending.extend(list_value(entries.get("Kids")))

"""Text of which every character knows its label, so that it can be changed without losing the places of fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable

ADDRESSES = frozenset({"doi", "url"})
CLOSING = {")": "(", "]": "["}


class LabelledText:
    """``text`` with one label (or ``None``) for each character.

    >>> entry = LabelledText.of([("Okafor", "author"), (": ", None), ("Ports", "title")])
    >>> entry.replace(6, 8, " (1992): ")
    >>> entry.text, entry.spans()
    ('Okafor (1992): Ports', [(0, 6, 'author'), (15, 20, 'title')])
    """

    def __init__(self, text: str, labels: list[str | None]) -> None:
        """Take a text and the label of each of its characters."""
        if len(text) != len(labels):
            message = f"{len(text)} characters and {len(labels)} labels"
            raise ValueError(message)
        self.text = text
        self.labels = labels

    @classmethod
    def of(cls, pieces: Iterable[tuple[str, str | None]]) -> LabelledText:
        """Return the pieces as one text, each with its label."""
        chosen = list(pieces)
        return cls("".join(piece for piece, _ in chosen), [label for piece, label in chosen for _ in piece])

    def replace(self, start: int, end: int, new: str, label: str | None = None) -> None:
        """Put ``new`` with its label in the place of ``text[start:end]``."""
        self.text = self.text[:start] + new + self.text[end:]
        self.labels[start:end] = [label] * len(new)

    def sub(self, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> None:
        """Put ``new(match)`` in the place of each match; it takes the label of the first character that it replaces."""
        for found in reversed(list(pattern.finditer(self.text))):
            label = self.labels[found.start()] if found.start() < len(self.labels) else None
            self.replace(found.start(), found.end(), new(found), label)

    def remove(self, pattern: re.Pattern[str]) -> None:
        """Take out each match that stands between values."""
        for found in reversed(list(pattern.finditer(self.text))):
            if set(self.labels[found.start() : found.end()]) == {None}:
                self.replace(found.start(), found.end(), "")

    def spans(self) -> list[tuple[int, int, str]]:
        """Return the runs of characters with one label, without marks at their edges."""
        runs: list[tuple[int, int, str]] = []
        start = 0
        for at in range(1, len(self.labels) + 1):
            if at == len(self.labels) or self.labels[at] != self.labels[start]:
                label = self.labels[start]
                if label is not None:
                    runs.append((*self._bare(start, at), label))
                start = at
        return [(start, end, label) for start, end, label in runs if start < end]

    def _bare(self, start: int, end: int) -> tuple[int, int]:
        if self.labels[start] in ADDRESSES:
            return start, end
        while start < end and not self.text[start].isalnum():
            start += 1
        while end > start and not self.text[end - 1].isalnum() and not self._closes(start, end):
            end -= 1
        return start, end

    def _closes(self, start: int, end: int) -> bool:
        """Tell whether ``text[start:end]`` ends with a bracket that opens in it: "Policy (1990-2010)"."""
        return self.text[end - 1] in CLOSING and CLOSING[self.text[end - 1]] in self.text[start:end]

    def entry(self, source: str) -> dict[str, Any]:
        """Return the record that training reads."""
        return {"text": self.text, "labels": self.spans(), "source": source, "clean": True}

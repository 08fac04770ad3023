"""The brackets that are open while a text is read from left to right."""

from __future__ import annotations

import re
from typing import NamedTuple

MAX_GROUP = 1500
"""Characters after which an open bracket is taken for one that never closes."""

MAX_DEPTH = 9
"""Brackets inside one another; of more the outermost is forgotten."""

_BRACKETS = re.compile(r"[()\[\]（）［］]")
_CLOSING = {"(": ")", "[": "]"}
_PLAIN = str.maketrans("（）［］", "()[]")
"""The brackets of Chinese and Japanese, which close plain ones too: "(王，2010）"."""


class Bracket(NamedTuple):
    """A bracket that is open where the reading stands."""

    start: int
    mark: str


class OpenBrackets:
    """The brackets around one place, which moves on."""

    def __init__(self, text: str) -> None:
        """Begin before the first bracket of ``text``."""
        self.text = text
        self.paragraph = 0
        """Where the paragraph began that the place is in."""

        self._open: list[Bracket] = []

    def open(self, start: int, mark: str) -> None:
        """Note the bracket that opens at ``start``."""
        if len(self._open) == MAX_DEPTH:
            self._open.pop(0)
        self._open.append(Bracket(start, mark))

    def close(self, mark: str) -> None:
        """Note a closing bracket; what stands open inside it is given up."""
        opening = "(" if mark in ")）" else "["
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth].mark.translate(_PLAIN) == opening:
                del self._open[depth:]
                break

    def end_paragraph(self, start: int, end: int) -> None:
        r"""Note a blank line. It closes all brackets unless a page break tears one: "(ibid.,\n\n2018)"."""
        if self.text[max(start - 1, 0)] in '.!?:”"' or not self._open:
            self._open.clear()
            self.paragraph = end

    def around(self, at: int) -> Bracket | None:
        """Return the innermost bracket around ``at``."""
        while self._open and at - self._open[-1].start > MAX_GROUP:
            self._open.pop()
        return self._open[-1] if self._open else None

    def outside(self, bracket: Bracket) -> Bracket | None:
        """Return the bracket in which ``bracket`` stands."""
        return next((other for other in reversed(self._open) if other.start < bracket.start), None)

    def span(self, bracket: Bracket, at: int) -> tuple[int, int]:
        """Return the span of the bracket around ``at``, to its closing mark."""
        opening = bracket.mark.translate(_PLAIN)
        closing = _CLOSING[opening]
        depth = 1
        for mark in _BRACKETS.finditer(self.text, at, min(len(self.text), at + MAX_GROUP)):
            plain = mark[0].translate(_PLAIN)
            depth += (plain == opening) - (plain == closing)
            if not depth:
                return bracket.start, mark.end()
        return bracket.start, at

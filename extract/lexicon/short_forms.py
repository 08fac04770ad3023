"""Short forms that mean an organisation once the text has named it: "the Union", "the Alliance", "the bloc"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SAME_PARAGRAPH = re.compile(r"\n\s*\n")


class Named(NamedTuple):
    """Organisations named at a place, in words; none where the words mean something else there."""

    start: int
    end: int
    ids: tuple[str, ...]
    surface: str = ""


def find_short_forms(text: str, named: Sequence[Named], forms: Mapping[str, frozenset[str]]) -> Iterator[Named]:
    """Yield each short form of an organisation that ``text`` names before; ``named`` are its names in order.

    Several organisations may share a short form. One whose name holds it ("Security Council") goes first within its paragraph, then the
    last that was named. A short form in small letters counts in the paragraph that names the organisation. Where another body has come
    between ("the Writers' Union"), none is meant.

    >>> called = {"Union": frozenset({"EU", "AU"})}
    >>> text = "The EU met. The Union gave way. The Soviet Union fell. The Union grieved."
    >>> [(short.ids, text[short.start : short.end]) for short in find_short_forms(text, [Named(4, 6, ("EU",))], called)]
    [(('EU',), 'Union')]
    """
    if not any(name.ids for name in named):
        return
    last: dict[str, Named | None] = {}
    names, position = iter([*named, Named(len(text), len(text), ())]), 0
    name = next(names)
    for match in _pattern(tuple(forms)).finditer(text):
        form, (start, end) = match["form"], match.span("form")
        while name.start < end:
            for each in (each for each, owners in forms.items() if owners.intersection(name.ids)):
                last[each] = _nearer(text, last.get(each), name, each)
            name, position = next(names), max(position, name.end)
        if start < position:
            continue
        if match["article"] is None:
            last[form] = None
            continue
        meant = last.get(form)
        if meant and (form[0].isupper() or not SAME_PARAGRAPH.search(text, meant.end, start)):
            yield Named(start, end, meant.ids, form)


def _nearer(text: str, before: Named | None, name: Named, form: str) -> Named:
    """Return which of two organisations a short form means: the later one, unless only the other's name holds it."""
    if (
        before
        and form in before.surface
        and form not in name.surface
        and not SAME_PARAGRAPH.search(text, before.end, name.start)
    ):
        return before
    return name


@lru_cache(maxsize=2)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for ``forms`` behind an article, or behind another word that makes them part of a longer name."""
    choice = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w-])(?<!State\sof\s)(?:(?P<article>[Tt]he)|[A-Z][\w'’]{{1,30}})\s(?P<form>{choice})(?![\w-])"
        r"(?!\s(?:of|for)\s(?!(?:the\s(?:European\s)?Union|Foreign)\b)|\s(?!President|Vice)[A-Z]|[’']s\s[A-Z])"
    )

"""Names in scripts that have no blanks or no capitals: "王和李（2010）", "田中ほか", "김과 이", "العلي والحسن"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

JOINED = re.compile(r"[\u0600-\u06ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""A letter of Arabic, Japanese, Chinese or Korean."""

_HAN = r"[\u3400-\u9fff\u3040-\u30ff]"
_LEAD = r"(?:根据|依据|按照|正如|例如|参见|参阅|详见|据|如|见|但|而)"
_NAMES = re.compile(
    rf"""(?P<lead>{_LEAD})?+
    (?P<names>{_HAN}{{1,24}}?)
    (?P<etal>等人|等|ほか|他|ら)?+$""",
    re.VERBOSE,
)
_AND = re.compile(r"(?<=.)(?:和|与|與|及|と)(?=.)")
_KOREAN_AND = re.compile(r"(?P<name>[\uac00-\ud7af]{1,5})(?P<and>[과와])$")
_ARABIC_AND = re.compile(r"و(?P<name>ال[\u0600-\u06ff]{2,})$")


def split_word(word: str, *, is_last: bool) -> Iterator[tuple[str, str, int]]:
    """Yield the names and what joins them in one word of such a script, each with its kind and its place in the word.

    >>> [(kind, part) for kind, part, _ in split_word("根据王和李等", is_last=True)]
    [('other', '根据'), ('word', '王'), ('amp', '和'), ('word', '李'), ('etal', '等')]
    """
    korean = None if is_last else _KOREAN_AND.match(word)
    arabic = _ARABIC_AND.match(word)
    names = _NAMES.match(word)
    if korean:
        yield "word", korean["name"], 0
        yield "amp", korean["and"], korean.start("and")
    elif arabic:
        yield "amp", word[0], 0
        yield "word", arabic["name"], 1
    elif names:
        yield from _han(names)
    else:
        yield "word", word, 0


def _han(names: re.Match[str]) -> Iterator[tuple[str, str, int]]:
    if names["lead"]:
        yield "other", names["lead"], 0
    start, end = names.span("names")
    for join in _AND.finditer(names.string, start, end):
        if join.start() > start:
            yield "word", names.string[start : join.start()], start
            yield "amp", join[0], join.start()
            start = join.end()
    yield "word", names.string[start:end], start
    if names["etal"]:
        yield "etal", names["etal"], names.start("etal")

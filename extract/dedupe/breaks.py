"""Where a text may be cut: between paragraphs, lines that end a sentence, sentences, words."""

from __future__ import annotations

from enum import IntEnum

_SPACES = 100  # characters that are looked at before and behind a place
_ENDS = ".!?…;:؟۔।։"
_FULL_ENDS = frozenset(".!?…؟۔।։。！？．｡")
_WIDE_ENDS = "。！？．；：｡"  # no space follows them
_CLOSING = "\"'”’»)]」』）】》*_"
_OPENING = "\"'“‘«„([¿¡「『（【《#*_>"


class Break(IntEnum):
    """What ends or begins at a place of a text, as far as its characters tell."""

    NONE = 0
    WORD = 1
    SENTENCE = 2
    LINE = 3
    PARAGRAPH = 4


def break_at(text: str, at: int) -> Break:
    r"""Return how a text is parted at ``at``, whichever of the spaces there is meant.

    >>> page = "It rained.\n\nIt froze. It\nthawed.\nAll is well."
    >>> [break_at(page, at).name for at in (0, 11, 21, 24, 32, 35, 36)]
    ['PARAGRAPH', 'PARAGRAPH', 'SENTENCE', 'WORD', 'LINE', 'NONE', 'WORD']
    """
    start = end = at
    while end < min(len(text), at + _SPACES) and text[end].isspace():
        end += 1
    while start > max(at - _SPACES, 0) and text[start - 1].isspace():
        start -= 1
    return break_between(text, start, end)


def break_between(text: str, start: int, end: int) -> Break:
    """Return how a text is parted by ``text[start:end]``, which is nothing but space, all that stands there."""
    lines = text.count("\n", start, end)
    if not start or end == len(text) or lines > 1 or text.find("\f", start, end) >= 0:
        return Break.PARAGRAPH
    last = start - 1
    while last > max(start - _SPACES, 0) and text[last] in _CLOSING:
        last -= 1
    if text[last] in _WIDE_ENDS or (text[last] in _ENDS and start < end):
        return Break.LINE if lines else Break.SENTENCE
    return Break.WORD if start < end or not (text[start - 1].isalnum() and text[end].isalnum()) else Break.NONE


def stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether ``text[start:end]`` is a paragraph, or lines that begin and end with a sentence.

    Marks and brackets around the letters may be missing from the span.
    """
    start, end = without_marks(text, start, end)
    return break_at(text, start) >= Break.LINE and break_at(text, end) >= Break.LINE


def is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether ``text[start:end]`` is one sentence or several, as far as their ends tell."""
    start, end = without_marks(text, start, end)
    return break_at(text, start) >= Break.SENTENCE and break_at(text, end) >= Break.SENTENCE


def without_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span carried on over the marks that open and close its first and last sentence."""
    while start and (text[start - 1] in _OPENING):
        start -= 1
    while end < len(text) and (text[end] in _CLOSING or text[end] in _ENDS or text[end] in _WIDE_ENDS):
        end += 1
    return start, end


def ends_sentence(text: str) -> bool:
    """Tell whether ``text`` ends as a sentence does, and not as what leads to another.

    >>> ends_sentence("They left."), ends_sentence("“They left.”"), ends_sentence("Related content")
    (True, True, False)
    """
    bare = text.rstrip().rstrip(_CLOSING)
    return bare[-1:] in _FULL_ENDS


def is_prose(text: str) -> bool:
    """Tell whether ``text`` ends with a mark, as a line of a menu or a heading does not."""
    last = text.rstrip()[-1:]
    return last != "" and last in _ENDS + _WIDE_ENDS + _CLOSING


def may_begin(character: str) -> bool:
    """Tell whether a sentence may begin with ``character``."""
    return character.isalnum() or character in _OPENING

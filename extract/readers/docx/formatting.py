"""Leaving out how text looks, which is most of a Word document, before it is parsed: it takes half as long without."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LOOKS = re.compile(
    rb"<w:(?:sz|szCs|lang|bCs|i|iCs|u|color|spacing|ind|jc|kern|shd|noProof|proofErr|bookmarkStart|bookmarkEnd|lastRenderedPageBreak"
    rb"|rFonts(?![^<>]*ymbol))(?:\s[^<>]*+(?<=/)|/)>"
)
"""Empty elements that say nothing of the text. A font does when it is one of symbols."""

LONG_TAG = 1 << 16  # bytes; a longer one at the end of a piece is not waited for
DECLARATION = b"<!"
"""What begins a comment or a stretch of text in which a tag is none."""


def without_looks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the XML in ``pieces`` without the elements of ``LOOKS``; from a declaration on, all of it.

    >>> b"".join(without_looks([b"<w:r><w:sz w:va", b"l='24'/><w:t>Ports</w:t></w:r>"]))
    b'<w:r><w:t>Ports</w:t></w:r>'
    """
    waiting = b""
    is_plain = True
    for piece in pieces:
        given = waiting + piece
        waiting = b""
        is_plain = is_plain and DECLARATION not in given
        if is_plain:
            cut = given.rfind(b"<")
            if len(given) - cut < LONG_TAG and b">" not in given[cut:]:
                given, waiting = given[:cut], given[cut:]
            given = LOOKS.sub(b"", given)
        yield given
    yield waiting

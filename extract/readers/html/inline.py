"""What an element inside a line says of its text, by its name and its attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.readers.html.elements import BOLD, UNREAD
from extract.readers.html.tree import BOLDED, CALLS, FOREIGN, LINK, NOTED, RAISED, UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extract.readers.html.hints import Hint

NOTE_ELEMENTS = frozenset({"aside", "small", "span"})
"""Elements inside a line that may be a note set beside it."""

HINTS_INLINE: frozenset[Hint] = frozenset({"chrome", "consent", "hidden", "pagebreak"})
"""What makes furniture of a piece of a line."""

FLAGS = {
    **dict.fromkeys(UNREAD, UNREADABLE),
    **dict.fromkeys(BOLD, BOLDED),
    "math": FOREIGN,
    "sup": RAISED,
    "svg": FOREIGN | UNREADABLE,
}
"""What the name of an element inside a line says of its text."""

AUTHOR = frozenset({"author", "author-name", "authorName", "byline-name", "contributor-name", "fn"})
""""rel", "itemprop" or classes of an element that names an author."""

MOST = 100  # classes of an element that are looked at


def is_author(attributes: Mapping[str, str]) -> bool:
    """Tell whether an element inside a line holds the name of an author."""
    told = attributes.get("rel"), attributes.get("itemprop"), attributes.get("class")
    return any(value and not AUTHOR.isdisjoint(value.split()[:MOST]) for value in told)


def inline_flags(name: str, attributes: Mapping[str, str], hints: frozenset[Hint]) -> int:
    """Return what an element inside a line says of its text."""
    flags = FLAGS.get(name, 0)
    if name == "a" and "href" in attributes:
        flags |= LINK
    if not hints:
        return flags
    if "note_call" in hints:
        flags |= CALLS
    elif "note" in hints and name in NOTE_ELEMENTS:
        flags |= NOTED
    return flags | UNREADABLE if hints & HINTS_INLINE and name != "math" else flags

"""Marks that several rules read alike, and cues: what a text must have for a pattern to be worth running on it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def read_cues(words: str) -> tuple[str, ...]:
    """Return the cues in ``words``: parts of words, in lower case, one of which stands in whatever the pattern finds."""
    return tuple(words.split())


def has_cue(lower: str, cues: Iterable[str]) -> bool:
    """Tell whether a text, in lower case, has one of the cues, which is quicker to tell than by the pattern.

    >>> has_cue("ports. phd thesis, lagos", read_cues("diss thesis"))
    True
    """
    for cue in cues:  # noqa: SIM110 - with `any` it takes twice as long, and each entry is asked a hundred times
        if cue in lower:
            return True
    return False


EDITOR_MARK = r"(?:\(|\[)?\s?(?:[Ee]ds?|[Hh]rsg|[Hh]gg?|[Ee]ditors?|[Cc]oords?|[Dd]irs?|[Oo]rgs?|[Cc]omps?|[Éé]ds?|edd|HRSG|HG|EDS?|a\.?\sc(?:ura|\.)\sdi)\b\.?(?:\s?von)?\s?(?:\)|\])"
"""What tells editors: "(Hrsg.)", "[eds]", "(a cura di)"."""
PARTICLE = r"(?:van|von|vom|der|den|de|del|della|di|da|dos|du|la|le|ter|ten|zu|al|el|bin|ibn)"
"""Small words before a family name."""
IN_BEFORE = re.compile(r"(?<![\w’'-])(?:[Ii]n|[Ee]n|[Ee]m|[Dd]ans|[Aa]us|[Nn]ella?|IN)\b\s?:?\s{0,3}[(\[]?\Z")
"""What leads to the work that holds a part: "In: ", "en ", "dans ["."""
DOTTED = re.compile(r"[^\W\d_]{1,2}\.(?:[\s-]?[^\W\d_]{1,2}\.){0,4}\Z")
"""Initials with their stops: "J.-P.", "Ch."."""

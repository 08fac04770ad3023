"""Fingerprints: what one text is compared by, found from that text alone and kept in little room."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from extract.dedupe.repeats import Repeat, samples_and_repeats
from extract.dedupe.shingles import read_stream

if TYPE_CHECKING:
    from extract.dedupe.shingles import Hashes, Places

_DIGEST = 16  # bytes: no two of 10^12 texts have the same by chance


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a text is compared by.

    ``digest`` is that of the text, ``length`` counts its characters. ``letters`` are its letters, a byte for each: equal
    ones have equal bytes. The shingles ``hashes[i]`` that are kept between texts begin at the letters ``places[i]``.
    """

    digest: bytes
    length: int
    letters: bytes
    hashes: Hashes
    places: Places
    repeats: tuple[Repeat, ...]

    @property
    def size(self) -> int:
        """The number of letters and digits."""
        return len(self.letters)


def fingerprint(text: str) -> Fingerprint:
    """Return the fingerprint of a text.

    >>> fingerprint("Ports closed, and ships left.").size
    23
    """
    stream = read_stream(text)
    (hashes, places), repeats = samples_and_repeats(stream)
    return Fingerprint(
        digest=blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest(),
        length=len(text),
        letters=stream.codes.astype(np.uint8).tobytes(),
        hashes=hashes,
        places=places,
        repeats=tuple(repeats),
    )

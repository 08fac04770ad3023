"""How sources are read: limits that no file may pass, which PDF reader, which password."""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Self

from extract.errors import LimitError

if TYPE_CHECKING:
    from collections.abc import Mapping

PdfReader = Literal["auto", "pdfminer", "pdfium"]
"""``auto`` takes pdfminer, and pdfium (if installed) for files that it cannot read."""

UNKEPT_LIMITS = () if sys.platform == "linux" else ("memory",)
"""What this system cannot limit: macOS does not heed the limit on memory, and Windows knows none."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one source may cost; 0 lifts a limit."""

    seconds: float = 12.0
    """Of processor time, to read a source; every page that is done adds a quarter. Each later step may take twice as long, and more on long texts."""
    memory: int = 900
    """Megabytes of the child process."""
    pages: int = 5_000
    glyphs: int = 5_000_000
    """Characters of a source."""
    inflated: int = 300
    """Megabytes that all compressed streams of a source may unpack to."""


def check_length(characters: int, limit: int) -> None:
    """Stop the reading of a source that has more ``characters`` than ``limit``, which 0 lifts.

    Raises:
        LimitError: it has.

    """
    if limit and characters > limit:
        message = f"it holds more than {limit:,} characters; raise --max-glyphs, or split it"
        raise LimitError(message)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a user may say of reading.

    >>> ReadOptions.of_record(ReadOptions(pdf_reader="pdfium").recorded()).pdf_reader
    'pdfium'
    """

    limits: Limits = field(default_factory=Limits)
    pdf_reader: PdfReader = "auto"
    password: str = field(default="", repr=False)

    def recorded(self) -> dict[str, Any]:
        """Return what the result depends on as a JSON value: everything but the password, which is never written."""
        return {"limits": asdict(self.limits), "pdf_reader": self.pdf_reader}

    @classmethod
    def of_record(cls, record: Mapping[str, Any]) -> Self:
        """Return the options that were recorded; ``TypeError`` or ``KeyError`` when they are not ours."""
        return cls(limits=Limits(**record["limits"]), pdf_reader=record["pdf_reader"])

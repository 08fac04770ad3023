"""How sources are read: limits that no file may pass, which PDF reader, which password."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

PdfReader = Literal["auto", "pdfminer", "pdfium"]
"""``auto`` takes pdfminer, and pdfium (if installed) for files that it cannot read."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one source may cost; 0 lifts a limit."""

    seconds: float = 15
    """Without a sign of progress, such as a finished page."""
    memory: int = 900
    """Megabytes of the child process."""
    pages: int = 5_000
    glyphs: int = 20_000_000
    """Characters of a source."""
    inflated: int = 300
    """Megabytes that all compressed streams of a source may unpack to."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a user may say of reading."""

    limits: Limits = field(default_factory=Limits)
    pdf_reader: PdfReader = "auto"
    password: str = field(default="", repr=False)

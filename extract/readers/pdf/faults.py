"""What pdfminer.six raises where a file breaks the rules: its own exceptions, and whatever Python finds first."""

from __future__ import annotations

import struct
import zlib

from pdfminer.psexceptions import PSException


class PageLimitError(PSException):
    """A page would take more than it may; what was found of it until then is kept."""


READING_FAULTS = (
    PSException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    RecursionError,
    RuntimeError,
    StopIteration,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


def describe_fault(error: BaseException) -> str:
    """Return ``error`` in a few words.

    >>> describe_fault(KeyError("Length"))
    "KeyError: 'Length'"
    """
    message = " ".join(str(error).split())
    return f"{type(error).__name__}: {message[:120]}" if message else type(error).__name__

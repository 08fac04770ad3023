"""Raised digits, which call notes and number them."""

from __future__ import annotations

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""From nought to nine."""

TO_RAISED = str.maketrans("0123456789", SUPERSCRIPTS)
"""For ``str.translate``: digits as they are raised."""

TO_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")
"""For ``str.translate``: raised digits as they are read."""

"""Raised digits, which call notes and number them."""

from __future__ import annotations

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""From nought to nine."""

TO_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")
"""For ``str.translate``."""

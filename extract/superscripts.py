"""Raised digits, which call notes and number them."""

from __future__ import annotations

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""From nought to nine."""

SET_NUMBER = (
    r"\^\{(?P<braced>\d{1,3})[.)]?\}|\[\^(?P<label>\d{1,3})\]:|<sup>\s?\[?(?P<tag>\d{1,3})[.)]?\]?\s?</sup>[.)]?"
    r"|\^(?P<caret>\d{1,3})\^[.)]?|\$\^\{?(?P<formula>\d{1,3})\}?\$[.)]?"
)
"""A number at the start of a note as Markdown sets it: "^{1}", "[^1]:", "<sup>1</sup>.", "^1^", "$^{1}$"."""

TO_RAISED = str.maketrans("0123456789", SUPERSCRIPTS)
"""For ``str.translate``: digits as they are raised."""

TO_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")
"""For ``str.translate``: raised digits as they are read."""

"""Web addresses, DOIs and e-mail addresses that a line end cuts: whether the next line goes on with them.

Nothing in an address is a word: no hyphen in it may go, and no space may come into it.
"""

from __future__ import annotations

import re

from extract.doi import DOI_PREFIX
from extract.languages import is_function_word

URL = re.compile(r"(?:\b(?:https?|ftp)://|\bwww\.|\bdoi\.org/)\S*$", re.IGNORECASE)
SCHEME = re.compile(r"\b(?:https?|ftp):/{0,2}$", re.IGNORECASE)
DOI = re.compile(rf"\b{DOI_PREFIX}\S*$")
DOI_HEAD = re.compile(rf"\b{DOI_PREFIX}$")
DOI_START = re.compile(r"\b10\.$")
MAIL = re.compile(r"(?<![\w@])[\w.+\-]{1,64}@[\w.\-]*$")
HOST = re.compile(r"(?:\bwww|//[\w.\-]{1,200}|@[\w.\-]{1,200}|\bwww\.[\w.\-]{1,200})\.$", re.IGNORECASE)
"""A host name so far, up to a dot."""

CUT_AFTER = frozenset("-‐/_=?&%#~+@")
"""Characters that an address goes on after."""
CUT_BEFORE = frozenset("/?&=#_%~@")
"""Characters that no sentence goes on with."""
ENDS = CUT_AFTER | frozenset(".:;<()")

MAIL_START = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,64}\.\w")
MAIL_HOST = re.compile(r"@[\w\-]{1,64}(?:\.[\w\-]{1,64})+")
DOMAIN = re.compile(r"[\w\-]{1,63}(?:\.[\w\-]{1,63})*(?:[/:?#]|\W*$)")
FILE = re.compile(r"(?:html?|php\d?|aspx?|jsp|cfm|pdf|xml|txt|docx?|xlsx?|pptx?|csv|json|shtml)(?:[?#]|\W*$)")
DOI_REST = re.compile(r"(?=\S{0,100}\d)(?:\d{5,}|\w{1,60}[.\-]\w)")
LIKE_PATH = re.compile(r"\w[\w\-]{0,80}[/=?&%#_~.]\w|\w{1,80}-\w|\d{5,}|(?=\d{0,80}[^\W\d])[^\W_]{0,80}\d")
"""The start of a line that is no word or short number."""


def may_be_cut(last: str, first: str) -> bool:
    """Tell whether an address could be cut between two characters on both sides of a line end."""
    return last in ENDS or first in CUT_BEFORE


def goes_on(before: str, after: str) -> bool:
    """Tell whether an address in ``before``, all up to a line end, goes on in ``after``, what begins the next line up to a space.

    >>> goes_on("https://harbour.example/port-", "of-call")
    True
    >>> goes_on("https://harbour.example/ports/", "and")
    False
    >>> goes_on("ada@harbour.", "example,")
    True
    """
    last = before[-1]
    if SCHEME.search(before):
        return after.startswith("/") or (last == "/" and DOMAIN.match(after) is not None)
    if DOI_START.search(before):
        return re.match(r"\d{4,9}/\S", after) is not None
    if MAIL.search(before):
        if last in ".@":
            return DOMAIN.match(after) is not None and after[0].islower()
        return last == "-" and after[0].isalnum()
    if after[0] == "@":
        return re.search(r"\w$", before) is not None and MAIL_HOST.match(after) is not None
    if last in "-_+" and MAIL_START.match(after):
        return True
    doi = DOI.search(before)
    if doi and last in ".:;<()":
        return _doi_goes_on(doi[0], after)
    if doi or URL.search(before):
        return _url_goes_on(before, after)
    return False


def _doi_goes_on(doi: str, after: str) -> bool:
    """Tell whether the DOI goes on after punctuation, which could also end it."""
    if doi[-1] == ")" and doi.count("(") < doi.count(")"):
        return False
    if doi[-1] in ":;<(":
        return after[0].isalnum()
    return DOI_REST.match(after) is not None


def _url_goes_on(before: str, after: str) -> bool:
    last, first = before[-1], after[0]
    if last == ".":
        return FILE.match(after) is not None or (
            HOST.search(before) is not None and first.islower() and DOMAIN.match(after) is not None
        )
    if last == ":":
        return re.match(r"\d{2,5}/", after) is not None
    if last == "/" and not DOI_HEAD.search(before) and not LIKE_PATH.match(after):
        word = re.match(r"\w+", after)
        return word is not None and first.islower() and not is_function_word(word[0])
    if last in CUT_AFTER:
        return first.isalnum() or first in CUT_BEFORE
    return first in CUT_BEFORE and len(after) > 1 and (last.isalnum() or last == ")")

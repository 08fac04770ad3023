"""Sentences of scholarly prose, as spans of a text.

Every run of stops is looked at once, with the word before it and the word after it. What abbreviations there are, and
how they behave, stands in ``data/abbreviations.toml``; where a line ends a sentence without a stop, in ``line_breaks.py``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.sentences.abbreviations import Abbreviations, load_abbreviations
from extract.sentences.line_breaks import find_stretches
from extract.superscripts import SUPERSCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.models import Span

CLOSERS = "\"'”’»›“‘)\\]}*_"
"""What may stand between a stop and the end of its sentence; “ and ‘ close German quotations, * and _ are Markdown."""
OPENERS = "\"'“‘«‹„‚”’»›(\\[{¿¡*_—–"
"""What may stand before the first word of a sentence; ” and » open quotations in some languages."""
SIGNS = "•‣▪●$€£#@"
"""Signs with which a sentence may begin."""
LONGEST = 5000
"""Characters of a sentence. What goes on for longer is no prose; it is cut at a space, so that no step drowns in it."""
WORD_LIMIT = 32
"""Characters looked at before a stop; no abbreviation is as long."""

STOP = re.compile(
    rf"""
    (?<![.!?…])
    (?P<body>
      (?P<stop>[.!?…]++)
      (?P<close>(?:[\ \u00a0\u202f]?[»›]|[{CLOSERS}]){{0,6}}+)
      (?P<note>[{SUPERSCRIPTS}]{{1,8}}+ | \[\d{{1,3}}\] | \d{{1,3}}+(?=\s{{1,3}}["“]?[A-Z])
        | \[\^[\w-]{{1,20}}\] | \$?\^\{{?\d{{1,3}}\}}?[\^$]? | <sup>\d{{1,3}}</sup> )?+       # notes of Markdown
      (?P<stray>\s["”’](?=\s))?+                       # a quotation mark that scanning has parted from its stop
    )
    (?: \s++ | \Z | (?=[“‘]?[A-ZÀ-Þ]) )                # the last is a lost space: "the end.The next"
    (?= (?:[—–*†‡§«‹]\s?|-\s)?+ [{OPENERS}]{{0,4}}+ (?P<next>[^\W_]{{0,24}}+ (?:['’](?=[A-ZÀ-Þ])[^\W_]{{1,24}}+)?+) (?P<dot>\.?) )
    | [。！？]++[」』”’）]{{0,4}}+                        # Chinese and Japanese put no space after a stop
    """,
    re.VERBOSE,
)
STOP_MARK = re.compile(r"[.!?…。！？]")
"""What stops begin with; looking for that first is faster."""

TRAILER = re.compile(
    r"""
    \(  [^()\n]{0,200}? (?: \b(?:1[5-9]|20)\d\d[a-z]?\b | \bibid\b | \bpp?\.\ ?\d | \bemphasis\b ) [^()\n]{0,200}+ \)
    | \[ \d{1,3} (?:[,–-]\ ?\d{1,3}){0,8} \]
    | \d{1,3} (?=\s (?P<next>[^\W_]{1,24}) )
    """,
    re.VERBOSE,
)
NUMBERED = re.compile(r"\((?:[a-h]|[ivx]{1,4}|\d{1,2})\)\s")
"""The mark of an item in running text: "(b) "."""
SENTENCE_IN_BRACKETS = re.compile(r"\([A-Z](?!bid\b)[^()]{20,400}[.!?]\)\Z")
DOTTED = re.compile(r"[^\W\d_](?:\.-?[^\W\d_]){1,5}")
"""Letters parted by stops: "U.S", "z.B", "J.-P"."""
DASH = re.compile(r"[-–—/]")
LIST_MARK = re.compile(r"(?:[(\[]|\^\{)?(?:\d{1,3}(?:\.\d{1,2}){0,3}|[A-Za-z]|[IVXLivxl]{1,6})")
TIME = re.compile(r"\d\s?[\w.]{1,3}\Z")
"""What ends a time of day but its last stop: "6 p.m"."""
ROMAN = re.compile(r"[IVXLC]{1,7}|[ivxlc]{1,7}")


def split_sentences(text: str) -> list[Span]:
    """Return the spans of the sentences of ``text``, in order and without white space at their ends.

    Headings, captions and list items are sentences of their own. A sentence inside a quotation is a sentence; the
    parenthesis that cites the source of a quotation belongs to the sentence before it.

        >>> text = "Gen. Adeyemi left (cf. Okafor, 2018: 44). Nobody knew why."
        >>> [text[start:end] for start, end in split_sentences(text)]
        ['Gen. Adeyemi left (cf. Okafor, 2018: 44).', 'Nobody knew why.']
    """
    spans: list[Span] = []
    for start, end in find_stretches(text):
        begin = start
        for stop, after in _find_ends(text, start, end):
            spans += _cut(text, begin, stop)
            begin = after
        spans += _cut(text, begin, end)
    return spans


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentence from ``start`` to ``end``, or the parts of what is too long for one."""
    while end - start > LONGEST:
        words = text[start : start + LONGEST]
        head = words if text[start + LONGEST].isspace() else words[: words.rfind(" ") + 1]
        head = head.rstrip() or words
        yield start, start + len(head)
        start += len(head)
        while text[start].isspace():
            start += 1
    yield start, end


def _find_ends(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield where a sentence ends and where the next one begins, inside ``text[start:end]``."""
    known = load_abbreviations()
    begin = start
    done = start
    for mark in STOP_MARK.finditer(text, start, end):
        found = STOP.match(text, mark.start(), end) if mark.start() >= done else None
        if found is None:
            continue
        done = after = found.end()
        if after >= end:
            break
        if found.start() <= begin or not _is_end(found, text, begin, known):
            continue
        stop = found.end("body") if found["body"] else after
        while after < end and text[after].isspace():
            after += 1
        if text[after] in "([0123456789" and (trailer := _find_trailer(text, after, end, known)):
            stop, after = trailer
            if stop == after:  # the stop of the sentence, or more of it, follows
                continue
        yield stop, after
        begin = after


def _find_trailer(text: str, start: int, end: int, known: Abbreviations) -> Span | None:
    """Return the end of the citation or note number at ``start``, and the start of the next sentence if it ends one.

    A sentence in brackets has its own stop, and is none.
    """
    trailer = TRAILER.match(text, start, end)
    if trailer is None or SENTENCE_IN_BRACKETS.match(trailer[0]) or (trailer["next"] or "The") not in known.starters:
        return None
    stop = after = trailer.end()
    while after < end and text[after].isspace():
        after += 1
    return (stop, after) if after < end and not text[after].islower() else (stop, stop)


def _is_end(found: re.Match[str], text: str, begin: int, known: Abbreviations) -> bool:
    """Tell whether the sentence that began at ``begin`` ends with the stop that was found."""
    following = found["next"]
    if following is None:
        return True  # a Chinese or Japanese stop
    if not following:
        return text[found.end()] in SIGNS or text[found.end() : found.end() + 2] in ("“…", "‘…")
    if following[0].islower() and not (
        text[found.end()] == "(" and (TRAILER.match(text, found.end()) or NUMBERED.match(text, found.end()))
    ):
        return False
    if found.end() == found.end("body") and (following not in known.starters or found["dot"]):
        return False  # "Node.JS"
    if found["stop"] == ".":
        return _is_end_after_point(found, text, begin, known)
    if "?" in found["stop"] or "!" in found["stop"]:
        if found["close"].startswith(")"):
            return following in known.starters or text[begin] == "("
        return not (found["close"] and known.speech.match(text, found.end()))
    return not found["close"].startswith("]") or following in known.starters  # "the state [...] The treaty"


def _is_end_after_point(found: re.Match[str], text: str, begin: int, known: Abbreviations) -> bool:
    at = found.start()
    before = text[max(begin, at - WORD_LIMIT) : at]
    words = before.split()
    word = words[-1].lstrip(OPENERS).rstrip(SUPERSCRIPTS) if words and not before[-1].isspace() else ""
    is_first = len(words) == 1 and at - len(words[0]) == begin
    if word.isalpha() and len(word) > 1 and word not in known.ends and word not in known.in_capitals:
        if found.end() == found.end("body"):
            return len(word) > 2 and word.islower()  # "the end.The next"
        return not (is_first and ROMAN.fullmatch(word))
    if is_first and LIST_MARK.fullmatch(words[0]):
        return False
    if found["note"] and not found["close"] and found["note"].isdecimal():
        return False  # "No.8 Harbour"
    if word.isdecimal():
        return _is_end_after_number(word, words[-2] if len(words) > 1 else "", found["next"], known)
    ends = known.ends.get(word) or known.ends.get(DASH.split(word)[-1])  # "20-Dec. 21"
    if ends is None and (found["next"].isupper() or found["next"].isdecimal()):
        ends = known.in_capitals.get(word)
    if ends is None and ((len(word) == 1 and (word.isascii() or word.isupper())) or DOTTED.fullmatch(word)):
        ends = "starter"  # but a small Greek letter stands for something: "the value of β. Solutions differ"
    return ends is None or _is_end_after_abbreviation(ends, found, text, begin, known)


def _is_end_after_abbreviation(ends: str, found: re.Match[str], text: str, begin: int, known: Abbreviations) -> bool:
    following = found["next"]
    if found["close"][:1] in (")", "]"):
        return text[begin] in "(["  # "(Okafor et al.) Ports" goes on
    if ends == "starter":
        return following in known.starters and not found["dot"]
    if ends == "not number":
        return not (following[0].isdecimal() or ROMAN.fullmatch(following))
    if ends == "not day":
        if not TIME.search(text, max(begin, found.start() - WORD_LIMIT), found.start()):
            return following in known.starters  # "P.M. Okafor" is a minister
        return known.days.match(text, found.end()) is None
    return ends != "never" and not following[0].isdecimal()


def _is_end_after_number(number: str, before: str, following: str, known: Abbreviations) -> bool:
    """Tell whether a sentence ends after a number: "in 1990. The", but not "aims: 2. Peace", "am 3. Oktober"."""
    if len(number) > 2 or following in known.starters:
        return True
    return before != "" and before[-1] not in ":;" and before.lower() not in known.ordinals

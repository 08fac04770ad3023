"""The tokens of a bibliography entry, and what the sequence model sees of each.

URLs, DOIs and access notes are one token each, found by rules: their inner punctuation says nothing about the rest.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.months import read_months

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_TOKENS = 700
"""Longest entry that is read whole; the longest real one in 16,000 has 510 tokens."""


class Token(NamedTuple):
    """``text[start:end]``; ``kind`` is "word", or what a rule found: "url", "doi", "accessed"..."""

    text: str
    start: int
    end: int
    kind: str = "word"


class Mask(NamedTuple):
    """A stretch that a rule has recognised and the model need not look into."""

    start: int
    end: int
    kind: str


TOKEN = re.compile(
    r"""
      [^\W\d_]\.(?=[^\W\d_]|[\s,;:.&)/\-–]|$)   # an initial with its dot
    | [^\W\d_]+(?:['’][^\W\d_]+|-[^\W\d_]+)*+    # a word, with apostrophe or hyphen
    | \d++(?:\.\d{3}(?!\d))*+[a-z]?(?![^\W\d_])  # a number; 1.021; 1992a
    | \d++
    | [^\w\s*_]                                  # a mark of punctuation; Markdown's marks of emphasis are skipped
    """,
    re.VERBOSE,
)


@cache
def _read_table() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("extract") / "data" / "reference_words.toml").read_text("utf-8"))


@cache
def read_words() -> dict[str, frozenset[str]]:
    """Return the word classes of ``data/reference_words.toml``."""
    return {name: frozenset(words) for name, words in _read_table()["words"].items()}


def read_silent() -> frozenset[str]:
    """Return words between fields that belong to none: "the", "Vgl."."""
    return frozenset(_read_table()["silent"]["words"])


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    """Return the classes of each word."""
    found: dict[str, list[str]] = {}
    for name, words in sorted(read_words().items()):
        for word in words:
            found.setdefault(word, []).append(name)
    for word in read_months():
        found.setdefault(word, []).append("month")
    return {word: tuple(names) for word, names in found.items()}


def find_tokens(text: str, masks: Sequence[Mask] = ()) -> list[Token]:
    """Return the tokens of ``text``; each mask is one token, save "Vgl." and the like in front, which is none.

    >>> [token.text for token in find_tokens("Martin, L. L. 1992a: 16(4)")]
    ['Martin', ',', 'L.', 'L.', '1992a', ':', '16', '(', '4', ')']
    """
    tokens: list[Token] = []
    at = 0
    for mask in (*masks, Mask(len(text), len(text), "")):
        tokens += [Token(found[0], found.start(), found.end()) for found in TOKEN.finditer(text, at, mask.start)]
        if mask.start < mask.end and mask.kind != "prefix":
            tokens.append(Token(mask.kind, mask.start, mask.end, mask.kind))
        at = mask.end
        if len(tokens) > MAX_TOKENS:
            return tokens[:MAX_TOKENS]
    return tokens


YEAR = re.compile(r"(?:1[5-9]|20)\d\d[a-z]?\Z")
ROMAN = re.compile(r"[IVXLC]+\Z|[ivxlc]+\Z")
OPENING = frozenset("“„«‘‹「《")
CLOSING = frozenset("”»’›」》")
KEPT_CLASSES = frozenset({"connector", "editor", "in", "issue", "month", "page", "particle", "stop", "volume", "translator"})


def shape(word: str) -> str:
    """Return the outline of a word.

    >>> [shape(word) for word in ("Robert", "J.", "NATO", "1992a", "38", "of", "McGraw", "2.", "cd-rom")]
    ['Xx', 'X.', 'XX', 'year', 'd2', 'x', 'XxX', 'd1', 'x-']
    """
    first = word[0]
    if first.isdigit():
        if YEAR.match(word):
            return "year"
        return f"d{min(len(word.rstrip('.')), 5)}"
    if not first.isalpha():
        return word
    if word[-1] == ".":
        return "X." if first.isupper() else "x."
    outline = "X" if first.isupper() else "x"
    if len(word) == 1:
        return f"{outline}1"
    rest = word[1:]
    if rest.islower():
        return outline + "x" if outline == "X" else "x" + ("-" if "-" in word else "")
    if word.isupper():
        return "XX"
    if "-" in word:
        return outline + "-"
    return "XxX" if outline == "X" else "xX"


class Look(NamedTuple):
    """What a word tells wherever it stands."""

    here: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    kind: str
    outline: str
    classes: tuple[str, ...]


@lru_cache(maxsize=65536)
def look(word: str) -> Look:
    """Return the features that depend on the word alone."""
    lower = word.lower()
    bare = lower.rstrip(".")
    outline = shape(word)
    classes = _classes().get(bare, ())
    kind = lower if not word[0].isalnum() or not KEPT_CLASSES.isdisjoint(classes) else outline
    if not word[0].isalnum():
        return Look(("s=" + outline, "k=" + kind), ("-k=" + kind,), ("+k=" + kind,), kind, outline, classes)
    here = ["w=" + lower, "s=" + outline, "k=" + kind]
    if word[0].isalpha() and len(word) > 3:
        here += ["p3=" + lower[:3], "e3=" + lower[-3:], "e2=" + lower[-2:]]
        if len(word) > 6:
            here.append("e4=" + lower[-4:])
    if word[0].isalpha() and ROMAN.match(word):
        here.append("roman")
    here += ["c=" + name for name in classes]
    before = ("-w=" + lower, "-k=" + kind, *("-c=" + name for name in classes))
    after = ("+w=" + lower, "+k=" + kind, *("+c=" + name for name in classes))
    return Look(tuple(here), before, after, kind, outline, classes)


class Behind(NamedTuple):
    """What stands before a token in its entry."""

    state: str
    editor: bool
    depth: int
    stops: int
    since: int


def find_features(tokens: Sequence[Token]) -> list[list[str]]:
    """Return what the model sees of each token: the word, its neighbours, its place in the entry."""
    looks = [look(token.text) for token in tokens]
    kinds = ["^^", "^", *(each.kind for each in looks), "$", "$$"]
    ahead = _look_ahead(tokens, looks)
    behind = _look_behind(tokens, looks)
    n = len(tokens)
    has_early_year = any(each.kind == "year" for each in looks[: max(n // 3, 8)])
    entry = ("Y" if has_early_year else "y") + (ahead[0][-1] if ahead else "q")
    features: list[list[str]] = []
    for i, token in enumerate(tokens):
        far, near, here, after, beyond = kinds[i : i + 5]
        state, editor, depth, stops, since = behind[i]
        row = [
            *looks[i].here,
            "bias",
            "st=" + state,
            "ah=" + ahead[i],
            f"sa={state}{ahead[i]}{min(stops, 4)}",
            f"pos={i * 10 // n}",
            f"stops={min(stops, 6)}{entry}",
            f"since={min(since, 9)}|{here}",
            f"ed={editor:d}{ahead[i][0] == 'E':d}{state[1] == 'I':d}|{here}",
            f"par={depth}|{here}",
            f"bk={near}|{here}",
            f"ka={here}|{after}",
            f"bka={near}|{here}|{after}",
            f"bb={far}|{near}|{here}",
            f"aa={here}|{after}|{beyond}",
        ]
        if i:
            row += looks[i - 1].before
            if tokens[i - 1].end == token.start:
                row.append("glued")
            if i > 1:
                row.append("-2w=" + tokens[i - 2].text.lower())
        else:
            row.append("first")
        if i + 1 < n:
            row += looks[i + 1].after
            if i + 2 < n:
                row.append("+2w=" + tokens[i + 2].text.lower())
        else:
            row.append("last")
        features.append(row)
    return features


def _look_ahead(tokens: Sequence[Token], looks: Sequence[Look]) -> list[str]:
    """Return, for each token, four letters: whether an editor's mark (before the next number), a year, a page mark, a quotation follow."""
    n = len(tokens)
    found = [""] * n
    editor = -1
    year = page = quotation = False
    for i in range(n - 1, -1, -1):
        if "editor" in looks[i].classes and tokens[i].text not in {"dir", "ed"}:
            editor = i
        has_editor = 0 <= editor - i <= 40
        if looks[i].outline[0] == "d":
            editor = -1
        here = tokens[i].text in {'"', "“", "„", "«"}
        found[i] = f"{'E' if has_editor else 'e'}{'Y' if year else 'y'}{'P' if page else 'p'}{'Q' if quotation else 'q'}"
        year = year or looks[i].kind == "year"
        page = page or "page" in looks[i].classes
        quotation = quotation or here
    return found


BEFORE_IN = frozenset({".", ",", ";", '"', "”", "»", ")", "’", "?", "!", "]", "'"})


def _look_behind(tokens: Sequence[Token], looks: Sequence[Look]) -> list[Behind]:
    """Return what stands before each token: inside a quotation, after "In", after a year, after a quotation..."""
    found: list[Behind] = []
    in_quote = seen_in = seen_year = seen_quote = seen_editor = False
    depth = stops = since = 0
    for i, token in enumerate(tokens):
        mark, each = token.text, looks[i]
        opened = not in_quote and (mark in OPENING or mark == '"')
        in_quote = in_quote or opened
        state = f"{'Q' if in_quote else 'q'}{'I' if seen_in else 'i'}{'Y' if seen_year else 'y'}{'D' if seen_quote else 'd'}"
        found.append(Behind(state, seen_editor, depth, stops, since))
        if in_quote and (mark in CLOSING or (mark == '"' and not opened)):
            in_quote, seen_quote = False, True
        depth = depth + 1 if mark in {"(", "["} else max(depth - 1, 0) if mark in {")", "]"} else depth
        seen_year = seen_year or each.kind == "year"
        if "in" in each.classes and not in_quote:
            is_marked = (i > 0 and tokens[i - 1].text in BEFORE_IN) or (i + 1 < len(tokens) and tokens[i + 1].text == ":")
            seen_in = seen_in or is_marked
        seen_editor = seen_editor or "editor" in each.classes
        since += 1
        if mark in {".", ",", ":", ";", "(", ")"}:
            since = 0
            stops += mark == "."
    return found

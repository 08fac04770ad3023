"""What the sequence model sees of each token of an entry: the word, its neighbours, its clause, its place in the entry.

What depends on little (a word, a few kinds of words in a row) is put into words once and kept.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from extract.references.model.looks import Look, find_names, look
from extract.references.tokens import ROMAN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extract.references.tokens import Token

Features = tuple[str, ...]
KEPT = 32768
"""How many of a kind of features are kept."""

OPENING = frozenset("“„«‘‹「《")
CLOSING = frozenset("”»’›」》")
LIGHT_CLASSES = frozenset({"connector", "particle", "stop"})
"""Words that print small even where all others have capitals."""


class OfWord(NamedTuple):
    """The features that a word gives its own token, the token behind it, the one before it, and those at two removes."""

    here: Features
    behind: Features
    before: Features
    second_behind: Features
    second_before: Features


def _of_word(word: str) -> OfWord:
    """Return what a word says to the tokens around it."""
    lower, kind, outline, classes, _ = look(word)
    far = ("-2w=" + lower,), ("+2w=" + lower,)
    if not word[0].isalnum():
        here = ("s=" + outline, "k=" + kind, *["c=" + name for name in classes])
        return OfWord(here, ("-k=" + kind,), ("+k=" + kind,), *far)
    own = ["s=" + outline, "k=" + kind, "w=" + lower]
    if word[0].isalpha():
        if len(word) > 3:
            own += ["p3=" + lower[:3], "e3=" + lower[-3:], "e2=" + lower[-2:]]
        if ROMAN.match(word):
            own.append("roman")
    behind = ("-k=" + kind, "-w=" + lower, *["-c=" + name for name in classes])
    before = ("+k=" + kind, "+w=" + lower, *["+c=" + name for name in classes])
    return OfWord((*own, *["c=" + name for name in classes]), behind, before, *far)


NOTHING = OfWord((), (), (), (), ())
FIRST, GLUED, LAST = ("first",), ("glued",), ("last",)


class Clause(NamedTuple):
    """Tokens between two marks."""

    start: int
    end: int
    outline: str
    """Whether words stand in small letters, with capitals, whether there are numbers, initials."""
    size: int
    mix: str
    """How many names of persons, plain words, unknown words."""
    classes: Features
    names: Features
    """What it names, "1" behind it if that is all it does."""
    first: str
    last: str


class FeatureFinder:
    """What a model sees of the tokens of an entry: of all features those that it knows.

    Most features hang on little; what the same key gives is computed once.
    """

    def __init__(self, known: frozenset[str] | None = None) -> None:
        """See only the features of ``known``; all that there are, if it is not given."""
        self._known = known
        self._word = lru_cache(maxsize=KEPT)(self._of_word)
        self._kinds = self._kept(_of_kinds)
        self._kinds_before = self._kept(_of_kinds_before)
        self._kinds_behind = self._kept(_of_kinds_behind)
        self._state = self._kept(_of_state)
        self._place = self._kept(_of_place)
        self._lists = self._kept(_of_lists)
        self._lists_around = self._kept(_of_lists_around)
        self._name = self._kept(_of_name)
        self._clause = self._kept(_of_clause)
        self._clause_next = self._kept(_of_clause_next)
        self._clause_previous = self._kept(_of_clause_previous)
        self._clause_number = self._kept(_of_clause_number)
        self._clause_mix = self._kept(_of_clause_mix)
        self._clause_names = self._kept(_of_clause_names)
        self._classes = self._kept(_of_classes)
        self._neighbour = self._kept(_of_neighbour)
        self._mark = self._kept(_of_mark)
        self._tenths = [self._select((f"pos={tenth}",)) for tenth in range(10)]

    def _select(self, features: Features) -> Features:
        known = self._known
        return features if known is None else tuple(filter(known.__contains__, features))

    def _single(self, kind: str, word: str) -> Features:
        """Return a word of a clause, such as its first; words are too many to be worth keeping."""
        feature = kind + word
        return (feature,) if self._known is None or feature in self._known else ()

    def _of_word(self, word: str) -> OfWord:
        return OfWord(*map(self._select, _of_word(word)))

    def _kept(self, group: Callable[..., Features]) -> Callable[..., Features]:
        return lru_cache(maxsize=KEPT)(lambda *key: self._select(group(*key)))

    def find(self, tokens: Sequence[Token]) -> list[list[str]]:
        """Return the features of each token."""
        n = len(tokens)
        looks = [look(token.text) for token in tokens]
        words = [NOTHING, NOTHING, *[self._word(token.text) for token in tokens], NOTHING, NOTHING]
        kinds = ["^^", "^", *[each.kind for each in looks], "$", "$$"]
        lists = ["", *[each.lists for each in looks], ""]
        names = find_names(tokens)
        coming = _look_ahead(tokens, looks)
        past = _look_behind(tokens, looks)
        of_clauses = self._of_clauses(looks, kinds, names)
        has_early_year = any(each.kind == "year" for each in looks[: max(n // 3, 8)])
        entry = ("Y" if has_early_year else "y") + (coming[0][-1] if coming else "q")
        features = []
        for i, token in enumerate(tokens):
            far, near, here, after, beyond = kinds[i : i + 5]
            state, editors, depth, stops, since = past[i]
            row = [
                *words[i + 2].here,
                *self._kinds(near, here, after),
                *self._kinds_before(far, near, here),
                *self._kinds_behind(here, after, beyond),
                *self._state(state, coming[i], stops, entry),
                *self._place(since, editors, coming[i][0], state[1], depth, here),
                *(self._lists(lists[i + 1], near, after) if lists[i + 1] else ()),
                *(self._lists_around(lists[i], lists[i + 1], lists[i + 2]) if lists[i + 1] else ()),
                *of_clauses[i],
                *self._tenths[i * 10 // n],
                *words[i].second_behind,
                *words[i + 4].second_before,
            ]
            if names[i]:
                row += self._name(names[i], near, after)
            row += words[i + 1].behind if i else FIRST
            if i and tokens[i - 1].end == token.start:
                row += GLUED
            row += words[i + 3].before if i + 1 < n else LAST
            features.append(row)
        return features

    def _of_clauses(self, looks: Sequence[Look], kinds: Sequence[str], names: Sequence[str]) -> list[Features]:
        """Return for each token what its clause says; for a mark what the clauses around it say."""
        clauses = _find_clauses(looks, names)
        n = len(looks)
        found: list[Features] = [()] * n
        for number, clause in enumerate(clauses):
            start, end = clause.start, clause.end
            around = (
                kinds[start - 1] if start else "",
                kinds[start] if start else "",
                kinds[start + 1],
                kinds[end + 2],
                kinds[end + 3] if end < n else "",
                kinds[end + 4] if end + 1 < n else "",
            )
            outline, size, first, last = clause.outline, clause.size, clause.first, clause.last
            features = (
                *self._clause(around[2], around[3], outline, size),
                *self._clause_next(outline, *around[3:]),
                *self._clause_previous(*around[:3], outline),
                *self._clause_number(min(number, 8), outline),
                *self._clause_mix(clause.mix, around[3]),
                *self._single("cL=", last),
                *self._single("cF=", first),
                *self._classes("cc=", clause.classes),
                *(self._clause_names(clause.names, min(number, 3), around[2], around[3]) if clause.names else ()),
            )
            mark = (*self._mark(outline, size), *self._single("dL=", last))
            until = n
            if number + 1 < len(clauses):
                behind = clauses[number + 1]
                features += (
                    *self._neighbour("nl=", around[3], behind.outline, behind.size),
                    *self._single("nw=", behind.first),
                    *self._classes("nc=", behind.classes),
                )
                mark += self._single("dF=", behind.first)
                until = behind.start
            if number:
                before = clauses[number - 1]
                features += (
                    *self._neighbour("pl=", around[2], before.outline, before.size),
                    *self._single("pw=", before.last),
                    *self._classes("pc=", before.classes),
                )
            found[start:end] = [features] * (end - start)
            found[end:until] = [mark] * (until - end)
        return found


def _of_kinds(near: str, here: str, after: str) -> Features:
    """Return what the kinds of three tokens in a row say of the one in the middle."""
    return (f"bk={near}|{here}", f"ka={here}|{after}", f"bka={near}|{here}|{after}")


def _of_kinds_before(far: str, near: str, here: str) -> Features:
    """Return what the kinds of three tokens in a row say of the last."""
    return (f"bb={far}|{near}|{here}",)


def _of_kinds_behind(here: str, after: str, beyond: str) -> Features:
    """Return what the kinds of three tokens in a row say of the first."""
    return (f"aa={here}|{after}|{beyond}",)


def _of_state(state: str, coming: str, stops: int, entry: str) -> Features:
    """Return what is over and what is to come."""
    return ("bias", f"sa={state}{coming}{min(stops, 4)}", f"sc={state}{coming[1:]}", f"stops={stops}{entry}")


def _of_place(  # noqa: PLR0913, PLR0917 - one argument for each thing that it depends on
    since: int, editors: int, editors_coming: str, in_work: str, depth: int, here: str
) -> Features:
    """Return how far the clause has come, whether editors or "In" were or will be named, and how deep in brackets it is."""
    return (f"since={since}|{here}", f"ed={editors}{editors_coming}{in_work}|{here}", f"par={depth}|{here}")


def _of_lists(here: str, near: str, after: str) -> Features:
    """Return which lists hold the word."""
    return ("nm=" + here, f"nmk={here}|{near}|{after}")


def _of_lists_around(before: str, here: str, behind: str) -> Features:
    """Return which lists hold the words before and behind."""
    return (f"-nm={before}|{here}", f"+nm={behind}|{here}")


def _of_name(name: str, near: str, after: str) -> Features:
    return ("ph=" + name, f"-ph={near}|{name}", f"+ph={name}|{after}")


MARKS = frozenset('.,:;()[]"“”„«»‘’?!/–—=')
"""What parts clauses. The dot of an initial belongs to its token and parts none."""


def _of_clause(before: str, after: str, outline: str, size: int) -> Features:
    """Return what a clause looks like, between which marks."""
    return (f"cl={before}{after}{outline}{size}",)


def _of_clause_next(outline: str, after: str, next_: str, beyond: str) -> Features:
    """Return what a clause looks like, and what stands behind it."""
    return (f"cn={outline}{after}|{next_}|{beyond}",)


def _of_clause_previous(second: str, near: str, before: str, outline: str) -> Features:
    """Return what a clause looks like, and what stands before it."""
    return (f"cp={second}|{near}|{before}|{outline}",)


def _of_clause_number(number: int, outline: str) -> Features:
    """Return which clause it is."""
    return (f"ci={number}{outline}",)


def _of_clause_mix(mix: str, after: str) -> Features:
    """Return what words a clause is made of."""
    return (f"cm={mix}|{after}",)


def _of_clause_names(names: Features, number: int, before: str, after: str) -> Features:
    """Return what a clause names."""
    return (*("cx=" + name for name in names), *(f"cxk={name}{number}{before}{after}" for name in names))


def _of_classes(kind: str, classes: Features) -> Features:
    """Return the classes of the words of a clause."""
    return tuple(kind + name for name in classes)


def _of_neighbour(side: str, mark: str, outline: str, size: int) -> Features:
    """Return what the clause before or behind looks like, beyond which mark."""
    return (f"{side}{mark}{outline}{size}",)


def _of_mark(outline: str, size: int) -> Features:
    """Return what the clause before a mark looks like."""
    return (f"dl={outline}{size}",)


def _find_clauses(looks: Sequence[Look], names: Sequence[str]) -> list[Clause]:
    """Return the stretches between marks."""
    clauses: list[Clause] = []
    start: int | None = None
    for i, each in enumerate(looks):
        if each.lower in MARKS:
            if start is not None:
                clauses.append(_clause(looks, names, start, i))
                start = None
        elif start is None:
            start = i
    if start is not None:
        clauses.append(_clause(looks, names, start, len(looks)))
    return clauses


def _clause(looks: Sequence[Look], names: Sequence[str], start: int, end: int) -> Clause:
    classes: set[str] = set()
    upper = lower = digits = initials = people = plain = unknown = 0
    for each in looks[start:end]:
        classes.update(each.classes)
        outline = each.outline
        if outline[0] == "X":
            if outline == "X.":
                initials += 1
            else:
                upper += 1
        elif outline[0] == "x":
            lower += LIGHT_CLASSES.isdisjoint(each.classes)
        else:
            digits += outline[0] in "dy"
        lists = each.lists
        if lists:
            if lists[0] in "gf":
                people += 1
            elif lists[0] in "eE":
                plain += 1
            else:
                unknown += 1
    count = end - start
    size = count if count < 4 else 4 if count < 6 else 6 if count < 10 else 10
    case = "L" if lower else "U" if upper else "n"
    printed = case + ("u" if lower and upper > 1 else "") + ("d" if digits else "") + ("i" if initials else "")
    mix = f"{min(people, 3)}{min(plain, 3)}{min(unknown, 2)}"
    inside = set(names[start:end])
    known = tuple(f"{name}{'' not in inside:d}" for name in sorted(inside - {""}))
    return Clause(start, end, printed, size, mix, tuple(sorted(classes)), known, looks[start].lower, looks[end - 1].lower)


def _look_ahead(tokens: Sequence[Token], looks: Sequence[Look]) -> list[str]:
    """Return, for each token, four letters: whether an editor's mark (before the next number), a year, a page mark, a quotation follow."""
    found = [""] * len(tokens)
    since_editor = 99
    year, page, quotation = "y", "p", "q"
    for i in range(len(tokens) - 1, -1, -1):
        text, each = tokens[i].text, looks[i]
        since_editor += 1
        if "editor" in each.classes and text not in {"dir", "ed"}:
            since_editor = 0
        found[i] = ("E" if since_editor <= 40 else "e") + year + page + quotation
        if each.outline[0] == "d":
            since_editor = 99
        elif each.kind == "year":
            year = "Y"
        elif "page" in each.classes:
            page = "P"
        elif text in {'"', "“", "„", "«"}:
            quotation = "Q"
    return found


Behind = tuple[str, int, int, int, int]
"""What stands before a token in its entry: a state in letters, whether editors, brackets around it, full stops, tokens of its clause."""

DEEPER = {"(": 1, "[": 1, ")": -1, "]": -1}
ENDING = frozenset(".,:;()")
BEFORE_IN = frozenset({".", ",", ";", '"', "”", "»", ")", "’", "?", "!", "]", "'"})


def _look_behind(tokens: Sequence[Token], looks: Sequence[Look]) -> list[Behind]:
    """Return what stands before each token: inside a quotation, after "In", after a year, after a quotation..."""
    found: list[Behind] = []
    in_quote = False
    seen_in, seen_year, seen_quote = "i", "y", "d"
    seen_editor = depth = stops = since = 0
    for i, token in enumerate(tokens):
        mark, each = token.text, looks[i]
        opened = not in_quote and (mark in OPENING or mark == '"')
        in_quote = in_quote or opened
        state = ("Q" if in_quote else "q") + seen_in + seen_year + seen_quote
        found.append((state, seen_editor, depth, min(6, stops), min(9, since)))
        since += 1
        if not mark[0].isalnum():
            if in_quote and (mark in CLOSING or (mark == '"' and not opened)):
                in_quote, seen_quote = False, "D"
            depth = max(depth + DEEPER.get(mark, 0), 0)
            if mark in ENDING:
                since = 0
                stops += mark == "."
        elif each.kind == "year":
            seen_year = "Y"
        elif each.classes:
            if "in" in each.classes and not in_quote and _is_marked(tokens, i):
                seen_in = "I"
            if "editor" in each.classes:
                seen_editor = 1
    return found


def _is_marked(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a mark stands before "In", or a colon behind it."""
    return (at > 0 and tokens[at - 1].text in BEFORE_IN) or (at + 1 < len(tokens) and tokens[at + 1].text == ":")

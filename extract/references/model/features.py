"""What the sequence model sees of each token of an entry: the word, its neighbours, its clause, its place in the entry.

What depends on little (a word, a few kinds of words in a row) is put into words once and kept. An entry is read in columns with
a row for each token: what the words tell, what is before them, what is to come.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from extract.references.model.clauses import Clause, find_clauses
from extract.references.model.looks import Look, find_names, look
from extract.references.tokens import ROMAN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from extract.references.tokens import Token

Features = tuple[str, ...]

KEPT = 32768
"""How many of a kind of features are kept."""


class OfWord(NamedTuple):
    """What a word tells, and the features that it gives its own token, the one behind it, the one before, and those at two removes."""

    look: Look
    here: Features
    behind: Features
    before: Features
    second_behind: Features
    second_before: Features


def _of_word(word: str, seen: Look) -> tuple[Sequence[str], ...]:
    """Return what a word says to the tokens around it, in the order of ``OfWord``."""
    lower, kind, classes = seen.lower, seen.kind, seen.classes
    here = ["s=" + seen.outline, "k=" + kind]
    behind, before = ["-k=" + kind], ["+k=" + kind]
    if word[0].isalnum():
        here.append("w=" + lower)
        behind.append("-w=" + lower)
        before.append("+w=" + lower)
        if word[0].isalpha():
            if len(word) > 3:
                here += ("p3=" + lower[:3], "e3=" + lower[-3:], "e2=" + lower[-2:])
            if ROMAN.match(word):
                here.append("roman")
        behind += ["-c=" + name for name in classes]
        before += ["+c=" + name for name in classes]
    here += ["c=" + name for name in classes]
    return here, behind, before, ("-2w=" + lower,), ("+2w=" + lower,)


FIRST, GLUED, LAST = ("first",), ("glued",), ("last",)
START = ("", "", "^")
"""The kinds of what stands before the first clause."""


class FeatureFinder:
    """What a model sees of the tokens of an entry: of all features those that it knows.

    Most features hang on little; what the same key gives is computed once.
    """

    def __init__(self, known: frozenset[str] | None = None) -> None:
        """See only the features of ``known``; all that there are, if it is not given."""
        self._is_seen = None if known is None else known.__contains__
        self._word = lru_cache(maxsize=KEPT)(self._of_word)
        self._kinds = self._kept_each(_of_kinds)
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
        self._classes = self._kept_each(_of_classes)
        self._first = self._kept_each(_of_first)
        self._last = self._kept_each(_of_last)
        self._next = self._kept(_of_next)
        self._previous = self._kept(_of_previous)
        self._mark = self._kept(_of_mark)
        self._tenths = [self._select((f"pos={tenth}",)) for tenth in range(10)]

    def _select(self, features: Iterable[str]) -> Features:
        return tuple(filter(self._is_seen, features))

    def _of_word(self, word: str) -> OfWord:
        seen = look(word)
        return OfWord(seen, *map(self._select, _of_word(word, seen)))

    def _kept(self, group: Callable[..., Features]) -> Callable[..., Features]:
        return lru_cache(maxsize=KEPT)(lambda *key: self._select(group(*key)))

    def _kept_each(self, groups: Callable[..., tuple[Features, ...]]) -> Callable[..., tuple[Features, ...]]:
        return lru_cache(maxsize=KEPT)(lambda *key: tuple(map(self._select, groups(*key))))

    def find(self, tokens: Sequence[Token]) -> list[list[str]]:
        """Return the features of each token; there is one at least."""
        n = len(tokens)
        looks, here, behind, before, second_behind, second_before = zip(
            *[self._word(token.text) for token in tokens], strict=True
        )
        lowers, own_kinds, _, classes, lists, signs, cases, people = zip(*looks, strict=True)
        kinds = ("^^", "^", *own_kinds, "$", "$$")
        near, after = kinds[1:], kinds[3:]
        names = find_names(tokens)
        editors_coming, coming = _look_ahead(signs)
        states, in_work, editors, depths, stops, since = zip(*_look_behind(tokens, signs), strict=True)
        has_early_year = "year" in own_kinds[: max(n // 3, 8)]
        entry = ("Y" if has_early_year else "y") + coming[0][-1]
        of_third, of_second, of_first = zip(*map(self._kinds, kinds, near, kinds[2:]), strict=False)
        columns = zip(
            here,
            of_second[1:],
            of_third,
            of_first[2:],
            map(self._state, states, editors_coming, coming, stops, [entry] * n),
            map(self._place, since, editors, editors_coming, in_work, depths, own_kinds),
            [self._lists(*key) if key[0] else () for key in zip(lists, near, after, strict=False)],
            [self._lists_around(*key) if key[1] else () for key in zip(("", *lists), lists, (*lists[1:], ""), strict=False)],
            self._of_clauses(find_clauses(lowers, classes, cases, people, names), own_kinds),
            [self._tenths[i * 10 // n] for i in range(n)],
            ((), (), *second_behind),
            (*second_before[2:], (), ()),
            [self._name(*key) if key[0] else () for key in zip(names, near, after, strict=False)],
            (FIRST, *behind),
            ((), *[GLUED if left.end == right.start else () for left, right in pairwise(tokens)]),
            (*before[1:], LAST),
            strict=False,
        )
        # Written out, since `chain` takes three times as long.
        return [
            [*a, *b, *c, *d, *e, *f, *g, *h, *i, *j, *k, *m, *o, *p, *q, *r]
            for a, b, c, d, e, f, g, h, i, j, k, m, o, p, q, r in columns
        ]

    def _of_clauses(self, clauses: Sequence[Clause], kinds: Sequence[str]) -> list[Features]:
        """Return for each token what its clause says; for a mark what the clauses around it say."""
        n = len(kinds)
        found: list[Features] = [()] * n
        if not clauses:
            return found
        starts, ends, outlines, sizes, mixes, classes, names, firsts, lasts = zip(*clauses, strict=True)
        numbers = range(len(clauses))
        ahead, behind = ("", "^^", "^", *kinds), (*kinds, "$", "", "")
        before, after = [ahead[start + 2] for start in starts], [behind[end] for end in ends]
        classes_here, classes_next, classes_previous = zip(*map(self._classes, classes), strict=True)
        first_here, first_next, first_behind = zip(*map(self._first, firsts), strict=True)
        last_here, last_previous, last_before = zip(*map(self._last, lasts), strict=True)
        columns = zip(
            map(self._clause, before, after, outlines, sizes),
            [self._clause_next(outline, *behind[end : end + 3]) for outline, end in zip(outlines, ends, strict=True)],
            [
                self._clause_previous(*(ahead[start : start + 3] if start else START), outline)
                for outline, start in zip(outlines, starts, strict=True)
            ],
            map(self._clause_number, numbers, outlines),
            map(self._clause_mix, mixes, after),
            last_here,
            first_here,
            classes_here,
            [self._clause_names(*key) if key[0] else () for key in zip(names, numbers, before, after, strict=True)],
            (*map(self._next, after, outlines[1:], sizes[1:]), ()),
            (*first_next[1:], ()),
            (*classes_next[1:], ()),
            ((), *map(self._previous, before[1:], outlines, sizes)),
            ((), *last_previous),
            ((), *classes_previous),
            strict=False,
        )
        rows = [
            (*a, *b, *c, *d, *e, *f, *g, *h, *i, *j, *k, *m, *o, *p, *q)
            for a, b, c, d, e, f, g, h, i, j, k, m, o, p, q in columns
        ]
        marks = zip(map(self._mark, outlines, sizes), last_before, (*first_behind[1:], ()), strict=True)
        for start, end, until, row, (mark, last, first) in zip(starts, ends, (*starts[1:], n), rows, marks, strict=True):
            found[start:end] = [row] * (end - start)
            found[end:until] = [(*mark, *last, *first)] * (until - end)
        return found


def _of_kinds(far: str, near: str, here: str) -> tuple[Features, Features, Features]:
    """Return what the kinds of three tokens in a row say of the last, of the one in the middle, and of the first."""
    row = f"{far}|{near}|{here}"
    return ("bb=" + row,), (f"bk={far}|{near}", f"ka={near}|{here}", "bka=" + row), ("aa=" + row,)


def _of_state(state: str, editors_coming: str, coming: str, stops: int, entry: str) -> Features:
    """Return what is over and what is to come."""
    return (
        "bias",
        f"sa={state}{editors_coming}{coming}{min(stops, 4)}",
        f"sc={state}{coming}",
        f"stops={stops}{entry}",
    )


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
    return (f"ci={min(number, 8)}{outline}",)


def _of_clause_mix(mix: str, after: str) -> Features:
    """Return what words a clause is made of."""
    return (f"cm={mix}|{after}",)


def _of_clause_names(names: Features, number: int, before: str, after: str) -> Features:
    """Return what a clause names."""
    return (*("cx=" + name for name in names), *(f"cxk={name}{min(number, 3)}{before}{after}" for name in names))


def _of_classes(classes: Features) -> tuple[Features, Features, Features]:
    """Return the classes of the words of a clause: for itself, for the clause before, for the one behind."""
    return (
        tuple("cc=" + name for name in classes),
        tuple("nc=" + name for name in classes),
        tuple("pc=" + name for name in classes),
    )


def _of_first(word: str) -> tuple[Features, Features, Features]:
    """Return the first word of a clause: for itself, for the clause before, for a mark before."""
    return ("cF=" + word,), ("nw=" + word,), ("dF=" + word,)


def _of_last(word: str) -> tuple[Features, Features, Features]:
    """Return the last word of a clause: for itself, for the clause behind, for a mark behind."""
    return ("cL=" + word,), ("pw=" + word,), ("dL=" + word,)


def _of_next(after: str, outline: str, size: int) -> Features:
    """Return what the clause behind looks like, beyond which mark."""
    return (f"nl={after}{outline}{size}",)


def _of_previous(before: str, outline: str, size: int) -> Features:
    """Return what the clause before looks like, beyond which mark."""
    return (f"pl={before}{outline}{size}",)


def _of_mark(outline: str, size: int) -> Features:
    """Return what the clause before a mark looks like."""
    return (f"dl={outline}{size}",)


def _look_ahead(signs: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return for each token in a letter whether an editor's mark follows (before the next number); and in three, a year, a page mark, a quotation."""
    editors: list[str] = []
    found: list[str] = []
    since_editor = 99
    year, page, quotation = "y", "p", "q"
    coming = "ypq"
    for sign in reversed(signs):
        since_editor += 1
        if "E" in sign:
            since_editor = 0
        editors.append("E" if since_editor <= 40 else "e")
        found.append(coming)
        if sign:
            if sign == "N":
                since_editor = 99
            elif "Y" in sign:
                year = "Y"
            elif "P" in sign:
                page = "P"
            elif sign in QUOTATION:
                quotation = "Q"
            coming = year + page + quotation
    return editors[::-1], found[::-1]


Behind = tuple[str, str, int, int, int, int]
"""What stands before a token in its entry: a state in letters, that of "In", whether editors, brackets around it, full stops, tokens of its clause."""

QUOTATION = frozenset('"“„«')
OPENING = frozenset('"“„«‘‹「《')
CLOSING = frozenset('"”»’›」》')
DEEPER = {"(": 1, "[": 1, ")": -1, "]": -1}
ENDING = frozenset(".,:;()")
BEFORE_IN = frozenset({".", ",", ";", '"', "”", "»", ")", "’", "?", "!", "]", "'"})


def _look_behind(tokens: Sequence[Token], signs: Sequence[str]) -> list[Behind]:
    """Return what stands before each token: inside a quotation, after "In", after a year, after a quotation..."""
    found: list[Behind] = []
    quote, in_work, year, quoted = "q", "i", "y", "d"
    state = "qiyd"
    editors = depth = stops = since = 0
    for i, sign in enumerate(signs):
        opens = sign in OPENING and quote == "q"
        if opens:
            quote = "Q"
            state = quote + in_work + year + quoted
        found.append((state, in_work, editors, depth, stops, since))
        since += since < 9
        if sign in ENDING:
            since = 0
            stops += sign == "." and stops < 6
        if sign in DEEPER:
            depth = max(depth + DEEPER[sign], 0)
        elif sign.isalpha() or sign in CLOSING:
            if "Y" in sign:
                year = "Y"
            if "I" in sign and quote == "q" and _is_marked(tokens, i):
                in_work = "I"
            if "E" in sign or "e" in sign:
                editors = 1
            if not opens and sign in CLOSING and quote == "Q":
                quote, quoted = "q", "D"
            state = quote + in_work + year + quoted
    return found


def _is_marked(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a mark stands before "In", or a colon behind it."""
    return (at > 0 and tokens[at - 1].text in BEFORE_IN) or (at + 1 < len(tokens) and tokens[at + 1].text == ":")

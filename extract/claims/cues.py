"""The words of ``data/cues.toml``, ready to be looked for."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.claims.sieve import Sieve
from extract.data_tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Doc

    from extract.models import Span

CHUNK = re.compile(r"\S++")
LETTERS = re.compile(r"[^\W\d_]++")


class Cue(NamedTuple):
    """A form of a word or phrase by which somebody is reported."""

    group: str  # speech, judgement, request, commitment, thought, nouns
    lemma: str
    form: str  # base, s, past, ing, phrase


@cache
def data() -> dict[str, Any]:
    """Return what the file holds."""
    return read_table("cues")


def inflected(lemma: str) -> Iterator[tuple[str, str]]:
    """Yield ``(form, kind of form)`` of a verb; of a phrasal verb its first word changes.

    >>> list(inflected("deny"))
    [('deny', 'base'), ('denies', 's'), ('denied', 'past'), ('denying', 'ing')]
    >>> [form for form, _ in inflected("rule out")]
    ['rule out', 'rules out', 'ruled out', 'ruling out']
    """
    verb, _, particle = lemma.partition(" ")
    tail = f" {particle}" if particle else ""
    yield lemma, "base"
    irregular = data()["irregular"].get(verb)
    if irregular:
        yield irregular[0] + tail, "s"
        for form in irregular[1:]:
            yield form + tail, "ing" if form.endswith("ing") else "past"
        return
    if re.search(r"[^aeiou]y$", verb):
        yield verb[:-1] + "ies" + tail, "s"
        yield verb[:-1] + "ied" + tail, "past"
        yield verb + "ing" + tail, "ing"
        return
    yield verb + ("es" if re.search(r"(?:s|x|z|ch|sh|o)$", verb) else "s") + tail, "s"
    stem = verb.removesuffix("e")
    yield stem + "ed" + tail, "past"
    yield (verb if verb.endswith("ee") else stem) + "ing" + tail, "ing"


@cache
def cue_forms() -> dict[str, Cue]:
    """Return each form of each attribution cue in lower case; a verb goes before a noun of the same form."""
    forms: dict[str, Cue] = {}
    groups = data()["attribution"]
    for group in groups:
        for lemma in groups[group]["verbs"]:
            for form, kind in inflected(lemma):
                forms.setdefault(form, Cue(group, lemma, kind))
    for group in groups:
        for phrase in groups[group]["phrases"]:
            forms.setdefault(phrase, Cue(group, phrase, "noun" if group == "nouns" else "phrase"))
    return forms


class Token(NamedTuple):
    """A token in lower case; ``start`` and ``end`` count in its chunk of text."""

    start: int
    end: int
    text: str


@cache
def _english() -> Callable[[str], Doc]:
    """Return spaCy's tokenizer of English."""
    from extract.claims.tokenizer import english  # noqa: PLC0415  importing it takes a second, and most commands have no need of it

    return english()


@lru_cache(maxsize=1 << 16)
def _tokens(chunk: str) -> tuple[Token, ...]:
    """Return spaCy's tokens of a text without white space."""
    return tuple(Token(token.idx, token.idx + len(token), token.lower_) for token in _english()(chunk))


@cache
def _forms_from() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Return each form of each cue with its tokens, by the first of them; those with the most tokens go first."""
    found = defaultdict(list)
    for form in cue_forms():
        tokens = tuple(token.text for chunk in form.split() for token in _tokens(chunk))
        found[tokens[0]].append((form, tokens))
    return {first: sorted(forms, key=lambda form: -len(form[1])) for first, forms in found.items()}


@lru_cache(maxsize=1 << 16)
def _openings(chunk: str) -> tuple[tuple[int, str], ...]:
    """Return those tokens of a chunk with which a cue may begin, with their numbers: no other chunk need be tokenized."""
    starts = _forms_from()
    if not any(word.lower() in starts for word in LETTERS.findall(chunk)):
        return ()
    return tuple((number, token.text) for number, token in enumerate(_tokens(chunk)) if token.text in starts)


def find_cues(sentence: str) -> Iterator[tuple[int, int, Cue]]:
    """Yield the cues of a sentence on spaCy's tokens, the longest where several stand at one place.

    >>> [(start, end, cue.lemma) for start, end, cue in find_cues('He "spoke out", they say.')]
    [(4, 13, 'speak out'), (21, 24, 'say')]
    """
    chunks = sentence.split()
    opened = [(place, found) for place, found in enumerate(map(_openings, chunks)) if found]
    starts = [match.start() for match in CHUNK.finditer(sentence)] if opened else []
    done = 0
    for place, found in opened:
        chunk, at = chunks[place], starts[place]
        for number, opening in found:
            begin = at + _tokens(chunk)[number].start
            if begin < done:
                continue
            for form, tokens in _forms_from()[opening]:
                if sentence[begin : begin + len(form)].lower() != form:
                    continue
                end = _end_of(tokens, number, chunks[place : place + len(tokens)])
                if end is None:
                    continue
                done = at + end
                cue = cue_forms().get(" ".join(tokens))
                if cue is not None:
                    yield begin, done, cue
                break


def _end_of(wanted: Sequence[str], number: int, chunks: Sequence[str]) -> int | None:
    """Return where the tokens ``wanted`` end that begin with a token of the first chunk; chunks are parted by one space."""
    start = 0
    for chunk in chunks:
        tokens = _tokens(chunk)[number : number + len(wanted)]
        if any(token.text != word for token, word in zip(tokens, wanted, strict=False)):
            return None
        if len(tokens) == len(wanted):
            return start + tokens[-1].end
        wanted, number, start = wanted[len(tokens) :], 0, start + len(chunk) + 1
    return None


@cache
def words(*path: str) -> frozenset[str]:
    """Return a word list of the file as a set: ``words("roles", "people")``."""
    table: Any = data()
    for key in path:
        table = table[key]
    return frozenset(table)


@cache
def sieve() -> Sieve:
    """Return what tells which lists of the file a sentence may need: those of its patterns, and that of subordinate clauses."""
    lists = {f"{part} {name}": entry["needs"] for part in ("sentences", "stance") for name, entry in data()[part].items()}
    return Sieve(lists | {"subordinate": data()["stance_words"]["subordinate"]})


def opens_clause(text: str) -> bool:
    """Tell whether ``text`` may hold a subordinate clause or an aside."""
    lower, _ = low(text)
    known = sieve()
    is_sifted = known.bits(lower) & known.bit("subordinate")
    return bool(is_sifted) and any(map(lower.__contains__, data()["stance_words"]["subordinate"]))


class Patterns:
    """The patterns of one entry of the file; a look for the words that any of them needs saves most of the work.

    >>> bool(patterns("stance", "future").search("The port will close.")), bool(patterns("stance", "future").search("It closed."))
    (True, False)
    """

    def __init__(self, name: str, entry: dict[str, list[str]]) -> None:
        """Compile the alternatives of ``entry`` without regard to case: those for the start of a text, and the others."""
        self.needs = tuple(entry["needs"])
        self.sieve, self.bit = sieve(), sieve().bit(name)
        self.opening, self.low_opening = _both([one for one in entry["patterns"] if one.startswith("^")])
        self.inside, self.low_inside = _both([one for one in entry["patterns"] if not one.startswith("^")])

    def search(self, text: str) -> bool:
        """Tell whether any of the patterns matches somewhere."""
        return self.find(text) is not None

    def find(self, text: str) -> Span | None:
        """Return where the first of the patterns matches, if one does."""
        lower, is_plain = low(text)
        if not (self.sieve.bits(lower) & self.bit and any(map(lower.__contains__, self.needs))):
            return None
        text, opening, inside = (lower, self.low_opening, self.low_inside) if is_plain else (text, self.opening, self.inside)
        found = (opening and opening.match(text)) or (inside and inside.search(text))
        return found.span() if found else None


CAPITAL = re.compile(r"\\.|[A-ZÀ-Þ]")
"""A capital of a pattern, but for those of its escapes."""

PART = re.compile(r"<([A-Z]+)>")
"""The name of a part of patterns that stands in the file for itself."""

PLAIN = re.compile(r"[\x00-\xff\u2000-\u206f€]*+")
"""A text of letters that have one capital each: to look at it in lower case is to look without regard to case, and faster."""


def _both(alternatives: Sequence[str]) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """Return one pattern of ``alternatives``, if there are any, for all texts, and one for those in lower case."""
    if not alternatives:
        return None, None
    pattern = PART.sub(_part, "|".join(alternatives))
    return re.compile(pattern, re.IGNORECASE), re.compile(CAPITAL.sub(_lowered, pattern))


def _part(named: re.Match[str]) -> str:
    return str(data()["pattern_parts"][named[1]])


def _lowered(found: re.Match[str]) -> str:
    return found[0] if found[0][0] == "\\" else found[0].lower()


@lru_cache(maxsize=16)
def low(text: str) -> tuple[str, bool]:
    """Return a text in lower case, and whether that is all that case makes of it."""
    return text.lower(), PLAIN.fullmatch(text) is not None


@cache
def patterns(part: str, name: str) -> Patterns:
    """Return the patterns of an entry of the file: ``patterns("stance", "future")``."""
    return Patterns(f"{part} {name}", data()[part][name])

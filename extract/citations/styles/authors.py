"""Names of authors that stand to the left of a year in running text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.citations.styles.citation_words import citation_words, others_pattern, words_pattern
from extract.citations.styles.scripts import JOINED, split_word
from extract.names import fold, name_words
from extract.references.types.outlets import known_periodical

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.citations.listed_works import ListedWorks, Match

MAX_WIDTH = 240
"""Characters to the left of a year in which its names may begin."""

NEAR = 80
"""Characters that are read first; most names need no more."""

WHOLE_NAME = 0.9
"""Score that the name of an institution with commas or "and" in it must have."""

EXACT = 1.0
"""Score from which no other reading can be better."""

WHOLE = 0.85
"""Score from which names and year need no second reading."""

_TOKEN = re.compile(
    rf"""(?P<etal>(?<![^\W\d_])(?:{others_pattern()})(?!\w)|\[et\sal\.?\])
    | (?P<other>(?<!\w)(?:{words_pattern("abbreviations")}))
    | (?P<amp>\\?&(?:amp;)?|\+|(?<=\w)/(?=[^\W\d_])|・|(?<!\w)u\.(?=\s[^\W\d_a-z]))
    | (?P<initials>(?:(?<![\w.])[^\W\d_a-zß-öø-ÿ]\.[\s-]?){{1,4}}(?!\w\w*\.\w))
    | (?P<word>[’'ʼ‘ʿ]?[^\W_](?:[^\W_]|[\u0300-\u036f]|[’'ʼ‘`´·](?=[^\W\d_])|[-‐‑­](?=[^\W_]|[’'ʼ‘ʿ][^\W_])|\s?[´¨ˇ˘˙˚˝˛¸˜](?=[^\W\d_])|\.(?=[^\W\d_][^\W_])|\.(?=\w\.)){{0,59}}(?:[’'ʼ]s?(?![^\W\d_]))?)
    | (?P<tag>\[[A-Z][\w.-]{{1,15}}\]|\([A-Z][A-Z.-]{{1,11}}\))
    | (?P<mark>[,;，；、،؛])
    | (?P<dot>\.)
    | (?P<dash>[–—/-])
    | (?P<sign>\S)""",
    re.VERBOSE,
)
_BRACKETS = frozenset("()[]{}（）［］")
_TAG_END = re.compile(r"\[et\sal\.?\]$|\[[A-Z][\w.-]{1,15}\]$|\([A-Z][A-Z.-]{1,11}\)$")
"""A bracket that is part of a name: "the Ministry of Foreign Affairs [MOFA] (2001)"."""

_SHORT_FORM = re.compile(r"[(\[](?P<short>[A-Z][A-Za-z-]{1,9})(?:,[^()\[\]]{0,40})?[)\]]")
_FULL_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_POSSESSIVE = re.compile(r"[’'ʼ]s?$")
_SMALL_PREFIX = re.compile(r"[’'ʼ‘ʿ]?[a-zß-öø-ÿ]{1,5}[-‐‑’'ʼ‘][’'ʼ‘ʿ]?[^\W\d_a-z]")
"""The beginning of "al-Khalili" and "d'Alembert"."""

_BEFORE_AUTHORS = frozenset(["by", "par", "por"])
"""Small words of institutions' names after which in a sentence authors begin: "Books by Ada Okafor (2005)"."""

_CONNECTIVES = frozenset(citation_words("connectives"))


class Token(NamedTuple):
    """A word or mark of the stretch before a year, with its place in the text."""

    kind: str
    text: str
    start: int
    end: int


class Names(NamedTuple):
    """Names as they stand before a year."""

    start: int
    names: tuple[str, ...]
    initials: str
    et_al: bool
    matches: tuple[Match, ...]
    """The listed works that have these names and the year, best first."""

    meant: tuple[str, ...] = ()
    """The names in full, where the text gives a short form that it has introduced."""

    is_whole: bool = False
    """Whether marks and connectives were read as parts of one institution's name."""


def introduced_short_forms(text: str) -> dict[str, str]:
    """Return the names that ``text`` introduces with a short form, each by the other's folded form.

    >>> introduced_short_forms("the Ministry of Foreign Affairs (MOFA) said")
    {'mofa': 'Ministry of Foreign Affairs', 'ministry of foreign affairs': 'MOFA'}
    """
    found: dict[str, str] = {}
    for match in _SHORT_FORM.finditer(text):
        words = list(_FULL_WORD.finditer(text, max(0, match.start() - 140), match.start()))
        short = fold(match["short"]).replace(" ", "")
        for at in range(len(words) - 2, max(len(words) - 14, -1), -1):
            full = text[words[at].start() : match.start()].strip()
            if not words[at][0][0].isupper() or fold(full)[:1] != short[:1] or not _is_inside(short, fold(full)):
                continue
            if not any(mark in full for mark in ".;:()[]\n"):
                found.setdefault(short, full)
                found.setdefault(fold(full), match["short"])
            break
    return found


def _is_inside(short: str, full: str) -> bool:
    """Return whether the letters of ``short`` stand in ``full`` in this order, most of them at the head of words."""
    letters = iter(full)
    heads = [word[0] for word in full.split()]
    return all(letter in letters for letter in short) and sum(letter in heads for letter in short) * 2 >= len(short)


class NameReader:
    """Reads the names that end somewhere in one text, with the help of the works that are listed."""

    def __init__(self, text: str, known: ListedWorks) -> None:
        """Take note of the short forms that ``text`` introduces."""
        self.text = text
        self.known = known
        self.introduced = introduced_short_forms(text)

    def read(self, low: int, high: int, year: str, *, listing: bool) -> Names | None:
        """Return the names that end at ``high``, or None when what stands there is none.

        Listed works decide where the names begin: of "as Richard Feldman" and "In Chile, Smith" only what makes an
        entry with ``year``. ``listing`` allows names that are parted by marks alone, as parentheses have them.
        """
        tokens = _run(self.text, max(low, high - MAX_WIDTH), high, self.known)
        listed = self._best_listed(tokens, year) if tokens and self.known.works else None
        body = self._body(max(low, high - MAX_WIDTH), high, year)
        if body and (listed is None or body.start < listed.start or listed.matches[0].score < WHOLE):
            return body
        return listed or (_unlisted(tokens, self.known, listing=listing) if tokens else None)

    def _body(self, low: int, high: int, year: str) -> Names | None:
        """Return the listed institution whose whole name ends at ``high``, small words and all: "Centro studi di politica (1990)"."""
        bodies = self.known.long_names(year)
        before = fold(self.text[low:high]) if bodies else ""
        for body, work in bodies:
            if any(work.initials) or not before.endswith(body):
                continue
            starts = [word.start() for word in _FULL_WORD.finditer(self.text, low, high)]
            start = next((start for start in starts if fold(self.text[start:high]) == body), None)
            found = self.known.matches(work.names, year) if start is not None else ()
            if start is not None and found and found[0].score >= WHOLE:
                return Names(start, (" ".join(self.text[start:high].split()),), "", et_al=False, matches=found)
        return None

    def readings(self, low: int, high: int) -> Iterator[Names]:
        """Yield the readings of what stands before ``high`` as names, the longest first."""
        tokens = _run(self.text, max(low, high - MAX_WIDTH), high, self.known)
        for at in _beginnings(tokens):
            yield from _readings(tokens[at:])

    def _best_listed(self, tokens: list[Token], year: str) -> Names | None:
        """Return the reading of ``tokens`` that fits a listed work best; of equal ones the longest."""
        best: Names | None = None
        readings = [reading for at in _beginnings(tokens) for reading in _readings(tokens[at:])]
        for reading in readings:  # most names are written as in the list
            found = self.known.matches_as_written(reading.names, year, et_al=reading.et_al, initials=reading.initials)
            if found and found[0].score >= EXACT:
                return reading._replace(matches=found)
        for reading in readings:
            names = self._matched(reading, year)
            if names.matches and (best is None or names.matches[0].score > best.matches[0].score):
                best = names
        if best is None or best.matches[0].score < WHOLE:
            words = [(fold(token.text), token.kind) for token in tokens]
            for match, at in self.known.matches_in_full(words, year):
                if best is None or match.score > best.matches[0].score:
                    best = Names(tokens[at].start, match.work.names, "", et_al=False, matches=(match,))
        return best

    def _matched(self, names: Names, year: str) -> Names:
        """Return ``names`` with the works that fit, under the full name if they are a short form."""
        found = self.known.matches(names.names, year, et_al=names.et_al, initials=names.initials)
        if names.is_whole and found and found[0].score < WHOLE_NAME:
            return names
        full = self.introduced.get(fold(names.names[0])) if not found and len(names.names) == 1 else None
        if full:
            return names._replace(matches=self.known.matches((full,), year), meant=(full,))
        return names._replace(matches=found)


def _readings(tokens: Sequence[Token]) -> Iterator[Names]:
    """Yield the ways to part ``tokens`` into names: at each connective, or with "e" and "and" inside a name."""
    parsed = _parse(tokens)
    if parsed is None:
        return
    yield parsed
    if len(parsed.names) > 1 and not parsed.et_al:  # "Bureau of Democracy, Human Rights, and Labor"
        yield parsed._replace(names=(" ".join(t.text for t in tokens if t.kind != "mark"),), is_whole=True)
    inner = [t for t in tokens if t.kind == "word" and t.text in {"e", "y", "and", "und", "et", "of"}]
    if inner and any(t.text in {"e", "y"} for t in inner):
        yield from filter(None, [_parse(tokens, parting=frozenset(("and", "und", "et", "&")))])


def _run(text: str, low: int, high: int, known: ListedWorks, near: int = NEAR) -> list[Token]:
    """Return the longest stretch of tokens before ``high`` that could be names and what joins them."""
    if text[high - 1 : high] in _BRACKETS and not _TAG_END.search(text, max(high - 18, low), high):
        return []
    width, near = near, max(low, high - near)
    near = max(text.rfind(" ", low, near) + 1, near - 40, low)  # a word may not be cut
    tokens = [Token(match.lastgroup or "", match[0], *match.span()) for match in _TOKEN.finditer(text, near, high)]
    if JOINED.search(text, near, high):
        tokens = list(_split(tokens))
    first = len(tokens)
    # "nick1627 (2019)": a user's name has no capital, but the list has it.
    if tokens and tokens[-1].kind == "word" and not _is_capital(tokens[-1].text) and known.of_author(tokens[-1].text):
        return tokens[-1:]
    if tokens and tokens[-1].kind == "word" and tokens[-1].text.islower():  # "Lewis, in 1974"
        return []
    while first > 0 and _may_be_name(tokens, first - 1):
        first -= 1
    if first == 0 and near > low and width < MAX_WIDTH:  # names go on to the left
        return _run(text, low, high, known, near=MAX_WIDTH)
    run = tokens[first:]
    while run and not _may_begin(run[0], run[1:]):
        run = run[1:]
    return run


def _split(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield ``tokens``, those in scripts without blanks parted into names and what joins them."""
    for at, token in enumerate(tokens):
        if token.kind != "word" or not JOINED.match(token.text):
            yield token
            continue
        for kind, part, start in split_word(token.text, is_last=at == len(tokens) - 1):
            yield Token(kind, part, token.start + start, token.start + start + len(part))


def _may_be_name(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.kind == "word":
        if _is_capital(token.text) or _is_inner(token.text.casefold()) or token.text in _CONNECTIVES:
            return True
        # "1000 Genomes Project": a number begins an institution.
        return token.text.isdigit() and len(token.text) != 4 and at + 1 < len(tokens) and _is_capital(tokens[at + 1].text)
    if token.kind == "dot":
        # "St. Louis", "Smith Jr.", "Brasil. Ministério": an abbreviation or a chain of offices, or the end of a sentence.
        return at > 0 and tokens[at - 1].kind == "word" and len(tokens[at - 1].text) <= 3 and _is_capital(tokens[at - 1].text)
    return token.kind in {"etal", "initials", "amp", "tag", "mark"}


def _is_inner(word: str) -> bool:
    """Return whether a word without a capital may stand inside a name."""
    return word in name_words("particles") or word in name_words("small_words")


def _is_capital(word: str) -> bool:
    if word[:1].isupper() or (not word[:1].islower() and word[:1].isalpha()) or any(c.isupper() for c in word[1:3]):
        return True
    return _SMALL_PREFIX.match(word) is not None


def _may_begin(token: Token, rest: Sequence[Token]) -> bool:
    """Return whether names may begin with ``token``."""
    if token.kind == "initials":
        return bool(rest) and rest[0].kind == "word"
    if token.kind != "word":
        return False
    if token.text[0].isdigit() or _is_capital(token.text) or not rest:
        return True
    following = [t.text for t in rest[:3] if t.kind == "word"]
    return (
        token.text.casefold() in name_words("particles") and any(map(_is_capital, following)) and token.text not in _CONNECTIVES
    )


def _beginnings(tokens: Sequence[Token]) -> Iterator[int]:
    """Yield, from left to right, where the names of ``tokens`` may begin; at most the last 24 places."""
    places = [i for i, token in enumerate(tokens) if _may_begin(token, tokens[i + 1 : i + 4])]
    yield from places[-24:]


def _parse(tokens: Sequence[Token], parting: frozenset[str] = _CONNECTIVES) -> Names | None:
    """Return the names of ``tokens``, parted at marks and the connectives ``parting``."""
    names: list[str] = []
    words: list[Token] = []
    initials = ""
    for i, token in enumerate(tokens):
        if _parts(token, tokens[i + 1 :], words, parting):
            _close(words, names)
            words = []
        elif token.kind == "initials" and not words and not names:
            initials = token.text.strip()
        elif token.kind in {"word", "dot"}:
            words.append(token)
    _close(words, names)
    if not names or not (any(map(_is_capital, names[0].split())) or len(tokens) == 1):
        return None
    return Names(tokens[0].start, tuple(names), initials, any(token.kind == "etal" for token in tokens), ())


def _parts(token: Token, rest: Sequence[Token], words: Sequence[Token], parting: frozenset[str]) -> bool:
    """Return whether ``token`` parts two names."""
    if token.kind in {"mark", "amp"}:
        return True
    return token.kind == "word" and token.text in parting and (not words or _joins_names(token, rest, words))


def _joins_names(token: Token, rest: Sequence[Token], before: Sequence[Token]) -> bool:
    """Return whether a connective parts two names; "e" and "y" are also letters of names, "en" and "i" small words."""
    return bool(rest) and bool(before) and (token.text not in {"en", "i"} or rest[0].kind == "word")


def _close(words: Sequence[Token], names: list[str]) -> None:
    """Add the name that ``words`` make; "Jr." and single letters belong to the name before."""
    text = ""
    for word in words:
        if word.kind == "dot":
            text += "."
        elif fold(word.text) not in name_words("juniors"):
            text += (" " if text else "") + word.text
    text = _POSSESSIVE.sub("", text.strip())
    if len(text) > 1 or JOINED.match(text):  # "王"
        names.append(text)


def _unlisted(tokens: Sequence[Token], known: ListedWorks, *, listing: bool) -> Names | None:
    """Return the names of a work that is not listed, by their shape alone."""
    run = list(tokens)
    whole = "".join((" " if token.kind == "word" else "") + token.text for token in run).strip()
    if known_periodical(whole):  # "Die Zeit"
        return Names(run[0].start, (whole,), "", et_al=False, matches=())
    while run and (not _may_begin(run[0], run[1:]) or _heads_prose(run)):
        run = run[1:]
    if not listing:
        run = _without_first_names(_narrative_part(run), known)
    while run and not _may_begin(run[0], run[1:]):
        run = run[1:]
    parsed = _parse(run) if run else None
    if parsed is None or not all(map(fold, parsed.names)):
        return None
    prose = any(fold(name.split()[-1]) in name_words("not_names") for name in parsed.names)
    return None if prose and not parsed.et_al else parsed


def _heads_prose(run: Sequence[Token]) -> bool:
    """Return whether a sentence or a date begins here, and no name: "De" in "De acordo com Cruz", not in "de la Cruz"."""
    word = run[0]
    if word.kind != "word" or word.text.islower() or (len(run) > 1 and run[1].kind == "etal"):  # "He et al."
        return False
    if fold(word.text) not in name_words("not_names"):
        return False
    following = run[1] if len(run) > 1 and run[1].kind == "word" else None
    # "De la Cruz", "De Vries", but not "De Bello" where the text goes on in Spanish: a particle with a capital and what may follow it.
    is_particle = (
        following is not None and word.text in {"De", "Da", "Dos", "Das", "Do"} and following.text in name_words("particles")
    )
    return not is_particle


def _narrative_part(run: list[Token]) -> list[Token]:
    """Return the last list of names in ``run``: "In Chile, Smith" has no connective, so what the comma parts is prose."""
    last_and = max((i for i, t in enumerate(run) if t.kind in {"etal", "amp"} or t.text in _CONNECTIVES), default=-1)
    first = 0
    for i, token in enumerate(run):
        if (token.kind == "mark" and (i > last_and or token.text in ";；؛")) or token.text in _BEFORE_AUTHORS:
            first = i + 1
    return run[first:]


def _without_first_names(run: list[Token], known: ListedWorks) -> list[Token]:
    """Return ``run`` from a family name that the list knows: "Richard Feldman" is cited as Feldman."""
    words = [i for i, token in enumerate(run) if token.kind == "word"]
    for at in words[:3]:
        if any(run[i].kind != "word" for i in range(at)):
            break
        if at and known.begins_name(run[at].text) and not known.begins_name(run[0].text):
            return run[at:]
    return run

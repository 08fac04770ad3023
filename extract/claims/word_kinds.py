"""The words of a sentence with what each may be: a shallow look in place of a tagger's.

Kinds: M country name, P preposition, S subordinator, C conjunction, X auxiliary, V finite verb, N "to" of an infinitive, G -ing form,
R past participle after a noun, D determiner, A adverb, Q pronoun, ' possessive mark, O any other word; a mark is its own kind.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extract.claims.cues import data, inflected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import Span

WORD = re.compile(
    r"[^\W_]+n['’]t\b|(?:Mrs?|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Adm|Amb)\.(?=\s)|(?:[A-Z]\.){2,9}|[^\W_]+(?:-[^\W_]+)*+|['’]s\b|(?<=s)['’](?=\s)|[^\w\s]"
)
LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
"""A word of letters alone."""

JOINED = re.compile(r"-[^\W_]+")

FUNCTION_WORDS = {
    "A": "not also never even still only just then now often always again once too rather quite very already soon later therefore however instead thus long ever yet",
    "C": "and or but nor",
    "D": "the a an this these those its their his her our my your all both some any no each every other such many most several another more",
    "P": "about above across after against along alongside amid among around as at before behind below beneath beside besides between beyond by concerning despite down during except "
    "following for from in including inside into like near of off on onto out outside over per regarding since than through throughout till to toward towards under underneath unlike "
    "until up upon versus via vis-à-vis with within without",
    "Q": "it he she they we i you him them us me",
    "S": "that which who whom whose because although though if unless whether while whereas when whenever where how why what",
    "X": "am is are was were be been being has have had do does did will would shall should can could may might must cannot",
    "'": "'s ’s",
}
KINDS = {word: kind for kind, members in FUNCTION_WORDS.items() for word in members.split()}
AUXILIARIES = frozenset(FUNCTION_WORDS["X"].split())
DETERMINERS = frozenset((*FUNCTION_WORDS["D"].split(), "that", "him", "them", "us"))
POSSESSIVE = frozenset(("its", "their", "our", "his", "her"))
INTRANSITIVE = frozenset(
    (
        "arise",
        "belong",
        "consist",
        "depend",
        "deteriorate",
        "differ",
        "diverge",
        "emerge",
        "exist",
        "hinge",
        "lie",
        "live",
        "loom",
        "occur",
        "persist",
        "prevail",
        "rely",
        "remain",
        "rest",
        "revolve",
        "stem",
        "vary",
    )
)
PAST_AS_BASE = frozenset(
    ("cut", "put", "set", "hit", "let", "shut", "split", "spread", "cost", "hurt", "burst", "shed", "quit", "beset")
)
MAX_OPENING = 30  # words of a subject with an aside
NOUN_FOLLOWS = frozenset(("of", "on", "against", "and", ",", ".", "by", "with", "that", "is", "was", "are", "were"))


class Word(NamedTuple):
    """A word, mark or country name; ``text`` is in lower case."""

    start: int
    end: int
    text: str
    kind: str


def read_words(sentence: str, names: Sequence[Span]) -> list[Word]:
    """Return the words of ``sentence``; each of ``names`` is one word, with what a hyphen joins to it.

    >>> [(word.text, word.kind) for word in read_words("Japan condemned Russia's moves.", [(0, 5), (16, 22)])]
    [('japan', 'M'), ('condemned', 'V'), ('russia', 'M'), ("'s", "'"), ('moves', 'O'), ('.', '.')]
    """
    pieces = _pieces(sentence, names)
    found: list[Word] = []
    last = len(pieces) - 1
    for i, (start, end, text, is_name) in enumerate(pieces):
        lower = text.lower()
        if is_name:
            kind = "M"
        else:
            after = "M" if i < last and pieces[i + 1][3] else pieces[i + 1][2] if i < last else ""
            kind = _kind(text, lower, found, after, after_that=pieces[i + 2][2] if i + 2 <= last else "")
        found.append(Word(start, end, lower, kind))
    return found


def _pieces(sentence: str, names: Sequence[Span]) -> list[tuple[int, int, str, bool]]:
    """Return start, end and text of each word, and whether it is one of ``names``."""
    pieces: list[tuple[int, int, str, bool]] = []
    at = 0
    for start, end in sorted(set(names), key=lambda name: (name[0], -name[1])):
        if start < at:
            continue
        pieces += [(match.start(), match.end(), match[0], False) for match in WORD.finditer(sentence, at, start)]
        tail = JOINED.match(sentence, end)
        at = tail.end() if tail else end
        pieces.append((start, end, sentence[start:at], True))
        if sentence[start:at].lower() in POSSESSIVE:
            pieces.append((at, at, "'s", False))
    pieces += [(match.start(), match.end(), match[0], False) for match in WORD.finditer(sentence, at)]
    return pieces


@cache
def verb_forms() -> dict[str, tuple[str, str]]:
    """Return each form of each known verb with its dictionary form and kind of form (base, s, past, ing)."""
    groups = (
        data()["roles"]["verbs"]["common"],
        *(data()["roles"][name] for name in ("affecting", "blaming", "causing", "directing")),
        *(group["verbs"] for group in data()["attribution"].values()),
    )
    forms: dict[str, tuple[str, str]] = {}
    for lemma in (lemma for group in groups for lemma in group if " " not in lemma):
        for form, kind in inflected(lemma):
            forms.setdefault(form, (lemma, kind))
    return forms


def has_verb(sentence: str) -> bool:
    """Tell whether the sentence holds a word that may be a finite verb."""
    for word in LETTERS.findall(sentence):
        lower = word.lower()
        if (
            lower in AUXILIARIES
            or lower.endswith(("n't", "n’t", "'s", "’s", "'re", "’re", "'ve", "’ve"))
            or (lower.endswith("ed") and len(lower) > 4)
        ):
            return True
        form = verb_forms().get(lower)
        if form is not None and form[1] != "ing" and not word[0].isupper():
            return True
    return False


@cache
def nouns() -> frozenset[str]:
    """Return the nouns of the data file that look like verbs."""
    return frozenset(noun for name in ("agents", "events", "measures", "stances") for noun in data()["roles"][name])


def _kind(text: str, word: str, before: Sequence[Word], after: str, after_that: str) -> str:
    """Return the kind of a word from its form and its neighbours."""
    previous = before[-1].kind if before else ""
    if word == "to":
        return "N" if _is_infinitive(after) else "P"
    if word == "that":
        return "S"
    kind = KINDS.get(word)
    if kind is not None:
        return kind
    if not word[0].isalnum():
        return ("'" if before and before[-1].text.endswith("s") else '"') if word in "'’" else word[0]
    if word.endswith(("n't", "n’t")):
        return "X"
    if word.endswith("ly") and len(word) > 4:
        return "A"
    if text[0].isupper() and before:
        return "O"
    if after == "by" and after_that.endswith("ing"):
        after = ""  # "responded by closing": no passive
    return _verb_or_noun(word, previous, before, after)


def _is_infinitive(after: str) -> bool:
    form = verb_forms().get(after)
    return (
        (form is not None and form[1] == "base" and after not in nouns())
        or after in ("be", "have", "do")
        or (after.endswith("ly") and len(after) > 4)
    )


def _verb_or_noun(word: str, previous: str, before: Sequence[Word], after: str) -> str:
    """Tell verbs from nouns and adjectives by what stands beside them."""
    form = verb_forms().get(word)
    if word.endswith("ing") and len(word) > 5:
        return _ing(previous, before, after, is_known=form is not None)
    if form is None:
        return _past(previous, before, after) if word.endswith("ed") and len(word) > 4 else "O"
    kind = form[1]
    if kind == "past" or (previous == "M" and word in PAST_AS_BASE):
        return _past(previous, before, after)
    if previous == "N" or (previous == "A" and len(before) > 1 and before[-2].kind == "N"):
        return "V"
    if _follows_name(word, kind, before, after):
        return "V"
    if word in nouns() and (previous not in ("Q", "S", "X") or after.lower() in NOUN_FOLLOWS):
        return "O"
    if previous in ("X", "Q") or (previous == "A" and len(before) > 1 and before[-2].kind in ("X", "Q", "M", "O")):
        return "V"
    if form[0] in INTRANSITIVE and previous in ("O", "M", "S", "C", ")"):
        return "V"  # "the reasons lie in trade"
    if kind == "s":
        return _verb_or_plural(word, previous, before, after)
    return "V" if previous in ("O", "M", "S", "C") and (after in DETERMINERS or after == "M") else "O"


def _follows_name(word: str, kind: str, before: Sequence[Word], after: str) -> bool:
    """Tell whether a form is the verb of a name: "Peru needs the port", "Chad now claims", "Kenya and Chad meet"."""
    last = [each.kind for each in before[-3:]]
    if kind == "base":
        return last == ["M", "C", "M"] and word not in nouns()
    return kind == "s" and (last[-2:] == ["M", "A"] or (last[-1:] == ["M"] and (after in DETERMINERS or after == "M")))


def _verb_or_plural(word: str, previous: str, before: Sequence[Word], after: str) -> str:
    """Tell a verb from a noun that ends in -s as well."""
    is_noun = previous in ("D", "P", "'", "G", "V", "", "A") or (previous != "M" and after in NOUN_FOLLOWS)
    if previous == "," and after not in NOUN_FOLLOWS and word not in nouns() and _closes_aside(before):
        return "V"
    return "O" if is_noun else "V" if previous in ("S", "M") or after in DETERMINERS or after == "M" else "O"


def _closes_aside(before: Sequence[Word]) -> bool:
    """Tell whether the comma at the end closes an aside behind the first name of the clause: "Kenya, bound by treaty,"."""
    last = before[-MAX_OPENING:]
    start = max((i + 1 for i, word in enumerate(last) if word.kind == ";"), default=0)
    return len(last) < MAX_OPENING and len(last) > start + 2 and last[start].kind == "M" and last[start + 1].kind == ","


def _ing(previous: str, before: Sequence[Word], after: str, *, is_known: bool) -> str:
    """Return the kind of an -ing form: a verb's, a noun or an adjective ("the slowly sinking port")."""
    if previous == "A" and len(before) > 1 and before[-2].kind == "D":
        return "O"
    if previous in ("D", "'") and after != "of":
        return "O"
    return "G" if is_known or previous not in ("O", "M") else "O"


def _past(previous: str, before: Sequence[Word], after: str) -> str:
    """Return the kind of a past form: a verb, an adjective ("the proposed deal") or a participle ("steps taken by")."""
    if after == "by" and previous in ("O", "M"):
        return "R"
    if previous in ("D", "P", "'") and after != "by":
        return "O"
    return "R" if previous == "" and not before else "V"


def name_lists(sentence: Sequence[Word]) -> list[tuple[int, int]]:
    """Return the first and last name of each list of names: "Japan, South Korea and Australia".

    Names that commas alone join are no list, nor is one over the comma that closes an opening phrase.
    """
    found: list[tuple[int, int]] = []
    names = [i for i, word in enumerate(sentence) if word.kind == "M"]
    opening = opening_comma(sentence)
    chain: list[int] = []
    has_conjunction = False
    for name in names:
        between = {word.kind for word in sentence[chain[-1] + 1 : name]} if chain else set()
        joins = bool(chain) and between <= {",", "C", "D", "'"} and between & {",", "C"} and not chain[-1] < opening < name
        if joins:
            chain.append(name)
            has_conjunction = has_conjunction or "C" in between
            continue
        if len(chain) > 1 and has_conjunction:
            found.append((chain[0], chain[-1]))
        chain, has_conjunction = [name], False
    if len(chain) > 1 and has_conjunction:
        found.append((chain[0], chain[-1]))
    return found


def opening_comma(sentence: Sequence[Word]) -> int:
    """Return the comma that closes the phrase with which the sentence opens, or -1: "By joining Russia, Japan ...".

    An adverbial that stands before it ("On the other hand,") has a comma of its own.
    """
    commas = [i for i, word in enumerate(sentence) if word.kind == ","]
    start = 0
    for comma in commas:
        if sentence[start].kind not in ("P", "G", "R", "S") and (comma - start > 1 or sentence[start].kind == "M"):
            return -1
        if any(word.kind == "M" for word in sentence[start:comma]):
            return comma
        start = comma + 1
    return -1

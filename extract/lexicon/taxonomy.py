"""The taxonomy of theories and concepts, read from ``data/theories.toml``, and the ways in which its labels are written."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.data_tables import read_table
from extract.lexicon import HYPHENS, Matcher, expand

if TYPE_CHECKING:
    from collections.abc import Iterator

WITHIN = 200  # characters to each side: two sentences or so

SPELLINGS = {  # British -> American
    "behaviour": "behavior",
    "centre": "center",
    "cheque": "check",
    "defence": "defense",
    "labour": "labor",
    "neighbour": "neighbor",
    "offence": "offense",
    "signalling": "signaling",
    "signalled": "signaled",
}
_HYPHEN = re.compile(rf"[{re.escape(HYPHENS)}](?<=\w.)(?=\n?\w)")  # the set stands first: the engine skips to it
_ISE = re.compile(r"(?<=\w{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations)\b)")  # "securitisation", not "rise"


class Concept(NamedTuple):
    """A theory or concept."""

    id: str
    name: str
    definition: str
    broader: tuple[str, ...]
    authors: tuple[str, ...]
    unless_near: tuple[str, ...]


class Label(NamedTuple):
    """One way of naming a concept."""

    concept: str
    name: str
    """The label, uninflected."""
    capitals: int = 0
    """Capitals that the text must have there."""
    is_ambiguous: bool = False
    needs: tuple[str, ...] = ()
    within: int = WITHIN
    after: bool = False


@cache
def entries() -> dict[str, dict[str, Any]]:
    """Return the data file as it stands: concept id -> its fields."""
    return read_table("theories")


@cache
def concepts() -> dict[str, Concept]:
    """Return the concepts by id."""
    fields = ("broader", "authors", "unless_near")
    return {
        key: Concept(key, entry["name"], entry["definition"], *(tuple(entry.get(field, ())) for field in fields))
        for key, entry in entries().items()
    }


@cache
def labels() -> dict[str, tuple[Label, ...]]:
    """Return what each surface may name: one concept, or several in the order to be tried (narrower before wider)."""
    found: defaultdict[str, list[Label]] = defaultdict(list)
    for key, entry in entries().items():
        for surface, label in _labels(key, entry):
            if label not in found[surface]:
                found[surface].append(label)
    return {surface: tuple(sorted(several, key=_order)) for surface, several in found.items()}


@cache
def matcher() -> Matcher[tuple[Label, ...]]:
    """Return the matcher of all labels, and of the phrases that hide them (which name nothing)."""
    hiding = {
        surface: ()
        for entry in entries().values()
        for phrase in entry.get("unless", ())
        for one in expand(phrase)
        for surface in _written(one)
    }
    return Matcher({**labels(), **hiding}, ignore_case=True)


def broader(concept: str) -> set[str]:
    """Return the ids of all wider concepts.

    >>> sorted(broader("offensive-realism"))
    ['realism', 'structural-realism']
    """
    wider = set(concepts()[concept].broader)
    return wider.union(*map(broader, wider))


def _order(label: Label) -> tuple[bool, int, str]:
    return label.is_ambiguous, -len(broader(label.concept)), label.concept


def _labels(concept: str, entry: dict[str, Any]) -> Iterator[tuple[str, Label]]:
    """Yield each surface of a concept with what is to be known about it."""
    for surface, name, capitals in _surfaces(entry):
        yield surface, Label(concept, name, capitals)
    for group in entry.get("ambiguous", ()):
        needs = tuple(word for need in group.get("needs", ()) for word in (need, *contexts().get(need.removeprefix("@"), ())))
        for surface, name, capitals in _surfaces(group):
            yield (
                surface,
                Label(
                    concept,
                    name,
                    capitals,
                    needs=needs,
                    is_ambiguous=True,
                    within=group.get("within", WITHIN),
                    after=group.get("after", False),
                ),
            )


@cache
def contexts() -> dict[str, tuple[str, ...]]:
    """Return the lists of words that ambiguous labels may need near by."""
    lists = read_table("theory_contexts")
    return {name: tuple(words) for name, words in lists.items()}


def _surfaces(group: dict[str, Any]) -> Iterator[tuple[str, str, int]]:
    for field, inflect in (("labels", inflect_noun), ("verbs", inflect_verb)):
        for notation in group.get(field, ()):
            for name in expand(notation):
                for form in inflect(name):
                    for surface in _written(form):
                        yield surface, name, sum(map(str.isupper, form))


def _written(phrase: str) -> set[str]:
    """Return the ways of writing a phrase, in lower case and without hyphens: American spelling, "neo realism", "neorealism"."""
    british = " ".join(phrase.lower().split())
    american = british
    for spelling, other in SPELLINGS.items():
        american = american.replace(spelling, other)
    spelled = {british, american, _ISE.sub("iz", british), _ISE.sub("iz", american)}
    return {one.replace("-", gap) for one in spelled for gap in (" ", "")}


def without_hyphens(text: str) -> str:
    """Return the text with a space for each hyphen inside a word, at a line's end too; nothing moves.

    >>> without_hyphens("balance-of-power theory - in 1990–95")
    'balance of power theory - in 1990 95'
    """
    return _HYPHEN.sub(" ", text)


def inflect_noun(label: str) -> list[str]:
    """Return the forms of a label that ends in a noun.

    >>> inflect_noun("small state")
    ['small state', 'small states']
    >>> inflect_noun("neo-realism")
    ['neo-realism', 'neo-realist', 'neo-realists']
    >>> inflect_noun("alliance theory")
    ['alliance theory', 'alliance theories', 'alliance theorist', 'alliance theorists']
    """
    if label.endswith("ism"):
        return [label, label[:-1] + "t", label[:-1] + "ts"]
    if label.endswith("theory"):
        return [label, label[:-1] + "ies", label[:-1] + "ist", label[:-1] + "ists"]
    if label.endswith(("s", "ing", "ence", "ness")) or not label[-1].isalpha():
        return [label]
    if label.endswith("y") and label[-2] not in "aeo":
        return [label, label[:-1] + "ies"]
    return [label, label + ("es" if label.endswith(("ch", "sh", "x")) else "s")]


def inflect_verb(label: str) -> list[str]:
    """Return the forms of a label that begins with a verb.

    >>> inflect_verb("pass the buck")
    ['pass the buck', 'passes the buck', 'passed the buck', 'passing the buck']
    >>> inflect_verb("signal to")
    ['signal to', 'signals to', 'signaled to', 'signaling to', 'signalled to', 'signalling to']
    """
    verb, _, rest = label.partition(" ")
    if verb.endswith("e"):
        forms = [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    elif verb.endswith("y"):
        forms = [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    else:
        forms = [verb, verb + ("es" if verb.endswith(("s", "sh", "ch")) else "s"), verb + "ed", verb + "ing"]
    if verb.endswith(("al", "er")):
        forms += [verb + verb[-1] + "ed", verb + verb[-1] + "ing"]
    return [f"{form} {rest}".strip() for form in forms]

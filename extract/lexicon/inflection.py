"""The forms in which an English label stands in texts: inflected, in American spelling, with and without hyphens."""

from __future__ import annotations

import re

from extract.lexicon import HYPHENS

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


def without_hyphens(text: str) -> str:
    """Return the text with a space for each hyphen inside a word, at a line's end too; nothing moves.

    >>> without_hyphens("balance-of-power theory - in 1990–95")
    'balance of power theory - in 1990 95'
    """
    return _HYPHEN.sub(" ", text)


def ways_of_writing(phrase: str, *, is_english: bool = True) -> set[str]:
    """Return the ways of writing a phrase, in lower case and without hyphens: American spelling, "neo realism", "neorealism"."""
    british = " ".join(phrase.lower().split())
    spelled = {british}
    if is_english:
        american = british
        for spelling, other in SPELLINGS.items():
            american = american.replace(spelling, other)
        spelled |= {american, _ISE.sub("iz", british), _ISE.sub("iz", american)}
    return {one.replace("-", gap) for one in spelled for gap in (" ", "")}


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
    if label.endswith("y") and label[-2:-1] not in {"a", "e", "o"}:
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

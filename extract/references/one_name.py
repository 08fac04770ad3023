"""One name as bibliographies print it -> its CSL form: family first, given names first, initials behind, particles, institutions."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extract.data_tables import read_table
from extract.references.marks import DOTTED
from extract.references.organisations import is_organisation
from extract.references.tokens import read_words

if TYPE_CHECKING:
    from collections.abc import Sequence


class PrintedName(NamedTuple):
    """One name: its CSL form and where it stands."""

    csl: dict[str, str]
    start: int
    end: int


class Part(NamedTuple):
    """A stretch between separators, with the separator before it."""

    text: str
    start: int
    separator: str


INITIALS = re.compile(r"(?:(?:[^\W\d_]\.|[^\W\d_a-zß-öø-ÿ])[\s-]{0,2}){1,4}\.?\Z")
BARE_INITIALS = re.compile(r"[A-ZÀ-Þ]{1,4}(?:-[A-ZÀ-Þ])?\Z")
LONG_INITIALS = 3
"""Letters of initials without stops; more are a name in capitals."""
SUFFIX = re.compile(r"(?:Jr|Sr|jun|sen|II|III|IV)\.?\Z")
PARTICLES = re.compile(
    r"((?:(?:van|von|vom|der|den|de|del|della|dei|di|da|dos|das|do|du|des|la|le|las|los|ter|ten|zu|zur|zum|af|av|al|el|bin|ibn|St\.)\s+|d['’]|al-|el-)+)(?=\S)",
    re.IGNORECASE,
)


@cache
def _classes() -> dict[str, frozenset[str]]:
    """Return the classes of ``data/name_parts.toml``."""
    table = read_table("name_parts")["name_parts"]
    return {name: frozenset(words) for name, words in table.items() if name != "examples"}


@cache
def _given_names() -> frozenset[str]:
    return read_words()["given"]


def is_given(word: str) -> bool:
    """Tell whether a word is a common given name."""
    return word.lower() in _given_names()


def is_suffix(word: str, name: str) -> bool:
    """Tell whether the last word of a name is a suffix: "FONSECA JR." has one, "Fairclough SR" has initials."""
    return SUFFIX.match(word) is not None or (name.isupper() and word.rstrip(".") in {"JR", "SR"})


def are_initials(word: str, name: str) -> bool:
    """Tell whether the last word of a name is initials: "AL" in "Moss AL", not "LIMA" in "SOARES DE LIMA"."""
    return BARE_INITIALS.match(word) is not None and (len(word) < LONG_INITIALS or not name.isupper())


def literal_name(text: str, start: int, end: int) -> PrintedName:
    """Return ``text[start:end]`` as the name of an institution."""
    return PrintedName({"literal": " ".join(text[start:end].split())}, start, end)


SAINT = re.compile(r"S(?:t|te|ta)\.\Z", re.IGNORECASE)


def is_particle(word: str, name: str) -> bool:
    """Tell whether a word is a particle: "de", "DE SOUZA" and "St. John" have one, "Moss DA" has initials."""
    if SAINT.match(word):
        return len(name) > len(word)
    return word.lower() in read_words()["particle"] and (not word.isupper() or name.isupper())


SLIPPED_INITIAL = re.compile(r"((?:[^\W\d_]\.[\s-]?)+)\s*(?=[^\W\d_]{2})")
"""An initial before the family name with which it changed places: "H. Liu, James"."""
PARTICLE_AT_END = re.compile(r"\s((?:von|van|de|di|da|del|der|den|du|la|dos|zu)(?:\s(?:der|den|la|los|las))?)\Z")
"""A particle behind the given names: "Berg, Ada van der"."""


def inverted_name(family: Part, given: Part, suffix: Part | None = None) -> PrintedName:
    """Return a name whose family name stands first: "Keohane, Robert O.", "Berg, Ada van der", "Moss, A., Jr."."""
    last = suffix or given
    name = _family(family.text)
    leading = SLIPPED_INITIAL.match(name["family"])
    printed = given.text
    if leading is not None and not INITIALS.match(given.text):
        name["family"] = name["family"][leading.end() :]
        printed = f"{given.text} {leading[1].strip()}"
    particle = PARTICLE_AT_END.search(printed)
    if particle is not None:
        printed = printed[: particle.start()]
        name["dropping-particle"] = particle[1]
    name["given"] = " ".join(printed.split())
    if suffix is not None:
        name["suffix"] = suffix.text
    return PrintedName(name, family.start, last.start + len(last.text))


def _family(text: str) -> dict[str, str]:
    """Return the family name with its particles apart."""
    printed = " ".join(text.split())
    particles = PARTICLES.match(printed)
    *words, last = printed.split()
    if words and is_suffix(last, printed):
        return {**_family(" ".join(words)), "suffix": last}
    if particles is not None and (printed[0].islower() or len(particles[1].split()) > 1):
        return {"family": printed[particles.end() :], "non-dropping-particle": particles[1].strip()}
    return {"family": printed}


FAMILY_FIRST_GIVEN = re.compile(r"[A-Z][a-z]{1,6}-[A-Za-z][a-z]{1,6}\Z")
SYLLABLE = r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:i?ang|i?ong|uang|eng|ing|u?an|uai|ian|iao|ai|ei|ao|ou|en|in|un|i[aeu]|u[aeio]|[aeiou])"
PINYIN_GIVEN = re.compile(rf"(?=\w{{5}}){SYLLABLE}{SYLLABLE}\Z", re.IGNORECASE)
"""A given name of two Chinese syllables: "Jinping", "Xuetong"."""


def is_family_first(words: Sequence[str]) -> bool:
    """Tell whether a name is printed in Korean or Chinese order: "Park Geun-hye"."""
    if len(words) != 2:
        return False
    first, second = words[0].lower(), words[1]
    if first in _classes()["family_first"] and FAMILY_FIRST_GIVEN.match(second) is not None:
        return True
    return first in _classes()["chinese_families"] and not is_given(second) and PINYIN_GIVEN.match(second) is not None


GLUED_INITIALS = re.compile(r"((?:[^\W\d_]\.-?)+)([^\W\d_]{2,}[\w'’-]*)\Z")
"""Initials without a space behind them: "A.Okafor"."""


def plain_name(text: str, part: Part, suffix: Part | None = None) -> PrintedName:
    """Return a name that stands without an inner comma: "Robert O. Keohane", "Keohane RO", "NATO", "Steinmann"."""
    start = part.start
    end = (suffix or part).start + len((suffix or part).text)
    words = part.text.split()
    if len(words) == 1:
        return PrintedName(_one_word(part.text), start, end)
    if is_organisation(part.text) or "(" in part.text or len(words) > 6 or words[0].endswith("-"):
        return literal_name(text, start, end)
    if is_family_first(words):
        return PrintedName({"family": words[0], "given": words[1]}, start, end)
    behind = _particles_behind(words)
    if behind:
        csl = {
            "family": " ".join(words[:-behind][:-1]),
            "dropping-particle": " ".join(words[-behind:]),
            "given": words[-behind - 1],
        }
        return PrintedName(csl, start, end)
    if len(words) > 2 and suffix is None and SUFFIX.match(words[-1]):
        bare = plain_name(text, part._replace(text=part.text[: -len(words[-1])].rstrip()))
        return PrintedName({**bare.csl, "suffix": words[-1]}, start, end)
    capitals = _family_in_capitals(words)
    if capitals:
        return PrintedName({**_family(" ".join(words[-capitals:])), "given": " ".join(words[:-capitals])}, start, end)
    if (BARE_INITIALS.match(words[-1]) and not part.text.isupper()) or DOTTED.match(words[-1]):
        at = next(
            (i for i, word in enumerate(words) if i and (DOTTED.match(word) or (BARE_INITIALS.match(word) and len(word) < 4))),
            len(words) - 1,
        )
        return PrintedName({**_family(" ".join(words[:at])), "given": " ".join(words[at:])}, start, end)
    name = _natural(words)
    if suffix is not None:
        name["suffix"] = suffix.text
    return PrintedName(name, start, end)


def _one_word(text: str) -> dict[str, str]:
    """Return a name of one word: "A.Okafor", "NATO", "Steinmann"."""
    glued = GLUED_INITIALS.match(text)
    if glued is not None:
        return {"family": glued[2], "given": glued[1]}
    return {"literal" if text.isupper() and len(text) > 2 and "." not in text else "family": text}


def _family_in_capitals(words: Sequence[str]) -> int:
    """Return how many words at the end are a short family name in capitals: two in "Ada LE ROUX", one in "Ada ZHAO", none in "Wu JL"."""
    count = next((n for n, word in enumerate(reversed(words)) if not word.isupper() or DOTTED.match(word)), len(words))
    if count == len(words) or not BARE_INITIALS.match(words[-1]):
        return 0
    return count if count > 1 or len(words[-1]) > LONG_INITIALS else 0


def _particles_behind(words: Sequence[str]) -> int:
    """Return how many particles stand behind the initials: two in "Berg J van den"."""
    count = 0
    while count < len(words) - 2 and words[-count - 1].islower() and words[-count - 1] in read_words()["particle"]:
        count += 1
    return count if count and (BARE_INITIALS.match(words[-count - 1]) or DOTTED.match(words[-count - 1])) else 0


def _natural(words: Sequence[str]) -> dict[str, str]:
    """Return a name whose given names stand first: "Robert O. Keohane", "J. R. De Leeuw", "Gabriel García Márquez"."""
    parts = _classes()
    at = len(words) - 1
    if at > 1 and words[at].lower() in parts["generations"]:
        at -= 1
    if at > 1 and words[at - 1].lower() in parts["double_first"] and not DOTTED.match(words[at - 1]):
        at -= 1
    while at > 1 and words[at - 1].lower() in read_words()["particle"] and words[at - 1][0].islower():
        at -= 1
    while at and words[at - 1][0].isupper() and _stands_before_family(words[at - 1], at):
        at -= 1
    return {**_family(" ".join(words[at:])), "given": " ".join(words[:at])}


def _stands_before_family(word: str, at: int) -> bool:
    """Tell whether a capitalised word, the one before ``words[at]``, begins a family name: "Le Roux", "St. John"."""
    return SAINT.match(word) is not None or (at > 1 and word.lower() in _classes()["capitalised_particles"])

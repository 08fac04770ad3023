"""Lists of authors and editors as bibliographies print them -> CSL names, each with its place."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from extract.references.marks import DOTTED, has_cue, read_cues
from extract.references.organisations import is_organisation
from extract.references.tokens import read_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import Span


class PrintedName(NamedTuple):
    """One name: its CSL form and where it stands."""

    csl: dict[str, str]
    start: int
    end: int


class _Part(NamedTuple):
    """A stretch between separators, with the separator before it."""

    text: str
    start: int
    separator: str


INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]{0,2}){1,4}\.?\Z")
BARE_INITIALS = re.compile(r"[A-ZÀ-Þ]{1,4}(?:-[A-ZÀ-Þ])?\Z")
SUFFIX = re.compile(r"(?:Jr|Sr|jun|sen|II|III|IV)\.?\Z")
ET_AL = re.compile(
    r"[\s,;&]{0,6}(?:\b(?:and|und|y|et|e|&)\s{1,3})?(?:\bet\s?al\b\.?|\bu\.\s?a\.|\band others\b|\bund andere\b|\by otros\b|\be outros\b|\bet autres\b|\be altri\b|\b(?:y|e|et)\scol(?:s|l)?\b\.?)[\s,.]{0,6}",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"""[\s,;]{0,6}[(\[]?\s?\b(?:eds?|edd|editors?|edited\ by|hrsg|hgg?|herausgegeben\ von|herausgeber(?:in)?|coords?|coordinador(?:es)?|orgs?|dirs?|sous\ la\ dir(?:ection)?|comps?|
    éds?|a\ cura\ di|cur|trans|translators?|übers)\b\.?(?:\s?v(?:on|\.)(?=\s))?\s?[)\]]?[\s,.:;]{0,6}""",
    re.VERBOSE | re.IGNORECASE,
)
ROLE_CUES = read_cues("ed éd hrsg hg herausgeb coord org dir comp cur trans übers")
CONNECTOR = re.compile(
    r"(?:(?<=[\s,;.)])|(?<=^))(?:and|und|sowie|et|y|e|en|og|och|i|u\.)(?=\s+[^\W\d_])|&amp;|&|(?<=\w) ?/ ?(?=\w)|(?<=[.\w]) ?[/] ?(?=\w)| [–—-] |;|,"
)
PARTICLES = re.compile(
    r"((?:(?:van|von|vom|der|den|de|del|della|dei|di|da|dos|das|do|du|des|la|le|las|los|ter|ten|zu|zur|zum|af|av|al|el|bin|ibn|St\.)\s+|d['’]|al-|el-)+)(?=\S)",
    re.IGNORECASE,
)


@cache
def _parts() -> dict[str, frozenset[str]]:
    """Return the classes of ``data/name_parts.toml``."""
    table = tomllib.loads((files("extract") / "data" / "name_parts.toml").read_text("utf-8"))["name_parts"]
    return {name: frozenset(words) for name, words in table.items() if name != "examples"}


@cache
def _given_names() -> frozenset[str]:
    return read_words()["given"]


def is_given(word: str) -> bool:
    """Tell whether a word is a common given name."""
    return word.lower() in _given_names()


SITE = re.compile(r"[A-Za-z][\w-]{2,30}\.(?:com|info|net|org)")
CALLED_BY_ONE_WORD = frozenset(
    {"Bloomberg", "Interfax", "Reuters", "Ruptly", "Sputnik", "Xinhua", "YouGov", "Oxfam", "Greenpeace", "Eurostat"}
)
"""Agencies and bodies whose one word is no family name."""


def parse_names(text: str, start: int = 0, end: int | None = None) -> tuple[list[PrintedName], list[Span]]:
    """Return the names printed in ``text[start:end]``, and where "et al." stands.

    >>> names, _ = parse_names("Bailes, Alyson J. K.; Thayer, Bradley y van der Berg, Baldur")
    >>> [name.csl["family"] for name in names]
    ['Bailes', 'Thayer', 'Berg']
    """
    end = len(text) if end is None else end
    first, last = _trimmed(text, start, end)
    if text[first:last] in CALLED_BY_ONE_WORD or SITE.fullmatch(text, first, last):
        return [_literal(text, first, last)], []
    others: list[Span] = []
    cut = end
    found = ET_AL.search(text, start, end)
    if found is not None:
        words = re.search(r"\w.*\w\.?", found[0])
        if words is not None:
            others.append((found.start() + words.start(), found.start() + words.end()))
        cut = found.start()
    names = [name for part in _without_roles(text, start, cut) for name in _parse_list(text, *part)]
    if found is not None and found.end() < end:
        names += [name for part in _without_roles(text, found.end(), end) for name in _parse_list(text, *part)]
    return names, others


def _without_roles(text: str, start: int, end: int) -> list[Span]:
    """Return the stretches between marks such as "(eds.)" and "edited by"."""
    parts: list[Span] = []
    at = start
    lower = text[start:end].lower()
    for role in ROLE.finditer(text, start, end) if has_cue(lower, ROLE_CUES) else ():
        parts.append((at, role.start()))
        at = role.end()
    return [(a, b) for a, b in (*parts, (at, end)) if any(char.isalpha() for char in text[a:b])]


HELPERS = re.compile(
    r"\s[(\[](?:unter\s(?:der\s)?Mitarbeit|in\sco-?operations?|with\sthe\sassistance|mit|avec|con\sla\scolaboración)\b[^()\[\]]{0,200}[)\]]"
)
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def _parse_list(text: str, start: int, end: int) -> list[PrintedName]:
    helpers = HELPERS.search(text, start, end)
    start, end = _trimmed(text, start, helpers.start() if helpers else end)
    if start >= end:
        return []
    if is_organisation(text[start:end]):
        return [_literal(text, start, end)]
    parts = _split(text, start, end)
    if any(part.separator == ";" for part in parts):
        return _parse_strong(text, _grouped(parts))
    return _parse_parts(text, parts)


def _literal(text: str, start: int, end: int) -> PrintedName:
    return PrintedName({"literal": " ".join(text[start:end].split())}, start, end)


def _trimmed(text: str, start: int, end: int) -> Span:
    """Return the stretch without marks and connectors at its edges; the dot of an initial stays."""
    while start < end and (not text[start].isalnum()):
        start += 1
    while end > start and not (
        text[end - 1].isalnum() or text[end - 1] == ")" or (text[end - 1] == "." and _is_initial_dot(text, start, end))
    ):
        end -= 1
    if end > start and text[end - 1] == ")" and "(" not in text[start:end]:
        end -= 1
    return start, end


def _is_initial_dot(text: str, start: int, end: int) -> bool:
    """Tell whether the dot before ``end`` ends an initial or a "Jr."."""
    word = re.search(r"([^\W\d_]+)\.\Z", text[max(start, end - 8) : end])
    return word is not None and (len(word[1]) == 1 or word[1] in ("Jr", "Sr", "St", "Ch", "Th", "Ph", "Yu", "Ju"))


def _split(text: str, start: int, end: int) -> list[_Part]:
    parts: list[_Part] = []
    at = start
    separator = ""
    for found in CONNECTOR.finditer(text, start, end):
        if text.count("(", at, found.start()) > text.count(")", at, found.start()):
            continue
        if found.start() > 1 and text[found.start() - 2 : found.start()] == "- ":
            # "Wirtschafts- und Erwerbsministerium" is one name.
            continue
        _append(parts, text, at, found.start(), separator)
        mark = found[0].strip()
        separator = mark if parts and parts[-1].start >= at else _stronger(separator, mark)
        at = found.end()
    _append(parts, text, at, end, separator)
    return parts


def _stronger(first: str, second: str) -> str:
    """Return the separator of two in a row that says more: ", and" is "and"."""
    return first if first == ";" or second == "," else second


def _append(parts: list[_Part], text: str, start: int, end: int, separator: str) -> None:
    start, end = _trimmed(text, start, end)
    if start < end and any(char.isalpha() for char in text[start:end]):
        parts.append(_Part(text[start:end], start, separator))


def _grouped(parts: Sequence[_Part]) -> list[list[_Part]]:
    """Return the parts of each name in a list parted by semicolons; only commas part family and given names there."""
    groups: list[list[_Part]] = []
    for part in parts:
        if groups and part.separator == ",":
            groups[-1].append(part)
        else:
            groups.append([part])
    # "Higgott; Richard A." between inverted names: the semicolon is a slip for a comma.
    mended: list[list[_Part]] = []
    inverted = sum(len(group) > 1 for group in groups)
    for group in groups:
        is_given = len(group) == 1 and group[0].separator == ";" and _is_given(group[0].text)
        if is_given and inverted and mended and len(mended[-1]) == 1 and " " not in mended[-1][0].text:
            mended[-1].append(group[0])
        else:
            mended.append(group)
    return mended


def _is_given(text: str) -> bool:
    """Tell whether a stretch looks like given names alone: "Richard A.", "R. A.", "Richard"."""
    words = text.split()
    if INITIALS.match(text):
        return True
    if words[0].lower() in _given_names() and len(words) == 1:
        return True
    return len(words) > 1 and all(DOTTED.match(word) or word.lower() in _given_names() for word in words[1:])


def _parse_strong(text: str, groups: Sequence[Sequence[_Part]]) -> list[PrintedName]:
    names: list[PrintedName] = []
    for group in groups:
        if len(group) == 1:
            names.append(_one(text, group[0]))
        elif len(group) == 2 or SUFFIX.match(group[-1].text):
            names.append(_inverted(group[0], group[1], *group[2:3]))
        else:
            names += _parse_parts(text, group)
    return names


def _parse_parts(text: str, parts: Sequence[_Part]) -> list[PrintedName]:
    """Return the names of a list in which commas may part names or family and given names."""
    names: list[PrintedName] = []
    i = 0
    while i < len(parts):
        part = parts[i]
        following = parts[i + 1] if i + 1 < len(parts) and parts[i + 1].separator == "," else None
        if following is not None and SUFFIX.match(following.text) and i + 1 < len(parts):
            names.append(_one(text, part, following))
            i += 2
        elif following is not None and _is_pair(part, following, parts[i + 2] if i + 2 < len(parts) else None):
            suffix = parts[i + 2] if i + 2 < len(parts) and SUFFIX.match(parts[i + 2].text) else None
            names.append(_inverted(part, following, *([suffix] if suffix else [])))
            i += 2 + (suffix is not None)
        else:
            names.append(_one(text, part))
            i += 1
    return names


def _is_pair(part: _Part, following: _Part, third: _Part | None) -> bool:
    """Tell whether ``part, following`` is one name, family name first."""
    words = [word for word in part.text.split() if word.lower() not in read_words()["particle"]]
    if CJK.search(part.text) or _is_family_first(part.text.split()):
        return False
    if INITIALS.match(following.text) and not INITIALS.match(part.text):
        return not (len(words) > 1 and (DOTTED.match(words[0]) or BARE_INITIALS.match(words[-1])))
    if not words or (DOTTED.match(words[0]) and len(words) > 1 and not _is_given(following.text)):
        return False
    if len(words) > 1 and BARE_INITIALS.match(words[-1]):
        return False
    if len(words) <= 1:
        return True
    if words[0].lower() in _given_names() and not _is_given(following.text):
        return False
    return (
        len([word for word in following.text.split() if word not in read_words()["particle"]]) == 1
        or _is_given(following.text)
        or (third is None and len(words) < 3 and "-" in part.text)
    )


SLIPPED_INITIAL = re.compile(r"((?:[^\W\d_]\.[\s-]?)+)\s*(?=[^\W\d_]{2})")
"""An initial before the family name with which it changed places: "H. Liu, James"."""
PARTICLE_AT_END = re.compile(r"\s((?:von|van|de|di|da|del|der|den|du|la|dos|zu)(?:\s(?:der|den|la|los|las))?)\Z")
"""A particle behind the given names: "Berg, Ada van der"."""


def _inverted(family: _Part, given: _Part, suffix: _Part | None = None) -> PrintedName:
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
    if particles is not None and (printed[0].islower() or len(particles[1].split()) > 1):
        return {"family": printed[particles.end() :], "non-dropping-particle": particles[1].strip()}
    return {"family": printed}


FAMILY_FIRST_GIVEN = re.compile(r"[A-Z][a-z]{1,6}-[A-Za-z][a-z]{1,6}\Z")
SYLLABLE = r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:i?ang|i?ong|uang|eng|ing|u?an|uai|ian|iao|ai|ei|ao|ou|en|in|un|i[aeu]|u[aeio]|[aeiou])"
PINYIN_GIVEN = re.compile(rf"(?=\w{{5}}){SYLLABLE}{SYLLABLE}\Z", re.IGNORECASE)
"""A given name of two Chinese syllables: "Jinping", "Xuetong"."""


def _is_family_first(words: Sequence[str]) -> bool:
    """Tell whether a name is printed in Korean or Chinese order: "Park Geun-hye"."""
    if len(words) != 2:
        return False
    first, second = words[0].lower(), words[1]
    if first in _parts()["family_first"] and FAMILY_FIRST_GIVEN.match(second) is not None:
        return True
    return first in _parts()["chinese_families"] and not is_given(second) and PINYIN_GIVEN.match(second) is not None


GLUED_INITIALS = re.compile(r"((?:[^\W\d_]\.-?)+)([^\W\d_]{2,}[\w'’-]*)\Z")
"""Initials without a space behind them: "A.Okafor"."""


def _one(text: str, part: _Part, suffix: _Part | None = None) -> PrintedName:
    """Return a name that stands without an inner comma: "Robert O. Keohane", "Keohane RO", "NATO", "Steinmann"."""
    start = part.start
    end = (suffix or part).start + len((suffix or part).text)
    words = part.text.split()
    if len(words) == 1:
        glued = GLUED_INITIALS.match(part.text)
        if glued is not None:
            return PrintedName({"family": glued[2], "given": glued[1]}, start, end)
        if part.text.isupper() and len(part.text) > 2 and "." not in part.text:
            return PrintedName({"literal": part.text}, start, end)
        return PrintedName({"family": part.text}, start, end)
    if is_organisation(part.text) or "(" in part.text or len(words) > 6 or words[0].endswith("-"):
        return _literal(text, start, end)
    if _is_family_first(words):
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
        words, last = words[:-1], words[-1]
        return PrintedName({**_natural(words), "suffix": last}, start, end)
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


def _particles_behind(words: Sequence[str]) -> int:
    """Return how many particles stand behind the initials: two in "Berg J van den"."""
    count = 0
    while count < len(words) - 2 and words[-count - 1].islower() and words[-count - 1] in read_words()["particle"]:
        count += 1
    return count if count and (BARE_INITIALS.match(words[-count - 1]) or DOTTED.match(words[-count - 1])) else 0


def _natural(words: Sequence[str]) -> dict[str, str]:
    """Return a name whose given names stand first: "Robert O. Keohane", "J. R. De Leeuw", "Gabriel García Márquez"."""
    parts = _parts()
    at = len(words) - 1
    if at > 1 and words[at].lower() in parts["generations"]:
        at -= 1
    if at > 1 and words[at - 1].lower() in parts["double_first"] and not DOTTED.match(words[at - 1]):
        at -= 1
    while at > 1 and words[at - 1].lower() in read_words()["particle"] and words[at - 1][0].islower():
        at -= 1
    while at > 1 and words[at - 1].lower() in parts["capitalised_particles"] and words[at - 1][0].isupper():
        at -= 1
    return {**_family(" ".join(words[at:])), "given": " ".join(words[:at])}

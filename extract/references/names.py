"""Lists of authors and editors as bibliographies print them -> CSL names, each with its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.references.marks import DOTTED, has_cue, read_cues
from extract.references.one_name import (
    INITIALS,
    SAINT,
    SUFFIX,
    Part,
    PrintedName,
    are_initials,
    inverted_name,
    is_family_first,
    is_given,
    is_particle,
    is_suffix,
    literal_name,
    plain_name,
)
from extract.references.organisations import is_organisation
from extract.references.tokens import read_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import Span


ET_AL = re.compile(
    r"[\s,;&]{0,6}(?:\b(?:and|und|y|et|e|&)\s{1,3})?(?:\bet\s?al\b\.?|\bu\.\s?a\.|\band others\b|\bund andere\b|\by otros\b|\be outros\b|\bet autres\b|\be altri\b|\b(?:y|e|et)\scol(?:s|l)?\b\.?)[\s,.]{0,6}",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"""[\s,;]{0,6}[(\[]?\s?\b(?!(?-i:Ed\s[A-Z]|Ed\Z))(?:eds?|edd|editors?|edited\ by|hrsg|hgg?|herausgegeben\ von|herausgeber(?:in)?|coords?|coordinador(?:es)?|orgs?|dirs?|sous\ la\ dir(?:ection)?|comps?|
    éds?|a\ c(?:ura|\.)\ di|cur|trans|translators?|übers)\b\.?(?:\s?(?:v(?:on|\.)|by)(?=\s))?\s?[)\]]?[\s,.:;]{0,6}""",
    re.VERBOSE | re.IGNORECASE,
)
ROLE_CUES = read_cues("ed éd hrsg hg herausgeb coord org dir comp cur c. trans übers")
CONNECTOR = re.compile(
    r"(?:(?<=[\s,;.)])|(?<=^))(?:and|und|sowie|et|y|e|en|og|och|i|u\.)(?=\s+[^\W\d_])|&amp;|&|(?<=\w) ?/ ?(?=\w)|(?<=[.\w]) ?[/] ?(?=\w)| [–—-] |;|,"
)
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
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
        return [literal_name(text, first, last)], []
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


def _parse_list(text: str, start: int, end: int) -> list[PrintedName]:
    helpers = HELPERS.search(text, start, end)
    start, end = _trimmed(text, start, helpers.start() if helpers else end)
    if start >= end:
        return []
    if is_organisation(text[start:end]):
        return [literal_name(text, start, end)]
    parts = _split(text, start, end)
    if any(part.separator == ";" for part in parts):
        return _parse_strong(text, _grouped(parts))
    return _parse_parts(text, parts)


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


def _split(text: str, start: int, end: int) -> list[Part]:
    parts: list[Part] = []
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


def _append(parts: list[Part], text: str, start: int, end: int, separator: str) -> None:
    start, end = _trimmed(text, start, end)
    if start < end and any(char.isalpha() for char in text[start:end]):
        parts.append(Part(text[start:end], start, separator))


def _grouped(parts: Sequence[Part]) -> list[list[Part]]:
    """Return the parts of each name in a list parted by semicolons; only commas part family and given names there."""
    groups: list[list[Part]] = []
    for part in parts:
        if groups and part.separator == ",":
            groups[-1].append(part)
        else:
            groups.append([part])
    # "Higgott; Richard A." between inverted names: the semicolon is a slip for a comma.
    mended: list[list[Part]] = []
    inverted = sum(len(group) > 1 for group in groups)
    for group in groups:
        is_given = len(group) == 1 and group[0].separator == ";" and _are_given(group[0].text)
        if is_given and inverted and mended and len(mended[-1]) == 1 and " " not in mended[-1][0].text:
            mended[-1].append(group[0])
        else:
            mended.append(group)
    return mended


def _are_given(text: str) -> bool:
    """Tell whether a stretch looks like given names alone: "Richard A.", "R. A.", "Richard"."""
    words = text.split()
    if INITIALS.match(text):
        return True
    if is_given(words[0]) and len(words) == 1:
        return True
    if len(words) > 2 and DOTTED.match(words[-2]) and not DOTTED.match(words[-1]):
        return False  # "Paul J. Adam" has a family name
    return len(words) > 1 and all((DOTTED.match(word) and not SAINT.match(word)) or is_given(word) for word in words[1:])


def _parse_strong(text: str, groups: Sequence[Sequence[Part]]) -> list[PrintedName]:
    names: list[PrintedName] = []
    for group in groups:
        if len(group) == 1:
            names.append(plain_name(text, group[0]))
        elif len(group) == 2 or SUFFIX.match(group[-1].text):
            names.append(inverted_name(group[0], group[1], *group[2:3]))
        else:
            names += _parse_parts(text, group)
    return names


def _parse_parts(text: str, parts: Sequence[Part]) -> list[PrintedName]:
    """Return the names of a list in which commas may part names or family and given names."""
    names: list[PrintedName] = []
    is_straight = _is_straight(parts)
    i = 0
    while i < len(parts):
        part = parts[i]
        following = parts[i + 1] if i + 1 < len(parts) and parts[i + 1].separator == "," else None
        if following is not None and SUFFIX.match(following.text) and i + 1 < len(parts):
            names.append(plain_name(text, part, following))
            i += 2
        elif is_straight and i > 1 and following is not None and min(len(part.text.split()), len(following.text.split())) > 1:
            names.append(plain_name(text, part))
            i += 1
        elif following is not None and _is_pair(part, following, parts[i + 2] if i + 2 < len(parts) else None):
            suffix = parts[i + 2] if i + 2 < len(parts) and SUFFIX.match(parts[i + 2].text) else None
            names.append(inverted_name(part, following, *([suffix] if suffix else [])))
            i += 2 + (suffix is not None)
        else:
            names.append(plain_name(text, part))
            i += 1
    return names


def _is_straight(parts: Sequence[Part]) -> bool:
    """Tell whether the last name says that given names stand first in all but the first: "Roux, Zoé, Ada Pons, Eva Bloch et Alex Lang"."""
    words = parts[-1].text.split() if parts else []
    return (
        len(words) > 1
        and parts[-1].separator not in {",", ";", "/", "–", "-", "—"}
        and not are_initials(words[-1], parts[-1].text)
    )


def _is_pair(part: Part, following: Part, third: Part | None) -> bool:
    """Tell whether ``part, following`` is one name, family name first."""
    words = [word for word in part.text.split() if not is_particle(word, part.text)]
    if CJK.search(part.text) or is_family_first(part.text.split()):
        return False
    if len(words) > 1 and is_suffix(words[-1], part.text):
        words.pop()
    if len(words) > 1 and (are_initials(words[-1], part.text) or DOTTED.match(words[-1])):
        return False
    if len(words) > 2 and (DOTTED.match(words[-2]) or len(words[-2]) == 1):
        return False
    if INITIALS.match(following.text) and not INITIALS.match(part.text):
        return not (len(words) > 1 and DOTTED.match(words[0]))
    if not words or (DOTTED.match(words[0]) and len(words) > 1 and not _are_given(following.text)):
        return False
    if len(words) <= 1 or (part.text.isupper() and not following.text.isupper()):
        return True
    if is_given(words[0]) and not _are_given(following.text):
        return False
    return (
        len([word for word in following.text.split() if word not in read_words()["particle"]]) == 1
        or _are_given(following.text)
        or (third is None and len(words) < 3 and "-" in part.text)
    )

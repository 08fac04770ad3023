"""Which international organisations a text names, and where."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from extract.lexicon import Hit, Matcher, Tag, expand
from extract.lexicon.capitals import actor, capital
from extract.lexicon.name_context import Context, context_of, words
from extract.lexicon.rules import acronym

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Organisation(NamedTuple):
    """What a surface stands for: no id for a phrase that only holds an organisation's name."""

    ids: tuple[str, ...]
    rule: str
    check: Callable[[Context], str] | None


def find_organisations(text: str) -> list[Tag]:
    """Return a tag for each organisation that ``text`` names, from left to right; an organ gives one of its organisation too.

    >>> [tag.value for tag in find_organisations("The Security Council met in Brussels, and the West and Nato were pleased.")]
    ['UN', 'UNSC', 'WEST', 'NATO']
    """
    return sorted(_tags(text), key=lambda tag: (tag.start, tag.end, tag.value))


def _tags(text: str) -> Iterator[Tag]:
    hits: list[Hit[Organisation]] = list(_matcher().find(text))
    in_full = {hit.value.ids for hit in hits if hit.value.rule == "name" and hit.value.check is None}
    last_place = -1
    for hit in hits:
        rule = hit.value.rule
        if hit.value.check is not None:
            context = context_of(text, hit.start, hit.end, last_place=last_place, named_elsewhere=hit.value.ids in in_full)
            rule = hit.value.check(context)
        if not rule:
            last_place = hit.end
        for organisation in hit.value.ids if rule else ():
            yield Tag("organisation", organisation, hit.start, hit.end, rule)


# ---- guards: names with other meanings, by the key used in data/organisations.toml

_NATIONAL = re.compile(
    r"(?:\b(?:National|Supreme|State|Russian|Ukrainian|Kosovo|Iraqi|Homeland|Public|[A-Z]\w+['’]s)|\bUNDP)[ \n]$"
)
_CAPITAL_BEFORE = re.compile(r"\b(?!The\b|In\b|At\b|By\b|When\b|UN\b|U\.N\.)[A-Z][\w'’.]{1,30}[ \n]$")
_CAPITAL_AFTER = re.compile(r"[ \n][A-ZÀ-Þ]")
_NO_WEST = re.compile(
    r"[ \n-](?:"
    + words(
        "film films movie movies music medicine shirt saddle part parts end half province provinces region regions front coast hemisphere boundary side suburb suburbs tip edge border borders",
        "shore slopes flank outskirts parts district districts area areas city cities town towns oblasts of facade sky wall islands plains state_of",
    )
    + r")\b"
)


def _west(context: Context) -> str:
    """Let "the West" stand, and "Russia-West", not a coast, a bank or a point of the compass."""
    if _CAPITAL_AFTER.match(context.after) or re.match(r"[-‐‑–]\w", context.after) or _NO_WEST.match(context.after):
        return ""
    if context.word.startswith("the"):
        return "name"
    return (
        "name"
        if re.search(
            r"(?:\b(?:[Tt]he|[Cc]ollective|[Ll]iberal|[Pp]olitical|[Dd]emocratic|[Gg]lobal)[ \n]|\w[-–])$", context.before
        )
        else ""
    )


def _western(context: Context) -> str:
    """Let "Western" stand for the West, not for a part of a country."""
    if (
        _CAPITAL_AFTER.match(context.after)
        or _NO_WEST.match(context.after)
        or re.search(r"\b(?:[Nn]on|[Mm]id|[Ss]outh|[Nn]orth|[Pp]re)[-–]$|\b[A-Z]\w+[ \n]$", context.before)
    ):
        return "" if not re.match(r"[ \n](?:Alliance|World|Bloc|Powers|Allies|Balkans-)", context.after) else "name"
    return "name"


def _brussels(context: Context) -> str:
    """Let Brussels stand for the European Union unless it is only a place."""
    return capital(context._replace(named_elsewhere=True))


def _security_council(context: Context) -> str:
    return "" if _NATIONAL.search(context.before) else "name"


def _general_assembly(context: Context) -> str:
    return "" if _CAPITAL_BEFORE.search(context.before) or _CAPITAL_AFTER.match(context.after) else "name"


def _commonwealth(context: Context) -> str:
    return "" if re.match(r"(?:[ \n](?:of\b|[A-Z])|['’]s (?:attorney|governor))", context.after) else "name"


def _quad(context: Context) -> str:
    return "" if re.match(r"[ \n]?(?:[A-Z]|bike|core)|-", context.after) else "name"


def _who(context: Context) -> str:
    """Tell the World Health Organization from a word in capitals."""
    return "" if re.search(r"\b[A-Z]{2,}[ \n]$", context.before) or re.match(r"[ \n][A-Z]{2,}\b", context.after) else "name"


GUARDS: dict[str, Callable[[Context], str]] = {
    "acronym": acronym,
    "actor": actor,
    "assembly": _general_assembly,
    "brussels": _brussels,
    "commonwealth": _commonwealth,
    "council": _security_council,
    "quad": _quad,
    "west": _west,
    "western": _western,
    "who": _who,
}
"""The checks that data/organisations.toml names under ``guards``."""


@cache
def _matcher() -> Matcher[Organisation]:
    table = tomllib.loads(files("extract").joinpath("data", "organisations.toml").read_text(encoding="utf-8"))
    surfaces: dict[str, Organisation] = {}
    for key, entry in table.items():
        ids = (key, entry["part_of"]) if "part_of" in entry else (key,)
        guards = entry.get("guards", {})
        for rule, notations in (("name", entry.get("names", [])), ("acronym", entry.get("acronyms", []))):
            for surface in (surface for notation in notations for surface in expand(notation)):
                surfaces[surface] = Organisation(ids, rule, GUARDS[guards[surface]] if surface in guards else None)
    return Matcher(surfaces)

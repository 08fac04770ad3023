"""Names of organisations with other meanings: what must stand around them, by the key used in ``data/organisations.toml``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.lexicon import reasons
from extract.lexicon.capitals import actor, capital
from extract.lexicon.name_context import Context, words
from extract.lexicon.rules import spelt_out

if TYPE_CHECKING:
    from collections.abc import Callable

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
        return reasons.DIRECTION
    if context.word.startswith("the"):
        return "name"
    return (
        "name"
        if re.search(
            r"(?:\b(?:[Tt]he|[Cc]ollective|[Ll]iberal|[Pp]olitical|[Dd]emocratic|[Gg]lobal)[ \n]|\w[-–])$", context.before
        )
        else reasons.DIRECTION
    )


def _western(context: Context) -> str:
    """Let "Western" stand for the West, not for a part of a country."""
    if (
        _CAPITAL_AFTER.match(context.after)
        or _NO_WEST.match(context.after)
        or re.search(r"\b(?:[Nn]on|[Mm]id|[Ss]outh|[Nn]orth|[Pp]re)[-–]$|\b[A-Z]\w+[ \n]$", context.before)
    ):
        return (
            reasons.DIRECTION if not re.match(r"[ \n](?:Alliance|World|Bloc|Powers|Allies|Balkans-)", context.after) else "name"
        )
    return "name"


def _brussels(context: Context) -> str:
    """Let Brussels stand for the European Union unless it is only a place."""
    return capital(context._replace(named_elsewhere=True))


def _security_council(context: Context) -> str:
    return reasons.NO_ORGANISATION if _NATIONAL.search(context.before) else "name"


def _general_assembly(context: Context) -> str:
    return reasons.NO_ORGANISATION if _CAPITAL_BEFORE.search(context.before) or _CAPITAL_AFTER.match(context.after) else "name"


def _commission(context: Context) -> str:
    return reasons.NO_ORGANISATION if _CAPITAL_BEFORE.search(context.before) else "name"


def _commonwealth(context: Context) -> str:
    return (
        reasons.NO_ORGANISATION if re.match(r"(?:[ \n](?:of\b|[A-Z])|['’]s (?:attorney|governor))", context.after) else "name"
    )


def _quad(context: Context) -> str:
    return reasons.NO_ORGANISATION if re.match(r"[ \n]?(?:[A-Z]|bike|core)|-", context.after) else "name"


def _who(context: Context) -> str:
    """Tell the World Health Organization from a word in capitals."""
    return (
        reasons.NO_ORGANISATION
        if re.search(r"\b[A-Z]{2,}[ \n]$", context.before) or re.match(r"[ \n][A-Z]{2,}\b", context.after)
        else "name"
    )


ORGANISATION_GUARDS: dict[str, Callable[[Context], str]] = {
    "acronym": spelt_out,
    "actor": actor,
    "assembly": _general_assembly,
    "brussels": _brussels,
    "commission": _commission,
    "commonwealth": _commonwealth,
    "council": _security_council,
    "quad": _quad,
    "west": _west,
    "western": _western,
    "who": _who,
}
"""The checks that data/organisations.toml names under ``guards``."""

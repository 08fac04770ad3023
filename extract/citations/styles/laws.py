"""Listed laws that a text cites by kind, number and year: "Lei nº 13.146/2015", "Law no. 13,146, of July 6, 2015", "Resolution 1970 (2011)"."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extract.citations.styles.mention import Mention
from extract.citations.styles.years import YEAR
from extract.data_tables import read_table

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from extract.citations.listed_work import ListedWork
    from extract.citations.listed_works import ListedWorks

HEAD = 80
"""Characters at the head of an entry in which a law is named; behind its title other laws may be."""

REACH = 300
"""Characters on either side of a law in which the brackets around it may stand."""

_DAY = r"(?:(?:de|do|of|vom|du|del|di|from)\s)?(?:\d{1,2}[º.]?\s(?:de\s|di\s)?[^\W\d_]{3,12}\.?,?\s(?:de\s|del\s|of\s)?|[^\W\d_]{3,12}\.?\s\d{1,2},?\s)?"
_CONSTITUTION = "constitution"
_CONSTITUTIONS = re.compile(
    rf"(?P<name>\b(?:Constitui[çc][ãa]o|Constituci[óo]n|Constitution|Costituzione|Grundgesetz|Verfassung)(?:\s(?!\d)[\w’']{{1,20}}){{0,6}})[,.]?\s\(?(?:(?:of|de|von|vom|del)\s)?(?P<year>{YEAR})(?!\w)"
    rf"|(?P<year_before>\b{YEAR})\s(?:[A-Z][a-z]{{2,15}}\s){{0,2}}Constitution\b"
)


class Law(NamedTuple):
    """A law named at ``text[start:end]``."""

    start: int
    end: int
    kind: str
    number: str
    year: str
    name: str
    """As printed, to the number."""


def find_laws(text: str, known: ListedWorks) -> list[Mention]:
    """Return the laws in ``text`` that are among the listed works, from left to right.

    >>> from extract.citations.listed_works import ListedWorks
    >>> law = {"id": "l", "title": "Law no. 4,321, on ports", "issued": {"date-parts": [[2015]]}}
    >>> [(m.authors, m.year) for m in find_laws("as the Lei nº 4.321/2015 says", ListedWorks([law]))]
    [(('Lei nº 4.321',), '2015')]
    """
    listed = _listed_laws(known)
    if not listed:
        return []
    found = []
    for law in _laws(text, listed):
        work = next((work for year, work in listed[law.kind, law.number] if year == law.year), None)
        if work is not None:
            low, high = _group(text, law)
            mention = Mention(
                start=law.start, end=law.end, group=(low, high), style="author-year", names=work.names,
                mode="parenthetical" if low < law.start else "narrative", authors=(law.name,), year=law.year, entry=work.id,
            )  # fmt: skip
            found.append(mention)
    return found


def _listed_laws(known: ListedWorks) -> dict[tuple[str, str], list[tuple[str, ListedWork]]]:
    """Return the listed laws by kind and number, each with its year."""
    listed: dict[tuple[str, str], list[tuple[str, ListedWork]]] = defaultdict(list)
    for work in known.works:
        law = next(_laws(work.printed[: 2 * HEAD]), None) or next(_laws(f"{work.printed[:HEAD]} ({work.year})"), None)
        # "Bello, A. (2018). The Law no. 4,321" is about one; before the name of a law stand only states and offices.
        if law is None or law.start > HEAD or (law.start > 3 and any(work.initials)):
            continue
        for year in dict.fromkeys(filter(None, (law.year, work.year))):
            listed[law.kind, law.number].append((year, work))
    return listed


def _laws(text: str, listed: Container[tuple[str, str]] | None = None) -> Iterator[Law]:
    """Yield the laws named in ``text``; where ``listed`` has no constitution none is looked for."""
    found = [_law(match) for match in _numbered().finditer(text)]
    if listed is None or (_CONSTITUTION, "") in listed:
        for match in _CONSTITUTIONS.finditer(text):
            year = match["year"] or match["year_before"]
            found.append(Law(*match.span(), _CONSTITUTION, "", year, match["name"] or match[0]))
    yield from sorted(found)


def _law(match: re.Match[str]) -> Law:
    """Return the law of a match, its number and year told apart."""
    number, slash, year = re.sub(r"\D", "", match["number"]), match["slash"] or "", match["year"] or ""
    if slash and (
        match["union"] or (re.fullmatch(YEAR, number) and not re.fullmatch(YEAR, slash))
    ):  # "Regulation (EU) 2016/679"
        number, slash = slash, number
    if len(slash) == 2:
        slash = ("19" if slash > "30" else "20") + slash
    kind = _kinds()[" ".join(match["kind"].lower().split())]
    named = match.end("slash" if match["union"] or slash == match["number"] else "number")
    return Law(match.start(), match.end(), kind, number, slash or year, match.string[match.start() : named])


@cache
def _kinds() -> dict[str, str]:
    table = read_table("law_words")
    return {word: kind for kind, entry in table.items() for word in entry["words"]}


@cache
def _numbered() -> re.Pattern[str]:
    words = "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(_kinds(), key=lambda word: (-len(word), word)))
    return re.compile(
        rf"""(?<![\w-])(?P<kind>{words})(?![\w-])
        (?:\s(?!\d)[\w./()-]{{1,24}}){{0,3}}?                             # "Complementar", "CNE/CP", "(EU)"
        \s(?:n\.?\s?[º°o.]{{0,2}}|no\.|n[úu]m\.|nr\.|number)?\s?
        (?P<number>\d{{1,3}}(?:[.,]\d{{3}}){{1,2}}|\d{{1,6}})(?:/\s?(?P<slash>\d{{2,5}})(?!\d)(?P<union>/(?:E[CGU]|EEC|EWG|CEE?|UE)\b)?)?
        (?:,?\s{{1,2}}\(?{_DAY}(?P<year>{YEAR})(?!\w))?""",
        re.VERBOSE | re.IGNORECASE,
    )


def _group(text: str, law: Law) -> tuple[int, int]:
    """Return the span of the brackets around ``law``, or its own."""
    low = text.rfind("(", max(law.start - REACH, 0), law.start)
    if low < 0 or ")" in text[low : law.start] or "\n\n" in text[low : law.start]:
        return law.start, law.end
    high = text.find(")", law.end, law.end + REACH)
    return (low, high + 1) if high >= 0 else (law.start, law.end)

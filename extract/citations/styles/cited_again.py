"""Works that a note cites again without their titles: "Okafor, op. cit., p. 44", "Okafor (n 12) 44", "see note 5 above", "ibid."."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extract.citations.styles.citation_words import others_pattern, words_pattern
from extract.citations.styles.locators import Locator, read_locator
from extract.citations.styles.years import PREFIX_WORDS
from extract.data_tables import read_table
from extract.names import name_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.citations.listed_work import ListedWork


@cache
def again_words(group: str, kind: str = "words") -> tuple[str, ...]:
    """Return a group of the words of ``data/cited_again.toml``, or its examples.

    >>> "ebd" in again_words("ibid")
    True
    """
    return tuple(read_table("cited_again")[group][kind])


def any_of(group: str) -> str:
    """Return the pattern of any word of a group, in any case, its blanks and stops optional."""
    patterns = (re.escape(word).replace(r"\.", r"\.?").replace(r"\ ", r"\s?") for word in again_words(group))
    return "(?i:" + "|".join(sorted(patterns, key=len, reverse=True)) + ")"


CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
PARTICLE = "(?i:" + "|".join(sorted(map(re.escape, name_words("particles")), key=lambda word: (-len(word), word))) + ")"
_WORD = rf"{CAPITAL}(?:[^\W_]|[’'‐-](?=\w)){{0,40}}"
FAMILY = rf"(?:{CAPITAL}\.[\s-]?){{0,4}}(?:{PARTICLE}\s){{0,3}}(?:[Aa]l-)?{_WORD}(?:\s(?:(?:of|for|the|für|der|des|de|du|del|della|do|da)\s){{0,2}}{_WORD}){{0,6}}"
JOINING = rf"(?:,\s(?:and\s|&\s)?|\s(?:{words_pattern('connectives')}|u\.)\s|\s?/\s?)"
ET_AL = rf"(?:,?\s(?:{others_pattern()})(?!\w))"
ROLE = rf"(?:,?\s\(?{any_of('role')}\.?\)?)"
NAMES = rf"(?P<names>{FAMILY}(?:{JOINING}{FAMILY}){{0,5}}{ET_AL}?){ROLE}?"
_ABOVE = rf"{any_of('above')}\.?,?\s"


def _note(key: str) -> str:
    """Return the pattern of the number of a note as a group of this name."""
    return rf"{any_of('note')}\.?\s?(?P<{key}>\d{{1,3}})(?!\w)"


def _referred(key: str) -> str:
    """Return the pattern of a reference to a note before: "(n 12)", "supra note 12", "note 12 above"."""
    return (
        rf"(?:\((?:{_ABOVE})?{_note(key + '1')}\)|{_ABOVE}\(?{_note(key + '2')}\)?|{_note(key + '3')}\s{any_of('above')}(?!\w))"
    )


_WORK = rf"{any_of('work')}(?!\w)\.?+(?!,?\s{any_of('note')}\.?\s?\d)"
_AGAIN = re.compile(
    rf"(?<!\w)(?!(?i:op|ob|loc|art|trab)\b){NAMES}(?:\s?[.…]{{1,3}})?,?\s(?P<what>\(?{_WORK}(?:,?\s{_referred('note')})?(?:(?<=[\d.])\))?)"
)
_IN_NOTE = re.compile(rf"(?<!\w)(?:{NAMES},?\s)?(?P<what>{_referred('note')})")
_IBID = re.compile(rf"(?<!\w)(?P<word>(?:{any_of('idem')}\.?,?\s)?{any_of('ibid')}(?!\w)\.?)")
_ALONE = re.compile(rf"(?:(?<=[.;]\s)(?<![pbct]\.\s)|(?<=[(\n]))(?P<word>{_WORK})")
_IDEM = re.compile(r"(?<!\w)(?P<word>[Ii]dem|[Ii]d\.)(?=,?\s(?:at\s|pp?\.\s?|S\.\s?)?\d)")
TITLE_AGAIN = re.compile(
    rf"(?:\s?[.…]{{1,3}})?,?(?:\s|(?<=[»”“]))\(?{_WORK}(?:,?\s{_referred('note')})?\)?|(?:\s?[.…]{{1,3}})?,?\s{_referred('far')}"
)
"""What may stand behind a title that is cited again: "..., op. cit.", " (n 12)"."""

_INITIAL = re.compile(rf"{CAPITAL}\.")
_INITIALS = re.compile(rf"^(?:{CAPITAL}\.[\s-]?){{1,4}}")
_GIVEN = re.compile(rf"(?P<letter>{CAPITAL})(?:\.|[^\W\d_]+\s{CAPITAL}|[^\W\d_]+\s{PARTICLE}\s)")
_PARTING = re.compile(JOINING)
_END_AL = re.compile(rf"{ET_AL}$")
_PARAGRAPH = re.compile(r",?\s(?:at\s)?\[(?P<number>\d{1,4})\](?:\s?[-–]\s?\[?(?P<last>\d{1,4})\]?)?")


class Again(NamedTuple):
    """A work cited again at ``text[start:end]``: by its authors, by the note that cites it, or both."""

    start: int
    end: int
    names: tuple[str, ...]
    note: int | None
    locator: Locator | None
    is_ibid: bool = False
    written: str = ""
    """The names as they stand there: "A. Okafor et al."."""


def find_again(text: str, start: int, end: int) -> Iterator[Again]:
    """Yield what a note cites again, in no order; one that names the authors comes before one that does not.

    >>> [(a.names, a.note, a.locator and a.locator.text) for a in find_again("See Okafor (n 12) 44; Bello, op. cit., p. 3.", 0, 44)]
    [(('Bello',), None, '3'), (('Okafor',), 12, '44')]
    """
    for pattern in (_AGAIN, _IN_NOTE):
        for match in pattern.finditer(text, start, end):
            number = next((int(match[key]) for key in ("note1", "note2", "note3") if match[key]), None)
            yield _again(text, match, number, end)
    for pattern in (_IBID, _IDEM, _ALONE):
        for match in pattern.finditer(text, start, end):
            locator = locator_behind(text, match.end("word"), end)
            yield Again(match.start(), locator.end if locator else match.end("word"), (), None, locator, is_ibid=True)


def _again(text: str, match: re.Match[str], number: int | None, end: int) -> Again:
    """Return what ``match`` cites, without the words that lead to it."""
    locator = locator_behind(text, match.end("what"), end)
    begin = match.start("what")
    names: tuple[str, ...] = ()
    written = ""
    if match["names"]:
        begin = after_prefix(text, match.start("names"), match.end("names"))
        written = text[begin : match.end("names")]
        names = names_of(written)
        begin = begin if names else match.start("what")
    return Again(begin, locator.end if locator else match.end("what"), names, number, locator, written=written)


def after_prefix(text: str, start: int, end: int) -> int:
    """Return where names begin behind the words that lead to them; an initial is none of these.

    >>> after_prefix("See also Okafor", 0, 15), after_prefix("A. Okafor", 0, 9)
    (9, 0)
    """
    lead = None if _INITIAL.match(text, start, end) else PREFIX_WORDS.match(text, start, end)
    return lead.end() if lead else start


def names_of(words: str) -> tuple[str, ...]:
    """Return the names that ``words`` join.

    >>> names_of("Krebs/Krüger u. a."), names_of("A. Okafor, B.-C. Bello and de la Cruz")
    (('Krebs', 'Krüger'), ('Okafor', 'Bello', 'de la Cruz'))
    """
    return tuple(filter(None, (_INITIALS.sub("", name) for name in _PARTING.split(_END_AL.sub("", words)))))


def agrees(work: ListedWork, count: int, written: str) -> bool:
    """Return whether a work has the initial and the number of authors, ``count`` or more, that names as ``written`` have."""
    initial = _GIVEN.match(written)
    given = work.initials[0][:1].casefold() if work.initials else ""
    is_more = _END_AL.search(written) is not None
    return (not initial or not given or given == initial["letter"].casefold()) and (len(work.names) > count) is is_more


def locator_behind(text: str, start: int, end: int) -> Locator | None:
    """Return the locator of a citation in a note, which may stand in brackets: "(n 12) 44", "(n 12) [45]"."""
    paragraph = _PARAGRAPH.match(text, start, end)
    if paragraph:
        number = f"{paragraph['number']}-{paragraph['last']}" if paragraph["last"] else paragraph["number"]
        return Locator(number, "paragraph", paragraph.end())
    return read_locator(text, start, end)

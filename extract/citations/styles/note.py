"""Citations in notes: "Ada Okafor, “Ports under Pressure,” Harbours 3 (2018): 44", "Okafor, “Ports,” 44", "Ibid."."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from extract.citations.styles.mention import Mention, apart
from extract.names import compare

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extract.citations.listed_titles import ListedTitles, Titled
    from extract.citations.listed_works import ListedWork, ListedWorks

_NOTE = re.compile(r"(?:^|\n)[ \t]*\[?(?P<number>\d{1,3})[.)\]]?[ \t]+(?=\S)")
_END = re.compile(
    r"[;.?!]?[”\"]?;\s|(?<![\s(.][A-Z])(?<!\bvol)(?<!\bno)(?<!\btrans)(?<!\bed)(?<!\beds)(?<!\bpp)(?<!\bp)(?<!\bch)\.[”\"’]?(?:\s|$)|\n\s*\n|$"
)
_PEOPLE = re.compile(
    r"(?:(?:(?:[^\W\d_]\.[ -]?){1,3}|[A-ZÀ-ÞŁŚŠŽ][\w’'.-]{0,40}|(?:van|von|de|der|den|la|le|du|da|dos|di|del|bin|al|and|und|et|y|e|al\.)\b|&)[ ,]{1,3}){1,24}[“\"‘]?$"
)
_QUOTES = '“"‘«'
_CLOSING = re.compile(r"[,.?!]?[”\"’»]")
_PAGE = re.compile(r"(?:[)”\"’]?,[”\"’»]?|\d\)?:)\s(?:pp?\.\s)?(?P<page>\d{1,5}(?:[-–]\d{1,5})?)$")
_BARE = re.compile(
    r"(?<!\w)(?P<names>[A-ZÀ-ÞŁŚŠŽ][\w’'-]{1,40}(?:(?:, | and | & |, and )[A-ZÀ-ÞŁŚŠŽ][\w’'-]{1,40}){0,3}(?: et al\.)?), (?P<page>\d{1,4}(?:[-–]\d{1,4})?)(?=[.;\n]|$)"
)
_PAGE_BEHIND = re.compile(
    r"[,:]\s(?:(?:here|hier|at|esp\.|bes\.):?\s)?(?:(?:pp?\.|S\.|p[áa]gs?\.|pages?|Seiten?)\s?)?(?P<page>[A-Z]?\d{1,5}(?:\s?[-–]\s?\d{1,5})?(?:ff?\.)?)(?!\w)"
)
"""A page behind the description of a work: ", pp. 31-46", ", hier S. 292"."""

_IBID = re.compile(
    r"""\b(?P<word>(?:[Ii]bid(?:em)?|[Ee]bd|[Ee]benda|[Ii]bíd(?:em)?|(?:[Ii]dem|[Ii]d\.)(?=,?\ (?:at\ |pp?\.\ ?|S\.\ ?)?\d))\b\.?)
    (?:,?\ (?:at\ |pp?\.\ ?|S\.\ ?)?(?P<page>\d{1,5}(?:[-–]\d{1,5})?))?""",
    re.VERBOSE,
)


_PARTING = re.compile(r", and | and | & | y | und | et |, ")
_FAMILY = r"[A-ZÀ-ÞŁŚŠŽ][\w’'-]{1,40}"
_AGAIN = re.compile(
    rf"""(?<!\w)(?:(?P<names>{_FAMILY}(?:(?:,\ |\ and\ |\ &\ |,\ and\ |\ y\ |\ und\ |\ et\ ){_FAMILY}){{0,3}}(?:\ et\ al\.)?),?\ )
    (?P<what>(?:(?:[Oo]p|[Ll]oc|[Oo]b)\.?\ ?cit\b\.?|a\.\ ?a\.\ ?O\.|\(?supra\b|\((?=(?:Anm|Fn)\.\ ?\d))
    (?:,?\ ?\(?(?:note|nota|nn?\.|fn\.|Anm\.|Fn\.)\ ?(?P<note>\d{{1,3}})\)?)?)   # in which note the work was cited
    (?:,?\ (?:at\ |pp?\.\ ?|S\.\ ?)?(?P<page>\d{{1,5}}(?:[-–]\d{{1,5}})?))?(?!\w)""",
    re.VERBOSE,
)
"""A work cited before, by its authors: "Okafor, op. cit., p. 44", "Okafor, supra n. 12, at 44"."""


def find_notes(text: str) -> list[tuple[int, int]]:
    r"""Return the spans of the numbered notes of ``text``: paragraphs 1, 2, 3... in order, the longest such run.

    >>> text = "Ports.1\n\nNotes\n\n1. Bello, Ports.\n\n2. Ibid."
    >>> [text[a:b] for a, b in find_notes(text)]
    ['1. Bello, Ports.', '2. Ibid.']
    """
    runs: list[list[re.Match[str]]] = [[]]
    for note in _NOTE.finditer(text):
        number = int(note["number"])
        if number == 1:
            runs.append([note])
        elif runs[-1] and 0 < number - int(runs[-1][-1]["number"]) <= 2:
            runs[-1].append(note)
    best = max(runs, key=len)
    starts = [note.start() + len(note[0]) - len(note[0].lstrip()) for note in best]
    spans = []
    for at, start in enumerate(starts):
        gap = text.find("\n\n", start)
        end = min(starts[at + 1] if at + 1 < len(starts) else len(text), gap if gap >= 0 else len(text))
        spans.append((start, start + len(text[start:end].rstrip())))
    return spans


def find_in_notes(
    text: str,
    notes: Sequence[tuple[int, int]],
    known: ListedWorks,
    titles: ListedTitles,
    described: Mapping[tuple[int, int], str] | None = None,
) -> Iterator[Mention]:
    """Yield the works that ``notes`` cite: by title, with or without authors, by author and page, as "op. cit." or "ibid.".

    ``described`` are the places where notes describe works that no list holds, with their ids.
    """
    cited: list[ListedWork] = []
    noted: dict[str, list[int]] = defaultdict(list)  # the notes that cite a work, by its id
    for start, end in notes:
        number = _NOTE.match(text, start, end)
        own = [place for place in described or () if start <= place[0] < end]
        found = [_described(text, place, (start, end), known.by_id[(described or {})[place]]) for place in own]
        found += apart([*_titled(text, start, end, titles), *_ibid(text, start, end)], found)
        found = sorted([*found, *_again(text, (start, end), found, known, noted)], key=lambda mention: mention.start)
        if not found:
            found = list(_by_author(text, start, end, cited))
        yield from found
        for mention in found:
            if mention.entry:
                cited.append(known.by_id[mention.entry])
                noted[mention.entry].append(int(number["number"]) if number else 0)


def _again(
    text: str, note: tuple[int, int], found: Sequence[Mention], known: ListedWorks, noted: Mapping[str, Sequence[int]]
) -> Iterator[Mention]:
    """Yield "Okafor, op. cit., 44": the work of these authors in the note that is named, or else the one cited last.

    Without such a work before it, the mention means no entry.
    """
    for match in _AGAIN.finditer(text, *note):
        if any(mention.start < match.end() and mention.end > match.start() for mention in found):
            continue
        names = tuple(_PARTING.split(match["names"].removesuffix(" et al.")))
        works = [work for work in known.of_author(names[0]) if work.id in noted and _is_by(work, names)]
        named = [work for work in works if match["note"] and int(match["note"]) in noted[work.id]]
        work = max(named or works, key=lambda work: noted[work.id][-1], default=None)
        yield Mention(
            start=match.start(), end=match.end("what"), group=note, style="note", mode="note", authors=names,
            names=work.names if work else names, entry=work.id if work else None,
            locator=match["page"].replace("–", "-") if match["page"] else None, locator_label="page" if match["page"] else None,
        )  # fmt: skip


def _described(text: str, place: tuple[int, int], note: tuple[int, int], work: ListedWork) -> Mention:
    """Return the citation of a work that the note describes at ``place``, with the page behind it."""
    start, end = place
    page = _PAGE_BEHIND.match(text, end, note[1])
    return Mention(
        start=start, end=page.end() if page else end, group=note, style="note", mode="note", authors=work.names, names=work.names, entry=work.id,
        locator=page["page"].replace("–", "-") if page else None, locator_label="page" if page else None,
    )  # fmt: skip


def _is_by(work: ListedWork, names: Sequence[str]) -> bool:
    """Return whether ``names`` are the authors of ``work``, or the first of them."""
    return len(work.names) >= len(names) > 0 and all(map(compare, names, work.names))


def _titled(text: str, start: int, end: int, titles: ListedTitles) -> Iterator[Mention]:
    """Yield the citations of a note that give a title."""
    done = start
    for titled in titles.find(text, start, end):
        if titled.start < done:
            continue
        low = titled.start - (text[titled.start - 1 : titled.start] in _QUOTES and titled.start > start)
        people = _PEOPLE.search(text, max(done, titled.start - 200), titled.start)
        work = _of_people(titled, text[people.start() : people.end()] if people else "")
        if work is None:
            continue
        names = _names_in(work, people[0]) if people else ()
        if people and (names or not work.names):  # a note that names no author may be cited by him
            low = people.start()
        elif not _stands_alone(text, low, titled):
            continue
        closing = _CLOSING.match(text, titled.end)
        after = closing.end() if closing else titled.end
        stop = _END.search(text, after, end)
        done = stop.start() if stop else end
        if closing and text[closing.end() : closing.end() + 1] in {"", "."} and closing.end() < done:
            done = closing.end()
        page = _PAGE.search(text, after - 2, done)
        yield Mention(
            start=low, end=done, group=(start, end), style="note", mode="note", authors=names, names=work.names, entry=work.id,
            locator=page["page"].replace("–", "-") if page else None, locator_label="page" if page else None,
        )  # fmt: skip


def _of_people(titled: Titled, people: str) -> ListedWork | None:
    """Return the work of the title whose authors stand before it; without authors the title alone must tell."""
    fitting = [work for work in titled.works if _names_in(work, people)]
    if fitting:
        return fitting[0]
    return titled.works[0] if len(titled.works) == 1 or titled.is_whole else None


def _names_in(work: ListedWork, people: str) -> tuple[str, ...]:
    """Return the authors of ``work`` that ``people`` names, as written there."""
    words = re.findall(r"[^\W\d_][\w’'-]*", people)
    return tuple(word for name in work.names for word in words if compare(word, name.split()[-1]) and len(word) > 1)


def _stands_alone(text: str, start: int, titled: Titled) -> bool:
    """Return whether a title without authors is a citation: in quotation marks, or at the head of what it says."""
    if text[start : start + 1] in _QUOTES:
        return titled.is_whole or titled.words >= 4
    before = text[max(start - 12, 0) : start].rstrip()
    return titled.is_whole and (before[-1:] in ".;)" or before[-3:].casefold() in {"see", "e.g", ". i", " in"})


def _ibid(text: str, start: int, end: int) -> Iterator[Mention]:
    """Yield the "ibid." of a note."""
    for match in _IBID.finditer(text, start, end):
        page = match["page"]
        yield Mention(
            start=match.start(), end=match.end("word"), group=(start, end),
            style="note", mode="ibid", locator=page.replace("–", "-") if page else None, locator_label="page" if page else None,
        )  # fmt: skip


def _by_author(text: str, start: int, end: int, cited: Sequence[ListedWork]) -> Iterator[Mention]:
    """Yield "Okafor, 44": the work of that author which was cited last."""
    for match in _BARE.finditer(text, start, end):
        names = tuple(_PARTING.split(match["names"].removesuffix(" et al.")))
        work = next((work for work in reversed(cited) if _is_by(work, names)), None)
        if work:
            yield Mention(
                start=match.start(), end=match.end(), group=(start, end), style="note", mode="note", authors=names, names=work.names,
                entry=work.id, locator=match["page"].replace("–", "-"), locator_label="page",
            )  # fmt: skip

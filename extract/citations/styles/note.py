"""Citations in notes: "Ada Okafor, “Ports under Pressure,” Harbours 3 (2018): 44", "Okafor, “Ports,” 44", "Okafor (n 12)", "Ibid."."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.citations.listed_titles import ENOUGH_WORDS
from extract.citations.styles.cited_again import (
    NAMES,
    TITLE_AGAIN,
    Again,
    after_prefix,
    agrees,
    any_of,
    find_again,
    locator_behind,
    names_of,
)
from extract.citations.styles.described_works import (
    CLOSING,
    QUOTES,
    end_of_description,
    leads_to_title,
    pages_at_end,
    start_of_names,
)
from extract.citations.styles.locators import Locator, read_open
from extract.citations.styles.mention import Mention, apart
from extract.citations.styles.years import PREFIX_WORDS
from extract.names import compare, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extract.citations.listed_titles import ListedTitles, Titled
    from extract.citations.listed_works import ListedWork
    from extract.citations.styles.note_calls import NoteCalls

MAX_PREFIX = 90
"""Characters before a citation in its note that may introduce it."""

NAMING = 0.6
"""Share of the words of a short title that the listed title must have."""

_NOTE = re.compile(r"(?:^|\n)[ \t]*\[?(?P<number>\d{1,3})[.)\]]?[ \t]+(?=\S)")
_INITIAL = re.compile(r"[^\W\d_a-z]\.")
_AUTHORLESS = re.compile(r"(?:op|ob|art|trab|ouvr|obra|cit)\b", re.IGNORECASE)
"""Works whose author the text names where it calls the note, and the note does not: "Op. cit., p. 65"."""

_NUMBER = re.compile(r"[ \t]*\[?(?P<number>\d{1,3})[.)\]]?[ \t]+")
_PAGE_BEHIND = re.compile(
    r"[,:]\s(?:(?:here|hier|at|esp\.|bes\.):?\s)?(?:(?:pp?\.|S\.|p[áa]gs?\.|pages?|Seiten?)\s?)?(?P<page>[A-Z]?\d{1,5}(?:\s?[-–]\s?\d{1,5})?(?:ff?\.)?)(?!\w)"
)
"""A page behind the description of a work: ", pp. 31-46", ", hier S. 292"."""

_SHORT = re.compile(rf"(?<![\w.]){NAMES}(?P<mark>[,:])\s(?P<title>[“\"‘«„‚]?[^;.()\[\]\n“”\"„«»]{{0,100}})")
"""Authors and a short title or a page: "Müller, Staat, S. 12", "Okafor, 44"."""

_PAGE_ONLY = re.compile(r"(?:pp?\.\s?|S\.\s?|p[áa]gs?\.\s?|at\s)?\d{1,4}(?:\s?[-–]\s?\d{1,4})?(?:\s?ff?\.?)?")
_WORD = re.compile(r"[^\W\d_]{3,}")
_NAME_BEFORE = re.compile(r"[^\W\d_a-z][\w’'-]{1,40},\s{0,2}\Z")
_CLAUSE = re.compile(r"[.;:]\s+|\n\s*\n")
_SUFFIX = re.compile(
    rf"(?:,\s|\s[(\[])(?P<words>[^;.()\[\]\n]{{0,60}}?{any_of('suffix')}[^;.,()\[\]\n]{{0,40}})(?=[;.,)\]\n]|$)"
)
_UNREAD = re.compile(
    r"[“„«\"][^”“»\"]{4,}[”“»\"]|\b(?:1[5-9]|20)\d\d\b|\bpp?\.\s?\d|\bS\.\s?\d|,\s\d{1,4}(?:[–-]\d{1,4})?\s*(?:[.;]|$)"
)
"""What shows that a note cites something, whether or not it could be read."""


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
    calls: NoteCalls, titles: ListedTitles, described: Mapping[tuple[int, int], str] | None = None
) -> Iterator[Mention]:
    """Yield the works that notes cite: by title, with or without authors, by author and page, as "op. cit." or "ibid.".

    ``calls`` are the notes of a text, with whom it names where it calls them; ``described`` are the places where notes describe
    works that no list holds, with their ids.
    """
    reader = _NoteReader(calls, titles, described or {})
    for start, end in calls.notes:
        yield from reader.read(start, end)


class _NoteReader:
    """Reads the notes of a text one after the other, and keeps in mind what they cited."""

    def __init__(self, calls: NoteCalls, titles: ListedTitles, described: Mapping[tuple[int, int], str]) -> None:
        self.calls = calls
        self.text = calls.text
        self.known = calls.known
        self.titles = titles
        self.described = described
        self.cited: list[ListedWork] = []
        self.noted: dict[int, list[ListedWork]] = defaultdict(list)
        """The works of each note, by its number."""

        self.unread = False
        """Whether the note before cites something that could not be read."""

    def read(self, start: int, end: int) -> list[Mention]:
        """Return the citations of one note, from left to right."""
        number = _NUMBER.match(self.text, start, end)
        body = number.end() if number else start
        note = (start, end)
        found = [
            self._mention(
                place, note, self.known.by_id[entry], _page_behind(self.text, place[1], end), self.known.by_id[entry].names
            )
            for place, entry in self.described.items()
            if start <= place[0] < end
        ]
        found += apart(self._titled(body, note), found)
        for again in find_again(self.text, body, end):
            found += apart(self._again(again, note, body), found)
        found += apart(self._short(body, note, found), found)
        found = [self._with_words(mention, body, end) for mention in sorted(found, key=lambda mention: mention.start)]
        if self.unread and found and found[0].mode == "ibid":
            found[0] = replace(found[0], doubt="ibid. after a note that cites what is not listed")
        for mention in found:
            if mention.entry:
                self.cited.append(self.known.by_id[mention.entry])
                self.noted[int(number["number"]) if number else 0].append(self.known.by_id[mention.entry])
        if found or _UNREAD.search(self.text, body, end):
            self.unread = not found
        return found

    def _mention(
        self,
        place: tuple[int, int],
        note: tuple[int, int],
        work: ListedWork | None,
        locator: Locator | None,
        authors: Sequence[str] = (),
    ) -> Mention:
        """Return the citation of ``work`` at ``place``; of None a work that is not listed."""
        return Mention(
            start=place[0], end=place[1], group=note, style="note", mode="note", authors=tuple(authors),
            names=work.names if work else tuple(authors), entry=work.id if work else None,
            locator=locator.text if locator else None, locator_label=locator.label if locator else None,
        )  # fmt: skip

    def _titled(self, body: int, note: tuple[int, int]) -> Iterator[Mention]:
        """Yield the citations of a note that give a title."""
        text, done = self.text, body
        for titled in self.titles.find(text, body, note[1]):
            if titled.start < done:
                continue
            low = titled.start
            while low > done and (text[low - 1] in QUOTES or (text[low - 1].isspace() and text[low - 2] in QUOTES)):
                low -= 1
            people = (max(done, low - 240), low)
            called = self._called(note, body, low) if len(titled.works) > 1 else []
            work = self._meant(titled, text[people[0] : people[1]], called)
            names = _names_in(work, text[people[0] : people[1]])
            names = names if names and leads_to_title(text, *people, names[-1]) else ()
            start = start_of_names(text, *people, names) if names else low
            if not names and not self._stands_alone(low, titled, body):
                continue
            closing = CLOSING.match(text, titled.end)
            after = closing.end() if closing else titled.end
            again = TITLE_AGAIN.match(text, after, note[1])
            locator = locator_behind(text, again.end() if again else after, note[1])
            done = again.end() if again else after
            if locator:
                done = locator.end if locator.label == "page" else done
            elif not again:
                done = end_of_description(text, start, titled.end, note[1], work.year)
                locator = pages_at_end(text, after, done, work.pages)
            yield self._mention((start, max(done, after)), note, work, locator, names)

    def _meant(self, titled: Titled, people: str, called: Sequence[ListedWork]) -> ListedWork:
        """Return the work of a title whose authors stand before it or at the call, the one cited before, or that of just this title."""
        fitting = [work for work in titled.works if _names_in(work, people)]
        fitting = fitting or [work for work in titled.works if work in called] or list(titled.works)
        whole = [work for work in fitting if len(fold(work.title).split()) == titled.words] or fitting
        return next((work for work in reversed(self.cited) if work in whole), whole[0])

    def _stands_alone(self, low: int, titled: Titled, body: int) -> bool:
        """Return whether a title without authors is a citation: in quotation marks, or at the head of what it says."""
        text = self.text
        if titled.words < ENOUGH_WORDS and _NAME_BEFORE.search(text, max(body, low - MAX_PREFIX), low):
            return False  # "Bello and Okafor, “Ports,” 43" is no work of another's with that title
        if text[low : low + 1] in QUOTES:
            return titled.is_whole or titled.words >= 4
        head = max(body, max((match.end() for match in _CLAUSE.finditer(text, max(body, low - MAX_PREFIX), low)), default=body))
        is_head = low - head <= MAX_PREFIX and PREFIX_WORDS.fullmatch(text[head:low].strip("( "))
        return bool(is_head) and (titled.is_whole or titled.words >= 3)

    def _called(self, note: tuple[int, int], body: int, start: int) -> list[ListedWork]:
        """Return the works of whom the text names where it calls a note, for what heads the note."""
        before = self.text[body:start].strip("( ")
        return self.calls.named(note)[1] if not before or PREFIX_WORDS.fullmatch(before) else []

    def _again(self, again: Again, note: tuple[int, int], body: int) -> list[Mention]:
        """Return the citation of a work by its authors, by the note that cited it, or by "ibid."."""
        place = (again.start, again.end)
        if again.is_ibid:
            is_authorless = _AUTHORLESS.match(self.text, again.start) is not None
            called = self._called(note, body, again.start) if is_authorless else []
            work = next((work for work in reversed(self.cited) if work in called), called[0] if len(called) == 1 else None)
            mention = self._mention(place, note, work, again.locator)
            doubt = "op. cit. names no author" if is_authorless else None
            return [mention if work else replace(mention, mode="ibid", doubt=doubt)]
        there = list(dict.fromkeys(self.noted.get(again.note or 0, ())))
        if not again.names:
            called = self._called(note, body, again.start) if len(there) > 1 else []
            there = [work for work in there if work in called] or there
            if not there:
                return []
            mention = self._mention(place, note, there[0] if len(there) == 1 else None, again.locator)
            return [replace(mention, among=tuple(work.id for work in there))] if len(there) > 1 else [mention]
        works, names, title = self._named(again.names)
        if title and len(works) > 1:
            works = [work for work in [self._of_words(works, title)] if work]
        alike = [work for work in works if agrees(work, len(names), again.written)] or works
        named = [work for work in there if work in alike] or [work for work in there if work in works]
        if len(named) > 1:
            mention = self._mention(place, note, None, again.locator, names)
            return [replace(mention, among=tuple(work.id for work in named))]
        cited = [work for work in reversed(self.cited) if work in works] if again.note is None else []
        before = [work for work in cited if work in alike] or cited
        work = next(iter(named or before), works[0] if len(works) == 1 and (title or again.note is not None) else None)
        return [self._mention(place, note, work, again.locator, names)]

    def _named(self, words: Sequence[str]) -> tuple[list[ListedWork], tuple[str, ...], str]:
        """Return the works by the first of ``words``, as many as are names, with these names and the title that follows them."""
        for count in range(len(words), 0, -1):
            works = self._works_by(words[:count])
            if works:
                return works, tuple(words[:count]), " ".join(words[count:])
        return [], tuple(words), ""

    def _works_by(self, names: Sequence[str]) -> list[ListedWork]:
        """Return the listed works of ``names``, the first of which may be given with first names."""
        for first in dict.fromkeys((names[0], names[0].split()[-1])):
            works = [work for work in self.known.of_author(first) if _is_by(work, (first, *names[1:]))]
            if works:
                return works
        return [work for work in self.known.of_author(names[0]) if not work.names]

    def _short(self, body: int, note: tuple[int, int], found: Sequence[Mention]) -> Iterator[Mention]:
        """Yield "Müller, Staat, S. 12" and "Okafor, 44": authors with part of a title, or with nothing but a page."""
        text = self.text
        for match in _SHORT.finditer(text, body, note[1]):
            if any(mention.start < match.end() and mention.end > match.start() for mention in found):
                continue
            start = after_prefix(text, match.start("names"), match.end("names"))
            works, names, _ = self._named(names_of(text[start : match.end("names")]))
            if not works:
                continue
            mark = text.find(",", text.find(names[-1], start) + len(names[-1]), match.start("title"))
            mark = mark if mark >= 0 else match.start("mark")
            title = text[mark + 1 : match.end()].strip().split(",")[0]
            if _PAGE_ONLY.match(title):
                locator = read_open(text, mark, note[1])
                before = [work for work in reversed(self.cited) if work in works]
                work = next(iter(before), works[0] if len(works) == 1 else None)
                if locator and work:
                    yield self._mention((start, locator.end), note, work, locator, names)
                continue
            work = self._of_words(works, title) if title[:1].isupper() or title[:1] in QUOTES else None
            if work is None:
                continue
            after = text.find(title, mark) + len(title)
            closing = CLOSING.match(text, after)
            after = closing.end() if closing else after
            again = TITLE_AGAIN.match(text, after, note[1])
            locator = locator_behind(text, again.end() if again else after, note[1])
            yield self._mention(
                (start, locator.end if locator else again.end() if again else after), note, work, locator, names
            )

    def _of_words(self, works: Sequence[ListedWork], title: str) -> ListedWork | None:
        """Return the one of ``works`` that has most words of a short title, if it has enough of them."""
        words = [fold(word) for word in _WORD.findall(title)]
        if not words:
            return None
        shares = {work: sum(word in fold(work.title).split() for word in words) / len(words) for work in works}
        best = max(works, key=lambda work: (shares[work], work in self.cited))
        return best if shares[best] >= NAMING else None

    def _with_words(self, mention: Mention, body: int, end: int) -> Mention:
        """Return ``mention`` with the words that introduce it, and those behind it that say something of it."""
        text = self.text
        low = max(body, mention.start - MAX_PREFIX)
        low = max((match.end() for match in _CLAUSE.finditer(text, low, mention.start) if match[0][0] == ";"), default=low)
        prefix = _last_prefix(text[low : mention.start].strip(' \n(,:;“"‘«„‚').split())
        suffix = _SUFFIX.match(text, mention.end, end)
        return replace(mention, prefix=prefix, suffix=" ".join(suffix["words"].split()) if suffix else None)


def _last_prefix(words: Sequence[str]) -> str | None:
    """Return the last of ``words``, as many as lead to a citation: "see" of "On tolls, see"."""
    first = len(words)
    while first and PREFIX_WORDS.fullmatch(words[first - 1]) and not _INITIAL.match(words[first - 1]):
        first -= 1
    return " ".join(words[first:]) or None


def _page_behind(text: str, start: int, end: int) -> Locator | None:
    """Return the page behind the description of a work."""
    page = _PAGE_BEHIND.match(text, start, end)
    return Locator(page["page"].replace("–", "-"), "page", page.end()) if page else None


def _is_by(work: ListedWork, names: Sequence[str]) -> bool:
    """Return whether ``names`` are the authors of ``work``, or the first of them."""
    return len(work.names) >= len(names) > 0 and all(map(compare, names, work.names))


def _names_in(work: ListedWork, people: str) -> tuple[str, ...]:
    """Return the authors of ``work`` that ``people`` names, as written there."""
    words = re.findall(r"[^\W\d_](?:[^\W_]|[’'‐-](?=\w))*", people)
    return tuple(word for name in work.names for word in words if compare(word, name.split()[-1]) and len(word) > 1)

"""The command `lookup`: asks the index, and prints works, the places that cite them, and tables of works.

It stands apart from the other commands so that a question is answered without loading what reading sources needs.
"""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract import lookup
from extract.commands.found_lines import lines_of_work, table_of_cited_together, table_of_works
from extract.commands.places import Places
from extract.display import number, print_lines, say
from extract.errors import UsageError
from extract.lookup import STYLES
from extract.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from extract.lookup import FoundWork
    from extract.models import Model

NOTHING_FOUND = 1
ROWS = 20
"""Rows of a table if no other number is asked for."""

WORKS = 10
"""Works that are shown with their places; of more there is a table."""

MOST_OTHERS = 4
"""Works that a message names, and the one that is taken."""

NARROWEST, WIDEST = 40, 100
"""Columns of a terminal to which lines are folded."""

COUNT = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be shown of what is found."""

    together_with: str = ""
    is_ranked: bool = False
    source: str | None = None
    cite: str | None = None
    context: int = 0
    limit: int | None = None
    by_section: bool = False
    as_json: bool = False


def answer(query: str, wish: Wish, annotations: Path, corpus: Path | None) -> int:
    """Print what ``query`` and ``wish`` ask for, and return the exit status: 1 if nothing was found.

    Raises:
        UsageError: nothing is asked for, or there is no such style or source.

    """
    if wish.cite is not None and wish.cite not in STYLES:
        message = f"no citation style {wish.cite!r}; choose from {', '.join(STYLES)}"
        raise UsageError(message)
    if not (query.strip() or wish.is_ranked or wish.together_with.strip()):
        message = 'nothing to look up; give an author, a year, words of a title, a key or a DOI, such as "Martin 1992a"'
        raise UsageError(message)
    with Store(annotations) as store:
        consultation = _Consultation(store, Places(store, annotations, corpus), wish)
        asked = query.strip()
        if wish.is_ranked and not wish.together_with.strip():
            return consultation.most_cited(asked)
        if wish.is_ranked and COUNT.fullmatch(asked):
            return consultation.cited_together(int(asked))
        return consultation.works(asked) if asked else consultation.cited_together(wish.limit or ROWS)


class _Consultation:
    """One question to one store."""

    def __init__(self, store: Store, places: Places, wish: Wish) -> None:
        self._store = store
        self._places = places
        self._wish = wish
        self._source = lookup.source_of(store, wish.source).id if wish.source else None
        columns = shutil.get_terminal_size().columns
        self._width = min(max(columns, NARROWEST), WIDEST) if sys.stdout.isatty() else None

    def works(self, query: str) -> int:
        """Print the works that are named, each with its places; of many, a table."""
        wish = self._wish
        other = self._one(wish.together_with) if wish.together_with.strip() else None
        if wish.together_with.strip() and other is None:
            return NOTHING_FOUND
        named = self._find(query)
        if not wish.as_json and not wish.limit and len(named) > WORKS:
            say(f"{len(named)} works fit {query!r}: name one more closely, or take its key.")
            print_lines(table_of_works(named, self._width))
            return 0
        found = lookup.find_works(self._store, query, limit=wish.limit, lines=self._places.lines).works
        shown = [self._print_work(work, other) for work in found]
        if len(named) > len(found):
            say(f"{len(found)} of {number(len(named), 'work')} shown; --limit shows more")
        return 0 if any(shown) else NOTHING_FOUND

    def _print_work(self, work: FoundWork, other: FoundWork | None) -> bool:
        """Print one work; return whether it is cited where it was asked for, or anywhere if nothing more was asked."""
        wish = self._wish
        places = list(
            lookup.find_places(
                self._store,
                work,
                context=wish.context,
                source=self._source,
                together_with=other.key if other else None,
                cite=wish.cite,
                limit=wish.limit,
                lines=self._places.lines,
            )
        )
        if not places and (other or self._source):
            beside = f" in a paragraph that cites {other.key}" if other else ""
            here = f" in {wish.source}" if self._source else ""
            say(f"{work.key} is not cited{beside}{here}.")
            return False
        if wish.as_json:
            _print_json([work, *places])
        else:
            print_lines(lines_of_work(work, places, by_section=wish.by_section, width=self._width))
        if wish.limit and len(places) == wish.limit < work.citations:
            say(f"{work.key}: {wish.limit} of {number(work.citations, 'citation')} shown")
        return True

    def most_cited(self, query: str) -> int:
        """Print the works that most places cite; a small number is how many, other words say of which works."""
        limit = self._wish.limit or ROWS
        if COUNT.fullmatch(query):
            limit, query = int(query), ""
        keys = {work.key for work in self._find(query)} if query else None
        found = lookup.most_cited(self._store, limit, keys=keys, source=self._source)
        if self._wish.as_json:
            _print_json(found)
        elif found:
            print_lines(table_of_works(found, self._width))
        elif keys is None or keys:
            say("None of these works is cited." if keys else "No work is cited here.")
        return 0 if found else NOTHING_FOUND

    def cited_together(self, limit: int) -> int:
        """Print the works that are cited beside one."""
        work = self._one(self._wish.together_with)
        found = lookup.cited_together(self._store, work.key, limit, source=self._source) if work else []
        if self._wish.as_json:
            _print_json(found)
        elif found and work:
            say(f"Cited with {work.short} ({work.key}), in the same bracket or note, sentence, paragraph:")
            print_lines(table_of_cited_together(found, self._width))
        elif work:
            say(f"No other work is cited in the paragraphs that cite {work.short} ({work.key}).")
        return 0 if found else NOTHING_FOUND

    def _find(self, query: str) -> tuple[FoundWork, ...]:
        """Return the works that are named, without entries; say what was read as something else, or why there are none."""
        answer = lookup.find_works(self._store, query, with_entries=False)
        for asked, listed in dict.fromkeys((word.asked, word.listed) for work in answer.works for word in work.read_as):
            say(f"No {asked!r} is listed; showing {listed!r}.")
        for work in answer.works:
            if work.left_out:
                say(f"{work.key} holds nothing like {', '.join(map(repr, work.left_out))}.")
        if not answer.works:
            near = f"; with another year there is {', '.join(answer.near)}" if answer.near else ""
            say(f"No work fits {query!r}{near}. Try the author alone, or `pincite check --kind missing_reference`.")
        return answer.works

    def _one(self, query: str) -> FoundWork | None:
        """Return the best of the works that are named, and say which others there are."""
        found = self._find(query)
        if len(found) > 1:
            others = [work.key for work in found[1:MOST_OTHERS]]
            say(f"{query!r} is taken as {found[0].key}; it may be {', '.join(others)} too.")
        return found[0] if found else None


def _print_json(found: Iterable[Model]) -> None:
    """Print what was found as JSON Lines."""
    sys.stdout.writelines(each.model_dump_json() + "\n" for each in found)

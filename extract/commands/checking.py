"""The command that lists what a person should look at, one problem a line, each at a place that editors open."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from extract.commands.places import Places
from extract.display import counted, number, print_lines, print_records, say, visible
from extract.errors import UsageError
from extract.lookup import source_of
from extract.models import Problem
from extract.problems import KINDS
from extract.store import Store

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from extract.models import Anchor
    from extract.where import Where

FAILED_CHECK = 1
NAMED = 12
"""Lines of one source that are named for a problem that stands on many."""


def check(wanted: Mapping[str, Collection[str]], annotations: Path, corpus: Path | None, *, strict: bool, as_json: bool) -> int:
    """Print the problems of a run: those of the "kind" and of the "source" that are ``wanted``, or all."""
    kinds = wanted.get("kind", ())
    for kind in kinds:
        if kind not in KINDS:
            message = f"no kind of problem {kind!r}; choose from {', '.join(KINDS)}"
            raise UsageError(message)
    with Store(annotations) as store:
        chosen = {source_of(store, name).id for name in wanted.get("source", ())}
        places = Places(store, annotations, corpus)
        problems = [record for record in store.of_type("problem") if isinstance(record, Problem)]
        same: dict[str, list[Problem]] = defaultdict(list)
        for problem in problems:
            if not kinds or problem.kind in kinds:
                same[problem.same_as or problem.id].append(problem)
        found = sorted(
            (each for group in same.values() if (each := pointed(group, store, places, chosen))), key=lambda each: each.order
        )
        if as_json:
            print_records(each.problem.model_copy(update={"places": each.names}) for each in found)
        else:
            print_lines(visible(line(each, place_of(store, places, each.problem.suggested))) for each in found)
    say(summary(each.problem for each in found))
    return FAILED_CHECK if strict and found else 0


class Pointed(NamedTuple):
    """A problem with all its places, the first of them that which is told."""

    problem: Problem
    path: str
    wheres: tuple[Where, ...]
    """Where it stands; nowhere, if the file itself is the problem."""

    names: tuple[str, ...]

    @property
    def order(self) -> tuple[str, int, str]:
        """By file and place."""
        return self.path, self.wheres[0].start if self.wheres else 0, self.problem.id


def pointed(same: Sequence[Problem], store: Store, places: Places, chosen: Collection[str]) -> Pointed | None:
    """Return problems that are the same as one, told where it stands first in the ``chosen`` sources; none if it does not."""
    if chosen and not any(problem.source in chosen for problem in same):
        return None
    head = next((problem for problem in same if problem.same_as is None), same[0])
    ranked = sorted(same, key=lambda each: (each.source not in chosen, each.source != head.source, each.source or ""))
    wheres = tuple(places.where(anchor) for problem in ranked if (anchor := exact(problem)))
    if not wheres:
        path = head.path or min(store.source(head.source or "").paths)
        return Pointed(head, path, (), (opened(places.corpus, path),))
    return Pointed(head, wheres[0].path, wheres, tuple(pointer(where, places.corpus) for where in wheres))


def exact(problem: Problem) -> Anchor | None:
    """Return where a problem stands, as exactly as is known."""
    return problem.anchor and problem.anchor.model_copy(update={"spans": problem.item_spans or problem.anchor.spans})


def opened(corpus: Path, path: str) -> str:
    """Return a path as an editor finds it from the working folder, if the file is there."""
    file = corpus / path
    return os.path.relpath(file) if file.exists() else path


def pointer(where: Where, corpus: Path) -> str:
    """Return ``file:line:column``, of a PDF ``file:page`` (its pages counted from 1), and else ``file@offset``."""
    path = opened(corpus, where.path)
    if where.page_of_file is not None:
        return f"{path}:{where.page_of_file}"
    if where.line:
        return f"{path}:{where.line}:{where.column}"
    return f"{path}@{where.start}" + (f" ({where.part})" if where.part else "")


def line(found: Pointed, suggested: str) -> str:
    """Return a problem on one line, with what to write instead and where else it stands."""
    problem = found.problem
    where = found.wheres[0] if found.wheres else None
    page = f" (p. {where.page})" if where and where.page and where.page != str(where.page_of_file) else ""
    words = [f"{found.names[0]}: {problem.kind}: {problem.message}{page}"]
    if problem.suggestion:
        words.append(f" → {problem.suggestion}" + (f" [{suggested}]" if suggested else ""))
    return "".join([*words, *(f"; {each}" for each in elsewhere(found))])


def elsewhere(found: Pointed) -> Iterator[str]:
    """Yield where else a problem stands, source by source: "4 times: lines 3, 9, 12, 40", "also b.txt:12:7"."""
    for source, group in groupby(zip(found.wheres, found.names, strict=False), key=lambda each: each[0].source):
        here, names = zip(*group, strict=True)
        is_own = source == found.wheres[0].source
        if len(here) == 1:
            yield from () if is_own else (f"also {names[0]}",)
            continue
        noun, numbers = "offset", [str(where.start) for where in here]
        if here[0].page_of_file is not None:
            noun, numbers = "page", [str(where.page_of_file) for where in here]
        elif here[0].line:
            noun, numbers = "line", [str(where.line) for where in here]
        shown = list(dict.fromkeys(numbers))
        more = f" and {len(shown) - NAMED} more" if len(shown) > NAMED else ""
        name = "" if is_own else f"also {here[0].path}, "
        yield f"{name}{len(here)} times: {noun if len(shown) == 1 else noun + 's'} {', '.join(shown[:NAMED])}{more}"


def place_of(store: Store, places: Places, record_id: str | None) -> str:
    """Return where the record stands that a suggestion names."""
    record = store.get(record_id) if record_id else None
    anchor = getattr(record, "anchor", None)
    return pointer(places.where(anchor), places.corpus) if anchor else ""


def summary(problems: Iterable[Problem]) -> str:
    """Return how many problems of each kind there are.

    >>> summary([Problem(id="p/1", kind="empty_file", message="a.txt is empty")])
    '1 problem: 1 empty_file'
    """
    counts = Counter(str(problem.kind) for problem in problems)
    return number(counts.total(), "problem") + (f": {counted(counts)}" if counts else "")

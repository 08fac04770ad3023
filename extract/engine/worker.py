"""What runs in a worker of a cluster: a batch of items, each in a guarded child of that worker.

A worker has a child for each of its threads at work. Children end when they have nothing to do for a minute, when the run is
over, and with their worker, whatever ends it.
"""

from __future__ import annotations

import pickle
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, Timer
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.engine.guard import Guard
from extract.errors import PinciteError
from extract.sums import digest, program_sum, python, version_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.read_options import Limits

REST = 60.0
"""Seconds for which a child waits for more to do."""


class UnfitError(PinciteError):
    """This worker would give other results, or none."""


class Facts(NamedTuple):
    """What all machines of a run must have in common, so that results are the same wherever they are made."""

    python: str
    program: str
    packages: tuple[tuple[str, str | None], ...]
    files: tuple[tuple[str, str | None], ...]
    """Some of the sources, as paths, with the sums of what is there."""


def facts(packages: Iterable[str], paths: Iterable[str]) -> Facts:
    """Return what there is here, with the versions of ``packages`` and the sums of the files at ``paths``."""
    return Facts(
        python(),
        program_sum(),
        tuple((name, version_of(name)) for name in packages),
        tuple((path, digest(Path(path))) for path in paths),
    )


def misfit(ours: Facts, theirs: Facts) -> str | None:
    """Return in words why a machine with ``theirs`` cannot work for one with ``ours``, and what to do; None when it can.

    >>> ours = Facts("3.12", "5f1c", (("numpy", "2.4.6"),), (("/corpus/a.txt", "77ab"),))
    >>> misfit(ours, ours._replace(python="3.11"))
    'it runs Python 3.11, and here it is 3.12; give both the same environment'
    >>> misfit(ours, ours._replace(files=(("/corpus/a.txt", None),)))
    'it cannot read /corpus/a.txt; share that folder with it under the same path'
    """
    if theirs.python != ours.python:
        return f"it runs Python {theirs.python}, and here it is {ours.python}; give both the same environment"
    for (name, have), (_, need) in zip(theirs.packages, ours.packages, strict=True):
        if have != need:
            there = f"{name} {have}" if have else f"no {name}"
            here = f"it is {name} {need}" if need else f"there is no {name}"
            return f"it has {there}, and here {here}; give both the same environment"
    if theirs.program != ours.program:
        return "its Pincite has other files than the one here; install the same there, and start it anew"
    for (path, seen), (_, known) in zip(theirs.files, ours.files, strict=True):
        if seen is None:
            return f"it cannot read {path}; share that folder with it under the same path"
        if seen != known:
            return f"its {path} is another file than the one here; share that folder with it under the same path"
    return None


class Terms(NamedTuple):
    """What a worker is told of a run: its name, what it needs, and how steps are done."""

    run: str
    needed: Facts
    limits: Limits
    steps: str
    """The module that children import before there is anything to do."""


class Done(NamedTuple):
    """What became of a batch: a result or fault for each item, and the seconds that it took."""

    results: list[Any]
    seconds: float


def work(terms: Terms, batch: bytes) -> bytes:
    """Do the step on each item of ``batch`` (step and items, pickled) and return what is `Done`, pickled.

    Raises:
        UnfitError: this worker is not what the run needs.

    """
    part = _part_in(terms)
    if part.misfit:
        raise UnfitError(part.misfit)
    began = monotonic()
    step, items = pickle.loads(batch)  # noqa: S301 - from whoever runs this cluster
    with part.guard() as guard:
        results = list(guard(step, items))
    return pickle.dumps(Done(results, monotonic() - began), pickle.HIGHEST_PROTOCOL)


def stop(run: str) -> None:
    """End all children that work for a run, or wait to."""
    with _lock:
        part = _parts.pop(run, None)
    if part:
        part.close()


class Part:
    """The part that this worker has in one run: why it can have none, or else its guards, each for one batch at a time."""

    def __init__(self, terms: Terms) -> None:
        """See whether this worker is as the run needs it."""
        self._terms = terms
        needed = terms.needed
        self.misfit = misfit(needed, facts((name for name, _ in needed.packages), (path for path, _ in needed.files)))
        self._lock = Lock()
        self._busy: set[Guard] = set()
        self._resting: list[tuple[Guard, Timer]] = []

    @contextmanager
    def guard(self) -> Iterator[Guard]:
        """Give a guard with one child."""
        with self._lock:
            guard, timer = self._resting.pop() if self._resting else (self._new_guard(), None)
            self._busy.add(guard)
        if timer:
            timer.cancel()
        try:
            yield guard
        finally:
            with self._lock:
                if guard in self._busy:  # else all are being closed
                    self._busy.remove(guard)
                    self._rest(guard)

    def _new_guard(self) -> Guard:
        return Guard(1, self._terms.limits, self._terms.steps)

    def _rest(self, guard: Guard) -> None:
        timer = Timer(REST, self._end, [guard])
        timer.daemon = True
        timer.start()
        self._resting.append((guard, timer))

    def _end(self, guard: Guard) -> None:
        """Close a guard that has rested, unless it has just been taken."""
        with self._lock:
            is_resting = any(other is guard for other, _ in self._resting)
            self._resting = [(other, timer) for other, timer in self._resting if other is not guard]
        if is_resting:
            guard.close()

    def close(self) -> None:
        """End all children at once, whatever they are doing."""
        with self._lock:
            guards = [*self._busy, *(guard for guard, _ in self._resting)]
            for _, timer in self._resting:
                timer.cancel()
            self._busy.clear()
            self._resting.clear()
        for guard in guards:
            guard.close()


_lock = Lock()
_parts: dict[str, Part] = {}


def _part_in(terms: Terms) -> Part:
    with _lock:
        if terms.run not in _parts:
            _parts[terms.run] = Part(terms)
        return _parts[terms.run]

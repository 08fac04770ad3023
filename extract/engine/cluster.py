"""The workers of a Dask cluster as an ``Each``: Dask places tasks, moves data, and does again what is lost with a worker."""

from __future__ import annotations

import pickle
import uuid
from collections import deque
from concurrent.futures import CancelledError, Future, wait
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeVar, cast

import dask

from extract.engine.crew import ANSWER, LOOK
from extract.engine.each import AHEAD
from extract.engine.guard import STEPS
from extract.engine.pace import Pace
from extract.engine.worker import Done, Terms, stop, work
from extract.errors import EngineError, PinciteError, UnreadableSourceError

from distributed.scheduler import KilledWorker  # isort: skip  # Dask's logs are set before this

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

    from extract.engine.crew import Crew
    from extract.read_options import Limits

T = TypeVar("T")
R = TypeVar("R")

TRIES = 5
"""How often a batch is handed out when workers cannot begin with it."""

NOT_BEGUN = (PinciteError, ImportError, AttributeError, TypeError, OSError)
"""Faults of a worker: it has no Pincite, or another, or can start no child. Those of items are results."""

LARGE = {"distributed.admin.large-graph-warning-threshold": "1 GiB"}
"""A task brings its items along, so that it can be done again wherever it is lost; Dask would warn of 10 MB."""


class Batch(NamedTuple):
    """Some items in the hands of the cluster."""

    message: bytes
    """The step and the items, pickled."""
    size: int
    """How many items there are."""
    future: Future[bytes]
    is_last_try: bool = False
    """Workers died before that had this item at hand, by itself or beside another of which they died."""


class Cluster:
    """An ``Each`` over the workers of a Dask cluster, with the results that a `Guard` gives.

    Each worker does the steps in guarded children of its own. What a worker had at hand when it died is done by another.
    """

    def __init__(self, crew: Crew, limits: Limits, steps: str = STEPS) -> None:
        """Work with the workers of ``crew``, which is closed with this. Their children import the module ``steps``."""
        self._crew = crew
        self._terms = Terms(uuid.uuid4().hex, crew.needed, limits, steps)
        self._executor = self._crew.client.get_executor(pure=False)

    def __call__(self, step: Callable[[T], R], items: Iterable[T], /) -> Iterator[R | UnreadableSourceError]:
        """Yield ``step(item)``, or its fault, for each item."""
        begun: deque[Batch] = deque()
        pace = Pace()
        try:
            for batch in pace.batches(items):
                begun.append(self._begin(step, batch))
                while len(begun) > AHEAD * self._crew.threads:
                    yield from self._end(begun.popleft(), pace)
            while begun:
                yield from self._end(begun.popleft(), pace)
        finally:
            for rest in begun:
                rest.future.cancel()

    def _begin(self, step: Callable[[T], R], items: list[T]) -> Batch:
        message = pickle.dumps((step, items), pickle.HIGHEST_PROTOCOL)
        return Batch(message, len(items), self._hand_out(message))

    def _hand_out(self, message: bytes) -> Future[bytes]:
        with dask.config.set(LARGE):
            future: Future[bytes] = self._executor.submit(work, self._terms, message, **self._crew.where)
        return future

    def _end(self, batch: Batch, pace: Pace) -> list[Any]:
        """Return the results of a batch; hand it out again when a worker could not begin with it."""
        fault: Exception | None = None
        for _ in range(TRIES):
            try:
                done = cast("Done", pickle.loads(self._wait(batch.future)))  # noqa: S301 - from the workers that the user chose
            except KilledWorker as killed:
                return self._one_by_one(batch, pace, killed)
            except CancelledError as error:
                raise self._crew.gone() from error
            except EngineError:
                raise
            except NOT_BEGUN as error:
                fault = error
                self._crew.examine_all()
                batch = batch._replace(future=self._hand_out(batch.message))
            else:
                pace.note(done.seconds, batch.size)
                return done.results
        message = f"no worker can begin: {fault}"
        raise EngineError(message) from fault

    def _wait(self, future: Future[bytes]) -> bytes:
        """Return what becomes of a task, and see meanwhile which workers there are."""
        self._crew.look()
        while not wait([future], timeout=LOOK).done:
            self._crew.look()
        return future.result()

    def _one_by_one(self, batch: Batch, pace: Pace, killed: KilledWorker) -> list[Any]:
        """Return the results of a batch with which several workers died; what they die of alone, once more, is a fault."""
        if batch.is_last_try:
            times = killed.allowed_failures + 1
            return [UnreadableSourceError(f"{times} workers died one after the other that had it at hand; please report this")]
        step, items = pickle.loads(batch.message)  # noqa: S301 - we have pickled it ourselves
        alone = (self._begin(step, [item])._replace(is_last_try=True) for item in items)
        return [result for one in alone for result in self._end(one, pace)]

    def close(self) -> None:
        """End what is at work for this run, and leave the cluster to others."""
        client = self._crew.client
        if client.status == "running":
            with suppress(OSError):  # a worker or the scheduler has just gone
                client.run(stop, self._terms.run, on_error="ignore", callback_timeout=ANSWER)
        client.close(timeout=ANSWER)

    def __enter__(self) -> Self:
        """Return the cluster."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Leave the cluster."""
        self.close()

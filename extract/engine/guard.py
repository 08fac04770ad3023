"""Guarded children on this machine: one step on one source at a time in each, within limits."""

from __future__ import annotations

import atexit
import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache
from io import BufferedReader
from threading import Lock, Timer
from time import monotonic
from typing import IO, TYPE_CHECKING, Self, TypeVar, cast

from extract.child import Answer, Pages, allowed, receive, send
from extract.engine.each import AHEAD
from extract.errors import LimitError, PinciteError, UnreadableSourceError
from extract.read_options import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from io import FileIO
    from types import TracebackType

T = TypeVar("T")
R = TypeVar("R")

START = "import sys; sys.path[:] = {path!r}; from extract.child import main; main()"
"""What a child runs: with our own search path, so that it finds what we find, whatever folder we are in."""

PATIENCE = 4 if os.name == "posix" else 1
"""How many times the seconds that a child may work its parent waits: it may sleep, or the machine may have others to serve."""

STEPS = "extract.run"
"""The module whose import brings all steps."""

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""For libraries that would start threads for each core in each child."""


class NotBegunError(PinciteError):
    """A child process ended before it began to work."""


class Guard:
    """An ``Each`` over child processes, each with one item at a time, within limits of time and memory.

    A child that passes a limit or crashes is the fault of the item that it has at hand; another child takes its place.
    Steps are functions of modules; what they take and give is pickled. Close the guard, or use it as a context.

    >>> with Guard(1) as each:
    ...     list(each(len, ["a", "bc", "def"]))
    [1, 2, 3]
    """

    def __init__(self, jobs: int = 0, limits: Limits | None = None, steps: str = STEPS) -> None:
        """Start the first child; there will be ``jobs`` at most (0: one for each core).

        Children import the module ``steps`` while there is nothing else to do.
        """
        self._workers = jobs or cores()
        self._limits = limits or Limits()
        self._steps = steps
        self._process = os.getpid()
        self._lock = Lock()
        self._children: set[Child] = set()
        self._is_closing = False
        self._threads = self._new_threads()
        self._idle = [self._start()]

    def __call__(self, step: Callable[[T], R], items: Iterable[T], /) -> Iterator[R | UnreadableSourceError]:
        """Yield ``step(item)``, or its fault, for each item."""
        begun: deque[Future[R | UnreadableSourceError]] = deque()
        try:
            for item in items:
                begun.append(self._threads.submit(self._try, step, item))
                if len(begun) > AHEAD * self._workers:
                    yield begun.popleft().result()
            while begun:
                yield begun.popleft().result()
        except BaseException:  # nobody waits for the rest any more
            self.close()
            raise

    def call(self, step: Callable[[T], R], item: T) -> R:
        """Return ``step(item)``.

        Raises:
            UnreadableSourceError: the step failed.

        """
        (result,) = self(step, [item])
        if isinstance(result, UnreadableSourceError):
            raise result
        return result

    def _try(self, step: Callable[[T], R], item: T) -> R | UnreadableSourceError:
        """Return what a child gives; when it has ended before it could begin, what another gives."""
        with suppress(NotBegunError):
            return self._answer(step, item)
        return self._answer(step, item)

    def _answer(self, step: Callable[[T], R], item: T) -> R | UnreadableSourceError:
        child = self._idle.pop() if self._idle else self._start()
        try:
            return child.answer(self._limits, step, item)
        finally:
            if child.is_alive:
                self._idle.append(child)
            else:
                self._forget(child)

    def _new_threads(self) -> ThreadPoolExecutor:
        """Return the threads that wait for children, one for each; they start when there is something to wait for."""
        return ThreadPoolExecutor(self._workers, initializer=_hear_no_broken_pipes)

    def _start(self) -> Child:
        with self._lock:  # one at a time: on Windows a child would else inherit the pipes of another
            if self._is_closing:
                message = "the guard is being closed"
                raise RuntimeError(message)
            child = Child(self._steps)
            self._children.add(child)
            return child

    def _forget(self, child: Child) -> None:
        with self._lock:
            self._children.discard(child)
        child.close()

    def close(self) -> None:
        """End all children at once, whatever they are doing. If the guard is used again, it starts others."""
        if os.getpid() != self._process:  # a fork, to which the children do not belong
            return
        with self._lock:
            self._is_closing = True
            for child in self._children:
                child.kill()
        self._threads.shutdown(cancel_futures=True)
        for child in self._children:
            child.close()
        self._children.clear()
        self._idle.clear()
        self._threads = self._new_threads()
        self._is_closing = False

    def __enter__(self) -> Self:
        """Return the guard."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End all children."""
        self.close()


@cache
def shared_guard(limits: Limits, jobs: int = 0) -> Guard:
    """Return the guard of this process for these limits; it is closed at the end."""
    guard = Guard(jobs, limits)
    atexit.register(guard.close)
    return guard


@contextmanager
def guarded(limits: Limits, jobs: int = 0) -> Iterator[Guard]:
    """Give the guard of this process; a fault, or an interruption, ends its children at once. Else they wait for more."""
    guard = shared_guard(limits, jobs)
    try:
        yield guard
    except BaseException:
        guard.close()
        raise


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=shared_guard.cache_clear)  # the pipes are those of the process that opened them


class Child:
    """A child process that does one step after the other (see ``child.py``)."""

    def __init__(self, steps: str) -> None:
        """Start it; this returns at once, while the child imports the module ``steps``."""
        self.is_alive = True
        self._lock = Lock()
        self._watch: Timer | None = None
        self._is_waited_for = False
        self._is_late = False
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own program
            [sys.executable, "-c", START.format(path=sys.path), steps],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={**os.environ, **ONE_THREAD},
        )
        self._asked = cast("IO[bytes]", self._process.stdin)
        self._answers = BufferedReader(cast("FileIO", self._process.stdout))

    def answer(self, limits: Limits, step: Callable[[T], R], item: T) -> R | UnreadableSourceError:
        """Return ``step(item)``, or the fault that it ends with; this child may not be alive after that.

        Raises:
            NotBegunError: the child has ended, or cannot begin.

        """
        job = pickle.dumps((limits, step, item), pickle.HIGHEST_PROTOCOL)
        began = 0.0
        with self._lock:
            self._is_waited_for = True
        try:
            for message in self._ask(job):
                if isinstance(message, Answer):
                    self.is_alive = not message.is_last
                    return cast("R | UnreadableSourceError", message.result)
                began = began or monotonic()
                if limits.seconds:
                    self._end_in(began + PATIENCE * allowed(limits, item, message.done) - monotonic())
        finally:
            with self._lock:
                self._is_waited_for = False
                self.is_alive = self.is_alive and not self._is_late
            if self._watch:
                self._watch.cancel()
        self.is_alive = False
        status = self._process.wait()
        if not began:
            fault = f"a child process ended at once (status {status}); see why with: {sys.executable} -c 'import {STEPS}'"
            raise NotBegunError(fault)
        if self._is_late or (os.name == "posix" and status == -signal.SIGPROF):
            time = f"{limits.seconds:g} s of processor time, and more for many pages"
            return LimitError(f"it takes longer than it may ({time}); raise --max-seconds if it is worth that")
        return UnreadableSourceError(f"the process that read it {_ending(status)}; please report this")

    def _ask(self, job: bytes) -> Iterator[Pages | Answer]:
        """Hand over a job, and yield what comes back until the child ends."""
        with suppress(OSError):  # the pipe is broken: the child has ended
            send(self._asked, job)
        while (message := receive(self._answers)) is not None:
            yield pickle.loads(message)  # noqa: S301 - from our own child

    def _end_in(self, seconds: float) -> None:
        """End this child after so many seconds, unless it has answered or this is called again before."""
        if self._watch:
            self._watch.cancel()
        self._watch = Timer(max(seconds, 0), self._late)
        self._watch.daemon = True
        self._watch.start()

    def _late(self) -> None:
        with self._lock:
            if self._is_waited_for:
                self._is_late = True
                self._process.kill()

    def kill(self) -> None:
        """End this child at once."""
        self._process.kill()

    def close(self) -> None:
        """End this child, and forget its pipes."""
        self._process.kill()
        self._process.wait()
        self._asked.close()
        self._answers.close()


def _ending(status: int) -> str:
    """Return in words how a process ended that did not end as it should."""
    if status >= 0 or os.name != "posix":
        return f"ended of itself (status {status})"
    if -status == signal.SIGKILL:
        return "was killed, as a system does that is short of memory"
    return f"crashed ({signal.Signals(-status).name})"


def _hear_no_broken_pipes() -> None:
    """Let this thread get an error for writing to a child that has died; the command line lets the signal end it."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPIPE})


def cores() -> int:
    """Return the number of processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

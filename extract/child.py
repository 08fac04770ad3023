"""What runs in a child process: one step on one source at a time, within limits that the system keeps.

Messages are pickles, each after its length. Parent and child are the same program: nothing foreign is ever unpickled.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
import threading
import time
import traceback
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from extract.errors import LimitError, PinciteError, UnreadableSourceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.read_options import Limits

if sys.platform != "win32":
    import resource

LENGTH = struct.Struct(">Q")
MEGABYTE = 1_000_000
SECONDS_A_PAGE = 0.25
"""What each page that is done adds to the time limit; a page takes about a hundredth of a second."""
BYTES_A_SECOND = 100_000
"""Of a source (the ``size`` of a packed reading), for which a step may take a second more; it takes about a tenth of that."""
BEAT = 0.1
"""Seconds between two messages about pages that are done."""
MAX_JOBS = 20_000
"""After so many jobs a child makes room for a new one."""
MAX_GROWTH = 300 * MEGABYTE
"""So much may a child keep of the memory that its jobs took."""
LONGEST = 200
"""Characters of a fault that are worth repeating."""
HERE = Path(__file__).parent


class Pages(NamedTuple):
    """The job goes on, and so many pages of its source are done; the first of these says that it has begun."""

    done: int


class Answer(NamedTuple):
    """What a step gave, or the fault that it ended with, and whether this process ends now."""

    result: object
    is_last: bool


def send(stream: IO[bytes], message: bytes) -> None:
    """Write one message."""
    for part in (LENGTH.pack(len(message)), message):
        rest = memoryview(part)
        while rest:  # a pipe takes as much as it has room for
            rest = rest[stream.write(rest) :]
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Return the next message, still pickled, or None when the other side has gone."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    message = stream.read(length)
    return message if len(message) == length else None


def allowed(limits: Limits, item: object, pages: int = 0) -> float:
    """Return the seconds of processor time that a step may take on ``item`` after ``pages`` of it are done.

    Processor time, so that what a file gives does not depend on what else the machine has to do. What has a ``size`` was read before, and is trusted more than a file.

    >>> from extract.packed import Packed
    >>> from extract.read_options import Limits
    >>> allowed(Limits(seconds=15), "a file", 100), round(allowed(Limits(seconds=15), Packed("x" * 1_000_000)))
    (40.0, 40)
    """
    size: int | None = getattr(item, "size", None)
    if size is None:
        return limits.seconds + pages * SECONDS_A_PAGE
    return 2 * limits.seconds + size / BYTES_A_SECOND


def page_done() -> None:
    """Tell whoever waits for this source that one more page is done, which gives the rest more time. Readers call it.

    Outside a child it does nothing.
    """
    if _job:
        _job.page_done()


class Job:
    """One step on one source, as it goes on."""

    def __init__(self, limits: Limits, step: Callable[[Any], object], item: object, answers: IO[bytes]) -> None:
        """Begin the job."""
        self._limits = limits
        self._step = step
        self._item = item
        self._answers = answers
        self._pages = 0
        self._told = time.monotonic()
        send(answers, pickle.dumps(Pages(0)))

    def page_done(self) -> None:
        """Count a page, which gives more time, and tell the parent now and then."""
        self._pages += 1
        self._give_time(SECONDS_A_PAGE)
        if time.monotonic() - self._told > BEAT:
            self._told = time.monotonic()
            send(self._answers, pickle.dumps(Pages(self._pages)))

    def answer(self, *, is_last: bool) -> bytes:
        """Return what the step gives or the fault that it ends with, pickled, and whether this process ends with it."""
        self._give_time(allowed(self._limits, self._item))
        self._limit_memory()
        try:
            return pickle.dumps(Answer(self._step(self._item), is_last or is_grown()), pickle.HIGHEST_PROTOCOL)
        except PinciteError as error:
            fault: PinciteError = error
        except MemoryError:
            fault = LimitError(f"reading it takes more than {self._limits.memory} MB of memory; raise --max-memory")
            is_last = True
        except BaseException as error:  # noqa: BLE001 - whatever a file can bring about is the fault of that file alone
            fault = UnreadableSourceError(unexpected(error))
        finally:
            self._lift_limits()
        return pickle.dumps(Answer(fault, is_last or is_grown()))

    if sys.platform == "win32":  # where the parent alone watches, and over the time only

        def _give_time(self, seconds: float) -> None: ...

        def _limit_memory(self) -> None: ...

        def _lift_limits(self) -> None: ...

    else:

        def _give_time(self, seconds: float) -> None:
            """Let this process work for so many seconds more before the system ends it, whatever it is doing."""
            if self._limits.seconds:
                left, _ = signal.getitimer(signal.ITIMER_PROF)
                signal.setitimer(signal.ITIMER_PROF, left + seconds)

        def _limit_memory(self) -> None:
            """Let the memory that is mapped grow by what the limit leaves."""
            if self._limits.memory and sys.platform == "linux":
                mapped, resident = memory()
                _limit(resource.RLIMIT_AS, mapped + max(self._limits.memory * MEGABYTE - resident, 0))

        def _lift_limits(self) -> None:
            signal.setitimer(signal.ITIMER_PROF, 0)
            _limit(resource.RLIMIT_AS, resource.RLIM_INFINITY)


if sys.platform != "win32":

    def _limit(kind: int, most: int) -> None:
        """Set the limit that may be lifted again; it never passes the one that may not."""
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def memory() -> tuple[int, int]:
    """Return the bytes that this process has mapped and those that it holds; where the system does not say, zeros."""
    if sys.platform != "linux":
        return 0, 0
    mapped, resident, *_ = Path("/proc/self/statm").read_text("ascii").split()
    page = resource.getpagesize()
    return int(mapped) * page, int(resident) * page


def unexpected(error: BaseException) -> str:
    """Return what to say of an exception that nobody foresaw: its kind, its words, and where in the program it arose."""
    try:
        words = " ".join(str(error).split())[:LONGEST]
    except Exception:  # noqa: BLE001 - even the words of a foreign exception may fail
        words = ""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(str(HERE)) and frame.filename != __file__]
    where = f" at {Path(ours[-1].filename).relative_to(HERE).as_posix()}:{ours[-1].lineno}" if ours else ""
    return f"Pincite failed on it ({type(error).__name__}{where}{': ' if words else ''}{words}); please report this"


_job: Job | None = None
_at_first = 0
"""Bytes that this process held before its first job."""


def is_grown() -> bool:
    """Tell whether this process holds much more memory than at first."""
    return memory()[1] > _at_first + MAX_GROWTH


def main() -> None:
    """Take jobs from standard input and answer on standard output until the parent has gone.

    The modules that the jobs will need are named on the command line.
    """
    global _job, _at_first  # noqa: PLW0603 - a process has one job at a time, and readers tell of it without being handed it
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it too, and ends us
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)  # what a library prints is no answer
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (MEGABYTE, MEGABYTE))  # enough to keep a module that is compiled
    jobs: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(asked, jobs), daemon=True).start()
    for name in sys.argv[1:]:
        import_module(name)
    _at_first = memory()[1]
    for left in reversed(range(MAX_JOBS)):
        message = jobs.get()
        limits, step, item = pickle.loads(message)  # noqa: S301 - from our own parent
        _job = Job(limits, step, item, answers)
        del message, item
        send(answers, _job.answer(is_last=not left))
        _job = None


def _listen(asked: IO[bytes], jobs: SimpleQueue[bytes]) -> None:
    """Queue what the parent asks; end this process when it has gone, whatever is at work then."""
    while message := receive(asked):
        jobs.put(message)
    os._exit(0)

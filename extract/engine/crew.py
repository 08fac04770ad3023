"""The scheduler of a cluster, and those of its workers that can do the work of this run."""

from __future__ import annotations

import asyncio
import json
import warnings
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import dask

from extract.engine.worker import facts, misfit
from extract.errors import EngineError, UsageError
from extract.sums import libraries

QUIET = dict.fromkeys(("distributed", "distributed.client", "tornado", "tornado.application"), "critical")
"""Dask tells what we tell in our own words; a user's own settings of Dask's logs are heeded."""

with dask.config.set(logging=dask.config.get("logging", QUIET)):
    from distributed import Client, Security
    from distributed.comm.core import connect as reach

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from extract.engine.worker import Facts

SCHEMES = {"dask": "tcp", "tcp": "tcp", "tls": "tls"}
PORT = 8786
"""On which a scheduler listens unless it is told another."""
ANSWER = 10
"""Seconds in which a scheduler must answer when we greet it."""
LONGEST = 60
"""Seconds that a scheduler or a worker may take to answer when it has other things to do."""
PATIENCE = 300
"""Seconds for which a run waits for a worker when there is none."""
LOOK = 2
"""Seconds between two looks at which workers there are."""
ALSO = ("distributed", "pincite")
"""Packages to compare besides those on which results depend."""


class Crew:
    """The workers of a cluster that have our Python, our Pincite, our packages and our files.

    Workers may come and go; each is looked at before it gets work. One that is not fit gets none, and the user is told why.
    """

    def __init__(
        self,
        engine: str,
        files: Iterable[Path] = (),
        say: Callable[[str], None] = lambda _line: None,
        patience: float = PATIENCE,
    ) -> None:
        """Connect to the scheduler at ``engine``, and look at its workers.

        Raises:
            UsageError: that is no address.
            EngineError: no scheduler answers, it cannot understand us, or no worker is fit.

        """
        self._engine = engine
        self._say = say
        self._patience = patience
        self._looked = 0.0
        self._unfit: dict[str, str] = {}
        self._told: set[str] = set()
        self.needed = facts(sorted({*libraries(), *ALSO}), [str(file.absolute()) for file in files])
        self.fit: dict[str, int] = {}
        self.client = connect(engine)
        self._address = self.client.scheduler_info()["address"]
        try:
            self._check_scheduler()
            self.look(is_due=True)
        except BaseException:
            self.client.close()
            raise

    @property
    def threads(self) -> int:
        """How many batches can be at work at the same time."""
        return sum(self.fit.values())

    @property
    def where(self) -> dict[str, Any]:
        """Which workers a task may go to, in words of Dask: to any, as long as all are fit."""
        return {"workers": list(self.fit), "allow_other_workers": True} if self._unfit else {}

    def look(self, *, is_due: bool = False) -> None:
        """See which workers there are now, unless we looked just before, and wait for one when there is none.

        Raises:
            EngineError: the scheduler has gone, or there was no fit worker for too long.

        """
        if not is_due and monotonic() - self._looked < LOOK:
            return
        is_start = not self._looked
        is_told, until = False, monotonic() + self._patience
        while not self._count():
            if is_start and self._unfit:
                message = f"no worker of {self._engine} can do this: {'; '.join(_told(self._unfit))}"
                raise EngineError(message)
            if monotonic() > until:
                message = f"{self._engine} had no worker for {self._patience:g} s; start some (dask worker {self._address}) and run this again"
                raise EngineError(message)
            if not is_told:
                is_told = True
                self._say(f"{self._engine} has no worker; waiting {self._patience:g} s for one (dask worker {self._address})")
            sleep(LOOK / 10)
        for line in _told({worker: reason for worker, reason in self._unfit.items() if worker not in self._told}):
            self._say(f"nothing to do for {line}")
        self._told = set(self._unfit)
        self._looked = monotonic()

    def _count(self) -> int:
        """See which workers there are, and return how many are fit."""
        try:
            threads = self.client.nthreads(callback_timeout=LONGEST)
            self._unfit = {address: reason for address, reason in self._unfit.items() if address in threads}
            if new := [address for address in threads if address not in self.fit and address not in self._unfit]:
                self._examine(new)
        except OSError as error:
            raise self.gone() from error
        self.fit = {address: number for address, number in threads.items() if address not in self._unfit}
        return len(self.fit)

    def examine_all(self) -> None:
        """Look at all workers anew: one of them could not begin."""
        self.fit = {}
        self.look(is_due=True)

    def _examine(self, workers: list[str]) -> None:
        """Keep which of ``workers`` are not fit, and why."""
        packages, files = ([name for name, _ in pairs] for pairs in (self.needed.packages, self.needed.files))
        found: Mapping[str, Facts | Exception]
        try:
            found = self.client.run(facts, packages, files, workers=workers, on_error="return", callback_timeout=LONGEST)
        except TimeoutError:
            if len(workers) > 1:  # one of them, but which?
                for worker in workers:
                    self._examine([worker])
                return
            found = {}
            self._unfit[workers[0]] = f"it did not answer within {LONGEST} s; start it anew"
        for address, theirs in found.items():
            if isinstance(theirs, OSError):  # it has gone
                continue
            reason = _unlike(theirs) if isinstance(theirs, Exception) else misfit(self.needed, theirs)
            if reason:
                self._unfit[address] = reason

    def _check_scheduler(self) -> None:
        """See whether the scheduler can read what we send it.

        Raises:
            EngineError: it cannot.

        """
        try:
            theirs = self.client.run_on_scheduler(facts, [name for name, _ in self.needed.packages], [])
            reason = misfit(self.needed._replace(files=()), theirs)
        except OSError as error:
            raise self.gone() from error
        except (ImportError, AttributeError, TypeError) as error:
            reason = _unlike(error)
        if reason:
            message = f"the scheduler of {self._engine} cannot do this: {reason}"
            raise EngineError(message)

    def gone(self) -> EngineError:
        """Return what to raise when the scheduler is no longer there."""
        return EngineError(f"the scheduler of {self._engine} has gone; start it and its workers anew and run this again")


def _told(reasons: Mapping[str, str]) -> list[str]:
    """Return each reason once, with the workers that it holds for.

    >>> _told({"tcp://a:1": "it has no numpy", "tcp://b:1": "it has no numpy"})
    ['tcp://a:1 and 1 more: it has no numpy']
    """
    alike: dict[str, list[str]] = defaultdict(list)
    for worker, reason in reasons.items():
        alike[reason].append(worker)
    rest = (f" and {len(workers) - 1} more" if len(workers) > 1 else "" for workers in alike.values())
    return [f"{workers[0]}{more}: {reason}" for (reason, workers), more in zip(alike.items(), rest, strict=True)]


def _unlike(error: Exception) -> str:
    """Return in words why a machine does not even understand the question."""
    if "No module named 'extract'" in str(error):  # it comes as it is, or in words only
        return "it has no Pincite; install there what is installed here"
    return f"its Pincite is another than the one here ({error}); install the same there, and start it anew"


def connect(engine: str) -> Client:
    """Return a client of the scheduler at ``engine``.

    ``dask://host:port`` and ``tcp://host:port`` are the same; ``tls://host:port`` takes its certificates from the settings
    of Dask; ``dask:///path/scheduler.json`` is a file that the scheduler has written.

    Raises:
        UsageError: that is no address, or there are no certificates.
        EngineError: no scheduler answers.

    """
    address = address_of(engine)
    security = Security()
    if address.startswith("tls:") and not security.get_connection_args("client").get("ssl_context"):
        message = f"{engine} needs certificates; name them in the settings of Dask (distributed.comm.tls.ca-file, .client.cert, .client.key)"
        raise UsageError(message)
    try:
        with ThreadPoolExecutor(1) as thread:  # which has no event loop yet, as a notebook has
            thread.submit(asyncio.run, _greet(address, security)).result()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of versions that differ: we compare them ourselves
            return Client(address, timeout=ANSWER, security=security, set_as_default=False)
    except (OSError, ValueError) as error:  # ValueError: what answers does not speak as a scheduler does
        message = f"no Dask scheduler answers at {engine} within {ANSWER} s; start one there (dask scheduler), or look at host, port and firewall"
        raise EngineError(message) from error


async def _greet(address: str, security: Security) -> None:
    """See whether a scheduler answers; a client would wait for ever for one that is something else."""
    async with asyncio.timeout(ANSWER):
        comm = await reach(address, timeout=ANSWER, **security.get_connection_args("client"))
        await comm.close()


def address_of(engine: str) -> str:
    """Return the address of a scheduler as Dask writes it.

    Raises:
        UsageError: ``engine`` is none.

    >>> address_of("dask://cluster.example.org"), address_of("tls://[::1]:8790")
    ('tcp://cluster.example.org:8786', 'tls://[::1]:8790')
    """
    try:
        parts = urlsplit(engine)
        port = parts.port or PORT
    except ValueError:  # the port is no number
        parts, port = urlsplit(""), 0
    if parts.scheme == "dask" and parts.path and not parts.netloc:
        return _address_in(Path(parts.path))
    if not parts.hostname or parts.scheme not in SCHEMES or parts.path not in {"", "/"}:
        message = f"no engine {engine!r}; write local, dask://host:port, tls://host:port or dask:///path/scheduler.json"
        raise UsageError(message)
    host = parts.netloc.removesuffix(f":{port}")
    return f"{SCHEMES[parts.scheme]}://{host}:{port}"


def _address_in(file: Path) -> str:
    """Return the address that a scheduler has written into a file."""
    try:
        return str(json.loads(file.read_text("utf-8"))["address"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{file}: no address of a scheduler there; start one with: dask scheduler --scheduler-file {file}"
        raise UsageError(message) from error

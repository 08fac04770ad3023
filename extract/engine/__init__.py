"""Where steps run: in guarded children on this machine, or in those of the workers of a Dask cluster."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from extract.engine.each import AHEAD, Each, followed
from extract.engine.guard import STEPS, Guard, NotBegunError, cores, guarded, shared_guard
from extract.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from extract.read_options import Limits

__all__ = [
    "AHEAD",
    "LOCAL",
    "STEPS",
    "Each",
    "Guard",
    "NotBegunError",
    "cores",
    "followed",
    "guarded",
    "shared_guard",
    "working",
]

LOCAL = "local"


@contextmanager
def working(
    engine: str, limits: Limits, jobs: int = 0, *, files: Iterable[Path] = (), say: Callable[[str], None] = lambda _line: None
) -> Iterator[Each]:
    """Give what does the steps of a run: ``local``, or ``dask://host:port`` for the cluster of the scheduler there.

    ``files`` are some that the workers must be able to read as they are here; ``say`` tells the user in a line what changes
    on the way, such as workers that cannot take part.

    Raises:
        UsageError: there is no such engine, or Dask is not installed.
        EngineError: the cluster does not answer, or none of its workers can do the work.

    """
    if engine == LOCAL:
        with guarded(limits, jobs) as guard:
            yield guard
        return
    try:
        from extract.engine.cluster import Cluster  # noqa: PLC0415 - most runs need no Dask
        from extract.engine.crew import Crew  # noqa: PLC0415 - the same
    except ModuleNotFoundError as missing:
        if missing.name not in {"dask", "distributed"}:
            raise
        message = f"--engine {engine} needs Dask; install it with: pip install 'pincite[dask]'"
        raise UsageError(message) from missing
    with Cluster(Crew(engine, files, say), limits) as cluster:
        yield cluster

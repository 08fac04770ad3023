"""What the last run over a corpus left: what it depended on, what it wrote, and its summary."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from extract.annotations import RUN, jsonl_files
from extract.lock import STATE
from extract.sums import digest
from extract.write import Written, write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

INPUTS = "inputs.json"


@dataclass(frozen=True)
class Past:
    """The last run into one folder."""

    state: Mapping[str, Any] = field(default_factory=dict)
    """What changes whenever its result might."""
    written: Mapping[str, Written] = field(default_factory=dict)
    """The files that it wrote, by name."""
    summary: Mapping[str, str] = field(default_factory=dict)
    """What it found, as `pincite extract` tells it."""

    @classmethod
    def of(cls, output: Path) -> Self:
        """Return the last run into ``output``; of what others have changed there since, nothing is known.

        What cannot be read of it counts as no run.
        """
        kept = output / STATE / INPUTS
        if not kept.is_file() or not (output / RUN).is_file():
            return cls()
        try:
            told = json.loads(kept.read_text("utf-8"))
            written = {name: Written(*each) for name, each in told["written"].items()}
            past = cls(told["state"], written, told["summary"])
        except (ValueError, KeyError, TypeError, AttributeError):  # half a file, or that of another version
            return cls()
        here = {path.relative_to(output).as_posix(): digest(path) for path in [*jsonl_files(output), output / RUN]}
        untouched = {name: each for name, each in past.written.items() if here.get(name) == each.sha256}
        return past if untouched.keys() == here.keys() == written.keys() else cls(written=untouched)

    def keep(self, output: Path) -> None:
        """Keep this run as the last."""
        told = {"state": self.state, "written": self.written, "summary": self.summary}
        write_whole(output / STATE / INPUTS, [json.dumps(told, indent=1, sort_keys=True) + "\n"])

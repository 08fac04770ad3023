"""Development data and its scorers: where they are, and how benchmarks read them.

The data are not part of the repository. ``--data`` (or ``PINCITE_DATA``) names their folder, ``--score`` that of the scorers.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("PINCITE_DATA", ROOT.parent / "shared" / "data"))
SCORE = ROOT.parent / "shared" / "score"


def options(description: str | None) -> argparse.ArgumentParser:
    """Return a parser that knows ``--data`` and ``--score``; ``description`` is a module's docstring."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the development data")
    parser.add_argument("--score", type=Path, default=SCORE, help="folder of the scorers")
    return parser


def load_scorer(folder: Path, name: str) -> ModuleType:
    """Return the scorer ``name`` as a module; without it the benchmark ends with a message."""
    path = folder / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.is_file():
        sys.exit(f"skipped: no scorer at {path}; name its folder with --score")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the records of a JSON Lines file; without it the benchmark ends with a message."""
    if not path.is_file():
        sys.exit(f"skipped: {path} is not there; name the folder of the development data with --data")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]

"""Sums over bytes: of a file, and of the program itself."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path

COMPILED = (".so", ".pyd")
"""Kernels that some machines have: they make the program faster and its results no other."""


def digest(file: Path) -> str | None:
    """Return the sha256 of a file; none for one that cannot be opened, which reading it will report."""
    try:
        if not file.is_file():
            return None
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return None


@cache
def program_sum() -> str:
    """Return one sum over the code and data of the package, so that another version never takes results for its own."""
    total = hashlib.sha256()
    stack: list[tuple[str, Traversable]] = [("", files("extract"))]
    while stack:
        name, item = stack.pop()
        if item.is_dir():
            parts = (part for part in item.iterdir() if part.name != "__pycache__" and not part.name.endswith(COMPILED))
            stack += sorted(((f"{name}/{part.name}", part) for part in parts), reverse=True)
        else:
            total.update(f"{name} {hashlib.sha256(item.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()

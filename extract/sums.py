"""Sums over bytes: of a file, and of the program itself; and the versions of what it runs on."""

from __future__ import annotations

import hashlib
import re
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path

COMPILED = (".so", ".pyd")
"""Kernels that some machines have: they make the program faster and its results no other."""

OPTIONAL = ("pypdfium2",)
"""Packages that Pincite can do without, and that change results."""
_NAME_END = re.compile(r"[^\w.-]")


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


def python() -> str:
    """Return the version of Python as far as results may depend on it."""
    return ".".join(map(str, sys.version_info[:2]))


def libraries() -> list[str]:
    """Return the names of the packages on which results may depend."""
    try:
        needed = [line for line in requires("pincite") or () if "extra ==" not in line]
    except PackageNotFoundError:  # we run from a copy of the sources
        needed = []
    return sorted({_NAME_END.split(line, maxsplit=1)[0] for line in needed} | set(OPTIONAL))


def version_of(package: str) -> str | None:
    """Return the version of a package; none for one that is not here."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


@cache
def result_sum() -> str:
    """Return one sum over all that results depend on besides what goes in: the program, its libraries, and Python."""
    versions = " ".join(f"{name}={version_of(name)}" for name in libraries())
    return hashlib.sha256(f"{program_sum()} {python()} {versions}".encode()).hexdigest()

"""Compiles the kernel, if there is a C compiler: when Pincite is installed, or by hand with ``python compiling.py``.

Only the standard library is needed here. The constants in C are those of the Python modules: they are read from there.
"""

from __future__ import annotations

import ast
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).resolve().parent
SOURCES = (
    "memory.c",
    "streams.c",
    "stretches.c",
    "edits.c",
    "gaps.c",
    "chains.c",
    "runs.c",
    "slides.c",
    "shared.c",
    "glance.c",
)
TWINS = ("shingles.py", "stretches.py", "gaps.py", "chains.py", "runs.py", "breaks.py", "slides.py")
OPTIONS = ("-std=c11", "-O3", "-fPIC", "-shared", "-fvisibility=default")

_LARGEST_INT = 2**31 - 1


def library_path() -> Path:
    """Return where the library for these sources stands, or would stand: another version has another name."""
    return FOLDER / f"kernel.{_digest()}.so"


def compile_kernel() -> Path | None:
    """Compile the library and return its path; nothing, if there is no compiler or it cannot do it."""
    compiler = _compiler()
    path = library_path()
    if path.exists() or compiler is None:
        return path if path.exists() else None
    for old in FOLDER.glob("kernel.*.so"):
        if old != path:
            old.unlink()
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        made = Path(folder) / path.name
        (Path(folder) / "constants.h").write_text(constants(), encoding="utf-8")
        command = [*compiler, *OPTIONS, f"-I{folder}", "-o", str(made), *(str(FOLDER / source) for source in SOURCES)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode != 0:
            print(f"The compiled kernel is left out: {shlex.join(command)}\n{done.stderr}", file=sys.stderr)
            return None
        made.replace(path)
    return path


def constants() -> str:
    """Return the constants of the Python modules as definitions in C, without the underscores before their names."""
    lines = [f"#define {name.lstrip('_')} {_in_c(value)}" for twin in TWINS for name, value in _literals(FOLDER.parent / twin)]
    return "\n".join([*lines, ""])


def _literals(path: Path) -> Iterator[tuple[str, int | str]]:
    """Yield the module's names in capitals that stand for a whole number or a text, also those of an enumeration."""
    yield from _assigned(ast.parse(path.read_text(encoding="utf-8")).body)


def _assigned(nodes: list[ast.stmt]) -> Iterator[tuple[str, int | str]]:
    for node in nodes:
        if isinstance(node, ast.ClassDef):
            yield from ((f"{node.name.upper()}_{name}", value) for name, value in _assigned(node.body))
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id.isupper():
            try:
                value = ast.literal_eval(node.value)
            except ValueError:
                continue  # not a literal
            if isinstance(value, int | str):
                yield node.targets[0].id, value


def _in_c(value: int | str) -> str:
    """Return a number as C writes it, a text as its code points."""
    if isinstance(value, str):
        return "{" + ", ".join(f"0x{ord(character):x}" for character in value) + "}"
    return f"({value})" if value <= _LARGEST_INT else f"UINT64_C(0x{value:x})"


def _digest() -> str:
    """Return a few letters that tell these sources, options and kind of machine from others."""
    files = [FOLDER / "kernel.h", *(FOLDER / source for source in SOURCES), *(FOLDER.parent / twin for twin in TWINS)]
    known = hashlib.sha256(" ".join((*OPTIONS, sysconfig.get_platform())).encode())
    for file in files:
        known.update(file.read_bytes() if file.exists() else b"")  # a packager may leave the sources out
    return known.hexdigest()[:16]


def _compiler() -> list[str] | None:
    """Return the command of the C compiler, as ``CC`` names it, or else the system's ``cc``."""
    command = shlex.split(os.environ.get("CC", "cc"))
    return command if command and shutil.which(command[0]) else None


if __name__ == "__main__":
    print(compile_kernel() or "no C compiler: the kernel is left out")

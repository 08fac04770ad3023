"""``pincite.toml`` in a corpus folder: what is always to be done with that corpus. So far it may name codebooks."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from extract.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = "pincite.toml"
CODEBOOK = "codebook"


def codebooks_of(folder: Path) -> list[Path]:
    """Return the codebooks that ``pincite.toml`` in ``folder`` names, beside which they stand: ``codebook = "frames.toml"``.

    Raises:
        UsageError: the file is not TOML, or says something else.

    """
    path = folder / SETTINGS
    if not path.is_file():
        return []
    try:
        told = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{path}: {error}; write it as TOML in UTF-8"
        raise UsageError(message) from error
    unknown = next((name for name in told if name != CODEBOOK), None)
    if unknown:
        message = f'{path}: {unknown!r} is no setting; so far it may only say {CODEBOOK} = "frames.toml"'
        raise UsageError(message)
    named = told.get(CODEBOOK, [])
    names = [named] if isinstance(named, str) else named
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        message = f'{path}: {CODEBOOK} is no file name; write {CODEBOOK} = "frames.toml", or a list of such names'
        raise UsageError(message)
    return [folder / name for name in names]

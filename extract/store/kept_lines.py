"""Where the lines of each text file begin, kept beside the index, so that no look-up reads a source for it."""

from __future__ import annotations

import sqlite3
import zlib
from array import array
from contextlib import closing
from typing import TYPE_CHECKING

from extract.lock import STATE
from extract.where import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from extract.packed import Packed

KEPT = "lines-1.sqlite"
TABLE = "create table if not exists lines (source text primary key, starts blob)"


class KeptLines:
    """Line starts of the sources of one annotations folder; what is lost of them is read anew."""

    def __init__(self, annotations: Path) -> None:
        """Take the folder of the annotations."""
        self._path = annotations / STATE / KEPT

    def of(self, source: str) -> Lines | None:
        """Return the lines of the source with that id, if they are kept."""
        if not self._path.is_file():
            return None
        try:
            with closing(sqlite3.connect(self._path)) as kept:
                row = kept.execute("select starts from lines where source = ?", (source,)).fetchone()
        except sqlite3.DatabaseError:  # damaged: it is made anew
            self._path.unlink(missing_ok=True)
            return None
        return Lines(array("Q", zlib.decompress(row[0]))) if row else None

    def keep(self, lines: Iterable[tuple[str, Packed[Lines]]]) -> None:
        """Keep the lines of sources, by their ids, which say what they hold: those that are kept stay as they are."""
        try:
            with closing(sqlite3.connect(self._path)) as kept, kept:
                kept.execute(TABLE)
                known = {source for (source,) in kept.execute("select source from lines")}
                starts = ((source, array("Q", each.open().starts)) for source, each in lines if source not in known)
                rows = ((source, zlib.compress(each.tobytes(), 1)) for source, each in starts)
                kept.executemany("insert or ignore into lines values (?, ?)", rows)
        except sqlite3.DatabaseError:  # a folder that may not be written to, a damaged file: they are read anew when asked for
            return

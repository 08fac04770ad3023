"""The places of a corpus as people name them: files with lines and columns, and pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.annotations import corpus_of, options_of
from extract.display import visible
from extract.errors import UnreadableSourceError
from extract.lookup.located import Located
from extract.models import Anchor
from extract.packed import Packed
from extract.store.kept_lines import KeptLines
from extract.sums import digest
from extract.where import Lines

if TYPE_CHECKING:
    from pathlib import Path

    from extract.models import Source
    from extract.store import Store
    from extract.where import Where


def unchanged(corpus: Path, source: Source) -> Path:
    """Return the file of a source as it was when it was read.

    Raises:
        UnreadableSourceError: it is not there, or has changed.

    """
    file = corpus / min(source.paths)
    if not file.is_file():
        message = f"{file}: the source is not there; name the folder of the sources with --corpus"
        raise UnreadableSourceError(message)
    if digest(file) != source.sha256:
        message = f"{file}: it has changed since it was read; run `pincite extract` again"
        raise UnreadableSourceError(message)
    return file


class Places:
    """Says where anchors stand; each source is read at most once."""

    def __init__(self, store: Store, annotations: Path, corpus: Path | None) -> None:
        """Take the annotations, and the folder of the sources if it has moved since."""
        self.corpus = corpus or corpus_of(annotations)
        self.options = options_of(annotations)
        self._kept = KeptLines(annotations)
        self._located = Located(store, self.lines)

    def of(self, anchor: Anchor, *, in_full: bool = False) -> str:
        """Return the place at which an anchor begins; ``in_full`` names the page of the file beside the printed one."""
        return visible(self._located(anchor).named(in_full=in_full))

    def where(self, anchor: Anchor) -> Where:
        """Return the place at which an anchor begins, as a record."""
        return self._located(anchor)

    def at(self, source: str, offset: int) -> str:
        """Return the place of a raw offset."""
        return self.of(Anchor(source=source, spans=((offset, offset + 1),), quote="", text=""))

    def lines(self, source: Source) -> Lines | None:
        """Return the lines of a text file; none of other formats, and of a file that is no longer there."""
        if source.encoding is None:
            return None
        return self._kept.of(source.id) or self._read(source)

    def _read(self, source: Source) -> Lines | None:
        """Return the lines of a source, read anew, and keep them if it is as it was."""
        from extract import run  # noqa: PLC0415 - it brings the readers, which a look-up seldom needs
        from extract.raw_source import raw_digest  # noqa: PLC0415 - the same

        if not (self.corpus / min(source.paths)).is_file():
            return None
        raw = run.raw_text(self.corpus, source, self.options)
        lines = Lines.of(raw)
        if raw_digest(raw) == source.raw_sha256:
            self._kept.keep([(source.id, Packed(lines))])
        return lines

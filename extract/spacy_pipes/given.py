"""What users give to a component, which goes with the pipeline to bytes and to disk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from extract.citations.listed_works import ListedWorks
from extract.codebooks import read_codebooks
from extract.lexicon.codebook import codebook_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from extract.lexicon.codebook import Codebook

FILE = "given.json"


class Given:
    """Something that is told by one text; spaCy asks for it, and gives it back, by these names."""

    told = ""

    def tell(self, told: str) -> None:
        """Take what another component of the kind was given."""
        self.told = told

    def to_bytes(self, *, exclude: Collection[str] = ()) -> bytes:  # noqa: ARG002  spaCy names what components share
        """Return what was given."""
        return self.told.encode()

    def from_bytes(self, data: bytes, *, exclude: Collection[str] = ()) -> Self:  # noqa: ARG002  the same
        """Take what ``to_bytes`` returned."""
        self.tell(data.decode())
        return self

    def to_disk(self, path: Path | str, *, exclude: Collection[str] = ()) -> None:
        """Write what was given in the folder ``path``."""
        Path(path).mkdir(exist_ok=True)
        Path(path, FILE).write_bytes(self.to_bytes(exclude=exclude))

    def from_disk(self, path: Path | str, *, exclude: Collection[str] = ()) -> Self:
        """Read what ``to_disk`` wrote."""
        return self.from_bytes(Path(path, FILE).read_bytes(), exclude=exclude)


class GivenWorks(Given):
    """Works that any doc may cite."""

    def __init__(self) -> None:
        """Begin without works."""
        self.works: list[Mapping[str, Any]] = []
        self.listed = ListedWorks(())

    def add_references(self, works: Iterable[Mapping[str, Any]]) -> None:
        """Add works: CSL-JSON items, each with an ``id``."""
        self.tell(json.dumps([*self.works, *works], ensure_ascii=False))

    def tell(self, told: str) -> None:
        """Take works as JSON."""
        self.told = told
        self.works = json.loads(told) if told else []
        self.listed = ListedWorks(self.works)


class GivenCodebook(Given):
    """A codebook of the user's own."""

    def add_codebook(self, *files: Path | str) -> None:
        """Take the codebooks in ``files`` (TOML or CSV) in place of any taken before; docs/codebooks.md says how to write one.

        Raises:
            UsageError: a file is not there, is no codebook, or says something that does not fit.

        """
        self.tell(read_codebooks(map(Path, files)).told)

    @property
    def codebook(self) -> Codebook:
        """What is looked for besides countries and organisations."""
        return codebook_of(self.told)

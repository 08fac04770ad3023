"""Gold records, read from JSON Lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from extract.errors import UsageError
from extract.models import Span  # noqa: TC001 - pydantic reads the types of fields when it runs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def _named_by(field: str) -> BeforeValidator:
    """Let a thing be written as its name alone: "JP" for {"code": "JP"}."""
    return BeforeValidator(lambda given: {field: given} if isinstance(given, str) else given)


class _Part(BaseModel):
    """What gold states of one thing: fields that are not compared may say what they like."""

    model_config = ConfigDict(extra="allow", frozen=True)


class _Country(_Part):
    code: str
    kind: str | None = None
    role: str | None = None


class _Thing(_Part):
    id: str


class _Speaker(_Part):
    text: str


class _Attribution(_Part):
    kind: str
    speaker: Annotated[_Speaker, _named_by("text")] | None = None


class _Anchor(_Part):
    source: str = ""
    spans: tuple[Span, ...] = ()


_Things = tuple[Annotated[_Thing, _named_by("id")], ...]


class _Stated(_Part):
    """What a line of gold may state, as far as it is compared."""

    type: str
    source: str = ""
    anchor: _Anchor = _Anchor()
    item_spans: tuple[Span, ...] = ()
    spans: tuple[Span, ...] = ()
    text: str = ""
    attribution: Annotated[_Attribution, _named_by("kind")] | None = None
    codes: _Things = ()
    countries: tuple[Annotated[_Country, _named_by("code")], ...] = ()
    csl: dict[str, Any] = {}
    implicit: _Things = ()
    locator: str | None = None
    modality: str | None = None
    mode: str | None = None
    organisations: _Things = ()
    polarity: str | None = None
    prefix: str | None = None
    reason: str | None = None
    references: _Things = ()
    role: str | None = None
    role_also: tuple[str, ...] = ()
    status: str | None = None
    style: str | None = None
    suffix: str | None = None
    theories: _Things = ()
    year: str | int | None = None


@dataclass(frozen=True)
class Gold:
    """A record made by hand, or the part of one that its maker stated."""

    type: str
    source: str
    spans: tuple[Span, ...]
    stated: dict[str, Any] = field(default_factory=dict)
    place: str = ""
    """File and line, for messages."""

    def __contains__(self, name: str) -> bool:
        """Tell whether a field is stated."""
        return name in self.stated

    def __getitem__(self, name: str) -> Any:
        """Return the value of a field."""
        return self.stated[name]


def gold_files(path: Path) -> list[Path]:
    """Return the files of a folder of gold, or the one file."""
    files = sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]
    if not files or not path.exists():
        message = f"{path}: no gold here; name a file of JSON Lines, or a folder that holds .jsonl files"
        raise UsageError(message)
    return files


def read_gold(path: Path) -> Iterator[Gold]:
    """Yield the records of a file of gold; lines of other types come too, to be counted.

    A record stands at its ``item_spans`` if it states them, else at its ``spans`` or those of its ``anchor``.

    Raises:
        UsageError: the file is not UTF-8, or a line is no record; the message says where.

    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8"
        raise UsageError(message) from error
    for number, line in enumerate(text.split("\n"), 1):  # a text in a record may hold other signs that end lines
        if line.strip():
            yield _gold(line, f"{path}:{number}")


def _gold(line: str, place: str) -> Gold:
    try:
        stated = _Stated.model_validate_json(line)
    except ValidationError as error:
        message = f"{place}: {_fault(error)}"
        raise UsageError(message) from error
    spans = stated.item_spans or stated.spans or stated.anchor.spans
    source = stated.source or stated.anchor.source
    return Gold(stated.type, source, tuple(sorted(spans)), stated.model_dump(exclude_unset=True), place)


def _fault(error: ValidationError) -> str:
    """Return in words the first thing that does not fit."""
    fault = error.errors(include_url=False)[0]
    named = ".".join(map(str, fault["loc"]))
    if fault["type"] == "json_invalid":
        return f"not JSON ({fault['msg']}); gold has one record a line"
    if not named or named == "type":
        return 'no record: it needs a `type`, such as "claim" or "citation"'
    if "spans" in named:
        return f"`{named}`: {fault['msg']}; spans must be pairs of raw offsets: [[start, end], ...]"
    return f"`{named}`: {fault['msg']}; see docs/records.md for what a record holds"

"""Labelled entries as people write them in an editor, one a line.

``<author>Okafor, A.</author> (<date>2018</date>): <title>Ports under Pressure</title>.`` A line that begins with white space
goes on with the entry above; empty lines, and lines that begin with ``#``, say nothing. A tag that is text is written
``&lt;title&gt;``; any other ``<`` or ``&`` may stand as it is. JSON Lines with ``text`` and ``labels`` [[start, end, field], ...]
are read too.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

LABELS = (
    *("author", "editor", "translator", "title", "translated-title", "container-title", "collection-title"),
    *("collection-number", "date", "volume", "issue", "pages", "edition", "genre", "publisher", "location", "note"),
    *("citation-number", "doi", "url", "isbn"),
)
"""What may be labelled. The rest of an entry ("In:", "pp.", brackets) has no label."""

OTHER_NAMES = {"medium": "note", "other": "note"}
"""Labels of other data sets, and ours for them."""


class LabelledEntry(NamedTuple):
    """An entry with its fields, ``(start, end, label)`` in the order of the text, and the document it is from, if known."""

    text: str
    labels: tuple[tuple[int, int, str], ...]
    document: str = ""


class LabelError(UsageError):
    """A labelled entry cannot be read."""


TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z-]{0,40})>")
ENTITIES = {"&amp;": "&", "&gt;": ">", "&lbrace;": "{", "&lt;": "<", "&num;": "#"}
ENTITY = re.compile("|".join(ENTITIES))
LIKE_ENTITY = re.compile(f"&(?={'|'.join(entity[1:] for entity in ENTITIES)})")


def read_labelled(text: str, name: str = "labelled entries") -> Iterator[LabelledEntry]:
    """Yield the entries of a file; those of JSON Lines that say ``"clean": false`` are left out.

    >>> list(read_labelled("<author>Okafor, A.</author> (<date>2018</date>)."))
    [LabelledEntry(text='Okafor, A. (2018).', labels=((0, 10, 'author'), (12, 16, 'date')), document='')]

    Raises:
        LabelError: a tag is unknown, not closed, or inside another; the message begins with ``name`` and the line.

    """
    entry: _Tagged | None = None
    for at, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if entry is not None and not line[0].isspace():
            yield entry.read()
            entry = None
        if line.startswith("{"):
            record = _of_json(line, f"{name}:{at}")
            if record is not None:
                yield record
            continue
        entry = entry or _Tagged(name)
        entry.add(line.strip(), at)
    if entry is not None:
        yield entry.read()


OWN_WEIGHT = 4
"""How many times an entry that was labelled for Pincite, or by a user, counts beside those of other projects and made ones."""


def package_entries() -> Iterator[LabelledEntry]:
    """Yield the labelled entries that come with the package, as often as its model has learned from each."""
    data = files("extract") / "data"
    for name in sorted(file.name for file in data.iterdir() if file.name.startswith("labelled_entries_")):
        yield from [*read_labelled((data / name).read_text("utf-8"), name)] * OWN_WEIGHT


class _Tagged:
    """An entry with tags, line by line."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._text = ""
        self._labels: list[tuple[int, int, str]] = []
        self._open: tuple[str, int, int, int] | None = None
        """Its label, its start in the text, and the line and column of its tag."""

    def add(self, line: str, at: int) -> None:
        """Read another line."""
        if self._text:
            self._text += " "
        done = 0
        for tag in TAG.finditer(line):
            self._text += _plain(line[done : tag.start()])
            done = tag.end()
            label = tag["name"].lower()
            place = f"{self._name}:{at}:{tag.start() + 1}"
            if label not in LABELS and label not in OTHER_NAMES:
                message = f"{place}: no field is called {tag[0]}; choose from {', '.join(LABELS)}, or write &lt; if it is text"
                raise LabelError(message)
            if not tag["end"]:
                if self._open is not None:
                    message = f"{place}: {tag[0]} inside <{self._open[0]}>; fields do not hold one another: close that first"
                    raise LabelError(message)
                self._open = (label, len(self._text), at, tag.start() + 1)
                continue
            if self._open is None or self._open[0] != label:
                message = f"{place}: {tag[0]} closes nothing; " + (
                    f"<{self._open[0]}> is open" if self._open else f"no <{label}> stands before it"
                )
                raise LabelError(message)
            self._labels.append((self._open[1], len(self._text), OTHER_NAMES.get(label, label)))
            self._open = None
        self._text += _plain(line[done:])

    def read(self) -> LabelledEntry:
        """Return the entry."""
        if self._open is not None:
            label, _, at, column = self._open
            message = f"{self._name}:{at}:{column}: <{label}> is not closed; write </{label}> where the field ends"
            raise LabelError(message)
        return LabelledEntry(self._text, tuple(each for each in self._labels if each[0] < each[1]))


def _plain(text: str) -> str:
    return ENTITY.sub(lambda found: ENTITIES[found[0]], text)


def _of_json(line: str, place: str) -> LabelledEntry | None:
    """Return the entry of a line of JSON, or nothing for one that is not clean."""
    try:
        record: Any = json.loads(line)
        text = record["text"]
        labels = tuple((start, end, OTHER_NAMES.get(label, label)) for start, end, label in record["labels"])
    except (ValueError, KeyError, TypeError) as error:
        message = f'{place}: not a JSON object with "text" and "labels" [[start, end, field], ...]: {error}'
        raise LabelError(message) from error
    for start, end, label in labels:
        if label not in LABELS:
            message = f"{place}: no field is called {label!r}; choose from {', '.join(LABELS)}"
            raise LabelError(message)
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
            message = f"{place}: {label} at {start}-{end} is not within the text of {len(text)} characters"
            raise LabelError(message)
    return LabelledEntry(text, tuple(sorted(labels)), str(record.get("doc", ""))) if record.get("clean", True) else None


def write_labelled(entry: LabelledEntry) -> str:
    """Return an entry as one line.

    >>> print(write_labelled(LabelledEntry("A <title> & B", ((12, 13, "author"),))))
    A &lt;title> & <author>B</author>
    """
    parts = []
    at = 0
    for start, end, label in entry.labels:
        parts += [_escaped(entry.text[at:start]), f"<{label}>", _escaped(entry.text[start:end]), f"</{label}>"]
        at = end
    line = " ".join("".join([*parts, _escaped(entry.text[at:])]).split())
    mark = {"#": "&num;", "{": "&lbrace;"}.get(line[:1])
    return mark + line[1:] if mark else line


def _escaped(text: str) -> str:
    return TAG.sub(lambda found: "&lt;" + found[0][1:], LIKE_ENTITY.sub("&amp;", text))

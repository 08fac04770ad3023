"""Fields of BibTeX in RIS: files have a tag of their own, all others stand in lines of ``U1``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

OF_BIBTEX = re.compile(r"bibtex-(?P<name>[^\s:]{1,60}): (?P<tex>.*)", re.DOTALL)
"""A field of BibTeX that RIS has no tag for."""

FILED = re.compile(r"(?!https?:|file:)[^:]{0,200}:(?P<path>.{1,2000}):(?:[A-Za-z]{1,20}(?:/[\w.+-]{1,80})?)?")
"""A file as reference managers list it in BibTeX: ``Full text:papers/ports.pdf:application/pdf``."""

BETWEEN_FILES = re.compile(r"(?<!\\);")
ESCAPED = re.compile(r"\\([&%$#_{}:;\\])")


def read_fields(files: Iterable[str], lines: Iterable[str]) -> dict[str, str]:
    """Return the fields that RIS holds, by name; what ``lines`` say of the files counts more than their paths.

    >>> read_fields(["a.pdf", "b.pdf"], ["bibtex-eprint: 1801.00001", "mine"])
    {'eprint': '1801.00001', 'file': 'a.pdf;b.pdf'}
    """
    listed = _listed(files)
    fields = {"file": listed} if listed else {}
    fields |= {found["name"]: found["tex"] for found in map(OF_BIBTEX.fullmatch, lines) if found}
    return dict(sorted(fields.items()))


def written_fields(kept: Any) -> tuple[list[str], list[str]]:
    """Return the paths of files, and lines for what else the fields say.

    >>> written_fields({"file": "Full text:papers/a.pdf:application/pdf", "eprint": "1801.00001"})
    (['papers/a.pdf'], ['bibtex-eprint: 1801.00001', 'bibtex-file: Full text:papers/a.pdf:application/pdf'])
    """
    lines = {
        name: f"bibtex-{name}: {tex}"
        for name, tex in (sorted(kept.items()) if isinstance(kept, dict) else ())
        if isinstance(tex, str) and OF_BIBTEX.fullmatch(f"bibtex-{name}: {tex}")
    }
    listed = kept["file"] if "file" in lines else ""
    paths = [path for each in BETWEEN_FILES.split(listed) if (path := _path(each.strip()))]
    if _listed(paths) == listed:
        lines.pop("file", None)
    return paths, list(lines.values())


def _listed(paths: Iterable[str]) -> str:
    return ";".join(path.replace(";", "\\;") for path in paths)


def _path(listed: str) -> str:
    found = FILED.fullmatch(listed)
    return ESCAPED.sub(r"\1", found["path"]) if found else listed.replace("\\;", ";")

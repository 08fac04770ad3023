"""Papers printed by pandoc in a citation style, as plain text, with the place of every citation and every entry.

``pandoc --citeproc`` links each cited work to its entry. Its tree is written out here as the text of a paper: notes after
the body, then the list of works, each entry on a line of its own.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from made_papers import AND, names_of

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable

    from made_papers import Paper

Json = dict[str, Any]
PANDOC = "/usr/bin/pandoc"
YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d[a-z]{0,2}(?![\w/])")
NUMBER = re.compile(r"\d+")
FENCE = re.compile(r"[\s,.:;]*(?:(?:\b[^\W\d]{1,8}\.?|§+)\s*)?$")  # before a locator: ", p. "
IBID = re.compile(r"(?i)ib[ií]d|ebd|ebenda|ivi\b")
SPACES = re.compile(r"\s+")


class Printed:
    """A text in the making, with its citations and entries."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.text = ""
        self.citations: list[Json] = []
        self.ignored: list[tuple[int, int]] = []

    def take(self, other: Printed) -> None:
        """Add another text behind this one."""
        at = len(self.text)
        self.text += other.text
        self.citations += [{**one, "start": one["start"] + at, "end": one["end"] + at} for one in other.citations]
        self.ignored += [(start + at, end + at) for start, end in other.ignored]


class Cluster(NamedTuple):
    """The works that are cited together."""

    number: int
    works: list[Json]
    """As pandoc has them: id, mode, suffix."""
    start: int


class Printer:
    """Writes pandoc's tree out as plain text."""

    def __init__(self, kind: str, missing: set[str], families: dict[str, str]) -> None:
        """Read citations of a ``kind`` of style: author-date, numeric, superscript, note, author-title or label."""
        self.kind = kind
        self.missing = missing
        self.families = families  # of the first authors, as a sentence names them
        self.notes: list[Printed] = []
        self.entries: list[tuple[str, str]] = []
        self.groups = 0
        self.cluster: Cluster | None = None

    def blocks(self, blocks: Iterable[Json], out: Printed) -> None:
        """Write paragraphs and headings, each followed by an empty line."""
        for block in blocks:
            kind, content = block["t"], block.get("c", [])
            if kind == "Div" and "csl-entry" in content[0][1]:
                entry = Printed()
                self.blocks(content[1], entry)
                self.entries.append((content[0][0].removeprefix("ref-"), SPACES.sub(" ", entry.text).strip()))
            elif kind in ("Div", "BlockQuote"):
                self.blocks(content[1] if kind == "Div" else content, out)
            elif kind in ("Para", "Plain", "Header"):
                self.inlines(content[2] if kind == "Header" else content, out)
                out.text += "\n\n"
            else:
                message = f"no way to print pandoc's {kind}"
                raise ValueError(message)

    def inlines(self, inlines: Iterable[Json], out: Printed) -> None:
        """Write words."""
        for inline in inlines:
            kind, content = inline["t"], inline.get("c", [])
            if kind == "Str":
                out.text += content.replace("\N{NO-BREAK SPACE}", " ").replace("\u202f", " ")
            elif kind in ("Space", "SoftBreak", "LineBreak"):
                out.text += " "
            elif kind == "Cite":
                self.cite(content, out)
            elif kind == "Link":
                self.link(content, out)
            elif kind == "Span":
                self.span(content, out)
            elif kind == "Note":
                self.note(content, out)
            elif kind == "Quoted":
                marks = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
                out.text += marks[0]
                self.inlines(content[1], out)
                out.text += marks[1]
            else:
                self.inlines(content, out)

    def note(self, content: list[Json], out: Printed) -> None:
        """Write the number of a note, and keep the note."""
        note = Printed()
        self.notes.append(note)
        out.text += str(len(self.notes))
        cluster = self.cluster
        self.cluster = cluster._replace(start=-1) if cluster else None
        self.blocks(content, note)
        self.cluster = cluster

    def span(self, content: list[Any], out: Printed) -> None:
        """Write a span; one of the class ``ibid`` is a citation, one of the class ``csl-block`` a line of its own."""
        if "csl-block" in content[0][1]:
            out.text += " "
        start = len(out.text)
        self.inlines(content[1], out)
        if "ibid" in content[0][1]:
            self.groups += 1
            known = dict(content[0][2])
            ids = [] if known["ref"] in self.missing else [known["ref"]]
            out.citations.append(
                _record(out, start, len(out.text), ref_ids=ids, group=self.groups, mode="ibid", locator=known["page"])
            )

    def cite(self, content: list[Any], out: Printed) -> None:
        """Write works that are cited together."""
        self.groups += 1
        works = [
            {"id": work["citationId"], "mode": work["citationMode"]["t"], "suffix": _plain(work["citationSuffix"])}
            for work in content[0]
        ]
        start, known = len(out.text), len(out.citations) + sum(len(note.citations) for note in self.notes)
        self.cluster = Cluster(self.groups, works, start)
        self.inlines(content[1], out)
        if known == len(out.citations) + sum(len(note.citations) for note in self.notes):
            out.ignored.append((start, len(out.text)))
        self.cluster = None

    def link(self, content: list[Any], out: Printed) -> None:
        """Write a link; one to an entry is a citation."""
        start = len(out.text)
        self.inlines(content[1], out)
        if self.cluster is None or not content[2][0].startswith("#ref-"):
            return
        work = content[2][0].removeprefix("#ref-")
        cited = next((one for one in self.cluster.works if one["id"] == work), None)
        if cited is None:
            return
        text = out.text[start:]
        locator, end = _locator(text, cited["suffix"])
        first, last = self.reach(text, end)
        if self.kind in ("note", "author-title", "label") and not IBID.match(text):
            last = len(text.rstrip(" ,;"))  # locators belong to what the citation processor prints
        is_ibid = IBID.match(text) is not None
        mode = "ibid" if is_ibid else cited["mode"]
        begin = start + first
        names = out.text[self.cluster.start : start].rstrip(" ([") if 0 <= self.cluster.start < start else ""
        if cited["mode"] == "AuthorInText" and names and self.kind in ("author-date", "author-title", "label"):
            begin = self.cluster.start
        if cited["mode"] == "SuppressAuthor" and self.kind == "author-date":
            begin = _named(out.text, begin, self.families[work])
        before = out.citations[-1] if out.citations else None
        numbered = self.kind in ("numeric", "superscript")
        if (
            numbered
            and before
            and before["group"] == self.cluster.number
            and re.fullmatch(r"\]?[\u2013-]\[?", out.text[before["end"] : begin])
        ):
            before.update(
                end=start + last,
                text=out.text[before["start"] : start + last],
                ref_ids=[one["id"] for one in self.cluster.works],
                range=True,
            )
            return
        ids = [] if work in self.missing else [work]
        out.citations.append(
            _record(out, begin, start + last, ref_ids=ids, group=self.cluster.number, mode=mode, locator=locator)
        )

    def reach(self, text: str, end: int) -> tuple[int, int]:
        """Return where the citation begins and ends in the text of its link; its locator begins at ``end``."""
        if self.kind in ("numeric", "superscript"):
            number = NUMBER.search(text)
            return number.span() if number else (0, len(text))
        years = list(YEAR.finditer(text, 0, end))
        if self.kind == "author-date" and years:
            return _opening(text), years[-1].end()
        return _opening(text), len(text[:end].rstrip(" ,.;:()[]"))


def _opening(text: str) -> int:
    return len(text) - len(text.lstrip(" ([,"))


def _plain(inlines: list[Json]) -> str:
    out = Printed()
    Printer("author-date", set(), {}).inlines(inlines, out)
    return out.text


def _locator(text: str, suffix: str) -> tuple[str, int]:
    """Return the printed locator that the author gave as ``suffix``, and where it begins with its label."""
    wanted = NUMBER.findall(suffix)
    printed = list(NUMBER.finditer(text))
    if not wanted or len(printed) < len(wanted) or printed[-len(wanted)][0] != wanted[0]:
        return "", len(text)
    start = printed[-len(wanted)].start()
    return text[start : printed[-1].end()], start - len(FENCE.search(text[:start])[0])  # type: ignore[index] # it matches always


def _named(text: str, start: int, family: str) -> int:
    """Return where the authors begin, of whom ``family`` is the first, when they stand right before a year in brackets."""
    at = text.rfind(family, max(0, start - 60), start)
    between = text[at + len(family) : start]
    return at if at >= 0 and re.fullmatch(r"(?: (?:and|und|y|et|e) [^.,;()]+| et al\.)?(?:’s|s)? \(", between) else start


def _record(out: Printed, start: int, end: int, **facts: Any) -> Json:
    """Return a citation at its place; what is empty is left out."""
    known = {name: value for name, value in facts.items() if value or name == "ref_ids"}
    return {"start": start, "end": end, "text": out.text[start:end], **known}


def print_paper(paper: Paper, csl: Path, kind: str, *, words: Json, source: random.Random) -> Json:
    """Return the paper in a citation style as a document of the benchmark; raise ``ValueError`` where pandoc cannot."""
    families = {
        work["id"]: names_of(work, paper.language).split(" et ")[0].split(f" {AND[paper.language]} ")[0]
        for work in paper.works
        if work.get("author")
    }
    printer, out = Printer(kind, paper.missing, families), Printed()
    printer.blocks(_tree(paper, csl)["blocks"], out)
    if printer.notes:
        out.text += f"{words['notes']}\n\n"
        for number, note in enumerate(printer.notes, start=1):
            out.text += f"{number}. "
            note.text = note.text.rstrip() + "\n\n"
            out.take(note)
    entries = [(work, text) for work, text in printer.entries if text and work not in paper.missing]
    numbers = {work: int(found[0]) for work, text in entries if (found := NUMBER.match(text.lstrip("[(")))}
    for citation in out.citations:
        if citation.pop("range", False):
            low, high = (int(number) for number in NUMBER.findall(citation["text"]))
            citation["ref_ids"] = sorted(work for work in citation["ref_ids"] if low <= numbers[work] <= high)
    out.text += source.choice(words["references"]) + "\n\n"
    references = []
    between = " " if kind == "numeric" and source.random() < 0.3 else "\n"
    for work, text in entries:
        item = next(one for one in paper.works if one["id"] == work)
        authors = [name.get("family") or name["literal"] for name in item.get("author") or item.get("editor") or ()]
        references.append(
            {
                "id": work,
                "start": len(out.text),
                "end": len(out.text) + len(text),
                "text": text,
                "authors": authors,
                "year": item.get("issued"),
            }
        )
        out.text += text + between
    return {
        "text": out.text,
        "references": references,
        "citations": sorted(out.citations, key=lambda one: one["start"]),
        "ignored": out.ignored,
    }


def _tree(paper: Paper, csl: Path) -> Json:
    """Return the tree of the paper after pandoc has set its citations."""
    header = f"---\nlink-citations: true\nlang: {paper.language}\nsuppress-bibliography: false\n---\n\n"
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "works.json"
        library.write_text(json.dumps(paper.works), "utf-8")
        command = [PANDOC, "-f", "markdown", "-t", "json", "--citeproc", f"--csl={csl}", f"--bibliography={library}"]
        done = subprocess.run(  # noqa: S603 - fixed arguments
            command, input=header + paper.markdown, capture_output=True, text=True, check=False, encoding="utf-8"
        )
    if done.returncode:
        raise ValueError(done.stderr.strip())
    tree: Json = json.loads(done.stdout)
    return tree

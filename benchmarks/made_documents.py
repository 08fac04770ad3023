"""Documents of many kinds with lists of works in them, put together from entries and prose, with the place of each entry.

Lists stand under headings of six languages or none, wrapped or not, with bullets, numbers, hanging indents, annotations,
sub-headings, torn by pages, in syllabi and on web pages; some documents have none.
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

HEADINGS = {
    "de": ["Literatur", "Literaturverzeichnis", "Quellen- und Literaturverzeichnis", "Bibliographie", "5. Literaturangaben", "Verwendete Literatur"],
    "en": ["References", "REFERENCES CITED", "7. References", "Works Cited", "Bibliography", "Select bibliography", "Further Reading", "Sources", "Primary sources", "Webography", "Literature Cited", "VII. REFERENCES", "Sources consulted", "Works consulted", "Cited references", "References and sources"],
    "es": ["Bibliografía", "Referencias bibliográficas", "Fuentes", "Obras citadas", "Fuentes consultadas", "Bibliografía citada", "REFERENCIAS", "Webgrafía"],
    "fr": ["Bibliographie", "Références bibliographiques", "Sources", "Ouvrages cités", "Bibliographie sélective", "Références", "Webographie"],
    "it": ["Bibliografia", "Riferimenti bibliografici", "Opere citate", "Fonti", "Bibliografia essenziale", "Sitografia"],
    "pt": ["Referências", "Referências bibliográficas", "Bibliografia", "Obras citadas", "Fontes", "REFERÊNCIAS BIBLIOGRÁFICAS", "Fontes consultadas"],
}  # fmt: skip
SUBHEADINGS = {
    "de": ["Primärquellen", "Sekundärliteratur", "Internetquellen", "Interviews"],
    "en": ["Books", "Journal articles", "Primary sources", "Interviews", "Newspapers", "Online sources"],
    "es": ["Libros", "Artículos", "Fuentes primarias", "Entrevistas"],
    "fr": ["Ouvrages", "Articles", "Sources primaires", "Entretiens"],
    "it": ["Libri", "Articoli", "Fonti primarie", "Interviste"],
    "pt": ["Livros", "Artigos", "Fontes primárias", "Entrevistas"],
}
AFTER = [
    "Appendix A: Interview Guide", "Acknowledgements", "About the author", "Notes on contributors", "Anexo 1", "Anhang", "Funding", "Annexe", "Appendix", "Share this article",
]  # fmt: skip


class Draft:
    """A document in the making: its text, its entries, and the rest of it."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.text = ""
        self.entries: list[tuple[int, int]] = []
        self.rest: list[tuple[int, int]] = []

    def add(self, text: str, kind: str = "") -> None:
        """Add ``text`` as an ``entry``, as part of the ``rest``, or as neither."""
        start = len(self.text) + len(text) - len(text.lstrip())
        self.text += text
        if kind:
            (self.entries if kind == "entry" else self.rest).append((start, len(self.text.rstrip())))


class Material(NamedTuple):
    """What a document is made of."""

    random: random.Random
    language: str
    entries: list[str]
    prose: list[str]


def wrapped(text: str, width: int, *, first: str = "", rest: str = "") -> str:
    """Return ``text`` in lines of ``width`` characters."""
    return textwrap.fill(
        text, width, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )


def with_body(material: Material, width: int = 0, paragraphs: int = 6) -> Draft:
    """Return a document with a title and some paragraphs."""
    draft = Draft()
    draft.add("Ports under Pressure: A Study of Ten Harbours\n\n", "rest")
    add_prose(draft, material, width, paragraphs)
    return draft


def add_prose(draft: Draft, material: Material, width: int = 0, paragraphs: int = 4) -> None:
    """Add some paragraphs of text."""
    at = material.random.randrange(max(len(material.prose) - paragraphs, 1))
    for text in material.prose[at : at + paragraphs]:
        draft.add((wrapped(text, width) if width else text) + "\n\n", "rest")


def heading(material: Material) -> str:
    """Return a heading of a list of works."""
    return material.random.choice(HEADINGS[material.language])


def add_list(draft: Draft, material: Material, entries: Sequence[str], layout: str, width: int = 0) -> None:
    """Add a list of works in one of many layouts."""
    bullet = material.random.choice(["- ", "* ", "• ", "– "])
    number = material.random.choice(["[{}] ", "{}. ", "({}) ", "{} ", "{}) "])
    for i, entry in enumerate(entries, start=1):
        first = bullet if layout == "bullets" else number.format(i) if layout == "numbers" else ""
        rest = " " * len(first) if layout != "hanging" else " " * 4
        printed = wrapped(first + entry, width, rest=rest) if width else first + entry
        if layout == "bullets":
            draft.add(first)
            printed = printed[len(first) :]
        draft.add(printed, "entry")
        draft.add("\n\n" if layout == "spaced" else "\n")
    draft.add("\n")


def listed(layout: str, *, is_wrapped: bool = False) -> Callable[[Material], Draft]:
    """Return a maker of documents that end with a list under a heading."""

    def make(material: Material) -> Draft:
        width = material.random.choice([60, 72, 80, 96]) if is_wrapped else 0
        draft = with_body(material, width)
        draft.add(heading(material) + material.random.choice(["\n\n", "\n"]))
        add_list(draft, material, material.entries, layout, width)
        return draft

    return make


def unannounced(*, is_wrapped: bool = False, layout: str = "plain") -> Callable[[Material], Draft]:
    """Return a maker of documents that end with a list without a heading."""

    def make(material: Material) -> Draft:
        width = material.random.choice([64, 80]) if is_wrapped else 0
        draft = with_body(material, width)
        add_list(draft, material, material.entries, layout, width)
        return draft

    return make


def in_the_middle(material: Material) -> Draft:
    """Return a document with a list that nothing announces before an appendix."""
    draft = with_body(material)
    add_list(draft, material, material.entries, "plain")
    draft.add(material.random.choice(AFTER) + "\n\n", "rest")
    add_prose(draft, material)
    return draft


def followed(*, is_wrapped: bool = False) -> Callable[[Material], Draft]:
    """Return a maker of documents that go on after the list."""

    def make(material: Material) -> Draft:
        width = material.random.choice([64, 80]) if is_wrapped else 0
        draft = with_body(material, width)
        draft.add(heading(material) + "\n\n")
        add_list(draft, material, material.entries, material.random.choice(["plain", "spaced", "hanging"]), width)
        draft.add(material.random.choice(AFTER) + "\n\n", "rest")
        add_prose(draft, material, width)
        return draft

    return make


def chapters(material: Material) -> Draft:
    """Return a document of three chapters, each with its list."""
    draft = Draft()
    size = len(material.entries) // 3
    name = heading(material)
    for number in range(3):
        draft.add(f"Chapter {number + 1}: {['Quays', 'Berths and Their Keepers', 'The Straits'][number]}\n\n", "rest")
        add_prose(draft, material)
        draft.add(name + "\n\n")
        add_list(draft, material, material.entries[number * size : (number + 1) * size], "plain")
    return draft


def sub_headed(material: Material) -> Draft:
    """Return a document whose list has headings inside."""
    draft = with_body(material)
    draft.add(heading(material) + "\n\n")
    names = SUBHEADINGS[material.language]
    size = max(len(material.entries) // len(names), 3)
    for number, name in enumerate(names):
        if material.entries[number * size : (number + 1) * size]:
            draft.add(name + "\n\n")
            add_list(draft, material, material.entries[number * size : (number + 1) * size], "plain")
    return draft


def annotated(style: str) -> Callable[[Material], Draft]:
    """Return a maker of annotated bibliographies."""

    def make(material: Material) -> Draft:
        draft = Draft()
        draft.add("Annotated Bibliography\n\n")
        width = 78 if style == "wrapped" else 0
        for entry in material.entries:
            draft.add(wrapped(entry, width, rest="    ") if width else entry, "entry")
            draft.add("\n" if style == "lines" else "\n\n")
            note = " ".join(material.random.choice(material.prose).split()[:90]).rstrip(",;:") + "."
            draft.add(wrapped(note, width, first="    ", rest="    ") if width else note, "rest")
            draft.add("\n\n")
        return draft

    return make


def syllabus(style: str) -> Callable[[Material], Draft]:
    """Return a maker of syllabi with a list of readings for each week."""

    def make(material: Material) -> Draft:
        draft = Draft()
        draft.add("Political Science 412: Ports and Power\n\n", "rest")
        add_prose(draft, material, paragraphs=2)
        week = 1
        entries = list(material.entries)
        while entries:
            topic = material.random.choice(["Alliances", "The Balance of Power", "Deterrence and Coercion", "Trade and Peace"])
            draft.add(
                material.random.choice([f"Week {week}: {topic}", f"Week {week} ({week} October) – {topic}"]) + "\n\n", "rest"
            )
            if material.random.random() < 0.4:
                draft.add(
                    "What makes states build alliances, and when do they break them? We read two views of this.\n\n", "rest"
                )
            for label in material.random.choice([["Required:", "Recommended:"], ["Readings:"], []]) or [""]:
                draft.add(label + "\n" * (2 if label else 0))
                for _ in range(material.random.randint(2, 4)):
                    if entries:
                        draft.add("- " if style == "bullets" else "")
                        draft.add(
                            entries.pop(0).rstrip(".")
                            + material.random.choice([".", ".", ", pp. 1-30.", " (skim)", ", ch. 3."]),
                            "entry",
                        )
                        draft.add("\n")
                draft.add("\n")
            week += 1
        draft.add("Grading and Policies\n\n", "rest")
        add_prose(draft, material, paragraphs=2)
        return draft

    return make


def torn(mark: str) -> Callable[[Material], Draft]:
    """Return a maker of wrapped lists with a running head and a number at each page."""

    def make(material: Material) -> Draft:
        width = 80
        body = with_body(material, width)
        body.add(heading(material) + "\n\n")
        add_list(body, material, material.entries, material.random.choice(["plain", "hanging"]), width)
        draft = Draft()
        marks = sorted([(a, b, body.entries) for a, b in body.entries] + [(a, b, body.rest) for a, b in body.rest])
        shifts: list[tuple[int, int]] = []
        page = 211
        for count, line in enumerate(re.finditer(r"[^\n]*\n?", body.text), start=1):
            if count % 38 == 0 and line[0]:
                page += 1
                head = f"{mark}{page}   HARBOUR STUDIES\n\n" if page % 2 else f"{mark}OKAFOR: PORTS UNDER PRESSURE   {page}\n\n"
                if mark != "\f":
                    head = "\n" + head
                shifts.append((line.start(), len(head)))
                draft.text += head
            draft.text += line[0]

        def moved(at: int, *, is_end: bool) -> int:
            return at + sum(size for start, size in shifts if (start < at if is_end else start <= at))

        for start, end, kind in marks:
            (draft.entries if kind is body.entries else draft.rest).append(
                (moved(start, is_end=False), moved(end, is_end=True))
            )
        return draft

    return make


def on_one_line(material: Material) -> Draft:
    """Return a document whose list stands in one paragraph."""
    draft = with_body(material)
    draft.add(heading(material) + "\n\n")
    for entry in material.entries:
        draft.add(entry if entry[-1] in ".)/" else entry + ".", "entry")
        draft.add(" ")
    return draft


def two_on_a_line(material: Material) -> Draft:
    """Return a document where each line of the list holds two works."""
    draft = with_body(material)
    draft.add(heading(material) + "\n\n")
    for i, entry in enumerate(material.entries):
        draft.add(entry if entry[-1] in ".)/" else entry + ".", "entry")
        draft.add("\n" if i % 2 else " ")
    return draft


def prose_only(material: Material) -> Draft:
    """Return a document without any list of works."""
    return with_body(material, material.random.choice([0, 80]), paragraphs=40)


def events(material: Material) -> Draft:
    """Return a document with a list of events, a table and notes on people."""
    chosen = material.random
    draft = with_body(material)
    draft.add("Chronology\n\n", "rest")
    for year in range(1949, 2015, 3):
        things = ["The Treaty of Lagos is signed.", "Okafor, then foreign minister, visits Accra (15 May).", "Elections; the Harbour Party wins, 52 seats to 41.",
                  "NATO, the EU and the United Nations agree on a mission, led by General Adeyemi, to the straits."]  # fmt: skip
        draft.add(chosen.choice([f"{year}: ", f"{year} – ", f"{year}. "]) + chosen.choice(things) + "\n", "rest")
    draft.add("\nTable 1. Exports of the ports, in million tonnes\n\n", "rest")
    for name in ("Lagos", "Accra", "Cape Town", "Durban", "Mombasa", "Port Said"):
        draft.add(
            f"{name}, {chosen.randint(1990, 2010)}   {chosen.randint(10, 99)}.{chosen.randint(0, 9)}   {chosen.randint(10, 99)}.{chosen.randint(0, 9)}\n",
            "rest",
        )
    draft.add("\nContributors\n\n", "rest")
    for name in ("Ada Okafor", "Bola Adeyemi", "Min Zhou", "Lin Park"):
        draft.add(
            f"{name} is Professor of Politics at the University of Lagos. Her book Ports under Pressure (Harbour Press, 2018) won the Quay Prize in 2019.\n\n",
            "rest",
        )
    add_prose(draft, material)
    return draft


def notes_only(material: Material) -> Draft:
    """Return a document with numbered notes after its text, which mix remarks and works."""
    draft = with_body(material)
    draft.add("Notes\n\n", "rest")
    for i, entry in enumerate(material.entries, start=1):
        remark = " ".join(material.random.choice(material.prose).split()[:25])
        draft.add(f"{i}. {material.random.choice(['See ', 'Cf. ', ''])}{entry} {remark}.\n", "rest")
    return draft


def html(kind: str) -> Callable[[Material], Draft]:
    """Return a maker of web pages; ``kind`` is how the list is marked."""

    def make(material: Material) -> Draft:
        draft, tag = Draft(), kind.split(maxsplit=1)[0]
        draft.add(
            "<!DOCTYPE html><html><head><title>Ports under Pressure</title></head><body><article>\n<h1>Ports under Pressure</h1>\n"
        )
        for text in material.prose[:6]:
            draft.add("<p>")
            draft.add(escaped(text), "rest")
            draft.add("</p>\n")
        if "nohead" not in kind:
            draft.add(
                f"<h2>{heading(material)}</h2>\n" if "bold" not in kind else f"<p><strong>{heading(material)}</strong></p>\n"
            )
        before, after = {"p": ("<p>", "</p>\n"), "li": ("<li>", "</li>\n"), "br": ("", "<br>\n"), "div": ("<div>", "</div>\n")}[
            tag
        ]
        draft.add({"li": "<ul>\n", "br": "<p>"}.get(tag, ""))
        for entry in material.entries:
            draft.add(before)
            draft.add(escaped(entry), "entry")
            draft.add(after)
        draft.add({"li": "</ul>\n", "br": "</p>\n"}.get(tag, ""))
        draft.add("<h2>About the author</h2>\n<p>")
        draft.add(
            "Ada Okafor is Professor of Politics at the University of Lagos, and she has written about ports since 2003.",
            "rest",
        )
        draft.add("</p>\n</article></body></html>\n")
        return draft

    return make


def escaped(text: str) -> str:
    """Return ``text`` for HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


KINDS: dict[str, Callable[[Material], Draft]] = {
    "annotated blank lines": annotated("blank"),
    "annotated lines": annotated("lines"),
    "annotated wrapped": annotated("wrapped"),
    "bullets": listed("bullets"),
    "bullets wrapped": listed("bullets", is_wrapped=True),
    "chapters": chapters,
    "events": events,
    "followed": followed(),
    "followed wrapped": followed(is_wrapped=True),
    "hanging wrapped": listed("hanging", is_wrapped=True),
    "html br": html("br"),
    "html div nohead": html("div nohead"),
    "html li": html("li"),
    "html li nohead": html("li nohead"),
    "html p bold": html("p bold"),
    "html p nohead": html("p nohead"),
    "in the middle": in_the_middle,
    "no heading": unannounced(),
    "no heading bullets": unannounced(layout="bullets"),
    "no heading spaced": unannounced(layout="spaced"),
    "no heading wrapped": unannounced(is_wrapped=True),
    "no heading hanging": unannounced(is_wrapped=True, layout="hanging"),
    "notes only": notes_only,
    "numbers": listed("numbers"),
    "numbers wrapped": listed("numbers", is_wrapped=True),
    "one line": on_one_line,
    "plain": listed("plain"),
    "plain wrapped": listed("plain", is_wrapped=True),
    "prose only": prose_only,
    "spaced": listed("spaced"),
    "spaced wrapped": listed("spaced", is_wrapped=True),
    "sub-headed": sub_headed,
    "syllabus": syllabus("plain"),
    "syllabus bullets": syllabus("bullets"),
    "torn by form feeds": torn("\f"),
    "torn by heads": torn("\n"),
    "two on a line": two_on_a_line,
}

"""Texts to make copies of: parts of the development data that measure other things, and invented ones in other languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from development import read_lines
from made_damage import read_table

from extract.clean import lay_out
from extract.readers import read_file

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

Json = dict[str, Any]
SETS = ("elife", "jose", "pandoc_ay", "scielo", "grobid_spans")  # the other sets hold the same papers
TWINS = {
    "ats/remembermeorholy00palm": "another edition of a book of the set",
    "ats/lifeofrevrichard00baxt": "a life made of quotations from the same",
    "ats/thoughtsonpopery00nevi": "pages scanned twice",
    "excite_55386.pdf": "a questionnaire told item by item",
    "excite_54462.pdf": "the same",
    "excite_34212.pdf": "the head and notice of a journal on each page",
    "excite_37125.pdf": "the same",
    "excite_40305.pdf": "the same",
    "excite_46829.pdf": "the same",
}
"""Texts that repeat others of the set or themselves, and how."""
LEAST, MOST = 1300, 12000  # characters of a document


class Source(NamedTuple):
    """A text that is copied."""

    name: str
    text: str


def read_sources(data: Path, maker: random.Random, count: int) -> tuple[list[Source], list[Source]]:
    """Return ``count`` texts of the development data, a part of each kind, with invented ones, and texts that are left."""
    whole: dict[str, list[Source]] = {}
    for name in SETS:
        whole[name] = [
            Source(f"{name} {at}", body_of(line)) for at, line in enumerate(read_lines(data / "citations" / f"{name}.jsonl"))
        ]
    books = read_lines(data / "duplicates" / "textreuse.jsonl")
    whole["books"] = [
        Source(book["id"], book["text"]) for book in books if book["id"].startswith("ats/") and book["id"] not in TWINS
    ]
    for name, file in {
        "news": "countries/geowebnews_dev",
        "genres": "sentences/gum_dev",
        "reports": "claims/attribution_polnear_dev",
    }.items():
        whole[name] = [Source(f"{name} {at}", line["text"]) for at, line in enumerate(read_lines(data / f"{file}.jsonl"))]
    whole["pdf"] = [
        Source(path.name, read_pdf(path)) for path in sorted((data / "pdf").glob("excite_*.pdf")) if path.name not in TWINS
    ]
    sources: list[Source] = []
    left: list[Source] = []
    for texts in whole.values():
        parts = [part for text in texts for part in cut(text, maker)]
        maker.shuffle(parts)
        sources += parts[: count // (len(whole) + 3)]
        left += parts[count // (len(whole) + 3) :]
    languages = read_table()["languages"]
    sources += [
        Source(f"{name} {at}", invented(language, maker)) for name, language in languages.items() for at in range(count // 40)
    ]
    return sources, left


def body_of(line: Json) -> str:
    """Return a paper without its bibliography and the notes before it."""
    starts = [reference["start"] for reference in line["references"]]
    return without_end(line["text"][: min(starts, default=None)])


def read_pdf(path: Path) -> str:
    """Return the reading text of a PDF without its last pages, which are lists and running heads."""
    raw = read_file(path)
    return without_end(lay_out(raw, raw.source([path.name])).text)


def without_end(text: str) -> str:
    """Return the first four fifths of a text."""
    return text[: len(text) * 4 // 5]


def cut(source: Source, maker: random.Random) -> Iterator[Source]:
    """Yield parts of a text between two of its paragraphs."""
    breaks = [match.end() for match in re.finditer(r"\n\n+" if "\n\n" in source.text else r"\.\s*\n\s*", source.text)]
    start = 0
    wanted = maker.randint(LEAST, MOST)
    for at in [*breaks, len(source.text)]:
        text = source.text[start:at].strip()
        if len(text) < wanted and at < len(source.text):
            continue
        if LEAST <= len(text) <= 2 * MOST and sum(map(str.isalpha, text)) > 0.6 * len(text):
            yield Source(f"{source.name}#{start}", text)
        start, wanted = at, maker.randint(LEAST, MOST)


def invented(language: Json, maker: random.Random) -> str:
    """Return paragraphs of words of a language in no order."""
    words = language["words"].split()
    paragraphs = []
    for _ in range(maker.randint(4, 24)):
        sentences = []
        for _ in range(maker.randint(2, 6)):
            chosen = [maker.choice(words) for _ in range(maker.randint(6, 22))]
            if maker.random() < 0.2:
                chosen.insert(maker.randrange(len(chosen)), str(maker.randint(3, 2020)))
            sentence = language["joint"].join(chosen)
            sentences.append(sentence[0].upper() + sentence[1:] + maker.choice(language["stops"]))
        paragraphs.append("".join(sentences).strip())
    return "\n\n".join(paragraphs)

"""Invented papers in pandoc's Markdown: prose of six languages that cites invented works in every way pandoc knows.

The words stand in ``made_papers.toml``; the works come from the makers of the reference model's training data. Authors
come back with other initials, other years and the same year, so that letters, initials and titles have to tell works apart.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.references.making.kinds import invent_work
from extract.references.making.pool import Pool
from extract.references.making.works import Inventor, Person

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from extract.references.making.works import Work

Json = dict[str, Any]
SLOT = re.compile(r"\{(\w)\}")
AND = {"de": "und", "en": "and", "es": "y", "fr": "et", "it": "e", "pt": "e"}
RARE = ["Nguyễn", "Øverland", "Čapek", "Þórðarson", "O’Brien", "Saint-Exupéry", "D’Amico", "MacLeod", "al-Rashid", "Şahin", "Łukasik", "Núñez Seixas", "Li", "Xu", "Петров", "Παπαδόπουλος", "Van Evera", "de Oliveira", "Weiß", "ter Haar"]  # fmt: skip
USUAL = ("article-journal", "book", "chapter", "paper-conference", "report", "thesis")
PAGED = ("article-journal", "chapter", "paper-conference")


class Paper(NamedTuple):
    """A manuscript and the works it may cite, in CSL-JSON."""

    language: str
    markdown: str
    works: list[Json]
    missing: set[str]
    """Works that are cited and that the printed list leaves out."""


@cache
def read_words() -> dict[str, Any]:
    """Return the table of words by language."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def csl_item(work: Work, number: int) -> Json:
    """Return a work as a CSL-JSON item."""
    item: Json = {"id": f"w{number}", "type": work.kind, **work.fields}
    item.pop("year-suffix", None)
    for role, people in work.names.items():
        item[role] = [csl_name(person) for person in people]
    for name, date in work.dates.items():
        item[name] = {"literal": date} if isinstance(date, str) else {"date-parts": [list(date)]}
    return item


def csl_name(person: Person) -> Json:
    """Return a name; one without a given name is an institution's, whose acronym is left out."""
    if not person.given:
        return {"literal": re.sub(r" \([A-Z]+\)$", "", person.family)}
    parts = {"family": person.family, "given": person.given, "non-dropping-particle": person.particle, "suffix": person.suffix}
    return {key: value for key, value in parts.items() if value}


def usual_work(it: Inventor, language: str) -> Work:
    """Return a work; laws, interviews, news and works without an author come less often than in training."""
    while True:
        work = invent_work(it, language)
        if (work.kind in USUAL and (work.names.get("author") or work.names.get("editor"))) or it.chance(0.2):
            return work


def invent_works(it: Inventor, language: str, count: int) -> list[Json]:
    """Return works of which some share authors, families, years."""
    works = [csl_item(usual_work(it, language), number) for number in range(count)]
    named = [work for work in works if "given" in (work.get("author") or [{}])[0] and "issued" in work]
    for work in named:
        if it.chance(0.12):
            work["author"][0] = {"family": it.random.choice(RARE), "given": work["author"][0]["given"]}
    for work in it.random.sample(named, len(named) // 3):
        other = it.random.choice(named)
        if other is work:
            continue
        sharing = it.random.random()
        if sharing < 0.45:  # the same authors in the same year
            work["author"], work["issued"] = other["author"], other["issued"]
        elif sharing < 0.75:  # the first author, with others
            work["author"] = [other["author"][0], *work["author"][1:]]
        else:  # a relative
            work["author"][0] = {**work["author"][0], "family": other["author"][0]["family"]}
    for work in works:
        if it.chance(0.03):
            work["issued"] = {"literal": "n.d."} if it.chance(0.5) else {"literal": "forthcoming"}
    return works


class Writer:
    """Writes one paper."""

    def __init__(self, source: random.Random, language: str, works: list[Json], *, dated: bool, pinpoints: float) -> None:
        """Cite ``works``, with a locator as often as ``pinpoints`` says; only ``dated`` texts have an ibid. that the author typed."""
        self.random = source
        self.language = language
        self.words = read_words()[language]
        self.works = works
        self.dated = dated
        self.pinpoints = pinpoints
        self.alone: str | None = None  # the work that the sentence before cites at its end, alone

    def paper(self) -> str:
        """Return the text in Markdown."""
        paragraphs = ["# " + self.words["headings"][0]]
        headings = list(self.words["headings"][1:-1])
        for number in range(self.random.randint(14, 20)):
            if number % 4 == 3 and headings:
                paragraphs.append("# " + headings.pop(self.random.randrange(len(headings))))
            paragraphs.append(" ".join(self.sentence() for _ in range(self.random.randint(3, 6))))
        return "\n\n".join(paragraphs)

    def sentence(self) -> str:
        """Return a sentence, now and then with a note."""
        if self.random.random() < 0.3:
            self.alone = None
            text = self.filled(self.random.choice(self.words["plain"]))
        elif self.dated and self.alone and self.random.random() < 0.35:
            text = self.again(self.alone)
        else:
            pattern = self.random.choice(self.words["sentences"])
            text = self.filled(pattern)
            cited = re.findall(r"@(w\d+)", text)
            self.alone = cited[0] if len(cited) == 1 else None
        if self.random.random() < 0.07:
            text += f"^[{self.filled(self.random.choice(self.words['remarks']))}]"
            self.alone = None
        return text[0].upper() + text[1:]

    def again(self, work: str) -> str:
        """Return a sentence that cites the work of the one before."""
        pattern = self.random.choice(
            [p for p in self.words["sentences"] if p.count("{P}") == 1 and not re.search(r"\{[NSA]\}", p)]
        )
        page = self.random.randint(3, 300)
        word = self.random.choice(self.words["ibid"])
        return self.filled(
            pattern, f'([{word}]{{.ibid ref="{work}" page="{page}"}}, {self.words["page"]}\N{NO-BREAK SPACE}{page})'
        )

    def filled(self, pattern: str, cited: str = "") -> str:
        """Return ``pattern`` with its slots filled; ``cited`` stands for the citation in brackets."""
        named = self.random.choice([work for work in self.works if work.get("author")])
        slots: dict[str, Callable[[], str]] = {
            "A": lambda: names_of(named, self.language),
            "N": self.narrative,
            "P": lambda: cited or self.group(),
            "S": self.possessive,
            "Y": lambda: f"[-@{named['id']}{self.locator(named, self.pinpoints)}]",
            "p": lambda: str(self.random.choice(self.words["places"])),
            "t": lambda: str(self.random.choice(self.words["things"])),
            "y": lambda: str(self.random.randint(1950, 2015)),
        }
        return SLOT.sub(lambda slot: slots[slot[1]](), pattern)

    def group(self) -> str:
        """Return one to four works in brackets."""
        count = self.random.choices([1, 2, 3, 4], [62, 22, 11, 5])[0]
        parts = []
        for place, work in enumerate(self.random.sample(self.works, count)):
            prefix = (
                self.random.choice(self.words["prefixes"]) + " " if self.random.random() < (0.12 if not place else 0.04) else ""
            )
            suffix = (
                f", {self.random.choice(self.words['suffixes'])}" if place == count - 1 and self.random.random() < 0.03 else ""
            )
            parts.append(f"{prefix}@{work['id']}{self.locator(work, self.pinpoints)}{suffix}")
        return f"[{'; '.join(parts)}]"

    def narrative(self) -> str:
        """Return a work whose authors belong to the sentence."""
        work = self.random.choice(self.works)
        locator = self.locator(work, self.pinpoints / 2).removeprefix(", ")
        return f"@{work['id']}" + (f" [{locator}]" if locator else "")

    def possessive(self) -> str:
        """Return authors in the genitive and their year."""
        work = self.random.choice([work for work in self.works if "given" in (work.get("author") or [{}])[-1]])
        return f"{self.words['possessive'].format(names_of(work, self.language))} [-@{work['id']}]"

    def locator(self, work: Json, share: float) -> str:
        """Return, with its chance, a place in the work, within its pages."""
        if self.random.random() >= share:
            return ""
        if work["type"] not in PAGED and self.random.random() < 0.12:
            label = self.words[self.random.choice(["chapter", "section"])]
            return f", {label} {self.random.randint(1, 9)}"
        pages = re.match(r"(\d+)-(\d+)$", work.get("page", ""))
        low, high = (int(pages[1]), int(pages[2])) if pages else (2, 350)
        first = self.random.randint(low, high)
        if self.random.random() < 0.3 and first < high:
            return f", {self.words['pages']} {first}-{min(first + self.random.randint(1, 6), high)}"
        return f", {self.words['page']} {first}"


def names_of(work: Json, language: str) -> str:
    """Return the authors as a sentence names them."""
    names = [" ".join(filter(None, [name.get("non-dropping-particle"), name.get("family") or name.get("literal")])) for name in work["author"]]  # fmt: skip
    return f"{names[0]} et al." if len(names) > 2 else f" {AND[language]} ".join(names)


def write_paper(source: random.Random, language: str, *, dated: bool, pinpoints: float) -> Paper:
    """Return a paper and its works; in a ``dated`` one, of an author-date style, some works are missing from the list."""
    it = Inventor(source, Pool())
    works = invent_works(it, language, source.randint(22, 36))
    missing = {work["id"] for work in source.sample(works, 2)} if dated and it.chance(0.6) else set()
    return Paper(language, Writer(source, language, works, dated=dated, pinpoints=pinpoints).paper(), works, missing)

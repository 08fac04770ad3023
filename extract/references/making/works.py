"""What invented works are made of: names, institutions, titles, dates, addresses in ten languages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.data_tables import read_table
from extract.references.making.titles import invent_title

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from extract.references.making.pool import Pool

SLOT = re.compile(r"\{(\w+)\}")


class Person(NamedTuple):
    """A name; an institution has a family name only."""

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""


@dataclass(slots=True)
class Work:
    """What is known of a work, under CSL names; ``labels`` says which label a variable has where it is not the usual one."""

    kind: str
    language: str
    fields: dict[str, str] = field(default_factory=dict)
    names: dict[str, list[Person]] = field(default_factory=dict)
    dates: dict[str, tuple[int, ...] | str] = field(default_factory=dict)
    labels: dict[str, str | None] = field(default_factory=dict)


@cache
def read_material() -> dict[str, Any]:
    """Return the table of ``data/reference_works.toml``: names, titles and institutions by language."""
    return read_table("reference_works")


PARTICLES = {
    "de": ("von", "von der", "zu"),
    "en": ("van", "de", "von", "van der", "di"),
    "es": ("de la", "del", "de"),
    "fr": ("de", "de la", "du"),
    "it": ("De", "Di", "della"),
    "nl": ("van", "van de", "van der", "de"),
    "pt": ("da", "de", "dos"),
}


class Inventor:
    """Invents works; everything random comes from one source."""

    def __init__(self, source: random.Random, pool: Pool) -> None:
        """Take names and titles of real entries from ``pool``."""
        self.random = source
        self.pool = pool
        self.material = read_material()

    def chance(self, share: float) -> bool:
        """Return true as often as ``share`` says."""
        return self.random.random() < share

    def pick(self, language: str, kind: str) -> str:
        """Return one value of a kind with its slots filled."""
        found = self.material[language]
        for part in kind.split("."):
            found = found.get(part) or self.material["en"][part]  # kinds that a language lacks are English
        return self.fill(self.random.choice(found), language)

    def fill(self, pattern: str, language: str) -> str:
        """Return a pattern with its slots filled."""
        return SLOT.sub(lambda slot: self._slot(slot[1], language), pattern)

    def _slot(self, name: str, language: str) -> str:
        if name in LISTED:
            chosen = self.material[language]
            for part in LISTED[name].split("."):
                chosen = chosen[part]
            return CITY_ALONE.sub("", str(self.random.choice(chosen))) if name == "city" else str(self.random.choice(chosen))
        return INVENTED[name](self, language)

    def title(self, language: str, *, is_news: bool = False) -> str:
        """Return a title, of a real work where the pool has one."""
        known = self.pool.titles.get(language, ())
        if known and not is_news and self.chance(0.35 if len(known) > 200 else 0.15):
            return self.random.choice(known)
        return invent_title(self, language, is_news=is_news)

    def person(self, language: str) -> Person:
        """Return a person's name."""
        if language != "en" and self.chance(0.12):
            language = self.random.choice(sorted(self.material))
        words = self.material[language]["words"]
        family = self.random.choice(words["family"])
        given = self.random.choice(words["given"])
        if language == "en" and self.pool.families and self.chance(0.6):
            family = self.random.choice(self.pool.families)
            given = self.random.choice(self.pool.given) if self.pool.given and self.chance(0.7) else given
        if self.chance(0.3 if language == "en" else 0.08) and "." not in given:
            given += f" {self.random.choice('ABCDEFGHJKLMRSTW')}."
        elif self.chance(0.05):
            given = f"{given[0]}. {self.random.choice('ABCDEFGHJKLMRSTW')}."
        if self.chance(0.06 if language in ("es", "pt") else 0.015):
            family = f"{family} {self.random.choice(words['family'])}"
        elif self.chance(0.02):
            family = f"{family}-{self.random.choice(words['family'])}"
        particle = self.random.choice(PARTICLES[language]) if language in PARTICLES and self.chance(0.03) else ""
        suffix = self.random.choice(["Jr.", "III", "Jr.", "Sr."]) if language == "en" and self.chance(0.012) else ""
        return Person(family, given, particle if family[0].isupper() and " " not in family else "", suffix)

    def people(self, language: str, weights: tuple[int, ...] = (50, 27, 13, 6, 3, 1)) -> list[Person]:
        """Return the names of one to six persons; now and then of a dozen."""
        count = self.random.choices(range(1, len(weights) + 1), weights)[0]
        if self.chance(0.01):
            count = self.random.randint(7, 14)
        return [self.person(language) for _ in range(count)]

    def body(self, language: str) -> Person:
        """Return an institution."""
        return Person(self.pick(language, "bodies"))

    def authors(self, work: Work, bodies: float) -> None:
        """Set the authors; with the chance ``bodies`` an institution."""
        work.names["author"] = [self.body(work.language)] if self.chance(bodies) else self.people(work.language)

    def date(self, work: Work, *, precise: float = 0.0) -> tuple[int, ...] | str:
        """Return a date of issue, with the chance ``precise`` a day."""
        year = self.random.choices(
            [self.random.randint(1850, 1949), self.random.randint(1950, 1989), self.random.randint(1990, 2024)], [3, 25, 72]
        )[0]
        if self.chance(0.006):
            return str(self.random.choice(FORTHCOMING[work.language if work.language in FORTHCOMING else "en"]))
        if not self.chance(precise):
            return (year,)
        year = max(year, 1965)
        month = self.random.randint(1, 12)
        return (year, month) if self.chance(0.12) else (year, month, self.random.randint(1, 28))

    def online(self, work: Work, share: float, *, accessed: float = 0.5) -> None:
        """Set an address and, with its chance, when it was looked at."""
        if self.chance(share):
            work.fields["URL"] = self.address(work)
            if self.chance(accessed):
                work.dates["accessed"] = (
                    self.random.randint(2003, 2024),
                    self.random.randint(1, 12),
                    self.random.randint(1, 28),
                )

    def address(self, work: Work) -> str:
        """Return an address on the web."""
        slug = re.sub(r"[^a-z0-9]+", "-", work.fields["title"].lower())[: self.random.randint(12, 60)].strip("-")
        name = self.random.choice(
            [
                "harbourwatch",
                "policy-forum",
                "mofa",
                "daily",
                "archive",
                "dataverse",
                "thinktank",
                "gov",
                "press",
                "unesdoc",
                "library",
                "ifs",
                "monitor",
                "review",
            ]
        )
        host = f"{self.random.choice(['www.', 'www.', '', 'news.', 'asia.', 'en.'])}{name}{self.random.choice(['', self.random.choice('abcdefg')])}.{self.random.choice(TOP_LEVEL[work.language])}"
        path = self.random.choice(
            [
                f"/{slug}",
                f"/{slug}/",
                f"/news/{self.random.randint(2000, 2024)}/{self.random.randint(1, 12):02d}/{slug}",
                f"/docs/{slug}.pdf",
                f"/{slug}.html",
                f"/index.php?id={self.random.randint(10, 99999)}",
                f"/publication/{self.random.randint(100, 99999)}",
                "/",
                f"/files/{slug.replace('-', '_')}.pdf",
                f"/story/{self.random.randint(10**5, 10**8)}",
            ]
        )
        return f"{self.random.choice(['https://', 'https://', 'http://'])}{host}{path}"

    def pages(self) -> str:
        """Return a range of pages."""
        first = self.random.randint(1, 900)
        return f"{first}-{first + self.random.randint(2, 45)}"

    def press(self, work: Work, *, place: float = 0.75) -> None:
        """Set a publisher and, with its chance, where it is."""
        language = work.language
        if language == "en" and self.pool.presses and self.chance(0.25):
            work.fields["publisher"] = self.random.choice(self.pool.presses)
        else:
            work.fields["publisher"] = self.pick(language, "presses")
        if self.chance(place):
            work.fields["publisher-place"] = self.city(language)
        if self.chance(0.02):
            del work.fields["publisher"]
            work.fields["publisher-place"] = self.city(language)

    def city(self, language: str) -> str:
        """Return where something is published or takes place."""
        if language == "en" and self.pool.cities and self.chance(0.2):
            return self.random.choice(self.pool.cities)
        return str(self.random.choice(self.material[language]["cities"]))

    def edition(self, work: Work, share: float) -> None:
        """Set, with its chance, an edition: a number, or as it is printed."""
        if self.chance(share):
            numbered = str(self.random.randint(2, 6))
            work.fields["edition"] = numbered if self.chance(0.5) else self.pick(work.language, "editions").rstrip(".")

    def doi(self, work: Work, share: float) -> None:
        """Set, with its chance, a DOI."""
        if self.chance(share):
            suffix = self.random.choice(["s{}-{}", "{}.{}", "j.{}.{}", "978-3-{}-{}", "isq/sq{}.{}", "00{}.{}"])
            work.fields["DOI"] = f"10.{self.random.randint(1000, 9999)}/" + suffix.format(
                self.random.randint(100, 99999), self.random.randint(1000, 99999)
            )

    def number(self) -> str:
        """Return the number of a report in its series."""
        return self.random.choice(
            [
                str(self.random.randint(1, 60)),
                str(self.random.randint(1, 60)),
                str(self.random.randint(100, 9999)),
                f"{self.random.randint(1990, 2023)}/{self.random.randint(1, 60):02d}",
                f"{self.random.randint(1, 40)}/{self.random.randint(1990, 2023)}",
                f"{self.random.choice('ABE')}-{self.random.randint(10, 999)}",
            ]
        )

    def series(self, work: Work, share: float) -> None:
        """Set, with its chance, a series and mostly its number."""
        if self.chance(share):
            work.fields["collection-title"] = self.pick(work.language, "series")
            if self.chance(0.75):
                work.fields["collection-number"] = str(
                    self.random.choice([self.random.randint(1, 99), self.random.randint(100, 900)])
                )


FORTHCOMING = {
    "de": ("im Erscheinen", "o. J.", "i. E."),
    "en": ("forthcoming", "in press", "n.d."),
    "es": ("en prensa", "s. f."),
    "fr": ("à paraître", "s. d."),
    "pt": ("no prelo", "s. d."),
}
TOP_LEVEL = {
    "de": ("de", "at", "ch", "org"),
    "en": ("org", "com", "gov", "go.jp", "go.kr", "co.uk", "int", "net", "edu", "gov.au", "govt.nz"),
    "es": ("es", "com", "mx", "org"),
    "fr": ("fr", "org", "ca", "be"),
    "it": ("it",),
    "nl": ("nl", "be"),
    "pl": ("pl",),
    "pt": ("br", "com.br", "pt", "gov.br"),
    "sv": ("se",),
    "tr": ("com.tr", "gov.tr"),
}


LISTED = {
    "city": "cities",
    "country": "countries",
    "field": "fields",
    "land": "words.land",
    "ministry": "ministries",
}
"""Slots of patterns that take a word of a list."""

CITY_ALONE = re.compile(r"[,/(].*")


def _acronym(it: Inventor, _: str) -> str:
    return "".join(it.random.choice("ABDEFGIKMNOPRSTUVZ") for _ in range(it.random.randint(3, 6)))


def _day(it: Inventor, _: str) -> str:
    return f"{it.random.randint(1, 28)}.{it.random.randint(1, 12)}.{it.random.randint(1960, 2023)}"


INVENTED: dict[str, Callable[[Inventor, str], str]] = {
    "acronym": _acronym,
    "d": _day,
    "family": lambda it, language: it.person(language).family,
    "n": lambda it, _: str(it.random.choice([it.random.randint(2, 60), it.random.randint(100, 2500)])),
    "y": lambda it, _: str(it.random.randint(1960, 2023)),
}
"""Slots of patterns that are drawn anew each time."""

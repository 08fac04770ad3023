"""Which kind of work an entry describes, by its fields and words (CSL types)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from extract.references.types.kinds import kind_of_genre, says
from extract.references.types.laws import find_law

NEWSPAPER = re.compile(
    r"\b(?:times|herald|guardian|post|tribune|gazette|telegraph|daily|sunday|mail|chronicle|courier|express|independent|zeitung|rundschau|tageblatt|anzeiger|allgemeine|nachrichten|presse|kurier|news|diario|jornal|folha|noticias|giornale|corriere|sera|repubblica|stampa|figaro|libération|press|reuters|bloomberg|bbc|cnn|yonhap|xinhua|tass|sputnik|dispatch|examiner|sentinel|inquirer|globe|mercury|advertiser|dominion|standard|wire|ilbo|shimbun|sun|star)\b",
    re.IGNORECASE,
)
BODY = re.compile(
    r"\b(?:ministry|ministerio|ministério|ministère|ministerium|ministero|institute?|instituto|istituto|institut|foundation|stiftung|fundación|fundação|fondation|fondazione|parliament|congress|government|gobierno|governo|department|departamento|office|agency|agência|agencia|agence|commission|comisión|comissão|kommission|council|consejo|conselho|conseil|rat|cent(?:er|re|ro|rum)|zentrum|universit\w{1,5}|universidad\w?|project|organi[sz]a\w{3,6}|bank|banco|banque|bureau|secretariat|white\shouse|embassy|affairs\sand\strade|union|unión|união|unione|nations|naciones\sunidas|nações\sunidas|nations\sunies|gesellschaft|corporation|forum|bundesamt|bundestag|bundesregierung)\b",
    re.IGNORECASE,
)
HOUSE = re.compile(
    r"\b(?:press(?:es)?|verlag|verlagsgesellschaft|books?|publish(?:ers?|ing)|publications|edition(?:en|s)?|éditions?|editora?|editores|editorial|ediciones|edições|editrice|imprensa|prensas?|UP)\b(?!\srelease)",
    re.IGNORECASE,
)
ARCHIVE = re.compile(r"\b(?:librar(?:y|ies)|archiv\w{0,3}|archiv[eo]s?|biblioth\w{2,6}|papers)\b", re.IGNORECASE)
SITE = re.compile(
    r"\b(?:last\s(?:modified|updated)|zuletzt\saktualisiert|web\.\s\d|home\s?page|webs?ite|página\sweb|site\sweb)\b",
    re.IGNORECASE,
)
DATA_DOI = re.compile(
    r"10\.(?:7910/DVN|17605/OSF\.IO/DATA|3886/ICPSR|4232/|5281/zenodo|6084/m9\.figshare|5255/UKDA)", re.IGNORECASE
)
PREPRINT_DOI = re.compile(r"10\.(?:1101/|31235/|31234/|31219/|48550/arxiv|2139/ssrn|33774/|20944/)", re.IGNORECASE)


@cache
def read_institutions() -> frozenset[str]:
    """Return the names of bodies that publish, in ``data/institutions.toml``."""
    table = tomllib.loads((files("extract") / "data" / "institutions.toml").read_text("utf-8"))
    return frozenset(name for kind in table.values() for name in kind["names"])


@cache
def read_periodicals() -> dict[str, str]:
    """Return names of newspapers, magazines and sites, in lower case, with the CSL type of what they print."""
    table = tomllib.loads((files("extract") / "data" / "periodicals.toml").read_text("utf-8"))
    return {name.lower(): kind for kind, names in table["periodicals"].items() for name in names}


def known_periodical(printed: str) -> str | None:
    """Return what a newspaper, magazine or site prints, if it is known by name.

    >>> known_periodical("The Guardian"), known_periodical("Ports and Power")
    ('article-newspaper', None)
    """
    name = " ".join(printed.lower().replace("’", "'").split()).strip(" .,;")
    known = read_periodicals()
    return known.get(name) or known.get(name.removeprefix("the ")) or known.get("the " + name)


@dataclass(frozen=True)
class Described:
    """A work as its entry describes it: the item so far, the text, and what the print shows."""

    csl: Mapping[str, Any]
    text: str
    has_in: bool
    has_online: bool
    is_quoted: bool

    def has(self, *names: str) -> bool:
        """Tell whether one of the fields is there."""
        return any(name in self.csl for name in names)

    @cached_property
    def title(self) -> str:
        """The title, or nothing."""
        return str(self.csl.get("title", ""))

    @cached_property
    def container(self) -> str:
        """What the work stands in, or nothing."""
        return str(self.csl.get("container-title", ""))

    @cached_property
    def publisher(self) -> str:
        """Who published it, or nothing."""
        return str(self.csl.get("publisher", ""))

    @cached_property
    def rest(self) -> str:
        """The entry without its title."""
        return self.text.replace(self.title, " ", 1) if self.title else self.text

    @cached_property
    def genre(self) -> str | None:
        """The type that the stated genre tells."""
        return kind_of_genre(str(self.csl.get("genre", "")))

    @cached_property
    def periodical(self) -> str | None:
        """The type of what a newspaper, magazine or site known by name prints; a news agency may stand as the author."""
        if self.container:
            return known_periodical(self.container)
        authors = self.csl.get("author", ())
        if len(authors) != 1 or self.precision < 3 or self.has("publisher"):
            return None
        known = known_periodical(authors[0].get("literal") or ("" if "given" in authors[0] else authors[0].get("family", "")))
        return known if known == "article-newspaper" else None

    @cached_property
    def precision(self) -> int:
        """1 with a year alone, 2 with a month, 3 with a day, 0 without date."""
        parts = self.csl.get("issued", {}).get("date-parts")
        return len(parts[0]) if parts else 0

    @cached_property
    def has_person(self) -> bool:
        """Whether a person is named as the author."""
        return any("given" in name for name in self.csl.get("author", ()))

    @cached_property
    def has_body(self) -> bool:
        """Whether an institution rather than a trade house publishes it."""
        if self.is_think_tank:
            return True
        return BODY.search(self.publisher) is not None and not HOUSE.search(self.publisher)

    @cached_property
    def is_think_tank(self) -> bool:
        """Whether a body that is known to bring out reports publishes it."""
        return self.publisher.removeprefix("The ").split(",")[0] in read_institutions()

    @cached_property
    def is_own(self) -> bool:
        """Whether the institution that wrote it published it."""
        authors = [str(name.get("literal", "")) for name in self.csl.get("author", ())]
        return any(len(name) > 2 and name.lower() in self.publisher.lower() for name in authors) or (
            any(authors) and not self.has_person and self.has_body
        )

    @cached_property
    def is_book(self) -> bool:
        """Whether it is published as books are."""
        return self.has("edition", "ISBN") or (self.has("publisher-place") and (self.has("publisher") or not self.has("URL")))

    @cached_property
    def is_report(self) -> bool:
        """Whether it is called a report, working paper or the like."""
        if says("report", "rest", str(self.csl.get("collection-title", ""))):
            return True
        if says("report", "title", self.title) and not (self.has_person and self.is_book):
            return True
        return (not self.is_book or self.has_body) and says("report", "rest", self.rest)

    @cached_property
    def is_in_journal(self) -> bool:
        """Whether it stands in a journal: with a volume or an issue, and pages."""
        return bool(self.container) and self.has("volume", "issue") and self.has("page")


Rule = tuple[str, Callable[[Described], object]]

STATED = frozenset(
    {
        "broadcast",
        "dataset",
        "manuscript",
        "motion_picture",
        "personal_communication",
        "post",
        "post-weblog",
        "software",
        "thesis",
    }
)
"""Genres that settle the type wherever the work stands."""

ANYWHERE: tuple[Rule, ...] = (
    ("hearing", lambda w: says("hearing", "title", w.title) or (says("hearing", "rest", w.rest) and not w.is_in_journal)),
    ("review-book", lambda w: says("review-book", "title", w.title) and (w.container or w.has("reviewed-title"))),
    ("thesis", lambda w: says("thesis", "rest", w.rest) and not w.container and not w.has("editor", "ISBN")),
    ("motion_picture", lambda w: w.has("director") or (says("motion_picture", "rest", w.rest) and not w.is_in_journal)),
    (
        "manuscript",
        lambda w: (
            w.has("archive", "archive_location")
            and not w.has("page", "DOI", "ISBN")
            and (not w.publisher or ARCHIVE.search(w.publisher))
        ),
    ),
    ("personal_communication", lambda w: says("personal_communication", "title", w.title) and not w.has("publisher", "volume")),
    ("interview", lambda w: w.has("interviewer") or (says("interview", "rest", w.rest) and not w.is_in_journal)),
    ("interview", lambda w: says("interview", "title", w.title) and not w.periodical and not w.is_in_journal),
    ("dataset", lambda w: DATA_DOI.match(str(w.csl.get("DOI", "")))),
    ("article", lambda w: PREPRINT_DOI.match(str(w.csl.get("DOI", ""))) and not w.is_in_journal),
    (
        "article",
        lambda w: (
            says("article", "container", w.container or w.publisher) or (not w.container and says("article", "rest", w.rest))
        ),
    ),
    ("software", lambda w: says("software", "rest", w.rest) and not w.is_in_journal),
    ("standard", lambda w: says("standard", "title", w.title) or (says("standard", "rest", w.text) and not w.container)),
)

IN_CONTAINER: tuple[Rule, ...] = (
    ("speech", lambda w: says("speech", "rest", w.rest) and w.has("event-title")),
    ("paper-conference", lambda w: w.has("event-title") and not w.has("volume", "issue", "publisher")),
    (
        "paper-conference",
        lambda w: says("paper-conference", "container", w.container) and not {"volume", "issue"} <= w.csl.keys(),
    ),
    ("entry-encyclopedia", lambda w: says("entry-encyclopedia", "container", w.container)),
    ("post-weblog", lambda w: says("post-weblog", "container", w.container) and not w.has("page", "volume")),
    ("chapter", lambda w: w.has("editor") or (w.has_in and w.has("publisher", "publisher-place") and not w.has("issue"))),
    ("dataset", lambda w: (says("dataset", "container", w.container) or says("dataset", "rest", w.rest)) and not w.has("page")),
    ("report", lambda w: says("report", "container", w.container) and not {"volume", "issue", "page"} <= w.csl.keys()),
    ("report", lambda w: not w.has("volume", "issue", "page") and w.is_report and w.precision < 3),
    ("speech", lambda w: says("speech", "rest", w.rest) and not w.has("volume", "page", "publisher")),
    ("paper-conference", lambda w: says("paper-conference", "rest", w.rest) and not w.has("volume", "page")),
    ("chapter", lambda w: w.has("page") and w.has("publisher") and not w.has("volume", "issue")),
    ("article-journal", lambda w: w.has("volume", "issue") or (w.has("page") and w.precision < 3)),
    ("article-newspaper", lambda w: NEWSPAPER.search(w.container) and (w.precision == 3 or w.has("URL", "page"))),
    ("article-newspaper", lambda w: w.precision == 3 and w.has("page")),
    ("report", lambda w: w.has("publisher") and w.has_body),
    ("webpage", lambda w: w.has("URL") or w.has_online or w.precision == 3),
    ("chapter", lambda w: w.has("publisher")),
    ("article-magazine", lambda w: w.precision == 2),
    ("article-journal", lambda _: True),
)

ALONE: tuple[Rule, ...] = (
    ("entry-encyclopedia", lambda w: says("entry-encyclopedia", "rest", w.rest)),
    ("dataset", lambda w: says("dataset", "title", w.title) or says("dataset", "rest", w.rest if w.has_person else w.text)),
    ("speech", lambda w: says("speech", "title", w.title) or (says("speech", "rest", w.rest) and not w.is_book)),
    ("paper-conference", lambda w: w.has("event-title") or says("paper-conference", "rest", w.text)),
    ("post-weblog", lambda w: says("post-weblog", "rest", w.rest)),
    ("report", lambda w: w.is_report),
    ("report", lambda w: (w.is_own or w.is_think_tank or w.has("number")) and not w.has("ISBN", "edition")),
    ("report", lambda w: w.is_book and w.has_body and (w.is_quoted or w.precision > 1 or w.has("URL"))),
    ("book", lambda w: w.is_book),
    ("report", lambda w: w.has_body and (w.precision < 3 or not w.has("URL"))),
    ("webpage", lambda w: w.has("URL") or w.has_online or w.precision == 3 or SITE.search(w.rest)),
    ("book", lambda w: w.has("publisher")),
    ("report", lambda w: any("literal" in name for name in w.csl.get("author", ())) and not w.has("accessed")),
    ("webpage", lambda w: w.has("accessed")),
    ("document", lambda w: w.is_quoted or not w.title),
    ("book", lambda _: True),
)


def find_type(work: Described) -> str:
    """Return the CSL type: that of the first rule that holds.

    >>> find_type(Described({"title": "Ports", "publisher": "Harbour Press"}, "Ports. Harbour Press.", False, False, False))
    'book'
    """
    if work.genre in STATED or (work.genre is not None and not work.is_in_journal and not work.periodical):
        return work.genre
    law = find_law(work.title, work.rest, work.csl)
    if law is not None:
        return law
    for kind, holds in ANYWHERE:
        if holds(work):
            return kind
    if work.periodical and (
        not {"volume", "page"} <= work.csl.keys() or (work.periodical == "article-magazine" and work.precision > 1)
    ):
        return work.periodical
    return next(kind for kind, holds in (IN_CONTAINER if work.container else ALONE) if holds(work))

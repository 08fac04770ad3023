"""What speaks for one kind of work or another in an entry: the facts that the rules of ``data/type_rules.toml`` name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from extract.references.marks import has_cue
from extract.references.types.kinds import kind_of_genre, read_kind_cues, says
from extract.references.types.laws import find_law, is_person
from extract.references.types.outlets import BODY, HOUSE, NEWSPAPER, NEWSROOM, kind_of_site, known_outlet, read_institutions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ARCHIVE = re.compile(r"\b(?:librar(?:y|ies)|archiv\w{0,3}|archiv[eo]s?|biblioth\w{2,6}|papers)\b", re.IGNORECASE)
SITE = re.compile(r"\b(?:web\.\s\d|home\s?page|webs?ite|página\sweb|site\sweb)\b", re.IGNORECASE)
UPDATED = re.compile(r"\b(?:last\s(?:modified|updated)|zuletzt\saktualisiert|mis\sà\sjour\sle)\b", re.IGNORECASE)
"""What only a page says of itself, wherever it stands."""
DATA_DOI = re.compile(
    r"10\.(?:7910/DVN|17605/OSF\.IO/DATA|3886/ICPSR|4232/|5281/zenodo|6084/m9\.figshare|5255/UKDA)", re.IGNORECASE
)
PREPRINT_DOI = re.compile(r"10\.(?:1101/|31235/|31234/|31219/|48550/arxiv|2139/ssrn|33774/|20944/)", re.IGNORECASE)
FILE = re.compile(r"\.pdf\b|/pdfs?/|/download", re.IGNORECASE)
SERIES = re.compile(
    r"\b(?:papers?|briefs?|briefings?|reports?|insights|fact\s?sheets?|notes?|memos?|backgrounder|documentos?|documenti|informes?|cahiers\sde\srecherche|papiere?|berichte?|analysen?|kompakt|focus)\W*$",
    re.IGNORECASE,
)
"""How the series of reports end."""
NUMBER = re.compile(r"\A\W*(?:\d{1,3}[\W_]+)?")
JOURNAL = re.compile(
    r"\b(?:journal|review|quarterly|zeitschrift|vierteljahres\w{4,8}|jahrbuch|archiv|revue|revista|rivista|annals|annales|studies|studien|studi|cahiers)\b|\bj\.\s",
    re.IGNORECASE,
)
"""Words in the names of journals."""
INITIALS = re.compile(r"\((?:[A-ZÀ-Þ][a-z]?\.[\s-]?){1,4}\)")
"""Given names behind a family name: "CHEVREUX (P.-H.)"."""
PARTS = re.compile(r"[.,;:()\[\]?!“”„\"«»]+\s?")
"""What stands between the parts of an entry."""
TITLE_PARTS = re.compile(r"[,.?!”“»’]\s")
ISSUE_HEAD = re.compile(r"(?P<name>[A-ZÀ-Þ][^\d:.,“„\"«]{2,40}?),?\s(?:(?:Nr|Heft|no)\.?\s)?\d{1,3}/(?:19|20)?\d\d\b")
"""A magazine with its issue at the start: "Der Spiegel 12/1984:"."""
ANNUAL = re.compile(r"(?:\w{2,20}\s){0,4}annual\s(?:\w{2,20}\s)?(?:report|review)\b", re.IGNORECASE)
OF_BODY = re.compile(r"[A-Z]{3,6}\s[A-Z]")
"""A name that starts with the acronym of a body: "SIPRI Insights"."""
BODY_END = re.compile(r",|\.\s")
DIGIT = re.compile(r"\d")
HOUSE_ENDS = frozenset({"Press", "Verlag", "UP"})
MAX_TAIL = 60
"""Characters of what may stand behind a title."""
MAX_PARTS = 24
"""Parts of an entry that are looked at."""
DAY = 3
"""The parts of a date that names a day."""
PARENTHESIS = re.compile(r"\s\([^()]{1,14}\)\Z")


@dataclass(frozen=True)
class Described:
    """A work as its entry describes it: the item so far, the text, and what the print shows."""

    csl: Mapping[str, Any]
    text: str
    has_in: bool
    has_online: bool
    is_quoted: bool

    @cached_property
    def facts(self) -> Facts:
        """Whether each fact holds: one of ``FACTS``, "place:kind" for what a place says, or the name of a field.

        >>> Described({"title": "Ports", "volume": "3"}, "Ports 3", False, False, False).facts["volume"]
        True
        """
        return Facts(self)

    @cached_property
    def printed(self) -> str:
        """All that places say, in lower case; most of it stands in the entry as it is."""
        apart = [each for each in (self.title, self.container, self.publisher) if each not in self.text]
        return "\n".join((self.text, *apart)).lower()

    @cached_property
    def _cued(self) -> dict[str, bool]:
        return {}

    def is_cued(self, kind: str) -> bool:
        """Tell whether any place may say that the work is of a kind, for which a cue must stand somewhere."""
        cued = self._cued.get(kind)
        if cued is None:
            cues = read_kind_cues(kind)
            cued = self._cued[kind] = not cues or has_cue(self.printed, cues)
        return cued

    @cached_property
    def title(self) -> str:
        """The title, or nothing."""
        return str(self.csl.get("title", ""))

    @cached_property
    def container(self) -> str:
        """What the work stands in, or nothing: no body that brings it out, end of a house's name, or half of an edited volume's title."""
        container = str(self.csl.get("container-title", ""))
        if not container or (not self.publisher_field and self._is_body_without_site(container)):
            return ""
        if self.publisher_field and container in HOUSE_ENDS:
            return ""
        keys = self.csl.keys()
        is_volume = (
            "editor" in keys and not keys & {"author", "page", "volume", "issue"} and not (self.has_in or self.is_quoted)
        )
        return "" if is_volume and self.is_book else container

    @cached_property
    def publisher(self) -> str:
        """Who published it, or nothing: also a body that brings out reports, wherever it stands behind the title."""
        container = str(self.csl.get("container-title", ""))
        if self.publisher_field or (container and not self._is_body_without_site(container)):
            return self.publisher_field
        return container or ("" if self.csl.keys() & {"edition", "ISBN"} else self._body_astray)

    @cached_property
    def publisher_field(self) -> str:
        """The publisher as the field has it."""
        return str(self.csl.get("publisher", ""))

    def _is_body_without_site(self, name: str) -> bool:
        return _is_listed(name) and not self.csl.keys() & {"URL", "volume", "issue", "page"}

    @cached_property
    def _body_astray(self) -> str:
        """A body that brings out reports and stands in no field but a title that took it in."""
        return self.tail if self.tail and _is_listed(self.tail) else ""

    @cached_property
    def tail(self) -> str:
        """The last part of the title, behind a comma or a stop, which may be what stands behind it."""
        parts = TITLE_PARTS.split(self.title)
        return parts[-1] if len(parts) > 1 and len(parts[-1]) <= MAX_TAIL else ""

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """What stands between the marks of an entry, but for its first part and its title: where no field holds its outlet or body."""
        return tuple(
            each.strip() for each in PARTS.split(self.text)[1:MAX_PARTS] if len(each) > 2 and each.strip() != self.title
        )

    @cached_property
    def rest(self) -> str:
        """The entry without its title."""
        return self.text.replace(self.title, " ", 1) if self.title else self.text

    @cached_property
    def head(self) -> str:
        """The start of the entry, without its number."""
        return NUMBER.sub("", self.text[:200], count=1)

    @cached_property
    def genre(self) -> str | None:
        """The kind that the stated genre tells."""
        return kind_of_genre(str(self.csl.get("genre", "")))

    @cached_property
    def law(self) -> str | None:
        """The type of a law, bill, treaty or judgment."""
        return find_law(self.title, self.rest, self.csl)

    @cached_property
    def front(self) -> str:
        """The name of the only author where it may be that of a body or an outlet, or nothing."""
        authors = self.csl.get("author", ())
        if len(authors) != 1:
            return ""
        name = authors[0]
        return str(name.get("literal") or ("" if "given" in name else name.get("family", "")))

    @cached_property
    def outlet(self) -> str | None:
        """The kind of the newspaper, magazine, broadcaster or blog in which it stands, which may stand as author or publisher."""
        if self.container and self.publisher and "publisher-place" in self.csl and self.precision != DAY:
            return None  # "Duke Univ. Press", of which the last word is a newspaper
        known = known_outlet(self.container) if self.container else None
        if known is None and self.publisher and "publisher-place" not in self.csl:
            known = known_outlet(self.publisher)
        if known is not None or self.container:
            return known
        if self.publisher or self.csl.keys() & {"edition", "ISBN", "collection-title"}:
            return None
        if not self.front:
            return self._astray
        known = known_outlet(self.front)
        if known == "article-magazine" and BODY.search(self.front):
            return None  # "The Asan Forum" is a body, too
        if known is None and self.precision == DAY and NEWSROOM.search(self.front):
            return "article-newspaper"
        return known if self.precision == DAY or self.csl.keys() & {"issue", "page", "URL"} else None

    @cached_property
    def _astray(self) -> str | None:
        """The kind of the outlet that no field holds: before the issue at the start, or behind the title, where a day or page is given."""
        found = ISSUE_HEAD.match(self.head)
        if found is not None and known_outlet(found["name"]):
            return known_outlet(found["name"])
        if "publisher-place" in self.csl or not (self.precision == DAY or "page" in self.csl):
            return None
        for each in self.parts:
            known = known_outlet(each) if each[0].isupper() else None
            if known is not None:
                return known
        return None

    @cached_property
    def site(self) -> str | None:
        """The kind of site that the address belongs to."""
        return kind_of_site(str(self.csl["URL"])) if "URL" in self.csl else None

    @cached_property
    def precision(self) -> int:
        """1 with a year alone, 2 with a month, 3 with a day, 0 without date."""
        parts = self.csl.get("issued", {}).get("date-parts")
        return len(parts[0]) if parts else 0

    @cached_property
    def has_person(self) -> bool:
        """Whether a person is named as the author."""
        return any(is_person(name, self.text) for name in self.csl.get("author", ()))

    @cached_property
    def is_by_body(self) -> bool:
        """Whether an institution, and no person, is named as the author."""
        authors = self.csl.get("author", ())
        return (
            bool(authors)
            and not self.has_person
            and any(
                ("literal" in name and not INITIALS.search(str(name["literal"])))
                or ("given" in name and not DIGIT.search(str(name.get("family", ""))))
                or _is_listed(self.front)
                for name in authors
            )
        )

    @cached_property
    def is_from_body(self) -> bool:
        """Whether an institution rather than a trade house publishes it."""
        if _is_listed(self.publisher):
            return True
        return BODY.search(self.publisher) is not None and HOUSE.search(self.publisher) is None

    @cached_property
    def is_own(self) -> bool:
        """Whether the institution that wrote it published it."""
        authors = [str(name.get("literal", "")) for name in self.csl.get("author", ())]
        return any(len(name) > 2 and name.lower() in self.publisher.lower() for name in authors) or (
            any(authors) and not self.has_person and self.is_from_body
        )

    @cached_property
    def is_book(self) -> bool:
        """Whether it is published as books are."""
        keys = self.csl.keys()
        return bool(keys & {"edition", "ISBN"}) or ("publisher-place" in keys and ("publisher" in keys or "URL" not in keys))

    @cached_property
    def is_called_report(self) -> bool:
        """Whether it is called a report, working paper or the like."""
        series = str(self.csl.get("collection-title", ""))
        if says("report", "rest", series) or SERIES.search(series):
            return True
        if says("report", "title", self.title) and (not (self.has_person and self.is_book) or ANNUAL.match(self.title)):
            return True
        if self.tail and says("report", "rest", self.tail):
            return True
        return (not self.is_book or self.is_from_body or self.is_by_body) and says("report", "rest", self.rest)


class Facts(dict[str, bool]):
    """Whether facts hold of a work, each found out when it is first asked for."""

    __slots__ = ("work",)

    def __init__(self, work: Described) -> None:
        """Know nothing yet of ``work``."""
        self.work = work

    def __missing__(self, fact: str) -> bool:
        """Find out whether a fact holds."""
        holds = self[fact] = bool(_reader(fact)(self.work))
        return holds


@cache
def _reader(fact: str) -> Callable[[Described], object]:
    """Return what tells whether a fact holds of a work."""
    if fact in FACTS:
        return FACTS[fact]
    place, colon, kind = fact.partition(":")
    if place in KINDS:
        find = KINDS[place]
        return lambda work: find(work) == kind
    if colon:
        asked, text = PLACES[place]
        return lambda work: work.is_cued(kind) and says(kind, asked, text(work))
    return lambda work: fact in work.csl


def _is_listed(name: str) -> bool:
    """Tell whether a name is that of a body known to bring out reports."""
    bare = PARENTHESIS.sub("", name).removeprefix("The ")
    return bool(bare) and (bare in read_institutions() or BODY_END.split(bare)[0] in read_institutions())


FACTS: dict[str, Callable[[Described], object]] = {
    "a body's": lambda w: OF_BODY.match(w.container) and _is_listed(w.container.split()[0]),
    "a file": lambda w: FILE.search(str(w.csl.get("URL", ""))),
    "as a book": lambda w: w.is_book,
    "as a site": lambda w: UPDATED.search(w.text) or SITE.search(w.rest),
    "by a body": lambda w: w.is_by_body,
    "by a listed body": lambda w: _is_listed(w.front),
    "by a person": lambda w: w.has_person,
    "called a report": lambda w: w.is_called_report,
    "container": lambda w: w.container,
    "data doi": lambda w: DATA_DOI.match(str(w.csl.get("DOI", ""))),
    "dated": lambda w: w.precision,
    "day": lambda w: w.precision == DAY,
    "from a body": lambda w: w.is_from_body,
    "from a listed body": lambda w: _is_listed(w.publisher),
    "from a house": lambda w: HOUSE.search(w.publisher) and not w.is_own,
    "from an archive": lambda w: not w.publisher or ARCHIVE.search(w.publisher),
    "in": lambda w: w.has_in,
    "in a journal": lambda w: w.container and w.csl.keys() & {"volume", "issue"} and "page" in w.csl,
    "its own": lambda w: w.is_own,
    "known": lambda w: w.outlet,
    "month": lambda w: w.precision > 1,
    "named a newspaper": lambda w: NEWSPAPER.search(w.container),
    "named a journal": lambda w: JOURNAL.search(w.container),
    "online": lambda w: w.has_online or "URL" in w.csl,
    "preprint doi": lambda w: PREPRINT_DOI.match(str(w.csl.get("DOI", ""))),
    "quoted": lambda w: w.is_quoted,
    "volume and issue": lambda w: {"volume", "issue"} <= w.csl.keys(),
    "volume and page": lambda w: {"volume", "page"} <= w.csl.keys(),
}
"""The facts that rules may name beside fields and what places say."""
KINDS: dict[str, Callable[[Described], str | None]] = {
    "genre": lambda w: w.genre,
    "law": lambda w: w.law,
    "outlet": lambda w: w.outlet,
    "site": lambda w: w.site,
}
"""Places that tell one kind each: the stated genre, a law's form, the outlet by its name, the site by its address."""
PLACES: dict[str, tuple[str, Callable[[Described], str]]] = {
    "container": ("container", lambda w: w.container),
    "head": ("title", lambda w: w.head),
    "publisher": ("container", lambda w: w.publisher),
    "rest": ("rest", lambda w: w.rest),
    "text": ("rest", lambda w: w.text),
    "title": ("title", lambda w: w.title),
}
"""Places whose words tell kinds: the patterns of ``data/work_kinds.toml`` that are asked, and the text."""

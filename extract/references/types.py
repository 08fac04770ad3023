"""Which kind of work an entry describes, by its fields and words (CSL types)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

THESIS = re.compile(
    r"\b(?:ph\.?\s?d\.?(?![a-z])|dissertation|doctoral|(?:master|bachelor)[’']?s?\s(?:thesis|degree)|thesis|th[eè]se|tesis|tese\b|tesi\b|dissertação|diss\.|habil(?:itation\w*|\.)|diplomarbeit|magisterarbeit|masterarbeit|bachelorarbeit|"
    r"m\.?\s?[ap]\.?\s?thesis)",
    re.IGNORECASE,
)
REPORT = re.compile(
    r"\b(?:(?:working|discussion|occasional|policy|research|staff|white|green|conference|issue|background)[\s-]papers?|(?:policy|issue|research|country|special|technical|annual|monthly|final|fact|staff)\s(?:reports?|briefs?|briefings?|memos?|memorandum|notes?)"
    r"|reports?\s(?:no|nr|n[.°º])|tech\.\srep\.|reports?(?=\W*$)|adelphi|memorandum|white\spaper|arbeitspapiere?|diskussionspapiere?|\w*bericht\b|working\spapers?|documentos?\sde\strabajo|texto\spara\sdiscussão|document\sde\stravail|rapport\b|informe\b|relatório|rapporto|gutachten|nbr\sspecial)",
    re.IGNORECASE,
)
CONFERENCE = re.compile(
    r"\b(?:proceedings|proc\.|conference|symposium|workshop|congress|congreso|congresso|kongress|tagung|colloqui\w+|colóquio|meeting|actas|anais|atti|presented\sat|presentado\sen|vortrag)\b",
    re.IGNORECASE,
)
LAW_TITLE = re.compile(
    r"(?:[A-Z][\w’'-]+\s){1,8}(?:Act|Law|Bill|Code|Treaty|Convention|Charter|Regulations?|Constitution)(?:\s(?:of\s)?\(?\d{4}\)?)?\Z"
    r"|(?:Treaty|Convention|Protocol|Charter|Constitution|Resolution|Directive|Regulation|Council\s(?:Regulation|Decision)|Executive\sOrder|Public\sLaw|Ley|Loi|Lei|Decreto|Gesetz|Verordnung)\b.{0,60}\d",
)
LAW_ALONE = re.compile(r"\A(?:[A-ZÀ-Þ][\w’'-]+\s(?:of\s|and\s|for\s){0,2}){1,8}Act\Z")
SPEECH = re.compile(
    r"\b(?:(?:keynote\s)?speech|remarks\s(?:by|at|to)|address\s(?:to|at|by)|lecture\s(?:at|given|delivered)|rede\s(?:vor|von|auf|bei)|discurso|discours|conferencia\sde\sprensa)\b",
    re.IGNORECASE,
)
INTERVIEW = re.compile(
    r"\b(?:(?:personal\s|author[’']s\s)?interview(?:s|ed)?\s(?:with|by|conducted)|interview\sby|entrevista\s(?:a|con|com|realizada)|entretien\savec|gespräch\smit|interview\smit)\b",
    re.IGNORECASE,
)
DATASET = re.compile(
    r"\b(?:data\s?set|data\s?base|datensatz|dataverse|codebook|\[data\]|base\sde\sdatos|replication\sdata|survey\sdata|data\sfile)\b",
    re.IGNORECASE,
)
WIKI = re.compile(
    r"\b(?:encyclop(?:a?e)dia|enzyklopädie|enciclopedia|wikipedia|lexikon|dictionary|wörterbuch|diccionario|dictionnaire)\b",
    re.IGNORECASE,
)
MOVIE = re.compile(r"\b(?:motion\spicture|dvd|directed\sby|dir\.\s[A-Z][a-z]+\s[A-Z])|\[film\]", re.IGNORECASE)
PRESENTED = re.compile(r"\b(?:paper|vortrag|ponencia)\s(?:presented|prepared|auf|bei|presentada|gehalten)", re.IGNORECASE)
NEWSPAPER = re.compile(
    r"\b(?:times|herald|guardian|post|tribune|gazette|telegraph|daily|sunday|mail|chronicle|courier|express|independent|zeitung|rundschau|tageblatt|anzeiger|allgemeine|nachrichten|presse|kurier|news|diario|jornal|folha|noticias|giornale|corriere|sera|repubblica|stampa|figaro|libération|press|reuters|bloomberg|bbc|cnn|yonhap|xinhua|tass|sputnik|dispatch|examiner|sentinel|inquirer|globe|mercury|advertiser|dominion|standard|wire|ilbo|shimbun|sun|star)\b",
    re.IGNORECASE,
)
BODY = re.compile(
    r"\b(?:ministry|ministerio|ministère|ministerium|institute?|instituto|institut|foundation|stiftung|fundación|fundação|parliament|congress|government|department|office|agency|commission|council|centre|center|centro|university|project|organi[sz]ation|bank|bureau|secretariat|white\shouse|embassy|affairs\sand\strade|union|nations)\b",
    re.IGNORECASE,
)


@cache
def read_periodicals() -> dict[str, str]:
    """Return names of newspapers, magazines and sites, in lower case, with the CSL type of what they print."""
    table = tomllib.loads((files("extract") / "data" / "periodicals.toml").read_text("utf-8"))
    return {name.lower(): kind for kind, names in table["periodicals"].items() for name in names}


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
    def rest(self) -> str:
        """The entry without its title."""
        return self.text.replace(self.title, " ", 1) if self.title else self.text

    @cached_property
    def periodical(self) -> str | None:
        """The type of what a newspaper, magazine or site known by name prints."""
        name = self.container.lower().strip(" .,;")
        known = read_periodicals()
        return known.get(name) or known.get(name.removeprefix("the ")) or known.get("the " + name)

    @cached_property
    def precision(self) -> int:
        """1 with a year alone, 2 with a month, 3 with a day, 0 without date."""
        parts = self.csl.get("issued", {}).get("date-parts")
        return len(parts[0]) if parts else 0

    @cached_property
    def has_body(self) -> bool:
        """Whether an institution rather than a trade house publishes it."""
        return BODY.search(str(self.csl.get("publisher", ""))) is not None

    @cached_property
    def is_book(self) -> bool:
        """Whether it is published as books are."""
        return self.has("edition", "ISBN") or (self.has("publisher-place") and (self.has("publisher") or not self.has("URL")))

    @cached_property
    def is_report(self) -> bool:
        """Whether it is called a report, working paper or the like."""
        if REPORT.search(str(self.csl.get("genre", ""))) or REPORT.search(str(self.csl.get("collection-title", ""))):
            return True
        return not self.is_book and REPORT.search(self.rest) is not None


Rule = tuple[str, Callable[[Described], object]]

ANYWHERE: tuple[Rule, ...] = (
    (
        "thesis",
        lambda w: (
            THESIS.search(str(w.csl.get("genre", ""))) or (THESIS.search(w.rest) and not w.container and not w.has("editor"))
        ),
    ),
    ("interview", lambda w: INTERVIEW.search(w.rest) or (INTERVIEW.match(w.title) and not w.periodical)),
)

IN_CONTAINER: tuple[Rule, ...] = (
    ("paper-conference", lambda w: CONFERENCE.search(w.container) and not {"volume", "issue"} <= w.csl.keys()),
    ("entry-encyclopedia", lambda w: WIKI.search(w.container)),
    ("chapter", lambda w: w.has("editor") or (w.has_in and w.has("publisher", "publisher-place") and not w.has("issue"))),
    ("dataset", lambda w: DATASET.search(w.rest) and not w.has("page")),
    ("report", lambda w: REPORT.search(w.container) and not {"volume", "issue", "page"} <= w.csl.keys()),
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
    ("dataset", lambda w: DATASET.search(w.rest) or DATASET.search(w.title)),
    (
        "legislation",
        lambda w: (LAW_TITLE.match(w.title) and not w.has("publisher-place", "author")) or LAW_ALONE.search(w.title),
    ),
    ("speech", lambda w: SPEECH.search(w.rest) or SPEECH.match(w.title)),
    ("paper-conference", lambda w: PRESENTED.search(w.text)),
    ("motion_picture", lambda w: MOVIE.search(w.rest)),
    ("report", lambda w: w.is_report),
    ("report", lambda w: w.is_book and w.has_body and w.is_quoted and w.has("URL")),
    ("book", lambda w: w.is_book),
    ("report", lambda w: w.has_body and w.precision < 3),
    ("webpage", lambda w: w.has("URL") or w.has_online or w.precision == 3),
    ("book", lambda w: w.has("publisher")),
    ("report", lambda w: any("literal" in name for name in w.csl.get("author", ()))),
    ("document", lambda w: w.is_quoted or not w.title),
    ("book", lambda _: True),
)


def find_type(work: Described) -> str:
    """Return the CSL type: that of the first rule that holds."""
    for kind, holds in ANYWHERE:
        if holds(work):
            return kind
    if work.periodical and not {"volume", "page"} <= work.csl.keys():
        return work.periodical
    return next(kind for kind, holds in (IN_CONTAINER if work.container else ALONE) if holds(work))

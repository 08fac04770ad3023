"""Invented works of every CSL type: what their records hold before a style prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.references.making.works import Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.references.making.works import Inventor

ISSUES = (
    "1",
    "1",
    "2",
    "2",
    "3",
    "3",
    "4",
    "4",
    "5",
    "6",
    "7",
    "8",
    "9",
    "10",
    "11",
    "12",
    "1-2",
    "3-4",
    "1/2",
    "27",
    "41",
    "1021",
    "Suppl 1",
)


def invent_work(it: Inventor, language: str) -> Work:
    """Return one work, mostly in ``language``."""
    if language != "en" and it.chance(0.28):
        language = "en"
    kind = it.random.choices(list(KINDS), [weight for weight, _ in KINDS.values()])[0]
    work = Work(kind.partition("/")[0], language)
    work.fields["title"] = it.title(language, is_news=kind in NEWS_KINDS)
    work.dates["issued"] = it.date(work)
    KINDS[kind][1](it, work)
    if it.chance(0.03):
        work.fields["year-suffix"] = it.random.choice("aabc")
    return work


def _book(it: Inventor, work: Work) -> None:
    it.authors(work, 0.05)
    it.press(work)
    it.edition(work, 0.14)
    it.series(work, 0.12)
    if it.chance(0.06):
        work.fields["volume"] = str(it.random.randint(1, 12))
    if it.chance(0.06):
        work.names["translator"] = it.people(work.language, (9, 1))
    if it.chance(0.05):
        work.dates["original-date"] = (it.random.randint(1750, 1960),)
    if it.chance(0.04):
        work.fields["ISBN"] = (
            f"978-{it.random.randint(0, 9)}-{it.random.randint(100, 999)}-{it.random.randint(10000, 99999)}-{it.random.randint(0, 9)}"
        )
    it.doi(work, 0.04)
    it.online(work, 0.04)


def _edited(it: Inventor, work: Work) -> None:
    work.names["editor"] = [it.body(work.language)] if it.chance(0.12) else it.people(work.language, (35, 40, 18, 7))
    it.press(work)
    it.edition(work, 0.08)
    it.series(work, 0.15)


def _chapter(it: Inventor, work: Work) -> None:
    it.authors(work, 0.02)
    work.fields["container-title"] = it.title(work.language)
    if it.chance(0.92):
        work.names["editor"] = [it.body(work.language)] if it.chance(0.04) else it.people(work.language, (32, 42, 18, 8))
    if it.chance(0.9):
        work.fields["page"] = it.pages()
    it.press(work)
    it.edition(work, 0.06)
    it.series(work, 0.1)
    if it.chance(0.05):
        work.fields["volume"] = str(it.random.randint(1, 12))
    it.doi(work, 0.08)


def _journal(it: Inventor, work: Work) -> None:
    it.authors(work, 0.02)
    if work.language == "en" and it.pool.journals and it.chance(0.45):
        work.fields["container-title"] = it.random.choice(it.pool.journals)
    else:
        work.fields["container-title"] = it.pick(work.language, "journals")
    if it.chance(0.9):
        work.fields["volume"] = str(
            it.random.choice([it.random.randint(1, 60), it.random.randint(1, 120), it.random.randint(1, 400)])
        )
    if it.chance(0.7) or "volume" not in work.fields:
        work.fields["issue"] = it.random.choice(ISSUES)
    if it.chance(0.93):
        work.fields["page"] = it.pages() if it.chance(0.94) else str(it.random.randint(10000, 999999))
    it.doi(work, 0.3)
    it.online(work, 0.08)
    if it.chance(0.08):
        work.dates["issued"] = it.date(work, precise=1)


def _newspaper(it: Inventor, work: Work) -> None:
    if it.chance(0.72):
        it.authors(work, 0.08)
    work.fields["container-title"] = it.pick(work.language, "news")
    work.dates["issued"] = it.date(work, precise=0.95)
    if it.chance(0.3):
        work.fields["page"] = (
            str(it.random.randint(1, 48)) if it.chance(0.8) else it.random.choice(["A1", "A4", "B2", "C7", "A12", "A19"])
        )
    elif it.chance(0.1):
        work.fields["section"] = it.pick(work.language, "sections")
    it.online(work, 0.6)


def _magazine(it: Inventor, work: Work) -> None:
    it.authors(work, 0.04)
    work.fields["container-title"] = it.pick(work.language, "magazines")
    work.dates["issued"] = it.date(work, precise=0.9)
    if it.chance(0.3):
        work.fields["volume"] = str(it.random.randint(1, 99))
    if it.chance(0.35):
        work.fields["issue"] = it.random.choice(ISSUES)
    if it.chance(0.5):
        work.fields["page"] = it.pages()
    it.online(work, 0.35)


def _webpage(it: Inventor, work: Work) -> None:
    if it.chance(0.85):
        it.authors(work, 0.6)
    if it.chance(0.6):
        work.fields["container-title"] = it.pick(work.language, "sites")
    work.dates["issued"] = it.date(work, precise=0.7)
    if it.chance(0.06):
        del work.dates["issued"]
    if it.chance(0.1) and "container-title" not in work.fields:
        work.fields["publisher"] = it.pick(work.language, "bodies")
    it.online(work, 0.96, accessed=0.6)


def _blog(it: Inventor, work: Work) -> None:
    it.authors(work, 0.05)
    work.fields["container-title"] = it.pick(work.language, "sites")
    work.dates["issued"] = it.date(work, precise=0.9)
    if it.chance(0.3):
        work.fields["genre"] = it.random.choice(["Blog", "Blog post", "Weblog"])
    it.online(work, 0.95)


def _report(it: Inventor, work: Work) -> None:
    it.authors(work, 0.6)
    author = work.names["author"][0]
    if it.chance(0.55):
        if it.chance(0.5):
            work.fields["collection-title"] = it.pick(work.language, "papers")
            work.fields["collection-number"] = work.fields["number"] = it.number()
            if it.chance(0.7):  # most styles print a report's number with its genre
                work.fields["genre"] = work.fields.pop("collection-title")
                del work.fields["collection-number"]
            else:
                del work.fields["number"]
        else:
            work.fields["genre"] = it.pick(work.language, "papers")
            work.fields["number"] = it.number()
        work.labels["genre"] = "collection-title"
    elif it.chance(0.5):
        work.fields["genre"] = it.pick(work.language, "genres.report")
    if author.given or it.chance(0.3):
        work.fields["publisher"] = it.pick(work.language, "bodies")
    elif it.chance(0.15):
        work.fields["publisher"] = author.family
    if it.chance(0.6):
        work.fields["publisher-place"] = it.city(work.language)
    work.dates["issued"] = it.date(work, precise=0.35)
    it.online(work, 0.5)
    it.doi(work, 0.03)


def _thesis(it: Inventor, work: Work) -> None:
    work.names["author"] = [it.person(work.language)]
    work.fields["genre"] = it.pick(work.language, "genres.thesis").rstrip(".")
    work.fields["publisher"] = it.pick(work.language, "universities")
    if it.chance(0.45):
        work.fields["publisher-place"] = it.city(work.language)
    it.online(work, 0.25)


def _proceedings(it: Inventor, work: Work) -> None:
    it.authors(work, 0.01)
    event = it.pick(work.language, "events")
    work.fields["container-title"] = (
        f"Proceedings of the {event.removeprefix('Proceedings of the ')}" if work.language == "en" and it.chance(0.6) else event
    )
    if it.chance(0.3):
        work.names["editor"] = it.people(work.language, (30, 40, 20, 10))
    if it.chance(0.85):
        work.fields["page"] = it.pages()
    if it.chance(0.6):
        it.press(work, place=0.6)
    if it.chance(0.3):
        work.fields["event-place"] = it.city(work.language)
    it.series(work, 0.12)
    it.doi(work, 0.15)


def _talk(it: Inventor, work: Work) -> None:
    it.authors(work, 0.01)
    work.fields["event"] = work.fields["event-title"] = it.pick(work.language, "events")
    work.fields["genre"] = it.pick(work.language, "genres.paper-conference")
    if it.chance(0.8):
        work.fields["event-place"] = it.city(work.language)
    work.dates["issued"] = it.date(work, precise=0.6)
    it.online(work, 0.2)


def _law(it: Inventor, work: Work) -> None:
    work.fields["title"] = it.pick(work.language, "laws")
    if it.chance(0.3):
        work.names["author"] = [it.body(work.language)]
    if it.chance(0.3):
        work.fields["number"] = it.number()
    if it.chance(0.25):
        work.fields["container-title"] = it.random.choice(LAW_GAZETTES.get(work.language, LAW_GAZETTES["en"]))
        work.fields["volume"] = str(it.random.randint(1, 300))
        work.fields["page"] = it.pages()
    work.dates["issued"] = it.date(work, precise=0.6)
    it.online(work, 0.35)


LAW_GAZETTES = {
    "de": ("Bundesgesetzblatt", "BGBl.", "ABl. EU", "Amtsblatt der Europäischen Gemeinschaften"),
    "en": (
        "Official Journal of the European Union",
        "United Nations Treaty Series",
        "UNTS",
        "Statutes at Large",
        "Federal Register",
    ),
    "es": ("Boletín Oficial del Estado", "BOE", "Diario Oficial de la Federación"),
    "fr": ("Journal officiel de la République française", "JORF", "Journal officiel"),
    "it": ("Gazzetta Ufficiale",),
    "pt": ("Diário Oficial da União", "Diário da República"),
}


def _speech(it: Inventor, work: Work) -> None:
    it.authors(work, 0.1)
    work.fields["genre"] = it.pick(work.language, "genres.speech")
    if it.chance(0.8):
        work.fields["event"] = work.fields["event-title"] = (
            it.pick(work.language, "events") if it.chance(0.5) else it.pick(work.language, "universities")
        )
    if it.chance(0.75):
        work.fields["event-place"] = it.city(work.language)
    work.dates["issued"] = it.date(work, precise=0.9)
    it.online(work, 0.4)


def _interview(it: Inventor, work: Work) -> None:
    work.names["author"] = [it.person(work.language)]
    work.fields["genre"] = it.pick(work.language, "genres.interview")
    if it.chance(0.7):
        work.fields["container-title"] = it.pick(work.language, "news")
    elif it.chance(0.6):
        work.fields["publisher-place"] = it.city(work.language)
    work.dates["issued"] = it.date(work, precise=0.95)
    it.online(work, 0.35)


def _dataset(it: Inventor, work: Work) -> None:
    it.authors(work, 0.5)
    work.fields["publisher"] = (
        it.random.choice(["Harvard Dataverse", "GESIS", "ICPSR", "Zenodo", "UCDP", "Dryad"])
        if it.chance(0.5)
        else it.pick(work.language, "bodies")
    )
    if it.chance(0.6):
        work.fields["genre"] = it.pick(work.language, "genres.dataset")
    it.doi(work, 0.5)
    it.online(work, 0.6)


def _press_release(it: Inventor, work: Work) -> None:
    work.names["author"] = [it.body(work.language)]
    work.fields["genre"] = it.pick(work.language, "genres.press")
    if it.chance(0.2):
        work.fields["number"] = it.number()
        work.labels["genre"] = "collection-title"
    work.dates["issued"] = it.date(work, precise=1)
    it.online(work, 0.8)


def _encyclopedia(it: Inventor, work: Work) -> None:
    if it.chance(0.8):
        it.authors(work, 0)
    work.fields["title"] = work.fields["title"].split(":")[0].split(".")[0]
    work.fields["container-title"] = it.random.choice(ENCYCLOPEDIAS.get(work.language, ENCYCLOPEDIAS["en"])).format(
        it.pick(work.language, "fields")
    )
    if it.chance(0.7):
        work.names["editor"] = it.people(work.language, (30, 45, 15, 10))
    if it.chance(0.25):
        work.fields["volume"] = str(it.random.randint(1, 12))
    if it.chance(0.75):
        work.fields["page"] = it.pages()
    it.press(work)
    it.edition(work, 0.15)
    it.online(work, 0.15)


ENCYCLOPEDIAS = {
    "de": ("Lexikon der {}", "Handwörterbuch der {}", "Handbuch {}", "Wörterbuch zur {}"),
    "en": (
        "Encyclopedia of {}",
        "The Oxford Handbook of {}",
        "International Encyclopedia of {}",
        "Dictionary of {}",
        "Stanford Encyclopedia of {}",
        "Handbook of {}",
    ),
    "es": ("Diccionario de {}", "Enciclopedia de {}"),
    "fr": ("Dictionnaire de {}", "Encyclopédie de {}", "Traité de {}"),
    "it": ("Dizionario di {}", "Enciclopedia di {}"),
    "pt": ("Dicionário de {}", "Enciclopédia de {}"),
}


def _manuscript(it: Inventor, work: Work) -> None:
    it.authors(work, 0.03)
    work.fields["genre"] = it.pick(work.language, "genres.manuscript")
    if it.chance(0.6):
        work.fields["publisher"] = it.pick(work.language, "universities")
    if it.chance(0.4):
        work.fields["publisher-place"] = it.city(work.language)
    work.dates["issued"] = it.date(work, precise=0.2)
    it.online(work, 0.25)


KINDS: dict[str, tuple[float, Callable[[Inventor, Work], None]]] = {
    "article-journal": (22, _journal),
    "article-magazine": (3, _magazine),
    "article-newspaper": (9, _newspaper),
    "book": (12, _book),
    "book/edited": (4.5, _edited),
    "chapter": (16, _chapter),
    "dataset": (1, _dataset),
    "entry-encyclopedia": (1.5, _encyclopedia),
    "interview": (1, _interview),
    "legislation": (1.2, _law),
    "manuscript": (1.5, _manuscript),
    "paper-conference": (2, _proceedings),
    "paper-conference/talk": (1.5, _talk),
    "post-weblog": (2, _blog),
    "report": (10, _report),
    "speech": (1.5, _speech),
    "thesis": (2.5, _thesis),
    "treaty": (0.6, _law),
    "webpage": (6, _webpage),
    "webpage/press": (1.2, _press_release),
}
"""How often each kind is made (weights), and what sets its fields; what follows a stroke parts kinds of one CSL type."""

NEWS_KINDS = frozenset({"article-newspaper", "article-magazine", "post-weblog", "webpage", "webpage/press", "speech"})

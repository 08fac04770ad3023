"""What an entry calls the work it describes: phrases such as "PhD diss." and "[Film]", from ``data/work_kinds.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from extract.references.marks import has_cue, read_cues

SENTENCE = re.compile(r"(?<=[.?!])\s")


@cache
def _read_table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("extract") / "data" / "work_kinds.toml").read_text("utf-8"))


def _one_of(patterns: list[str]) -> str:
    return "|".join(f"(?:{each})" for each in patterns)


@cache
def kind_pattern(kind: str, place: str) -> re.Pattern[str] | None:
    """Return the pattern of one kind of work for a place in its entry: "rest" is searched, the others begin there.

    >>> kind_pattern("thesis", "genre").match("Doctoral dissertation, Lagos")[0]
    'Doctoral dissertation'
    """
    patterns = _read_table()[kind].get(place)
    if not patterns:
        return None
    end = GENRE_END if place == "genre" else ""
    return re.compile(rf"(?:{_one_of(patterns)}){end}", re.IGNORECASE)


CUES = {
    kind: read_cues(cues)
    for kind, cues in {
        "article": "preprint xiv xv viv vv ssrn",
        "dataset": "data datensatz datenfile datos replication codebook figshare zenodo dryad icpsr gesis",
        "entry-encyclopedia": "encyclop enzyklop enciclop wikip lexikon wörterbuch dictionary diccionario dicionário dictionnaire dizionario",
        "hearing": "testimony hearing statement",
        "interview": "interview entrevista entretien intervista gespräch",
        "motion_picture": "motion direct film document video dvd película métrage regie: réalis dirigid regia dir.",
        "paper-conference": """proc conference symposium workshop congres kongress tagung colloqui colóquio meeting actas anais actes atti encontro encuentro
            semin present paper manuscript poster report talk vortrag referat beitrag ponencia trabalho artigo comunicação communication relazione""",
        "personal_communication": "mail letter telegram note cable brief schreiben carta lettre communication",
        "post-weblog": "blog minerva violence monkey lawfare security opinio ejil e-international timber wonk europp loop wordpress medium.com substack",
        "review-book": "review rezension besprechung reseña resenha rendu recensione",
        "software": "package software program foundation stata",
        "speech": "speech address lecture remarks statement ansprache rede discurso discours discorso conferencia press",
        "thesis": "ph diss doctoral degree thesis thèse these tesi tese habil arbeit mémoire",
    }.items()
}
"""Parts of words, one of which stands in whatever says, at any place but "genre", that a work is of a kind; kinds without are always
looked for."""

GENRE_CUES = (
    "b log",
    *read_cues(
        """preprint vorabdruck prépublication podcast tv televis radio episode sendung fernseh émission trasmissione data daten datos dados données
    replication testimony hearing anhörung audiencia interview entrevista entretien intervista unpub unv manus typos types mimeo manoscritto
    draft inédit film motion document video dvd película métrage paper poster beitrag konferenzpapier communication mail mitteilung kommunikation
    comunicación comunicação comunicazione correspondence tweet facebook instagram telegram forum reddit blog release statement
    meldung nota comunicado communiqu comunicato briefing brief report note memo sheet papier bericht gutachten kurzanalyse texto informe
    relatório rapport review rezension besprechung reseña resenha rendu recensione software program app package logiciel speech address lecture
    remarks ansprache rede vortrag erklärung discurso discours discorso palestra conferencia allocution diss thesis arbeit habil tesi tese
    trabalho thèse mémoire"""
    ),
)
"""Parts of words of which an entry, its white space single spaces, must have one to state a genre."""


@lru_cache(maxsize=64)
def _sentences(title: str) -> tuple[str, ...]:
    return tuple(SENTENCE.split(title))


GENRE_END = r"(?=\W*\Z|[,;:(]|\s(?:an|at|avec|by|de|der|en|for|from|in|mit|of|para|presented|to|with|zu|zur|à)\b|\s[(\[])"
"""What may follow a genre: nothing, or where and by whom: "Diplomarbeit an der Universität"."""


def says(kind: str, place: str, text: str) -> bool:
    """Tell whether ``text``, which stands at ``place`` of an entry, says that the work is of this kind.

    >>> says("review-book", "title", "Review of Ports under Pressure"), says("review-book", "title", "Reviewing the State")
    (True, False)
    """
    pattern = kind_pattern(kind, place)
    if pattern is None or not text:
        return False
    if place != "genre" and kind in CUES and not has_cue(text.lower(), CUES[kind]):
        return False
    if place == "title":
        return any(pattern.match(sentence) for sentence in _sentences(text))
    return (pattern.search(text) if place == "rest" else pattern.match(text)) is not None


@cache
def genre_pattern() -> re.Pattern[str]:
    """Return the pattern of a genre that stands alone: in brackets, or between marks."""
    phrase = _one_of([each for table in _read_table().values() for each in table.get("genre", ())])
    return re.compile(
        rf"""[(\[](?P<boxed>(?:{phrase})(?:\s(?:of|from|for|in|at|to|en|über)\s[^()\[\],;]{{1,100}})?)(?=(?:[,;:]\s[^()\[\]]{{1,120}})?[)\]])
          | (?:(?<=[.,;:?!”"’»)–—-]\s)|(?<=[.,;]))(?P<free>{phrase})(?=\s?(?:[.,;:(\[]|$|\s(?:[–—-]|at|an\sder|am|à|der|Univ|vom\s\d)))""",
        re.IGNORECASE | re.VERBOSE,
    )


@cache
def kind_of_genre(genre: str) -> str | None:
    """Return the CSL type of what calls itself so.

    >>> kind_of_genre("PhD diss."), kind_of_genre("Data set"), kind_of_genre("Poem")
    ('thesis', 'dataset', None)
    """
    for kind in _read_table():
        pattern = kind_pattern(kind, "genre")
        if pattern is not None and pattern.match(genre):
            return kind
    return None

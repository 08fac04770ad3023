"""What scans, copying and hasty authors do to a printed entry, with the labels kept in their places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from extract.references.making.labelled_text import LabelledText

LEAD_INS = {
    "de": (
        "Vgl. ",
        "Vgl. dazu ",
        "Vgl. auch ",
        "Vgl. hierzu ",
        "Siehe ",
        "Siehe auch ",
        "Siehe dazu ",
        "S. ",
        "So ",
        "Vgl. etwa ",
        "Vgl. z. B. ",
        "Ausführlich dazu ",
        "Zit. nach ",
        "Zum Folgenden ",
        "Dazu ",
    ),
    "en": (
        "See ",
        "See also ",
        "Cf. ",
        "cf. ",
        "See, e.g., ",
        "See, for example, ",
        "For example, ",
        "Compare ",
        "E.g. ",
        "Quoted in ",
        "For details see ",
    ),
    "es": ("Véase ", "Vid. ", "Cfr. ", "Ver ", "Cf. "),
    "fr": ("Voir ", "Voir aussi ", "Cf. ", "Voir notamment ", "V. "),
    "it": ("Cfr. ", "Si veda ", "Vedi ", "V. "),
    "pt": ("Ver ", "Cf. ", "Veja ", "Vide "),
}


WITHOUT_NOISE = frozenset({"url", "doi", "isbn"})


def lead_in(entry: LabelledText, source: random.Random, language: str) -> None:
    """Put the number of a note or words like "Vgl. dazu" before an entry."""
    if source.random() < 0.45:
        entry.replace(0, 0, source.choice(LEAD_INS.get(language, LEAD_INS["en"])))
    if source.random() < 0.12:
        number = str(source.randint(1, 180))
        entry.replace(0, 0, source.choice([" ", ". ", ") "]))
        entry.replace(0, 0, number, "citation-number")


def disturb(entry: LabelledText, source: random.Random) -> None:
    """Do what may go wrong to some entries: most get nothing, a few several kinds."""
    for share, change in CHANGES:
        if source.random() < share:
            change(entry, source)


def _lose_last_dot(entry: LabelledText, _: random.Random) -> None:
    if entry.text.endswith("."):
        entry.replace(len(entry.text) - 1, len(entry.text), "")


def _number(entry: LabelledText, source: random.Random) -> None:
    if entry.labels[0] == "citation-number":
        return
    before, after = source.choice([("[", "] "), ("", ". "), ("", " "), ("(", ") "), ("", ") ")])
    entry.replace(0, 0, after)
    entry.replace(0, 0, str(source.randint(1, 120)), "citation-number")
    entry.replace(0, 0, before)


def _bullet(entry: LabelledText, source: random.Random) -> None:
    if entry.labels[0] != "citation-number":
        entry.replace(0, 0, source.choice(["- ", "• ", "► ", "– ", "* "]))


QUOTES = (
    ("“", "”"),
    ("„", "“"),
    ("»", "«"),
    ("«", "»"),
    ("‘", "’"),
    ("'", "'"),
    ('"', '"'),
    ("''", "''"),
    ("``", "''"),
    ("„", "”"),
    ("« ", " »"),
)


def _other_quotes(entry: LabelledText, source: random.Random) -> None:
    """Set other quotation marks, the same throughout."""
    opening, closing = source.choice(QUOTES)
    for found in reversed(
        list(re.finditer(r"(?P<open>„|«\s?|(?<![\w”’])[“‘](?=\w))|(?P<close>(?<=[\w.,?!)])[”’“](?!\w)|\s?»)", entry.text))
    ):
        if found["open"] and entry.labels[found.start()] is None:
            entry.replace(found.start(), found.end(), opening)
        elif found["close"] and entry.labels[found.start()] is None:
            entry.replace(found.start(), found.end(), closing)


HYPHENATED = re.compile(r"(?<=[a-zäöüéèáíóúãç]{3})(?=[a-zäöüéèáíóúãç]{3})")


def _hyphen(entry: LabelledText, source: random.Random) -> None:
    """Leave the hyphen and blank of a line's end in a word."""
    places = [found.start() for found in HYPHENATED.finditer(entry.text) if entry.labels[found.start()] not in WITHOUT_NOISE]
    for at in sorted(source.sample(places, min(len(places), source.choice([1, 1, 2]))), reverse=True):
        entry.replace(at, at, source.choice(["- ", "- ", "-"]), entry.labels[at])


BREAKABLE = re.compile(r"(?<=[/._=?&-])(?=\w)|(?<=:)(?=//)|(?<=\w)(?=[/])")


def _broken_address(entry: LabelledText, source: random.Random) -> None:
    """Break an address where lines break: behind a stroke or a dot."""
    places = [
        found.start()
        for found in BREAKABLE.finditer(entry.text)
        if entry.labels[found.start()] in {"url", "doi"} and entry.labels[found.start() - 1] == entry.labels[found.start()]
    ]
    if places:
        at = source.choice(places)
        entry.replace(at, at, " ", entry.labels[at])


BLANK = re.compile(r"(?<=[.,:;)]) (?=[\w(])")


def _lost_blank(entry: LabelledText, source: random.Random) -> None:
    places = [found.start() for found in BLANK.finditer(entry.text)]
    for at in sorted(source.sample(places, min(len(places), source.choice([1, 1, 2]))), reverse=True):
        entry.replace(at, at + 1, "")


MARK = re.compile(r"(?<=\w)(?=[.,:;)])")


def _stray_blank(entry: LabelledText, source: random.Random) -> None:
    places = [found.start() for found in MARK.finditer(entry.text) if entry.labels[found.start()] not in WITHOUT_NOISE]
    if places:
        at = source.choice(places)
        entry.replace(at, at, " ", entry.labels[at] if entry.labels[at] == entry.labels[at - 1] else None)


def _capital_names(entry: LabelledText, _: random.Random) -> None:
    run = 0
    while run < len(entry.labels) and entry.labels[run] in {None, "citation-number"}:
        run += 1
    if run < len(entry.labels) and entry.labels[run] in {"author", "editor"}:
        end = run
        while end < len(entry.labels) and entry.labels[end] == entry.labels[run]:
            end += 1
        upper = re.sub(
            r"[^\W\d_]{4,}",
            lambda found: found[0].upper() if len(found[0].upper()) == len(found[0]) else found[0],
            entry.text[run:end],
        )
        entry.text = entry.text[:run] + upper + entry.text[end:]


DASH = re.compile(r"(?<=\d)[-–](?=\d)")


def _dashes(entry: LabelledText, source: random.Random) -> None:
    """Set other dashes between numbers, the same throughout."""
    new = source.choice(["-", "–", "—", "--", " - ", "- ", "−", "‒", " – "])
    for found in reversed(list(DASH.finditer(entry.text))):
        if entry.labels[found.start()] not in WITHOUT_NOISE:
            entry.replace(found.start(), found.end(), new, entry.labels[found.start()])


COMMENTS = (
    " (Accessed via ProQuest).",
    " Print.",
    " [annotated]",
    " (in English).",
    " Mimeo.",
    " Reprinted.",
    " (Hervorhebung im Original).",
    " (Übers. d. Verf.).",
    " Forthcoming.",
    " (last update).",
    " PDF.",
    " Emphasis added.",
)


def _comment(entry: LabelledText, source: random.Random) -> None:
    entry.replace(len(entry.text), len(entry.text), source.choice(COMMENTS), "note")


def _italics(entry: LabelledText, source: random.Random) -> None:
    """Mark the title or the container as Markdown does."""
    label = source.choice(["title", "container-title"])
    for start, end, found in reversed(entry.spans()):
        if found == label:
            mark = source.choice(["*", "_"])
            entry.replace(end, end, mark)
            entry.replace(start, start, mark)


CHANGES: tuple[tuple[float, Callable[[LabelledText, random.Random], None]], ...] = (
    (0.12, _lose_last_dot),
    (0.18, _dashes),
    (0.15, _other_quotes),
    (0.05, _capital_names),
    (0.03, _hyphen),
    (0.06, _broken_address),
    (0.02, _lost_blank),
    (0.02, _stray_blank),
    (0.012, _comment),
    (0.008, _italics),
    (0.04, _number),
    (0.03, _bullet),
)
"""How often each thing happens."""

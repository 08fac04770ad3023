"""Entries of invented works printed in many styles: a language, a work, a style of that language, and what may go wrong."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from extract.references.making.kinds import invent_work
from extract.references.making.noise import disturb, lead_in
from extract.references.making.styles import print_work, read_styles
from extract.references.making.works import Inventor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.references.making.labelled_text import LabelledText
    from extract.references.making.pool import Pool

SHARES = {"en": 48, "de": 26, "fr": 8, "es": 6, "pt": 5, "it": 4, "nl": 1, "pl": 0.7, "sv": 0.7, "tr": 0.7}
"""How many of a hundred bibliographies are in each language."""

OWN_STYLES = 0.6  # of the bibliographies of a language are in its own styles, the others in international ones


def make_styled(count: int, *, seed: int, pool: Pool) -> Iterator[dict[str, Any]]:
    """Yield ``count`` labelled entries printed in Citation Style Language styles."""
    source = random.Random(f"styles {seed}")  # noqa: S311 - reproducible, not secret
    it = Inventor(source, pool)
    made = 0
    while made < count:
        entry = _print_one(it)
        if entry is not None:
            made += 1
            yield entry.entry("styled")


def _print_one(it: Inventor) -> LabelledText | None:
    language = it.random.choices(list(SHARES), list(SHARES.values()))[0]
    table = read_styles()
    work = invent_work(it, language)
    is_note = it.chance(0.3 if language == "de" else 0.12)
    kind = "notes" if is_note else "styles"
    own = table[language][kind]
    chosen = own if own and it.chance(OWN_STYLES) else table["any"][kind]
    style = it.random.choice(chosen)
    locale = it.random.choice(table[language]["locales"])
    locator = _locator(it) if is_note and it.chance(0.75) else ""
    entry = print_work(work, style, locale, locator=locator, capitals=it.chance(0.25))
    if entry is None:
        return None
    for start, end, label in entry.spans():
        if label == "citation-number":
            entry.replace(start, end, str(it.random.randint(1, 140)), label)
    if is_note:
        lead_in(entry, it.random, language)
    disturb(entry, it.random)
    return entry


def _locator(it: Inventor) -> str:
    page = it.random.randint(1, 400)
    return str(page) if it.chance(0.6) else f"{page}-{page + it.random.randint(1, 8)}"

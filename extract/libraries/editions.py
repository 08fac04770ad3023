"""Editions as styles of BibTeX and BibLaTeX print them: the one adds "edition" to what it finds, the other to a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.libraries.crosswalk import Dialect

WORD = re.compile(r"(?P<said>\S.{0,60}?)[\s,]{1,3}(?:edition|edn?|Aufl|Auflage|éd|édition|ed)\.?", re.IGNORECASE)
COUNT = re.compile(r"(?P<number>\d{1,3})(?:st|nd|rd|th|\.)?", re.IGNORECASE)
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def edition_of(text: str, dialect: Dialect) -> str:
    """Return what ``edition`` holds for an edition as an item has it.

    >>> edition_of("2nd ed.", "bibtex"), edition_of("2nd ed.", "biblatex"), edition_of("12", "bibtex")
    ('2nd', '2', '12th')
    >>> edition_of("Revised edition", "bibtex"), edition_of("Revised edition", "biblatex")
    ('Revised', 'Revised edition')
    """
    named = WORD.fullmatch(text)
    said = named["said"] if named else text
    counted = COUNT.fullmatch(said)
    if counted:
        number = int(counted["number"])
    elif said.lower() in ORDINALS:
        number = ORDINALS.index(said.lower()) + 1
    else:
        return said if dialect == "bibtex" else text
    if dialect == "biblatex":
        return str(number)
    ending = "th" if number % 100 in {11, 12, 13} else ENDINGS.get(number % 10, "th")
    return said if not counted else f"{number}{ending}"

"""Adjectives and peoples in German, Spanish, French and Portuguese paragraphs: "la política rusa", "russische Truppen".

In these languages an adjective begins with a small letter, so nothing in English tells it from another word. It counts in a
paragraph of its own language only; most texts have none, which a glance at the whole text tells.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from extract.data_tables import read_table
from extract.languages import ENOUGH_LETTERS, find_language
from extract.lexicon import Matcher, Tag, expand, reasons
from extract.lexicon.withheld import Withheld

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.lexicon import Hit

LANGUAGES = ("de", "es", "fr", "pt")
ACCENTS = ("é", "ó", "ü")
SIGNS = ((" und ", 2), (" de ", 4))
"""What a text with a paragraph in one of the languages holds, and how often at least: names of persons hold "de" too.

One of the accents it holds as well; they are looked for first, as a single letter is found fastest.
"""
OPENING_SIGNS = (" und ", " die ", " der ", " de ", " da ", " les ", " las ", " los ", " os ")
MORE_SIGNS = (" den ", " del ", " du ", " la ", " el ", " o ", " l’")
"""Looked for only where the line has a letter or a mark beyond ASCII as well: most lines of English have none."""
SHORT = 600  # characters; a shorter text may hold none of them
_LINE = re.compile(r"[^\n]+")
_SPOKEN_BEFORE = re.compile(
    r"\b(?:em|en|auf|ins|im|au|[Tt]radu\w{1,6}(?:[ \n](?:al|do|du|para|para o|ao|del))?)[ \n](?:o[ \n]|el[ \n]|le[ \n])?$"
)
_NAMED_BEFORE = re.compile(
    r"\b(?:idiomas?|l[ií]nguas?|lenguas?|langues?|Revista|Revue|Anais|Arquivos|Cadernos|Cuadernos|Jornal|Boletim|Bolet[ií]n)[ \n]$"
)
_MASCULINE = re.compile(r"(?:[éêá]s|[ñ]ol|hol|gnol|ais|ois|án|ão|sch|o)$")
WINDOW = 32


def find_foreign(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Tag]:
    """Yield a tag for each adjective or people in a paragraph of its language; ``taken`` are places of names found before.

    >>> text = "La política rusa y el gobierno francés no son los únicos que lo vieron."
    >>> [(tag.value, text[tag.start : tag.end]) for tag in find_foreign(text, [])]
    [('RU', 'rusa'), ('FR', 'francés')]
    """
    if len(text) > SHORT and not (
        any(accent in text for accent in ACCENTS) and any(text.count(sign) >= least for sign, least in SIGNS)
    ):
        return
    places = iter([*taken, (len(text) + 1, len(text) + 1)])
    low, high = next(places)
    for start, end, language in _paragraphs(text):
        for hit in _matcher(language).find(text, start, end):
            while high <= hit.start:
                low, high = next(places)
            if hit.end <= low and not _is_language(text, hit):
                yield Tag("country", hit.value, hit.start, hit.end, f"demonym:{language}", "demonym")


def withheld_foreign(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Withheld]:
    """Yield what would be an adjective or a people in a line of another language, and does not count where it stands.

    >>> [(each.value, each.why) for each in withheld_foreign("La política rusa", [])]
    [('RU', 'an adjective of another language, in a line that is not known to be written in it')]
    """
    counted = {tag.start for tag in find_foreign(text, taken)}
    closed = {place for start, end in taken for place in range(start, end)}
    for known, start, end in _lines(text):
        if not known and find_language(text[start:end]) == "en":
            continue
        for language in (known,) if known else LANGUAGES:
            for hit in _matcher(language).find(text, start, end):
                if hit.start not in counted and hit.start not in closed:
                    no = reasons.LANGUAGE if _is_language(text, hit) else reasons.FOREIGN
                    yield Withheld("country", hit.value, hit.start, hit.end, "demonym", no.why)


def _paragraphs(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the stretches of lines that are written in one of the languages."""
    for code, stretch in groupby(_lines(text), key=itemgetter(0)):
        places = list(stretch)
        if code:
            yield places[0][1], places[-1][2], code


def _lines(text: str) -> list[tuple[str, int, int]]:
    """Return the lines, each with its language or an empty text; a short line goes with the one before.

    A line opens a stretch of such lines if it holds one of the signs.
    """
    lines: list[tuple[str, int, int]] = []
    language = ""
    for line in _LINE.finditer(text):
        printed = line[0]
        if len(printed) >= ENOUGH_LETTERS and (language or _opens(printed)):
            language = find_language(printed) or ""
            language = language if language in LANGUAGES else ""
        lines.append((language, line.start(), line.end()))
    return lines


def _opens(line: str) -> bool:
    """Tell whether a line holds one of the signs."""
    if any(map(line.__contains__, OPENING_SIGNS)):
        return True
    return not line.isascii() and any(map(line.__contains__, MORE_SIGNS))


def _is_language(text: str, hit: Hit[str]) -> bool:
    """Tell whether a language or a journal is meant: "em inglês", "la lengua rusa", "Revista Brasileira de Educação"."""
    before = text[max(0, hit.start - WINDOW) : hit.start]
    if _NAMED_BEFORE.search(before):
        return True
    return _MASCULINE.search(hit.surface) is not None and _SPOKEN_BEFORE.search(before) is not None


@cache
def _matcher(language: str) -> Matcher[str]:
    words: dict[str, str] = {}
    for code, languages in read_table("country_demonyms").items():
        for notation in languages.get(language, []):
            words |= dict.fromkeys((word.lower() for word in expand(notation)), code)
    if language == "de":
        for code, languages in read_table("country_names").items():
            words |= {f"{name.lower()}s": code for name in languages.get("de", []) if name[-1] not in "sxz."}
    return Matcher(words, ignore_case=True)

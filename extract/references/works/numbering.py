"""Numbers in titles, which tell one part of a work from another: "Part II", "Teil 2", "the Second Conference"."""

from __future__ import annotations

import re

from extract.names import fold

WORDS = (
    "1 i one first eins erste erster erstes ersten un une premier premiere primero primera primer primo prima",
    "2 ii two second zwei zweite zweiter zweites zweiten deux deuxieme seconde segundo segunda secondo seconda",
    "3 iii three third drei dritte dritter drittes dritten trois troisieme tercero tercera tercer terzo terza",
    "4 iv four fourth vier vierte vierter viertes vierten quatre quatrieme cuarto cuarta quarto quarta",
    "5 v five fifth fuenf funf funfte funfter funftes funften cinq cinquieme quinto quinta",
    "6 vi six sixth sechs sechste sechster sechstes sechsten sixieme sexto sexta",
    "7 vii seven seventh sieben siebte siebter siebtes siebten sept septieme septimo septima",
    "8 viii eight eighth acht achte achter achtes achten huit huitieme octavo octava",
    "9 ix nine ninth neun neunte neunter neuntes neunten neuf neuvieme noveno novena",
    "10 x ten tenth zehn zehnte zehnter zehntes zehnten dix dixieme decimo decima",
    "11 xi eleven eleventh elf elfte",
    "12 xii twelve twelfth zwolf zwolfte douze",
    "13 xiii thirteen thirteenth",
    "14 xiv fourteen fourteenth",
    "15 xv fifteen fifteenth",
    "16 xvi sixteen sixteenth",
    "17 xvii seventeen seventeenth",
    "18 xviii eighteen eighteenth",
    "19 xix nineteen nineteenth",
    "20 xx twenty twentieth",
)
"""A number, its Roman numeral and its words in English, German, French, Spanish and Italian, as ``fold`` leaves them."""

NUMBERS = {word: words.split()[0] for words in WORDS for word in words.split()[1:]}
ORDINAL = re.compile(r"(\d{1,9})(?:st|nd|rd|th|er|eme|e|o|a)?\Z")
DIGITS = re.compile(r"\d{1,30}")
PART = frozenset({"part", "pt", "teil", "band", "bd", "partie", "parte", "tome", "tomo", "deel"})


def numbered(text: str) -> str:
    """Return the letters of ``text``, folded, with its numbers in digits.

    >>> numbered("Ports, Part II"), numbered("Ports: Part Two"), numbered("The 2nd Port")
    ('portspart2', 'portspart2', 'the2port')
    """
    return "".join(_digits(word) or word for word in fold(text).split())


def numbers_in(text: str) -> tuple[str, ...]:
    """Return the numbers of ``text`` in order, in digits.

    >>> numbers_in("The Second Conference on Ports, Teil IV"), numbers_in("Ports, 1990–95")
    (('2', '4'), ('1990', '95'))
    """
    return tuple(
        number for word in fold(text).split() for number in ([_digits(word)] if _digits(word) else DIGITS.findall(word))
    )


def parts_in(text: str) -> frozenset[str]:
    """Return the numbers that stand beside the word for a part.

    >>> parts_in("Ports. Part II. Docks 52"), parts_in("Häfen. Erster Teil. Lagos"), parts_in("Ports in part"), parts_in("Part of it")
    (frozenset({'2'}), frozenset({'1'}), frozenset(), frozenset())
    """
    words = fold(text).split()
    found: set[str] = set()
    for at, word in enumerate(words):
        if word in PART:
            after = _digits(words[at + 1]) if at + 1 < len(words) else ""
            before = _digits(words[at - 1]) if at and not words[at - 1].isdigit() else ""
            found |= {after or before} - {""}
    return frozenset(found)


def _digits(word: str) -> str:
    """Return the digits of a word that is a number, or else nothing."""
    if (ordinal := ORDINAL.match(word)) is not None:
        return ordinal[1]
    return NUMBERS.get(word, "")

"""What a work is found by: words without accents, DOI, ISBN and address, alike in entries and in questions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.doi import find_doi
from extract.names import fold, sounds, sounds_chinese

if TYPE_CHECKING:
    from collections.abc import Iterator

HYPHENED = re.compile(r"(?<![^\W_])[^\W_]++(?:[-‐‑][^\W_]++)++")
HAN = re.compile(r"([\u3040-\u30ff\u3400-\u9fff])")
ISBN = re.compile(r"(?<![\w-])(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx](?![\w-])")
URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?", re.IGNORECASE)


def searched(text: str) -> list[str]:
    """Return the words of ``text`` as they are looked for: in Latin letters, without case and accents; Han characters one by one.

    >>> searched("Łęcki’s Buck-passing in Ōsaka"), searched("核兵器")
    (['leckis', 'buck', 'passing', 'in', 'osaka'], ['核', '兵', '器'])
    """
    return HAN.sub(r" \1 ", fold(text)).split()


def findable(text: str) -> list[str]:
    """Return `searched` words, and those that a hyphen joins as one word too.

    >>> findable("Buck-passing")
    ['buck', 'passing', 'buckpassing']
    """
    joined = (fold(word).replace(" ", "") for word in HYPHENED.findall(text))
    return [*searched(text), *joined]


def sounds_of(name: str) -> Iterator[str]:
    """Yield how a word of a name may sound, by languages; Chinese ones by both romanisations.

    >>> set(sounds_of("gorbatschow")).isdisjoint(sounds_of("gorbachev"))
    False
    """
    yield from sorted(sounds(name))
    yield from (f"zh:{sound}" for sound in sounds_chinese(name) if sound)


def isbn_of(text: str) -> str | None:
    """Return the first ISBN in ``text`` as thirteen digits, if its last digit is right.

    >>> isbn_of("ISBN 0-691-08624-9"), isbn_of("978-0-691-08624-8")
    ('9780691086248', '9780691086248')
    """
    for found in ISBN.finditer(text):
        digits = re.sub(r"[- ]", "", found.group()).upper()
        if len(digits) == 10 and sum((10 - at) * (10 if c == "X" else int(c)) for at, c in enumerate(digits)) % 11 == 0:
            digits = f"978{digits[:-1]}"
            return digits + str(-sum(int(c) * (1, 3)[at % 2] for at, c in enumerate(digits)) % 10)
        if len(digits) == 13 and digits.isdigit() and sum(int(c) * (1, 3)[at % 2] for at, c in enumerate(digits)) % 10 == 0:
            return digits
    return None


def address_of(text: str) -> str | None:
    """Return the first web address in ``text`` without what varies between copies of it.

    >>> address_of("see https://www.Example.org/ports/.")
    'example.org/ports'
    """
    found = URL.search(text)
    return SCHEME.sub("", found.group()).rstrip("/.,;)]").casefold() if found else None


def identifiers_in(text: str) -> Iterator[str]:
    """Yield the DOI, the ISBN and the address in ``text``, as the index holds them.

    >>> list(identifiers_in("https://doi.org/10.1234/Harbour"))
    ['doi:10.1234/harbour']
    """
    doi = find_doi(text)
    if doi:
        yield f"doi:{doi.casefold()}"
        return
    isbn, address = isbn_of(text), address_of(text)
    if isbn:
        yield f"isbn:{isbn}"
    if address:
        yield f"url:{address}"

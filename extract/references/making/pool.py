"""Titles, journals, publishers and names of labelled entries, to be told again in other forms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.languages import find_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

STRANGE = re.compile(r"[<>“”\"„«»↵�]|\s[,.;]|\b[Ii]n:")
NAME = re.compile(
    r"(?<!\w)(?P<family>[^\W\d_]++(?:[-'’][^\W\d_]++)?+),\s(?P<given>[^\W\d_]{3,}+(?: [^\W\d_]\.|-[^\W\d_]{3,}+)?+)(?=[,;&]|$|\sand\b)"
)


class Pool(NamedTuple):
    """Values of real entries; titles by language. An empty pool leaves everything to invention."""

    titles: Mapping[str, Sequence[str]] = {}
    journals: Sequence[str] = ()
    presses: Sequence[str] = ()
    cities: Sequence[str] = ()
    families: Sequence[str] = ()
    given: Sequence[str] = ()


def title_pool(records: Sequence[dict[str, Any]]) -> Pool:
    """Return the values of labelled entries that may stand in made ones.

    >>> text = "Okafor, Ada: Ports and the people who were the first to feel pressure."
    >>> title_pool([{"text": text, "labels": [[0, 11, "author"], [13, 69, "title"]]}]).families
    ['Okafor']
    """
    titles: dict[str, list[str]] = {}
    for title in _values(records, "title"):
        if 20 < len(title) < 160 and title.count(" ") > 2 and title[0].isupper():
            titles.setdefault(find_language(title) or "en", []).append(title)
    with_volume = [record for record in records if any(label == "volume" for _, _, label in record["labels"])]
    names = [found for author in _values(records, "author") for found in NAME.finditer(author) if found["family"][1:].islower()]
    return Pool(
        {language: _once(found) for language, found in sorted(titles.items())},
        _once(name for name in _values(with_volume, "container-title") if _is_name(name, 70)),
        _once(name for name in _values(records, "publisher") if _is_name(name, 50)),
        _once(name for name in _values(records, "location") if _is_name(name, 35)),
        _once(name["family"] for name in names),
        _once(name["given"] for name in names if name["given"][0].isupper()),
    )


def _values(records: Sequence[dict[str, Any]], field: str) -> Iterator[str]:
    for record in records:
        for start, end, label in record["labels"]:
            value = record["text"][start:end].strip(" .,;")
            if label == field and value and not STRANGE.search(value):
                yield value


def _is_name(value: str, longest: int) -> bool:
    return 4 < len(value) < longest and value[0].isupper() and not re.search(r"[\d():;\[\]]", value)


def _once(values: Iterator[str] | Sequence[str]) -> list[str]:
    return list(dict.fromkeys(values))

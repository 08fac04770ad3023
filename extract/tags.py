"""Every tag of a text: countries, organisations, theories, attributions, each with the words that earned it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.claims.attribution import find_attributions
from extract.lexicon.countries import find_countries
from extract.lexicon.organisations import find_organisations
from extract.lexicon.theories import find_theories

if TYPE_CHECKING:
    from extract.lexicon import Tag

FINDERS = (find_countries, find_organisations, find_theories, find_attributions)


def tag(text: str) -> list[Tag]:
    """Return the tags of ``text`` in the order of their places; offsets count in ``text``.

    >>> [(found.kind, found.value) for found in tag("Tokyo followed the G7.")]
    [('country', 'JP'), ('organisation', 'G7')]
    """
    return sorted(
        (found for find in FINDERS for found in find(text)), key=lambda found: (found.start, found.end, found.kind, found.value)
    )

"""Every tag of a text: countries, organisations, theories, the codes of a codebook, attributions, each with the words that earned it."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from extract.claims.attribution import find_attributions
from extract.data_tables import read_table
from extract.lexicon import Tag
from extract.lexicon.codebook import built_in
from extract.lexicon.countries import find_countries
from extract.lexicon.organisations import find_organisations
from extract.lexicon.theories import find_mentions
from extract.models import Attribution, Claim

if TYPE_CHECKING:
    from extract.lexicon.codebook import Codebook

DATA = {"country": "countries", "organisation": "organisations", "theory": "theories"}
"""Kind of tag -> the data file whose keys are its values."""


def tag(text: str, codebook: Codebook | None = None) -> list[Tag]:
    """Return the tags of ``text`` in the order of their places; offsets count in ``text``.

    What a ``codebook`` adds has the kind of its dimension.

    >>> [(found.kind, found.value) for found in tag("Tokyo followed the G7.")]
    [('country', 'JP'), ('organisation', 'G7')]
    """
    countries = find_countries(text)
    found = [*countries, *find_organisations(text), *find_attributions(text)]
    for taxonomy in (codebook or built_in()).taxonomies:
        mentions = find_mentions(text, countries, taxonomy=taxonomy)
        found += (Tag(taxonomy.dimension, each.id, each.start, each.end, each.rule) for each in mentions)
    return sorted(found, key=lambda one: (one.start, one.end, one.kind, one.value))


def known_values(kind: str) -> tuple[str, ...]:
    """Return every value that tags of one kind may have, as far as Pincite knows them.

    >>> "FI" in known_values("country"), "buck-passing" in known_values("theory"), known_values("attribution")
    (True, True, ('author', 'cited', 'quoted'))
    """
    if kind == "attribution":
        return get_args(Attribution.model_fields["kind"].annotation)
    if kind in {"polarity", "modality"}:
        return get_args(Claim.model_fields[kind].annotation)
    return tuple(read_table(DATA[kind])) if kind in DATA else ()

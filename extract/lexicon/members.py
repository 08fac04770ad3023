"""Which states are members of an organisation, and since when."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extract.data_tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENTRY = re.compile(r"([A-Z]{2})(?:-(\d{4}))?")


class Membership(NamedTuple):
    """A state in an organisation, from one year to another."""

    organisation: str
    code: str
    since: int
    until: int | None
    """The year in which it left, or in which the organisation ended; nothing while it is a member."""

    def holds_in(self, year: int) -> bool:
        """Tell whether the state was a member at some time in ``year``."""
        return self.since <= year and (self.until is None or year <= self.until)


def find_members(organisation: str, year: int | None = None) -> list[str]:
    """Return the codes of the members of ``organisation`` in ``year``, or of all that are members now, sorted.

    Of an organisation whose members the data do not hold, or that is none, there are none.

        >>> find_members("AUKUS"), find_members("G8"), len(find_members("EU", 1990)), "GB" in find_members("EU", 2021)
        (['AU', 'GB', 'US'], [], 12, False)
    """
    memberships = read_memberships().get(organisation, ())
    return sorted({one.code for one in memberships if (one.until is None if year is None else one.holds_in(year))})


def find_memberships(code: str) -> list[Membership]:
    """Return the memberships of a state, past ones too, by year and organisation.

    >>> [(one.organisation, one.since, one.until) for one in find_memberships("DD")]
    [('COMECON', 1950, 1990), ('WARSAW-PACT', 1955, 1990), ('OSCE', 1973, 1990), ('UN', 1973, 1990)]
    """
    found = (one for memberships in read_memberships().values() for one in memberships if one.code == code)
    return sorted(found, key=lambda one: (one.since, one.organisation))


@cache
def read_memberships() -> dict[str, tuple[Membership, ...]]:
    """Return the memberships of ``data/organisation_members.toml`` by organisation."""
    return {
        organisation: tuple(_memberships(organisation, entry["members"], entry.get("dissolved")))
        for organisation, entry in read_table("organisation_members").items()
    }


def _memberships(organisation: str, lines: list[str], dissolved: int | None) -> Iterator[Membership]:
    for line in lines:
        year, _, entries = line.partition(": ")
        for entry in entries.split():
            member = _ENTRY.fullmatch(entry)
            if member is None:
                message = f'data/organisation_members.toml, {organisation}: {entry!r} is not written as "GB" or "GB-2020"'
                raise ValueError(message)
            yield Membership(organisation, member[1], int(year), int(member[2]) if member[2] else dissolved)

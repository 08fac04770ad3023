"""What tells entries apart that fit a citation equally well: the words around it, and what was cited before."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from extract.names import fold
from extract.references.model.looks import person_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.citations.listed_works import ListedWork, Match
    from extract.citations.styles.mention import Mention

AROUND = 300
"""Characters before and behind a citation whose words may be those of a title."""

TELLING = 5
"""Letters from which a word of a title tells something."""

ENOUGH = 2
"""Words of one title, and of none of the others, that decide."""

_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")
_FIRST_NAME = re.compile(r"(?<![^\W_])(?P<name>[^\W\d_a-z](?:\.|[^\W\d_]{1,30}))(?:\s[^\W\d_]\.){0,3}\s$")


class Surroundings:
    """A text with the works that it has cited so far."""

    def __init__(self, text: str = "", sections: Sequence[int] = ()) -> None:
        """Take the text and where its sections begin."""
        self.text = text
        self.sections = sections
        self._cited: dict[str, int] = {}
        """Where each work was cited last, by its id."""

    def remember(self, mention: Mention, work: ListedWork) -> None:
        """Take note that ``mention`` cites ``work``."""
        self._cited[work.id] = mention.start

    def choose(self, mention: Mention, rivals: Sequence[Match]) -> tuple[Match, bool] | None:
        """Return the one of ``rivals`` that the surroundings speak for, if any, and whether they do so beyond doubt."""
        reprinted = self._reprinted(mention, rivals)
        if reprinted is not None:
            return reprinted._replace(reason=f"{reprinted.reason}, year of the first edition"), True
        named = self._named(mention, rivals)
        if named is not None:
            return named._replace(reason=f"{named.reason}, first name before it"), True
        titled = self._titled(mention, rivals)
        if titled is not None:
            return titled._replace(reason=f"{titled.reason}, words of its title around"), True
        before = self._before(mention, rivals)
        if before is not None:
            return before._replace(reason=f"{before.reason}, cited before in this section"), False
        return None

    def _reprinted(self, mention: Mention, rivals: Sequence[Match]) -> Match | None:
        """Return the rival that is a reprint, as "[1942] 2008" is, or the only one that is none, as "2008" is."""
        years = {year[:4] for year in _YEAR.findall(self.text[mention.start : mention.end])}
        fitting = [match for match in rivals if years <= set(match.work.years)]
        if len(years) == 1 and any(len(match.work.years) > 1 for match in rivals):
            fitting = [match for match in rivals if len(match.work.years) == 1]
        return fitting[0] if len(fitting) == 1 else None

    def _named(self, mention: Mention, rivals: Sequence[Match]) -> Match | None:
        """Return the rival whose first author has the first name that stands before the citation."""
        found = _FIRST_NAME.search(self.text, max(mention.start - 40, 0), mention.start)
        first = fold(found["name"]) if found else ""
        if not first or (len(first) > 1 and "g" not in person_names().get(first, "")):
            return None
        given = [fold(match.work.initials[0]).split()[:1] if match.work.initials else [] for match in rivals]
        if not all(given):
            return None
        fitting = [match for match, (name,) in zip(rivals, given, strict=True) if _is_given(first, name)]
        return fitting[0] if len(fitting) == 1 else None

    def _titled(self, mention: Mention, rivals: Sequence[Match]) -> Match | None:
        """Return the rival of whose title several words stand around the citation, if none of the others' do."""
        low, high = mention.start - AROUND, mention.end + AROUND
        low = max(self.text.rfind("\n\n", max(low, 0), mention.start), low, 0)
        end = self.text.find("\n\n", mention.end, high)
        words = set(fold(self.text[low : high if end < 0 else end]).split())
        titles = [{word for word in fold(match.work.title).split() if len(word) >= TELLING} for match in rivals]
        found = []
        for at, title in enumerate(titles):
            others = set().union(*titles[:at], *titles[at + 1 :])
            found.append(len((title - others) & words))
        best = max(found)
        return rivals[found.index(best)] if best >= ENOUGH and sum(map(bool, found)) == 1 else None

    def _before(self, mention: Mention, rivals: Sequence[Match]) -> Match | None:
        """Return the only rival that the section of the citation cites before it."""
        section = self.sections[bisect_right(self.sections, mention.start) - 1] if self.sections else 0
        cited = [match for match in rivals if section <= self._cited.get(match.work.id, -1) < mention.start]
        return cited[0] if len(cited) == 1 else None


def _is_given(first: str, listed: str) -> bool:
    """Return whether a first name in the text is that of the list, where either may be an initial."""
    return first == listed or (min(len(first), len(listed)) == 1 and first[0] == listed[0])

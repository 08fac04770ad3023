"""A sentence as a clause around its country names: what governs each, what it possesses, whether a verb follows.

A shallow look at word order stands in for a parse.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from extract.claims.cues import words
from extract.claims.role_words import BE, BREAKS, DASHES, PARTITIVES, TIMES
from extract.claims.word_kinds import Word, name_lists, nouns, verb_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import Span

MAX_STEPS = 30  # words from a name to the verb of its clause
MAX_OBJECT = 9  # words from a verb to the last noun of its object
MAX_ASIDE = 14  # words between the commas of an apposition


class Noun(NamedTuple):
    """The noun that follows a country name: "government" in "the Japanese government"."""

    text: str | None
    owned: bool
    after: int
    at: int


class Clause:
    """The words of a sentence, to be asked what stands around a name among them."""

    def __init__(self, words_: Sequence[Word]) -> None:
        """Keep the words, and which names stand in a list together."""
        self.words = words_
        self.names = [(word.start, i) for i, word in enumerate(words_) if word.kind == "M"]
        self.compounds = [(i, k) for _, i in self.names if (k := self._joined(i)) > i]
        self.lists = [*name_lists(words_), *self.compounds]

    def at(self, start: int) -> int | None:
        """Return the word that holds the name which begins at ``start``."""
        place = bisect_right(self.names, (start, len(self.words))) - 1
        i = self.names[place][1] if place >= 0 else -1
        return i if i >= 0 and start < self.words[i].end else None

    def _joined(self, i: int) -> int:
        """Return the name that a hyphen or dash joins to the one at ``i`` ("Kenya–Uganda trade"), or ``i``."""
        dash = i + 1 < len(self.words) and self.words[i + 1].text in DASHES
        k = i + 1 + dash
        touch = k < len(self.words) and all(self.words[j].end == self.words[j + 1].start for j in range(i, k))
        return k if touch and self.words[k].kind == "M" else i

    def noun(self, i: int) -> Noun:
        """Return the last noun of the phrase that goes on after the name, whether the name owns it, and where it ends."""
        j = i + 1
        owned = j < len(self.words) and self.words[j].kind == "'"
        j += owned
        text, at = None, i
        while j < len(self.words):
            kind = self.words[j].kind
            if not (
                kind == "O"
                or (kind in ("A", "R", "D", "G") and owned and text is None)
                or (kind == "V" and owned and text is None)
            ):
                break
            if text not in words("roles", "agents") or self.words[j].text in nouns():  # "the Korean president Park Geun-hye"
                text, at = self.words[j].text, j
            j += 1
            if (
                owned
                and j + 1 < len(self.words)
                and self.words[j].kind == "C"
                and self.words[j + 1].kind == "O"
                and text not in words("roles", "stances")
            ):
                j += 1
        return Noun(text, owned, j, at)

    def governor(self, i: int) -> int | None:
        """Return the word that governs the name: a verb or preposition; none at the start of a clause."""
        j = i - 1
        is_subject = self.verb_after(self.noun(i).after)
        while j >= 0:
            kind = self.words[j].kind
            if kind in BREAKS and not (kind == "C" and not is_subject):
                return None
            if is_subject and kind == "O" and (self.words[j].text.isdigit() or self.words[j].text in TIMES):
                return None  # "In May 2014 Japan left", "Under its terms Seoul left"
            if kind == "P" and j and self.words[j].text == "of" and self.words[j - 1].text in PARTITIVES:
                j -= 1
            elif kind not in ("D", "O", "A", "'", "C") and kind not in '"“‘’”(':
                return j
            j -= 1
        return None

    def in_subject(self, i: int) -> bool:
        """Tell whether no verb of the clause stands before the name."""
        for j in range(i - 1, -1, -1):
            kind = self.words[j].kind
            if kind in ("V", "X", "G", "N"):
                return False
            if kind in (";", ":", "S", "–", "—", "-") or (kind == "," and not self.in_list(j)):
                return True
        return True

    def in_list(self, j: int) -> bool:
        """Tell whether the word stands inside a list of names."""
        return any(first < j < last for first, last in self.lists)

    def verb_after(self, j: int, *, complement: bool = False) -> bool:
        """Tell whether a finite verb follows at ``j``, after phrases and asides that belong to the subject.

        With ``complement`` an infinitive may belong to it as well: "the intention to leave was clear".
        """
        for _ in range(MAX_STEPS):
            if j >= len(self.words):
                return False
            kind = self.words[j].kind
            if kind in ("V", "X"):
                return True
            if kind == "N" and complement:
                j += 1 + (j + 1 < len(self.words) and self.words[j + 1].kind == "A")
            elif kind in (";", ":", ".", "N"):
                return False
            if kind == "S":
                return self.words[j].text in ("which", "who", "that")
            if kind == "," and not self.in_list(j):
                close = next((k for k in range(j + 1, min(j + MAX_ASIDE, len(self.words))) if self.words[k].kind == ","), None)
                if close is None:
                    return self.verb_next(j + 1)
                j = close
            elif kind == "(":
                j = next((k for k in range(j, len(self.words)) if self.words[k].kind == ")"), len(self.words))
            j += 1
        return False

    def verb_next(self, j: int) -> bool:
        """Tell whether a finite verb stands at ``j``, adverbs apart."""
        while j < len(self.words) and self.words[j].kind == "A":
            j += 1
        return j < len(self.words) and self.words[j].kind in ("V", "X")

    def lemma(self, j: int) -> str:
        """Return the dictionary form of a verb; of "to" that of the infinitive after it."""
        if self.words[j].kind == "N":
            j = next((k for k in range(j + 1, min(j + 3, len(self.words))) if self.words[k].kind != "A"), j)
        text = self.words[j].text
        return "be" if text in BE else verb_forms().get(text, (text, ""))[0]

    def verb_span(self, after: int) -> Span | None:
        """Return where the verb of the clause stands, with its auxiliaries."""
        first = next((k for k in range(after, len(self.words)) if self.words[k].kind in ("V", "X")), None)
        if first is None:
            return None
        last = j = first
        while j < len(self.words) and self.words[j].kind in ("X", "A", "V"):
            last = j if self.words[j].kind != "A" else last
            if self.words[j].kind == "V":
                break
            j += 1
        return self.words[first].start, self.words[last].end

    def passive_verb(self, after: int) -> str:
        """Return the dictionary form of the verb of the clause, if it is in the passive."""
        j = next((k for k in range(after, len(self.words)) if self.words[k].kind in ("V", "X", "S")), len(self.words))
        passive = False
        while j < len(self.words) and self.words[j].kind in ("X", "A"):
            passive = self.words[j].text in BE
            j += 1
        verb, form = verb_forms().get(self.words[j].text, ("", "")) if passive and j < len(self.words) else ("", "")
        return verb if form == "past" else ""

    def verb_of_object(self, i: int) -> int | None:
        """Return the verb whose object the noun at ``i`` is: "forged" for "partnership" in "forged a new partnership"."""
        for j in range(i - 1, max(i - MAX_OBJECT, -1), -1):
            if self.words[j].kind in ("V", "G"):
                return j
            if self.words[j].kind not in ("D", "O", "A", "R", "N") and self.words[j].text not in ("and", "of", '"', "“", "”"):
                return None
        return None

    def giving_verb(self, governor: int) -> int | None:
        """Return the verb on whose object or recipient the preposition hangs: "promised" for "in" of "promised buses to schools in Chad"."""
        for j in range(governor - 1, max(governor - MAX_OBJECT, -1), -1):
            if self.words[j].kind in ("V", "G"):
                return j
            if self.words[j].kind not in ("D", "O", "A", "C", "M", "'") and self.words[j].text not in (
                "of",
                "to",
                "for",
                "on",
                "off",
            ):
                return None
        return None

    def word_before(self, j: int) -> str:
        """Return the word that a preposition hangs on."""
        k = j - 1
        while k >= 0 and self.words[k].kind in ("A", ")", "”", '"'):
            k -= 1
        if k >= 2 and self.words[k].kind == "M" and self.words[k - 1].text == "from":
            k -= 2  # "pressure from Peru on"
        return self.words[k].text if k >= 0 else ""

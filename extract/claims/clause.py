"""A sentence as a clause around its country names: what governs each, what it possesses, whether a verb follows.

A shallow look at word order stands in for a parse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extract.claims.cues import words
from extract.claims.role_words import (
    BE,
    BREAKS,
    COPULAS,
    DASHES,
    DIRECTED,
    EXCHANGES,
    INSTANCES,
    LED,
    MEDDLING,
    PARTITIVES,
    QUALITY,
    TOPICS,
    VIEWPOINTS,
)
from extract.claims.word_kinds import Word, name_lists, nouns, verb_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import CountryRole

MAX_INITIALS = 4  # letters and dots of "UK", "U.S."
MAX_STEPS = 30  # words from a name to the verb of its clause
MAX_ASIDE = 14  # words between the commas of an apposition


class CountryName(NamedTuple):
    """A country named in a sentence; offsets count in the sentence."""

    start: int
    end: int
    code: str
    form: str


class Part(NamedTuple):
    """What a country does in a sentence, how strongly the words say so, and why."""

    role: CountryRole
    weight: float
    rule: str


NAMED = Part("other", 0.0, "named")


class Noun(NamedTuple):
    """The noun that follows a country name: "government" in "the Japanese government"."""

    text: str | None
    owned: bool
    after: int


class Clause:
    """The words of a sentence, to be asked what a name among them does."""

    def __init__(self, words_: Sequence[Word]) -> None:
        """Keep the words, and which names stand in a list together."""
        self.words = words_
        self.compounds = [(i, k) for i in range(len(words_)) if words_[i].kind == "M" and (k := self._joined(i)) > i]
        self.lists = [*name_lists(words_), *self.compounds]

    def at(self, start: int) -> int | None:
        """Return the word that holds the name which begins at ``start``."""
        names = [i for i, word in enumerate(self.words) if word.kind == "M" and word.start <= start < word.end]
        return names[0] if names else None

    def _joined(self, i: int) -> int:
        """Return the name that a hyphen or dash joins to the one at ``i`` ("Kenya–Uganda trade"), or ``i``."""
        dash = i + 1 < len(self.words) and self.words[i + 1].text in DASHES
        k = i + 1 + dash
        touch = k < len(self.words) and all(self.words[j].end == self.words[j + 1].start for j in range(i, k))
        return k if touch and self.words[k].kind == "M" else i

    def part(self, i: int, mention: CountryName, *, is_sanctioned: bool) -> Part:
        """Return the part that the country takes by the name at word ``i``."""
        if LED.search(self.words[i].text):
            return Part("actor", 1.5, "led by")
        first, last = next((pair for pair in self.lists if pair[0] <= i <= pair[1]), (i, i))
        noun = self._noun(i)
        if noun.text is None and i != last:
            noun = self._noun(last)
        owned = noun.owned and noun.text is not None
        if not owned and noun.text is not None:
            if noun.text in EXCHANGES:
                return self._exchange(i, noun, is_sanctioned=is_sanctioned)
            if noun.text in words("roles", "stances"):
                if mention.form == "name" and len(self.words[i].text) > MAX_INITIALS and (first, last) not in self.compounds:
                    return NAMED  # "the Ukraine response" is one to Ukraine, "the UK response" one of the UK
                owned = True
            elif noun.text not in words("roles", "agents") and mention.form != "leader":
                return self._beside(first if (first, last) in self.compounds else i, noun)
        governor = self._governor(first)
        if governor is not None and first != last and self.words[governor].kind in ("V", "G") and self._verb_next(noun.after):
            first, governor = (last, None) if i == last else (first, governor)
        if owned and noun.text not in words("roles", "agents"):
            return self._owner(first, governor, noun)
        return self._itself(first, governor, noun.after)

    def _noun(self, i: int) -> Noun:
        """Return the last noun of the phrase that goes on after the name, whether the name owns it, and where it ends."""
        j = i + 1
        owned = j < len(self.words) and self.words[j].kind == "'"
        j += owned
        text = None
        while j < len(self.words):
            kind = self.words[j].kind
            if not (
                kind == "O"
                or (kind in ("A", "R", "D", "G") and owned and text is None)
                or (kind == "V" and owned and text is None)
            ):
                break
            if text not in words("roles", "agents") or self.words[j].text in nouns():  # "the Korean president Park Geun-hye"
                text = self.words[j].text
            j += 1
            if (
                owned
                and j + 1 < len(self.words)
                and self.words[j].kind == "C"
                and self.words[j + 1].kind == "O"
                and text not in words("roles", "stances")
            ):
                j += 1
        return Noun(text, owned, j)

    def _exchange(self, i: int, noun: Noun, *, is_sanctioned: bool) -> Part:
        """Tell "Russian sanctions" that Russia imposes from those that it suffers."""
        if noun.after < len(self.words) and self.words[noun.after].text in ("on", "against", "towards", "toward"):
            return Part("actor", 1.5, "sanctions of")
        others = any(word.kind == "M" and self._in_subject(k) for k, word in enumerate(self.words[:i]))
        is_sender = (
            not is_sanctioned and len(self.words[i].text) <= MAX_INITIALS
        )  # "a US embargo"; "Russian sanctions" are on Russia
        if (is_sanctioned or others) and not is_sender:
            return Part("target", 2.0, "sanctions on")
        return Part("actor", 1.0, "sanctions of")

    def _beside(self, i: int, noun: Noun) -> Part:
        """Return the part of a country named beside a noun that is no body or stance of it: "the Ukraine crisis"."""
        if noun.text in INSTANCES and self._governor(i) is None and self._verb_after(noun.after):
            return Part("actor", 1.5, f"{noun.text} in the subject")
        if noun.text in words("roles", "events") or noun.text in words("roles", "deeds", "nouns"):
            return NAMED
        governor = self._governor(i)
        if governor is None and self._verb_after(noun.after):
            return Part("actor", 0.8, f"subject: {noun.text}")
        if governor is None:
            return NAMED
        verb = self._lemma(governor)
        if verb == "in" and self._word_before(governor) in MEDDLING:
            return Part("target", 1.2, f"{self._word_before(governor)} in")
        if verb in words("roles", "affecting"):
            return Part("target", 1.2, f"object: {noun.text}")
        if verb in words("roles", "directing") and governor == i - 1:  # "gave Ukraine tanks"
            return Part("target", 1.7, f"{verb} to")
        return NAMED

    def _governor(self, i: int) -> int | None:
        """Return the word that governs the name: a verb or preposition; none at the start of a clause."""
        j = i - 1
        is_subject = self._verb_after(self._noun(i).after)
        while j >= 0:
            kind = self.words[j].kind
            if kind in BREAKS and not (kind == "C" and not is_subject):
                return None
            if kind == "P" and j and self.words[j].text == "of" and self.words[j - 1].text in PARTITIVES:
                j -= 1
            elif kind not in ("D", "O", "A", "'", "C") and kind not in '"“‘’”(':
                return j
            j -= 1
        return None

    def _in_subject(self, i: int) -> bool:
        """Tell whether no verb of the clause stands before the name."""
        for j in range(i - 1, -1, -1):
            kind = self.words[j].kind
            if kind in ("V", "X", "G", "N"):
                return False
            if kind in (";", ":", "S", "–", "—", "-") or (kind == "," and not self._in_list(j)):
                return True
        return True

    def _in_list(self, j: int) -> bool:
        return any(first < j < last for first, last in self.lists)

    def _verb_after(self, j: int, *, complement: bool = False) -> bool:
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
            if kind == "," and not self._in_list(j):
                close = next((k for k in range(j + 1, min(j + MAX_ASIDE, len(self.words))) if self.words[k].kind == ","), None)
                if close is None:
                    return self._verb_next(j + 1)
                j = close
            elif kind == "(":
                j = next((k for k in range(j, len(self.words)) if self.words[k].kind == ")"), len(self.words))
            j += 1
        return False

    def _verb_next(self, j: int) -> bool:
        """Tell whether a finite verb stands at ``j``, adverbs apart."""
        while j < len(self.words) and self.words[j].kind == "A":
            j += 1
        return j < len(self.words) and self.words[j].kind in ("V", "X")

    def _lemma(self, j: int) -> str:
        """Return the dictionary form of a verb; of "to" that of the infinitive after it."""
        if self.words[j].kind == "N":
            j = next((k for k in range(j + 1, min(j + 3, len(self.words))) if self.words[k].kind != "A"), j)
        text = self.words[j].text
        return "be" if text in BE else verb_forms().get(text, (text, ""))[0]

    def _owner(self, i: int, governor: int | None, noun: Noun) -> Part:
        """Return the part of a country that a noun belongs to: "Japan's response"."""
        head = noun.text or ""
        stance, deed = head in words("roles", "stances"), head in words("roles", "deeds", "nouns")
        if governor is None:
            return self._owner_in_subject(i, noun)
        word = self.words[governor]
        if word.kind == "P":
            of = self._word_before(governor)
            if head in VIEWPOINTS and word.text in ("from", "in", "through"):
                return Part("actor", 2.0, "point of view")
            if (
                of in words("roles", "measures")
                and word.text in DIRECTED
                and (deed or word.text in ("on", "against", "towards", "toward"))
            ):
                return Part("target", 1.6, f"{of} {word.text}")
            if of in words("roles", "measures") and word.text in ("to", "of", "at", "over") and not stance:
                return Part("target", 1.6, f"{of} {word.text}")
            return self._owner_in_phrase(i, head) if stance else NAMED
        return self._owner_of_object(self._lemma(governor), head)

    def _owner_in_subject(self, i: int, noun: Noun) -> Part:
        head = noun.text or ""
        stance, deed = head in words("roles", "stances"), head in words("roles", "deeds", "nouns")
        if head in words("roles", "events") and not stance:
            return NAMED
        if not self._verb_after(noun.after, complement=stance) or (deed and any(word.kind == "S" for word in self.words[:i])):
            return NAMED
        if not stance and not deed and self._passive_verb(noun.after) in words("roles", "affecting_things"):
            return Part("target", 2.0, f"owner of {head}, {self._passive_verb(noun.after)} (passive)")
        return Part("actor", 2.5 if stance else 1.5 if deed else 2.0, f"owner of {head} in the subject")

    def _owner_of_object(self, verb: str, head: str) -> Part:
        stance, deed = head in words("roles", "stances"), head in words("roles", "deeds", "nouns")
        if verb in words("roles", "blaming") or (deed and verb in words("attribution", "judgement", "verbs")):
            return Part("target", 2.0, f"object of {verb}: {head}")
        if verb in COPULAS and not stance:
            return Part("target", 1.2, f"complement: {head}")
        if verb in ("seek", "request", "solicit", "court"):
            return Part("target", 1.2, f"object of {verb}: {head}")
        is_act = stance and verb not in ("follow", "discuss") and head not in words("roles", "conditions")
        return Part("actor", 1.4, f"owner of {head}") if is_act else NAMED

    def _owner_in_phrase(self, i: int, head: str) -> Part:
        """Return the part of a country whose stance stands after a preposition: "the reasons for Japan's response"."""
        in_subject = self._in_subject(i)
        if head in words("roles", "deeds", "ties") and not in_subject:
            return NAMED
        return Part("actor", 1.8 if in_subject else 1.2, f"owner of {head}")

    def _itself(self, i: int, governor: int | None, after: int) -> Part:
        """Return the part of a country that is itself subject, object or object of a preposition."""
        if governor is None:
            return self._subject(after)
        word = self.words[governor]
        if word.kind == "P":
            return self._after_preposition(i, governor, after)
        if word.kind not in ("V", "N", "G", "X"):
            return NAMED
        verb = self._lemma(governor)
        if verb in COPULAS:
            return Part("actor", 1.0, "complement")
        if word.kind == "X":
            return self._subject(after)
        if verb in words("roles", "causing") and any(w.kind == "N" or w.text == "to" for w in self.words[after : after + 3]):
            return Part("actor", 2.2, f"{verb} to")
        if word.kind == "V" and self._verb_next(after):
            return Part("actor", 2.0, f"subject after {verb}")
        if verb == "make" and after < len(self.words) and self.words[after].kind in ("O", "V", "A"):
            return Part("actor", 2.0, "made to be")
        return Part("target", 2.0, f"object of {verb}")

    def _subject(self, after: int) -> Part:
        if not self._verb_after(after):
            return Part("other", 0.0, "no verb")
        verb = self._passive_verb(after)
        return (
            Part("target", 3.0, f"{verb} (passive)") if verb in words("roles", "affecting") else Part("actor", 3.0, "subject")
        )

    def _passive_verb(self, after: int) -> str:
        """Return the dictionary form of the verb of the clause, if it is in the passive."""
        j = next((k for k in range(after, len(self.words)) if self.words[k].kind in ("V", "X", "S")), len(self.words))
        passive = False
        while j < len(self.words) and self.words[j].kind in ("X", "A"):
            passive = self.words[j].text in BE
            j += 1
        verb, form = verb_forms().get(self.words[j].text, ("", "")) if passive and j < len(self.words) else ("", "")
        return verb if form == "past" else ""

    def _word_before(self, j: int) -> str:
        """Return the word that a preposition hangs on."""
        k = j - 1
        while k >= 0 and self.words[k].kind in ("A", ")", "”", '"'):
            k -= 1
        return self.words[k].text if k >= 0 else ""

    def _after_preposition(self, i: int, governor: int, after: int) -> Part:
        word, of = self.words[governor].text, self._word_before(governor)
        in_subject = self._in_subject(i) and self._verb_after(after)
        if after < len(self.words) and self.words[after].text in ("which", "who") and self._verb_next(after + 1):
            return Part("actor", 1.8, "subject of a relative clause")
        if word in ("after", "before", "since", "until", "than", "as") and self._verb_next(after):
            return Part("actor", 2.4, "subject")
        if word == "by":
            return Part("actor", 2.0, "by")
        if word in ("between", "with", "among") and in_subject and (word != "with" or self._is_owned(governor - 1)):
            return Part("actor", 1.8, f"{word}, in the subject")
        if (governor == 0 and word in TOPICS) or (of == "case" and word == "of"):
            return Part("actor", 1.5, "topic")
        if word in ("including", "as", "like") and in_subject and governor:
            return Part("actor", 1.6, "instance in the subject")
        if word == "from":
            return self._source(of, in_subject=in_subject)
        if (
            word == "of"
            and QUALITY.search(of)
            and self._in_subject(i)
            and any(w.kind in ("V", "X") for w in self.words[after:])
        ):
            return Part("actor", 1.6, f"{of} of, in the subject")
        if word == "of" and of in words("roles", "agents"):
            return Part("actor", 2.0, f"{of} of") if in_subject else NAMED
        return self._towards(governor, word, of) if word in DIRECTED else NAMED

    def _source(self, of: str, *, in_subject: bool) -> Part:
        """Return the part of a country from which something comes or moves away."""
        if of == "away":
            return Part("target", 1.5, "away from")
        if of in words("roles", "sent"):
            return Part("actor", 1.6, f"{of} from")
        is_deed = any(of in words("roles", name) for name in ("agents", "measures", "stances"))
        return Part("actor", 1.4, f"{of} from") if in_subject and is_deed else NAMED

    def _is_owned(self, j: int) -> bool:
        """Tell whether another country owns the noun at ``j`` for what two sides share: "Russia's relations with China"."""
        return self.words[j].text in words("roles", "deeds", "ties") and any(
            word.kind == "'" for word in self.words[max(j - 4, 0) : j]
        )

    def _towards(self, governor: int, word: str, of: str) -> Part:
        """Return the part of a country after a preposition that may name whom something is aimed at."""
        deed = of in words("roles", "deeds", "nouns")
        if (
            of in words("roles", "measures")
            and not (deed and word == "of")
            and (word != "with" or of in ("hostility", "engagement", "approach", "rapprochement"))
        ):
            return Part("target", 2.0, f"{of} {word}")
        if word == "of":
            return Part("actor", 1.6, f"{of} of") if of in words("roles", "stances") and not deed else NAMED
        before = self.words[governor - 1].kind if governor else ""
        if (
            (before in ("V", "G") or of == "sides")
            and word in ("to", "with", "against", "towards", "toward", "at", "on")
            and (of in verb_forms() or of == "sides")
        ):
            return Part("target", 1.8, f"{of} {word}")
        near = range(max(governor - 9, 0), governor)
        if word == "for" and any(self.words[k].text in COPULAS for k in near):
            return Part("actor", 1.5, "for, of a state of things")
        verbs = [self._lemma(k) for k in near if self.words[k].kind in ("V", "G", "N", "R")][-2:]
        directing = next((verb for verb in reversed(verbs) if verb in words("roles", "directing")), None)
        if directing and (word == "to" or (verbs[-1] == directing and word in ("against", "on", "upon", "towards", "toward"))):
            return Part("target", 1.7, f"{directing} {word}")
        return Part("target", 1.2, word) if word in ("against", "towards", "toward") and not deed else NAMED

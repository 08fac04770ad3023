"""What a country does in a sentence, by the words around its name: it acts, is acted on, or is only named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.claims.cues import words
from extract.claims.parts import NAMED, Part
from extract.claims.role_words import (
    BACKGROUND,
    BE,
    BULWARKS,
    COPULAS,
    CUTTING,
    DIRECTED,
    EXCHANGES,
    GIVING,
    LED,
    LIKE_ADJECTIVES,
    MEDDLING,
    NO_ACT,
    PERCEIVING,
    QUALITY,
    REMOVING,
    RESISTING,
    RESTING,
    SEIZING,
    SIDES,
    TOPICS,
    VIEWPOINTS,
    WITH_OTHERS,
)
from extract.claims.word_kinds import verb_forms

if TYPE_CHECKING:
    from extract.claims.clause import Clause, Noun
    from extract.claims.parts import CountryName
    from extract.models import Span

MAX_INITIALS = 4  # letters and dots of "UK", "U.S."


class RoleRules:
    """The rules that give the countries of one clause their parts."""

    def __init__(self, clause: Clause) -> None:
        """Keep the clause, and its words."""
        self.clause = clause
        self.words = clause.words

    def _at(self, *indices: int) -> Span | None:
        """Return the span from the first of the words to the last."""
        inside = [self.words[i] for i in indices if 0 <= i < len(self.words)]
        return (inside[0].start, inside[-1].end) if inside else None

    def part(self, i: int, mention: CountryName, *, is_sanctioned: bool) -> Part:
        """Return the part that the country takes by the name at word ``i``."""
        first, last = next((pair for pair in self.clause.lists if pair[0] <= i <= pair[1]), (i, i))
        noun = self.clause.noun(i)
        if noun.text is None and i != last:
            noun = self.clause.noun(last)
        owned = noun.owned and noun.text is not None
        early = self._by_affix(i) or self._by_neighbours(i, first, mention, noun)
        if early is not None:
            return early
        if not owned and noun.text is not None:
            if noun.text in EXCHANGES:
                return self._exchange(i, noun, is_sanctioned=is_sanctioned)
            if noun.text in words("roles", "stances"):
                if (
                    mention.form == "name"
                    and len(self.words[i].text) > MAX_INITIALS
                    and (first, last) not in self.clause.compounds
                ):
                    return NAMED  # "the Ukraine response" is one to Ukraine, "the UK response" one of the UK
                owned = True
            elif noun.text not in words("roles", "agents") and mention.form != "leader":
                return self._beside(first if (first, last) in self.clause.compounds else i, noun)
        governor = self.clause.governor(first)
        if (
            governor is not None
            and first != last
            and self.words[governor].kind in ("V", "G")
            and self.clause.verb_next(noun.after)
        ):
            first, governor = (last, None) if i == last else (first, governor)
        if owned and noun.text not in words("roles", "agents"):
            return self._owner(first, governor, noun)
        return self._itself(first, governor, noun.after)

    def _by_affix(self, i: int) -> Part | None:
        """Return the part of a country that something is tied to by a hyphen: "Peru-led", "anti-Peruvian"."""
        if LED.search(self.words[i].text):
            return Part("actor", 1.5, "led by", self._at(i))
        before = "".join(word.text for word in self.words[max(i - 2, 0) : i])
        return Part("target", 2.2, "pro- or anti-", self._at(i - 2, i)) if SIDES.search(before) else None

    def _by_neighbours(self, i: int, first: int, mention: CountryName, noun: Noun) -> Part | None:
        """Return the part that the word right before or after the name decides: "among them Chad", "held Chad responsible"."""
        before = self.words[first - 1] if first else None
        if before is None:
            return None
        if before.text == "them" and first > 1 and self.words[first - 2].text == "among":
            return self._subject(noun.after)
        if before.text in BACKGROUND:
            return NAMED
        if before.kind not in ("V", "G") or mention.form != "name" or noun.owned or noun.text is None:
            return None
        verb = self.clause.lemma(first - 1)
        if verb in GIVING:
            return Part("target", 1.7, f"{verb} to", self._at(first - 1))
        if noun.at == i + 1 and LIKE_ADJECTIVES.search(noun.text) and verb not in words("roles", "causing"):
            return Part("target", 1.7, f"object of {verb}", self._at(first - 1))
        return None

    def _exchange(self, i: int, noun: Noun, *, is_sanctioned: bool) -> Part:
        """Tell "Russian sanctions" that Russia imposes from those that it suffers."""
        if noun.after < len(self.words) and self.words[noun.after].text in ("on", "against", "towards", "toward"):
            return Part("actor", 1.5, "sanctions of", self._at(noun.at))
        others = any(word.kind == "M" and self.clause.in_subject(k) for k, word in enumerate(self.words[:i]))
        is_sender = (
            not is_sanctioned and len(self.words[i].text) <= MAX_INITIALS
        )  # "a US embargo"; "Russian sanctions" are on Russia
        if (is_sanctioned or others) and not is_sender:
            return Part("target", 2.0, "sanctions on", self._at(noun.at))
        return Part("actor", 1.0, "sanctions of", self._at(noun.at))

    def _beside(self, i: int, noun: Noun) -> Part:
        """Return the part of a country named beside a noun that is no body or stance of it: "the Ukraine crisis"."""
        if noun.text in words("roles", "events") or noun.text in words("roles", "deeds", "nouns"):
            return NAMED
        governor = self.clause.governor(i)
        if governor is None and self.clause.verb_after(noun.after) and not self.clause.passive_verb(noun.after):
            return Part("actor", 0.8, f"subject: {noun.text}", self.clause.verb_span(noun.after))
        if governor is None:
            return NAMED
        verb = self.clause.lemma(governor)
        if verb == "in" and self.clause.word_before(governor) in MEDDLING:
            return Part("target", 1.2, f"{self.clause.word_before(governor)} in", self._at(governor - 1, governor))
        if verb in words("roles", "affecting"):
            return Part("target", 1.2, f"object: {noun.text}", self._at(governor))
        if verb in words("roles", "directing") and governor == i - 1:  # "gave Ukraine tanks"
            return Part("target", 1.7, f"{verb} to", self._at(governor))
        return NAMED

    def _owner(self, i: int, governor: int | None, noun: Noun) -> Part:
        """Return the part of a country that a noun belongs to: "Japan's response"."""
        head = noun.text or ""
        stance, deed = head in words("roles", "stances"), head in words("roles", "deeds", "nouns")
        if governor is None:
            return self._owner_in_subject(i, noun)
        word = self.words[governor]
        if word.kind == "P":
            of = self.clause.word_before(governor)
            if head in VIEWPOINTS and word.text in ("from", "in", "through"):
                return Part("actor", 2.0, "point of view", self._at(noun.at))
            if (
                of in words("roles", "measures")
                and word.text in DIRECTED
                and (deed or word.text in ("on", "against", "towards", "toward"))
            ):
                return Part("target", 1.6, f"{of} {word.text}", self._at(governor - 1, governor))
            if of in words("roles", "measures") and word.text in ("to", "of", "at", "over") and not stance:
                return Part("target", 1.6, f"{of} {word.text}", self._at(governor - 1, governor))
            acted_on = self._of_object(governor)
            if acted_on is not None and not stance:
                return acted_on
            return self._owner_in_phrase(i, noun) if stance else NAMED
        return self._owner_of_object(governor, noun)

    def _owner_in_subject(self, i: int, noun: Noun) -> Part:
        head = noun.text or ""
        stance, deed = head in words("roles", "stances"), head in words("roles", "deeds", "nouns")
        if head in words("roles", "events") and not stance:
            return NAMED
        if not self.clause.verb_after(noun.after, complement=stance) or (
            deed and any(word.kind == "S" for word in self.words[:i])
        ):
            return NAMED
        if not stance and not deed and self.clause.passive_verb(noun.after) in words("roles", "affecting_things"):
            verb = self.clause.passive_verb(noun.after)
            return Part("target", 2.0, f"owner of {head}, {verb} (passive)", self.clause.verb_span(noun.after))
        return Part("actor", 2.5 if stance else 1.5 if deed else 2.0, f"owner of {head} in the subject", self._at(noun.at))

    def _owner_of_object(self, governor: int, noun: Noun) -> Part:
        verb, head = self.clause.lemma(governor), noun.text or ""
        stance, deed = head in words("roles", "stances"), head in words("roles", "deeds", "nouns")
        affected = verb in words("roles", "affecting") or verb in words("roles", "affecting_things") or verb in RESISTING
        if affected or verb in words("roles", "blaming") or (deed and verb in words("attribution", "judgement", "verbs")):
            return Part("target", 2.0, f"object of {verb}: {head}", self._at(governor))
        if verb in COPULAS and not stance:
            return Part("target", 1.2, f"complement: {head}", self._at(noun.at))
        if verb in ("seek", "request", "solicit", "court"):
            return Part("target", 1.2, f"object of {verb}: {head}", self._at(governor))
        is_act = stance and verb not in ("follow", "discuss") and head not in words("roles", "conditions")
        return Part("actor", 1.4, f"owner of {head}", self._at(noun.at)) if is_act else NAMED

    def _owner_in_phrase(self, i: int, noun: Noun) -> Part:
        """Return the part of a country whose stance stands after a preposition: "the reasons for Japan's response"."""
        in_subject, head = self.clause.in_subject(i), noun.text or ""
        governor = self.clause.governor(i)
        if governor is not None and self.words[governor].text == "with":
            return NAMED  # "with Peru's support, Chad left"
        if head in words("roles", "deeds", "ties") and not in_subject:
            return NAMED
        return Part("actor", 1.8 if in_subject else 1.2, f"owner of {head}", self._at(noun.at))

    def _itself(self, i: int, governor: int | None, after: int) -> Part:
        """Return the part of a country that is itself subject, object or object of a preposition."""
        if governor is None:
            return self._subject(after)
        word = self.words[governor]
        if word.kind == "P":
            return self._after_preposition(i, governor, after)
        if word.kind not in ("V", "N", "G", "X"):
            return NAMED
        verb = self.clause.lemma(governor)
        if verb in COPULAS:
            return Part("actor", 1.0, "complement", self._at(governor))
        if word.kind == "X":
            return self._subject(after)
        if verb in words("roles", "causing") and any(w.kind == "N" or w.text == "to" for w in self.words[after : after + 3]):
            return Part("actor", 2.2, f"{verb} to", self._at(governor))
        if word.kind == "V" and self.clause.verb_next(after) and not self._is_aim(governor):
            return Part("actor", 2.0, f"subject after {verb}", self.clause.verb_span(after))
        if verb == "make" and after < len(self.words) and self.words[after].kind in ("O", "V", "A"):
            return Part("actor", 2.0, "made to be", self._at(governor))
        if verb in NO_ACT:
            return NAMED
        return Part("target", 2.0, f"object of {verb}", self._at(governor))

    def _is_aim(self, governor: int) -> bool:
        """Tell whether the verb is the infinitive of a subject whose own verb comes later: "Peru's decision to arm Chad upset"."""
        return (
            governor > 0
            and self.words[governor - 1].kind == "N"
            and not any(word.kind in ("V", "X", "S") for word in self.words[: governor - 1])
            and self.clause.lemma(governor) not in words("attribution", "speech", "verbs")
        )

    def _of_object(self, governor: int) -> Part | None:
        """Return the part of a country to which the object of a verb belongs or goes: "froze the assets of Chad's bank"."""
        at, word = self.clause.giving_verb(governor), self.words[governor].text
        if at is None:
            return None
        verb, cue = self.clause.lemma(at), self._at(at)
        if word in ("of", "in") and verb in SEIZING:
            return Part("target", 1.4, f"{verb} what belongs to", cue)
        between = {self.words[k].text for k in range(at + 1, governor)}
        if (word == "in" and "to" in between and verb in words("roles", "directing")) or (
            word in ("to", "with", "on", "from") and verb in CUTTING and verb != "break"
        ):
            return Part("target", 1.5, f"{verb} {word}", cue)
        if word in ("on", "to") and verb in words("roles", "directing"):
            return Part("target", 1.4, f"{verb} {word}", cue)
        if word == "from" and (verb in REMOVING or ("on" in between and not EXCHANGES.isdisjoint(between))):
            return Part("target", 1.5, f"{verb} from", cue)
        return None

    def _subject(self, after: int) -> Part:
        if not self.clause.verb_after(after):
            return Part("other", 0.0, "no verb")
        verb = self.clause.passive_verb(after)
        cue = self.clause.verb_span(after)
        if verb in words("roles", "affecting"):
            return Part("target", 3.0, f"{verb} (passive)", cue)
        return Part("actor", 3.0, "subject", cue)

    def _after_preposition(self, i: int, governor: int, after: int) -> Part:
        word, of = self.words[governor].text, self.clause.word_before(governor)
        in_subject = self.clause.in_subject(i) and self.clause.verb_after(after)
        if after < len(self.words) and self.words[after].text in ("which", "who") and self.clause.verb_next(after + 1):
            return Part("actor", 1.8, "subject of a relative clause", self.clause.verb_span(after + 1))
        if word in ("after", "before", "since", "until", "than", "as") and self.clause.verb_next(after):
            return Part("actor", 2.4, "subject", self.clause.verb_span(after))
        beside = self._in_company(governor, word, of, in_subject=in_subject) or self._at_home(
            governor, after, in_subject=in_subject
        )
        if beside is not None:
            return beside
        opens = governor == 0 or (governor <= 2 and self.words[governor - 1].kind == ",")
        if (opens and word in TOPICS) or (of == "case" and word == "of" and governor <= 4 and self.words[0].kind == "P"):
            return Part("actor", 1.5, "topic", self._at(governor))
        if word == "from":
            source = self._source(governor, of, in_subject=in_subject)
            return self._of_object(governor) or source if source == NAMED else source
        if word == "of" and (QUALITY.search(of) or of in words("roles", "agents")):
            return self._of_noun(i, governor, after, in_subject=in_subject)
        return self._towards(governor, word, of) if word in DIRECTED else self._of_object(governor) or NAMED

    def _at_home(self, governor: int, after: int, *, in_subject: bool) -> Part | None:
        """Return the part of a country whose people act or think in it: "officials in Lima present", "in Lima this was seen as"."""
        if self.words[governor].text != "in":
            return None
        of = self.clause.word_before(governor)
        if in_subject and of in words("roles", "agents"):
            return Part("actor", 1.8, f"{of} in", self._at(governor - 1, governor))
        before = verb_forms().get(of, ("", ""))
        if before[1] == "past" and before[0] in PERCEIVING and governor > 1 and self.words[governor - 2].text in BE:
            return Part("actor", 1.6, f"{of} in", self._at(governor - 1, governor))
        if governor == 0 and self.clause.passive_verb(after) in PERCEIVING:
            return Part("actor", 1.6, "seen so in", self.clause.verb_span(after))
        return None

    def _in_company(self, governor: int, word: str, of: str, *, in_subject: bool) -> Part | None:
        """Return the part of a country that acts, or does so together with the subject."""
        cue = self._at(governor)
        if word == "by":
            return Part("actor", 2.0, "by", cue)
        if word in ("between", "with", "among") and in_subject and (word != "with" or self._is_owned(governor - 1)):
            return Part("actor", 1.8, f"{word}, in the subject", cue)
        if word == "with" and in_subject and governor == 1 and of in words("roles", "deeds", "ties"):
            return Part("actor", 1.4, f"{of} with, in the subject", cue)
        if word == "alongside" or (word == "with" and of in WITH_OTHERS):
            return Part("actor", 1.6, "together with", cue)
        if word in ("including", "as", "like") and in_subject and governor:
            return Part("actor", 1.6, "instance in the subject", cue)
        return None

    def _of_noun(self, i: int, governor: int, after: int, *, in_subject: bool) -> Part:
        """Return the part of a country behind a quality or a body of its own: "the readiness of", "the government of"."""
        of, cue = self.clause.word_before(governor), self._at(governor - 1, governor)
        if QUALITY.search(of) and self.clause.in_subject(i) and any(w.kind in ("V", "X") for w in self.words[after:]):
            return Part("actor", 1.6, f"{of} of, in the subject", cue)
        if of not in words("roles", "agents"):
            return self._towards(governor, "of", of)
        if in_subject:
            return Part("actor", 2.0, f"{of} of", cue)
        above = self.clause.governor(governor - 1)
        return self._itself(governor - 1, above, after) if above is not None else NAMED

    def _source(self, governor: int, of: str, *, in_subject: bool) -> Part:
        """Return the part of a country from which something comes or moves away."""
        if of == "away":
            return Part("target", 1.5, "away from", self._at(governor - 1, governor))
        verb = self.clause.verb_of_object(governor - 1)
        if verb is not None and self.clause.lemma(verb) in RESISTING:
            return Part("target", 1.8, f"{self.clause.lemma(verb)} {of} from", self._at(verb))
        if of in words("roles", "sent"):
            return Part("actor", 1.6, f"{of} from", self._at(governor - 1, governor))
        is_deed = any(of in words("roles", name) for name in ("agents", "measures", "stances"))
        return Part("actor", 1.4, f"{of} from", self._at(governor - 1, governor)) if in_subject and is_deed else NAMED

    def _is_owned(self, j: int) -> bool:
        """Tell whether another country owns the noun at ``j`` for what two sides share: "Russia's relations with China"."""
        return self.words[j].text in words("roles", "deeds", "ties") and any(
            word.kind == "'" for word in self.words[max(j - 4, 0) : j]
        )

    def _opens_with(self, governor: int) -> bool:
        """Tell whether the noun before the word is the subject, owned by another country: "Peru's annexation of"."""
        before = self.words[: governor - 1]
        return any(word.kind == "'" for word in before) and not any(
            word.kind in ("P", "S", "V", "X", "G", "N") for word in before
        )

    def _towards(self, governor: int, word: str, of: str) -> Part:
        """Return the part of a country after a preposition that may name whom something is aimed at."""
        deed = of in words("roles", "deeds", "nouns")
        if of in BULWARKS and word == "against":
            return NAMED
        if (
            of in words("roles", "measures")
            and not (deed and word == "of")
            and (word != "with" or of in ("hostility", "engagement", "approach", "rapprochement"))
        ):
            return Part("target", 2.0, f"{of} {word}", self._at(governor - 1, governor))
        verb_at = self.clause.verb_of_object(governor - 1) if of in words("roles", "deeds", "ties") and of != "trade" else None
        if word in ("with", "to") and verb_at is not None and self.clause.lemma(verb_at) not in COPULAS:
            return Part("target", 1.3, f"{self.clause.lemma(verb_at)} {of} {word}", self._at(verb_at))
        acted_on = self._of_object(governor)
        if acted_on is not None and not deed:
            return acted_on
        if word == "of" and deed and self._opens_with(governor):
            return Part("target", 1.0, f"{of} of, in the subject", self._at(governor - 1, governor))
        if word == "of":
            return (
                Part("actor", 1.6, f"{of} of", self._at(governor - 1, governor))
                if of in words("roles", "stances") and not deed
                else NAMED
            )
        before = self.words[governor - 1].kind if governor else ""
        if (
            (before in ("V", "G") or of == "sides")
            and word in ("to", "with", "against", "towards", "toward", "at", "on")
            and (of in verb_forms() or of == "sides")
            and self.clause.lemma(governor - 1) not in RESTING
        ):
            return Part("target", 1.8, f"{of} {word}", self._at(governor - 1, governor))
        near = range(max(governor - 9, 0), governor)
        if word == "for" and any(self.words[k].text in COPULAS for k in near):
            return Part("actor", 1.5, "for, of a state of things", self._at(governor))
        verbs = [self.clause.lemma(k) for k in near if self.words[k].kind in ("V", "G", "N", "R")][-2:]
        directing = next((verb for verb in reversed(verbs) if verb in words("roles", "directing")), None)
        if directing and (word == "to" or (verbs[-1] == directing and word in ("against", "on", "upon", "towards", "toward"))):
            return Part("target", 1.7, f"{directing} {word}", self._at(governor))
        return Part("target", 1.2, word, self._at(governor)) if word in ("against", "towards", "toward") and not deed else NAMED

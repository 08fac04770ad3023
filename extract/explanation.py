"""Why each tag of a text was given, and why what else was seen there gave none."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal, NamedTuple

from extract.claims.cues import find_cues
from extract.data_tables import read_table
from extract.lexicon.codebook import built_in
from extract.lexicon.countries import find_countries, withheld_countries
from extract.lexicon.inflection import without_hyphens
from extract.lexicon.organisations import withheld_organisations
from extract.lexicon.theories import VETO_WITHIN, Refusal, TheoryMention, judge_labels
from extract.lexicon.withheld import Withheld, hits_inside
from extract.sentences import split_sentences
from extract.tags import DATA, tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.lexicon import Tag
    from extract.lexicon.codebook import Codebook
    from extract.lexicon.taxonomy import Taxonomy

FORMS = {
    "demonym": "an adjective or a people",
    "group": "a group of which it is a member",
    "leader": "a person who led it",
    "metonym": "its capital or seat, for its government",
    "name": "a name of it",
    "region": "a part of it",
}
"""Form of a country's name -> what it is, in words."""

THINGS = {"theory": "theories"}
"""Dimension -> what its entries are called; codes, if not said."""

LISTS = {"@countries": "two countries", "@country": "a country"}
SHOWN = 3
"""Words of a list that a reason names."""

MOST_NEEDS = 8
"""Supporting words that a reason names."""


class Reason(NamedTuple):
    """Why something that stands in a text was given a tag, or was not; offsets count in the text given."""

    verdict: Literal["given", "withheld"]
    kind: str
    value: str
    name: str
    """What the value is called; empty for attributions."""
    start: int
    end: int
    rule: str
    why: str


def explain(text: str, codebook: Codebook | None = None) -> list[Reason]:
    """Return a reason for each tag of ``text``, and for each name or label there that gave none, in the order of the text.

    >>> [(each.verdict, each.value, each.why) for each in explain("Allies hedge.")]
    [('given', 'hedging', '“hedge”, with “Allies” near by')]
    >>> [(each.verdict, each.value, each.why) for each in explain("A hedge fund.")]
    [('withheld', 'hedging', 'it is part of “hedge fund”')]
    """
    codebook = codebook or built_in()
    given = tag(text, codebook)
    countries = find_countries(text)
    withheld = [*withheld_countries(text), *withheld_organisations(text), *_withheld_cues(text, given)]
    for taxonomy in codebook.taxonomies:
        withheld += _withheld_labels(text, taxonomy, countries)
    reasons = [_reason("given", each, _why(each), codebook) for each in given]
    counted = {_what(each) for each in given}
    first = {_what(each): each for each in reversed(withheld)}
    reasons += [_reason("withheld", each, each.why, codebook) for what, each in first.items() if what not in counted]
    return sorted(reasons, key=lambda reason: (reason.start, reason.end, reason.verdict, reason.kind, reason.value))


def _what(seen: Tag | Withheld) -> tuple[str, str, int, int]:
    """Return what is said of which words: of that there is one reason."""
    return seen.kind, seen.value, seen.start, seen.end


def _reason(verdict: Literal["given", "withheld"], seen: Tag | Withheld, why: str, codebook: Codebook) -> Reason:
    name = _name(seen.kind, seen.value, codebook)
    return Reason(verdict, seen.kind, seen.value, name, seen.start, seen.end, seen.rule, why)


def _name(kind: str, value: str, codebook: Codebook) -> str:
    """Return what a value is called."""
    if kind in codebook.dimensions:
        return codebook.dimensions[kind].concepts[value].name
    entry = read_table(DATA.get(kind, DATA["country"])).get(value, {})
    return str(entry.get("name") or "")


def _why(given: Tag) -> str:
    """Return in words what earned a tag."""
    rule, _, settled = given.rule.partition(" ")
    if rule.startswith("label:"):
        label, _, settled = given.rule.removeprefix("label:").partition(" cites:")
        if settled:
            return f"“{label}”, with a citation near by: {settled}"
        label, _, named = label.partition(" text:")
        if named:
            return f"“{label}”, in a text that names others: {named}"
        label, _, settled = label.partition(" needs:")
        return f"“{label}”, with “{settled}” near by" if settled else f"“{label}”"
    if given.form:
        return f"{FORMS[given.form]} ({given.rule})"
    return given.rule


def _withheld_labels(text: str, taxonomy: Taxonomy, countries: Sequence[Tag]) -> Iterator[Withheld]:
    """Yield the labels of one taxonomy that do not count, and those that longer phrases hide."""
    plain = without_hyphens(text)
    named: set[tuple[int, int]] = set()
    refused: defaultdict[tuple[str, int, int], list[Refusal]] = defaultdict(list)
    for verdict in judge_labels(text, countries, taxonomy=taxonomy):
        if isinstance(verdict, Refusal):
            refused[verdict.label.concept, verdict.start, verdict.end].append(verdict)
            continue
        if isinstance(verdict, TheoryMention):
            named.add((verdict.start, verdict.end))
            own = {verdict.id, *taxonomy.broader(verdict.id)}
        else:
            own = set()
        phrase = " ".join(text[verdict.start : verdict.end].split())
        for hit in hits_inside(taxonomy.matcher, plain, verdict.start, verdict.end):
            for label in hit.value:
                if label.concept not in own:
                    why = f"it is part of “{phrase}”"
                    yield Withheld(taxonomy.dimension, label.concept, hit.start, hit.end, f"label:{label.name}", why)
    for (concept, start, end), several in refused.items():
        why = "it names something else here" if (start, end) in named else _refusal(several, text, taxonomy)
        yield Withheld(taxonomy.dimension, concept, start, end, f"label:{several[0].label.name}", why)


def _refusal(refused: Sequence[Refusal], text: str, taxonomy: Taxonomy) -> str:
    """Return in words why what may be a label of several groups did not count by any of them."""
    said: dict[str, None] = {}
    near: dict[str, dict[str, None]] = {}
    in_text: dict[str, None] = {}
    for one in refused:
        label = one.label
        if one.why == "capitals":
            said[f"only with capitals, as in “{label.name}”"] = None
        elif one.by:
            said[f"“{text[slice(*one.by)]}” within {VETO_WITHIN} characters rules it out"] = None
        else:
            where = f"{'behind it, ' * label.after}within {label.within} characters"
            for need, words in taxonomy.told_needs(label.needs):
                if need == "@text":
                    in_text[f"a text that names three other {THINGS.get(taxonomy.dimension, 'codes')}"] = None
                else:
                    near.setdefault(where, {})[_need(need, words)] = None
    needs = [f"{_one_of(tuple(told))} {where}" for where, told in near.items()]
    needs += in_text
    return "; ".join([*said, *([f"needs {', or '.join(needs)}"] if needs else [])])


def _need(need: str, words: Sequence[str]) -> str:
    """Return a need in words; of a list, a few words that it holds."""
    if not words:
        return LISTS.get(need, need)
    return f"the list {need} ({', '.join(words[:SHOWN])}{' …' * (len(words) > SHOWN)})"


def _one_of(told: Sequence[str]) -> str:
    """Return the first of ``told``, and how many more there are."""
    more = f" … ({len(told) - MOST_NEEDS} more)" if len(told) > MOST_NEEDS else ""
    return f"{'one of ' * (len(told) > 1)}{', '.join(told[:MOST_NEEDS])}{more}"


def _withheld_cues(text: str, given: Sequence[Tag]) -> Iterator[Withheld]:
    """Yield the words of speech and thought beside which nobody's words were found."""
    cues = [(each.start, each.end) for each in given if each.kind == "attribution" and each.value == "cue"]
    for start, end in split_sentences(text):
        for first, last, cue in find_cues(text[start:end]):
            at = (first + start, last + start)
            if not any(begin < at[1] and at[0] < stop for begin, stop in cues):
                why = "no speaker and no reported words were found beside it"
                yield Withheld("attribution", "cue", *at, f"{cue.group}:{cue.lemma}", why)

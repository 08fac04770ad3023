"""Why each tag of a text was given, and why what else was seen there gave none."""

from __future__ import annotations

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
    reasons += dict.fromkeys(_reason("withheld", each, each.why, codebook) for each in withheld)
    return sorted(reasons, key=lambda reason: (reason.start, reason.end, reason.verdict, reason.kind, reason.value))


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
    refused: list[Withheld] = []
    for verdict in judge_labels(text, countries, taxonomy=taxonomy):
        if isinstance(verdict, Refusal):
            label = verdict.label
            refused.append(
                Withheld(
                    taxonomy.dimension,
                    label.concept,
                    verdict.start,
                    verdict.end,
                    f"label:{label.name}",
                    _refusal(verdict, text, taxonomy),
                )
            )
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
    for each in refused:
        yield each._replace(why="it names something else here") if (each.start, each.end) in named else each


def _refusal(refused: Refusal, text: str, taxonomy: Taxonomy) -> str:
    """Return in words why a label did not count."""
    label = refused.label
    if refused.why == "capitals":
        return f"only with capitals, as in “{label.name}”"
    if refused.by:
        return f"“{text[slice(*refused.by)]}” within {VETO_WITHIN} characters rules it out"
    needs = dict(taxonomy.told_needs(label.needs))
    in_text = ["a text that names three other theories"] if needs.pop("@text", None) is not None else []
    told = [LISTS.get(need, need) + (f" ({', '.join(words[:SHOWN])} …)" if words else "") for need, words in needs.items()]
    more = f" … ({len(told) - MOST_NEEDS} more)" if len(told) > MOST_NEEDS else ""
    where = f"{'behind it, ' * label.after}within {label.within} characters"
    near = [f"one of {', '.join(told[:MOST_NEEDS])}{more} {where}"] if told else []
    return f"needs {'; or '.join([*near, *in_text])}"


def _withheld_cues(text: str, given: Sequence[Tag]) -> Iterator[Withheld]:
    """Yield the words of speech and thought beside which nobody's words were found."""
    cues = [(each.start, each.end) for each in given if each.kind == "attribution" and each.value == "cue"]
    for start, end in split_sentences(text):
        for first, last, cue in find_cues(text[start:end]):
            at = (first + start, last + start)
            if not any(begin < at[1] and at[0] < stop for begin, stop in cues):
                why = "no speaker and no reported words were found beside it"
                yield Withheld("attribution", "cue", *at, f"{cue.group}:{cue.lemma}", why)

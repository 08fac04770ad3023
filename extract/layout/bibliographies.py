"""Lists of works: which blocks are entries, whether a heading announces them or not.

Each block is given the cheapest of three states: text, an entry, or what may stand between entries (an annotation, a heading, the
topic of a week). A list must earn its beginning: a heading that announces it makes that cheap.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from extract.layout.blocks import joined
from extract.layout.entries import SKIPPED
from extract.layout.entry_forms import INVERTED, LABELLED, MEASURE, SHORT, likeness, number_of, unmarked
from extract.layout.headings import is_heading
from extract.layout.section_names import HASHES, announced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.layout.blocks import Block

TEXT, ENTRY, BETWEEN = range(3)
LISTED = frozenset({"body", "list", "quotation", "reference"})
"""Roles of what may be an entry."""

UNANNOUNCED = 13.0  # what a list without a heading must earn: two or three clear entries
WITHIN = 1.5  # more likely than in other text is an entry among entries
ANNOUNCED = 0.5
LEAVING = 1.0  # the end of a list without a heading
INTERRUPTED = 0.7
RESUMED = 1.5
WAITING = 0.5  # for each block between two entries
ENDING = 8.0  # of a heading that ends a list, such as "Appendix"
CLEAR = 5.0  # no single entry tells more
MOST = 6.0  # nor a block of several than so many
FRAGMENT = 90  # characters: a shorter block may be torn from an entry
FEW = 3  # numbers in a row make a count
SOME_DATED = 0.4  # share of the entries of a list without a heading that must give a date
PRINTED = re.compile(r"(?<![\w.,])(?:1[5-9]|20)\d\d[a-z]?(?!\w|[.,]\d)|[sn]\.\s?[df]\.|forthcoming|in press|o\.\s?J\.")
"""A date, or what stands in its place; no measured value."""

HINTS = ("http:", "https:", "www.", "forthcoming", "in press")
DATE_HINT = re.compile(r"[12](?:(?<=1)[5-9]|(?<=2)0)\d\d")
UNDATED_HINT = re.compile(r"\.(?:(?<=[sn].)\s?[df]|(?<=o.)\s?J)\.")
"""Addresses, dates and what stands in their place: what entries have and most running text has not. What is rare stands first
in the patterns: the engine skips to it."""

ADDRESS = re.compile(r"(?:https?:|www\.)\S*|[\w.-]+\.\w{2,4}/\S*$")
"""What may be torn from the end of an entry."""

GAPS = re.compile(r"\S(?: {3,}|\t)[\d.,%-]+(?:\s|$)")
"""A row of a table."""

DIVISION = re.compile(r":{3,40}\s{0,4}\{[^{}\n]{0,100}(?:#refs|\.references|\.csl-bib-body)\b")
"""What opens a bibliography in Pandoc's Markdown."""

LABEL = re.compile(r"[^\W\d_][^\n:.]{2,50}:$")
EMPHASISED = re.compile(r"(?P<mark>\*{1,3}|_{1,2})(?=[^\W_])[^*_\n\d]{2,60}(?<=[\w:)])(?P=mark)\s*")
"""A line that stands out as a whole names what follows: "_Recommended_", "**Neorealism**"."""


class Seen(NamedTuple):
    """A block as an entry, and as what it is otherwise."""

    entry: float
    """What it earns as an entry."""
    between: float
    """What it costs between entries."""
    opens: bool = False
    """It announces a list."""


def mark_bibliographies(blocks: Sequence[Block], *, unannounced: bool) -> list[Block]:
    """Return ``blocks`` with the role of entries set; with ``unannounced``, of those too over which no heading stands."""
    places = [i for i, block in enumerate(blocks) if block.role not in SKIPPED or _may_open(block)]
    first = 0 if unannounced else next((n for n, i in enumerate(places) if _may_open(blocks[i])), len(places))
    places = places[first:]
    torn = [(a, b) for a, b in pairwise(places) if blocks[b].goes_on and blocks[a].role == blocks[b].role == "body"]
    rests = dict(torn)
    places = [i for i in places if i not in set(rests.values())]
    counted = _counted(blocks, places)
    whole = {i: joined(blocks[i], blocks[rests[i]]) if i in rests else blocks[i] for i in places}
    seen = [_see(whole[i], is_counted=i in counted) for i in places]
    states = _cheapest(seen, unannounced=unannounced)
    if unannounced:
        states = _without_undated([whole[i].text for i in places], seen, states)
    marked = list(blocks)
    for n, (i, state) in enumerate(zip(places, states, strict=True)):
        block = blocks[i]
        if seen[n].opens:
            if ENTRY in states[n + 1 : n + 3] and block.role != "furniture":
                marked[i] = block._replace(role="heading")
        elif state == ENTRY and block.role in LISTED:
            marked[i] = block._replace(role="reference")
        elif state == BETWEEN and block.role == "body" and _is_sub_heading(block.text):
            marked[i] = block._replace(role="heading")
    for before, i in torn:
        if marked[before].role == "reference":
            marked[i] = marked[i]._replace(role="reference")
    return marked


def _may_open(block: Block) -> bool:
    if block.role == "furniture":
        return block.text.startswith(":::") and DIVISION.match(block.text) is not None
    kind = announced(block.text) if block.role in {"body", "heading"} else None
    return kind == "reference" or (kind == "notes" and "refer" in block.text.casefold())  # "Notes and references"


def _is_sub_heading(text: str) -> bool:
    return len(text) < 2 * FRAGMENT and is_heading(text)


def _counted(blocks: Sequence[Block], places: Sequence[int]) -> set[int]:
    """Return which blocks carry the numbers 1, 2, 3..., or labels in brackets, below a heading that announces a list."""
    counted: list[int] = []
    labelled: list[int] = []
    runs: set[int] = set()
    expected: int | None = None
    for i in places:
        number = number_of(blocks[i].text)
        if _may_open(blocks[i]):
            expected, counted, labelled = 1, [], []
        elif expected is not None and number is None and LABELLED.match(blocks[i].text):
            labelled.append(i)
            if len(labelled) >= FEW:
                runs.update(labelled)
        elif announced(blocks[i].text) is not None:
            expected = None
        elif expected is not None and number is not None and expected <= number <= expected + 2:
            expected = number + 1
            counted.append(i)
            if len(counted) >= FEW:
                runs.update(counted[-FEW:])
    return runs


def _see(block: Block, *, is_counted: bool) -> Seen:
    """Return what a block earns and costs."""
    text = block.text
    if block.role in {"title", "byline", "abstract", "keywords"}:
        return Seen(-ENDING, ENDING)
    if _may_open(block):
        return Seen(0.0, 0.0, opens=True)
    kind = announced(text)
    if kind is not None:
        return Seen(-ENDING, ENDING)
    if block.role == "heading" or HASHES.match(text):
        return Seen(-ENDING, WAITING)
    if block.role == "reference":
        return Seen(CLEAR, ENDING)
    return _see_text(text, is_counted=is_counted)


def _see_text(text: str, *, is_counted: bool) -> Seen:
    """Return what a block earns and costs whose role says nothing."""
    score = max(likeness(text), 1.0) if is_counted else likeness(text) if _is_worth_it(text) else -CLEAR
    size = min(max(len(text) / MEASURE, 1.0), MOST)
    if ADDRESS.match(unmarked(text)):
        return Seen(max(score, -1.5), ENDING)
    if not is_counted and ("\t" in text or "   " in text) and GAPS.search(text):
        return Seen(-CLEAR, 1.0)
    if EMPHASISED.fullmatch(text) or (score < 0 and LABEL.match(text)):
        return Seen(-ENDING, WAITING / 2)
    if score < 1 and _is_sub_heading(text):
        return Seen(min(score - 1.0, -CLEAR if text.isupper() or "," not in text else 0.0), WAITING)
    if len(text) < FRAGMENT:
        is_vague = len(text) < SHORT and INVERTED.match(unmarked(text)) is None  # "Accra, 1996"
        return Seen(min(max(score, -1.5), 0.5) if is_vague else min(max(score + WITHIN, -1.5), CLEAR), 1.0)
    return Seen(min(max(score + WITHIN, -CLEAR), CLEAR) * size, WAITING * size)


def _is_worth_it(text: str) -> bool:
    """Tell whether ``text`` may be an entry at all: most running text has neither dates nor names turned round."""
    if len(text) < 2 * FRAGMENT or DATE_HINT.search(text) or UNDATED_HINT.search(text):
        return True
    if any(map(text.__contains__, HINTS)):
        return True
    return INVERTED.match(unmarked(text[:FRAGMENT])) is not None


def _without_undated(texts: Sequence[str], seen: Sequence[Seen], states: Sequence[int]) -> list[int]:
    """Return ``states`` without the lists that neither a heading nor dates tell from other lists: of offices, of products."""
    kept = list(states)
    start = 0
    while start < len(states):
        end = start
        while end < len(states) and states[end] != TEXT:
            end += 1
        listed = [n for n in range(start, end) if states[n] == ENTRY]
        is_headed = any(one.opens for one in seen[start:end])
        if not is_headed and sum(_is_dated(texts[n]) for n in listed) < SOME_DATED * len(listed):
            kept[start:end] = [TEXT] * (end - start)
        start = end + 1
    return kept


def _is_dated(text: str) -> bool:
    return PRINTED.search(text) is not None


def _cheapest(seen: Sequence[Seen], *, unannounced: bool) -> list[int]:
    """Return the states that cost least together."""
    beginning = UNANNOUNCED if unannounced else float("inf")
    costs = [0.0, beginning, float("inf")]
    back: list[tuple[int, int, int]] = []
    for one in seen:
        text, entry, between = costs
        if one.opens:
            opened = min((text + ANNOUNCED, TEXT), (entry, ENTRY), (between, BETWEEN))
            step = [(text, TEXT), opened, opened]
        else:
            step = [
                min((text, TEXT), (entry + LEAVING, ENTRY), (between, BETWEEN)),
                min((text + beginning, TEXT), (entry, ENTRY), (between + RESUMED, BETWEEN)),
                min((entry + INTERRUPTED, ENTRY), (between, BETWEEN)),
            ]
        own = (0.0, -one.entry, one.between)
        costs = [cost + mine for (cost, _), mine in zip(step, own, strict=True)]
        back.append((step[0][1], step[1][1], step[2][1]))
    state = min(range(3), key=lambda each: costs[each])
    states = []
    for step_back in reversed(back):
        states.append(state)
        state = step_back[state]
    return states[::-1]

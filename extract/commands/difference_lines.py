"""Differences between two texts, as lines: what has changed in its words around, and noise as noise."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from extract.differences import NOISE
from extract.display import harmless, number, table, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.differences import Difference
    from extract.models import Span
    from extract.where import Where

CONTEXT = 40
"""Characters shown on either side of a difference."""

LONGEST = 240
"""Characters of a difference that are shown."""

STRETCH = 100
"""Lines of a file that make one row of a summary; of a PDF it is a page."""

NAMED = 3
"""Words that a few words name."""

NAMES = {
    "accents": ("accent", "accents"),
    "added": ("added", "added"),
    "case": ("case", "case"),
    "furniture": ("furniture", "furniture"),
    "hyphenation": ("hyphen", "hyphens"),
    "left_out": ("left out", "left out"),
    "letter_form": ("letter form", "letter forms"),
    "line_break": ("line break", "line breaks"),
    "markup": ("markup", "markup"),
    "misread": ("misread word", "misread words"),
    "moved": ("moved", "moved"),
    "note_mark": ("note mark", "note marks"),
    "pull_quote": ("pull quote", "pull quotes"),
    "punctuation": ("punctuation", "punctuation"),
    "quotation_marks": ("quotation mark", "quotation marks"),
    "replaced": ("replaced", "replaced"),
    "spacing": ("spacing", "spacing"),
}
"""What people call each kind: one of them, and several."""

RED, GREEN, PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[0m"


def lines_of_wording(
    difference: Difference, raws: tuple[str, str], places: tuple[Where, Where], *, is_coloured: bool
) -> Iterator[str]:
    """Yield a difference of wording: its kind and places, then what stands on each side."""
    about = f" ({difference.about})" if difference.about not in {"", "words"} else ""
    yield f"{NAMES[difference.kind][0]}{about}  {' | '.join(visible(place.named()) for place in places)}"
    sides = [(raw, span) for raw, span in zip(raws, (difference.a, difference.b), strict=True)]
    if difference.kind == "moved":
        sides = sides[:1]
    for mark, colour, (raw, span) in zip("-+", (RED, GREEN), sides, strict=False):
        if span[0] == span[1]:
            continue
        before, words, after = around(raw, span)
        marked = f"{colour}[{words}]{PLAIN}" if is_coloured else f"[{words}]"
        sign = " " if difference.kind == "moved" else mark
        yield f"{sign} {before}{marked}{after}"


def around(raw: str, span: Span) -> tuple[str, str, str]:
    """Return what stands at ``span``, shortened if it is long, between the words before and after it.

    >>> around("The ports of the north closed in May.", (4, 9))
    ('The ', 'ports', ' of the north closed in May.')
    """
    start, end = span
    words = visible(raw[start:end])
    if len(words) > LONGEST:
        left_out = len(words) - LONGEST
        words = f"{words[: LONGEST // 2]} … {left_out} characters … {words[-LONGEST // 2 :]}"
    before, after = raw[max(start - CONTEXT, 0) : start], raw[end : end + CONTEXT]
    dots = "…" if start > CONTEXT else "", "…" if end + CONTEXT < len(raw) else ""
    gap_before, gap_after = " " * before[-1:].isspace(), " " * after[:1].isspace()
    return f"{dots[0]}{visible(before)}{gap_before}", words, f"{gap_after}{visible(after)}{dots[1]}"


def line_of_noise(difference: Difference, raws: tuple[str, str], places: tuple[Where, Where]) -> str:
    """Return noise on one line, line breaks shown as ⏎."""
    texts = (shown(raw[slice(*span)]) for raw, span in zip(raws, (difference.a, difference.b), strict=True))
    where = " | ".join(visible(place.named()) for place in places)
    return f"{NAMES[difference.kind][0]}  {where}  " + " | ".join(texts)


def shown(text: str) -> str:
    r"""Return text with its spaces and line breaks to be seen.

    >>> shown("sanc-\ntions")
    '“sanc-⏎tions”'
    """
    short = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return f"“{harmless(short.replace(chr(10), '⏎'))}”"


def counted_kinds(differences: Iterable[Difference]) -> str:
    """Return how many differences there are of each kind, the most frequent first."""
    counts = Counter(difference.kind for difference in differences)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(number(times, *NAMES[kind]) for kind, times in ranked)


def in_words(differences: Sequence[Difference], *, is_listed: bool = True) -> str:
    """Return how two texts differ as a whole; ``is_listed`` says that noise is listed too, if there is any."""
    wording = [each for each in differences if not each.is_noise]
    noise = [each for each in differences if each.is_noise]
    if not differences:
        return "identical"
    about = Counter(each.about for each in wording if each.about not in {"", "words"})
    telling = ", ".join(number(times, what) for what, times in sorted(about.items()))
    first = f"{number(len(wording), 'difference')} in wording: {counted_kinds(wording)}" if wording else "same wording"
    touched = f" ({telling} among them)" if telling else ""
    rest = f"; noise: {counted_kinds(noise)}" if noise else ""
    return f"{first}{touched}{rest}" + (" (--noise lists it)" if noise and not is_listed else "")


def in_a_few_words(differences: Sequence[Difference], raws: tuple[str, str]) -> str:
    """Return how a copy of a short passage differs from it, with the words that do."""
    wording = [each for each in differences if not each.is_noise]
    if not wording:
        noise = counted_kinds(differences)
        return f"same wording ({noise})" if noise else "identical"
    named = [_change(each, raws) for each in wording[:NAMED]]
    more = f" and {len(wording) - NAMED} more" if len(wording) > NAMED else ""
    return f"differs: {'; '.join(named)}{more}"


def _change(difference: Difference, raws: tuple[str, str]) -> str:
    here, there = (_brief(raw[slice(*span)]) for raw, span in zip(raws, (difference.a, difference.b), strict=True))
    if difference.kind == "added":
        return f"adds {there}"
    if difference.kind == "left_out":
        return f"lacks {here}"
    return f"has moved {here}" if difference.kind == "moved" else f"{there} for {here}"


def _brief(text: str) -> str:
    words = visible(text)
    return f"“{words if len(words) <= CONTEXT else words[: CONTEXT - 1] + '…'}”"


def summary_rows(differences: Iterable[tuple[Difference, tuple[Where, Where]]]) -> Iterator[str]:
    """Yield a row for each stretch of the first text in which wording differs: how, and where that stands in the second."""
    rows: dict[str, list[tuple[Difference, tuple[Where, Where]]]] = {}
    for difference, places in sorted(differences, key=lambda each: each[0].a):
        rows.setdefault(_stretch(places[0]), []).append((difference, places))
    yield from table(
        (stretch, visible(found[0][1][1].named()), counted_kinds(each for each, _ in found)) for stretch, found in rows.items()
    )


def _stretch(place: Where) -> str:
    """Return the page or the hundred lines in which a place stands."""
    if place.page_of_file is not None or not place.line:
        return visible(place.model_copy(update={"column": None}).named())
    first = (place.line - 1) // STRETCH * STRETCH + 1
    return f"{visible(place.path)}:{first}-{first + STRETCH - 1}"


def counts_of(differences: Iterable[Difference]) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Return the numbers of differences by kind: those of wording, and noise."""
    counts = Counter(difference.kind for difference in differences)
    ordered = sorted(counts)
    return (
        {kind: counts[kind] for kind in ordered if kind not in NOISE},
        {kind: counts[kind] for kind in ordered if kind in NOISE},
    )

"""Sources that cite in several styles at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from extract.problems.finding import Finding, cited_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from extract.models import Citation

FEWEST = {"author-year": 1}
"""Places from which a style is one of the source; an author with the listed year is no chance."""

CHANCE = 2
"""The same of other styles."""

NAMES = {
    "author-year": "author and year",
    "numeric": "numbers",
    "superscript": "raised numbers",
    "note": "notes",
    "author-title": "author and title",
}


def style_findings(citations: Iterable[Citation], noted: Collection[str]) -> Iterator[Finding]:
    """Yield the citations of a source that are not in the style of most, as one finding a style.

    A note that describes a work of its own, one of ``noted``, is at home beside any style.
    """
    of_style: dict[str, dict[str, Citation]] = defaultdict(dict)
    for citation in citations:
        if citation.status == "linked" and citation.mode != "ibid" and citation.references[0].id not in noted:
            of_style[citation.style].setdefault(citation.group, citation)
    counts = Counter({style: len(groups) for style, groups in of_style.items()})
    ((main, most), *others) = counts.most_common() or [("", 0)]
    for style, count in others:
        if count < FEWEST.get(style, CHANCE):
            continue
        first = next(iter(of_style[style].values()))
        message = f"“{cited_words(first)}”: cites by {NAMES[style]}, while most of the text cites by {NAMES[main]} ({count} of {most + count})"
        for citation in of_style[style].values():
            yield Finding(
                "mixed_styles",
                message,
                citation.anchor,
                suggestion=NAMES[main],
                spans=citation.item_spans,
                record=citation.id,
                same=style,
                copies=citation.copies,
            )

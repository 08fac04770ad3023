"""Words of speech: "Interview with N. N.", "Remarks by", "testimony before the Committee" are no names and no titles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.references.repairs.bodies import body_at
from extract.references.segments import Segment, cut, has_label

if TYPE_CHECKING:
    from collections.abc import Callable

WITH = re.compile(
    r"""\W{0,3}(?:\d{1,3}\.?\s)?(?P<genre>(?:(?:[Aa]uthors?['’]s?|[Cc]onfidential|[Pp]ersonal|[Tt]elephone|[Pp]hone|[Ee]-?mail|[Aa]nonymous|[Oo]nline|CRS)\s)?(?:[Ii]nterviews?|[Cc]orrespondence|[Cc]onversation|[Cc]ommunication|E-mail|Entretien|Entrevista|Intervista|Gespräch|Remarks|Statement|Address|Speech))
      \s(?:with|by|from|mit|avec|con|com|von)\s(?:an?\s|the\s)?(?P<who>(?:[^,.;:“”"()\d]{2,40}\s(?:a\.\s?D\.|\([^()]{3,25}\))\s|(?:Dr|Prof|Sen|Gen|Amb|Brig|Col|Lt|Maj|Mr|Ms|Mrs|[A-Z])\.\s(?:\([^()]{3,10}\)\s)?){0,3}[^,.;:“”"()\d]{3,80}?(?:\s\([^()]{3,30}\)(?=,))?)(?=,\s|\.\s|\s\(|\s(?:at|to|on|before|in)\s(?:the\s)?[A-Z]|\.?\Z)""",
    re.VERBOSE,
)


def _speaker_at_front(text: str, segments: list[Segment]) -> list[Segment]:
    """Take who was spoken with as the author: "Interview with Marlena Ossowska, Deutsche Welle, 2 May 2019."."""
    found = WITH.match(text)
    if found is None:
        return segments
    kept = [each for each in cut(text, segments, (0, found.end())) if each.start >= found.end()]
    genre, who = Segment(*found.span("genre"), "genre"), Segment(*found.span("who"), "author")
    return sorted([*(each for each in kept if each.label not in {"author", "genre"}), genre, who])


BEFORE = re.compile(
    r""",\s(?P<genre>(?:(?:prepared|written|oral|opening)\s)?(?:testimony|statement|evidence)|(?:keynote\s)?(?:speech|address|lecture)|remarks|interview|entretien|entrevista|intervista)
      \s(?:before|to|for|with|by|avec|con|com)\s(?:the\s|l[’'])?(?P<whom>[^“”"‘«(]{3,160}?)(?=,?\s[“"‘«(]|,\s(?:[^,]{3,30},\s){0,1}?(?:\d{1,2}\s)?(?:[A-ZÀ-Þ]?[a-zà-ÿ]{2,9}\.?\s)(?:\d{1,2},\s)?(?:19|20)\d\d)""",
    re.VERBOSE,
)
BOXED = re.compile(r",?\s\((?P<title>[A-ZÀ-Þ][^()]{12,200})\)")


def _words_behind_speaker(text: str, segments: list[Segment]) -> list[Segment]:
    """Cut "testimony before the Committee" out of names and title; what stands in quotation marks or brackets behind is the title."""
    found = BEFORE.search(text, 0, 300)
    if found is None or not segments or any(each.label == "title" and each.end <= found.start() for each in segments):
        return segments
    end = found.end()
    body = body_at(text, found.start("whom"))
    if body is not None and body < end:
        end = body
    kept = cut(text, segments, (found.start(), end))
    first = next((each for each in kept if each.label not in {"citation-number", "date"}), None)
    if first is None or first.start > found.start():
        return segments
    kept = [each._replace(label="author") if each == first else each for each in kept if each.label != "genre"]
    boxed = BOXED.match(text, end)
    if boxed is not None and not has_label(kept, "title"):
        kept = sorted([*cut(text, kept, boxed.span()), Segment(*boxed.span("title"), "title")])
    return sorted([*kept, Segment(*found.span("genre"), "genre")])


RULES: tuple[Callable[[str, list[Segment]], list[Segment]], ...] = (_speaker_at_front, _words_behind_speaker)


def repair_occasions(text: str, segments: list[Segment]) -> list[Segment]:
    """Return the stretches with speakers as authors, without the words for how they spoke.

    >>> text = "Interview with Mara Ossowska, Radio Elm, 2 May 2019."
    >>> [(text[a:b], label) for a, b, label in repair_occasions(text, [Segment(0, 28, "title"), Segment(41, 51, "date")])]
    [('Interview', 'genre'), ('Mara Ossowska', 'author'), ('2 May 2019', 'date')]
    """
    for rule in RULES:
        segments = rule(text, segments)
    return segments

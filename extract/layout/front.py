"""The front of a source: site chrome, title, byline, dateline, standfirst, and how to cite it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.languages import find_language, is_function_word
from extract.layout.blocks import Block, is_cut, is_ended, is_unfinished
from extract.layout.headings import SECTION_MARK
from extract.layout.section_names import announced
from extract.months import month_names, short_months
from extract.word_list import is_common

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.models import Role

FRONT = 30  # blocks among which the front ends
LONG = 250  # characters: a longer block is text
MONTH = "|".join(sorted({*short_months("en"), *map(str.lower, month_names("de", "en", "es", "fr", "pt"))}, reverse=True))
"""The longer of two names that begin alike comes first."""

DATE = re.compile(
    rf"(?:\w{{1,20}}:? )?(?:\w{{3,10}}, )?(?:\d{{1,2}}\.?(?: de)? (?:{MONTH})\.?,?(?: de)? \d{{4}}|(?:{MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?, ?\d{{4}}"
    rf"|(?:{MONTH}) \d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})(?:[,|–-]? .{{0,30}})?",
    re.IGNORECASE,
)
NAME = r"[^\W\d_a-z][\w’'.\-]{0,25}"
NAMES = re.compile(
    rf"(?:(?:[Bb]y|[Vv]on|[Pp]or|[Pp]ar|[Dd]i):? )?(?P<names>{NAME}(?: (?:{NAME}|van|von|de|der|da|di|la|el|bin|al)){{1,4}}"
    rf"(?:(?:,| and| &| y| und| e| et|;) {NAME}(?: {NAME}){{1,3}}){{0,8}})"
)
SENTENCES = re.compile(r"[a-zß-ÿ]{3}[.;] [A-ZÀ-Þ]")
MAIL = re.compile(r"\S@[\w.\-]{1,80}\.\w")
AFFILIATION = re.compile(
    r"\b(?:universi\w+|institut\w*|department|departamento|faculty|facultad|college|school of|fellow|professor|lecturer|researcher|ph\.? ?d"
    r"|center for|centre for|coordinator|analyst|correspondent|orcid)\b|\S@[\w.\-]{1,80}\.\w",
    re.IGNORECASE,
)
HOW_TO_CITE = re.compile(
    r"(?:how to cite|to cite this|cite this|suggested citation|recommended citation|citation:|cómo citar|para citar|como citar|zitierweise|pour citer)"
    r"|\W*(?:manuscript )?(?:received|accepted|submitted|(?:date of )?(?:submission|acceptance)|published online|this (?:is an open[- ]access article|(?:work|article|paper) is (?:licensed|distributed))|recibido|aceptado|doi|issn|e-issn|copyright|©|\(c\) \d{4})\b",
    re.IGNORECASE,
)
THANKS = re.compile(
    r"\b(?:supported by|funded by|funding from|grateful|thank|thanks to|acknowledge\w*|this (?:article|paper|study|research|work) (?:was written|was supported"
    r"|is part of|is based on|draws on|has been written)|an earlier version)\b",
    re.IGNORECASE,
)
STANDFIRST = re.compile(
    rf"{NAME}(?: {NAME}){{1,3}}(?:, [^.]{{3,200}},)? (?:explains?|argues?|writes?|discuss(?:es)?|examines?|analy[sz]es?|looks?|reports?|asks?|considers?|explores?)\b"
)


def mark_front(blocks: Sequence[Block]) -> list[Block]:
    """Return ``blocks`` with the roles of what stands before the text."""
    marked = list(blocks)
    end = _front_end(blocks)
    told = [told_role(block.text) if block.role in {"body", "heading"} else block.role for block in blocks[:end]]
    doubled = [i for i in range(end) if _is_doubled(blocks[i].text)]
    titles = [max(doubled, key=lambda i: len(blocks[i].text))] if doubled else _titles(blocks, told)
    for i in range(end):
        role = "title" if i in titles else told[i]
        if role is None and doubled:
            role = "furniture"
        if role is not None:
            marked[i] = blocks[i]._replace(role=role)
    standfirsts = {block.text for block in marked[:end] if block.role == "byline" and len(block.text) > LONG / 2}
    for i in range(end, len(blocks)):
        if blocks[i].role == "body" and blocks[i].text in standfirsts:
            marked[i] = blocks[i]._replace(role="byline")
    for i in sorted({*doubled} & {*titles}, reverse=True):
        marked[i : i + 1] = _halves(marked[i])
    return marked


def _front_end(blocks: Sequence[Block]) -> int:
    """Return the number of blocks before the first paragraph or section of the text; 0 when there is no text."""
    for i, block in enumerate(blocks[:FRONT]):
        if block.role not in {"body", "heading"} or told_role(block.text) or _is_doubled(block.text):
            continue
        if block.role == "heading":
            is_section = announced(block.text) is not None or (i > 0 and SECTION_MARK.match(block.text))
            if is_section:
                return i
        elif len(block.text) > LONG or is_ended(block.text):
            return i
    return 0


def _titles(blocks: Sequence[Block], told: Sequence[Role | None]) -> list[int]:
    """Return which blocks of the front are the title, and the same in another language or a second line of it."""
    first = next((i for i, role in enumerate(told) if role not in {"furniture", "byline"}), None)
    if first is None or told[first] is not None or not _is_title(blocks[first].text):
        return []
    second = first + 1
    if second >= len(told) or told[second] is not None or not _is_title(blocks[second].text):
        return [first]
    is_front = any(role in {"byline", "abstract", "keywords"} for role in told[second:])
    is_translated = find_language(blocks[second].text) not in {None, find_language(blocks[first].text)}
    return [first, second] if is_front or is_translated else [first]


def is_dateline(text: str) -> bool:
    """Tell whether ``text`` is a date and nothing else, as under a headline.

    >>> is_dateline("Published: 12 January 2020"), is_dateline("It closed on 12 January 2020.")
    (True, False)
    """
    return DATE.fullmatch(text) is not None


def _is_title(text: str) -> bool:
    """Tell whether ``text`` may be a title: one line of words, no sentence and no part of one."""
    finished = not (is_ended(text) and text[-1] not in "?!") and not is_cut(text) and not is_unfinished(text)
    return finished and len(text) <= LONG and not text[0].islower() and SENTENCES.search(text) is None


def told_role(printed: str) -> Role | None:
    """Return the role of a paragraph of the front that its own words tell.

    >>> told_role("By Ada Okafor"), told_role("Received 12 May 2018; accepted 1 June"), told_role("The ports were first.")
    ('byline', 'furniture', None)
    """
    text = " ".join(printed[: 2 * LONG].split()).strip("*_ ")
    if announced(text) == "furniture" or HOW_TO_CITE.match(text):
        return "furniture"
    if len(printed) > 2 * LONG:
        return None
    if is_dateline(text) or STANDFIRST.match(text) or (len(text) <= LONG and _is_name(text)):
        return "byline"
    if AFFILIATION.search(text) and (not is_ended(text) or MAIL.search(text)):
        return "byline"
    return "note" if THANKS.search(text) and is_ended(text) else None


def _is_name(text: str) -> bool:
    """Tell whether ``text`` is names of persons: each capitalised, and not all of them plain words.

    >>> _is_name("By Ada Okafor and Bola Adeyemi"), _is_name("Contrasting Positions")
    (True, False)
    """
    found = NAMES.fullmatch(text)
    if found is None or is_function_word(found["names"].split(maxsplit=1)[0]):
        return False
    return any(is_common(word.lower()) is None for word in re.findall(r"[^\W\d_]{2,}", found["names"]))


def _is_doubled(text: str) -> bool:
    """Tell whether a line says the same twice, as titles do that were lifted with their link."""
    half = len(text) // 2
    return len(text) > 20 and "\n" not in text and text[:half].strip() == text[half:].strip()


def _halves(block: Block) -> tuple[Block, Block]:
    """Return the first half of a doubled line, and its second half as furniture."""
    half = len(block.text) // 2
    first, second = block.text[:half].rstrip(), block.text[half:].lstrip()
    return (
        block._replace(parts=((block.start, block.start + len(first)),), text=first),
        block._replace(role="furniture", parts=((block.end - len(second), block.end),), text=second),
    )

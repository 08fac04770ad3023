"""Marks that stand for names given before: "———", "Idem", "Ders. (Hrsg.)", "in: ders. (Hrsg.)".

The names are put in the place of the mark, and the entry is parsed as if it had printed them; its fields keep their places.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.mapped_text import Change, MappedText
from extract.references.parser import ParsedEntry, parse_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from extract.models import Span

Name = dict[str, str]

_SAME = r"""(?:[Ii]dem|[Ee]adem|[Ii]idem|[Ii]d\.|[Dd]ers(?:\.|elbe\b)|[Dd]ies(?:\.|elben?\b)|[Ii]bid(?:\.|em\b)
    | (?:[Tt]he\s)?[Ss]ame\sauthors?\b|[EeLl][ll]\smism[oa]\b|[EeLl]a\smisma\b|[Ll]os\smismos\b|[OoAa]\smesm[oa]\b|[Ll][ea]\smême\b|[Ll]o\sstesso\b|[Ll]a\sstessa\b)"""
LEADING = re.compile(
    rf"""\s{{0,4}}(?:\[?\d{{1,4}}[\].)]\s{{1,4}})?                # its number in the list
    (?P<mark>[—–―‒-]{{2,10}}|_{{3,20}}|—(?=[,.:;\s(])|{_SAME}(?=[\s,:;(/.]))
    (?P<again>(?:,?\s?(?:[—–―‒-]{{2,10}}|_{{3,20}})){{0,3}})      # "———, ———": one mark a name
    """,
    re.VERBOSE,
)
"""A mark at the head of an entry."""

INSIDE = re.compile(
    rf"(?:[,.;:?!”\"’»)\]]\s{{1,2}}(?:[Ii]n:?|[Dd]ans)|\b(?:[Ee]d(?:ited\sby|s?\.(?:\sby)?)|[Hh]rsg\.\sv(?:on|\.)|[Hh]erausgegeben\svon))\s(?P<mark>{_SAME})(?=[\s,:;(/])",
    re.VERBOSE,
)
"""The same for the editor of the book that a chapter stands in: "In: ders. (Hg.)", "edited by idem"."""

MARK = re.compile(r"[—–―‒-]{2,}|_{3,}|—|[^\W\d_][^,—–―‒_-]*")
AND_MORE = re.compile(r",?\s{1,2}(?:and|und|y|et|e|&)\s{1,2}[^\W_a-z]")
"""Further names behind a mark: each mark before them is one name, "———, and Bello"."""

EDITED = re.compile(r"[\s,.]{0,3}[(\[]?(?:eds?|Hrsg|Hgg?|hrsg|hg|herausgegeben|coords?|dirs?|orgs?|comps?|éds?|a\scura\sdi)\b")
"""What makes those named before it editors."""


class _Put(NamedTuple):
    """Names that were put in the place of a mark."""

    mark: Span
    names: tuple[Name, ...]


def with_repeated_names(text: str, parsed: ParsedEntry, previous: Sequence[Name], *, is_numbered: bool = False) -> ParsedEntry:
    """Return what an entry says with the names that its marks stand for; ``previous`` are those of the entry before.

    A mark at the head of a list, which stands for nobody, is kept as it is printed.

    >>> text = "——— and Bello, C. (2019): Tides. Lagos: Harbour Press."
    >>> again = with_repeated_names(text, parse_entry(text), [{"family": "Okafor", "given": "Ada"}])
    >>> [name["family"] for name in again.csl["author"]], again.fields["author"][0]
    (['Okafor', 'Bello'], (0, 3))
    """
    leading = LEADING.match(text)
    if leading is not None:
        mark = leading.start("mark"), leading.end("again")
        if not previous:
            return _as_printed(text, parsed, mark)
        if AND_MORE.match(text, mark[1]):
            previous = previous[: len(MARK.findall(text[mark[0] : mark[1]]))]
        parsed = _with_names(text, parsed, _Put(mark, tuple(previous)), "author", is_numbered=is_numbered)
    inside = INSIDE.search(text[:LONGEST])
    own = parsed.csl.get("author")
    if inside is not None and own:
        parsed = _with_names(text, parsed, _Put(inside.span("mark"), tuple(own)), "editor", is_numbered=is_numbered)
    return parsed


LONGEST = 2000
"""Characters of an entry in which a mark is looked for."""


PEOPLE = ("author", "editor", "translator")
STAND_IN: tuple[Name, ...] = ({"family": "Smith", "given": "John"},)
"""A name that the parser takes for one wherever it stands."""


def _with_names(text: str, parsed: ParsedEntry, put: _Put, role: str, *, is_numbered: bool) -> ParsedEntry:
    """Return the entry parsed with names in the place of a mark.

    Names never lend a word to another field, nor take one of the entry: where those of the author would, a plain name stands
    in for them, and failing that the entry is read without its mark.
    """
    start, end = put.mark
    is_leading = role == "author"
    if is_leading and EDITED.match(text, end):
        role = "editor"
    straight = role == "editor" and start > 0
    for names in (put.names, STAND_IN):
        anew = _parsed_with(text, put.mark, _lent(text, end, names, straight=straight), is_numbered=is_numbered)
        if anew is not None and ("issued" in anew.csl or "issued" not in parsed.csl):
            return _named(anew, parsed, put, role)
    gap = len(text) - len(text[end:].lstrip(" .,:"))
    without = _parsed_with(text, (start, gap), "", is_numbered=is_numbered) if is_leading and gap < len(text) else None
    return _named(without or parsed, parsed, put, role)


def _lent(text: str, end: int, names: Sequence[Name], *, straight: bool) -> str:
    """Return names as they stand in the place of a mark, with the stop that "______ Portos" lacks."""
    lent = _printed(names, straight=straight)
    if text[end : end + 1] == ".":
        return lent.removesuffix(".")
    return f"{lent.removesuffix('.')}." if TITLE_AT.match(text, end) and not straight else lent


TITLE_AT = re.compile(r"\s{1,2}[\"“„«‘]?[^\W\d_a-zß-öø-ÿ]")
"""A title right behind a mark."""


def _parsed_with(text: str, mark: Span, lent: str, *, is_numbered: bool) -> ParsedEntry | None:
    """Return the entry parsed with lent names, its fields where they stand in ``text``; None when a field mixes them up.

    >>> _parsed_with("———. Ports. Lagos: Quay, 1984.", (0, 3), "Okafor, Ada", is_numbered=False).fields["author"]
    ((0, 3),)
    """
    printed = MappedText.whole(text).changed([Change(*mark, lent)])
    start, end = mark[0], mark[0] + len(lent)
    anew = parse_entry(printed.text, is_numbered=is_numbered)
    for name, spans in anew.fields.items():
        for first, last in spans:
            is_lent = any(map(str.isalnum, printed.text[max(first, start) : min(last, end)]))
            is_own = any(map(str.isalnum, printed.text[first : min(last, start)] + printed.text[max(first, end) : last]))
            if is_lent and (is_own or name not in PEOPLE):
                return None
    fields = {name: tuple(span for a, b in spans for span in printed.raw_spans(a, b)) for name, spans in anew.fields.items()}
    return ParsedEntry(anew.csl, fields, anew.confidence)


def _named(anew: ParsedEntry, parsed: ParsedEntry, put: _Put, role: str) -> ParsedEntry:
    """Return the entry with the names of its mark, once and in their role, before those that it prints."""
    csl, fields = dict(anew.csl), dict(anew.fields)
    for other in PEOPLE:
        named = zip(csl.pop(other, []), fields.pop(other, ()), strict=False)
        kept = [(name, span) for name, span in named if not _is_in([span], put.mark)]
        own = list(put.names) if other == role else []
        if own or kept:
            csl[other] = [*own, *(name for name, _ in kept)]
            fields[other] = _unique([*([put.mark] if own else []), *(span for _, span in kept)])
    custom = {**csl.get("custom", {}), f"{role}-repeated": True}
    return ParsedEntry({**csl, "id": parsed.csl.get("id", csl.get("id")), "custom": custom}, fields, anew.confidence)


def _is_in(spans: Sequence[Span], mark: Span) -> bool:
    return any(start < mark[1] and mark[0] < end for start, end in spans)


def _unique(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(spans))


def _printed(names: Sequence[Mapping[str, str]], *, straight: bool) -> str:
    """Return names as an entry would print them.

    >>> _printed([{"family": "Okafor", "given": "Ada"}, {"literal": "World Bank"}], straight=False)
    'Okafor, Ada and World Bank'
    """
    return " and ".join(_one(name, straight=straight) for name in names)


def _one(name: Mapping[str, str], *, straight: bool) -> str:
    if "literal" in name:
        return name["literal"]
    family = " ".join(name[part] for part in ("dropping-particle", "non-dropping-particle", "family") if part in name)
    given = name.get("given", "")
    return f"{given} {family}".strip() if straight else f"{family}, {given}".rstrip(", ")


def _as_printed(text: str, parsed: ParsedEntry, mark: Span) -> ParsedEntry:
    """Return the entry with a mark that stands for nobody as its author."""
    role = "editor" if EDITED.match(text, mark[1]) else "author"
    others = [
        (name, span)
        for name, span in zip(parsed.csl.get(role, ()), parsed.fields.get(role, ()), strict=False)
        if not _is_in([span], mark)
    ]
    names = [{"literal": text[slice(*mark)]}, *(name for name, _ in others)]
    fields = {**parsed.fields, role: (mark, *(span for _, span in others))}
    return ParsedEntry({**parsed.csl, role: names}, fields, parsed.confidence)

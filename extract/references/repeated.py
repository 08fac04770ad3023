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
    (?P<mark>[—–―‒-]{{2,10}}|_{{3,20}}\.?|—(?=[,.:;\s(])|{_SAME}(?=[\s,:;(/.]))
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
        parsed = _with_names(text, parsed, _Put(mark, tuple(previous)), "author", is_numbered=is_numbered)
    inside = INSIDE.search(text[:LONGEST])
    own = parsed.csl.get("author")
    if inside is not None and own:
        parsed = _with_names(text, parsed, _Put(inside.span("mark"), tuple(own)), "editor", is_numbered=is_numbered)
    return parsed


LONGEST = 2000
"""Characters of an entry in which a mark is looked for."""


def _with_names(text: str, parsed: ParsedEntry, put: _Put, role: str, *, is_numbered: bool) -> ParsedEntry:
    """Return the entry parsed with names in the place of a mark."""
    start, end = put.mark
    if role == "author" and EDITED.match(text, end):
        role = "editor"
    straight = role == "editor" and start > 0
    printed = MappedText.whole(text).changed([Change(start, end, _printed(put.names, straight=straight))])
    anew = parse_entry(printed.text, is_numbered=is_numbered)
    fields = {name: _unique(span for a, b in spans for span in printed.raw_spans(a, b)) for name, spans in anew.fields.items()}
    csl = dict(anew.csl)
    for other in ("author", "editor", "translator"):  # names of the mark stand once, in their role
        names = csl.pop(other, [])
        spans = [printed.raw_spans(a, b) for a, b in anew.fields.get(other, ())]
        kept = [(name, span) for name, span in zip(names, spans, strict=False) if not _is_in(span, put.mark)]
        own = list(put.names) if other == role else []
        if own or kept:
            csl[other] = [*own, *(name for name, _ in kept)]
            fields[other] = _unique([*([put.mark] if own else []), *(part for _, span in kept for part in span)])
        else:
            fields.pop(other, None)
    if "issued" not in csl and "issued" in parsed.csl:
        return parsed
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

"""Mutated sources: the same article with other names, years, lines, pages, order, brackets, countries.

A mutation returns a ``MappedText`` whose raw text is the original, so that whatever is found in the mutated text can be taken back
to the original place and compared with what was found there. Every mutation is made by a seeded generator: same seed, same text.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.mapped_text import Change, MappedText
from extract.models import Citation, Reference

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Mapping, Sequence

    from extract.models import Record, Span
    from extract.reading import Reading

YEAR = re.compile(r"(?:19|20)\d\d")
ONSETS = ["B", "D", "F", "G", "H", "K", "L", "M", "N", "P", "R", "S", "T", "V", "Br", "Dr", "Gr", "Kr", "St", "Tr"]
MIDDLES = ["an", "en", "in", "on", "un", "ar", "er", "or", "al", "el", "ol", "am", "em", "om", "as", "es"]
ENDS = ["berg", "dal", "man", "ner", "ova", "sen", "sky", "ton", "vik", "wald", "well", "ini", "aki", "ard"]


def invented_name(rng: random.Random, taken: set[str]) -> str:
    """Return a family name that no text has."""
    while True:
        name = (
            rng.choice(ONSETS)
            + rng.choice(MIDDLES)
            + rng.choice(["", rng.choice("dgklmnrst") + rng.choice("aeiou")])
            + rng.choice(ENDS)
        )
        if name not in taken:
            taken.add(name)
            return name


def renamed_families(records: Iterable[Record], rng: random.Random) -> dict[str, str]:
    """Return an invented name for each family name of the bibliography; a misspelt name gets a misspelling of the new one."""
    records = list(records)
    references = {record.id: record for record in records if isinstance(record, Reference)}
    families = {
        r: [name["family"] for field in ("author", "editor") for name in references[r].csl.get(field, ()) if "family" in name]
        for r in references
    }
    taken = {family for names in families.values() for family in names}
    new = {family: invented_name(rng, taken) for family in sorted(taken)}
    misspelt = {}
    for citation in records:
        if isinstance(citation, Citation) and citation.status == "linked":
            for name in citation.authors:
                listed = [family for family in families[citation.references[0].id] if family[0] == name[0] and family != name]
                if name not in new and " " not in name and listed:
                    misspelt[name] = new[listed[0]][:-2] + new[listed[0]][-1]
    return new | misspelt


def rename_authors(raw: str, new_names: Mapping[str, str], spans: Iterable[Span]) -> MappedText:
    """Return ``raw`` with the names at ``spans`` exchanged, also where a line end parts one."""
    alternatives = "|".join("(?:-\\n)?".join(map(re.escape, name)) for name in sorted(new_names, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")
    changes = {}
    for start, end in spans:
        for match in pattern.finditer(raw, start, end):
            changes[match.start()] = Change(match.start(), match.end(), new_names[match.group().replace("-\n", "")])
    return MappedText.whole(raw).changed(changes[start] for start in sorted(changes))


def name_spans(records: Iterable[Record]) -> list[Span]:
    """Return where the names of cited authors stand: in citations, and in the fields of entries."""
    spans: list[Span] = []
    for record in records:
        if isinstance(record, Citation):
            spans += record.item_spans
        elif isinstance(record, Reference):
            spans += [span for field in ("author", "editor") for span in record.fields.get(field, ())]
    return spans


def year_spans(records: Iterable[Record]) -> list[Span]:
    """Return where the years of cited works stand."""
    spans: list[Span] = []
    for record in records:
        if isinstance(record, Citation):
            spans += record.anchor.spans if record.mode == "ibid" else record.item_spans
        elif isinstance(record, Reference):
            spans += record.fields.get("issued", ())
    return spans


def shift_years(raw: str, by: int, spans: Iterable[Span]) -> MappedText:
    """Return ``raw`` with every year at ``spans`` moved ``by`` years."""
    starts = sorted({match.start() for start, end in spans for match in YEAR.finditer(raw, start, end)})
    return MappedText.whole(raw).changed(Change(at, at + 4, str(int(raw[at : at + 4]) + by)) for at in starts)


def reorder(text: MappedText, starts: Sequence[int], end: int, rng: random.Random) -> MappedText:
    """Return ``text`` with the parts that begin at ``starts`` (the last ends at ``end``) in another order."""
    parts = list(pairwise([*starts, end]))
    rng.shuffle(parts)
    return MappedText.joined([text.sliced(*part) for part in [(0, starts[0]), *parts, (end, len(text))]])


def brackets_to_narrative(raw: str, records: Iterable[Record]) -> tuple[MappedText, set[Span]]:
    """Return ``raw`` with "(Rolland, 2015)" turned into ", as Rolland (2015) says", and the items that were turned.

    Only brackets that hold one work, on one line, without prefix or page, at the end of a sentence.
    """
    changes, turned = [], set()
    for record in records:
        if (
            not isinstance(record, Citation)
            or record.mode != "parenthetical"
            or record.locator
            or record.prefix
            or not record.authors
        ):
            continue
        (start, end), *more = record.item_spans
        if more or raw[start - 2 : start] != " (" or raw[end : end + 2] != ")." or "\n" in raw[start:end]:
            continue
        comma = raw.rfind(", ", start, end)
        changes += [Change(start - 2, start, ", as "), Change(comma, comma + 2, " ("), Change(end, end + 1, ") says")]
        turned.add((start, end))
    return MappedText.whole(raw).changed(sorted(changes)), turned


def swap_words(raw: str, swaps: Mapping[str, str]) -> MappedText:
    """Return ``raw`` with words exchanged, whole words only, both ways at once."""
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(swaps, key=len, reverse=True))) + r")(?!\w)")
    return MappedText.whole(raw).changed(
        Change(match.start(), match.end(), swaps[match.group()]) for match in pattern.finditer(raw)
    )


def rewrap(reading: Reading, width: int, rng: random.Random) -> MappedText:
    """Return the raw text with its lines broken anew at ``width``, words parted by new hyphens.

    Line ends and the hyphens at them are undone as ``reading`` decided; blank lines, indents and page starts stay.
    """
    raw = reading.raw
    joined = {edit.span for passage in reading.passages for edit in passage.edits if edit.rule.startswith("hyphen:joined")}
    kept = {edit.span[0] for passage in reading.passages for edit in passage.edits if edit.rule.startswith("hyphen:kept")}
    changes = []
    for match in re.finditer(r"(?P<hyphen>-?)[ ]*\n(?=\S)", raw):
        if raw[: match.start()].endswith("\n") or not raw[: match.start()].strip():
            continue
        drops = any(start <= match.start() < end for start, end in joined)
        keeps = match["hyphen"] and not drops and any(abs(start - match.start()) <= 1 for start in kept)
        changes.append(
            Change(
                match.start(), match.end(), "" if drops else "-" if keeps else match["hyphen"] + " " if match["hyphen"] else " "
            )
        )
    flat = MappedText.whole(raw).changed(changes)
    return flat.changed(_breaks(flat.text, width, rng))


def _breaks(text: str, width: int, rng: random.Random) -> Iterable[Change]:
    """Yield the line ends of ``text`` at ``width``: at spaces, or inside a long lower-case word after a hyphen."""
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        while line.end() - start > width:
            limit = start + width
            space = text.rfind(" ", start + 1, limit)
            word = re.compile(r"[a-z]{7,}").match(text, space + 1)
            cut = word and _syllable_end(text, word.start(), min(word.end() - 2, limit - 1))
            if cut and rng.random() < 0.8:
                yield Change(cut, cut, "-\n")
                start = cut
            elif space > start:
                yield Change(space, space + 1, " \n")
                start = space + 1
            else:
                break


def _syllable_end(text: str, start: int, limit: int) -> int | None:
    """Return the last place before ``limit`` where a vowel is followed by a single consonant and a vowel."""
    for at in range(limit, start + 2, -1):
        if re.fullmatch(r"[aeiou][bcdfgklmnprstv][aeiou]", text[at - 1 : at + 2]) and text[at : at + 2] != "qu":
            return at
    return None


def recut_pages(reading: Reading, rng: random.Random) -> MappedText:
    """Return a PDF dump with other page starts: the space that begins the first line of a page moves to other lines.

    Only page starts in mid-sentence move; those beside notes and pull quotes stay, for these stand at the foot of a page.
    """
    changes = [Change(match.end() - 1, match.end(), "") for match in re.finditer(r"(?<=[a-z,] )\n (?=[a-z])", reading.raw)]
    undone = MappedText.whole(reading.raw).changed(changes)
    boxes = [span for passage, _ in reading.placed("note", "pull_quote") for span in passage.anchor.spans]
    starts = [match.end() for match in re.finditer(r"(?<=[a-z,] )\n(?=[a-z])", undone.text)]
    free = [at for at in starts if not any(a <= raw[0] < b for raw in undone.raw_spans(at, at + 1) for a, b in boxes)]
    return undone.changed(Change(at, at, " ") for at in sorted(rng.sample(free, len(changes) + 3)))

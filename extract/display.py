"""Records as lines for a terminal or a pipe: one fact a line, source text made harmless."""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from extract.annotations import json_line
from extract.models import Citation, Claim, Passage, Reference, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.annotations import Annotations
    from extract.models import Record, TermTag

UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
SPACE = re.compile(r"\s+")
TOP = 8
"""Countries and theories named in a summary."""


def visible(text: str) -> str:
    r"""Return ``text`` on one line, with control and direction characters spelt out, so that no source can steer a terminal.

    >>> visible("one\n two\x1b[2J")
    'one two\\x1b[2J'
    """
    return harmless(SPACE.sub(" ", text)).strip()


def harmless(text: str) -> str:
    r"""Return ``text`` with control and direction characters spelt out; line ends stay.

    >>> harmless("one\n\x07two")
    'one\n\\x07two'
    """
    return UNSEEN.sub(lambda match: match.group().encode("unicode_escape").decode("ascii"), text)


def print_records(records: Iterable[Record]) -> None:
    """Print records as JSON Lines."""
    sys.stdout.writelines(map(json_line, records))


def print_lines(lines: Iterable[str]) -> None:
    """Print lines of data."""
    sys.stdout.writelines(line + "\n" for line in lines)


def say(message: str) -> None:
    """Print a message beside the data, on standard error."""
    sys.stderr.write(visible(message) + "\n")


def table(rows: Iterable[tuple[str, ...]], *, gap: str = "  ") -> Iterator[str]:
    """Yield ``rows`` with their columns aligned; the last column is left as it is.

    >>> list(table([("role", "body"), ("section", "Ports")]))
    ['role     body', 'section  Ports']
    """
    rows = list(rows)
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(max(map(len, rows), default=1) - 1)]
    for row in rows:
        padded = [cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=False)]
        yield gap.join([*padded, row[-1]]).rstrip()


def number(count: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun.

    >>> number(1, "claim"), number(2, "claim")
    ('1 claim', '2 claims')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {plural or noun + 's'}"


def counted(counts: Counter[str], top: int | None = None) -> str:
    """Return counts in words, the most frequent first.

    >>> counted(Counter(["near", "repeats", "near"]))
    '2 near, 1 repeats'
    """
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown = ", ".join(f"{times} {name}" for name, times in ranked[:top])
    return f"{shown}, and {len(ranked) - top} more" if top and len(ranked) > top else shown or "none"


def page_name(label: str | None, index: int) -> str:
    """Return what a page is called: by the number printed on it, or by its place in the file, from 1.

    >>> page_name("xii", 3), page_name(None, 3)
    ('page xii', 'page 3 of the file')
    """
    return f"page {visible(label)}" if label else f"page {index} of the file"


def summary(annotations: Annotations) -> dict[str, str]:
    """Return what a run found, by topic."""
    tallies = [annotations.tally_of(source) for source in annotations.of_source]
    of_topic: dict[str, Counter[str]] = defaultdict(Counter)
    for each in tallies:
        for (topic, name), count in each.items():
            of_topic[topic][name] += count
    counts, status, countries, theories, codes = (of_topic[topic] for topic in ("type", "status", "country", "theory", "code"))
    lists = sum(topic == "list" for each in tallies for topic, _ in each)
    linked = ", ".join(f"{status[name]} {name}" for name in ("linked", "missing", "ambiguous"))
    styles = (Counter({name: count for (topic, name), count in each.items() if topic == "style"}) for each in tallies)
    return {
        "sources": f"{counts['source']} ({counts['passage']} passages)",
        "duplicates": counted(Counter(relation.relation for relation in annotations.relations)),
        "references": f"{counts['reference']} in {number(lists, 'bibliography', 'bibliographies')}, {number(len(annotations.works), 'work')}",
        "citations": f"{counts['citation']}: {linked}",
        "styles": _styles(filter(None, styles)),
        "claims": f"{counts['claim']}, {of_topic['copied']['claim']} of them with a copy elsewhere",
        "countries": f"{len(countries)}: {counted(countries, TOP)}",
        "theories": f"{len(theories)}: {counted(theories, TOP)}",
        **({"codes": f"{len(codes)}: {counted(codes, TOP)}"} if codes else {}),
        "problems": counted(Counter(problem.kind for problem in annotations.problems if not problem.same_as)),
    }


def _styles(sources: Iterable[Counter[str]]) -> str:
    """Return how sources cite, in words: the style of most citations of each.

    >>> _styles([Counter(numeric=12), Counter(numeric=9, note=2), Counter({"author-year": 3})])
    'numeric in 2 sources, author-year in 1 source; 1 of them mixed'
    """
    sources = list(sources)
    ranked = Counter(min(found, key=lambda style: (-found[style], style)) for found in sources)
    shown = ", ".join(
        f"{style} in {number(times, 'source')}" for style, times in sorted(ranked.items(), key=lambda item: (-item[1], item[0]))
    )
    mixed = sum(len(found) > 1 for found in sources)
    return (shown or "none") + (f"; {mixed} of them mixed" if mixed else "")


def fields(record: Record) -> Iterator[tuple[str, str]]:
    """Yield what a record says, apart from its place and its ids, as names and words."""
    if isinstance(record, Reference):
        yield "type", record.csl["type"]
        yield from ((name, _csl_value(value)) for name, value in record.csl.items() if name not in {"id", "type", "custom"})
        yield "confidence", f"{record.confidence:.2f}"
    elif isinstance(record, Citation):
        yield (
            "cites",
            " ".join(filter(None, [", ".join(record.authors), record.year, record.locator and f"@{record.locator}"]))
            or record.mode,
        )
        yield "style", record.style
        yield "status", record.status
        yield from (
            (f"candidate {rank}", f"{item.id} ({item.score:.2f}: {item.reason})")
            for rank, item in enumerate(record.references, start=1)
        )
        if record.issue:
            yield "issue", record.issue
    elif isinstance(record, Claim):
        yield from (("country", f"{tag.code} as {tag.role}, by {tag.kind} ({tag.rule})") for tag in record.countries)
        yield from (("organisation", f"{tag.id} ({tag.rule})") for tag in record.organisations)
        yield from (("theory", _term(tag)) for tag in record.theories)
        yield from ((tag.dimension, _term(tag)) for tag in record.codes)
        speaker = record.attribution.speaker
        yield "attribution", record.attribution.kind + (f": {speaker.text} ({speaker.quote})" if speaker else "")
        yield "polarity", record.polarity
        yield "modality", record.modality
        yield from (("quantity", item.text) for item in record.quantities)
        yield from (("date", f"{item.text} = {item.value}") for item in record.dates)
    elif isinstance(record, Passage):
        yield "role", record.role
        yield from (("edit", f"{edit.span[0]}-{edit.span[1]} {edit.rule}") for edit in record.edits)
    elif isinstance(record, Sentence):
        yield "no claim because", record.reason
    section = getattr(record, "section", ())
    if section:
        yield "section", " > ".join(section)


def _term(tag: TermTag) -> str:
    """Return a theory or code with what earned it, and the citations of its key works."""
    works = dict.fromkeys(each.citation for each in tag.support if each.kind == "key_work" and each.citation)
    return f"{tag.id} ({tag.rule})" + (f", key work cited: {', '.join(works)}" if works else "")


def _csl_value(value: object) -> str:
    """Return a CSL-JSON value in words: names joined, dates as ISO 8601."""
    if isinstance(value, list):
        return "; ".join(
            ", ".join(filter(None, [name.get("literal") or name.get("family"), name.get("given")])) for name in value
        )
    if isinstance(value, dict):
        parts = (value.get("date-parts") or [[]])[0]
        return "-".join(f"{part:02d}" for part in parts) or str(value.get("literal", ""))
    return str(value)

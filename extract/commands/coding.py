"""Commands on codes: why a text is tagged as it is, and what a codebook does."""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from extract import display
from extract.codebooks import read_codebooks
from extract.codebooks.checking import (
    REFUSALS,
    Coded,
    Failed,
    Seen,
    Warned,
    find_codes,
    find_failures,
    find_warnings,
    too_frequent,
)
from extract.commands.filters import Inputs
from extract.display import number, print_lines, say, visible
from extract.errors import UsageError
from extract.explanation import explain as explained
from extract.lexicon.codebook import codebook_of
from extract.sources import SourceFile, read_source
from extract.write import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from extract.codebooks import Codebooks
    from extract.codebooks.checking import Key
    from extract.read_options import ReadOptions

FAILED_CHECK = 1
INDENT = "  "
SHOWN = 40
"""Characters of a tagged text that are shown."""


def explain(text: str, codebooks: Sequence[Path], *, as_json: bool) -> int:
    """Print why each tag of a text was given, and why what else was seen there gave none."""
    reasons = explained(text, read_codebooks(codebooks).codebook)
    if as_json:
        for reason in reasons:
            words = text[reason.start : reason.end]
            print(json.dumps({"type": "reason", **reason._asdict(), "words": words}, ensure_ascii=False))
        return 0
    rows = []
    for reason in reasons:
        name = f" ({reason.name})" if reason.name and reason.name.lower() != reason.value else ""
        words = visible(text[reason.start : reason.end])
        words = f"“{words if len(words) <= SHOWN else words[: SHOWN - 2] + ' …'}”"
        rows.append(
            (reason.verdict, f"{reason.start}-{reason.end}", words, f"{reason.kind} {reason.value}{name}", visible(reason.why))
        )
    print_lines(display.table(rows))
    if not reasons:
        say("No country, organisation, theory, code or attribution is named here.")
    return 0


def new(kind: str, output: Path | None) -> int:
    """Print the codebook to begin with, or write it to a file that is not there yet."""
    text = files("extract").joinpath("data", f"example_codebook.{kind}").read_text("utf-8")
    if output is None:
        sys.stdout.write(text)
        return 0
    if output.exists():
        message = f"{output}: it is there already; choose another name"
        raise UsageError(message)
    if not output.absolute().parent.is_dir():
        message = f"{output}: there is no folder {output.parent}; make it first"
        raise UsageError(message)
    write_whole(output, [text])
    say(f"{output}: written; try it with `pincite codebook check {output}`")
    return 0


class Found(NamedTuple):
    """What a codebook finds in a corpus."""

    sources: int = 0
    words: int = 0
    seen: Mapping[Key, Sequence[tuple[str, Seen]]] = {}
    """The places of each entry, each with its source."""
    held: Mapping[Key, Counter[str]] = {}


def check(file: Path, names: Sequence[str], options: ReadOptions, *, most: int, as_json: bool) -> int:
    """Print what each entry of a codebook finds in the inputs, what is doubtful about it, and which examples fail."""
    books = read_codebooks([file])
    status, found = _find(books, names, options) if names else (0, Found())
    warnings = [*find_warnings(books), *_frequent(books, found)]
    failures = list(find_failures(books))
    if as_json:
        for line in _json(books, found, warnings, failures, most):
            print(json.dumps(line, ensure_ascii=False))
    else:
        print_lines(_lines(books, found, warnings, failures, most))
    examples = sum(
        len(books.codebook.dimensions[dimension].entries.get(id_, {}).get(field, ()))
        for dimension, id_ in books.places
        for field in ("examples", "not_examples")
    )
    tried = f"{number(examples, 'example')} tried, {len(failures)} failed"
    say(f"{number(len(books.places), 'entry', 'entries')}, {tried}, {number(len(warnings), 'warning')}")
    return FAILED_CHECK if failures else status


def _find(books: Codebooks, names: Sequence[str], options: ReadOptions) -> tuple[int, Found]:
    """Return the exit status of reading, and what the entries find in the inputs."""
    own: dict[str, set[str]] = defaultdict(set)
    for dimension, id_ in books.places:
        own[dimension].add(id_)
    step = partial(_coded_in, books.told, {dimension: frozenset(ids) for dimension, ids in own.items()})
    seen: dict[Key, list[tuple[str, Seen]]] = defaultdict(list)
    held: dict[Key, Counter[str]] = defaultdict(Counter)
    sources = words = 0
    with Inputs(names, options) as inputs:
        for path, coded in inputs.each(step):
            sources, words = sources + 1, words + coded.words
            for one in coded.seen:
                seen[one.dimension, one.id].append((path, one))
            for (dimension, id_, why), count in coded.held.items():
                held[dimension, id_][why] += count
        return inputs.end(), Found(sources, words, seen, held)


def _coded_in(told: str, own: Mapping[str, frozenset[str]], file: SourceFile) -> tuple[str, Coded]:
    reading = read_source(file).reading
    return min(reading.source.paths), find_codes(reading, codebook_of(told), own)


def _frequent(books: Codebooks, found: Found) -> Iterator[Warned]:
    counts = Counter((one.dimension, one.id, one.label) for places in found.seen.values() for _, one in places)
    for taxonomy in books.codebook.taxonomies:
        yield from too_frequent(taxonomy, counts, found.words)


def _lines(books: Codebooks, found: Found, warnings: Sequence[Warned], failures: Sequence[Failed], most: int) -> Iterator[str]:
    """Yield the entries with what they find, then warnings and failures, each with its place in the codebook."""
    for key in books.places if found.sources else ():
        places = found.seen.get(key, ())
        yield f"{key[0]}.{key[1]}  {_counted(places, found.sources)}{_held(found.held.get(key))}"
        for _, one in places[:most]:
            yield f"{INDENT}{visible(one.place)}  … {visible(one.before)} ⟦{visible(one.words)}⟧ {visible(one.after)} …"
    for warned in warnings:
        yield f"{books.places[warned.dimension, warned.id]}: warning: {warned.dimension}.{warned.id}: {visible(warned.message)}"
    for failed in failures:
        what = "finds its counter-example" if failed.is_counter else "does not find its example"
        place = books.places[failed.dimension, failed.id]
        yield f"{place}: failed: {failed.dimension}.{failed.id} {what} “{visible(failed.example)}”: {visible(failed.why)}"


def _counted(places: Sequence[tuple[str, Seen]], sources: int) -> str:
    """Return how often an entry is found, in how many sources, and by which words."""
    if not places:
        return f"matches nothing in {number(sources, 'source')}"
    there = len({path for path, _ in places})
    surfaces = Counter(visible(one.words).lower() for _, one in places)
    return f"{number(len(places), 'place')} in {there} of {number(sources, 'source')}: {display.counted(surfaces, display.TOP)}"


def _held(held: Counter[str] | None) -> str:
    """Return how often labels of an entry were held back."""
    if not held:
        return ""
    return f"; held back: {', '.join(f'{count} {REFUSALS[why]}' for why, count in sorted(held.items()))}"


def _json(
    books: Codebooks, found: Found, warnings: Sequence[Warned], failures: Sequence[Failed], most: int
) -> Iterator[dict[str, Any]]:
    for key, place in books.places.items():
        places = found.seen.get(key, ())
        yield {
            "type": "entry",
            "dimension": key[0],
            "id": key[1],
            "place": str(place),
            "count": len(places),
            "sources": dict(sorted(Counter(path for path, _ in places).items())),
            "surfaces": dict(sorted(Counter(one.words for _, one in places).items())),
            "held": dict(sorted(found.held.get(key, Counter()).items())),
            "examples": [
                {"place": one.place, "before": one.before, "words": one.words, "after": one.after, "rule": one.rule}
                for _, one in places[:most]
            ],
        }
    yield from ({"type": "warning", **warned._asdict()} for warned in warnings)
    yield from ({"type": "failure", **failed._asdict()} for failed in failures)

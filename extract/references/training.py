"""Training of the model that labels bibliography entries.

Each line of a training file is a JSON object with ``text`` and ``labels``: [[start, end, field], ...] over the text, with
the fields author, editor, translator, title, container-title, collection-title, collection-number, date, volume, issue,
pages, publisher, location, edition, genre, note, citation-number, doi, url, isbn. ``--made`` adds entries of invented works
(`making`). The same files and options give the same model.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pycrfsuite

from extract.references.making import make_entries, title_pool
from extract.references.masks import find_masks
from extract.references.model import MODEL, OUTSIDE, load_tagger
from extract.references.tokens import Token, find_features, find_tokens, read_words, shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MASKED = {
    "url": "url",
    "doi": "doi",
    "accessed": "note",
    "available": "note",
    "isbn": "isbn",
    "issn": "isbn",
    "medium": "medium",
}
TRAINING = {"c1": 0.15, "c2": 0.01, "max_iterations": 100, "feature.minfreq": 3.0, "feature.possible_transitions": False}


# Words that a label may begin or end with in the training data and that belong to no value.
LEADING = {
    "editor": {"in", "ed", "eds", "edited", "by", "hrsg", "hg", "editor", "editors", "von", "dir", "dans", "en"},
    "container-title": {"in", "dans", "en"},
    "translator": {"trans", "translated", "by", "transl", "traduction", "de", "trad"},
    "collection-title": {"of"},
    "pages": {"p", "pp", "pages", "page", "s", "seiten", "pg"},
}
TRAILING = {
    "editor": {"ed", "eds", "editor", "editors", "hrsg", "hg", "dir", "edited", "coord", "org", "and"},
    "translator": {"trans", "translator", "transl"},
    "pages": {"ff", "f", "p", "pp", "pages", "s"},
}
MERGED = {"other": "note", "medium": "note"}


def _trim(tokens: Sequence[Token], run: list[int], label: str) -> list[int]:
    """Return ``run`` without the marks and words at its edges that belong to no value."""
    leading, trailing = LEADING.get(label, set()), TRAILING.get(label, set())

    def is_void(i: int, words: set[str]) -> bool:
        text = tokens[i].text
        return (not text[0].isalnum() and tokens[i].kind == "word") or text.lower().rstrip(".") in words

    while run and is_void(run[0], leading):
        run = run[1:]
    while run and is_void(run[-1], trailing):
        run = run[:-1]
    return run


def _part_volume(tokens: Sequence[Token], run: list[int]) -> Iterator[tuple[list[int], str]]:
    """Yield the parts of a volume that holds more: "2013;122(2)", "vol. 3, no. 4"."""
    words = read_words()
    label = "volume"
    digits = [i for i in run if tokens[i].text[0].isdigit()]
    if len(digits) < 2:
        yield run, label
        return
    for i in run:
        text = tokens[i].text
        lower = text.lower().rstrip(".")
        if text == "(" or (lower in words["issue"] and not text[0].isdigit()):
            label = "issue"
        elif lower in words["volume"]:
            label = "volume"
        elif shape(text) == "year" and i + 1 in run and tokens[i + 1].text == ";":
            yield [i], "date"
        elif text[0].isalnum():
            yield [i], label


def read_labels(record: dict[str, Any]) -> tuple[list[Token], list[str]]:
    """Return the tokens of a labelled entry with their labels, as the model learns them.

    Marks and words at the edge of a field ("pp.", "(eds.)", "In") stand outside, whatever the data's own convention.
    """
    text = record["text"]
    tokens = find_tokens(text, [mask for mask, _ in find_masks(text)])
    labels = [OUTSIDE] * len(tokens)
    spans = sorted((start, end, MERGED.get(label, label)) for start, end, label in record["labels"])
    names = {label for _, _, label in spans}
    if (
        "title" not in names
        and "container-title" in names
        and names & {"publisher", "location"}
        and not names & {"volume", "pages"}
    ):
        spans = [(start, end, "title" if label == "container-title" else label) for start, end, label in spans]
    for start, end, label in _joined(spans):
        run = [i for i, token in enumerate(tokens) if token.start < end and token.end > start]
        parts = _part_volume(tokens, _trim(tokens, run, label)) if label == "volume" else [(run, label)]
        for part, name in parts:
            for i in _trim(tokens, list(part), name):
                labels[i] = name
    for i, token in enumerate(tokens):
        if token.kind in MASKED:
            labels[i] = MASKED[token.kind]
    return tokens, labels


def _joined(spans: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return the spans with the names of one list as one span: the connectors between them belong to the list."""
    joined: list[tuple[int, int, str]] = []
    for start, end, label in spans:
        if joined and label in ("author", "editor") and joined[-1][2] == label and start - joined[-1][1] < 8:
            joined[-1] = (joined[-1][0], end, label)
        else:
            joined.append((start, end, label))
    return joined


def train(records: Iterable[dict[str, Any]], path: Path, *, verbose: bool = False) -> None:
    """Train a model on labelled entries and write it to ``path``. The same records in the same order give the same model."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=verbose)
    trainer.set_params(TRAINING)
    for record in records:
        tokens, labels = read_labels(record)
        if tokens:
            trainer.append(pycrfsuite.ItemSequence(find_features(tokens)), labels)
    trainer.train(str(path))
    load_tagger.cache_clear()


def main(arguments: Sequence[str] | None = None) -> int:
    """Train the model from the command line."""
    parser = argparse.ArgumentParser(prog="python -m extract.references.training", description="Train the reference model.")
    parser.add_argument("files", nargs="+", type=Path, help="JSON Lines with text and labels")
    parser.add_argument("--made", type=int, default=0, help="how many made entries to add")
    parser.add_argument("-o", "--output", type=Path, default=Path(__file__).parents[1] / "data" / MODEL)
    options = parser.parse_args(arguments)
    records = [json.loads(line) for path in options.files for line in path.read_text("utf-8").splitlines() if line.strip()]
    made = make_entries(options.made, pool=title_pool(records))
    chosen = [*(record for record in records if record.get("clean", True)), *made]
    train(chosen, options.output, verbose=True)
    sys.stderr.write(f"{options.output}: {options.output.stat().st_size} bytes, {len(chosen)} entries\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

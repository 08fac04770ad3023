"""Training of the model that labels bibliography entries, and its measure. The same entries in the same order give the same bytes."""

from __future__ import annotations

import tempfile
import zlib
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pycrfsuite

from extract.references.masks import find_masks
from extract.references.model import OUTSIDE, label_tokens, pack_model, using_model
from extract.references.model.features import FeatureFinder
from extract.references.model.labelled import LabelledEntry
from extract.references.repairs import repair
from extract.references.segments import find_segments
from extract.references.tokens import Token, find_tokens, read_words, shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

MASKED = {
    "url": "url",
    "doi": "doi",
    "accessed": "note",
    "available": "note",
    "isbn": "isbn",
    "issn": "isbn",
    "medium": "medium",
}
ITERATIONS = 75
TRAINING = {
    "c1": 0.15,
    "c2": 0.01,
    "max_iterations": ITERATIONS,
    "feature.minfreq": 3.0,
    "feature.possible_transitions": False,
}
FEW = 1000
"""With fewer entries, features that occur once count too."""

KEPT_ASIDE = 5
"""One document in so many is kept aside when a model is measured."""


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


def read_labels(entry: LabelledEntry) -> tuple[list[Token], list[str]]:
    """Return the tokens of a labelled entry with their labels, as the model learns them.

    Marks and words at the edge of a field ("pp.", "(eds.)", "In") stand outside, whatever the data's own convention.
    """
    text = entry.text
    tokens = find_tokens(text, [mask for mask, _ in find_masks(text)])
    labels = [OUTSIDE] * len(tokens)
    spans: Sequence[tuple[int, int, str]] = sorted(entry.labels)
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


class _Trainer(pycrfsuite._pycrfsuite.BaseTrainer):  # type: ignore[misc]  # noqa: SLF001 - no types; the public one prints
    """A trainer that tells of each iteration and prints nothing."""

    on_step: Callable[[], None] = staticmethod(lambda: None)

    def message(self, message: str) -> None:
        """Hear what crfsuite says."""
        if "Iteration #" in message:
            self.on_step()


def train(entries: Iterable[LabelledEntry], on_step: Callable[[], None] = lambda: None) -> bytes:
    """Return a model that has learned from labelled entries; ``on_step`` is called up to ``ITERATIONS`` times."""
    learned = [(tokens, labels) for tokens, labels in map(read_labels, entries) if tokens]
    trainer = _Trainer(algorithm="lbfgs")
    trainer.on_step = on_step
    trainer.set_params(TRAINING | {"feature.minfreq": 3.0 if len(learned) >= FEW else 1.0})
    finder = FeatureFinder()
    for tokens, labels in learned:
        trainer.append(pycrfsuite.ItemSequence(finder.find(tokens)), labels)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        trainer.train(str(path))
        return pack_model(path)


def guess_labels(text: str) -> LabelledEntry:
    """Return an entry labelled as the parser would have it, for a person to correct.

    >>> guess_labels("Okafor, Ada. Ports under Pressure. Lagos: Harbour Press, 2018.").labels[:2]
    ((0, 11, 'author'), (13, 33, 'title'))
    """
    masks = find_masks(text)
    tokens = find_tokens(text, [mask for mask, _ in masks])
    labels, _ = label_tokens(tokens)
    spans = [(each.start, each.end, each.label) for each in repair(text, find_segments(text, tokens, labels), masks)]
    spans += ((mask.start, mask.end, MASKED[mask.kind]) for mask, _ in masks if mask.kind in {"url", "doi", "isbn", "issn"})
    spans += ((mask.start, mask.end, "note") for mask, _ in masks if mask.kind in {"accessed", "medium"})
    found: list[tuple[int, int, str]] = []
    for span in sorted(spans):
        if not found or span[0] >= found[-1][1]:
            found.append(span)
    return LabelledEntry(text, tuple(found))


def part(entries: Iterable[LabelledEntry]) -> tuple[list[LabelledEntry], list[LabelledEntry]]:
    """Return entries to learn from and entries to measure with; those of one document stay together."""
    learned: list[LabelledEntry] = []
    aside: list[LabelledEntry] = []
    for entry in entries:
        is_aside = zlib.crc32((entry.document or entry.text).encode("utf-8", "surrogatepass")) % KEPT_ASIDE == 0
        (aside if is_aside else learned).append(entry)
    return learned, aside


class Score(NamedTuple):
    """How well a model labels entries: F1 of exact fields, by label and together, and the share of entries wholly right."""

    by_label: dict[str, float]
    together: float
    whole: float


def measure(entries: Sequence[LabelledEntry], model: str | None = None) -> Score:
    """Return how well the model at ``model``, or that of the package, labels entries; rules included."""
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    expected: Counter[str] = Counter()
    whole = 0
    with using_model(model):
        for entry in entries:
            gold, guess = _fields(entry), _fields(guess_labels(entry.text))
            expected.update(label for label, _, _ in gold)
            found.update(label for label, _, _ in guess)
            right.update(label for label, _, _ in gold & guess)
            whole += gold == guess
    by_label = {label: 2 * right[label] / (found[label] + expected[label]) for label in sorted(expected)}
    together = 2 * right.total() / max(found.total() + expected.total(), 1)
    return Score(by_label, together, whole / max(len(entries), 1))


def _fields(entry: LabelledEntry) -> set[tuple[str, int, int]]:
    """Return the stretches with one label, over words alone."""
    tokens, labels = read_labels(entry)
    words = [(label, token) for token, label in zip(tokens, labels, strict=True) if token.text[0].isalnum()]
    runs = [(label, [token for _, token in run]) for label, run in groupby(words, key=lambda each: each[0])]
    return {(label, run[0].start, run[-1].end) for label, run in runs if label != OUTSIDE}

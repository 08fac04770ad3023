"""The sequence model that labels the tokens of a bibliography entry: a linear-chain CRF (python-crfsuite).

``pincite train-references`` trains one (`training`).
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

import pycrfsuite

from extract.errors import UsageError
from extract.references.tokens import find_features

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.references.tokens import Token

MODEL = "references.crfsuite"
OUTSIDE = "-"
MAGIC = b"lCRF"
FEATURES = b"pincite1"
"""What stands behind a model before its sum: the number rises when tokens or features change, as no older model knows them."""

_in_use: ContextVar[str | None] = ContextVar("model", default=None)
"""The file of the model that labels entries; none: the one that comes with the package."""


@contextmanager
def using_model(path: str | None) -> Iterator[None]:
    """Let entries be labelled by the model at ``path``; by that of the package, if there is none.

    Raises:
        UsageError: the file cannot be read, or is no model.

    """
    token = _in_use.set(path)
    try:
        load_tagger(path)
        yield
    finally:
        _in_use.reset(token)


def sum_of_model(path: Path) -> str:
    """Return the sha256 of a model file, by which records tell what labelled them.

    Raises:
        UsageError: the file cannot be read, or is no model.

    """
    load_tagger(str(path))
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def load_tagger(path: str | None = None) -> pycrfsuite.Tagger:
    """Return the tagger of the model that comes with the package, or of the one at ``path``."""
    tagger = pycrfsuite.Tagger()
    if path is None:
        with as_file(files("extract") / "data" / MODEL) as found:
            tagger.open(str(found))
        return tagger
    _check(Path(path))
    tagger.open(path)
    return tagger


def _check(path: Path) -> None:
    """Raise a `UsageError` unless ``path`` is a whole model file: crfsuite itself trusts what it reads."""
    advice = "name a file that `pincite train-references` wrote"
    try:
        content = path.read_bytes()
    except OSError as error:
        message = (
            f"{path}: no model is there; {advice}"
            if isinstance(error, FileNotFoundError)
            else f"{path}: {error.strerror}; {advice}"
        )
        raise UsageError(message) from error
    body, mark, digest = content[:-40], content[-40:-32], content[-32:]
    if body[:4] != MAGIC or hashlib.sha256(body).digest() != digest:
        message = f"{path}: no model, or damaged; {advice}"
        raise UsageError(message)
    if mark != FEATURES:
        message = f"{path}: another version of Pincite has trained this model; train it again with `pincite train-references`"
        raise UsageError(message)


def sealed(content: bytes) -> bytes:
    """Return the bytes of a model with their sum behind them, by which `load_tagger` sees that a file is whole."""
    return content + FEATURES + hashlib.sha256(content).digest()


def label_tokens(tokens: Sequence[Token]) -> tuple[list[str], float]:
    """Return the label of each token, and the probability of all of them together."""
    if not tokens:
        return [], 0.0
    tagger = load_tagger(_in_use.get())
    labels: list[str] = tagger.tag(pycrfsuite.ItemSequence(find_features(tokens)))
    return labels, float(tagger.probability(labels))

"""The sequence model that labels the tokens of a bibliography entry: a linear-chain CRF (python-crfsuite).

``pincite train-references`` trains one (`training`).
"""

from __future__ import annotations

import hashlib
import zlib
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pycrfsuite

from extract.errors import UsageError
from extract.references.model.features import FeatureFinder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.references.tokens import Token

MODEL = "references.crfsuite"
OUTSIDE = "-"
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
        load_model(path)
        yield
    finally:
        _in_use.reset(token)


def sum_of_model(path: Path) -> str:
    """Return the sha256 of a model file, by which records tell what labelled them.

    Raises:
        UsageError: the file cannot be read, or is no model.

    """
    load_model(str(path))
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Model(NamedTuple):
    """A tagger, and what it sees of tokens."""

    tagger: pycrfsuite.Tagger
    finder: FeatureFinder
    content: bytes
    """What the tagger reads for as long as it lives."""


@cache
def load_model(path: str | None = None) -> Model:
    """Return the model that comes with the package, or the one at ``path``.

    Raises:
        UsageError: the file cannot be read, or is no model.

    """
    if path is None:
        return _opened((files("extract") / "data" / MODEL).read_bytes())
    advice = "name a file that `pincite train-references` wrote"
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        why = "no model is there" if isinstance(error, FileNotFoundError) else error.strerror
        message = f"{path}: {why}; {advice}"
        raise UsageError(message) from error
    if hashlib.sha256(content[:-SUM_LENGTH]).digest() != content[-SUM_LENGTH:]:
        message = f"{path}: no model, or damaged; {advice}"
        raise UsageError(message)
    if not content.startswith(VERSION):
        message = f"{path}: another version of Pincite has trained this model; train it again with `pincite train-references`"
        raise UsageError(message)
    return _opened(content)


VERSION = b"pincite model 1\n"
"""How a model file begins; the number rises when tokens or features change, of which no older model knows."""

SUM_LENGTH = 32


def pack_model(path: Path) -> bytes:
    """Return the bytes of a model file for what crfsuite has written to ``path``.

    They are ``VERSION``; compressed, the known features, an empty line, and what crfsuite has written; and the sum of it all,
    since crfsuite trusts what it reads.
    """
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    features = "\n".join(sorted(tagger.info().attributes)).encode()
    content = VERSION + zlib.compress(features + b"\n\n" + path.read_bytes(), 9)
    return content + hashlib.sha256(content).digest()


def _opened(content: bytes) -> Model:
    features, _, weights = zlib.decompress(content[len(VERSION) : -SUM_LENGTH]).partition(b"\n\n")
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(weights)
    return Model(tagger, FeatureFinder(frozenset(features.decode().split("\n"))), weights)


def label_tokens(tokens: Sequence[Token]) -> tuple[list[str], float]:
    """Return the label of each token, and the probability of all of them together."""
    if not tokens:
        return [], 0.0
    tagger, finder, _ = load_model(_in_use.get())
    labels: list[str] = tagger.tag(finder.find(tokens))
    return labels, float(tagger.probability(labels))

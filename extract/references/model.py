"""The sequence model that labels the tokens of a bibliography entry: a linear-chain CRF (python-crfsuite).

``python -m extract.references.training FILE...`` trains it anew.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import pycrfsuite

from extract.references.tokens import find_features

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.references.tokens import Token

MODEL = "references.crfsuite"
OUTSIDE = "-"


@cache
def load_tagger(path: str | None = None) -> pycrfsuite.Tagger:
    """Return the tagger of the model that comes with the package, or of the one at ``path``."""
    tagger = pycrfsuite.Tagger()
    if path is not None:
        tagger.open(path)
        return tagger
    with as_file(files("extract") / "data" / MODEL) as found:
        tagger.open(str(found))
    return tagger


def label_tokens(tokens: Sequence[Token]) -> tuple[list[str], float]:
    """Return the label of each token, and the probability of all of them together."""
    if not tokens:
        return [], 0.0
    tagger = load_tagger()
    labels: list[str] = tagger.tag(pycrfsuite.ItemSequence(find_features(tokens)))
    return labels, float(tagger.probability(labels))

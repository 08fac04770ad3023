"""How likely an entry is read wholly right: a logistic curve over what the model and the fields show.

The weights were fitted on 1,060 hand-labelled entries that the model of that fit had not seen (``benchmarks/confidence.py
--fit``), by whether author, editor, title, container, year, volume, issue, pages, publisher and address are all as labelled.
Each evidence can only lower the confidence, so that the curve is monotone in all of them.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extract.models import Span

HOME = frozenset(
    {"DOI", "URL", "container-title", "page", "publisher", "publisher-place", "number", "genre", "archive", "event-title"}
)
"""Variables that say where a work came out."""
WEIGHTS = {
    "doubt": 0.15,
    "first_doubt": 0.81,
    "rest": 2.95,
    "is_undated": 1.08,
    "is_untitled": 1.9,
    "is_unnamed": 1.29,
    "is_homeless": 0.72,
    "is_long": 3.0,
}
"""How much each kind of evidence lowers the logit."""
BASE = 2.11
"""The logit of an entry without any doubt."""
LONG = 500
"""Characters above which an entry is rarely one entry."""
UNLIKELY = 0.15
"""The most that a text gets which has neither a date nor a place where it came out: prose, code, a table."""


def find_evidence(
    text: str, csl: Mapping[str, Any], fields: Mapping[str, Sequence[Span]], probability: float
) -> dict[str, float]:
    """Return what speaks against an entry, each zero or more; ``probability`` is the model's of all labels.

    >>> csl = {"title": "Ports", "issued": {"date-parts": [[2018]]}, "author": [{"family": "Okafor"}], "publisher": "Quay"}
    >>> sum(find_evidence("Okafor 2018. Ports. Quay.", csl, {}, 1.0).values())
    0.0
    """
    doubt = -math.log(max(probability, 1e-12))
    rest = sum(end - start for start, end in fields.get("custom.rest", ()))
    return {
        "doubt": min(doubt, 12.0),
        "first_doubt": math.log1p(doubt / 0.05),
        "rest": min(1.0, rest / max(len(text), 1)),
        "is_undated": float("issued" not in csl),
        "is_untitled": float("title" not in csl),
        "is_unnamed": float(not csl.keys() & {"author", "editor", "container-title"}),
        "is_homeless": float(not csl.keys() & HOME),
        "is_long": max(0.0, len(text) / LONG - 1),
    }


def read_confidence(
    text: str, csl: Mapping[str, Any], fields: Mapping[str, Sequence[Span]], probability: float, count: int
) -> float:
    """Return the probability that the whole entry is right.

    >>> read_confidence("", {}, {}, 0.0, 0)
    0.0
    """
    if not count:
        return 0.0
    evidence = find_evidence(text, csl, fields, probability)
    logit = BASE - sum(WEIGHTS[name] * min(value, 20.0) for name, value in evidence.items())
    score = 1 / (1 + math.exp(-logit)) if logit > -30 else 0.0
    if evidence["is_undated"] and (evidence["is_homeless"] or evidence["is_unnamed"] or evidence["rest"] > 0.3):
        score = min(score, UNLIKELY)
    return round(score, 3)

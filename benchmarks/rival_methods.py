"""One way of finding duplicates, in a process of its own: pairs of documents, processor time and peak memory.

usage: rival_methods.py METHOD SHINGLES THRESHOLD,... DOCS.jsonl OUT.json

``rivals.py`` runs it, in an interpreter that has the package of the method. METHOD is a name of ``METHODS``. SHINGLES are
"words 3" or "characters 9". OUT holds seconds, megabytes, and for each threshold the pairs called near; of pincite all relations.
Time is that of all threads and children, without imports and reading; memory is that of the process.
"""

from __future__ import annotations

import importlib
import json
import re
import resource
import sys
import time
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Pairs = set[tuple[int, int]]
PERMUTATIONS = 128
SEED = 42
WORD = re.compile(r"\w+")


def shingles(text: str, kind: str) -> list[str]:
    """Return the shingles of a text: words or characters in a row, in small letters, blanks made one."""
    unit, size = kind.split()
    words = WORD.findall(text.lower())
    if unit == "words":
        return [" ".join(words[at : at + int(size)]) for at in range(max(1, len(words) - int(size) + 1))]
    line = " ".join(words)
    return [line[at : at + int(size)] for at in range(max(1, len(line) - int(size) + 1))]


def bands(threshold: float) -> int:
    """Return into how many bands the permutations are cut: with more rows than this, pairs at the threshold are lost."""
    return 64 if threshold < 0.4 else 32


def rensa(texts: Sequence[str], kind: str, thresholds: Sequence[float]) -> Iterator[Pairs]:
    """Yield the pairs of rensa's ``RMinHash`` and ``RMinHashLSH``, one text after the other."""
    package: Any = importlib.import_module("rensa")
    sketches = []
    for text in texts:
        sketch = package.RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        sketch.update(shingles(text, kind))
        sketches.append(sketch)
    for threshold in thresholds:
        yield _rensa_pairs(package, sketches, threshold)


def rensa_batch(texts: Sequence[str], kind: str, thresholds: Sequence[float]) -> Iterator[Pairs]:
    """Yield the same from sketches that are made of all texts in one call, on all cores."""
    package: Any = importlib.import_module("rensa")
    sketches = package.RMinHash.from_token_sets([shingles(text, kind) for text in texts], num_perm=PERMUTATIONS, seed=SEED)
    for threshold in thresholds:
        yield _rensa_pairs(package, sketches, threshold)


def _rensa_pairs(package: Any, sketches: Sequence[Any], threshold: float) -> Pairs:
    index = package.RMinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, num_bands=bands(threshold))
    for at, sketch in enumerate(sketches):
        index.insert(at, sketch)
    return _alike(index, sketches, threshold)


def _alike(index: Any, sketches: Sequence[Any], threshold: float) -> Pairs:
    """Return the pairs that ``index`` proposes and whose estimate reaches ``threshold``."""
    return {
        (at, other)
        for at, sketch in enumerate(sketches)
        for other in index.query(sketch)
        if other > at and sketch.jaccard(sketches[other]) >= threshold
    }


def datasketch(texts: Sequence[str], kind: str, thresholds: Sequence[float]) -> Iterator[Pairs]:
    """Yield the pairs of datasketch's ``MinHash`` and ``MinHashLSH``."""
    package: Any = importlib.import_module("datasketch")
    sketches = []
    for text in texts:
        sketch = package.MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([shingle.encode() for shingle in shingles(text, kind)])
        sketches.append(sketch)
    for threshold in thresholds:
        index = package.MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
        for at, sketch in enumerate(sketches):
            index.insert(at, sketch)
        yield _alike(index, sketches, threshold)


def daft(texts: Sequence[str], kind: str, thresholds: Sequence[float]) -> Iterator[Pairs]:
    """Yield the pairs of Daft's ``normalize`` and ``minhash``; it knows shingles of words only."""
    package: Any = importlib.import_module("daft")
    numpy: Any = importlib.import_module("numpy")
    text = package.col("text").normalize(remove_punct=True, lowercase=True, white_space=True)
    signed = text.minhash(num_hashes=PERMUTATIONS, ngram_size=int(kind.split()[1]), seed=SEED)
    rows = package.from_pydict({"text": list(texts)}).select(signed.alias("signature")).to_pydict()["signature"]
    signatures = numpy.array(rows)
    for threshold in thresholds:
        width = PERMUTATIONS // bands(threshold)
        candidates: Pairs = set()
        for start in range(0, PERMUTATIONS, width):
            buckets: dict[bytes, list[int]] = {}
            for at, row in enumerate(signatures[:, start : start + width]):
                buckets.setdefault(row.tobytes(), []).append(at)
            for members in buckets.values():
                candidates.update(combinations(members, 2))
        yield {(a, b) for a, b in candidates if (signatures[a] == signatures[b]).mean() >= threshold}


def pincite(texts: Sequence[str], _kind: str, _thresholds: Sequence[float]) -> Iterator[list[dict[str, Any]]]:
    """Yield all relations of ours, with their places."""
    dedupe: Any = importlib.import_module("extract.dedupe")
    yield [
        {
            "a": int(relation.a.source),
            "b": int(relation.b.source),
            "relation": relation.relation,
            "spans": [[*a, *b] for a, b in zip(relation.a.spans, relation.b.spans, strict=True)],
        }
        for relation in dedupe.find_duplicates({str(at): text for at, text in enumerate(texts)})
    ]


METHODS = {"rensa": rensa, "rensa batch": rensa_batch, "datasketch": datasketch, "daft": daft, "pincite": pincite}
PACKAGES = {"rensa batch": "rensa", "pincite": "extract.dedupe"}


def processor_time() -> float:
    """Return the seconds of all threads and ended children so far."""
    ours, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return ours.ru_utime + ours.ru_stime + children.ru_utime + children.ru_stime


def main(method: str, kind: str, thresholds: str, docs: str, out: str) -> None:
    """Run one method."""
    with Path(docs).open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    importlib.import_module(PACKAGES.get(method, method))
    limits = [float(threshold) for threshold in thresholds.split(",")]
    began, clock = processor_time(), time.perf_counter()
    found: list[Iterable[Any]] = list(METHODS[method](texts, kind, limits))
    seconds, clock = processor_time() - began, time.perf_counter() - clock
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    pairs = {str(limit): list(of_limit) for limit, of_limit in zip(limits, found, strict=False)}
    result = {"seconds": seconds, "clock": clock, "megabytes": memory, "pairs": pairs}
    Path(out).write_text(json.dumps(result), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

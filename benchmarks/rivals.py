"""Duplicates beside datasketch, rensa and Daft, and places of sentences beside rapidfuzz: quality, processor time and memory, same run.

usage: rivals.py [--python PYTHON] [--gold BASE] [--grid] [--rounds N] [--sample N] [--data DIR] [--score DIR]

PYTHON is an interpreter that has the rivals (the extra ``rivals``); without it ours. With ``--grid`` each rival first tries every
setting of ``GRID``; without, ``KEPT`` is what that once gave. Then all take turns, ``--rounds`` times, each in a process of its own,
with its usual setting (128 permutations, shingles of three words, Jaccard at least a half): the least time counts. The best runs once.
Prints the table of docs/duplicates.md. Time is that of all threads and processes, memory that of the largest process with the texts in it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from development import load_scorer, options, read_lines
from rapidfuzz.fuzz import partial_ratio_alignment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

Json = dict[str, Any]
HERE = Path(__file__).resolve().parent
WORDS, ALL = ("words 3", "words 5"), ("words 3", "words 5", "characters 5", "characters 9")
GRID = {"rensa": ALL, "datasketch": ALL, "daft": WORDS}
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
USUAL = ("words 3", 0.5)
BARS = {"rensa": 1.8, "datasketch": 6.0}
KEPT = {"rensa": ("characters 9", 0.3), "datasketch": ("characters 5", 0.4), "daft": ("words 3", 0.2)}
"""The settings with the best near F1 on noisy_dev."""


class Setting(NamedTuple):
    """A method, its shingles and its threshold."""

    method: str
    shingles: str
    threshold: float


class Gold(NamedTuple):
    """A set, its file of documents, and its scorer."""

    docs: list[Json]
    pairs: list[Json]
    spans: list[Json]
    path: Path
    scorer: ModuleType

    def scores(self, found: list[Any]) -> Json:
        """Return the scores of pairs by number, or of our relations."""
        lines = []
        for pair in found:
            line = pair if isinstance(pair, dict) else {"a": pair[0], "b": pair[1], "relation": "near"}
            lines.append({**line, "a": self.docs[line["a"]]["id"], "b": self.docs[line["b"]]["id"]})
        result: Json = self.scorer.score(self.docs, self.pairs, self.spans, lines)
        return result


def run(python: str, method: str, shingles: str, thresholds: tuple[float, ...], docs: Path) -> Json:
    """Return what ``rival_methods.py`` found and what it took."""
    interpreter = sys.executable if method == "pincite" else python
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out.json")
        command = [
            interpreter,
            str(HERE / "rival_methods.py"),
            method,
            shingles,
            ",".join(map(str, thresholds)),
            str(docs),
            str(out),
        ]
        subprocess.run(command, check=True)  # noqa: S603 - our own script
        result: Json = json.loads(out.read_text("utf-8"))
    return result


def best_settings(python: str, gold: Gold) -> Iterator[Setting]:
    """Yield for each rival the setting with the best near F1, and print all on stderr."""
    for method, kinds in GRID.items():
        tried: dict[Setting, float] = {}
        for shingles in kinds:
            found = run(python, method, shingles, THRESHOLDS, gold.path)["pairs"]
            for threshold in THRESHOLDS:
                scores = gold.scores(found[str(threshold)])
                setting = Setting(method, shingles, threshold)
                tried[setting] = scores["near"]["f1"]
                print(*setting, f"near F1 {tried[setting]:.4f}, OCR 6 % {ocr6(scores):.3f}", file=sys.stderr)
        yield max(tried, key=tried.__getitem__)


def ocr6(scores: Json) -> float:
    """Return the share of copies with six misread characters in a hundred that are found."""
    return float(scores["by_kind"].get("ocr6", {}).get("near") or 0.0)


def measure(python: str, settings: list[Setting], gold: Gold, rounds: int) -> dict[Setting, tuple[Json, Json]]:
    """Return the least time of each setting, with its memory, and its scores; those with the threshold of ``USUAL`` take turns."""
    least: dict[Setting, Json] = {}
    for number in range(rounds):
        for setting in settings:
            if number and setting.threshold != USUAL[1]:
                continue
            result = run(python, setting.method, setting.shingles, (setting.threshold,), gold.path)
            if setting not in least or result["seconds"] < least[setting]["seconds"]:
                least[setting] = result
    return {setting: (result, gold.scores(result["pairs"][str(setting.threshold)])) for setting, result in least.items()}


def sentence_places(gold: Gold, every: int) -> tuple[float, float, int]:
    """Return how many sentences of each ``every``-th pair rapidfuzz finds in the copy (IoU at least .9), seconds, and their number."""
    texts = {document["id"]: document["text"] for document in gold.docs}
    began = time.process_time()
    lines = []
    for gold_spans in gold.spans[::every]:
        a, b = gold_spans["a"], gold_spans["b"]
        spans = []
        for start, end in {(span[0], span[1]) for span in gold_spans["spans"]}:
            found = partial_ratio_alignment(texts[a][start:end], texts[b])
            if found:
                spans.append([start, end, found.dest_start, found.dest_end])
        lines.append({"a": a, "b": b, "relation": "near", "spans": spans})
    seconds = time.process_time() - began
    result = gold.scorer.score(gold.docs, [], gold.spans[::every], lines)["spans"]
    return result["iou90"], seconds, result["n"]


def main() -> None:
    """Print the table and the bars."""
    parser = options(__doc__)
    parser.add_argument("--python", default=sys.executable, help="interpreter that has the rivals")
    parser.add_argument("--gold", type=Path, help="common beginning of the three files of a set; without it noisy_dev")
    parser.add_argument("--grid", action="store_true", help="try every setting of the rivals")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sample", type=int, default=20, help="rapidfuzz maps the sentences of one pair in so many")
    arguments = parser.parse_args()
    base = arguments.gold or arguments.data / "duplicates" / "noisy_dev"
    docs, pairs, spans = (read_lines(base.with_name(f"{base.name}.{kind}.jsonl")) for kind in ("docs", "pairs", "spans"))
    gold = Gold(docs, pairs, spans, base.with_name(f"{base.name}.docs.jsonl"), load_scorer(arguments.score, "score_duplicates"))
    ours = Setting("pincite", "-", 0.5)
    kept = (Setting(method, *setting) for method, setting in KEPT.items())
    best = best_settings(arguments.python, gold) if arguments.grid else kept
    settings = [ours, *(Setting(method, *USUAL) for method in (*GRID, "rensa batch")), *best]
    results = measure(arguments.python, list(dict.fromkeys(settings)), gold, arguments.rounds)

    size = sum(len(document["text"]) for document in docs) / 1e6
    print(f"{len(docs)} documents, {size:.1f} MB; least of {arguments.rounds} runs each, in turns.\n")
    print("| method | near F1 | OCR 6 % found | contains F1 | sentences placed | processor s | beside ours | memory, MB |")
    print("|---|---|---|---|---|---|---|---|")
    for setting, (cost, scores) in results.items():
        is_ours = setting == ours
        name = "Pincite" if is_ours else f"{setting.method}, {setting.shingles}, Jaccard {setting.threshold}"
        more = f"{scores['contains']['f1']:.3f} | {scores['spans']['iou90']:.4f}" if is_ours else "- | -"
        ratio = cost["seconds"] / results[ours][0]["seconds"]
        print(
            f"| {name} | {scores['near']['f1']:.4f} | {ocr6(scores):.3f} | {more} | {cost['seconds']:.1f} | {ratio:.2f} | {cost['megabytes']:.0f} |"
        )
    share, seconds, count = sentence_places(gold, arguments.sample)
    print(f"| rapidfuzz, {count} sentences, the pairs being told | - | - | - | {share:.4f} | {seconds:.1f} | - | - |\n")
    for method, bar in BARS.items():
        ratio = results[Setting(method, *USUAL)][0]["seconds"] / results[ours][0]["seconds"]
        print(f"{method} {ratio:.2f} times the time of ours: bar {bar} {'reached' if ratio >= bar else 'not reached'}")


if __name__ == "__main__":
    main()

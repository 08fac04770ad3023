"""The reference model of a user: what ``pincite train-references`` does."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from extract.display import number, say
from extract.errors import UsageError
from extract.references.making import make_entries, title_pool
from extract.references.model.labelled import LABELS, OWN_WEIGHT, LabelledEntry, package_entries, read_labelled
from extract.references.model.training import ITERATIONS, Score, measure, part, train
from extract.run import progress_bar
from extract.write import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FEWEST = 10
"""Entries that are needed to say how well a model does."""


SEED = 3
"""From which entries are made for training; the same gives the same."""


class Material(NamedTuple):
    """What a model learns from beside the user's entries."""

    others: Sequence[str] = ()
    """Files of labelled entries that count once; those of the user and of the package count as often as ``OWN_WEIGHT``."""
    made: int = 0
    """Entries of invented works, printed by our templates."""
    styled: int = 0
    """Such entries in CSL styles, which takes the extra ``train``."""
    with_package: bool = True

    def entries(self) -> list[LabelledEntry]:
        """Return them; titles and names of ``others`` stand in some of those that are made."""
        others = [entry for name in self.others for entry in _read(name)]
        pool = title_pool([{"text": entry.text, "labels": entry.labels} for entry in others])
        count = self.made + self.styled
        made = make_entries(count, seed=SEED, pool=pool, styled=self.styled / max(count, 1))
        told = (LabelledEntry(record["text"], tuple(sorted(map(tuple, record["labels"])))) for record in made)
        return [*others, *told, *(package_entries() if self.with_package else ())]


def train_references(names: Sequence[str], output: Path, material: Material, *, is_measured: bool) -> int:
    """Train a model on labelled entries and write it; say before how well such a model does on entries kept aside."""
    own = [entry for name in names for entry in _read(name)]
    others = material.entries()
    if not own and not others:
        message = "there is no labelled entry; write one a line, such as <author>Okafor, A.</author> (<date>2018</date>)."
        raise UsageError(message)
    say(f"{number(len(own), 'labelled entry', 'labelled entries')} of yours, {len(others)} others")
    learned, aside = part(own)
    if is_measured and len(aside) < FEWEST:
        say(f"not measured: {len(aside)} of yours would be kept aside, and it takes {FEWEST} to tell")
    elif is_measured:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model"
            path.write_bytes(_learned([*others, *learned * OWN_WEIGHT], "measuring"))
            _print_scores(measure(aside), measure(aside, str(path)), len(aside))
    write_whole(output, _learned([*others, *own * OWN_WEIGHT], "training"))
    say(f"{output}: {output.stat().st_size} bytes; use it with --model {output}")
    return 0


def _read(name: str) -> Iterator[LabelledEntry]:
    if name == "-":
        return read_labelled(sys.stdin.read(), "standard input")
    try:
        return read_labelled(Path(name).read_text("utf-8-sig"), name)
    except OSError as error:
        message = f"{name}: {error.strerror}; name a file of labelled entries"
        raise UsageError(message) from error
    except UnicodeDecodeError as error:
        message = f"{name}: byte {error.start} is not UTF-8; save the file as UTF-8"
        raise UsageError(message) from error


def _learned(entries: Sequence[LabelledEntry], what: str) -> bytes:
    with progress_bar() as progress:
        task = progress.add_task(what, total=ITERATIONS)
        return train(entries, lambda: progress.advance(task))


def _print_scores(package: Score, own: Score, count: int) -> None:
    """Print the scores of the model of the package and of the new one, side by side."""
    say(f"F1 of exact fields in {count} entries kept aside: the model of the package, and a new one that has not seen them")
    rows = [(name, package.by_label.get(name, 0.0), own.by_label.get(name, 0.0)) for name in LABELS if name in own.by_label]
    rows += [("all fields", package.together, own.together), ("wholly right", package.whole, own.whole)]
    print(f"{'':18} package   yours")
    for name, before, after in rows:
        print(f"{name:18}   {before:.3f}   {after:.3f}")

"""How many hyphens at line ends are decided rightly, on texts of several genres that are wrapped anew.

    python benchmarks/hyphens.py [--data DIR] [--held-back] [--seed N] [--errors N]

Each paragraph is wrapped at a width of its own. Words that do not fit are cut at any letter, as converters do, and
words with a hyphen of their own at that hyphen. Every third document is held back: it counts only with ``--held-back``.
``--seed`` wraps anew. The last line is what other tools do: join where the next line begins with a small letter.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from development import options

from extract.clean import reading_of

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
GENRES = {
    "biology (eLife)": ("citations/elife.jsonl", None),
    "social science (pandoc)": ("citations/pandoc_ay.jsonl", None),
    "health, en": ("citations/scielo.jsonl", "en"),
    "health, pt": ("citations/scielo.jsonl", "pt"),
    "health, es": ("citations/scielo.jsonl", "es"),
    "15 genres (GUM)": ("sentences/gum_dev.jsonl", None),
    "news (PolNeAR)": ("claims/attribution_polnear_dev.jsonl", None),
    "news and reviews": ("duplicates/noisy_dev.docs.jsonl", None),
    "news (GeoWebNews)": ("countries/geowebnews_dev.jsonl", None),
    "notes (pandoc)": ("citations/pandoc_note.jsonl", None),
    "sciences (pandoc)": ("citations/pandoc_num.jsonl", None),
    "software (JOSE)": ("citations/jose.jsonl", None),
    "speeches": ("duplicates/noisy_dev.docs.jsonl", "sotu"),
}
"""File, and the language or the kind of text in it."""

MAX_DOCUMENTS = 60  # of one genre
WIDTHS = (25, 90)  # characters of a line
PLAIN = re.compile(r"[^\W\d_]{5,}")


class Cut(NamedTuple):
    """A word cut at a line end: where its hyphen stands, whether the hyphen is its own, and the word."""

    at: int
    own: bool
    word: str

    @property
    def is_usually_kept(self) -> bool:
        """The usual rule: a hyphen goes where a small letter follows."""
        return not self.word.partition("-/")[2][0].islower()


def main() -> None:
    """Print a table of figures."""
    parser = options(__doc__)
    parser.add_argument("--held-back", action="store_true", help="count the documents that are held back")
    parser.add_argument("--seed", type=int, default=0, help="wrap and cut in another way")
    parser.add_argument("--errors", type=int, default=0, help="show so many wrong decisions of each genre")
    arguments = parser.parse_args()
    if not arguments.data.is_dir():
        print(f"{arguments.data}: no such folder; nothing measured")
        return
    print(f"{'genre':26}{'cut words':>10}{'joined':>9}{'own hyphens':>13}{'kept':>9}{'right':>9}")
    total: Counter[tuple[bool, bool]] = Counter()
    usual: Counter[tuple[bool, bool]] = Counter()
    for genre, (file, kind) in GENRES.items():
        counts: Counter[tuple[bool, bool]] = Counter()
        wrong: list[str] = []
        for number, text in enumerate(read_documents(arguments.data / file, kind)):
            if (number % 3 == 2) is arguments.held_back:
                for cut, rule in decisions(text, seed=number + 1000 * arguments.seed):
                    right = (":kept:" in rule) is cut.own
                    counts[cut.own, right] += 1
                    usual[cut.own, cut.is_usually_kept is cut.own] += 1
                    if not right:
                        wrong.append(f"{cut.word} ({rule})")
        total += counts
        print_row(genre, counts)
        if arguments.errors:
            print("   ", "; ".join(wrong[: arguments.errors]))
    print_row("all", total)
    print_row("all, by the usual rule", usual)


def print_row(name: str, counts: Counter[tuple[bool, bool]]) -> None:
    """Print the figures of one genre."""
    cut, own = counts[False, True] + counts[False, False], counts[True, True] + counts[True, False]
    print(
        f"{name:26}{cut:10}{counts[False, True] / max(cut, 1):9.4f}{own:13}{counts[True, True] / max(own, 1):9.4f}"
        f"{(counts[True, True] + counts[False, True]) / max(cut + own, 1):9.4f}"
    )


def read_documents(file: Path, kind: str | None) -> Iterator[str]:
    """Yield the texts of a file in a language, or of a kind; damaged copies are left out."""
    seen = 0
    for line in file.open(encoding="utf-8"):
        record = json.loads(line)
        known = record.get("lang") or record.get("source", "").partition(":")[0]
        if (kind and known != kind) or record.get("kind", "orig") != "orig":
            continue
        yield record["text"]
        seen += 1
        if seen == MAX_DOCUMENTS:
            return


def decisions(text: str, seed: int) -> Iterator[tuple[Cut, str]]:
    """Yield each word that was cut, and the rule that decided on its hyphen."""
    wrapped, cuts = wrap(text, random.Random(seed))  # noqa: S311
    rules: dict[int, str] = {}
    for passage in reading_of(wrapped).passages:
        for edit in passage.edits:
            if edit.rule.startswith("hyphen:joined"):
                rules[edit.span[0]] = edit.rule
            elif edit.rule.startswith("hyphen:kept"):
                rules[edit.span[0] - 1] = edit.rule
    for cut in cuts:
        yield cut, rules.get(cut.at, "none:kept:")


def wrap(text: str, chance: random.Random) -> tuple[str, list[Cut]]:
    """Return the paragraphs of ``text`` wrapped, and the words that were cut."""
    parts: list[str] = []
    cuts: list[Cut] = []
    at = 0
    for paragraph in re.split(r"\n+", text):
        width = chance.randint(*WIDTHS)
        room = width
        words = paragraph.split()
        if len(paragraph) < 200 or re.search(r"https?:|\S@\S", paragraph):
            continue
        for word in words:
            if len(word) <= room:
                piece = word + " "
                room -= len(piece)
            else:
                piece = _cut(word, room, at, cuts, chance)
                room = width - len(piece.rsplit("\n", 1)[-1])
            parts.append(piece)
            at += len(piece)
        parts.append("\n\n")
        at += 2
    return "".join(parts), cuts


def _cut(word: str, room: int, at: int, cuts: list[Cut], chance: random.Random) -> str:
    """Return ``word`` with a line break before or in it."""
    places = [i for i in range(1, min(room, len(word) - 1)) if word[i] == "-" and (word[i - 1] + word[i + 1]).isalnum()]
    if places:
        cuts.append(Cut(at + places[-1], own=True, word=f"{word[: places[-1]]}-/{word[places[-1] + 1 :]}"))
        return f"{word[: places[-1] + 1]}\n{word[places[-1] + 1 :]} "
    plain = PLAIN.fullmatch(word.strip(".,;:!?()“”\"'’"))
    if plain and not word.isupper() and room > 3:
        start = word.index(plain[0])
        low, high = start + 2, min(start + len(plain[0]) - 2, room - 1)
        if low <= high:
            i = chance.randint(low, high)
            cuts.append(Cut(at + i, own=False, word=f"{word[:i]}-/{word[i:]}"))
            return f"{word[:i]}-\n{word[i:]} "
    return f"\n{word} "


if __name__ == "__main__":
    main()

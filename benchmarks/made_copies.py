"""Make documents and damaged copies of them, with the place of each sentence in each copy, as ``duplicates.py --gold OUT`` reads them.

usage: made_copies.py OUT [--data DIR] [--seed N] [--sources N] [--copies N]

The texts are those of the development data that measure other things (papers, news, scanned books, PDFs) and invented ones in
ten more languages; the damage is our own (``made_damage.py``, ``made_copies.toml``). Writes OUT.docs.jsonl, OUT.pairs.jsonl and
OUT.spans.jsonl, nothing of which belongs into the repository. The same arguments give the same bytes.

Besides copies there are texts that only look like them: translations that keep names and numbers, bulletins of one series that
share their notices, short news between the same site chrome, papers with the same bibliography.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from development import options, read_lines
from made_damage import (
    Traced,
    edited,
    joined,
    marked_up,
    misread,
    other_forms,
    places_of,
    put_in,
    read_table,
    respaced,
    traced,
    wrapped,
)
from made_sources import read_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from made_sources import Source

Json = dict[str, Any]
SENTENCE = re.compile(r"[^\s.!?。？！।؟](?:[^.!?。？！।؟\n]|\n(?!\n)|[.!?](?!\s)){10,700}[.!?。？！।؟]?")
LEAST_EXCERPT = 300  # characters


class Document(NamedTuple):
    """A document of the set and what it is a copy of, if of anything."""

    text: Traced
    kind: str
    family: str
    of: tuple[tuple[str, str, str], ...] = ()  # (name of a source, relation, kind)


class Copier:
    """Makes copies of the sources, one method a kind."""

    def __init__(self, sources: Sequence[Source], strange: Sequence[Source], maker: random.Random) -> None:
        """Take hosts and lead-ins from ``sources``, paragraphs that are put in from ``strange``."""
        self.sources = sources
        self.strange = strange
        self.random = maker
        self.table = read_table()
        self.leads = [first for source in sources for first in [source.text.split("\n\n")[0]] if 60 <= len(first) <= 250]

    def read(self, rate: float) -> Callable[[Traced], Traced]:
        """Return a damage: ``rate`` of the characters misread."""
        return lambda text: misread(text, rate, self.random)

    def printed(self, text: Traced) -> Traced:
        """Return the text as lines of pages."""
        title = " ".join(text.text.split()[:6])
        head = self.random.choice(
            [
                title.upper(),
                f"{self.random.choice('ABCDEFG')}. Lindqvist et al. / Coastal Review {self.random.randint(3, 40)}",
                "",
            ]
        )
        return wrapped(text, self.random.randint(42, 95), self.random, hyphens=self.random.choice([0, 0.3, 0.7]), head=head)

    def quoting(self, text: Traced) -> Traced:
        """Return the text with one or two sentences of it printed again between its paragraphs."""
        paragraphs = text.paragraphs()
        sentences = [match.span() for match in SENTENCE.finditer(text.text) if 90 <= match.end() - match.start() <= 260]
        for start, end in self.random.sample(sentences, min(2, len(sentences))):
            mark = self.random.choice(["", "“", "> "])
            quote = joined([put_in(mark), text.part(start, end)], "")
            paragraphs.insert(self.random.randint(1, len(paragraphs)), quote)
        return joined(paragraphs)

    def dropping(self, share: float) -> Callable[[Traced], Traced]:
        """Return a damage: paragraphs are lost until about ``share`` of the text is."""

        def dropped(text: Traced) -> Traced:
            paragraphs = text.paragraphs()
            left = list(range(len(paragraphs)))
            self.random.shuffle(left)
            lost, size = 0, len(text.text)
            while len(left) > 1 and lost + len(paragraphs[left[-1]].text) <= (share + 0.05) * size:
                lost += len(paragraphs[left.pop()].text)
            return joined([paragraphs[at] for at in sorted(left)])

        return dropped

    def adding(self, text: Traced) -> Traced:
        """Return the text with paragraphs of others in it, up to a third of its length."""
        paragraphs, added = text.paragraphs(), 0
        while True:
            other = self.random.choice(self.random.choice(self.strange).text.split("\n\n"))
            if added + len(other) > len(text.text) / 3:
                return joined(paragraphs)
            paragraphs.insert(self.random.randint(0, len(paragraphs)), put_in(other))
            added += len(other)

    def chrome(self, text: Traced) -> Traced:
        """Return the text as a web site prints it."""
        return framed(text, self.random.choice(self.table["chrome"]))

    def chrome_and_related(self, text: Traced) -> Traced:
        """Return the same with the beginning of another text below."""
        return joined([self.chrome(text), put_in("Related: " + self.random.choice(self.leads))])

    def cover(self, text: Traced) -> Traced:
        """Return the text behind the cover page of a repository, as pages."""
        cover = self.random.choice(self.table["covers"]).replace("{n}", str(self.random.randrange(10**6)))
        return joined([put_in(cover), self.printed(text)], "\n\f")

    def excerpt(self, share: float) -> Callable[[Traced], Traced]:
        """Return a damage: paragraphs in a row, ``share`` of the text, behind a lead-in of another text."""

        def taken(text: Traced) -> Traced:
            paragraphs = text.paragraphs()
            start = self.random.randrange(len(paragraphs))
            size, parts = 0, [put_in(self.random.choice(self.leads))]
            for at in range(start, start + len(paragraphs)):
                paragraph = paragraphs[at % len(paragraphs)]
                if size > LEAST_EXCERPT and size + len(paragraph.text) / 2 > share * len(text.text):
                    break
                if at == len(paragraphs):
                    del parts[1:]
                    size = 0
                parts.append(paragraph)
                size += len(paragraph.text)
            return joined(parts)

        return taken

    def twice(self, text: Traced) -> Traced:
        """Return the text two times, the second as lines of pages."""
        again = self.random.choice([text, self.printed(text), misread(text, 0.01, self.random)])
        return joined([put_in("Bulletin"), text, put_in("Full text"), again])

    def reordered(self, text: Traced) -> Traced:
        """Return the text with its halves in the other order."""
        paragraphs = text.paragraphs()
        middle = len(paragraphs) // 2
        return joined([*paragraphs[middle:], *paragraphs[:middle]])

    def revised(self, text: Traced) -> Traced:
        """Return the text with six words in a hundred replaced by others of it, or left out."""
        words = list(re.finditer(r"[\u3040-\u9fff]{2}|[^\W\d_]+", text.text))
        changed = (word for word in words if self.random.random() < 0.06)
        return edited(text, [(*word.span(), self.random.choice([self.random.choice(words).group(), ""])) for word in changed])

    def forms(self, text: Traced) -> Traced:
        """Return the text in other forms of its letters."""
        some = [
            ["ligatures", "curly quotes"],
            ["typewriter"],
            ["decomposed"],
            ["full width"],
            ["soft hyphens", "ligatures"],
            ["long s", "ligatures"],
        ]
        return other_forms(text, self.random, self.random.choice(some))

    def kinds(self) -> dict[str, tuple[str, Callable[[Traced], Traced]]]:
        """Return for each kind of copy its relation to the source and how it is made."""
        read = self.read
        return {
            "exact": ("exact", lambda text: text),
            "ws": ("near", lambda text: respaced(text, self.random)),
            "pdf": ("near", self.printed),
            "pdf_ocr1": ("near", lambda text: read(0.01)(self.printed(text))),
            "pdf_ocr6": ("near", lambda text: read(0.06)(self.printed(text))),
            "ocr1": ("near", read(0.01)),
            "ocr3": ("near", read(0.03)),
            "ocr6": ("near", read(0.06)),
            "ocr8": ("near", read(0.08)),
            "drop20": ("near", self.dropping(0.2)),
            "drop40": ("near", self.dropping(0.4)),
            "drop20_ocr3": ("near", lambda text: read(0.03)(self.dropping(0.2)(text))),
            "added": ("near", self.adding),
            "boiler": ("near", self.chrome),
            "boiler_heavy": ("near", self.chrome_and_related),
            "cover": ("near", self.cover),
            "excerpt25": ("contain", self.excerpt(0.25)),
            "excerpt50": ("contain", self.excerpt(0.45)),
            "twice": ("near", self.twice),
            "pull": ("near", self.quoting),
            "md_vs_pdf": ("near", lambda text: self.printed(self.quoting(text))),
            "markdown": ("near", lambda text: marked_up(text, self.random)),
            "reordered": ("near", self.reordered),
            "revised": ("near", self.revised),
            "forms": ("near", self.forms),
        }

    def copy(self, kind: str, source: Source) -> Document:
        """Return a copy of a kind."""
        relation, damage = self.kinds()[kind]
        return Document(damage(traced(source.text)), kind, source.name, ((source.name, relation, kind),))

    def hosted(self, source: Source) -> Document | None:
        """Return another source with paragraphs of this one in its middle, if it has any of a fit size."""
        host = self.random.choice(self.sources)
        most = 0.3 * min(len(host.text), len(source.text))
        quotes = [part for part in traced(source.text).paragraphs() if 200 <= len(part.text) <= most]
        if host is source or not quotes:
            return None
        paragraphs = host.text.split("\n\n")
        at = len(paragraphs) // 2
        parts = [put_in("\n\n".join(paragraphs[:at])), self.random.choice(quotes), put_in("\n\n".join(paragraphs[at:]))]
        of = ((source.name, "passage", "quote_para"), (host.name, "near", "host"))
        return Document(joined(part for part in parts if part.text), "quote_para", host.name, of)


def lookalikes(left: list[Source], bibliography: Sequence[str], maker: random.Random) -> Iterator[Document]:
    """Yield texts that are no copies of each other, though they share much, and news that two sites have, between much chrome.

    ``left`` are texts that stand nowhere else in the set.
    """
    table = read_table()
    long = iter([source for source in left[::2] if len(source.text) > 4000 and share_of_small_words(source.text) > 0.85])
    paragraphs = (part.text for source in left[1::2] for part in traced(source.text).paragraphs())
    short = iter(
        dict.fromkeys(part for part in paragraphs if 600 <= len(part) <= 1500 and "\\lettrine" not in part)
    )  # these stand twice
    for series in table["notices"]:
        for number in range(20):
            own = [next(short), next(short)]
            parts = [series["head"].replace("{n}", str(number + 3)), *own, *series["texts"]]
            yield Document(joined(map(put_in, parts)), "series", f"series {series['head'][:6]} {number}")
    for at, site in enumerate(table["chrome"]):
        for number in range(20):
            name, text = f"site {at} {number}", next(short)
            yield Document(framed(put_in(text), site), "site", name)
            if number % 4 == 0:
                yield Document(
                    framed(put_in(text), table["chrome"][at - 1]), "other_site", name, ((name, "near", "other_site"),)
                )
    for number in range(24):
        text = next(long).text
        edits = translation(text, maker, table["languages"]["fr"]["words"].split())
        yield Document(put_in(text), "orig", f"translated {number}")
        yield Document(put_in(edited(traced(text), edits).text), "translation", f"translation {number}")
    for number in range(20):
        pair = next(long).text, next(long).text
        entries = maker.sample(bibliography, 200)
        while sum(map(len, entries)) > 0.35 * min(map(len, pair)):
            entries.pop()
        listed = put_in("References\n\n" + "\n".join(sorted(entries)))
        names = f"same list {number} a", f"same list {number} b"
        yield Document(joined([put_in(pair[0]), listed]), "same_list", names[0])
        yield Document(joined([put_in(pair[1]), listed]), "same_list", names[1], ((names[0], "passage", "same_list"),))


def framed(text: Traced, site: Json) -> Traced:
    """Return a text as a web site prints it."""
    return joined([put_in(site["before"].strip()), text, put_in(site["after"].strip())])


def share_of_small_words(text: str) -> float:
    """Return how many of the words begin with a small letter: few do in a bibliography."""
    words: list[str] = re.findall(r"[^\W\d_]+", text)
    return sum(word[0].islower() for word in words) / len(words)


def translation(text: str, maker: random.Random, words: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return edits that replace each word in small letters by one of another language, the same by the same."""
    found: dict[str, str] = {}
    return [
        (*word.span(), found.setdefault(word.group(), maker.choice(words))) for word in re.finditer(r"\b[^\W\d_A-Z]+\b", text)
    ]


def main() -> None:
    """Write the set and say what is in it."""
    parser = options(__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sources", type=int, default=700)
    parser.add_argument("--copies", type=int, default=1000)
    arguments = parser.parse_args()
    maker = random.Random(arguments.seed)  # noqa: S311 - reproducible, not secret
    sources, left = read_sources(arguments.data, maker, arguments.sources)
    maker.shuffle(left)
    half = len(left) // 2
    copier = Copier(sources, left[:half], maker)
    bibliography = [line["text"] for line in read_lines(arguments.data / "references" / "dev.jsonl")]
    documents = [Document(traced(source.text), "orig", source.name) for source in sources]
    documents += lookalikes(left[half:], bibliography, maker)
    kinds = [*copier.kinds(), "quote_para"]
    for number in range(arguments.copies):
        kind, source = kinds[number % len(kinds)], maker.choice(sources)
        copy = copier.hosted(source) if kind == "quote_para" else copier.copy(kind, source)
        documents += [copy] if copy else []
    maker.shuffle(documents)
    write(arguments.out, documents)
    print(", ".join(f"{kind} {count}" for kind, count in sorted(Counter(document.kind for document in documents).items())))


def write(out: Path, documents: Sequence[Document]) -> None:
    """Write documents, pairs and places of sentences."""
    ids = {document.family: f"m{at:05}" for at, document in enumerate(documents) if not document.of}
    texts = {document.family: document.text.text for document in documents if document.kind == "orig"}
    lines: dict[str, list[Json]] = {"docs": [], "pairs": [], "spans": []}
    for at, document in enumerate(documents):
        copy = f"m{at:05}"
        lines["docs"].append(
            {
                "id": copy,
                "text": document.text.text,
                "source": document.family,
                "kind": document.kind,
                "family": document.family,
            }
        )
        for number, (source, relation, kind) in enumerate(document.of):
            lines["pairs"].append({"a": ids[source], "b": copy, "rel": relation, "kind": kind})
            if not number and source in texts:
                spans = [list(place) for place in places_of(document.text, sentences_of(texts[source]))]
                lines["spans"].append({"a": ids[source], "b": copy, "kind": kind, "spans": spans})
    for kind, of_kind in lines.items():
        written = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in of_kind)
        out.with_name(f"{out.name}.{kind}.jsonl").write_text(written, encoding="utf-8")


def sentences_of(text: str) -> list[tuple[int, int]]:
    """Return the sentences of a text that stand in it once."""
    found = [match.span() for match in SENTENCE.finditer(text)]
    wording = {span: re.sub(r"\W+", "", text[slice(*span)]) for span in found}
    times = Counter(wording.values())
    return [
        span for span in found if times[wording[span]] == 1 and len(wording[span]) >= (30 if wording[span].isascii() else 12)
    ]


if __name__ == "__main__":
    main()

"""Headings with fixed names: what a reader knows to follow when a line says "References" or "Palabras clave"."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extract.data_tables import read_table

MAX_HEADING = 120  # characters
NUMBER = re.compile(r"(?P<number>(?:\d{1,2}\.){0,4}\d{1,2}|[IVX]{1,5}|[A-H])(?P<mark>[.):]|\s?[-–—])?\s+(?=[^\W\d_]|[“\"'¿])")
SPACES = re.compile(r"\s+")
SPACED = re.compile(r"(?:\w ){4,30}\w")
HASHES = re.compile(r"(#{1,6})\s+")
ATTRIBUTES = re.compile(r"[ \t]{1,8}(?:#{1,6}[ \t]{0,8})?\{[#.-][^{}\n]{0,200}\}\Z|[ \t]{1,8}#{1,6}\Z")
"""What Markdown may put behind a heading: "# References {#sec-refs .unnumbered}", "## References ##"."""

PART = re.compile(
    r"""(?:(?:primary|secondary|(?:un)?published|printed|archival|manuscript|internet|online|electronic|web|legal|official|newspaper|media|other|additional)
        \s(?:and\s\w{5,12}\s)?(?:sources?|literature|references|materials?)
    | (?:primär|sekundär|archiv|internet|online-?)(?:quellen|literatur) | (?:un)?gedruckte\squellen
    | (?:fuentes|fontes|fonti|sources|références|referencias|referências)\s(?:primari|primári|primaire|secundari|secundári|secondari|secondaire|electr|eletr|électr
        |document|hemero|imprim|manuscr)\w{0,8}
    | hemerograf[ií]a|we(?:b|bo|blio)graf[ií]a|we(?:b|bo|blio)gra(?:phy|phie)|sitografia|sitographie|cibergrafía|filmogra\w{3,6}|disco?gra\w{3,6}
    | (?:journal\s)?articles|books?|books\sand\s(?:articles|chapters)|book\schapters
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""Headings that stand above a list, or above one part of it."""

CHAPTER = re.compile(r"(?:chapter|kapitel|capítulo|chapitre|capitolo|part|teil|parte|partie)\b", re.IGNORECASE)


@cache
def _known() -> dict[str, str]:
    """Return for each fixed heading, or its beginning before "*", what it announces."""
    data = read_table("headings")
    return {word: kind for kind, entry in data.items() for word in entry["words"]}


@cache
def _known_starts() -> dict[str, str]:
    return {word[:-1].rstrip(): kind for word, kind in _known().items() if word.endswith("*")}


def announced(text: str) -> str | None:
    """Return what the heading ``text`` announces: ``reference``, ``abstract``, ``keywords``, ``notes``.

    >>> announced("6. REFERENCES"), announced("**Palabras clave:**"), announced("Abstract art")
    ('reference', 'keywords', None)
    >>> announced("== Sources =="), announced("R E F E R E N C E S"), announced("Bibliographie / Bibliography")
    ('reference', 'reference', 'reference')
    """
    return _announced(text) if len(text) <= MAX_HEADING else None


@lru_cache(maxsize=1 << 14)
def _announced(text: str) -> str | None:
    """Return what a short text announces; each pass over the blocks of a source asks anew."""
    bare = unnumbered(HASHES.sub("", without_attributes(text.strip())))
    bare = SPACES.sub(" ", bare.strip(" \t*_:.–—-=[]\n")).lower().replace(" & ", " and ")
    if bare[1:2] == " " and SPACED.fullmatch(bare):
        bare = bare.replace(" ", "")
    words = bare.split()
    if not words or words[0].split("/", 1)[0] not in _first_words():
        return None
    kind = _known().get(bare)
    if kind is None and "/" in bare:  # in two languages
        kinds = {_known().get(part.strip()) for part in bare.split("/")}
        kind = kinds.pop() if len(kinds) == 1 else None
    if kind is None:
        kind = next((k for n in range(1, 4) if (k := _known_starts().get(" ".join(words[:n])))), None)
    return kind


@cache
def _first_words() -> frozenset[str]:
    """Return the words with which fixed headings begin: most text is told by its first word to be none."""
    return frozenset(word.rstrip("*").split()[0].split("/", 1)[0] for word in _known())


def is_part(heading: str) -> bool:
    """Tell whether ``heading``, which stands between entries, names a part of their list, and not another list or text.

    >>> is_part("Primary sources"), is_part("Newspapers"), is_part("Further reading"), is_part("Chapter 2: Quays")
    (True, True, False, False)
    """
    bare = unnumbered(HASHES.sub("", without_attributes(heading.strip()))).strip(" *_:.")
    return PART.fullmatch(bare) is not None or (announced(heading) is None and CHAPTER.match(bare) is None)


def without_attributes(heading: str) -> str:
    """Return a heading without what Markdown says of it.

    >>> without_attributes("# References {#sec-refs .unnumbered}")
    '# References'
    """
    return ATTRIBUTES.sub("", heading) if heading.endswith(("}", "#")) else heading


def unnumbered(text: str) -> str:
    """Return a heading without its number.

    >>> unnumbered("2.1 Ports under pressure"), unnumbered("IV. Ports"), unnumbered("Ports")
    ('Ports under pressure', 'Ports', 'Ports')
    """
    match = NUMBER.match(text)
    return text[match.end() :] if match else text

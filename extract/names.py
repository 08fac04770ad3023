"""Names of authors: what two spellings have in common, and whether they mean the same person or body."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

_LETTERS = str.maketrans(
    {
        "ø": "o", "Ø": "o", "ß": "ss", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe",
        "þ": "th", "Þ": "th", "ð": "d", "Ð": "d", "ı": "i", "ħ": "h", "’": "", "'": "", "ʼ": "", "‘": "", "`": "", "´": "",
    }
)  # fmt: skip
_CYRILLIC = str.maketrans(
    dict(
        zip(
            "абвгґдеёєжзиіїйклмнопрстуфхцчшщъыьэюя",
            "a b v g g d e e ie zh z i i i i k l m n o p r s t u f kh ts ch sh shch _ y _ e iu ia".replace("_", "").split(" "),
            strict=True,
        )
    )
)
_NOT_NAME = re.compile(r"[\W_]+")
_FULL_AND_SHORT = re.compile(r"^\s*(?P<short>[^\s()–—-]{2,12})\s*[-–—(\[:]\s*(?P<full>[^()\[\]]{4,200})[)\]]?\s*$")
_FULL_THEN_SHORT = re.compile(r"^(?P<full>[^()\[\]]{2,200})[(\[](?P<short>[^()\[\]]{2,200})[)\]]$")
_TRANSLITERATION = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        ("sch|sh|sz", "s"), ("tch|ch|cz|tsch", "c"), ("kh", "h"), ("ck|q|c", "k"), ("ts|tz|z", "s"), ("ph", "f"), ("w", "v"),
        ("ae", "a"), ("oe", "o"), ("ue", "u"), ("i[aeou]|y[aeou]|j[aeou]", "i"), ("[yj]", "i"), (r"(.)\1", r"\1"), ("(?<!i)i++$", "i"),
    )
]  # fmt: skip


@cache
def name_words(group: str) -> frozenset[str]:
    """Return a group of the small words in ``data/name_words.toml``, folded but for their accents.

    >>> sorted(name_words("articles") & {"the", "der", "of"})
    ['der', 'the']
    """
    text = files("extract").joinpath("data", "name_words.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[group]["words"])


class Likeness(NamedTuple):
    """How alike two names are: 1 is the same, and ``reason`` says in words what differs.

    ``bridge`` says how they are one when nothing differs that is to be mended: an acronym that is part of the listed name.
    """

    score: float
    reason: str
    bridge: str = ""


SAME = Likeness(1.0, "")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return ``name`` without case, accents, apostrophes and punctuation, in Latin letters.

    >>> fold("O’Brien-Łęcki"), fold("MÜLLER"), fold("Шагина")
    ('obrien lecki', 'muller', 'shagina')
    """
    name = name.translate(_LETTERS).casefold().translate(_LETTERS).translate(_CYRILLIC)
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name)
        name = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold().translate(_LETTERS)
    return _NOT_NAME.sub(" ", name).strip()


@lru_cache(maxsize=65536)
def core(folded: str) -> str:
    """Return a folded family name without its particles, unless there is nothing else.

    >>> core(fold("van der Bergeijk")), core(fold("The Japan Times"))
    ('bergeijk', 'japan times')
    """
    words = folded.split()
    kept = [w for w in words if w not in name_words("particles") and w not in name_words("articles")]
    return " ".join(kept or words)


def acronym(name: str) -> str:
    """Return the initial letters of the words that matter.

    >>> acronym("Ministry of Foreign Affairs")
    'mfa'
    """
    return "".join(word[0] for word in fold(name).split() if word not in name_words("particles") | name_words("small_words"))


def _printed(name: str) -> tuple[str, str] | None:
    """Return the short and the full form of a name that gives both."""
    for pattern in (_FULL_AND_SHORT, _FULL_THEN_SHORT):
        both = pattern.match(name.strip())
        # "Smith-Jones" is a family; a short form is in capitals: "NZP-New Zealand Parliament", "MOFA (Ministry of ...)".
        capitals = sum(c.isupper() for c in both["short"]) if both else 0
        if both and (capitals >= 2 or pattern is _FULL_THEN_SHORT):
            return both["short"].strip(), both["full"].strip()
    return None


@lru_cache(maxsize=65536)
def printed_forms(name: str) -> tuple[str, ...]:
    """Return the folded short and full form that a listed name gives itself.

    >>> printed_forms("NZP-New Zealand Parliament"), printed_forms("Smith-Jones")
    (('nzp', 'new zealand parliament'), ())
    >>> printed_forms("MOFA-Japan (Ministry of Foreign Affairs of Japan)")
    ('mofa japan', 'ministry of foreign affairs of japan')
    """
    both = _printed(name)
    return tuple(sorted((fold(both[0]), core(fold(both[1]))), key=len)) if both else ()


@lru_cache(maxsize=65536)
def variants(name: str) -> tuple[str, ...]:
    """Return the folded forms under which a listed name may be cited, the name itself first.

    >>> variants("NZP-New Zealand Parliament")
    ('nzp new zealand parliament', 'nzp', 'new zealand parliament')
    >>> variants("The Japan Times")
    ('the japan times', 'japan times')
    """
    both = _printed(name)
    full = both[1] if both else name
    found = [fold(name), core(fold(name)), *printed_forms(name)]
    if len(fold(full).split()) >= 2 and " " in full.strip():
        short = acronym(full)
        found += [short] if len(short) >= 3 else []
        if ". " in name:  # "Brasil. Ministério da Saúde" is cited by either part
            found += [core(fold(part)) for part in name.split(". ") if len(part) > 3]
    return tuple(dict.fromkeys(form for form in found if form))


@lru_cache(maxsize=65536)
def transliterated(folded: str) -> str:
    """Return what remains of a folded name when spellings of the same sound are one.

    >>> transliterated("yeltsin") == transliterated("jelzin")
    True
    """
    for pattern, replacement in _TRANSLITERATION:
        folded = pattern.sub(replacement, folded)
    return folded


@lru_cache(maxsize=65536)
def compare(cited: str, listed: str) -> Likeness | None:
    """Return how alike a cited and a listed name are, or None when they mean different authors.

    >>> compare("DRURY", "Drury")
    Likeness(score=1.0, reason='', bridge='')
    >>> compare("Kaufman", "Kaufmann").reason
    'cited as Kaufman, listed as Kaufmann'
    >>> compare("NZP", "NZP-New Zealand Parliament")
    Likeness(score=0.97, reason='', bridge='NZP is part of the listed NZP-New Zealand Parliament')
    >>> compare("Japan Times", "The Japan Times").bridge
    'listed with its article as The Japan Times'
    >>> compare("Smith", "Snyder")
    """
    if cited == listed:
        return SAME
    a, b = fold(cited), fold(listed)
    if not a or not b:
        return None
    differs = f"cited as {cited}, listed as {listed}"
    if a == b:
        # Capitals, an apostrophe or a hyphen are a matter of type; an accent is one of spelling.
        return SAME if _same_marks(cited, listed) else Likeness(0.98, differs)
    if core(a) == core(b):
        if _without_article(a) != _without_article(b):
            return Likeness(0.95, differs)
        return Likeness(0.99, "", f"listed {'with its' if len(b) > len(a) else 'without'} article as {listed}")
    if a in printed_forms(listed):
        return Likeness(0.97, "", f"{cited} is part of the listed {listed}")
    if set(variants(cited)) & set(variants(listed)):
        return Likeness(0.94, differs)
    if a.replace(" ", "") == b.replace(" ", ""):
        return Likeness(0.95, differs)
    return _near(core(a), core(b), differs)


def _without_article(folded: str) -> str:
    """Return a folded name without "the" at its head."""
    first, _, rest = folded.partition(" ")
    return rest if first in name_words("articles") and rest else folded


def _near(a: str, b: str, differs: str) -> Likeness | None:
    """Return the likeness of two different cores: compounds, transliterations, and slips of the pen."""
    shorter, longer = sorted((a, b), key=len)
    words = longer.split()
    if len(words) >= 4 and 3 <= len(shorter) <= 9 and acronym(longer).startswith(shorter):
        return Likeness(0.88, differs)
    if (
        len(words) > 1
        and len(shorter) > 2
        and (words[0] == shorter or words[-1] == shorter or longer.startswith(shorter + " "))
    ):
        return Likeness(0.86, differs)
    allowed = 0 if len(longer) < 4 else 1 if len(longer) < 8 else 2 if len(longer) < 16 else 3
    if not allowed or len(longer) - len(shorter) > allowed + 2:
        return None
    if len(shorter) >= 4 and transliterated(a) == transliterated(b):
        return Likeness(0.88, differs)
    distance = DamerauLevenshtein.distance(a, b, score_cutoff=allowed)
    if distance > allowed or (a[0] != b[0] and distance > 1) or (len(shorter) < 4 and a[0] != b[0]):
        return None
    return Likeness(0.85 if distance == 1 else 0.8, differs)


def _same_marks(cited: str, listed: str) -> bool:
    """Return whether two names that fold alike also have the same accents."""
    return _marks(cited) == _marks(listed) or cited.isupper() != listed.isupper()


def _marks(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", name).casefold() if c.isalpha())

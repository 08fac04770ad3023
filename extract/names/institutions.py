"""Names of institutions: their short forms, and what one is called in other languages and spellings."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extract.data_tables import read_table
from extract.names.letters import core, fold, name_words

MOST_ADDED = 3
"""Letters of an acronym that are no initials: "CAPES" takes two of "Pessoal"."""

MOST_LEFT = 3
"""Words at the end of a name that its acronym leaves out: "INEP" ends before "Educacionais Anísio Teixeira"."""

_FULL_AND_SHORT = re.compile(r"^\s*(?P<short>[^\s()–—-]{2,12})\s*[-–—(\[:]\s*(?P<full>[^()\[\]]{4,200})[)\]]?\s*$")
_FULL_THEN_SHORT = re.compile(r"^(?P<full>[^()\[\]]{2,200})[(\[](?P<short>[^()\[\]]{2,200})[)\]]$")
_DOTTED = re.compile(r"(?:[^\W\d_a-z]\.\s?){1,5}[^\W\d_a-z](?![^\W\d_])\.?")
_SHORT_FORM = re.compile(r"[^\W\d_a-zß-öø-ÿ](?:[^\W\d_]|[-&](?=\w)){1,9}")
_SUN_LETTER = re.compile(r"(?<!\w)[Aa](?:sh|dh|th|[dnrstz])-(?=[^\W\d_a-z])")
_ELIDED = re.compile(r"[dl][’'ʼ](?=\w)", re.IGNORECASE)


def acronym(name: str) -> str:
    """Return the initial letters of the words that matter.

    >>> acronym("Ministry of Foreign Affairs")
    'mfa'
    """
    return "".join(word[0] for word in fold(name).split() if not _is_small(word))


def _is_small(word: str) -> bool:
    return word in _small_words()


@cache
def _small_words() -> frozenset[str]:
    return frozenset(map(fold, name_words("particles") | name_words("small_words")))


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
    if _ELIDED.match(name):
        found.append(fold(_ELIDED.sub("", name)))
    if _SUN_LETTER.search(name):  # "ash-Shatibi" is al-Shatibi
        found.append(core(fold(_SUN_LETTER.sub("al-", name))))
    if len(fold(full).split()) >= 2 and " " in full.strip():
        short = acronym(full)
        found += [short] if len(short) >= 3 else []
        if ". " in name:  # "Brasil. Ministério da Saúde" is cited by either part
            found += [core(fold(part)) for part in name.split(". ") if len(part) > 3]
    return tuple(dict.fromkeys(form for form in found if form))


@cache
def _english() -> dict[str, str]:
    words: dict[str, list[str]] = read_table("institution_words")["words"]
    return {form: word for word, forms in words.items() for form in forms if word not in {"examples", "not_examples"}}


@cache
def _bodies() -> dict[str, str]:
    groups: list[list[str]] = read_table("institution_words")["bodies"]["groups"]
    return {_words_in_english(name): group[0].casefold() for group in groups for name in group}


@lru_cache(maxsize=65536)
def _words_in_english(name: str) -> str:
    words = (_english().get(word, word) for word in fold(name.replace("-", "")).split() if not _is_small(word))
    return " ".join(sorted(words))


@lru_cache(maxsize=65536)
def body(name: str) -> str:
    """Return what the names of one institution have in common in every language and spelling; empty for other names.

    >>> body("Ministério da Educação") == body("Ministry of Education"), body("OMS") == body("World Health Organization")
    (True, True)
    >>> body("García Márquez")
    ''
    """
    name = _DOTTED.sub(lambda match: re.sub(r"[.\s]", "", match[0]), name)
    words = _words_in_english(name)
    if words in _bodies():
        return "=" + _bodies()[words]
    is_known = any(word in read_table("institution_words")["words"] for word in words.split())
    return "=" + words if is_known and words not in {"examples", "not examples"} else ""


def is_same_office(a: str, b: str) -> bool:
    """Return whether two bodies are one, of which one name also gives the state.

    >>> is_same_office(body("State Department"), body("US Department of State"))
    True
    """
    words_a, words_b = set(a[1:].split()), set(b[1:].split())
    shared = words_a & words_b
    rest = words_a ^ words_b
    return len(shared) > 1 and shared in (words_a, words_b) and rest <= set(read_table("institution_words")["states"]["names"])


@lru_cache(maxsize=65536)
def is_short_for(short: str, full: str) -> bool:
    """Return whether ``short`` is printed like an acronym, and its letters are heads of the words of ``full`` in their order.

    >>> is_short_for("CAPES", "Coordenação de Aperfeiçoamento de Pessoal de Nível Superior"), is_short_for("EU", "European Union")
    (True, True)
    >>> is_short_for("WTO", "World Health Organization"), is_short_for("Moran", "Ministry of Roads and Nature")
    (False, False)
    """
    if short[1:].islower():  # most names
        return False
    short = re.sub(r"[.\s]", "", short) if _DOTTED.fullmatch(short.strip()) or short.isupper() else short
    if not _SHORT_FORM.fullmatch(short) or sum(map(str.isupper, short)) * 2 < max(len(short), 4):
        return False
    letters, words = fold(short).replace(" ", ""), _split_heads(fold(full).split())
    telling = sum(not _is_small(word) for word in words)
    if telling < 2 or not letters:
        return False
    if len(letters) == 2 or telling == 2:
        return letters in {acronym(full), "".join(word[0] for word in words)}
    return words[0][0] == letters[0] and _are_heads(letters, tuple(words), MOST_ADDED, 1)


def _split_heads(words: list[str]) -> list[str]:
    """Return ``words`` with German compounds in two parts: "Bundesamt" gives "BA" to an acronym."""
    found: list[str] = []
    for word in words:
        head = next(
            (part for part in read_table("institution_words")["heads"]["parts"] if word.startswith(part) and word != part), ""
        )
        found += [head, word[len(head) :]] if head else [word]
    return found


@lru_cache(maxsize=4096)
def _are_heads(letters: str, words: tuple[str, ...], added: int, skipped: int) -> bool:
    """Return whether ``letters`` are heads of ``words``, of which small ones and ``skipped`` others give none.

    ``added`` letters may stand behind initials.
    """
    if not letters:
        return sum(not _is_small(word) for word in words) <= MOST_LEFT
    if not words:
        return False
    word, rest = words[0], words[1:]
    if _is_small(word) and _are_heads(letters, rest, added, skipped):
        return True
    for taken in range(1, min(len(word), len(letters), added + 1) + 1):
        if word[:taken] == letters[:taken] and _are_heads(letters[taken:], rest, added - taken + 1, skipped):
            return True
    return skipped > 0 and _are_heads(letters, rest, added, skipped - 1)

"""The language of a work, by the words and letters of its title, or as the entry states it."""

from __future__ import annotations

import re

from extract.languages import find_language, languages_of_word

NAMES = {
    "ar": "arabic arabisch árabe arabe",
    "de": "german deutsch alemán alemão allemand tedesco",
    "en": "english englisch inglés inglês anglais inglese",
    "es": "spanish spanisch español espanhol espagnol spagnolo",
    "fr": "french französisch francés francês français francese",
    "he": "hebrew hebräisch hebreo hebraico hébreu ebraico",
    "it": "italian italienisch italiano italien",
    "ja": "japanese japanisch japonés japonês japonais giapponese",
    "ko": "korean koreanisch coreano coréen",
    "nl": "dutch niederländisch neerlandés holandês néerlandais olandese",
    "pl": "polish polnisch polaco polonês polonais polacco",
    "pt": "portuguese portugiesisch portugués português portugais portoghese",
    "ru": "russian russisch ruso russo russe",
    "tr": "turkish türkisch turco turc",
    "uk": "ukrainian ukrainisch ucraniano ukrainien ucraino",
    "zh": "chinese mandarin chinesisch chino chinês chinois cinese",
}
CODES = {name: code for code, names in NAMES.items() for name in names.split()}
STATED = re.compile(
    rf"[(\[]\s?(?:(?:text\s|article\s)?in|auf|in|en|em|originally\sin)\s(?P<value>{'|'.join(sorted(CODES))})\s?[)\]]",
    re.IGNORECASE,
)
SCRIPTS = (
    ("ja", re.compile(r"[\u3041-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7a3]{2}")),
    ("zh", re.compile(r"[\u4e00-\u9fff]{3}")),
    ("uk", re.compile(r"[іїєґ]", re.IGNORECASE)),
    ("ru", re.compile(r"[а-яё]{4}", re.IGNORECASE)),
    ("he", re.compile(r"[\u05d0-\u05ea]{3}")),
    ("ar", re.compile(r"[\u0620-\u064a]{3}")),
)
LETTERS = (
    ("pt", re.compile(r"[ãõ]")),
    ("es", re.compile(r"[ñ¿¡]")),
    ("de", re.compile(r"ß")),
    ("fr", re.compile(r"[œ]|\b[dl][’'](?=[éèêaeiou])")),
)
WORD = re.compile(r"[^\W\d_]+")
LATIN = re.compile(r"[A-Za-z]{3}")


def find_stated(text: str) -> re.Match[str] | None:
    """Return where an entry says in which language its work is: "(in Russian)"."""
    return STATED.search(text)


def code_of(name: str) -> str:
    """Return the code of a language by its name.

    >>> code_of("Russian"), code_of("ruso")
    ('ru', 'ru')
    """
    return CODES[name.lower()]


def guess_language(title: str) -> str | None:
    """Return the language of a title when its words leave little doubt.

    >>> guess_language("Puertos y poder en el Atlántico sur"), guess_language("Das Meer und der Staat"), guess_language("Ports")
    ('es', 'de', None)
    """
    for code, letters in () if title.isascii() else SCRIPTS:
        if letters.search(title) and not (code in {"uk", "ru"} and LATIN.search(title)):
            return code
    found = find_language(title)
    if found is not None:
        return found
    scores: dict[str, float] = {}
    hits: dict[str, int] = {}
    for word in WORD.findall(title.lower()):
        known = languages_of_word(word)
        for code in known:
            scores[code] = scores.get(code, 0.0) + 1 / len(known)
            hits[code] = hits.get(code, 0) + 1
    for code, letters in LETTERS:
        if letters.search(title):
            scores[code] = scores.get(code, 0.0) + 1
            hits[code] = hits.get(code, 0) + 1
    if not scores:
        return None
    best, *others = sorted(scores, key=lambda code: (-scores[code], code))
    is_clear = scores[best] >= 0.9 and hits[best] > 1
    return best if is_clear and (not others or scores[others[0]] <= 0.6 * scores[best]) else None

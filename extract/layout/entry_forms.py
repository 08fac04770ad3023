"""The forms of a bibliography entry: how one begins, goes on and ends, and how much a stretch of text looks like one."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.languages import is_function_word

PARTICLE = (
    r"(?:(?:[Vv][ao]n|vom|[Dd]er|den|[Dd]e|[Dd]el|[Dd]ella|[Dd]egli|dei|[Dd]i|[Dd]a|das|dos|do|[Dd]u|des|[Ll]a|[Ll]e|[Ll]os|[Ll]as|[Tt]er|[Tt]en"
    r"|zu[mr]?|[Aa]l|[Ee]l|[Ii]bn|[Bb]in|af|av|y|Mc|Mac|[DdLO][’'])[\s-]?){0,3}"
)
WORD = r"[^\W\d_a-zß-öø-ÿ][\w’'‐-]{1,25}"
FAMILY = rf"{PARTICLE}{WORD}(?:[\s-]{PARTICLE}{WORD}){{0,2}}"
GIVEN = rf"(?:[^\W\d_]{{1,2}}\.|{WORD}|[A-ZÀ-Þ]{{1,3}}(?![a-z]))"
YEAR = r"(?:1[5-9]|20)\d\d"
UNDATED = r"(?:n\.\s?d\.|s\.\s?[df]\.|o\.\s?J\.)"
NUMBERED = re.compile(r"(?:\[(?P<boxed>\d{1,4})\]|\((?P<round>\d{1,3})\)|(?P<plain>\d{1,4})(?:\.(?!\d)|\)|(?=\s)))\s*")
LABELLED = re.compile(r"\[(?=[^\[\]]*[^\W_])[^\[\]\s]{2,14}\]\s+\S")
"""What labels begin: "[Oka18] Okafor, Adaeze: Ports"."""
DASHES = re.compile(
    r"(?:[—–―‒-]{2,}|_{3,}|—(?=[,.:\s])|(?:Ders|Dies|[Ii]dem|Id|[Ii]bid|[Ee]ad|Ebd|Derselbe|Dieselbe|El mismo|La misma)\b\.?(?=[\s,:(]))"
)
INVERTED = re.compile(rf"{FAMILY},\s{GIVEN}")
VANCOUVER = re.compile(
    rf"{FAMILY}\s[A-ZÀ-Þ]{{1,3}}(?:-[A-ZÀ-Þ])?(?:[,.:;]|\s(?:and|y|und|e|et|&|\(?\d{{4}}|\((?:n\.\s?d|[sn]\.\s?f|forthcoming|in press)|[A-ZÀ-Þ]))"
)
SLASHED = re.compile(rf"{FAMILY},?\s?(?:{GIVEN}\s?)?[/;]\s?{WORD}")
STRAIGHT = re.compile(rf"(?:[A-ZÀ-Þ]\.[\s-]?){{1,3}}{FAMILY}|{WORD}(?:\s[A-ZÀ-Þ]\.){{0,2}}\s{FAMILY}(?=[,.:]|\sand\s)")
YEAR_NEAR = re.compile(
    rf"[^\n]{{2,160}}?[\s(\[,.]{YEAR}[a-z]?(?![\d–-])|[^\n]{{2,160}}?\((?:forthcoming|in press|n\.d\.|s\.\s?[df]\.|o\.\s?J\.)"
)
NAME_YEAR = re.compile(rf"{FAMILY}[,.]?\s[(\[]?{YEAR}[a-z]?\b")
NAMED_YEAR = re.compile(
    rf"[^\W\d_][^\n.;!?]{{1,110}}?[.,]?\s[(\[]?(?:{YEAR}[a-z]?|[sn]\.\s?[df]\.|forthcoming|o\.\s?J\.)(?:[)\]]|[.,:])"
)
"""What begins like an institution and a year: "United Nations (2003)", "BBC News. 2014."."""

PLACED = re.compile(
    rf"{WORD}(?:[\s-]{WORD}){{0,2}}(?:,\s(?:[A-Z]{{2}}|{WORD}|[A-Z]\.\s?[A-Z])\.?)?(?:\s?[/&,–-]\s?(?:and\s)?{WORD}){{0,2}}\s?:\s[A-ZÀ-Þ]"
)
"""An imprint: "Cambridge, MA: Harvard"."""

PUBLISHED = re.compile(
    rf"(?:{WORD}\s){{0,3}}(?:University|Press|Verlag|Publish\w{{2,5}}|Books|Institute?|Presses|Edi\w{{3,7}})\b[^\d]{{0,40}}(?:[.,;]|$)"
)
"""A publisher: "Harbour University Press."."""

HOSTED = re.compile(r"(?:In|En|Dans|Em|Proceedings|Proc)\b")
"""The book that a chapter stands in."""

IN_JOURNAL = re.compile(r"[^\W\d_][^\n\d.]{2,60}?[,.]?\s(?:[Vv]ol\.?\s|[Nn]o\.?\s|[Bb]d\.\s)?\d{1,4}\s?(?:[(:,;]|$)")
"""A journal and its volume: "Harbour Studies 12(3)"."""

# "Nikkei Asian Review. "Japan and": all that stands before a quotation may be an author.
QUOTE_NEXT = re.compile(r"[^\W\d_a-zß-öø-ÿ][^\"“„«»”.]{2,90}\.{1,2}\s{1,2}[\"“„«]")
QUOTE_NEAR = re.compile(r"[^\n]{2,120}?[.,:]\s?[\"“„«‘]")
CONTINUES = re.compile(
    r"[a-zà-ÿ(&,;.:)\]–—/]|https?:|www\.|doi|DOI|10\.\d{4,}/|(?:1[5-9]|20)\d\d[a-z]?[.;,](?:\s|$)|[Pp]p?\.\s?\d|\d{1,4}\s?[–-]\s?\d|\d{1,4}\s?[(:]\s?\d"
    r"|(?:Press|University Press|Vol|No|Nr|Bd|In|Hrsg|Verlag|Accessed|URL|Editora|Editorial|Éditions|Edizioni)\b(?:[.:,;]|$| \d)"
    r"|(?:Retrieved (?:from|on)|Available (?:at|from|online)|Acesso em|Disponível em|Disponible en|Consultado|Recuperado (?:de|el)"
    r"|Verfügbar unter|Abgerufen|Zugriff|Letzter Zugriff|Consulté le|Disponible sur|Consultato|Disponibile|Last accessed|Accessed)\b"
    rf"|(?:{WORD}\s){{1,2}}University Press\b[^\d(]{{0,3}}(?:[.,;(]|$)"
    r"|(?:Unpublished|(?:Discussion|Working|Occasional|Conference) [Pp]aper|Paper presented|Poster presented|(?:Ph\.?\s?D\.?|Doctoral|Master[’']s) (?:thesis|[Dd]issertation)"
    r"|Dissertation|Tese de|Tesis (?:de|doctoral)|Dissertação)\b"
)
ADDRESS = re.compile(r"[<(]?(?:(?:DOI|doi|URL):?\s?)?(?:https?://|www\.|10\.\d{4,9}/)\S+")
"""Where a work is read, on a line of its own."""

BEGINS_LOW = re.compile(
    rf"(?=[a-z]){PARTICLE}(?<=[\s’'-]){WORD}(?:[\s-]{WORD}){{0,2}}(?:,\s{GIVEN}|\s[A-ZÀ-Þ]{{1,3}}[,.\s])|(?:\w{{2,20}}\s)?\((?:{YEAR}[a-z]?|{UNDATED})\)[.:]?\s[^\W\d_a-z]"
)
ENDED = re.compile(
    r"(?:[.!?]|[.!?][”\"»’)\]]|\d|[)\]>]|/)\s*\Z|https?://\S+(?:[-/_.=]\s\S+)?\s*\Z|www\.\S+\s*\Z|10\.\d{4,}/\S+\s*\Z"
)
OPEN_END = re.compile(
    r"(?:[,:;&–(-]|\b(?:and|und|y|et|of|the|in|In|der|die|de|for|on|a|to|&|pp?\.|vol\.|no\.|eds?\.|[A-Z]\.))\s*\Z"
)
DATED = re.compile(r"(?:1[5-9]|20)\d\d|[sn]\.\s?[df]\.|forthcoming|in press|o\.\s?J\.")
"""Dates, or what stands in their place."""

BULLET = re.compile(r"(?:[-*+•·▪●◦‣►■□◆➢➤✓–—]\s|>\s|[\uf0a7\uf0b7\uf0d8])\s*")

SET_YEAR = re.compile(rf"[(\[]{YEAR}[a-z]?[)\]]|[.,;:]\s{YEAR}[a-z]?(?:[.,;:]|$)|{YEAR}[a-z]?;\s?\d")
PLACE_IN_PRINT = re.compile(
    r"\b(?:pp?|S|págs?|Seiten|ff|pag|p[ág]{2})\.?\s?\d{1,4}|\b\d{1,4}\s?[–—‑-]{1,2}\s?\d{1,4}\b|\b\d{1,4}\s?\(\s?\d{1,3}(?:[–/-]\d{1,3})?\s?\)|\b(?:[Vv]ol|[Nn]o|[Nn]r|[Bb]d|Jg|H|[Nn]úm|n[.º°]|[Ii]ssue|Heft)\b\.?\s?\d"
)
HOME = re.compile(
    r"https?:|www\.|\bdoi\b|10\.\d{4,}/|\b(?:Press|Verlag|Verl|Edit(?:ora|orial|ions|rice)|Éditions|Edizioni|Ediciones|Publish(?:ers|ing)|Books|Presses|Universit(?:y|ät|é|à)"
    r"|Universi(?:dad|dade)|Journal|Review|Revista|Revue|Rivista|Zeitschrift|Quarterly|Papers?|Report|diss\.|Dissertation|thesis|Tese|Tesis)\b|[A-ZÀ-Þ][\w.-]{2,20}(?:[,/ -]{1,3}[A-ZÀ-Þ][\w.-]{1,20}){0,2}\s?:\s[A-ZÀ-Þ]"
)
EDITED = re.compile(
    r"\b(?:[Ii]n|[Ee]n|[Dd]ans|[Ee]m)\s?:\s|\((?:eds?|[Hh]rsg|[Hh]gg?|coords?|orgs?|dir|comp|a cura di)\b|\b(?:[Ee]ds?|[Hh]rsg|[Hh]g|[Oo]rgs?|[Cc]oords?)\."
)
QUOTED = re.compile(r"[“\"„«‘][^\W\d_][^”\"“»’]{8,200}[.,]?[”\"“»’][.,]?")
AUXILIARY = frozenset({
    "is", "are", "was", "were", "has", "have", "had", "been", "will", "would", "could", "should", "does", "did", "not",
    "this", "these", "that", "which", "their", "its", "we", "they", "he", "she", "es", "son", "fue", "fueron", "ha", "han",
    "había", "está", "están", "pero", "sus", "ist", "sind", "war", "waren", "wird", "werden", "wurde", "wurden", "hat",
    "haben", "nicht", "sich", "dass", "sie", "est", "sont", "était", "étaient", "ont", "été", "sera", "qui", "que", "ces",
    "leur", "é", "são", "foi", "foram", "têm", "não", "sua", "suas", "seu", "seus", "è", "sono", "hanno", "sarà", "erano",
    "che", "questo", "loro",
})  # fmt: skip
"""Words of sentences, hardly of entries."""

LEADING = frozenset({
    "according", "following", "unlike", "like", "según", "siguiendo", "como", "segundo", "conforme", "selon", "comme", "nach", "laut",
    "wie", "secondo", "come",
})  # fmt: skip
"""Words that lead to a name in a sentence, and stand before none in an entry."""

MEASURED = re.compile(
    r"(?<![\w./:-])\d{1,3}\.(?!\d{3}(?!\d))\d{1,5}(?![\w/:-]|\.\d)|\d\s?(?:[MG]?Hz|[mµμ]?mol|[mµμ]?[Lg]|ppm|[kcnmµμ]m|°\s?C|%)(?!\w)"
)
"""A measured value: "7.31", "400 MHz"."""

WORDS = re.compile(r"[^\W\d_]+")
CITED = re.compile(
    rf"[(;]\s?(?:see |cf\. )?{WORD}[^()]{{0,60}}?,?\s{YEAR}[a-z]?(?:[:,;][^()]{{0,40}})?\)|\b{WORD}\s\({YEAR}[a-z]?(?:[:,][^()]{{0,30}})?\)(?:,(?!\s(?:in|en|em|dans)\b))?\s[a-zà-ÿ]"
    rf"|\((?:[^()“”\"«»]{{0,60}}[^()“”\"«»:],\s)?[“\"«„][^\W\d_]"
)
"""How sentences cite: (Okafor, 2018); Okafor (2018) has; (Okafor, “Ports”, 31)."""

MEASURE = 260  # characters of an entry, about
SAMPLE = 2400  # characters that are looked at
SHORT = 60  # characters: a shorter line may be anything
SOME_CAPITALS = 0.5  # share of words with a capital, where the script has none


def looks_like_start(text: str) -> float:
    """Return how much a line looks like the first of an entry: from -3 (continues one) to 2.5.

    >>> looks_like_start("Okafor, A. (2018) Ports under") > 2, looks_like_start("Pressure. Lagos: HP.") < 1
    (True, True)
    """
    if DASHES.match(text):
        return 2.5
    if BEGINS_LOW.match(text):
        return 1.5 if text[0] != "(" else 0.0
    if CONTINUES.match(text):
        return -3.0
    score = 0.0
    if INVERTED.match(text) or VANCOUVER.match(text) or SLASHED.match(text):
        score = 1.5
    elif STRAIGHT.match(text):
        score = 0.7
    if YEAR_NEAR.match(text):
        score += 0.7
    if QUOTE_NEXT.match(text):
        score += 1.3 if score < 1 else 0.6
    elif QUOTE_NEAR.match(text):
        score += 0.4
    return min(score, 2.5)


def has_author(text: str) -> bool:
    """Tell whether ``text`` begins with the name of an author as entries print it, whatever follows.

    >>> has_author("Keohane, R. O. and"), has_author("OECD (2010) Ports"), has_author("Journal of Ports, 12(3)")
    (True, True, False)
    """
    return any(pattern.match(text) for pattern in (INVERTED, VANCOUVER, NAME_YEAR, DASHES))


def likeness(text: str) -> float:
    """Return how much a stretch of text looks like an entry, or several: above 0 it does, below it reads like prose.

    >>> likeness("Okafor, Ada. Ports under Pressure. Lagos: Harbour Press, 2018.") > 3
    True
    >>> likeness("The ports were the first to feel it, as Okafor (2018) has shown, and the last to say so.") < -3
    True
    """
    return _likeness(text[:SAMPLE])


@lru_cache(maxsize=1 << 11)
def _likeness(sample: str) -> float:
    """Return how much the beginning of a stretch looks like an entry; lists are looked for twice, with headings and without."""
    bare = unmarked(" ".join(sample.split()))
    words = WORDS.findall(bare)
    if not words:
        return -1.0
    measure = max(len(bare) / MEASURE, 1.0)
    is_led = words[0].lower() in LEADING
    begins = None if is_led else INVERTED.match(bare) or VANCOUVER.match(bare) or SLASHED.match(bare)
    capitals = sum(word[0].isupper() for word in words) / len(words) if bare.upper() != bare.lower() else SOME_CAPITALS
    return (
        -4.5
        + 2.4 * (begins is not None)
        + 2.4 * (STRAIGHT.match(bare) is not None)
        + 4.4 * (DASHES.match(bare) is not None)
        + 0.3 * (NAMED_YEAR.match(bare) is not None)
        + 2.7 * (DATED.search(bare) is not None)
        + 1.0 * _share(SET_YEAR, bare, measure)
        + 1.8 * _share(PLACE_IN_PRINT, bare, measure)
        + 0.7 * _share(HOME, bare, measure)
        + 0.7 * _share(EDITED, bare, measure)
        + 1.2 * _share(QUOTED, bare, measure)
        - 1.8 * min(len(CITED.findall(bare)) / measure, 2.0)
        - 3.9 * sum(map(is_function_word, words)) / len(words)
        - 1.1 * min(sum(word.lower() in AUXILIARY for word in words) / measure, 5.0)
        + 4.4 * capitals
        - 1.1 * (bare[0].islower() or is_led or is_function_word(words[0]))
        - 0.8 * (len(bare) < SHORT)
        + 0.7 * min(bare.count(",") / max(len(bare) / 50, 1.0), 2.0)
        - 1.5 * min(max(len(MEASURED.findall(bare)) / measure - 1.0, 0.0), 4.0)
    )


def _share(pattern: re.Pattern[str], text: str, measure: float) -> float:
    return min(len(pattern.findall(text)) / measure, 1.0)


def unmarked(text: str) -> str:
    """Return ``text`` without the bullet or number in front of it.

    >>> unmarked("- Okafor, A."), unmarked("[12] Okafor, A."), unmarked("1984: Okafor, A.")
    ('Okafor, A.', 'Okafor, A.', '1984: Okafor, A.')
    """
    bullet = BULLET.match(text)
    start = bullet.end() if bullet else 0
    number = NUMBERED.match(text, start)
    return text[number.end() if number and not DATED.match(text, start) else start :]


def number_of(text: str) -> int | None:
    """Return the number in front of an entry.

    >>> number_of("[12] Okafor, A."), number_of("3. Okafor, A."), number_of("Okafor, A.")
    (12, 3, None)
    """
    match = NUMBERED.match(text)
    return int(match["boxed"] or match["round"] or match["plain"]) if match else None

"""What notes are made of: names, titles in quotation marks, imprints, dates, addresses, and the words around works."""

from __future__ import annotations

import re
from functools import cache

from extract.data_tables import read_table
from extract.references.marks import PARTICLE

YEAR = r"(?:1[5-9]|20)\d\d(?:[a-z](?![a-z]))?(?:\s?[/–-]\s?(?:(?:1[5-9]|20)\d\d|\d\d)(?!\d))?"
UNDATED = r"(?:forthcoming|in\spress|n\.\s?d\.|o\.\s?J\.|s\.\s?[da]\.|s\.\s?f\.|im\sErscheinen|im\sDruck)"
DATED = rf"(?:{YEAR}|{UNDATED})"
PAGE = r"(?:[A-Za-z]?\d{1,8}|[ivxlc]{1,8})"
PAGES = rf"{PAGE}(?:\s?[-–—‑]{{1,2}}\s?{PAGE})?(?:\s?ff?\b\.?)?"
PAGE_WORD = r"(?:pp?\.|pgs?\.|pages?|S\.|Seiten?|Sp\.|p[áa]gs?\.|p[áa]ginas?)"

LABEL = re.compile(
    r"\s{0,4}(?:\^\{[^}]{1,5}\}|\[\^?\d{1,3}\]:?|[¹²³⁰⁴-⁹]{1,3}|\d{1,3}[.)](?=\s)|\d{1,3}(?=\s(?!\w{3,9}\.?\s(?:1[5-9]|20)\d\d))|[*†‡]{1,3})\s{0,4}"
)
"""The number of a note."""

QUOTED = re.compile(
    r"""“[^“”]{1,400}”|„[^„“”]{1,400}[“”]|«[^«»]{1,400}»|»[^«»]{1,400}«|"(?=\S)[^"]{1,400}"
    | (?<![\w’'])[‘‚][^‘\n]{1,300}?(?:[,.?!]’|’(?=[,.;:)\]]|\s[(A-Zi]|\s{0,3}\Z))
    | (?<![\w’'])'(?=[^\s'])(?:[^'\n]|(?<=\w)'(?=\w)){1,300}?'(?=[,.;:)\]]|\s[(A-Zi]|\s{0,3}\Z)""",
    re.VERBOSE,
)
SEPARATOR = re.compile(
    r"(?P<semicolon>;)\s{1,4}|(?P<stop>[.?!][”\"’»)\]]?)\s{1,4}(?=[\"“„«‘'(\[]?[^\W\d_a-zß-öø-ÿ]|https?:|www\.)"
)
WORD_BEFORE = re.compile(r"[\w’]{1,20}\Z")

CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_OPENER = r"(?!(?:In|For|As|On|At|From|By|To|With|The|This|That|These|Those|It|He|She|They|We|And|But|See|Also|When|While|Although|However|Im|Zu|Zur|Zum|Für|Auf|Nach|Es|Er|Sie|Wie|En|Para|Por|Los|Las|Les|Dans|Pour|Die|Der|Das|Ein|Eine)\s)"
_TOKEN = rf"(?>(?:{CAPITAL}\.[\s-]?){{1,4}}(?=\S)|{CAPITAL}{{1,3}}[\w’'‐-]{{0,25}}+|{PARTICLE}(?=\s))"
_PERSON = rf"{_TOKEN}(?:(?<=[.\s-])|\s){_TOKEN}(?:(?:(?<=[.\s-])|\s){_TOKEN}){{0,3}}+"
_SAME = r"(?:[Dd]ers\.|[Dd]ies\.|[Ii]dem|[Ii]d\.|[Ee]adem|[—–_-]{2,6}|—)"
_ROLE = r"(?:,?\s?[(\[]?(?:eds?|Hrsg|Hgg?|hg|comps?|coords?|orgs?|dirs?|éds?|trans|a\scura\sdi)\b\.?[)\]]?)"
PEOPLE = re.compile(
    rf"{_OPENER}(?:{_PERSON}|{_SAME})(?:(?:\s(?:and|und|sowie|y|e|et|with|&)\s|\s?[/;]\s?){_PERSON}){{0,6}}(?:,?\s(?:et\sal\.|u\.\s?a\.|and\sothers))?{_ROLE}?(?:,|:|\.(?=\s[“\"„‘«]))\s"
)
"""Names at the head of a description, or the first of them: "Robert O. Keohane and Joseph Nye, ", "Karl Mayer/Walter Müller (Hrsg.), "."""

NAMES = re.compile(rf"(?:{_TOKEN}[,.]?\s?|(?:and|und|sowie|y|et|with|&)\s|/|et\sal\.,?\s|\(?eds?\.\)?,?\s){{2,30}}+")
"""Names and nothing else."""

INVERTED = re.compile(rf"(?:{PARTICLE}\s)?{CAPITAL}[\w’'‐-]{{1,25}}+(?:[\s-]{CAPITAL}[\w’'‐-]{{1,25}}+)?,\s{_TOKEN}")
INVERTED_HEAD = re.compile(
    rf"{INVERTED.pattern}(?:\s{_TOKEN}){{0,2}}+(?:\s?/\s?{_PERSON}|\s?/\s?{INVERTED.pattern}){{0,4}}{_ROLE}?[:.]\s"
)
"""The same with the family name first: "Müller, Harald: "."""

AUTHOR_DATE = re.compile(
    rf"(?P<names>(?>[^\W\d_][\w’'&./-]{{0,60}}[,;]?\s(?:[&/–-]\s)?){{1,16}}+(?:\([^()]{{2,40}}\)\s)?|[—–_-]{{2,6}}\s)(?:[(\[]{DATED}[)\]]|{DATED}(?=:))\s?[:.,]\s(?=[\"“„«‘'¿]?{CAPITAL})"
)
"""Names and year at the head: "Meier, Hans (2003): ", "OECD/DAC (2006). "."""

FAMILY_HEAD = re.compile(rf"{CAPITAL}[\w’'‐-]{{1,25}}+(?:\s(?:and|und|et|y|&)\s{CAPITAL}[\w’'‐-]{{1,25}}+)?,\s(?=[“\"„‘«])")
"""Family names alone, before a title in quotation marks."""

UNDATED_AT = re.compile(UNDATED)
BARE_DATE = re.compile(
    rf"(?:[^\W\d_]{{3,10}}\.?(?:[-–/][^\W\d_]{{3,10}})?,?\s(?:\d{{1,2}},\s)?|\d{{1,2}}\.?\s[^\W\d_]{{3,10}}\s)?{DATED}"
)
IMPRINT = re.compile(rf"[^()]{{2,120}}[,\s]\s?{DATED}")
REPRINT = re.compile(rf"{YEAR}[,;:]\s[^()]{{2,100}}{YEAR}")
FULL_IMPRINT = re.compile(
    rf"[^():]{{2,90}}:\s?[^():]{{2,90}},?\s{DATED}|[^()]{{0,80}}\b(?:Press|Verlag|Publishers?|Publishing|Books|University|Universität|Institute?|diss\.?|dissertation|thesis)\b[^()]{{0,50}},\s{DATED}"
)
"""An imprint that cannot be a citation by author and year: "Lagos: Harbour Press, 2018", "Harbour Press, 2018"."""

PLAIN_HOME = re.compile(
    r"[,:.]\s{1,2}(?:(?:[^\W_a-zß-öø-ÿ][\w’'.&-]{0,30}+|a\.\s?M\.)(?:\s?[/–-]\s?|,?\s)(?:(?:and|und|of|the|am|an\sder|y|de|der)\s)?){1,6}\Z"
)
"""What stands before a year without brackets: ", Göttingen ", ": Harbour Press, ", ", Nr. "."""

YEAR_AT = re.compile(
    rf"(?<![\w./–-])(?:\d{{1,3}}(?:[-–]\d{{1,3}})?\s?/\s?|\d{{1,2}}\.\s?\d{{1,2}}\.\s?)?{YEAR}(?![\w–-])|(?<!\w){UNDATED}(?!\w)"
)
URL = re.compile(r"<?(?:https?://|www\.)[^\s<>\"”“»]{3,300}>?|\bdoi:\s?10\.\S{3,100}")
URL_EDGES = re.compile(r"<?(?P<address>[^<>]*[^<>.,;:!?)\]\s])")
LOWER_BEFORE = re.compile(r"\b(?P<word>[a-zß-öø-ÿ][\w’'-]{0,30})\s\Z")
IN_HOME = re.compile(r"[,.?!”\"’»]\s(?:in|In|en|En|dans|em)(?::\s|\s(?=[^\W\d_a-z“„\"]))")
ISSUE = re.compile(r"\b(?:Nr|No|Heft|H|Vol|Bd|Jg)\.?\s?\d|\d\s?\(|\d\s?/\s?\Z", re.IGNORECASE)
CUE = re.compile(
    r"(?:(?P<strong>\b(?:see|also|cf\.|e\.g\.,?|vgl\.|siehe|voir|véase|ver|auch|etwa)|[:—])|\b(?:in|by|of|from|and|von|bei|und))\s{1,2}",
    re.IGNORECASE,
)
CAPITAL_AT = re.compile(rf"(?<![\w.’'-]){CAPITAL}")
TITLE_WORD = re.compile(r"[^\W\d_][\w’'-]*+")
CONTINUED = re.compile(
    r"(?:Available|Retrieved|Accessed|Zugriff|Abgerufen|Verfügbar|Online|Disponible|Disponível|Consultado|URL|https?:|www\.|doi|DOI|Vol\.|No\.|Nr\.|Bd\.|Series|pp?\.\s?\d|S\.\s?\d)"
)


@cache
def read_note_words(name: str) -> frozenset[str]:
    """Return one class of the words that stand in notes.

    >>> "see also" in read_note_words("lead")
    True
    """
    table = read_table("note_words")
    return frozenset(table[name]["words"])

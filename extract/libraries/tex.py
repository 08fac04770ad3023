r"""TeX in the fields of BibTeX: what it prints, with the place of each character, and the way back.

>>> printed("P{\\'e}rez \\& S{\\~a}o Tom\\'e --- {NATO}")
'Pérez & São Tomé — NATO'
>>> print(written("Pérez & Söhne: 50% of {NATO}"))
Pérez \& Söhne: 50\% of \textbraceleft{}NATO\textbraceright{}
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from extract.data_tables import read_table
from extract.mapped_text import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TABLES = read_table("tex")
ACCENTS: Mapping[str, str] = _TABLES["accents"]
CHARACTERS: Mapping[str, str] = _TABLES["characters"]
DROPPED: Mapping[str, int] = _TABLES["dropped"]
STYLES: Mapping[str, str] = _TABLES["styles"]
SWITCHES: Mapping[str, str] = _TABLES["switches"]
SYMBOLS: Mapping[str, str] = _TABLES["symbols"]

LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "?`": "¿", "!`": "¡"}
LONGEST_ACCENTED = 40
"""Characters of the argument of an accent."""

LONGEST_FORMULA = 300
TOKEN = re.compile(
    r"""
    \\(?: (?P<word> [A-Za-z]{1,40} ) \*? | (?P<character> [^A-Za-z] ) )
    | (?P<brace> [{}] )
    | (?P<ligature> ---? | `` | '' | [?!]` )
    | (?P<tie> ~ )
    | (?P<space> [^\S ]\s*+ | [ ]\s++ )
    | (?P<formula> \$ )
    """,
    re.VERBOSE,
)
BLANK = re.compile(r"[ \t\r\n]{0,20}")
AFTER_SYMBOL = re.compile(r"\{\}|[ \t\r\n]{1,20}(?!\s)|(?=\W|\d|_|\Z)")
ACCENTED = re.compile(
    r"""
    [ \t\r\n]{0,5}
    (?: (?P<open> \{ ) \s{0,5} )?
    (?: \\(?P<command> [A-Za-z]{1,3} ) (?: \s{1,5} | \{\} )? | (?P<letter> [^\\{}$] ) )
    (?(open) (?P<rest> [^{}\\$]{0,40} ) \} )
    """,
    re.VERBOSE,
)
TAG = {"i": "<i>", "b": "<b>", "sup": "<sup>", "sub": "<sub>", "sc": '<span style="font-variant:small-caps;">', "q": "“"}
END_TAG = {"i": "</i>", "b": "</b>", "sup": "</sup>", "sub": "</sub>", "sc": "</span>", "q": "”"}
PRINTED_ALWAYS = frozenset({"q"})
SCRIPTS = {"_": "sub", "^": "sup"}
DOTLESS = {"ı": "i", "ȷ": "j"}
"""Letters that get their dot back, to lose it to the accent."""


def printed(tex: str, *, tags: bool = True) -> str:
    r"""Return what ``tex`` prints; ``tags`` sets italics and the like apart as CSL-JSON does.

    >>> printed("The \\emph{Origin} of {\\bf Ports}"), printed("The \\emph{Origin}", tags=False)
    ('The <i>Origin</i> of <b>Ports</b>', 'The Origin')
    """
    return applied(tex, changes(tex, tags=tags)).strip()


def applied(text: str, made: list[Change]) -> str:
    """Return ``text`` with the changes made."""
    if not made:
        return text
    parts = []
    at = 0
    for change in made:
        parts += [text[at : change.start], change.replacement]
        at = change.end
    return "".join([*parts, text[at:]])


def changes(tex: str, *, tags: bool = True) -> list[Change]:
    """Return the changes that make of ``tex`` what it prints, in order."""
    return list(_changes(tex, tags=tags)) if TOKEN.search(tex) else []


def _changes(tex: str, *, tags: bool) -> Iterator[Change]:
    closing: list[str] = []
    at = 0
    while found := TOKEN.search(tex, at):
        start, at = found.span()
        kind = found.lastgroup
        if kind == "brace":
            if found["brace"] == "{":
                closing.append("")
                yield Change(start, at, "")
            else:
                yield Change(start, at, closing.pop() if closing else "")
        elif kind == "ligature":
            yield Change(start, at, LIGATURES[found["ligature"]])
        elif kind == "tie":
            yield Change(start, at, "\u00a0")
        elif kind == "space":
            yield Change(start, at, " ")
        elif kind == "formula":
            at = _after_formula(tex, start)
            yield from _formula(tex, start, at, tags=tags)
        else:
            for change in _command(tex, found, closing, tags=tags):
                at = max(at, change.end)
                yield change


def _command(tex: str, found: re.Match[str], closing: list[str], *, tags: bool) -> Iterator[Change]:
    """Yield the changes of one command; what its group closes with goes on ``closing``."""
    start, at = found.span()
    name = found["word"] or found["character"]
    opens = tex.startswith("{", at)
    if name in ACCENTS:
        yield _accent(tex, found)
    elif found["character"]:
        if name in CHARACTERS:
            yield Change(start, at, CHARACTERS[name])
    elif name in SYMBOLS:
        after = AFTER_SYMBOL.match(tex, at)
        yield Change(start, after.end() if after else at, SYMBOLS[name])
    elif name in SWITCHES:
        yield _switch(tex, found, closing, tags=tags)
    elif name in DROPPED:
        for _ in range(DROPPED[name]):
            at = _after_group(tex, at)
        yield Change(start, at, "")
    elif opens:  # a command that we do not know prints its argument, as most do
        style = STYLES.get(name, "")
        closing.append(_tag(END_TAG, style, tags=tags))
        yield Change(start, at + 1, _tag(TAG, style, tags=tags))


def _accent(tex: str, found: re.Match[str]) -> Change:
    r"""Return the letter with its accent; an accent on nothing is itself (``\~{}``) or nothing."""
    start, at = found.span()
    name = found["word"] or found["character"]
    letter = ACCENTED.match(tex, at)
    if letter and not (found["word"] and tex[at : at + 1].isalpha()):
        base = SYMBOLS.get(letter["command"], "") if letter["command"] else letter["letter"]
        base = DOTLESS.get(base, base)
        if base:
            return Change(start, letter.end(), normalize("NFC", base + ACCENTS[name]) + (letter["rest"] or ""))
    return Change(start, tex.startswith("{}", at) * 2 + at, name if name in "~^" else "")


def _switch(tex: str, found: re.Match[str], closing: list[str], *, tags: bool) -> Change:
    r"""Return what a switch such as ``\it`` begins; it holds to the end of a group that it stands first in."""
    start, at = found.span()
    blank = BLANK.match(tex, at)
    is_first = bool(closing) and tex[max(start - 1, 0)] == "{"
    style = SWITCHES[found["word"]] if is_first else ""
    if is_first:
        closing[-1] = _tag(END_TAG, style, tags=tags)
    return Change(start, blank.end() if blank else at, _tag(TAG, style, tags=tags))


def _tag(table: Mapping[str, str], style: str, *, tags: bool) -> str:
    return table[style] if style and (tags or style in PRINTED_ALWAYS) else ""


def _after_group(tex: str, at: int) -> int:
    """Return where the group in braces at ``at`` ends."""
    if not tex.startswith("{", at):
        return at
    depth = 0
    for brace in re.finditer(r"\\.|[{}]", tex[at:]):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return at + brace.end()
    return len(tex)


def _after_formula(tex: str, start: int) -> int:
    end = tex.find("$", start + 1, start + LONGEST_FORMULA)
    return end + 1 if end > 0 else start + 1


def _formula(tex: str, start: int, end: int, *, tags: bool) -> Iterator[Change]:
    r"""Yield the changes of a formula if it is a few signs, such as ``$\alpha$`` or ``$^{th}$``; others stay as they are."""
    inside = tex[start + 1 : end - 1]
    if end - start <= 2:
        return
    script = re.fullmatch(r"([_^])(?:\{([^{}\\$]{1,20})\}|([^{}\\$]))", inside)
    if script:
        style = SCRIPTS[script[1]]
        yield Change(start, end, _tag(TAG, style, tags=tags) + (script[2] or script[3]) + _tag(END_TAG, style, tags=tags))
        return
    signs = re.fullmatch(r"(?:\s|[-\d,.+=()<>/]|\\[A-Za-z]{2,20})+", inside)
    names = re.findall(r"\\([A-Za-z]+)", inside)
    if signs and all(name in SYMBOLS for name in names):
        yield Change(start, end, re.sub(r"\\([A-Za-z]+)\s?", lambda found: SYMBOLS[found[1]], inside))


ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\u00a0": "~",
    "\u2009": r"\,",
    **{char: f"\\{char}" for char in "&%$#_"},
}
SPECIAL = re.compile(r"[\\{}~^\u00a0\u2009&%$#_]|-(?=-)|`(?=`)|'(?=')|[?!](?=`)")
WRITTEN_TAGS = {"i": "emph", "b": "textbf", "sup": "textsuperscript", "sub": "textsubscript", "sc": "textsc", "span": "textsc"}
MARKUP = re.compile(r'<(?P<end>/?)(?P<name>i|b|sup|sub|sc|span)(?: style="font-variant:\s?small-caps;")?>')
WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
NEW_START = re.compile(r"[.:?!“\"(]\s*\Z")


def written(text: str, *, title: bool = False) -> str:
    r"""Return ``text`` as TeX; in a title, words are put in braces whose capitals a style must not take away.

    >>> written("Ports of the <i>Aegean</i> under NATO's power", title=True)
    "Ports of the \\emph{{Aegean}} under {NATO's} power"
    """
    parts: list[str] = []
    at = 0
    guarded = _guarded(text) if title else frozenset()
    for found in MARKUP.finditer(text) if _is_nested(text) else ():
        parts += [_escaped(text, at, found.start(), guarded), "}" if found["end"] else f"\\{WRITTEN_TAGS[found['name']]}{{"]
        at = found.end()
    return "".join([*parts, _escaped(text, at, len(text), guarded)])


FORMULA = re.compile(r"(?<!\\)\$[^$]{1,300}\$")
GROUP = re.compile(r"(?<![\\\w}\]^])\{([^{}\\]{1,300})\}")
"""Words in braces that are no argument of a command."""


def is_kept(tex: str, *, title: bool = False) -> bool:
    r"""Tell whether ``tex`` says more than what it prints can give back: formulas, and in titles the words that are put in braces.

    >>> is_kept("Ports of {NATO}", title=True), is_kept("The {Harbour} Books", title=True), is_kept("of $x^2$ ports")
    (False, True, True)
    """
    text = printed(tex)
    if FORMULA.search(tex) and "$" in text:
        return True
    return title and GROUP.findall(tex) != GROUP.findall(written(text, title=True))


def _escaped(text: str, start: int, end: int, guarded: frozenset[int]) -> str:
    parts = []
    at = start
    for word in WORD.finditer(text, start, end) if guarded else ():
        if word.start() in guarded:
            parts += [_plainly(text[at : word.start()]), "{", _plainly(word[0]), "}"]
            at = word.end()
    return "".join([*parts, _plainly(text[at:end])])


def _plainly(text: str) -> str:
    return SPECIAL.sub(lambda found: ESCAPES.get(found[0], found[0] + "{}"), text)


def _guarded(text: str) -> frozenset[int]:
    """Return where the words of a title begin whose capitals matter: all but first letters in a title of capitals."""
    words = list(WORD.finditer(MARKUP.sub(lambda found: " " * len(found[0]), text)))
    lower = sum(word[0][0].islower() for word in words if len(word[0]) > 3)
    is_sentence = lower > sum(word[0].istitle() for word in words[1:] if len(word[0]) > 3)
    return frozenset(
        word.start()
        for at, word in enumerate(words)
        if any(char.isupper() for char in word[0][1:])
        or (is_sentence and at and word[0][0].isupper() and not NEW_START.search(text, max(word.start() - 3, 0), word.start()))
    )


def _is_nested(text: str) -> bool:
    """Tell whether each tag in ``text`` is closed, the inner before the outer."""
    stack = []
    for found in MARKUP.finditer(text):
        if not found["end"]:
            if (found["name"] == "span") != ("style" in found[0]):
                return False
            stack.append(found["name"])
        elif "style" in found[0] or not stack or stack.pop() != found["name"]:
            return False
    return not stack


VERBATIM = re.compile(r"\\([&%$#_{}])|\\textasciitilde\{\}|\\~\{\}|\\url\{|[{}]|\s+")


def address(tex: str) -> str:
    r"""Return a web address, DOI or the like, which TeX takes as it is, with what files escape in it all the same.

    >>> address("https://a.org/x\\_y\\%20z"), address("\\url{https://a.org}")
    ('https://a.org/x_y%20z', 'https://a.org')
    """
    return applied(tex, address_changes(tex))


def address_changes(tex: str) -> list[Change]:
    """Return the changes that make an address of what TeX takes for one."""
    return [
        Change(found.start(), found.end(), found[1] or ("~" if "~" in found[0] or "tilde" in found[0] else ""))
        for found in VERBATIM.finditer(tex)
    ]

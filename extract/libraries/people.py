r"""Names as BibTeX, BibLaTeX and RIS write them.

A function that reads says where each name stands in the text it was given.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from extract.libraries.tex import printed, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extract.libraries.crosswalk import Dialect
    from extract.models import Span

BRACE = re.compile(r"\\.|[{}]|(?<=[\s}])and(?=[\s{])|[,\s~]", re.IGNORECASE | re.DOTALL)
OTHERS = "others"
PART = re.compile(r"\s*(?P<name>family|given|prefix|suffix|useprefix)(?:-i)?\s*=\s*(?P<value>.*)", re.DOTALL | re.IGNORECASE)
SPECIAL = re.compile(r"\{\s*\\(?:[A-Za-z]+|.)\s*\{?")
OF_BODIES = frozenset({"of", "for", "on", "and", "the", "in", "für", "und", "pour", "para", "per"})
"""Small words in the names of bodies that stand in no name of a person; "de" and "von" do."""


def split_names(tex: str) -> list[Span]:
    """Return where each name of a list stands: "and" outside of braces parts them.

    >>> [(("Okafor, Ada and {Trade and Industry Board}")[a:b]) for a, b in split_names("Okafor, Ada and {Trade and Industry Board}")]
    ['Okafor, Ada', '{Trade and Industry Board}']
    """
    return [span for span in _stripped(tex, _split(tex, 0, len(tex), "and")) if span[0] < span[1]]


def _split(tex: str, start: int, end: int, at: str) -> Iterator[Span]:
    """Yield the parts of ``tex[start:end]`` between ``at`` outside of braces: "and", a comma, or white space."""
    depth = 0
    begin = start
    for found in BRACE.finditer(tex, start, end):
        mark = found[0].lower()
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
        elif depth == 0 and (mark == at or (at == " " and (mark.isspace() or mark == "~"))):
            yield begin, found.start()
            begin = found.end()
    yield begin, end


def _stripped(tex: str, spans: Iterator[Span]) -> Iterator[Span]:
    for start, end in spans:
        inside = tex[start:end]
        left = start + len(inside) - len(inside.lstrip())
        yield left, max(left, start + len(inside.rstrip()))


def parse_name(tex: str, start: int = 0, end: int | None = None) -> dict[str, Any]:
    r"""Return the name at ``tex[start:end]``, by the rules of BibTeX; empty for "others".

    >>> parse_name("van Bergeijk, Peter"), parse_name("Charles de {Gaulle}")
    ({'non-dropping-particle': 'van', 'family': 'Bergeijk', 'given': 'Peter'}, {'non-dropping-particle': 'de', 'family': 'Gaulle', 'given': 'Charles'})
    >>> parse_name("King, Jr., Martin Luther"), parse_name("{World Bank}"), parse_name("family=Stein, prefix=vom, useprefix=false")
    ({'family': 'King', 'given': 'Martin Luther', 'suffix': 'Jr.'}, {'literal': 'World Bank'}, {'dropping-particle': 'vom', 'family': 'Stein'})
    """
    end = len(tex) if end is None else end
    if tex[start:end].lower() == OTHERS:
        return {}
    if _is_group(tex, start, end):
        return {"literal": printed(tex[start:end])}
    parts = list(_stripped(tex, _split(tex, start, end, ",")))
    extended = [PART.fullmatch(tex, *part) for part in parts]
    if all(extended):
        return _extended({match["name"].lower(): match["value"] for match in extended if match})
    words = [[span for span in _split(tex, *part, " ") if span[0] < span[1]] for part in parts]
    if len(parts) == 1:
        return _spoken(tex, words[0])
    von = next((i + 1 for i in range(len(words[0]) - 2, -1, -1) if _is_lower(tex, words[0][i])), 0)
    suffix, given = ([], words[1]) if len(parts) == 2 else (words[1], [span for part in words[2:] for span in part])
    return _named(tex, words[0][:von], words[0][von:], given, suffix)


def _spoken(tex: str, words: Sequence[Span]) -> dict[str, Any]:
    """Return a name in the order of speech: given names, particles from the first small word on, family name."""
    lower = [i for i, word in enumerate(words[:-1]) if _is_lower(tex, word)]
    if any(tex[slice(*words[i])].lower() in OF_BODIES for i in lower):
        return {"literal": printed(tex[words[0][0] : words[-1][1]])}
    first = lower[0] if lower else len(words) - 1
    last = lower[-1] + 1 if lower else first
    return _named(tex, words[first:last], words[last:], words[:first], [])


def _named(
    tex: str, von: Sequence[Span], family: Sequence[Span], given: Sequence[Span], suffix: Sequence[Span]
) -> dict[str, Any]:
    parts = {"non-dropping-particle": von, "family": family, "given": given, "suffix": suffix}
    found = {name: printed(tex[spans[0][0] : spans[-1][1]]).replace("\u00a0", " ") for name, spans in parts.items() if spans}
    return {name: text for name, text in found.items() if text}


def _extended(parts: Mapping[str, str]) -> dict[str, Any]:
    """Return a name of BibLaTeX's extended format."""
    is_dropped = parts.get("useprefix", "").strip(' {}"').lower() == "false"
    names = {
        "dropping-particle" if is_dropped else "non-dropping-particle": "prefix",
        "family": "family",
        "given": "given",
        "suffix": "suffix",
    }
    found = {ours: printed(parts[theirs].strip().strip('"')) for ours, theirs in names.items() if theirs in parts}
    return {name: text for name, text in found.items() if text}


def _is_group(tex: str, start: int, end: int) -> bool:
    """Tell whether one pair of braces holds all of ``tex[start:end]``."""
    if tex[start : start + 1] != "{" or tex[end - 1 : end] != "}":
        return False
    depth = 0
    for found in BRACE.finditer(tex, start, end):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0:
            return found.end() == end
    return False


def _is_lower(tex: str, span: Span) -> bool:
    """Tell whether a word begins with a small letter; one in braces does not."""
    word = tex[slice(*span)]
    if word.startswith("{"):
        special = SPECIAL.match(word)
        return bool(special) and printed(word)[:1].islower()
    return printed(word)[:1].islower()


def written_names(names: Sequence[Mapping[str, Any]], dialect: Dialect) -> str:
    """Return names as one field of BibTeX or BibLaTeX.

    >>> written_names([{"family": "Okafor", "given": "Ada"}, {"literal": "Trade and Industry Board"}], "bibtex")
    'Okafor, Ada and {Trade and Industry Board}'
    """
    return " and ".join(written_name(name, dialect) for name in names)


def written_name(name: Mapping[str, Any], dialect: Dialect) -> str:
    """Return a name so that BibTeX reads its parts as they are; braces keep together what it would take apart.

    >>> written_name({"family": "de Gaulle", "given": "Charles"}, "bibtex"), written_name({"literal": "NATO"}, "bibtex")
    ('{de Gaulle}, Charles', '{NATO}')
    """
    if "literal" in name:
        return "{" + written(name["literal"]) + "}"
    parts = {part: written(str(name.get(part, ""))) for part in ("family", "given", "suffix")}
    particle = written(" ".join(filter(None, (name.get("dropping-particle"), name.get("non-dropping-particle")))))
    wanted = {
        part: text for part, text in name.items() if isinstance(text, str) and part not in {"comma-suffix", "parse-names"}
    }
    family = {**parts, "family": f"{{{parts['family']}}}"}
    all_parts = {part: f"{{{text}}}" if text else "" for part, text in parts.items()}
    tries = [_inverted(particle, each) for each in (parts, family, all_parts)]
    if dialect == "biblatex":
        drops = ", useprefix=false" if name.get("dropping-particle") and not name.get("non-dropping-particle") else ""
        pairs = {"family": parts["family"], "given": parts["given"], "prefix": particle, "suffix": parts["suffix"]}
        tries.append(", ".join(f"{key}={{{text}}}" for key, text in pairs.items() if text) + drops)
    read = [(tex, parse_name(tex)) for tex in tries if split_names(tex) == [(0, len(tex))]]
    whole = (tex for tex, found in read if found == wanted)
    same_family = (tex for tex, found in read if found.get("family") == wanted.get("family"))
    return next(whole, None) or next(same_family, tries[0])


def _inverted(particle: str, parts: Mapping[str, str]) -> str:
    """Return ``particle Family, Suffix, Given``; a comma after a family name alone keeps its words together."""
    family = " ".join(filter(None, (particle, parts["family"] or "{}")))
    if parts["suffix"]:
        return f"{family}, {parts['suffix']}, {parts['given']}".rstrip(" ,") + "," * (not parts["given"])
    return f"{family}, {parts['given']}" if parts["given"] else f"{family}," if " " in family else family


def ris_name(name: Mapping[str, Any]) -> str:
    """Return a name as RIS has it: ``Family, Given, Suffix``; a comma in the name of a body is doubled.

    >>> ris_name({"family": "King", "given": "Martin", "suffix": "Jr."}), ris_name({"literal": "State, Department of"})
    ('King, Martin, Jr.', 'State,, Department of')
    """
    if "literal" in name:
        return re.sub(r",(?=\S|\s|$)", ",,", str(name["literal"]))
    particles = (name.get("dropping-particle"), name.get("non-dropping-particle"), name.get("family"))
    parts = [" ".join(filter(None, particles)), str(name.get("given", "")), str(name.get("suffix", ""))]
    return ", ".join(parts).rstrip(", ") if parts[1] or parts[2] else parts[0]


def parse_ris_name(text: str) -> dict[str, Any]:
    """Return a name as RIS has it; without a comma it is that of a body.

    >>> parse_ris_name("van Bergeijk, Peter"), parse_ris_name("World Bank"), parse_ris_name("State,, Department of")
    ({'non-dropping-particle': 'van', 'family': 'Bergeijk', 'given': 'Peter'}, {'literal': 'World Bank'}, {'literal': 'State, Department of'})
    """
    if ",," in text or "," not in text.rstrip(", "):
        return {"literal": text.replace(",,", ",").rstrip(", ")}
    family, given, *suffix = (part.strip() for part in text.split(","))
    words = family.split()
    at = next((i + 1 for i in range(len(words) - 2, -1, -1) if words[i][0].islower()), 0)
    particle = " ".join(words[:at]) if all(word[0].islower() for word in words[:at]) else ""
    parts = {
        "non-dropping-particle": particle,
        "family": " ".join(words[at:]) if particle else family,
        "given": given,
        "suffix": ", ".join(suffix),
    }
    return {part: value for part, value in parts.items() if value}

"""Bodies at the front of an entry: "Great Britain. Ministry of Transport, Ports Division, Title" has them as its author."""

from __future__ import annotations

import re
from functools import cache

from extract.references.repairs.places import is_place
from extract.references.segments import Segment, cut, has_label, relabelled
from extract.references.tokens import read_list, read_words
from extract.references.types import read_institutions

_HEAD = r"""(?:Ministr(?:y|ies)|(?:Sub-?)?(?:[Cc]ommittee|Comm\.)|Department|Bureau|Office|(?:Directorate|Secretary|Inspector)(?:-|\s)General|Commission(?:er)?|Council|Institut(?:e|ion)|Cent(?:er|re)|Secretariat|Board|Agency|Authority|Division
  | Directorate|Foundation|Organi[sz]ation|Association|Union|Bank|University|Embassy|Mission|Parliament|Congress|Senate|Court|Tribunal|Funds?|Program(?:me)?|Service|Society|Academ(?:y|ies)|Administration|Assembly|Alliance|Federation|League|Group
  | Initiative|Headquarters|Chiefs|Forces?|Corps|Corporation|Conference|Panel|Observatory|Network|Project|Forum|Branch|Section|Laborator(?:y|ies)|Delegation|Representative|Museum|Librar(?:y|ies)|Church|Governor|President|Survey)"""
STARTS = re.compile(
    rf"(?:The\s)?(?:(?:[A-Z][\w.’'-]{{1,20}}|and)\s){{0,4}}{_HEAD}(?:\sStaff)?\s(?:of|for|on|to|against|established)\s[^.;:“”\"]{{2,90}}\Z",
    re.VERBOSE,
)
"""Ministry of Ports; Joint Committee on Human Rights; United States Office of the Geographer"""
ENDS = re.compile(
    rf"(?:The\s)?(?!Rethinking|Reforming|Beyond|Inside|Towards?|Making|Understanding)(?:[A-ZÀ-Þ][\w.’'&-]{{0,25}}\s(?:(?:of|and|for|&|-|de)\s)?){{1,7}}{_HEAD}s?\Z",
    re.VERBOSE,
)
"""National Intelligence Council; World Food Programme"""
OTHER = re.compile(
    r"""(?:Bundes\w{0,12}ministerium|Bundesamt|Auswärtiges\ Amt|Ministerium|Amt|Abteilung|Ausschuss|Ständige\ Konferenz|Wissenschaftliche\ Dienste|Stiftung|Institut|Gesellschaft|Freistaat|Land
    | Comisión|Cámara|Congreso|Facultad|Instituto|Ministerio|Consejo|Secretaría|Presidencia|Vicepresidencia|Organización|Dirección|Gobierno|República|Embajada|Universidad|Tribunal|Corte
    | Cour|Conseil|Ministère|Direction|Secrétariat|Assemblée|Sénat|Ambassade|Agence|Organisation|Bureau|République|Royaume|Commission|Comité|Université|Office|Haut-Commissariat|Délégation
    | Camera\ dei|Ministero|Consiglio|Commissione|Presidenza|Istituto|Ambasciata|Università
    | Ministério|Câmara|Assembleia|Comissão|Conselho|Secretaria|Faculdade|Organização|Universidade|Governo|Supremo\ Tribunal|Observatório
    | Government|Parliament|Republic|Kingdom|Commonwealth|State)\s(?:of\ |de[ls]?\ |du\ |des\ |der\ |d[’']|do\ |da\ |di\ |für\ |pour\ |para\ |per\ |zur?\ |f?[\w’'-]{4,}\s?)[^.;:“”"]{0,80}\Z""",
    re.VERBOSE,
)
"""Bodies in other languages, and states: Conseil fédéral suisse; Government of India"""
MARK = re.compile(
    r"(?<![\s.][A-ZÀ-Þ])(?<!\bU\.S)(?<!\bSt)(?<!\bDr)(?:(?P<mark>[,.:;]|\s[–—-])\s{1,2}(?=[“\"„«‘'(¿¡]?[^\W_a-z])|(?P<date>\s)(?=\((?:n\.\s?d|s\.\s?[fd]|o\.\s?J|no\sdate|(?:1[5-9]|20)\d\d)))"
)
"""What may stand behind the name of a body."""
ARTICLE = r"(?:The|A|Die|Der|Das|Le|La|Les|El|Los|Las|O|Os|As|Il|I|Gli)\s"
LISTED = re.compile(
    rf",\s(?!{ARTICLE})(?:(?:[A-ZÀ-Þ][\w’'-]{{2,20}}\s?){{1,3}},?\s(?:and|und|et|e|y|&)|(?:and|und|et|e|y|&|des|del|de))\s[^\d(“”\"]{{2,60}}?(?=[,.:]\s|\s\()"
)
"""The rest of what a body deals with: "Ministry of Culture, Sports and Tourism"."""
MIDDLE = re.compile(rf",\s(?!{ARTICLE})[A-ZÀ-Þ][\w’'-]{{2,20}}(?=,\s(?:[A-ZÀ-Þ][\w’'-]{{2,20}}\s)?(?:and|und|et|e|y|&)\s)")
LONGEST = 260
"""Characters of a front that is read."""


@cache
def _countries() -> frozenset[str]:
    return read_words()["country"] | read_list("states")


def is_body(name: str) -> bool:
    """Tell whether a name has the form of that of a body.

    >>> [is_body(name) for name in ("Ministry of Ports", "World Food Programme", "Cour des comptes", "Reform of the Council")]
    [True, True, True, False]
    """
    bare = re.sub(r"\s?[(\[][^()\[\]]{1,60}[)\]]\Z", "", name).strip()
    if bare.removeprefix("The ") in read_institutions():
        return True
    return any(pattern.match(bare) is not None for pattern in (STARTS, ENDS, OTHER)) and len(bare.split()) < 16


def body_at(text: str, start: int) -> int | None:
    """Return where the names of bodies that stand at ``start`` end."""
    found = _chain(text, start)
    return found[0] if found is not None else None


def _chain(text: str, start: int) -> tuple[int, int, bool] | None:
    """Return where the names of bodies that stand at ``start`` end, where the next word begins, and whether a unit was joined."""
    found: tuple[int, int, bool] | None = None
    at, is_unit = start, False
    while at < start + LONGEST:
        mark = MARK.search(text, at, start + LONGEST)
        if mark is None:
            break
        name = text[at : mark.start()]
        if found is None and not is_unit and mark["mark"] in {",", "."} and name.lower() in _countries():
            at, is_unit = mark.end(), True
            continue
        if not is_body(name) or (mark["mark"] == ":" and found is not None and ENDS.match(name)):
            break
        end, behind = mark.start(), mark.end()
        if mark["mark"] == "," and not ENDS.match(name):
            more = MIDDLE.match(text, end)
            more = LISTED.match(text, more.end() if more else end)
            if more is not None and _is_title_ahead(text, more.end()):
                end, behind, is_unit = more.end(), more.end() + 2, True
        found = (end, behind, is_unit)
        if text[end : end + 1] not in {",", "."}:
            break
        at, is_unit = behind, True
    return found


TITLE_AHEAD = re.compile(
    r"[,.:]\s(?P<title>[^\W\d_a-z]\w*\s?[^\s\d][^,.:(]{0,80})|\s\((?:1[5-9]|20)\d\d[a-z]?\)[.,:]?\s[“\"‘A-ZÀ-Þ]"
)


def _is_title_ahead(text: str, at: int) -> bool:
    """Tell whether more than a place follows."""
    found = TITLE_AHEAD.match(text, at)
    return found is not None and not (found["title"] and is_place(found["title"].strip()))


TITLE_SLIPS = frozenset({"title", "container-title", "publisher", "note", "genre", "author", "collection-title", "editor"})
NUMBERED = re.compile(r"[\s\[(*_]{0,3}(?:\d{1,3}\.?\s(?=[A-ZÀ-Þ]))?")


def repair_bodies(text: str, segments: list[Segment]) -> list[Segment]:
    """Take the bodies at the front, with the units they name, as the author; what follows is the title.

    >>> text = "League of Ports, Transit Department, Raw Cotton, Geneva 1936"
    >>> [(text[a:b], label) for a, b, label in repair_bodies(text, [Segment(0, 15, "author"), Segment(17, 47, "title")])]
    [('League of Ports, Transit Department', 'author'), ('Raw Cotton', 'title')]
    """
    lead = NUMBERED.match(text)
    start = lead.end() if lead is not None else 0
    found = _chain(text, start)
    if found is None:
        return segments
    end, behind, has_unit = found
    over = [each for each in segments if each.start < end and each.end > start and each.label != "citation-number"]
    if [(each.label, each.start, each.end) for each in over] == [("author", start, end)] or any(
        each.label == "editor" for each in over
    ):
        return segments
    names = [each for each in segments if each.label in {"author", "editor"} and each.start >= end]
    if not has_unit and (has_label(over, "author") or names):
        return segments
    kept = [each for each in cut(text, segments, (start, end)) if each.start >= end or each.label == "citation-number"]
    rest = [each for each in kept if each.start >= end and each.label not in {"date", "citation-number"}]
    if not rest or is_place(text[rest[0].start : rest[0].end]):
        return segments
    if rest[0].label in TITLE_SLIPS and rest[0].start <= behind + 1 and rest[0].label != "title":
        others = [each for each in rest if each.label == "title"]
        if not others or rest[0].label == "author":
            kept = relabelled(kept, {rest[0]: "title"})
    if not has_label(kept, "title"):
        return segments
    return sorted([*kept, Segment(start, end, "author")])

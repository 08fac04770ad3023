"""A rule for entries in Chinese characters, in which only marks and the length of words tell names, title and journal apart."""

from __future__ import annotations

import re

from extract.references.segments import Segment, override, trim

_HAN = "々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
IS_HAN = re.compile(rf"[{_HAN}]{{4}}")
_NAME = rf"[{_HAN}]{{2,4}}"
_STOP = r"\s?[.,．，。]\s{0,2}"
ENTRY = re.compile(
    rf"""\W{{0,3}}(?:\d{{1,3}}[.)\]]\s{{0,2}})?
    (?P<author>{_NAME}(?:\s?[,，、;；]\s?{_NAME}){{0,15}}(?:\s?[,，]?\s?(?:外\s?\d{{1,2}}인|等|他))?)       # 王一, 李二三 等
    (?:{_STOP}|\s?(?=[(（])|\s?(?=[「『《]))
    (?:[(（]?(?P<date>(?:19|20)\d\d)[)）]?\s?[.,．，:：]?\s{{0,2}})?
    ['"‘’“”「《]{{0,3}}(?P<title>[{_HAN}][{_HAN}\w\s、:：()（）+?？《》‘’“”'—-]{{3,120}}?)['"‘’“”」》,]{{0,3}}
    (?:{_STOP}|(?<=['"”」》])\s{{0,2}}|(?=『))
    ['"《『]?(?P<host>[{_HAN}][{_HAN}·]{{1,24}}|[A-Z][\w\s&-]{{5,80}}?)[》』'"]?
    (?:\s?[.,．，]\s{{0,2}}|\s{{0,2}})(?=\d|第|卷|[Vv]ol|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b|\Z)""",
    re.VERBOSE,
)
"""王一, 李二三. 古代港口研究. 海洋研究. 2018. 37(3)."""


def repair_han(text: str, segments: list[Segment]) -> list[Segment]:
    """Return the stretches of an entry in Chinese characters with authors, title and journal as its marks part them."""
    if IS_HAN.search(text) is None:
        return segments
    found = ENTRY.match(text)
    if found is None:
        return segments
    segments = [
        each
        for each in segments
        if each.label not in {"author", "editor", "title", "container-title", "publisher", "note", "location"}
    ]
    segments = [
        each
        for each in segments
        if each.label == "date" or each.start >= found.end("host") or each.end <= found.start("author")
    ]
    if found["date"]:
        segments = override(segments, Segment(*found.span("date"), "date"))
    for group, label in (("author", "author"), ("title", "title"), ("host", "container-title")):
        segments = override(segments, Segment(*trim(text, *found.span(group), " \t\n,.'\"’”"), label))
    return segments

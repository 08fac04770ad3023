"""The marks of markup in a text: tags with their attributes, comments, declarations; in linear time whatever the text.

Tags end as the HTML standard says: a ``>`` in a quoted value ends none. Where a quotation mark is never closed, no tag of
the rest of the text has quoted values.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from extract.readers.html.entities import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]{0,100}+)
    (?P<attributes>(?:[^>=]++|=[ \t\n\f\r]*+(?:"[^"]*+"|'[^']*+'|(?!["'])[^\s>]*+))*+)>""",
    re.VERBOSE,
)
PLAIN_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]{0,100}+)(?P<attributes>[^>]*+)>")
ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s/>=][^\s/>=]*+)
    (?:\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s>]++)))?""",
    re.VERBOSE,
)
COMMENT_END = re.compile(r"--!?>")
SCRIPT_MARK = re.compile(r"<!--|-->|<(?P<end>/?)script(?=[\s/>])", re.IGNORECASE)
SUBSET = re.compile(r"<![dD][oO][cC][tT][yY][pP][eE][^>\[]{0,1000}+\[")

Kind = Literal["text", "start", "end", "comment"]


Token = tuple[Kind, int, int, str, str]
"""What a stretch of the text is, from where to where; tags have a name in lower case, and attributes as they stand."""


def read_attributes(text: str) -> Mapping[str, str]:
    """Return the attributes of a tag; names in lower case, and of two with one name the first.

    >>> read_attributes(' HREF="a?b&amp;c" hidden class=x')
    {'href': 'a?b&c', 'hidden': '', 'class': 'x'}
    """
    if not text or text.isspace():
        return {}
    found: dict[str, str] = {}
    for name, double, single, bare in ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), decoded(double or single or bare))
    return found


class Scanner:
    """The tokens of ``raw[start:end]``."""

    def __init__(self, raw: str, start: int, end: int, *, is_xml: bool) -> None:
        """Keep the text; ``is_xml`` says whether CDATA sections stand anywhere."""
        self.raw = raw
        self.position = start
        self.end = end
        self.is_xml = is_xml
        self.has_cdata = is_xml
        """Whether a CDATA section may stand here; the reader of the tokens changes it in drawings and formulas."""
        self._is_quoted = True  # every quotation mark so far was closed

    def tokens(self) -> Iterator[Token]:
        """Yield the tokens in order; text between two marks is one token."""
        raw, end = self.raw, self.end
        while self.position < end:
            start = self.position
            at = raw.find("<", start, end)
            if at < 0:
                at = end
            if at > start:
                self.position = at
                yield "text", start, at, "", ""
                if self.position >= end:
                    return
            match = TAG.match(raw, at, end) if self._is_quoted else PLAIN_TAG.match(raw, at, end)
            if match is not None:
                self.position = match.end()
                mark, name, attributes = match.groups()
                yield "end" if mark else "start", at, self.position, name.lower(), attributes
            else:
                yield self._other(at)

    def skip_to(self, pattern: re.Pattern[str]) -> tuple[int, int]:
        """Go on behind the next match of ``pattern``, or at the end of the text; return the span of the match."""
        match = pattern.search(self.raw, self.position, self.end)
        span = match.span() if match else (self.end, self.end)
        self.position = span[1]
        return span

    def skip_script(self) -> tuple[int, int]:
        """Go on behind the end of a script, in which a comment may hold scripts with their ends."""
        in_comment = in_script = False
        for match in SCRIPT_MARK.finditer(self.raw, self.position, self.end):
            mark = match[0]
            if mark == "<!--":
                in_comment = True
            elif mark == "-->":
                in_comment = in_script = False
            elif not match["end"]:
                in_script = in_comment
            elif in_script:
                in_script = False
            else:
                start = match.start()
                close = self.raw.find(">", match.end(), self.end)
                self.position = close + 1 if close >= 0 else self.end
                return start, self.position
        self.position = self.end
        return self.end, self.end

    def _other(self, at: int) -> Token:
        """Return what stands at a ``<`` that begins no tag."""
        raw, end = self.raw, self.end
        follows = raw[at + 1 : at + 2]
        if follows == "!":
            stop = self._declaration(at)
        elif follows == "?":
            stop = self._after("?>" if self.is_xml else ">", at + 2)
        elif follows == "/" and raw[at + 2 : at + 3].isascii() and raw[at + 2 : at + 3].isalpha():
            return self._broken_tag(at)
        elif follows == "/":
            stop = self._after(">", at + 2)
        elif follows.isascii() and follows.isalpha():
            return self._broken_tag(at)
        else:
            self.position = at + 1
            return "text", at, at + 1, "", ""
        if self.has_cdata and raw.startswith("<![CDATA[", at):
            self.position = stop
            close = stop - 3 if raw.startswith("]]>", max(stop - 3, at + 9)) else stop
            return "text", min(at + 9, stop), close, "cdata", ""
        self.position = min(stop, end)
        return "comment", at, self.position, "", ""

    def _declaration(self, at: int) -> int:
        """Return where a comment, a CDATA section or another declaration ends."""
        raw = self.raw
        if raw.startswith("<!--", at):
            if raw.startswith(">", at + 4) or raw.startswith("->", at + 4):
                return raw.index(">", at) + 1
            match = COMMENT_END.search(raw, at + 4, self.end)
            return match.end() if match else self.end
        if self.has_cdata and raw.startswith("<![CDATA[", at):
            return self._after("]]>", at + 9)
        if self.is_xml and (subset := SUBSET.match(raw, at, self.end)):
            close = raw.find("]", subset.end(), self.end)
            return self._after(">", close if close >= 0 else self.end)
        return self._after(">", at + 2)

    def _after(self, mark: str, start: int) -> int:
        found = self.raw.find(mark, start, self.end)
        return found + len(mark) if found >= 0 else self.end

    def _broken_tag(self, at: int) -> Token:
        """Return a tag of which a value is never closed, as if it had no quoted values."""
        self._is_quoted = False
        match = PLAIN_TAG.match(self.raw, at, self.end)
        if match is None:
            self.position = self.end
            return "comment", at, self.end, "", ""
        self.position = match.end()
        return "end" if match["end"] else "start", at, self.position, match["name"].lower(), match["attributes"]

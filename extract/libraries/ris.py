"""RIS files -> items of CSL-JSON with the raw place of each field, and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from rispy import RisWriter, dumps

from extract.libraries.crosswalk import DATES, NAMES, OWN, RIS_TAGS, RIS_TYPES, TEXTS, TYPES, WHOLE
from extract.libraries.csl import UNKNOWN, fitted, key_of
from extract.libraries.dates import edtf, parse_edtf, read_date, read_month
from extract.libraries.entries import UNSHOWN, Library, LibraryEntry, Shown
from extract.libraries.people import parse_ris_name, ris_name
from extract.libraries.ris_of_bibtex import OF_BIBTEX, read_fields, written_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.models import Span

LINE = re.compile(r"^[ \t\ufeff]{0,8}(?P<tag>[A-Z][A-Z0-9])  ?-(?:[ \t](?P<value>.*))?$", re.MULTILINE)
SPACE = re.compile(r"\s+")
OWN_LINE = re.compile(r"csl-(?P<variable>[A-Za-z_-]{1,40}): (?P<value>.*)", re.DOTALL)
USER = "U1"
FILE = "L1"
ISSN = re.compile(r"\d{4}-\d{3}[\dXx]")
PAGES = re.compile(r"(?P<first>\w{1,20})-(?P<last>\w{1,20})")
RESOLVER = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s{0,3})", re.IGNORECASE)
DATE_TAGS = ("DA", "PY", "Y1")
MARKUP = frozenset({"TY", "ER", "ID"})
FIRST = ("AU", "A2", "A3", "A4", "TI", "T2", "T3")
"""Tags in the order in which a record begins."""


class Value(NamedTuple):
    """A value with its raw place."""

    tag: str
    text: str
    start: int
    end: int


def read_ris(raw: str) -> Library:
    """Return the works of a RIS file."""
    entries: list[LibraryEntry] = []
    faults: list[str] = []
    record: list[Value] = []
    begin = 0
    lines = list(LINE.finditer(raw))
    for at, line in enumerate(lines):
        until = lines[at + 1].start() if at + 1 < len(lines) else len(raw)
        tag = line["tag"]
        if tag == "TY":
            if record:
                entries.append(_entry(record, begin, record[-1].end))
            record, begin = [], line.start()
        elif not record and tag != "ER":
            number = raw.count("\n", 0, line.start()) + 1
            if not faults:
                faults.append(f"line {number}: a field stands outside a record, before its TY, and was not read")
            continue
        if tag == "ER":
            if record:
                entries.append(_entry(record, begin, line.end()))
            record = []
            continue
        record.append(_value(raw, line, until))
    if record:
        entries.append(_entry(record, begin, record[-1].end))
    return Library(tuple(entries), tuple(faults))


def _value(raw: str, line: re.Match[str], until: int) -> Value:
    """Return the value of a line, with the lines after it that have no tag."""
    start = line.start("value") if line["value"] is not None else line.end()
    inside = raw[start:until]
    left = start + len(inside) - len(inside.lstrip())
    right = max(left, start + len(inside.rstrip()))
    return Value(line["tag"], SPACE.sub(" ", raw[left:right]), left, right)


def _entry(record: Sequence[Value], start: int, end: int) -> LibraryEntry:
    made = _Item(record)
    key = next((value.text for value in record if value.tag == "ID" and value.text), "")
    csl = {**made.csl, **({"citation-key": key} if key else {})}
    return LibraryEntry(key, start, end, csl, made.places, made.shown)


class _Item:
    """An item in the making."""

    def __init__(self, record: Sequence[Value]) -> None:
        by_tag: dict[str, list[Value]] = {}
        for value in record:
            if value.text:
                by_tag.setdefault(value.tag, []).append(value)
        own = [
            (found["variable"], found["value"], value)
            for value in by_tag.get(USER, ())
            if (found := OWN_LINE.fullmatch(value.text))
        ]
        told = next((text for variable, text, _ in own if variable == "type" and text in TYPES), None)
        kind = told or RIS_TYPES.get(by_tag["TY"][0].text.upper() if "TY" in by_tag else "", UNKNOWN)
        self.csl: dict[str, Any] = {"type": kind}
        self.places: dict[str, tuple[Span, ...]] = {}
        self.shown: list[Shown] = []
        self._rest: dict[str, list[str]] = {}
        bibtex = _bibtex_fields(by_tag)
        for tag in DATE_TAGS:
            self._issued(by_tag.pop(tag, ()))
        for tag, values in by_tag.items():
            if tag not in MARKUP and tag != "EP":
                self._take(tag, values, by_tag)
        for variable, text, value in own:
            self._own(variable, text, value)
        if bibtex:
            self.csl.setdefault("custom", {})["bibtex"] = bibtex
        if self._rest:
            self.csl.setdefault("custom", {})["ris"] = self._rest

    def _take(self, tag: str, values: Sequence[Value], by_tag: Mapping[str, Sequence[Value]]) -> None:
        variable = self._variable(tag, values[0].text)
        if tag == USER:
            values = [value for value in values if not OWN_LINE.fullmatch(value.text)]
        elif variable and variable in NAMES:
            self.csl[variable] = [*self.csl.get(variable, ()), *(parse_ris_name(value.text) for value in values)]
            self._place(variable, values)
            return
        elif variable and variable in DATES and variable not in self.csl:
            self.csl[variable] = read_slashes(values[0].text)
            self._place(variable, values[:1])
            values = values[1:]
        elif variable and variable not in self.csl:
            taken = values if variable in {"keyword", "note"} else values[:1]
            text = (", " if variable == "keyword" else " ").join(value.text for value in taken)
            if variable == "page" and "EP" in by_tag:
                taken = [*taken, by_tag["EP"][0]]
                text = "-".join(value.text for value in taken) if taken[0].text != taken[1].text else text
            self.csl[variable] = RESOLVER.sub("", text, count=1) if variable == "DOI" else text
            self._place(variable, taken)
            values = values[1:] if variable not in {"keyword", "note"} else ()
        if values:
            self._rest[tag] = [*self._rest.get(tag, ()), *(value.text for value in values)]

    def _variable(self, tag: str, text: str) -> str | None:
        """Return the CSL variable that a tag means in a work of this type."""
        row = TYPES[self.csl["type"]]
        if tag == "SN":
            return "ISSN" if row["container"] == "journal" or ISSN.fullmatch(text) else "ISBN"
        if tag == "T2":
            return "collection-title" if self.csl["type"] in WHOLE else "container-title"
        if tag == "BT":
            return "container-title" if row["container"] == "booktitle" else "title"
        if tag in {"IS", "M1"}:
            return row["number"]
        if tag == "C7":
            return "number"
        return RIS_TAGS.get(tag)

    def _issued(self, values: Sequence[Value]) -> None:
        """Take a date of publication; the one that says most counts."""
        for value in values[:1]:
            date = read_slashes(value.text)
            if "issued" not in self.csl:
                self.csl["issued"] = date
                if _loses_words(value.text, date):
                    self._rest["DA"] = [value.text]
                self._place("issued", [value])

    def _own(self, variable: str, text: str, value: Value) -> None:
        if variable in NAMES:
            self.csl[variable] = [*self.csl.get(variable, ()), parse_ris_name(text)]
        elif variable in DATES:
            self.csl[variable] = read_date(text)
        elif variable in TEXTS:
            self.csl[variable] = text
        elif variable == "et-al":
            self.csl.setdefault("custom", {})["et-al"] = True
            return
        else:
            if variable != "type":
                self._rest.setdefault(USER, []).append(value.text)
            return
        self.places[variable] = (*self.places.get(variable, ()), (value.end - len(text), value.end))

    def _place(self, variable: str, values: Sequence[Value]) -> None:
        self.places[variable] = (*self.places.get(variable, ()), *((value.start, value.end) for value in values))
        if variable in UNSHOWN:
            return
        for at, value in enumerate(values):
            before = "; " if variable in NAMES and at else "-" if at else ". "
            self.shown.append(Shown(value.start, value.end, before=before))


def _bibtex_fields(by_tag: dict[str, list[Value]]) -> dict[str, str]:
    """Take files, and the lines that hold fields of BibTeX."""
    lines = by_tag.pop(USER, [])
    files = by_tag.pop(FILE, [])
    fields = read_fields((value.text for value in files), (value.text for value in lines))
    others = [value for value in lines if not OF_BIBTEX.fullmatch(value.text)]
    if others:
        by_tag[USER] = others
    return fields


def _loses_words(text: str, date: Mapping[str, Any]) -> bool:
    """Tell whether a date has words behind month or day that the item does not hold: ``2001/05/03/Spring``."""
    other = text.split("/", 3)[3:]
    return bool(other and other[0].strip() and "literal" not in date and other[0].strip() not in _slashes(date)) and (
        read_slashes(text.removesuffix(other[0])) == date
    )


def read_slashes(text: str) -> dict[str, Any]:
    """Return a date as RIS has it, ``YYYY/MM/DD/other``; what stands last says it if it is a date by itself.

    >>> read_slashes("2014/05/06/"), read_slashes("2014///Spring"), read_slashes("2014///2014/2015"), read_slashes("///n.d.")
    ({'date-parts': [[2014, 5, 6]]}, {'date-parts': [[2014]], 'season': 1}, {'date-parts': [[2014], [2015]]}, {'literal': 'n.d.'})
    """
    year, *parts = (part.strip() for part in text.split("/", 3))
    other = parts[2] if len(parts) == 3 else ""
    told = parse_edtf(other) if other else None
    if told:
        return told
    if not re.fullmatch(r"-?\d{1,4}", year):
        return parse_edtf(text) or {"literal": other if not year else text.strip(" /")}
    numbers = [int(year), *_numbers(parts[:2])]
    date: dict[str, Any] = {"date-parts": [numbers]}
    if other and len(numbers) == 1:
        ends, season = read_month(other)
        if season:
            date["season"] = season
        elif len(ends) == 1:
            numbers += ends[0]
    return date


def _numbers(parts: Sequence[str]) -> list[int]:
    """Return month and day, as far as they are numbers that a date may have."""
    numbers: list[int] = []
    for part, most in zip(parts, (12, 31), strict=False):
        if not (part.isdecimal() and 1 <= int(part) <= most):
            break
        numbers.append(int(part))
    return numbers


class _Plain(RisWriter):  # type: ignore[misc]  # rispy ships no types
    """Records without a running number before each."""

    def set_header(self, count: int) -> str:
        """Return nothing."""
        return "" * count


def write_ris(items: Iterable[Mapping[str, Any]]) -> str:
    """Return a library as RIS, in the order of ``items``.

    >>> write_ris([{"id": "okafor2018", "type": "book", "author": [{"family": "Okafor", "given": "Ada"}]}]).splitlines()
    ['TY  - BOOK', 'ID  - okafor2018', 'AU  - Okafor, Ada', 'ER  - ']
    """
    records = [record_of(item) for item in items]
    tags = sorted({tag for record in records for tag in record if tag != "TY"})
    mapping = {"TY": "type_of_reference", "ER": "end_of_reference", **{tag: tag.lower() for tag in tags}}
    named = [
        {"type_of_reference": record["TY"][0], **{tag.lower(): values for tag, values in record.items() if tag != "TY"}}
        for record in records
    ]
    return str(dumps(named, implementation=_Plain, mapping=mapping, list_tags=tags, delimiter_tags_mapping={}))


def record_of(item: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the values of each tag of an item, in the order in which they are written."""
    csl = fitted(item)
    kind = csl.get("type", UNKNOWN)
    found: dict[str, list[str]] = {}
    own: list[str] = []
    if RIS_TYPES.get(TYPES[kind]["ris"]) != kind:
        own.append(f"{OWN}type: {kind}")
    for variable, value in csl.items():
        tag = _tag(variable, kind, value)
        texts = list(_texts(variable, value, tag))
        if tag is None:
            own += [f"{OWN}{variable}: {text}" for text in texts if variable in {**NAMES, **DATES, **TEXTS}]
        elif variable == "issued":
            found |= _issued(value)
        elif variable == "page" and (pages := PAGES.fullmatch(texts[0])) and pages["first"] != pages["last"]:
            found |= {"SP": [pages["first"]], "EP": [pages["last"]]}
        else:
            found[tag] = texts
    custom = csl.get("custom", {})
    own += [f"{OWN}et-al: true"] if custom.get("et-al") else []
    if isinstance(custom.get("year-suffix"), str) and "year-suffix" not in csl:
        own.append(f"{OWN}year-suffix: {custom['year-suffix']}")
    own += _put_back(custom.get("ris"), found, csl.get("issued"))
    files, lines = written_fields(custom.get("bibtex"))
    own += lines
    found |= {FILE: files, USER: own}
    order = {tag: at for at, tag in enumerate(FIRST)}
    key = key_of(item)
    return {
        "TY": [TYPES[kind]["ris"]],
        **({"ID": [key]} if key else {}),
        **{tag: found[tag] for tag in sorted(found, key=lambda tag: (order.get(tag, len(order)), tag)) if found[tag]},
    }


def _put_back(kept: Any, found: dict[str, list[str]], issued: Any) -> list[str]:
    """Add to ``found`` the values that have no place in CSL-JSON; return those that stand in ``U1``."""
    lines: list[str] = []
    for tag, values in sorted(kept.items()) if isinstance(kept, dict) else ():
        texts = [str(value) for value in values] if isinstance(values, list) else []
        if tag == USER:
            lines = texts
        elif tag == "DA" and texts and read_slashes(texts[0]) == issued:
            found[tag] = texts
        elif tag in found or LINE.match(f"{tag}  - "):
            found[tag] = [*found.get(tag, ()), *texts]
    return lines


def _tag(variable: str, kind: str, value: Any) -> str | None:
    """Return the tag that holds a CSL variable of a work of type ``kind``; none if RIS has none."""
    row = TYPES[kind]
    if variable in {"ISBN", "ISSN"}:
        is_serial = row["container"] == "journal" or ISSN.fullmatch(str(value)) is not None
        return (
            "SN" if (variable == "ISSN") == is_serial and not (variable == "ISSN" and row["container"] != "journal") else None
        )
    if variable == "collection-title" and kind in WHOLE:
        return "T2"
    if variable == "container-title" and kind in WHOLE:
        return None
    if variable == row["number"]:
        return "IS" if variable == "issue" else "M1"
    if variable == "number" and row["container"] == "journal":
        return "C7"
    for table in (TEXTS, NAMES, DATES):
        if variable in table:
            return table[variable].get("ris")
    return None


def _texts(variable: str, value: Any, tag: str | None) -> Iterator[str]:
    """Yield the values of a variable as RIS writes them."""
    if variable in NAMES:
        yield from map(ris_name, value)
    elif variable in DATES:
        yield _slashes(value) if tag else edtf(value) or _said(value)
    elif variable == "keyword":
        yield from str(value).split(", ") if tag else [str(value)]
    elif variable in TEXTS:
        yield str(value)


def _issued(date: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return year and date of publication."""
    text = _slashes(date)
    year = text.split("/", 1)[0]
    tags = {"PY": [year]} if year else {}
    return tags if text == f"{year}///" else {**tags, "DA": [text]}


def _slashes(date: Mapping[str, Any]) -> str:
    """Return ``YYYY/MM/DD/other``; the last part holds what the others cannot say."""
    text = edtf(date)
    if text is None:
        return f"///{_said(date)}"
    end = list(date["date-parts"][0])
    is_plain = len(date["date-parts"]) == 1 and not (date.get("season") or date.get("circa") or date.get("raw"))
    numbers = [f"{end[0]:04d}", *(f"{part:02d}" for part in end[1:] if part), "", ""][:3]
    return "/".join([*numbers, "" if is_plain and end[0] > 0 else text])


def _said(date: Mapping[str, Any]) -> str:
    """Return the words of a date that is none in EDTF."""
    parts = ("-".join(map(str, end)) for end in date.get("date-parts", ()))
    return str(date.get("literal") or date.get("raw") or " ".join(filter(None, (str(date.get("season", "")), *parts))))

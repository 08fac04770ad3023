"""The objects of a PDF by number, wherever the file keeps them: pdfminer.six's document with our own tables and limits.

Fonts, CMaps and decryption of pdfminer.six ask this document for objects as they ask their own. It differs in that a
file with a broken table of objects is searched for them, that nothing loops, and that it forgets what it can read again.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFObjectNotFound
from pdfminer.pdfparser import PDFSyntaxError
from pdfminer.pdftypes import PDFObjRef, PDFStream, decipher_all, dict_value, int_value, list_value

from extract.errors import UnreadableSourceError
from extract.readers.pdf.faults import READING_FAULTS
from extract.readers.pdf.streams import Budget, Stream
from extract.readers.pdf.syntax import parse_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.read_options import ReadOptions

MAX_CACHED = 10_000  # objects kept; a page asks for a few dozen
MAX_UNPACKED = 16  # object streams kept unpacked, of some 100 objects each
MAX_OBJECTS = 2_000_000  # entries of the tables of a file; a page takes some ten
MAX_CHAIN = 64  # references to references

START = re.compile(rb"startxref\s*+(\d{1,12})")
HEADER = re.compile(rb"[\s\x00]*+(\d{1,10})\s++(\d{1,10})\s++obj(?![A-Za-z])")
FOUND_HEADER = re.compile(rb"(?<![0-9])(\d{1,10})\s{1,8}\d{1,10}\s{1,8}obj(?![A-Za-z])")
TABLE = re.compile(rb"[\s\x00]*+xref(?![A-Za-z])")
SECTION = re.compile(rb"[\s\x00]*+(\d{1,10})\s++(\d{1,10})(?=\s)")
ENTRY = re.compile(rb"\s*+(\d{1,20}) ++(\d{1,10}) ++([nf])")
TRAILER = re.compile(rb"[\s\x00]*+trailer")
STREAM = re.compile(rb"[\s\x00]*+stream[^\r\n]*+(?:\r\n|\r|\n|\Z)")
STREAM_END = re.compile(rb"\s*+endstream")
INTEGERS = re.compile(rb"\d{1,10}")

Place = int | tuple[int, int]
"""Where an object stands: its offset in the file, or the number of its object stream with its place there."""


class Objects(PDFDocument):
    """The objects of one file."""

    def __init__(self, data: bytes, options: ReadOptions) -> None:
        """Read the tables of the file, and what opens it if it is encrypted.

        Raises:
            UnreadableSourceError: it is no PDF, or its password is wrong or missing.

        """
        # pdfminer's own __init__ reads its tables, which we read ourselves
        self.data = data
        self.budget = Budget(options.limits.inflated)
        self.caching = True
        self.xrefs = []
        self.info = []
        self.catalog: dict[str, Any] = {}
        self.encryption = None
        self.decipher = None
        self._parser = self  # type: ignore[assignment]  # which only takes note there that streams are read by their lengths
        self.fallback = False
        self._cached_objs: dict[int, tuple[object, int]] = {}
        self._places: dict[int, Place] = {}
        self._found: dict[int, int] | None = None
        self._unpacked: OrderedDict[int, tuple[bytes, list[tuple[int, int]]]] = OrderedDict()
        self._under_way: set[int] = set()
        self._streams: list[int] = []
        self._open(options.password)

    def _open(self, password: str) -> None:
        self._password = password
        if not self._choose(list(self._read_tables())):
            self.rebuild()
        if not self.catalog:
            message = "not a PDF, or too damaged to be read; open it in a viewer and print or save it as a new PDF"
            raise UnreadableSourceError(message)

    def rebuild(self) -> None:
        """Find the objects by their headings, where the tables lead nowhere."""
        self._places.clear()
        self._cached_objs.clear()
        self._choose(self._search())

    def _choose(self, trailers: list[dict[str, Any]]) -> bool:
        """Take the catalogue that the newest trailer names; return whether there is one with pages."""
        for trailer in trailers:
            if "Encrypt" in trailer and self.encryption is None:
                self._decrypt(trailer)
            if "Info" in trailer:
                self.info.append(dict_value(trailer["Info"]))
            if "Root" in trailer:
                self.catalog = dict_value(trailer["Root"])
                if self.catalog:
                    return "Pages" in self.catalog
        return False

    def _decrypt(self, trailer: dict[str, Any]) -> None:
        identity = list_value(trailer["ID"]) if "ID" in trailer else (b"", b"")
        self.encryption = (identity, dict_value(trailer["Encrypt"]))
        for attempt in dict.fromkeys((self._password, "")):
            try:
                self._initialize_password(attempt)
            except (PDFPasswordIncorrect, UnicodeError):
                continue
            except PDFEncryptionError as error:
                message = "encrypted in a way that cannot be undone here; save it without encryption"
                raise UnreadableSourceError(message) from error
            self._cached_objs.clear()
            return
        message = "the password is wrong" if self._password else "needs a password; give it with --password"
        raise UnreadableSourceError(message)

    # tables

    def _read_tables(self) -> Iterator[dict[str, Any]]:
        """Yield the trailers, the newest first, and note where the objects stand; a broken table ends the chain."""
        pending = [int(match[1]) for match in [self._last_start()] if match]
        seen: set[int] = set()
        while pending:
            position = pending.pop()
            if position in seen:
                continue
            seen.add(position)
            try:
                trailer = self._read_table(position)
                older = [int_value(trailer[key]) for key in ("Prev", "XRefStm") if key in trailer]
            except READING_FAULTS:
                self._search()
                return
            pending += older
            yield trailer

    def _last_start(self) -> re.Match[bytes] | None:
        end = len(self.data)
        while (end := self.data.rfind(b"startxref", 0, end)) >= 0:
            match = START.match(self.data, end)
            if match:
                return match
        return None

    def _read_table(self, position: int) -> dict[str, Any]:
        """Note the objects of the table at ``position``, and return its trailer."""
        match = TABLE.match(self.data, position)
        if not match:
            return self._read_table_stream(position)
        position = match.end()
        while section := SECTION.match(self.data, position):
            position = self._read_section(int(section[1]), int(section[2]), section.end())
        match = TRAILER.match(self.data, position)
        if not match:
            message = "a table of objects without a trailer"
            raise PDFSyntaxError(message)
        trailer = parse_object(self.data, match.end(), self._refer).value
        return trailer if isinstance(trailer, dict) else {}

    def _read_section(self, first: int, count: int, position: int) -> int:
        places = self._places
        for number in range(first, first + count):
            match = ENTRY.match(self.data, position)
            if not match:
                break
            position = match.end()
            if match[3] == b"n":
                places.setdefault(number, int(match[1]))
        if len(places) > MAX_OBJECTS:
            message = f"more than {MAX_OBJECTS} objects"
            raise PDFSyntaxError(message)
        return position

    def _read_table_stream(self, position: int) -> dict[str, Any]:
        match = HEADER.match(self.data, position)
        stream = self._parse_at(match, None) if match else None
        if not isinstance(stream, PDFStream) or getattr(stream.get("Type"), "name", "") != "XRef":
            message = "no table of objects where the file says"
            raise PDFSyntaxError(message)
        widths = [max(0, int_value(width)) for width in list_value(stream["W"])]
        data = stream.get_data()
        length = sum(widths[:3])
        ranges = [int_value(each) for each in list_value(stream.get("Index", [0, stream.get("Size", 0)]))]
        if len(widths) < 3 or not length:
            message = "a table of objects without widths"
            raise PDFSyntaxError(message)
        position = 0
        for first, count in zip(ranges[::2], ranges[1::2], strict=False):
            fits = min(count, (len(data) - position) // length)
            self._note_entries(first, data[position : position + fits * length], widths)
            position += max(0, fits) * length
        return stream.attrs

    def _note_entries(self, first: int, data: bytes, widths: list[int]) -> None:
        kind_end, second_end = widths[0], widths[0] + widths[1]
        length = second_end + widths[2]
        from_bytes = int.from_bytes
        for number, start in enumerate(range(0, len(data), length), first):
            entry = data[start : start + length]
            kind = from_bytes(entry[:kind_end], "big") if kind_end else 1
            second = from_bytes(entry[kind_end:second_end], "big")
            if kind == 1:
                self._places.setdefault(number, second)
            elif kind == 2:
                self._places.setdefault(number, (second, from_bytes(entry[second_end:], "big")))

    def _search(self) -> list[dict[str, Any]]:
        """Add the objects that no table names; return the trailers, the last first."""
        found = self._find()
        for number, position in found.items():
            self._places.setdefault(number, position)
        trailers = []
        for match in re.finditer(rb"trailer(?=[\s<])", self.data):
            trailer = self._attempt(match.end())
            if isinstance(trailer, dict) and "Root" in trailer:
                trailers.append(trailer)
        for number, position in found.items():
            around = self.data[position : position + 400]
            if b"/XRef" in around or b"/ObjStm" in around:
                self._note_stream(number, trailers)
        if not trailers:
            trailers = [
                {"Root": self._refer(number)} for number, at in found.items() if b"/Catalog" in self.data[at : at + 400]
            ]
        return trailers[::-1]

    def _note_stream(self, number: int, trailers: list[dict[str, Any]]) -> None:
        """Take from a stream found by search what tables would say: a trailer, or the objects inside."""
        try:
            stream = self.getobj(number)
            if not isinstance(stream, PDFStream):
                return
            if "Root" in stream.attrs:
                trailers.append(stream.attrs)
            elif getattr(stream.get("Type"), "name", "") == "ObjStm" and not self.decipher:
                for index, (inside, _) in enumerate(self._unpack(number)[1]):
                    self._places.setdefault(inside, (number, index))
        except READING_FAULTS:
            return  # a stream that does not unpack tells nothing

    def _attempt(self, position: int) -> Any:
        try:
            return parse_object(self.data, position, self._refer).value
        except READING_FAULTS:
            return None

    def _find(self) -> dict[int, int]:
        """Return the offset of the last object of each number."""
        if self._found is None:
            self._found = {int(match[1]): match.start(1) for match in FOUND_HEADER.finditer(self.data)}
        return self._found

    # objects

    def _refer(self, number: int) -> PDFObjRef:
        return PDFObjRef(self, number)

    def numbers(self) -> list[int]:
        """Return the numbers of all objects that the tables name."""
        return list(self._places)

    def getobj(self, objid: int) -> Any:
        """Return object ``objid``, which is never a reference.

        Raises:
            PDFObjectNotFound: there is none, or it is being read already.

        """
        cached = self._cached_objs.get(objid)
        if cached:
            return cached[0]
        if objid in self._under_way or len(self._under_way) > MAX_CHAIN:
            raise PDFObjectNotFound(objid)
        self._under_way.add(objid)
        try:
            value = self._read(objid)
            while isinstance(value, PDFObjRef):
                value = value.resolve()
        finally:
            self._under_way.discard(objid)
        if len(self._cached_objs) >= MAX_CACHED:
            self._cached_objs.clear()
            self._streams.clear()
        self._cached_objs[objid] = (value, 0)
        if isinstance(value, PDFStream):
            self._streams.append(objid)
        return value

    def _read(self, number: int) -> Any:
        place = self._places.get(number)
        if isinstance(place, tuple):
            try:
                return self._read_inside(number, *place)
            except READING_FAULTS as error:
                raise PDFObjectNotFound(number) from error
        for position in (place, self._find_if(number, place)):
            match = HEADER.match(self.data, position) if position is not None else None
            if match and int(match[1]) == number:
                try:
                    value = self._parse_at(match, self.decipher)
                except PDFSyntaxError:
                    continue
                return decipher_all(self.decipher, number, int(match[2]), value) if self.decipher else value
        raise PDFObjectNotFound(number)

    def _find_if(self, number: int, place: int | None) -> int | None:
        """Return where ``number`` is found by search, if a table names it but it does not stand there."""
        if place is None:
            return None
        match = HEADER.match(self.data, place)
        return None if match and int(match[1]) == number else self._find().get(number)

    def _parse_at(self, header: re.Match[bytes], decipher: Any) -> Any:
        """Return the object under ``header``, its strings as they are, its stream to be deciphered."""
        value, end = parse_object(self.data, header.end(), self._refer)
        if not isinstance(value, dict):
            return value
        match = STREAM.match(self.data, end)
        if not match:
            return value
        start = match.end()
        length = int_value(value.get("Length", 0))
        end = start + length
        if length < 0 or not STREAM_END.match(self.data, end):
            found = self.data.find(b"endstream", start)
            end = found if found >= 0 else len(self.data)
        stream = Stream(value, self.data[start:end], decipher, self.budget)
        stream.set_objid(int(header[1]), int(header[2]))
        return stream

    def _read_inside(self, number: int, stream_number: int, index: int) -> Any:
        data, inside = self._unpack(stream_number)
        if index >= len(inside) or inside[index][0] != number:
            places = [place for each, place in inside if each == number]
            if not places:
                raise PDFObjectNotFound(number)
            return parse_object(data, places[0], self._refer).value
        return parse_object(data, inside[index][1], self._refer).value

    def _unpack(self, number: int) -> tuple[bytes, list[tuple[int, int]]]:
        """Return the data of object stream ``number`` and the numbers and places of the objects in it."""
        if number in self._unpacked:
            self._unpacked.move_to_end(number)
            return self._unpacked[number]
        stream = self.getobj(number)
        if not isinstance(stream, PDFStream):
            raise PDFObjectNotFound(number)
        data = stream.get_data()
        first = int_value(stream.get("First", 0))
        numbers = [int(each) for each in INTEGERS.findall(data, 0, max(0, first))][: 2 * max(0, int_value(stream.get("N", 0)))]
        inside = [(each, first + offset) for each, offset in zip(numbers[::2], numbers[1::2], strict=False)]
        self._cached_objs.pop(number, None)
        self._unpacked[number] = (data, inside)
        if len(self._unpacked) > MAX_UNPACKED:
            self._unpacked.popitem(last=False)
        return data, inside

    def forget_streams(self) -> None:
        """Let go of the streams read so far, which are most of the memory."""
        for number in self._streams:
            self._cached_objs.pop(number, None)
        self._streams.clear()

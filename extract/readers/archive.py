"""ZIP archives, read as they may be: nothing is unpacked to disk, and no member costs more than the limits allow."""

from __future__ import annotations

import re
import struct
import zlib
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from extract.errors import LimitError, UnreadableSourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.read_options import Limits

MEMBERS = 20_000  # of one archive; a book of thousands of pictures has fewer
RATIO = 250  # text packs to a fifth; so many times smaller is a table of empty cells, or a bomb
SMALL = 8_000_000  # bytes that any member may unpack to, however well it packs
CHUNK = 1 << 16  # packed bytes unpacked at a time
MEGABYTE = 1_000_000

END = struct.Struct("<4s4H2LH")  # the end of the central directory
END_MARK = b"PK\x05\x06"
FAR_LOCATOR = struct.Struct("<4sLQL")  # where the end of a directory of ZIP64 stands
FAR_END = struct.Struct("<4sQ2H2L4Q")
ENTRY = struct.Struct("<4s6H3L5H2L")  # of the central directory
ENTRY_MARK = b"PK\x01\x02"
LOCAL = struct.Struct("<4s5H3L2H")  # the header in front of a member
LOCAL_MARK = b"PK\x03\x04"
FAR = 0xFFFFFFFF  # stands for a number that only fits the ZIP64 field
FAR_FIELD = 1
COMMENT = 65_535  # bytes that may follow the end of the directory
STORED, DEFLATED = 0, 8
IS_ENCRYPTED, IS_UTF8 = 0x1, 0x800
OUTSIDE = re.compile(r"(?:^|/)\.\.(?:/|$)|^/|^[A-Za-z]:|[\\\0]")
"""A name that leads out of the archive. Nothing is written to disk, but no part of a document has such a name."""

CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of old Office files, and of new ones with a password."""


class Member(NamedTuple):
    """A file in the archive, as the central directory describes it."""

    name: str
    start: int
    """Of its local header."""
    packed: int
    size: int
    crc: int
    method: int
    is_encrypted: bool


class Archive:
    """A ZIP archive in memory. Every fault is an ``UnreadableSourceError`` that says what is wrong."""

    def __init__(self, data: bytes, kind: str, limits: Limits) -> None:
        """Read the directory of ``data``, a file of the ``kind`` that messages name ("Word document").

        Raises:
            UnreadableSourceError: it is no archive, is cut short, or is made to mislead.

        """
        self.kind = kind
        self._data = data
        self._left = limits.inflated * MEGABYTE or None
        self._limit = limits.inflated
        self._members: dict[str, Member] = {}
        self._shift = 0  # bytes that stand in front of the archive
        if not data.startswith(b"PK"):
            self._refuse(_other_kind(data, kind), "check that the file is what its suffix says")
        size, start, end = self._directory()
        members = list(self._entries(size, start, end))
        self._check_overlap(members, start)
        for member in members:
            if member.name in self._members:
                self._refuse(f"it holds {_shown(member.name)} twice", "do not trust it; ask for a clean copy")
            self._members[member.name] = member

    def __contains__(self, name: str) -> bool:
        """Tell whether the archive holds a file of this name."""
        return name in self._members

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the files in the order of the directory."""
        return iter(self._members)

    def read(self, name: str) -> bytes:
        """Return the bytes of the file ``name``.

        Raises:
            UnreadableSourceError: there is none, it is damaged or encrypted, or it unpacks beyond the limits.

        """
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of the file ``name`` in pieces, and its faults as ``read`` does."""
        member = self._members.get(name)
        if member is None:
            self._refuse(f"{_shown(name)} is missing", f"open the {self.kind} and save it again")
        if member.is_encrypted:
            self._refuse("it is encrypted", "save it without a password")
        if member.method not in {STORED, DEFLATED}:
            self._refuse(f"{_shown(name)} is packed by method {member.method}", f"open the {self.kind} and save it again")
        crc = done = 0
        packed = self._packed(member)
        try:
            for piece in _inflated(packed) if member.method == DEFLATED else (bytes(packed),):
                done += len(piece)
                self._count(len(piece))
                if done > SMALL and done > RATIO * member.packed:
                    self._refuse(f"{_shown(name)} unpacks to more than {RATIO} times its size", "do not trust it")
                crc = zlib.crc32(piece, crc)
                yield piece
        except (zlib.error, EOFError):
            self._refuse_damaged(name)
        if crc != member.crc or done != member.size:
            self._refuse_damaged(name)

    def _count(self, size: int) -> None:
        """Take ``size`` bytes off what the archive may still unpack to."""
        if self._left is not None:
            self._left -= size
            if self._left < 0:
                message = f"it unpacks to more than {self._limit} MB; raise --max-inflated if you trust it"
                raise LimitError(message)

    def _packed(self, member: Member) -> memoryview:
        """Return the packed bytes of ``member``."""
        end = member.start + LOCAL.size
        if end > len(self._data):
            self._refuse_damaged(member.name)
        header = LOCAL.unpack_from(self._data, member.start)
        start = end + header[9] + header[10]
        if header[0] != LOCAL_MARK or start + member.packed > len(self._data):
            self._refuse_damaged(member.name)
        return memoryview(self._data)[start : start + member.packed]

    def _directory(self) -> tuple[int, int, int]:
        """Return how many entries the central directory has, and its span."""
        data = self._data
        at = data.rfind(END_MARK, max(len(data) - END.size - COMMENT, 0))
        if at < 0 or at + END.size > len(data):
            self._refuse("it is cut short", "fetch or copy it again")
        count, size, start = END.unpack_from(data, at)[4:7]
        far = at - FAR_LOCATOR.size
        if (FAR in {size, start} or count == 0xFFFF) and far >= 0 and data[far : far + 4] == b"PK\x06\x07":
            at = far - FAR_END.size
            if at < 0 or data[at : at + 4] != b"PK\x06\x06":
                self._refuse_damaged("its directory")
            count, size, start = FAR_END.unpack_from(data, at)[7:10]
        if size > at:
            self._refuse_damaged("its directory")
        if count > MEMBERS:
            self._refuse(f"it holds {count:,} files, more than {MEMBERS:,}", "do not trust it")
        self._shift = at - size - start
        if self._shift < 0:
            self._refuse_damaged("its directory")
        return count, at - size, at

    def _entries(self, count: int, at: int, end: int) -> Iterator[Member]:
        """Yield the ``count`` files of the central directory in ``data[at:end]``."""
        data = self._data
        for _ in range(count):
            if at + ENTRY.size > end or data[at : at + 4] != ENTRY_MARK:
                self._refuse_damaged("its directory")
            fields = ENTRY.unpack_from(data, at)
            flags, method, crc, packed, size = fields[3], fields[4], *fields[7:10]
            name_end = at + ENTRY.size + fields[10]
            extra_end = name_end + fields[11]
            name = data[at + ENTRY.size : name_end].decode("utf-8" if flags & IS_UTF8 else "cp437", "replace")
            size, packed, start = _far_numbers(data[name_end:extra_end], (size, packed, fields[16]))
            at = extra_end + fields[12]
            if name.endswith("/") or OUTSIDE.search(name):
                continue
            yield Member(name, start + self._shift, packed, size, crc, method, bool(flags & IS_ENCRYPTED))

    def _check_overlap(self, members: list[Member], end: int) -> None:
        """Refuse an archive whose members share bytes, as those of bombs do."""
        reached = 0
        for member in sorted(members, key=lambda member: member.start):
            if member.start < reached or member.start + LOCAL.size + member.packed > end:
                self._refuse("its files overlap", "do not trust it; ask for a clean copy")
            reached = member.start + LOCAL.size + member.packed

    def _refuse_damaged(self, what: str) -> NoReturn:
        self._refuse(f"{_shown(what)} is damaged", "fetch or copy it again")

    def _refuse(self, wrong: str, remedy: str) -> NoReturn:
        message = f"this {self.kind} cannot be read: {wrong}; {remedy}"
        raise UnreadableSourceError(message)


def _inflated(packed: memoryview) -> Iterator[bytes]:
    """Yield what ``packed`` unpacks to; ``EOFError`` when its end is missing."""
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    at = 0
    waiting = b""
    while not engine.eof:
        if not waiting:
            waiting = bytes(packed[at : at + CHUNK])
            at += CHUNK
            if not waiting:
                raise EOFError
        piece = engine.decompress(waiting, MEGABYTE)
        waiting = engine.unconsumed_tail
        if piece:
            yield piece


def _far_numbers(extra: bytes, numbers: tuple[int, int, int]) -> tuple[int, int, int]:
    """Return size, packed size and start, those that are too large for their field from the ZIP64 field of ``extra``."""
    if FAR not in numbers:
        return numbers
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == FAR_FIELD:
            far = iter(struct.unpack_from(f"<{min(length, len(extra) - at - 4) // 8}Q", extra, at + 4))
            size, packed, start = (next(far, number) if number == FAR else number for number in numbers)
            return size, packed, start
        at += 4 + length
    return numbers


def _other_kind(data: bytes, kind: str) -> str:
    """Return what a file that is no archive looks like."""
    if data.startswith(CFB) and "EncryptedPackage".encode("utf-16-le") in data:
        return "it is protected by a password"
    if data.startswith(CFB):
        return "it is a document of an old version of Word"
    if data[:100].lstrip()[:5].lower() in {b"<html", b"<!doc", b"<?xml"}:
        return "it is a web page or XML"
    return f"it is no {kind}" if data else "it is empty"


def _shown(name: str) -> str:
    """Return a name from an archive as messages show it."""
    return ascii(name)[1:-1][:80]

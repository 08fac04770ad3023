"""XML inside archives: parsed as a stream or to a tree, without entities, and without recursion."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from extract.errors import UnreadableSourceError

if TYPE_CHECKING:
    from collections.abc import Iterable

TOKEN = 16_000_000  # bytes of the longest tag or comment; older parsers begin a token anew with each piece of input
STEP = 1_000_000  # bytes parsed at a time
DEPTH = 2_000  # levels of a tree; documents have 30
SMALL_PART = 32_000_000  # bytes of a part that is kept as a tree


def open_parser(part: str, *, doctype: bool = False) -> expat.XMLParserType:
    """Return a parser that names elements ``namespace local`` and refuses entities; without ``doctype``, any DTD."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = 1 << 16

    def refuse(*_declared: object) -> NoReturn:
        message = f"{part} declares {'entities' if doctype else 'a document type'}, which a document must not; do not trust it"
        raise UnreadableSourceError(message)

    if not doctype:
        parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def parse(parser: expat.XMLParserType, pieces: Iterable[bytes], part: str) -> None:
    """Feed ``pieces`` of ``part`` to ``parser``.

    Raises:
        UnreadableSourceError: the part is no well-formed XML.

    """
    done = 0
    try:
        for piece in (each[at : at + STEP] for each in pieces for at in range(0, len(each), STEP)):
            parser.Parse(piece)
            done += len(piece)
            if done - parser.CurrentByteIndex > TOKEN:
                message = f"{part} has a tag of more than {TOKEN // 1_000_000} MB; do not trust it"
                raise UnreadableSourceError(message)
        parser.Parse(b"", True)  # noqa: FBT003 - the parser takes no names
    except expat.ExpatError as error:
        message = f"{part} is damaged at line {error.lineno}; open the document and save it again"
        raise UnreadableSourceError(message) from error
    except (ValueError, LookupError) as error:  # an encoding that is none
        message = f"{part} has an encoding that cannot be read; open the document and save it again"
        raise UnreadableSourceError(message) from error


def parse_tree(data: bytes, part: str, *, doctype: bool = False) -> Element:
    """Return the root of ``data``, its tags named ``namespace local``.

    >>> parse_tree(b'<a xmlns="urn:ports"><b/></a>', "a.xml")[0].tag
    'urn:ports b'

    Raises:
        UnreadableSourceError: it is no well-formed XML, or deeper or longer than a small part is.

    """
    if len(data) > SMALL_PART:
        message = f"{part} has {len(data) // 1_000_000} MB; do not trust it"
        raise UnreadableSourceError(message)
    builder = TreeBuilder()
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH:
            message = f"{part} nests {DEPTH:,} levels deep; do not trust it"
            raise UnreadableSourceError(message)
        builder.start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag)

    parser = open_parser(part, doctype=doctype)
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, builder.data
    parse(parser, [data], part)
    return builder.close()


def local(tag: str) -> str:
    """Return the name of a tag without its namespace.

    >>> local("urn:ports pier")
    'pier'
    """
    return tag.rpartition(" ")[2]


def text_of(element: Element | None) -> str:
    """Return all text in ``element`` with single spaces; "" for none."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""

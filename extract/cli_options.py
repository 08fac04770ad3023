"""Options that several commands have, and the options of reading, which `reads` gives to a command."""

from __future__ import annotations

import inspect
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast, get_args

import typer

from extract.errors import UsageError
from extract.read_options import UNKEPT_LIMITS, Limits, PdfReader, ReadOptions

if TYPE_CHECKING:
    from collections.abc import Callable

AnnotationsFolder = Annotated[
    Path, typer.Option("--annotations", help="Folder that `pincite extract` wrote.", show_default=True)
]
CorpusFolder = Annotated[
    Path | None, typer.Option("--corpus", help="Folder of the sources, if it has moved since.", show_default=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print records as JSON Lines.")]
Input = Annotated[
    list[str] | None,
    typer.Argument(help="Files or folders; - is standard input.", show_default=False, metavar="[FILE|DIR|-]..."),
]
Model = Annotated[
    Path | None,
    typer.Option("--model", help="Model that `pincite train-references` wrote.", show_default=False, metavar="FILE"),
]
Libraries = Annotated[
    list[Path] | None,
    typer.Option(
        "--library",
        help="Your library (.bib, .ris or CSL-JSON), for citations that a source's own list has not; may be repeated.",
        show_default=False,
        metavar="FILE",
        readable=False,
    ),
]
Codebooks = Annotated[
    list[Path] | None,
    typer.Option(
        "--codebook",
        help="Your codebook (TOML or CSV, see docs/codebooks.md); may be repeated.",
        show_default=False,
        metavar="FILE",
        readable=False,
    ),
]
Password = Annotated[str, typer.Option(help="Of protected files; it is written nowhere.", show_default=False)]
ANNOTATIONS = Path("annotations")
LIMITS = Limits()
MEMORY = "Megabytes that reading a source may take." + " This system cannot keep that." * ("memory" in UNKEPT_LIMITS)


def reading(
    *,
    max_seconds: Annotated[
        float, typer.Option(min=0, help="Seconds of processor time that reading a source may take; many pages get more.")
    ] = LIMITS.seconds,
    max_memory: Annotated[int, typer.Option(min=0, help=MEMORY)] = LIMITS.memory,
    max_pages: Annotated[int, typer.Option(min=0, help="Pages of a source.")] = LIMITS.pages,
    max_glyphs: Annotated[int, typer.Option(min=0, help="Characters of a source.")] = LIMITS.glyphs,
    max_inflated: Annotated[
        int, typer.Option(min=0, help="Megabytes that the compressed parts of a source may unpack to. 0 lifts a limit.")
    ] = LIMITS.inflated,
    pdf_reader: Annotated[str, typer.Option(help="auto, pdfminer or pdfium.")] = "auto",
    password: Password = "",
) -> ReadOptions:
    """Return the options of reading, as they are given on the command line."""
    if pdf_reader not in get_args(PdfReader):
        message = f"no PDF reader {pdf_reader!r}; choose from {', '.join(get_args(PdfReader))}"
        raise UsageError(message)
    limits = Limits(max_seconds, max_memory, max_pages, max_glyphs, max_inflated)
    return ReadOptions(limits, cast("PdfReader", pdf_reader), password)


def reads(command: Callable[..., None]) -> Callable[..., None]:
    """Give ``command`` the options of `reading`; it gets what that makes of them as ``options``."""
    shared = inspect.signature(reading, eval_str=True).parameters
    own = inspect.signature(command, eval_str=True).parameters

    @wraps(command)
    def run(**given: Any) -> None:
        from extract.engine import LOCAL, shared_guard

        options = reading(**{name: given.pop(name) for name in shared})
        if given.get("engine", LOCAL) == LOCAL:
            shared_guard(options.limits, given.get("jobs", 0))  # its first child gets ready while we import the rest
        command(options=options, **given)

    parameters = [*own.values(), *shared.values()]
    run.__signature__ = inspect.Signature([each for each in parameters if each.name != "options"])  # type: ignore[attr-defined]  # what typer asks
    return run


def end(status: int) -> None:
    """End the program with a status, if it is not 0."""
    if status:
        raise typer.Exit(status)

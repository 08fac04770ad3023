"""The commands under ``pincite codebook``."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the types of options when it runs
from typing import Annotated

import typer

from extract.cli_options import AsJson, end, reads
from extract.read_options import ReadOptions  # noqa: TC001 - the same

codebook = typer.Typer(
    name="codebook",
    help="Check a codebook of your own, or begin one.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@codebook.command(epilog="Example: pincite codebook new")
def new(
    *,
    csv: Annotated[bool, typer.Option("--csv", help="As a table for a spreadsheet.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; standard output if not given.", show_default=False)
    ] = None,
) -> None:
    """Print a codebook to begin with, which explains itself."""
    from extract.commands import coding

    end(coding.new("csv" if csv else "toml", output))


@codebook.command(epilog="Example: pincite codebook check frames.toml corpus/")
@reads
def check(
    file: Annotated[
        Path, typer.Argument(help="The codebook: TOML, or a spreadsheet saved as CSV.", metavar="FILE", readable=False)
    ],
    inputs: Annotated[
        list[str] | None,
        typer.Argument(help="Sources to try it on; - is standard input.", show_default=False, metavar="[CORPUS|FILE|-]..."),
    ] = None,
    *,
    examples: Annotated[int, typer.Option(min=0, help="Places to show of each entry.", metavar="N")] = 3,
    as_json: AsJson = False,
    options: ReadOptions,
) -> None:
    """Say what each entry of a codebook finds in a corpus, warn of overlaps, and try its examples and counter-examples.

    Of each entry: how often its labels count and are held back, in which sources, and the first places. Warnings: a label that
    two entries share, that holds another's, that is a theory's already, that is a common word; what nothing decides on. Exit status
    1 when an entry does not find one of its examples, or finds a counter-example.
    """
    from extract.commands import coding

    end(coding.check(file, inputs or [], options, most=examples, as_json=as_json))

"""The command line: what may be asked, with help. What each command does stands in ``commands/``."""

from __future__ import annotations

import signal
import sys
from pathlib import Path  # noqa: TC003 - typer reads the types of options when it runs
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extract.cli_codebook import codebook as codebook_commands
from extract.cli_corpus import corpus_commands
from extract.cli_options import ANNOTATIONS, AsJson, Codebooks, Libraries, Model, end, reads
from extract.cli_steps import step_commands
from extract.errors import PinciteError, UsageError
from extract.read_options import ReadOptions  # noqa: TC001 - the same

if TYPE_CHECKING:
    from types import FrameType

app = typer.Typer(
    name="pincite",
    help="Turn a folder of sources into an annotated corpus in which every fact traces to its source passage.",
    epilog="Start with: pincite extract corpus/",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for group in (corpus_commands, step_commands, codebook_commands):
    app.add_typer(group)


@app.callback(invoke_without_command=True)
def pincite(*, version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False) -> None:
    """Turn a folder of sources into an annotated corpus in which every fact traces to its source passage."""
    if version:
        from extract import __version__

        typer.echo(f"pincite {__version__}")
        raise typer.Exit


@app.command(epilog="Example: pincite extract corpus/ -o annotations/")
@reads
def extract(
    corpus: Annotated[Path, typer.Argument(help="Folder of sources, or one file.", metavar="CORPUS", readable=False)],
    *,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the annotations.")] = ANNOTATIONS,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes at work; 0 means one for each core.")] = 0,
    engine: Annotated[
        str,
        typer.Option(
            help="What does the work: this machine (local), or the cluster of a Dask scheduler: dask://host:port "
            "(see docs/cluster.md).",
            metavar="ENGINE",
        ),
    ] = "local",
    memory: Annotated[
        int,
        typer.Option(
            min=1,
            help="Megabytes that the search for duplicates holds; what is more goes through temporary files.",
            metavar="MB",
        ),
    ] = 1000,
    force: Annotated[bool, typer.Option("--force", help="Do it all again, even if nothing has changed.")] = False,
    library: Libraries = None,
    codebook: Codebooks = None,
    model: Model = None,
    as_json: AsJson = False,
    options: ReadOptions,
) -> None:
    """Read a corpus, annotate it, and write the records as JSON Lines.

    Duplicates are found, bibliographies and citations parsed and linked, claims tagged. A run that was broken off goes on
    where it stopped, and of sources that have not changed nothing is done again. Exit status 3 when a file could not be read; all others are written.
    """
    from extract.lock import locked

    if not corpus.exists():
        message = f"{corpus}: no such file or folder; name the folder that holds your sources"
        raise UsageError(message)
    if jobs and engine != "local":
        message = "--jobs counts processes of this machine; a cluster has as many as its workers have threads"
        raise UsageError(message)
    with locked(output):  # before the rest is imported, so that a second run is turned away at once
        from extract.commands import corpora

        chosen: dict[str, Any] = {"jobs": jobs, "engine": engine, "memory": memory, "model": model, "libraries": library or ()}
        chosen["codebooks"] = codebook or ()
        end(corpora.extract(corpus, output, options, force=force, as_json=as_json, **chosen))


def _interrupted(_signal: int, _frame: FrameType | None) -> None:
    """End at once with the status that a shell expects; what is half written is taken back on the way out."""
    sys.stderr.write("Interrupted.\n")
    sys.exit(130)


def main() -> None:
    """Run the command line; a fault that the user can mend is one line on standard error."""
    signal.signal(signal.SIGINT, _interrupted)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # a reader that has seen enough ends us in silence, as other filters
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]  # a TextIOWrapper on every command line
    try:
        app()
    except PinciteError as error:
        typer.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()

"""The commands that do one step alone, on any files or standard input."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the types of options when it runs
from typing import Annotated

import typer

from extract.cli_options import (
    ANNOTATIONS,
    AnnotationsFolder,
    AsJson,
    Codebooks,
    CorpusFolder,
    Input,
    Libraries,
    Model,
    end,
    reads,
)
from extract.errors import UsageError
from extract.read_options import ReadOptions  # noqa: TC001 - the same

step_commands = typer.Typer()


@step_commands.command(epilog="Example: pincite references corpus/001_2fe7a9224dc7ec10.txt")
@reads
def references(
    inputs: Input = None,
    *,
    lines: Annotated[bool, typer.Option("--lines", help="Take each line as one entry.")] = False,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format", help="jsonl, csl-json, bibtex, biblatex, ris or labels.", show_default=False, metavar="FORMAT"
        ),
    ] = None,
    model: Model = None,
    as_json: AsJson = False,
    options: ReadOptions,
) -> None:
    """Parse bibliographies alone. With --lines, one record for each non-empty line, with offsets into that line.

    With --format, the entries are written as a library for other programs, under keys such as okafor2018; with --format
    labels, as lines to correct in an editor and to give to `pincite train-references`.
    """
    from extract.commands import filters

    end(filters.references(inputs or ["-"], options, lines=lines, as_json=as_json, format_=format_, model=model))


@step_commands.command(
    name="train-references",
    epilog='Example: echo "<author>Okafor, A.</author> (<date>2018</date>)." | pincite train-references - --alone -o my.model',
)
def train_references(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(help="Labelled entries, one a line; - is standard input.", show_default=False, metavar="[FILE|-]..."),
    ] = None,
    *,
    output: Annotated[Path, typer.Option("--output", "-o", help="File for the model.", show_default=False)],
    others: Annotated[
        list[str] | None,
        typer.Option(
            "--with", help="Labelled entries that count less than yours; may be repeated.", metavar="FILE", show_default=False
        ),
    ] = None,
    made: Annotated[int, typer.Option(min=0, help="Entries of invented works to add.")] = 7000,
    styled: Annotated[int, typer.Option(min=0, help="Such entries in CSL styles; slow, and needs pincite[train].")] = 0,
    alone: Annotated[bool, typer.Option("--alone", help="Learn from your entries only.")] = False,
    score: Annotated[
        bool, typer.Option("--score/--no-score", help="Measure too, with a fifth of your entries kept aside: twice the time.")
    ] = True,
) -> None:
    """Train a model for bibliography entries on entries that you have labelled, those that the package has, and made ones.

    Each line is an entry with tags: <author>Okafor, A.</author> (<date>2018</date>): <title>Ports</title>. White space in front
    goes on with the line above. JSON Lines with "text" and "labels" [[start, end, field], ...] are read too. To begin with, let
    the parser guess: pincite references --lines --format labels FILE. Use the model with --model.
    """
    from extract.commands import trainer

    material = trainer.Material((), with_package=False) if alone else trainer.Material(tuple(others or ()), made, styled)
    end(trainer.train_references(inputs or [], output, material, is_measured=score))


@step_commands.command(epilog="Example: pincite citations corpus/001_2fe7a9224dc7ec10.txt")
@reads
def citations(
    inputs: Input = None,
    *,
    library: Libraries = None,
    model: Model = None,
    as_json: AsJson = False,
    options: ReadOptions,
) -> None:
    """Find and link citations alone."""
    from extract.commands import filters

    end(filters.citations(inputs or ["-"], options, as_json=as_json, model=model, libraries=library or ()))


@step_commands.command(epilog="Example: pincite duplicates corpus/")
@reads
def duplicates(
    inputs: Input = None,
    *,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            help="Only exact, near, contains, shares_passage, repeats or pull_quote; may be repeated.", show_default=False
        ),
    ] = None,
    min_letters: Annotated[
        int, typer.Option(min=0, help="Only what has so many letters and digits in common.", show_default=False)
    ] = 0,
    clusters: Annotated[
        bool, typer.Option("--clusters", help="Only groups of copies of whole texts, each with the one to quote from.")
    ] = False,
    as_json: AsJson = False,
    options: ReadOptions,
) -> None:
    """Find duplicates alone: copies of whole texts, texts in others, shared passages, repeated parts, pull quotes.

    One line for each: its kind, both places, and how much they have in common. Groups of copies of whole texts (exact and near)
    follow, each with the copy to quote from and why. `pincite diff` shows how two of them differ.

    \b
    pincite duplicates drafts/ --clusters               which files are copies
    pincite duplicates a.txt b.pdf                      what two files share
    pincite duplicates corpus/ --kind shares_passage --min-letters 400
    """  # noqa: D301 - the backspace keeps the lines as they are
    from extract.commands import relating

    wish = relating.Wish(kinds=kind or (), min_letters=min_letters, clusters=clusters, as_json=as_json)
    end(relating.duplicates(inputs or ["-"], options, wish))


@step_commands.command(epilog="Example: pincite diff df7bad95efe2410f/pull_quote/14575")
@reads
def diff(
    names: Annotated[
        list[str],
        typer.Argument(
            help="Two files or ids of records; or one id, to compare it with its copies. - is standard input.",
            show_default=False,
            metavar="A [B]",
        ),
    ],
    *,
    noise: Annotated[
        bool, typer.Option("--noise", help="List noise too, after the wording; it then counts as different.")
    ] = False,
    summary: Annotated[
        bool, typer.Option("--summary", help="A line for each page or hundred lines, with counts, in place of the differences.")
    ] = False,
    annotations: AnnotationsFolder = ANNOTATIONS,
    corpus: CorpusFolder = None,
    as_json: AsJson = False,
    options: ReadOptions,
) -> None:
    """Show how two copies of a document or passage differ: first the wording, with its places; noise is counted.

    Noise is line breaks, hyphens at line ends, ligatures, lost accents, misread letters, punctuation, quotation marks, case,
    spacing, note marks and page furniture. A number, a name or a negation that differs is never noise. Exit status 0 when the
    wording is the same, 1 when it differs, as with diff.

    \b
    pincite diff old.txt new.txt                 two files
    pincite diff old.txt new.txt --noise         with line breaks, hyphens, accents...
    pincite diff book.pdf scan.txt --summary     where they differ, page by page
    pincite diff df7bad95efe2410f/claim/18288    a claim and every copy of it
    pincite diff ID ID --json                    two records, as JSON Lines
    """  # noqa: D301 - the backspace keeps the lines as they are
    from extract.commands import comparing

    wish = comparing.Wish(noise=noise, summary=summary, as_json=as_json)
    end(comparing.diff(names, wish, annotations, corpus, options))


@step_commands.command(epilog='Example: pincite tags --explain "Small allies chose hedging in Paris, and bought a hedge fund."')
@reads
def tags(
    inputs: Input = None,
    *,
    explain: Annotated[
        str | None,
        typer.Option(
            help="Say of this text why each tag was given, and why what else was seen gave none.",
            show_default=False,
            metavar="TEXT",
        ),
    ] = None,
    codebook: Codebooks = None,
    as_json: AsJson = False,
    options: ReadOptions,
) -> None:
    """Tag countries, organisations, theories, attributions, and the codes of a codebook in the whole text.

    \b
    echo "Tokyo followed the G7." | pincite tags        one line a tag
    pincite tags --codebook frames.toml article.pdf     with codes of your own
    pincite tags --explain "Georgia chose hedging."     why, and why not
    """  # noqa: D301 - the backspace keeps the lines as they are
    if explain is not None:
        if inputs:
            message = f"--explain TEXT says why of that text alone; leave out {inputs[0]}, or --explain TEXT"
            raise UsageError(message)
        from extract.commands import coding

        end(coding.explain(explain, codebook or (), as_json=as_json))
    else:
        from extract.commands import filters

        end(filters.tags(inputs or ["-"], options, codebooks=codebook or (), as_json=as_json))

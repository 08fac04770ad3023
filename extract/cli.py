"""The command line: what may be asked, with help. What each command does stands in ``commands/``."""

from __future__ import annotations

import signal
import sys
from pathlib import Path  # noqa: TC003 - typer reads the types of options when it runs
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extract.cli_codebook import codebook as codebook_commands
from extract.cli_options import (
    ANNOTATIONS,
    AnnotationsFolder,
    AsJson,
    Codebooks,
    CorpusFolder,
    Input,
    Libraries,
    Model,
    Password,
    end,
    reads,
)
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
app.add_typer(codebook_commands)


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


@app.command(epilog='Example: pincite lookup "Martin 1992a" --context 1 --cite chicago')
def lookup(
    query: Annotated[
        list[str] | None,
        typer.Argument(
            help="Author, year, words of the title, citation key, DOI, ISBN or address; also a citation or bibliography entry, pasted.",
            show_default=False,
        ),
    ] = None,
    *,
    context: Annotated[int, typer.Option(min=0, help="Sentences to show before and after each.", metavar="N")] = 0,
    by_section: Annotated[bool, typer.Option("--by-section", help="Group by source and section, with counts.")] = False,
    cite: Annotated[
        str | None,
        typer.Option(
            help="Add citations to paste, of the work at its page and of the passage in its source: apa, biblatex, chicago, "
            "chicago-note, chicago-short, natbib or pandoc.",
            show_default=False,
            metavar="STYLE",
        ),
    ] = None,
    together_with: Annotated[
        str,
        typer.Option(
            help="Only paragraphs that cite this work too; alone, a table of the works cited with it.",
            show_default=False,
            metavar="QUERY",
        ),
    ] = "",
    most_cited: Annotated[
        bool, typer.Option("--most-cited", help="A table of the works cited most: `--most-cited 10`, `--most-cited Martin`.")
    ] = False,
    source: Annotated[
        str | None, typer.Option(help="Only this source: the beginning of its path or id.", show_default=False)
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            min=1, help="At most so many works, sentences of each, or rows of a table.", show_default=False, metavar="N"
        ),
    ] = None,
    annotations: AnnotationsFolder = ANNOTATIONS,
    corpus: CorpusFolder = None,
    as_json: AsJson = False,
) -> None:
    """Show every sentence that cites a work, with its place, section and claim, and the work's bibliography entries.

    Spelling may be off: accents, transliteration, a few wrong letters in names and titles, an acronym. What was read as something
    else is said. Exit status 1 when no such work is listed or cited.

    \b
    pincite lookup "(Martin 1992a, 62)"            as it stands in a text
    pincite lookup coersive cooperation            words of the title
    pincite lookup "Martin 1992a" --by-section     grouped, with counts
    pincite lookup "Walt 1987" --cite pandoc       with [@walt1987, p. 5]
    pincite lookup --most-cited 10                 the ten works cited most
    pincite lookup --together-with "Walt 1987"     what is cited with it
    pincite lookup Buchanan --together-with Walt   where both are cited
    """  # noqa: D301 - the backspace keeps the lines as they are
    from extract.commands import consult

    wish = consult.Wish(
        together_with=together_with,
        is_ranked=most_cited,
        source=source,
        cite=cite,
        context=context,
        limit=limit,
        by_section=by_section,
        as_json=as_json,
    )
    end(consult.answer(" ".join(query or ()), wish, annotations, corpus))


@app.command(epilog="Example: pincite claims --country JP --theory buck-passing --cite chicago")
def claims(
    *,
    country: Annotated[
        list[str] | None, typer.Option(help="ISO code or English name; repeat for claims that have all.", show_default=False)
    ] = None,
    actor: Annotated[list[str] | None, typer.Option(help="Country that acts, decides or speaks.", show_default=False)] = None,
    target: Annotated[list[str] | None, typer.Option(help="Country that is acted on.", show_default=False)] = None,
    named: Annotated[
        list[str] | None, typer.Option(help="Country that is named, not only meant by a pronoun.", show_default=False)
    ] = None,
    theory: Annotated[
        list[str] | None,
        typer.Option(help="Theory or concept, with its narrower ones; repeat for claims that use all.", show_default=False),
    ] = None,
    exact: Annotated[bool, typer.Option("--exact", help="The theory or code itself, without narrower ones.")] = False,
    organisation: Annotated[list[str] | None, typer.Option(help="Organisation, such as NATO.", show_default=False)] = None,
    code: Annotated[
        list[str] | None,
        typer.Option(
            help="Code of a codebook (its id, DIMENSION:ID, or DIMENSION), with its narrower ones; repeat for claims that have all.",
            show_default=False,
        ),
    ] = None,
    text: Annotated[str, typer.Option(help="Words that the claim holds.", show_default=False)] = "",
    attribution: Annotated[str | None, typer.Option(help="author, cited or quoted.", show_default=False)] = None,
    speaker: Annotated[str | None, typer.Option(help="Words of the speaker's name.", show_default=False)] = None,
    polarity: Annotated[str | None, typer.Option(help="pos or neg.", show_default=False)] = None,
    modality: Annotated[str | None, typer.Option(help="asserted, hedged, predicted or normative.", show_default=False)] = None,
    source: Annotated[
        str | None, typer.Option(help="Only this source: the beginning of its path or id.", show_default=False)
    ] = None,
    cite: Annotated[
        str | None,
        typer.Option(
            help="Add the pinpoint of the source, to paste: apa, biblatex, chicago, chicago-note, chicago-short, natbib or pandoc.",
            show_default=False,
            metavar="STYLE",
        ),
    ] = None,
    annotations: AnnotationsFolder = ANNOTATIONS,
    corpus: CorpusFolder = None,
    as_json: AsJson = False,
) -> None:
    """List claims by their tags, words or source, each with its pinpoint.

    Exit status 1 when there is none.
    """
    from extract.commands import claiming

    several = {
        "country": country,
        "actor": actor,
        "target": target,
        "named": named,
        "theory": theory,
        "organisation": organisation,
        "code": code,
    }
    one = {"attribution": attribution, "speaker": speaker, "polarity": polarity, "modality": modality}
    tags = {kind: names or [] for kind, names in several.items()} | {kind: [name] for kind, name in one.items() if name}
    wanted = claiming.Wanted(tags, text, source, exact)
    end(claiming.claims(wanted, annotations, corpus, cite=cite, as_json=as_json))


@app.command(epilog="Example: pincite show df7bad95efe2410f/claim/18288")
def show(
    record: Annotated[
        str, typer.Argument(help="Id of a record, as other commands print it; its beginning is enough.", metavar="ID")
    ],
    *,
    image: Annotated[
        Path | None,
        typer.Option(help="Draw its page of a PDF there, as PNG, with the passage marked.", show_default=False, metavar="FILE"),
    ] = None,
    annotations: AnnotationsFolder = ANNOTATIONS,
    corpus: CorpusFolder = None,
    password: Password = "",
    as_json: AsJson = False,
) -> None:
    """Show a record: its passage in context, its place, its fields, and every copy of the passage with what differs there.

    Of a relation: how much its two sides share, which to quote from and why, and how they differ. Of a source: what is known of it,
    and its relations.
    """
    from extract.commands import corpora

    end(corpora.show(record, annotations, corpus, as_json=as_json, image=image, password=password))


@app.command(epilog="Example: pincite text corpus/000_e300cb1740f3c7b3.txt")
@reads
def text(
    file: Annotated[str, typer.Argument(help="One source; - is standard input.", metavar="FILE|-")],
    *,
    roles: Annotated[
        bool, typer.Option("--roles", help="Name the role of each passage; print pull quotes and furniture too.")
    ] = False,
    pages: Annotated[bool, typer.Option("--pages", help="Mark where pages begin.")] = False,
    as_json: AsJson = False,
    options: ReadOptions,
) -> None:
    """Print the reading text of one source: cleaned, in reading order, with notes after the text."""
    from extract.commands import filters

    end(filters.text(file, options, roles=roles, pages=pages, as_json=as_json))


@app.command(epilog="Example: pincite check --kind name_mismatch --kind missing_reference")
def check(
    *,
    kind: Annotated[
        list[str] | None, typer.Option(help="Only problems of this kind; may be repeated.", show_default=False)
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(help="Only problems of this source (path or id, or how it begins); may be repeated.", show_default=False),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with status 1 when there is a problem.")] = False,
    annotations: AnnotationsFolder = ANNOTATIONS,
    corpus: CorpusFolder = None,
    as_json: AsJson = False,
) -> None:
    """List what a person should look at, as file:line:column or file:page, with what to write instead.

    Works that are cited and not listed, listed and not cited; names, years, letters and pages that do not agree; ibid. without a
    work; entries merged, torn, repeated, out of order; styles mixed. The same thing in several places is one line.
    """
    from extract.commands import checking

    wanted = {"kind": kind or [], "source": source or []}
    end(checking.check(wanted, annotations, corpus, strict=strict, as_json=as_json))


@app.command(epilog="Example: pincite verify")
def verify(
    *,
    annotations: AnnotationsFolder = ANNOTATIONS,
    corpus: CorpusFolder = None,
    password: Password = "",
    as_json: AsJson = False,
) -> None:
    """Prove every record against its source: does each quote still stand at its spans?

    Exit status 1 when a record fails.
    """
    from extract.commands import corpora

    end(corpora.verify(annotations, corpus, password=password, as_json=as_json))


@app.command(name="eval", epilog="Example: pincite eval annotations/gold --errors 20")
def evaluate(
    gold: Annotated[
        Path, typer.Argument(help="Hand-checked records: a .jsonl file, or a folder of them.", metavar="GOLD", readable=False)
    ],
    *,
    only: Annotated[
        list[str] | None, typer.Option(help='Only this figure, such as "theories"; may be repeated.', show_default=False)
    ] = None,
    floors: Annotated[
        Path | None,
        typer.Option(
            help="JSON file of the least F1 of each figure; exit status 1 when one lies below.",
            show_default=False,
            metavar="FILE",
        ),
    ] = None,
    errors: Annotated[int, typer.Option(min=0, help="Differences to print on standard error.")] = 0,
    annotations: AnnotationsFolder = ANNOTATIONS,
    as_json: AsJson = False,
) -> None:
    """Measure the annotations against gold: precision, recall and F1 of claims, their tags, citations, references, passages.

    Gold has the form of the annotations themselves: a record a line, of which you may state only a part (docs/gold.md).
    """
    from extract.commands import evaluating

    wanted = evaluating.Wanted(only or (), floors, errors)
    end(evaluating.evaluate_gold(gold, annotations, wanted, as_json=as_json))


@app.command(epilog="Example: pincite export bibtex -o works.bib")
def export(
    format_: Annotated[
        str,
        typer.Argument(
            help="jsonl (all records); csl-json, bibtex, biblatex, ris (works); or skos (the taxonomy of theories, in Turtle).",
            metavar="FORMAT",
        ),
    ],
    *,
    codebook: Codebooks = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; standard output if not given.", show_default=False)
    ] = None,
    annotations: AnnotationsFolder = ANNOTATIONS,
) -> None:
    """Write the annotations, the works they cite, or the theories and a codebook, in another format.

    Only skos takes a codebook, and needs no annotations.
    """
    from extract.commands import corpora

    end(corpora.export(format_, output, annotations, codebook or ()))


@app.command(epilog="Example: pincite references corpus/001_2fe7a9224dc7ec10.txt")
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


@app.command(
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


@app.command(epilog="Example: pincite citations corpus/001_2fe7a9224dc7ec10.txt")
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


@app.command(epilog="Example: pincite duplicates corpus/")
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


@app.command(epilog="Example: pincite diff df7bad95efe2410f/pull_quote/14575")
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


@app.command(epilog='Example: pincite tags --explain "Small allies chose hedging in Paris, and bought a hedge fund."')
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
        from extract.commands import coding

        end(coding.explain(explain, codebook or (), as_json=as_json))
    else:
        from extract.commands import filters

        end(filters.tags(inputs or ["-"], options, codebooks=codebook or (), as_json=as_json))


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

"""The commands on a corpus and its annotations."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the types of options when it runs
from typing import Annotated

import typer

from extract.cli_options import ANNOTATIONS, AnnotationsFolder, AsJson, Codebooks, CorpusFolder, Password, end, reads
from extract.read_options import ReadOptions  # noqa: TC001 - the same

corpus_commands = typer.Typer()


@corpus_commands.command(epilog='Example: pincite lookup "Martin 1992a" --context 1 --cite chicago')
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


@corpus_commands.command(epilog="Example: pincite claims --country JP --theory buck-passing --cite chicago")
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


@corpus_commands.command(epilog="Example: pincite show df7bad95efe2410f/claim/18288")
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


@corpus_commands.command(epilog="Example: pincite text corpus/000_e300cb1740f3c7b3.txt")
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


@corpus_commands.command(epilog="Example: pincite check --kind name_mismatch --kind missing_reference")
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


@corpus_commands.command(epilog="Example: pincite verify")
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


@corpus_commands.command(name="eval", epilog="Example: pincite eval annotations/gold --errors 20")
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


@corpus_commands.command(epilog="Example: pincite export bibtex -o works.bib")
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

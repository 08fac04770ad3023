"""Write the reference pages from the code: docs/commands.md, docs/records.md, and the schemas of records, look-ups and differences.

``python docs/build.py`` writes them; ``python docs/build.py --check`` exits with status 1 when one is out of date.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

from pydantic import BaseModel, Field, TypeAdapter
from typer.testing import CliRunner

from extract import models
from extract.cli import app
from extract.differences.records import Comparison, DiffRecord, FoundDifference
from extract.lookup.answers import FoundRecord
from extract.where import Where

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
WIDTH = {"COLUMNS": "100", "TERMINAL_WIDTH": "100"}


def schema(records: Any, title: str, description: str) -> dict[str, Any]:
    """Return the JSON Schema of one line that holds any of ``records``."""
    adapter: TypeAdapter[Any] = TypeAdapter(Annotated[records, Field(discriminator="type")])
    generated = adapter.json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": description,
        "schema_version": models.SCHEMA_VERSION,
        **generated,
    }


def records_page() -> str:
    """Return the page that documents every record field by field."""
    lines = [
        "# Records",
        "",
        "Every line of an annotation file is one of these records. Offsets are Unicode code points, half-open, in the source's raw",
        "text. This page and [schema.json](schema.json) are written from `extract/models.py` by `make docs`.",
    ]
    documented: list[type[BaseModel]] = [*get_args(models.Record)]
    lines += _tables(documented)
    lines += [
        "",
        "# Answers of look-ups",
        "",
        "What `pincite lookup --json` prints, one a line ([lookup-schema.json](lookup-schema.json)).",
    ]
    lines += _tables([*get_args(FoundRecord)], documented)
    lines += [
        "",
        "# Differences",
        "",
        "What `pincite diff --json` prints after the sources, one a line ([diff-schema.json](diff-schema.json)).",
    ]
    lines += _tables([Comparison, FoundDifference], [*documented, Where])
    return "\n".join(lines) + "\n"


def _tables(documented: list[type[BaseModel]], elsewhere: Sequence[type[BaseModel]] = ()) -> list[str]:
    """Return a table for each record, and for each part of one that has none ``elsewhere``; the parts are added to the list."""
    lines: list[str] = []
    for model in documented:
        documented.extend(part for part in _parts(model) if part not in (*documented, *elsewhere))
        lines += [
            "",
            f"## {model.__name__}",
            "",
            (model.__doc__ or "").strip(),
            "",
            "| field | type | what it holds |",
            "|---|---|---|",
        ]
        for name, field in model.model_fields.items():
            lines.append(f"| `{name}` | {_type_name(field.annotation)} | {field.description or ''} |")
    return lines


def _parts(model: type[BaseModel]) -> list[type[BaseModel]]:
    """Return the models that stand in the fields of ``model``."""
    found: list[type[BaseModel]] = []

    def visit(annotation: object) -> None:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            found.append(annotation)
        for argument in get_args(annotation):
            visit(argument)

    for field in model.model_fields.values():
        visit(field.annotation)
    return found


def _type_name(annotation: object) -> str:
    """Return a type as a reader of JSON would name it."""
    if annotation == models.Span:
        return "span"
    if annotation == models.Box:
        return "box"
    arguments = get_args(annotation)
    if not arguments:
        if isinstance(annotation, type):
            return {"str": "string", "int": "integer", "float": "number", "dict": "object"}.get(
                annotation.__name__, annotation.__name__
            )
        return "any value" if annotation is Any else "null"
    if all(isinstance(argument, str) for argument in arguments):
        return ", ".join(f"`{argument}`" for argument in arguments)
    if getattr(annotation, "__origin__", None) is dict:
        return "object" if arguments[1] is Any else f"object of {_type_name(arguments[1])}"
    if getattr(annotation, "__origin__", None) is tuple:
        return f"list of {_type_name(arguments[0])}" if arguments[-1] is Ellipsis else "pair of " + _type_name(arguments[0])
    return " or ".join("null" if argument is type(None) else _type_name(argument) for argument in arguments)


def commands() -> dict[str, str]:
    """Return the commands by their names, those of a group behind its name, each with the example that ends its help."""
    groups = [each.typer_instance for each in app.registered_groups if each.typer_instance]
    found = {}
    for group, registered in [("", app), *((f"{each.info.name} " if each.info.name else "", each) for each in groups)]:
        for command in registered.registered_commands:
            if command.callback:
                found[f"{group}{command.name or command.callback.__name__}"] = command.epilog or ""
    return found


def commands_page() -> str:
    """Return the command reference: every ``--help``."""
    runner = CliRunner(env=WIDTH)
    lines = ["# Commands", "", "Written from `pincite --help` by `make docs`."]
    for name in ["", *sorted(commands())]:
        words = [*name.split(), "--help"]
        shown = runner.invoke(app, words, prog_name="pincite").stdout.rstrip()
        lines += ["", f"## pincite {name}".rstrip(), "", "```", *shown.splitlines(), "```"]
    return "\n".join(lines) + "\n"


def pages() -> dict[str, str]:
    """Return the text of each page by its file name."""
    of_records = schema(models.Record, "Pincite record", "One line of an annotation file.")
    of_answers = schema(FoundRecord, "Pincite look-up", "One line of `pincite lookup --json`.")
    of_differences = schema(DiffRecord, "Pincite diff", "One line of `pincite diff --json`.")
    return {
        "commands.md": commands_page(),
        "diff-schema.json": json.dumps(of_differences, indent=2, ensure_ascii=False, sort_keys=True) + "\n",
        "lookup-schema.json": json.dumps(of_answers, indent=2, ensure_ascii=False, sort_keys=True) + "\n",
        "records.md": records_page(),
        "schema.json": json.dumps(of_records, indent=2, ensure_ascii=False, sort_keys=True) + "\n",
    }


def stale() -> list[str]:
    """Return the names of the pages that differ from what the code says now."""
    return [name for name, text in pages().items() if not (HERE / name).is_file() or (HERE / name).read_text("utf-8") != text]


def main() -> int:
    """Write the pages, or check them."""
    names = stale()
    if "--check" in sys.argv[1:]:
        print("\n".join(f"docs/{name} is out of date; run `make docs`" for name in names))
        return 1 if names else 0
    for name, text in pages().items():
        (HERE / name).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

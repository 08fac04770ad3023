"""The tables of ``cases/``: each case is data, and one with ``todo`` is expected to fail until the day it passes."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _pytest.mark import ParameterSet

    from extract.models import Citation

CASES = Path(__file__).parent / "cases"


def read_cases(name: str) -> list[dict[str, Any]]:
    """Return the cases of ``cases/NAME.toml``."""
    cases: list[dict[str, Any]] = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]
    return cases


def parameters(cases: Iterable[dict[str, Any]]) -> list[ParameterSet]:
    """Return the cases as parameters of a test, each under its name (or its text), those with ``todo`` as strict xfails."""
    return [
        pytest.param(
            case,
            id=case.get("name") or case["text"],
            marks=[pytest.mark.xfail(reason=case["todo"], strict=True)] if "todo" in case else [],
        )
        for case in cases
    ]


def as_linked(cited: str, citation: Citation) -> str:
    """Return ``cited`` with what it is linked to, and its locator, prefix, suffix and mode: "Walt 1987 -> w @5 <cf."."""
    ids = " ".join(candidate.id for candidate in citation.references)
    link = {"linked": ids.split(" ")[0], "missing": "missing", "ambiguous": f"ambiguous: {ids}"}[citation.status]
    label = "" if citation.locator_label in {None, "page"} else f" {citation.locator_label}"
    parts = [
        f"{cited} -> {link}",
        f"@{citation.locator}{label}" if citation.locator else "",
        f"<{citation.prefix}" if citation.prefix else "",
        f">{citation.suffix}" if citation.suffix else "",
        f"[{citation.mode}]" if citation.mode != "parenthetical" else "",
    ]
    return " ".join(part for part in parts if part)

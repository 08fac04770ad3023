"""The tables of ``cases/``: each case is data, and one with ``todo`` is expected to fail until the day it passes."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _pytest.mark import ParameterSet

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

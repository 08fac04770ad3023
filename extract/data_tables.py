"""The tables of knowledge in ``data/*.toml``: words, names and rules that no code should hold."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_table(name: str) -> dict[str, Any]:
    """Return what stands in ``data/<name>.toml``; it is read once.

    >>> read_table("cited_again")["idem"]["words"][0]
    'idem'
    """
    return tomllib.loads(files("extract").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))

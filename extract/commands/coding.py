"""Commands on codes: why a text is tagged as it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from extract import display
from extract.codebooks import read_codebooks
from extract.display import print_lines, say, visible
from extract.explanation import explain as explained

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SHOWN = 40
"""Characters of a tagged text that are shown."""


def explain(text: str, codebooks: Sequence[Path], *, as_json: bool) -> int:
    """Print why each tag of a text was given, and why what else was seen there gave none."""
    reasons = explained(text, read_codebooks(codebooks).codebook)
    if as_json:
        for reason in reasons:
            words = text[reason.start : reason.end]
            print(json.dumps({"type": "reason", **reason._asdict(), "words": words}, ensure_ascii=False))
        return 0
    rows = []
    for reason in reasons:
        name = f" ({reason.name})" if reason.name and reason.name.lower() != reason.value else ""
        words = visible(text[reason.start : reason.end])
        words = f"“{words if len(words) <= SHOWN else words[: SHOWN - 2] + ' …'}”"
        rows.append(
            (reason.verdict, f"{reason.start}-{reason.end}", words, f"{reason.kind} {reason.value}{name}", visible(reason.why))
        )
    print_lines(display.table(rows))
    if not reasons:
        say("No country, organisation, theory, code or attribution is named here.")
    return 0

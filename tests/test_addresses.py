"""Addresses that a line end cuts are read as one, and end where the sentence goes on."""

from __future__ import annotations

from typing import Any

import pytest
from case_tables import parameters, read_cases

from extract.addresses import goes_on
from extract.clean import reading_of

CASES = parameters(read_cases("addresses"))
LINE = "the ports were the first to feel it and the last to say so as they"


@pytest.mark.parametrize("case", CASES)
def test_addresses(case: dict[str, Any]) -> None:
    space = "" if goes_on(case["before"], case["after"]) else " "
    assert case["before"] + space + case["after"] == case["is"]


@pytest.mark.parametrize("case", CASES)
def test_addresses_inside_a_paragraph(case: dict[str, Any]) -> None:
    filling = LINE[: len(LINE) - len(case["before"]) + 1].strip()
    text = f"{LINE}\n{filling} {case['before']}\n{case['after']} {LINE[:50]}\n{LINE}"
    assert case["is"] in " ".join(reading_of(text).text.split())

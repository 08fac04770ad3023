"""The whole flow on texts that nobody wrote: whatever stands in a source, every record stands on it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.anchor import verify
from extract.clean import lay_out
from extract.pipeline import annotate
from extract.readers import read_bytes

FRAGMENTS = [
    "The ports of the north were the first to feel it (Okafor, 2018: 44).",
    "Okafor (2018) said",
    "said that",
    "“Nobody,” said Adeyemi, “will leave.”",
    "Japan and South Korea, and",
    "the two countries did not join NATO",
    "(ibid.: 31)",
    "(cf. Bailes et al., 2016a, b; 2017)",
    "[1, 3-5]",
    "stance³⁵",
    "1. Interview, May 2019.",
    "^{2.} Editor’s note:",
    "# Ports",
    "References",
    "Okafor, Ada. Ports under Pressure. Lagos: Harbour Press, 2018.",
    "- Adeyemi, B. (1987). “On docks”. *Harbour Studies*, vol. 3, issue 1, pp. 1-20.",
    "sanc-\ntions",
    "https://a.example/b_c?d=\n1",
    "\f",
    "—",
    "…",
    "NZ\\$20 billion in 2016",
    "on April 6–7, 2022",
    "bandwagoning",
    "According to",
    "will not",
    "?",
    "\x00",
    "\u202e",
    "العربية 中文。",
    "ﬁnancial",
]
SEPARATORS = [" ", "\n", "\n\n", " \n ", "\r\n", ", ", ""]
SOURCES = st.lists(st.tuples(st.sampled_from(FRAGMENTS) | st.text(max_size=12), st.sampled_from(SEPARATORS)), max_size=40).map(
    lambda parts: "".join(text + separator for text, separator in parts)
)


@settings(max_examples=80)
@given(st.lists(SOURCES, min_size=1, max_size=3))
def test_every_record_of_any_text_stands_on_its_source(texts: list[str]) -> None:
    raws = {raw.sha256: raw for text in texts for raw in [read_bytes(text.encode("utf-8", "replace"), "text")]}
    readings = [lay_out(raw, raw.source([str(number)])) for number, raw in enumerate(raws.values())]
    by_id = {reading.source.id: reading.raw for reading in readings}
    assert list(verify(annotate(readings), lambda source: by_id[source.id])) == []


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "a", "(", ")" * 3000, "(2004)" * 300, "said " * 500, "“" * 500, "- \n" * 500, "1. \n\n" * 300]
)
def test_texts_of_nothing(text: str) -> None:
    raw = read_bytes(text.encode(), "text")
    assert list(verify(annotate([lay_out(raw, raw.source(["text"]))]), lambda _: text)) == []

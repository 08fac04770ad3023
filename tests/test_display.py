"""What a person reads on the terminal."""

from __future__ import annotations

from extract.annotations import Annotations
from extract.clean import reading_of
from extract.display import summary
from extract.pipeline import annotate

NOTE = (
    "Japan condemned Russia in March 2014 (Okafor, 2018: 44). Nobody listened to South Korea (Eze, 2001).\n\nReferences\n\n"
    "Okafor, Ada. 2018. Ports under Pressure. Lagos: Harbour Press.\n"
)


def test_summary_counts_what_was_found() -> None:
    found = summary(annotate([reading_of(NOTE)]))
    assert list(found) == [
        "sources", "duplicates", "references", "citations", "styles", "claims", "countries", "theories", "problems",
    ]  # fmt: skip
    assert found["sources"].startswith("1 (")
    assert found["duplicates"] == "none"
    assert found["references"] == "1 in 1 bibliography, 1 work"
    assert found["citations"] == "2: 1 linked, 1 missing, 0 ambiguous"
    assert found["styles"] == "author-year in 1 source"
    assert found["claims"] == "2, 0 of them with a copy elsewhere"
    assert found["countries"] == "3: 1 JP, 1 KR, 1 RU"
    assert "1 missing_reference" in found["problems"]


def test_summary_of_nothing() -> None:
    assert summary(Annotations())["citations"] == "0: 0 linked, 0 missing, 0 ambiguous"


def test_summary_says_which_sources_mix_styles() -> None:
    numbered = "Harbours are slow [1]. Cranes are not [2,3], nor are trains [4]. Night work (Okafor et al., 2018) is rare [5]."
    assert summary(annotate([reading_of(NOTE), reading_of(numbered)]))["styles"] == (
        "author-year in 1 source, numeric in 1 source; 1 of them mixed"
    )

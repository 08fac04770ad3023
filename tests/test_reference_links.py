"""Addresses behind the links of an entry."""

from __future__ import annotations

import pytest

from extract.clean import lay_out, reading_of
from extract.readers import read_bytes
from extract.references import find_references
from extract.references.links import find_linked

PAGE = """<html><body><h1>Ports</h1><p>Ports closed (Okafor 2018; Bello 2001; Eze 2005; Park 2019).</p><h2>References</h2><ol>
<li>Okafor, A. (2018). Ports under pressure. <i>Harbour Review</i>, 3(1), 2–9. <a href="https://doi.org/10.1234%2Fports.2018">CrossRef</a>
<a href="https://scholar.google.com/scholar_lookup?title=Ports">Google Scholar</a></li>
<li><a href="https://docks.example/lagos?a=1&amp;b=2">Bello, B. (2001). The docks of Lagos.</a> Lagos: Harbour Press.</li>
<li>Eze, C. (2005). Who pays for harbours? Accra: Quay Books.</li>
<li>Park, L. (2019). Small ports. https://ports.example/small <a href="https://mirror.example/small">mirror</a></li></ol></body></html>"""


def test_an_entry_takes_what_its_links_lead_to() -> None:
    raw = read_bytes(PAGE.encode(), "ports.html")
    entries = list(find_references(lay_out(raw, raw.source(["ports.html"]))))
    assert [(entry.csl.get("DOI"), entry.csl.get("URL")) for entry in entries] == [
        ("10.1234/ports.2018", None),
        (None, "https://docks.example/lagos?a=1&b=2"),
        (None, None),
        (None, "https://ports.example/small"),
    ]
    places = [raw.raw[slice(*entry.fields[name][0])] for entry in entries for name in ("DOI", "URL") if name in entry.fields]
    assert places == [
        "https://doi.org/10.1234%2Fports.2018",
        "https://docks.example/lagos?a=1&amp;b=2",
        "https://ports.example/small",
    ]


def test_links_of_markdown() -> None:
    text = (
        "# Ports\n\nPorts closed (Okafor 2018).\n\n## References\n\n"
        "- Okafor, A. (2018). [Ports under pressure](https://docks.example/p_(1)). Lagos: Harbour Press.\n"
        "- [Bello, B. (2001). The docks of Lagos. Lagos: Harbour Press.](https://doi.org/10.1234/docks)\n"
    )
    entries = list(find_references(reading_of(text)))
    assert [(entry.csl.get("DOI"), entry.csl.get("URL")) for entry in entries] == [
        (None, "https://docks.example/p_(1)"),
        ("10.1234/docks", None),
    ]


@pytest.mark.parametrize("raw", ["", "<", "<" * 5000, "<a href=", "](https://x" * 2000, ' href="https://' * 2000])
def test_no_markup_is_too_odd(raw: str) -> None:
    assert list(find_linked(raw, len(raw), len(raw), {})) == []
    assert len(list(find_linked(raw, 0, len(raw), {}))) <= 2

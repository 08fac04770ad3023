"""In a spaCy pipeline everything is found that the plain functions find, at the same places, and it goes wherever the doc goes."""

from __future__ import annotations

import doctest
import random
import subprocess
import sys
import tomllib
from collections import Counter
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import spacy
from case_tables import parameters, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy import displacy
from spacy.tokens import Doc, DocBin

from extract import find_citations, split_sentences, tag
from extract.citations import find_citations_in
from extract.citations.listed_works import ListedWorks
from extract.claims import find_claims
from extract.claims.attribution import find_attributions
from extract.clean import reading_of
from extract.codebooks import read_codebooks
from extract.errors import UsageError
from extract.lexicon.countries import find_countries
from extract.lexicon.organisations import find_organisations
from extract.lexicon.theories import find_theories
from extract.metadata import described
from extract.models import Claim, Sentence
from extract.references import find_references
from extract.spacy_pipes import RECORDS, key
from extract.spacy_pipes.kept import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spacy.language import Language

ROOT = Path(__file__).parents[1]
PARTS = tuple(RECORDS)
PLAIN: dict[str, Callable[[str], Iterable[Any]]] = {
    "sentences": split_sentences,
    "citations": find_citations,
    "countries": find_countries,
    "organisations": find_organisations,
    "theories": find_theories,
    "attributions": find_attributions,
}
"""Component -> the plain function that it runs on the text of a doc."""

ARTICLE = """Ports under Pressure

Tokyo hesitated (Okafor, 2018: 44). In 2014, the Koreas imposed sanctions on Russia.¹ It chose hedging, the
minister of its ally said; he followed Adeyemi (1987). This article examines why.

¹ See Okafor (2018).

References

Adeyemi, Bola. 1987. The Harbour Study. Lagos: Harbour Press.

Okafor, Ada. 2018. Ports under Pressure. Lagos: Harbour Press.
"""
OKAFOR = {
    "id": "okafor",
    "author": [{"family": "Okafor", "given": "Ada"}],
    "issued": {"date-parts": [[2018]]},
    "title": "Ports",
}
TABLES = ("attribution", "author_date", "citations", "claims", "countries", "notes", "numbers", "sentences", "theories")
TEXTS = [
    ARTICLE,
    "",
    " \n",
    *(case["text"].replace("|", "") for table in TABLES for case in read_cases(table) if "text" in case),
]


def pipeline(*names: str, language: str = "en") -> Language:
    nlp = spacy.blank(language)
    for name in names:
        nlp.add_pipe(key(name))
    return nlp


def own_claims(text: str) -> list[Claim | Sentence]:
    """Return the claims of a text as those of a source that holds it."""
    reading = described(reading_of(text), {})
    references = list(find_references(reading))
    works = {entry.id: entry.csl for entry in references}
    return list(find_claims(reading, list(find_citations_in(reading, references)), works=works))


def records(doc: Doc, name: str) -> tuple[Any, ...]:
    found: tuple[Any, ...] = doc._.get(key(name))
    return found


def everything(doc: Doc) -> dict[str, Any]:
    """Return all that components wrote into a doc."""
    groups = {name: [(s.start, s.end, s.label_, s.kb_id_, s.id_) for s in group] for name, group in doc.spans.items()}
    return {"groups": groups, "starts": [token.is_sent_start for token in doc], **{name: records(doc, name) for name in KINDS}}


ALONE = {name: pipeline(name) for name in PARTS}
WHOLE = pipeline(*PARTS)


def check(text: str) -> None:
    """Check one text: the records are those of the plain functions, and each stands on the tokens that hold its words."""
    for name, find in PLAIN.items():
        assert records(ALONE[name](text), name) == tuple(find(text)), name
    tags = [
        found
        for name in ("countries", "organisations", "theories", "attributions")
        for found in records(ALONE[name](text), name)
    ]
    assert Counter(tags) == Counter(tag(text))
    reading = described(reading_of(text), {})
    references = list(find_references(reading))
    doc = WHOLE(text)
    assert records(doc, "references") == tuple(references)
    assert records(doc, "citations") == tuple(find_citations_in(reading, references))
    found = own_claims(text)
    assert records(doc, "claims") == tuple(one for one in found if isinstance(one, Claim))
    assert records(doc, "no_claims") == tuple(one for one in found if isinstance(one, Sentence))
    for name in ("claims", "no_claims"):
        assert records(ALONE["claims"](text), name) == records(doc, name)
    check_places(doc)


def check_places(doc: Doc) -> None:
    """Check that the spans of records are the fewest tokens that hold them, and where sentences start."""
    for name in KINDS:
        spans = sorted(places(doc, name))
        group = doc.spans[key(name)]
        assert len(group) == len(spans)
        for span, (start, end) in zip(sorted(group, key=lambda span: (span.start_char, span.end_char)), spans, strict=True):
            assert span[0].idx <= start < span[0].idx + len(span[0].text_with_ws)
            assert span[-1].idx < end <= span[-1].idx + len(span[-1].text_with_ws)
    borders = [start for start, _ in split_sentences(doc.text)]
    begun = [next((token.i for token in doc if token.idx >= border and not token.is_space), len(doc)) for border in borders]
    assert {sentence.start for sentence in doc.sents if len(doc)} == {0, *begun[1:]} - {len(doc)} if len(doc) else True


def places(doc: Doc, name: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for record in records(doc, name):
        if name == "sentences":
            found.append(record)
        elif name == "citations":
            found += record.item_spans
        else:
            found += record.anchor.spans if hasattr(record, "anchor") else [(record.start, record.end)]
    return found


def test_texts_of_the_tables() -> None:
    chosen = TEXTS[:3] + random.Random(1).sample(TEXTS[3:], 40)
    for text in chosen:
        check(text)


PIECES = st.sampled_from(
    ["Japan", "the Koreas", "Russia", "hedging", "allies", "NATO", "(Okafor, 2018)", "¹", "said", "“", "”", ". ", ".", "\n\n", " ", "\t",
     "#", "References", "it", "2014", "U.S.", "end.The next", "é"]
)  # fmt: skip


@settings(max_examples=25)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=30).map("".join), st.lists(PIECES, max_size=30).map(" ".join)))
def test_any_text(text: str) -> None:
    check(text)


@given(
    st.lists(st.tuples(st.sampled_from(["Japan", "fell.", "It", "rose.It", "\n", "U.S.The", "."]), st.booleans()), max_size=12)
)
def test_any_tokens(words: list[tuple[str, bool]]) -> None:
    nlp = ALONE["sentences"]
    doc = Doc(nlp.vocab, words=[word for word, _ in words], spaces=[space for _, space in words])
    doc = WHOLE(doc)
    assert records(doc, "sentences") == tuple(split_sentences(doc.text))
    check_places(doc)


FOREIGN = """
import sys
import extract.cli, extract.claims.cues, spacy
list(extract.claims.cues.find_cues("they said"))
print("extract.spacy_pipes" in sys.modules)
nlp = spacy.blank("en")
print("extract.spacy_pipes" in sys.modules, "extract.spacy_pipes.kept" in sys.modules)
nlp.add_pipe("pincite_countries")
print(nlp("Japan")._.pincite_countries[0].value)
"""


def test_components_are_found_by_their_entry_points_and_loaded_when_used() -> None:
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]["spacy_factories"]
    installed = {point.name: point.value for point in entry_points(group="spacy_factories") if point.name.startswith("pincite")}
    assert stated == installed, "install the package anew: pip install -e ."
    assert stated == {key(name): f"extract.spacy_pipes:{name}" for name in PARTS}
    assert {kind for kinds in RECORDS.values() for kind in kinds} == set(KINDS)
    done = subprocess.run([sys.executable, "-c", FOREIGN], capture_output=True, text=True, check=True)
    assert done.stdout == "False\nTrue False\nJP\n"


def test_spans_have_labels_ids_and_records() -> None:
    doc = WHOLE("In 2014, the Koreas condemned Russia, the minister said (Okafor, 2018).")
    countries = [(span.text, span.label_, span.kb_id_, span.id_) for span in doc.spans["pincite_countries"]]
    assert countries == [
        ("the Koreas", "country", "KP", "country/9"),
        ("the Koreas", "country", "KR", "country/9.2"),
        ("Russia", "country", "RU", "country/30"),
    ]
    assert [span._.pincite.value for span in doc.spans["pincite_countries"]] == ["KP", "KR", "RU"]
    assert [(span.text, span.label_, span.kb_id_) for span in doc.spans["pincite_roles"]] == [
        ("the Koreas", "actor", "KP"),
        ("the Koreas", "actor", "KR"),
        ("Russia", "target", "RU"),
    ]
    assert {span._.pincite.id for span in doc.spans["pincite_roles"]} == {doc._.pincite_claims[0].id}
    assert {span.label_ for span in doc.spans["pincite_attributions"]} == {"content", "speaker", "cue"}
    assert [(span.text, span.label_, span.kb_id_) for span in doc.spans["pincite_citations"]] == [
        ("Okafor, 2018", "citation", "")
    ]
    assert doc[0:3]._.pincite is None
    assert doc[0:3]._.pincite_countries == ()


def test_each_sentence_has_what_begins_in_it() -> None:
    doc = WHOLE(ARTICLE)
    first = next(sentence for sentence in doc.sents if "Tokyo" in sentence.text)
    assert [found.value for found in first._.pincite_countries] == ["JP"]
    assert [found.year for found in first._.pincite_citations] == ["2018"]
    in_sentences = [found for sentence in doc.sents for found in sentence._.pincite_countries]
    assert in_sentences == list(doc._.pincite_countries)


def test_a_claim_across_an_interruption_has_several_spans() -> None:
    doc = WHOLE(
        "<p>unused</p>\n\nThe ports of Japan were the first to feel the sanc-\ntions, and they were the last to say so.\n"
    )
    claim = doc._.pincite_claims[-1]
    assert claim.anchor.text.endswith("feel the sanctions, and they were the last to say so.")
    assert [span.id_ for span in doc.spans["pincite_claims"]].count(claim.id.split("/", 1)[1]) == len(claim.anchor.spans)


def test_citations_are_linked_to_the_bibliography_and_to_works_given() -> None:
    doc = WHOLE(ARTICLE)
    assert doc.spans["pincite_citations"][0].kb_id_ == doc.spans["pincite_references"][1].id_ != ""
    nlp = pipeline("citations")
    assert nlp("(Okafor, 2018)")._.pincite_citations[0].status == "missing"
    nlp.get_pipe("pincite_citations").add_references([OKAFOR])  # type: ignore[attr-defined]  # of a component spaCy knows only that it is called
    for text in ("(Okafor, 2018)", "Okafor (2018: 44)"):
        doc = nlp(text)
        assert records(doc, "citations") == tuple(find_citations(text, [OKAFOR]))
        assert doc.spans["pincite_citations"][0].kb_id_ == "okafor"


def test_works_given_are_asked_after_the_bibliography() -> None:
    nlp = pipeline("references", "citations")
    nlp.get_pipe("pincite_citations").add_references([{**OKAFOR, "id": "lent", "author": [{"family": "Eze"}]}])  # type: ignore[attr-defined]  # as above
    doc = nlp(ARTICLE.replace("he followed", "(Eze, 2018) he followed"))
    assert [span.kb_id_[:4] for span in doc.spans["pincite_citations"]] == ["ref/", "lent", "ref/", "ref/"]


CODEBOOK = """
[frame.home-front]
labels = ["harbour towns", "at home"]

[theory.port-realism]
name = "port realism"
labels = ["port realism"]
"""


def test_a_codebook_adds_codes_and_goes_with_the_pipeline(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(CODEBOOK, "utf-8")
    nlp = pipeline("theories", "claims")
    for name in ("theories", "claims"):
        nlp.get_pipe(key(name)).add_codebook(tmp_path / "own.toml")  # type: ignore[attr-defined]  # as above
    nlp.to_disk(tmp_path / "nlp")
    own = read_codebooks([tmp_path / "own.toml"]).codebook
    (tmp_path / "own.toml").unlink()
    for each in (nlp, spacy.load(tmp_path / "nlp")):
        doc = each("Port realism explains bandwagoning. Harbour towns of Japan knew.")
        assert [found.value for found in doc._.pincite_theories] == ["port-realism", "bandwagoning"]
        assert [(s.text, s.label_, s.kb_id_, s.id_) for s in doc.spans["pincite_codes"]] == [
            ("Harbour towns", "frame", "home-front", "code/36")
        ]
        both = [*doc._.pincite_theories, *doc._.pincite_codes]
        assert Counter(both) == Counter(one for one in tag(doc.text, own) if one.kind in {"theory", "frame"})
        first, second = doc._.pincite_claims
        assert [theory.id for theory in first.theories] == ["port-realism", "bandwagoning"]
        assert [(code.dimension, code.id) for code in second.codes] == [("frame", "home-front")]


def test_a_list_that_was_read_once_finds_the_same() -> None:
    known = ListedWorks([OKAFOR])
    for text in ("(Okafor, 2018)", "(Okafor, 2018)", "Okafer (2018)", "(Adeyemi, 1987)"):
        known.forget()
        assert find_citations(text, known) == find_citations(text, [OKAFOR])


def test_relative_dates_count_from_the_date_that_the_user_gives() -> None:
    nlp = ALONE["claims"]
    text = "Japan imposed sanctions last month."
    doc = nlp.make_doc(text)
    doc._.pincite_facts = {"date": "2022-05-10"}
    assert [date.value for claim in nlp(doc)._.pincite_claims for date in claim.dates] == ["2022-04"]
    assert [date.value for claim in nlp(text)._.pincite_claims for date in claim.dates] == []
    doc._.pincite_facts = {"date": 2022}
    with pytest.raises(UsageError, match="pincite_facts: date of the doc is no text"):
        nlp(doc)


@pytest.mark.parametrize("seed", range(3))
def test_order_changes_nothing_but_who_lists_works_goes_first(seed: int) -> None:
    names = [name for name in PARTS if name not in {"references", "citations", "claims"}]
    random.Random(seed).shuffle(names)
    at = random.Random(seed).randrange(len(names))
    assert everything(pipeline(*names[:at], "references", "citations", "claims", *names[at:])(ARTICLE)) == everything(
        WHOLE(ARTICLE)
    )


def test_a_doc_read_twice_is_the_same() -> None:
    doc = WHOLE(ARTICLE)
    before = everything(doc)
    for _, component in WHOLE.pipeline:
        doc = component(doc)
    assert everything(doc) == before


def test_any_language() -> None:
    nlp = pipeline("sentences", "countries", language="de")
    doc = nlp("Das sagte Dr. Kato z. B. in Japan. Niemand kam.")
    assert len(list(doc.sents)) == 2
    assert [found.value for found in doc._.pincite_countries] == ["JP"]


def test_docs_go_to_bytes_and_bins(tmp_path: Path) -> None:
    doc = WHOLE(ARTICLE)
    bin_ = DocBin(store_user_data=True)
    bin_.add(doc)
    bin_.to_disk(tmp_path / "corpus.spacy")
    (from_bin,) = DocBin().from_disk(tmp_path / "corpus.spacy").get_docs(spacy.blank("en").vocab)
    assert everything(from_bin) == everything(doc)
    assert everything(Doc(spacy.blank("en").vocab).from_bytes(doc.to_bytes())) == everything(doc)


def test_a_bin_without_user_data_says_what_is_lost() -> None:
    bin_ = DocBin()
    bin_.add(WHOLE(ARTICLE))
    (doc,) = bin_.get_docs(spacy.blank("en").vocab)
    assert doc.spans["pincite_countries"][0].kb_id_ == "JP"
    with pytest.raises(UsageError, match="store_user_data=True"):
        _ = doc._.pincite_countries


def test_pipelines_go_to_disk_with_the_works_given(tmp_path: Path) -> None:
    nlp = pipeline("sentences", "citations", "countries", "claims")
    nlp.get_pipe("pincite_citations").add_references([OKAFOR])  # type: ignore[attr-defined]  # as above
    nlp.to_disk(tmp_path / "nlp")
    loaded = spacy.load(tmp_path / "nlp")
    assert loaded.pipe_names == nlp.pipe_names
    assert everything(loaded(ARTICLE)) == everything(nlp(ARTICLE))
    copied = pipeline("sentences", "citations", "countries", "claims").from_bytes(nlp.to_bytes())
    assert everything(copied(ARTICLE)) == everything(nlp(ARTICLE))


def test_several_processes_give_the_same() -> None:
    texts = [ARTICLE, "Japan condemned Russia. Nobody knew why.", "", "Seoul chose hedging."]
    assert [everything(doc) for doc in WHOLE.pipe(texts, n_process=2)] == [everything(WHOLE(text)) for text in texts]


@pytest.mark.parametrize("name", ["sentences", "citations", "countries", "theories", "claims", "no_claims", "roles"])
def test_displacy_renders_each_group(name: str) -> None:
    doc = WHOLE(ARTICLE)
    page = displacy.render(doc, style="span", options={"spans_key": key(name)})
    assert {span.label_ for span in doc.spans[key(name)]} <= {label for label in page.split() if label}


def test_what_components_write_is_stated() -> None:
    analysis = WHOLE.analyze_pipes() or {}
    assert not any(analysis["problems"].values())
    for name in PARTS:
        doc = ALONE[name](ARTICLE)
        written = set(doc.user_data)
        stated = {
            each.removeprefix("doc._.") for each in analysis["summary"][key(name)]["assigns"] if each.startswith("doc._.")
        }
        assert written == stated
        assert doc.has_annotation("SENT_START") == ("doc.sents" in analysis["summary"][key(name)]["assigns"])


def parsed(text: str, heads: str, deps: str, tags: str = "") -> Doc:
    """Return a doc with a parse: for each word the number of its head (from 0) and its label."""
    return Doc(
        WHOLE.vocab,
        words=text.split(),
        heads=[int(head) for head in heads.split()],
        deps=deps.split(),
        pos=tags.split() or None,
    )


TWO = ("Japan condemned Russia . It fell .", "1 1 1 1 5 5 5", "nsubj ROOT dobj punct nsubj ROOT punct")


def test_a_parsed_doc_keeps_its_sentences() -> None:
    with pytest.raises(UsageError, match="first=True"):
        ALONE["sentences"](parsed(*TWO))
    doc = parsed(*TWO)
    for name in PARTS[1:]:
        doc = ALONE[name](doc)
    assert [sentence.text for sentence in doc.sents] == ["Japan condemned Russia .", "It fell ."]
    assert [found.value for found in doc._.pincite_countries] == ["JP", "RU"]


@pytest.mark.parametrize("case", parameters(read_cases("parses")))
def test_a_parse_sharpens_roles(case: dict[str, Any]) -> None:
    doc = ALONE["claims"](parsed(case["text"], case["heads"], case["deps"], case.get("pos", "")))
    countries = [country for claim in doc._.pincite_claims for country in claim.countries]
    assert [f"{country.code} {country.role}" for country in countries] == case["roles"]
    told = [country for country in countries if country.rule.endswith(", parsed")]
    assert [" ".join(doc.text[slice(*cue)] for cue in country.cue) for country in told] == case["verbs"]


def test_examples_of_the_guide_run() -> None:
    assert doctest.testfile(str(ROOT / "docs" / "spacy.md"), module_relative=False).failed == 0

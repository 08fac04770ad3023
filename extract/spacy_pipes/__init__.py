"""Pincite as components of a spaCy pipeline, which spaCy finds by their entry points: see `docs/spacy.md`.

>>> import spacy
>>> nlp = spacy.blank("en")
>>> for name in ("pincite_sentences", "pincite_citations", "pincite_countries"):
...     _ = nlp.add_pipe(name)
>>> doc = nlp("Tokyo hesitated (Okafor, 2018: 44). Berlin did not.")
>>> [sentence.text for sentence in doc.sents]
['Tokyo hesitated (Okafor, 2018: 44).', 'Berlin did not.']
>>> [(span.text, span.kb_id_, span._.pincite.form) for span in doc.spans["pincite_countries"]]
[('Tokyo', 'JP', 'metonym'), ('Berlin', 'DE', 'metonym')]
>>> doc._.pincite_citations[0].locator
'44'

spaCy imports this module whenever anybody makes a pipeline, so it imports the others when they are used.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc, Span

if TYPE_CHECKING:
    from collections.abc import Callable

RECORDS = {
    "sentences": ("sentences",),
    "references": ("references",),
    "citations": ("citations",),
    "countries": ("countries",),
    "organisations": ("organisations",),
    "theories": ("theories", "codes"),
    "attributions": ("attributions",),
    "claims": ("claims", "no_claims"),
}
"""Component -> of what it keeps records. Each is ``doc.spans["pincite_..."]``, ``doc._.pincite_...`` and ``span._.pincite_...``."""

FACTS = "pincite_facts"
"""What the user knows of a doc as a source: title, authors, date."""


def key(name: str) -> str:
    """Return what a component, or a group of spans, is called in spaCy.

    >>> key("claims")
    'pincite_claims'
    """
    return f"pincite_{name}"


def _factory(name: str, *also: str) -> Callable[..., Any]:
    """Make a component known to spaCy, with the attributes that it writes, and return what its entry point names."""

    def factory(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  spaCy hands the name in the pipeline too
        component: Callable[[Doc], Doc] = import_module("extract.spacy_pipes.components").COMPONENTS[made]()
        return component

    made = name
    attributes = [f"{owner}._.{key(kind)}" for kind in RECORDS[name] for owner in ("doc", "span")]
    return Language.factory(key(name), assigns=["doc.spans", *also, *attributes, "span._.pincite"], func=factory)


def _kept(function: str, owner: Doc | Span, **given: str) -> Any:
    return getattr(import_module("extract.spacy_pipes.kept"), function)(owner, **given)


sentences = _factory("sentences", "token.is_sent_start", "doc.sents")
references = _factory("references")
citations = _factory("citations")
countries = _factory("countries")
organisations = _factory("organisations")
theories = _factory("theories")
attributions = _factory("attributions")
claims = _factory("claims")

for _kind in (kind for kinds in RECORDS.values() for kind in kinds):
    Doc.set_extension(key(_kind), getter=partial(_kept, "records", name=_kind), force=True)
    Span.set_extension(key(_kind), getter=partial(_kept, "records_in", name=_kind), force=True)
Span.set_extension("pincite", getter=partial(_kept, "record_of"), force=True)
Doc.set_extension(FACTS, default=None, force=True)

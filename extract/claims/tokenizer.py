"""spaCy's tokenizer of English by itself: a pipeline around it would load whatever else is installed for spaCy, by anybody.

Importing this takes a second, so whoever needs it does so when it is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.lang.en import English
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, and without a stub
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import create_vocab

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc


def english() -> Callable[[str], Doc]:
    """Return the tokenizer of ``spacy.blank("en")``.

    >>> [token.text for token in english()("don't")]
    ['do', "n't"]
    """
    language = English.Defaults
    tokenizer: Callable[[str], Doc] = Tokenizer(
        create_vocab("en", language),
        rules=language.tokenizer_exceptions,
        prefix_search=compile_prefix_regex(language.prefixes or ()).search,
        suffix_search=compile_suffix_regex(language.suffixes or ()).search,
        infix_finditer=compile_infix_regex(language.infixes or ()).finditer,
        token_match=language.token_match,
        url_match=language.url_match,
    )
    return tokenizer

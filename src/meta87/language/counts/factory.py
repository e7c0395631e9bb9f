"""Registers the counts as the spaCy component ``meta87_counts``."""

from __future__ import annotations

from spacy.language import Language

from meta87.language import extensions
from meta87.language.counts.counts import Counts


@Language.factory("meta87_counts")
def make_counts(nlp: Language, name: str) -> Counts:  # noqa: ARG001  spaCy passes both
    """Give the component that writes ``doc.spans["counts"]``."""
    extensions.register()
    return Counts()

"""Registers the institutions as the spaCy component ``meta87_institutions``."""

from __future__ import annotations

from spacy.language import Language

from meta87.language import extensions
from meta87.language.institutions.institutions import Institutions


@Language.factory("meta87_institutions")
def make_institutions(nlp: Language, name: str) -> Institutions:  # noqa: ARG001  spaCy passes both
    """Give the component that writes ``doc.spans["institutions"]``."""
    extensions.register()
    return Institutions()

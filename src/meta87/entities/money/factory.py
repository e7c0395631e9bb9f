"""Registers the amounts of money as the spaCy component ``meta87_money``."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from meta87.entities import extensions
from meta87.entities.marking import mark, text_of
from meta87.entities.money.money import find_money

extensions.register()


@Language.factory("meta87_money")
def make_money(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  spaCy passes both
    """Returns the component that writes ``doc.spans["money"]``; it reads ``doc._.reference``."""
    return mark_money


def mark_money(doc: Doc) -> Doc:
    """Marks the amounts of a document; its country decides which peso is meant."""
    return mark(doc, "money", find_money(text_of(doc), doc._.reference.country))

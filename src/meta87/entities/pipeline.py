"""The Spanish pipeline: text → sentences and entities, as a spaCy pipeline of rules.

Importing this module registers the components named in `COMPONENTS`; they work in any Spanish
pipeline. ``meta87_sentences`` sets ``doc.sents``, each finder its group of ``doc.spans``, such as
``doc.spans["dates"]``, and ``meta87_entities``, which comes last, merges the groups into
``doc.ents``, beside the entities that others have set.

Extensions:
    ``doc._.reference``: the `Reference` that the text is read against; empty if never set.
    ``span._.value``: the normal form, one of the value types of `entity`, or None.
    ``span._.pattern``: name of the pattern that matched.

They are kept as plain data in ``doc.user_data``, and so survive ``doc.to_bytes``, a ``DocBin`` with
``store_user_data=True`` and ``nlp.pipe`` with several processes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

import numpy as np
import spacy
from pydantic import TypeAdapter
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from meta87.entities.entity import Entity, Reference
from meta87.entities.finding import FINDERS, resolve_overlaps
from meta87.entities.sentences import sentence_starts

_TOKENIZER = "meta87_words"
_TOKEN = re.compile(r"(\w+|[^\w\s]|\s)( ?)")
_STARTS, _CONTINUES = 1, -1  # values of SENT_START
_REFERENCE, _ENTITY = "meta87.reference", "meta87.entity"  # keys of ``doc.user_data``
_references, _entities = TypeAdapter(Reference), TypeAdapter(Entity)


class WordTokenizer(DummyTokenizer):
    """Splits text into runs of word characters and single other characters.

    An entity therefore always begins and ends at a token. ``tokenizer(text).text == text``.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Returns the document of a text; one space after a token belongs to that token."""
        pairs = _TOKEN.findall(text)
        words, spaces = [word for word, _ in pairs], [bool(space) for _, space in pairs]
        return Doc(self.vocab, words=words, spaces=spaces)


def reference_of(doc: Doc) -> Reference:
    """Returns ``doc._.reference``."""
    return _references.validate_python(doc.user_data.get(_REFERENCE, {}))


def set_reference(doc: Doc, reference: Reference) -> None:
    """Sets ``doc._.reference``."""
    doc.user_data[_REFERENCE] = _references.dump_python(reference, mode="json")


def set_group(doc: Doc, group: str, entities: Iterable[Entity]) -> Doc:
    """Sets ``doc.spans[group]``, with the value and the pattern of each span.

    With a tokenizer whose tokens contain more than a word ("2021-2024", "docentes/maestras") a span
    extends to the ends of its tokens; ``_.value`` is that of the entity.
    """
    spans = []
    for entity in entities:
        span = doc.char_span(entity.start, entity.end, entity.label, alignment_mode="expand")
        if span is not None:
            doc.user_data[_key(span)] = _entities.dump_python(entity, mode="json")
            spans.append(span)
    doc.spans[group] = spans
    return doc


def entity_of(span: Span) -> Entity:
    """Returns the entity that a component found at a span; only label and text if none did."""
    bare = Entity(span.label_, span.start_char, span.end_char, span.text)
    stored = span.doc.user_data.get(_key(span))
    if stored is None:
        return bare
    found = _entities.validate_python(stored)
    return replace(bare, value=found.value, pattern=found.pattern)


def _spans_of(doc: Doc, groups: Iterable[str]) -> list[Span]:
    """Returns the spans of some groups, skipping absent groups."""
    return [span for group in groups if group in doc.spans for span in doc.spans[group]]


def _key(span: Span) -> str:
    return f"{_ENTITY} {span.label_} {span.start_char} {span.end_char}"


def set_sentence_starts(doc: Doc) -> Doc:
    """Sets ``token.is_sent_start`` of every token."""
    starts = set(sentence_starts(doc.text))
    marks = [_STARTS if at in starts else _CONTINUES for at in doc.to_array("IDX").tolist()]
    return doc.from_array(["SENT_START"], np.array(marks, "int64").astype("uint64"))  # type: ignore[arg-type]


def find_group(doc: Doc, group: str) -> Doc:
    """Sets a group of ``doc.spans``, read against ``doc._.reference`` and the groups before it."""
    finder = FINDERS[group]
    taken = [(span.start_char, span.end_char) for span in _spans_of(doc, finder.after)]
    return set_group(doc, group, finder.find(doc.text, reference_of(doc), taken))


def merge_entities(doc: Doc) -> Doc:
    """Adds the span groups to ``doc.ents``, without overlap; entities that are there stay."""
    groups = [group for group, finder in FINDERS.items() if finder.merged]
    kept = resolve_overlaps(map(entity_of, _spans_of(doc, groups)))
    spans = [span for e in kept if (span := doc.char_span(e.start, e.end, e.label))]
    taken = {token.i for span in doc.ents for token in span}
    free = [span for span in spans if taken.isdisjoint(range(span.start, span.end))]
    doc.set_ents([*doc.ents, *free])
    return doc


registry.tokenizers.register(_TOKENIZER, func=lambda: lambda nlp: WordTokenizer(nlp.vocab))

COMPONENTS: dict[str, Callable[[Doc], Doc]] = {
    "meta87_sentences": set_sentence_starts,
    **{f"meta87_{group}": partial(find_group, group=group) for group in FINDERS},
    "meta87_entities": merge_entities,
}
for _name, _component in COMPONENTS.items():
    Language.component(_name, func=_component)


def spanish() -> Language:
    """Returns the pipeline: sentences, and the entities of all components, merged in ``doc.ents``.

    Links and percentages stay in ``doc.spans``: the annotation guidelines define neither.
    """
    nlp = spacy.blank("es", config={"nlp": {"tokenizer": {"@tokenizers": _TOKENIZER}}})
    nlp.max_length = sys.maxsize  # spaCy's limit is for trained components, which these are not
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


Doc.set_extension("reference", getter=reference_of, setter=set_reference, force=True)
Span.set_extension("value", getter=lambda span: entity_of(span).value, force=True)
Span.set_extension("pattern", getter=lambda span: entity_of(span).pattern, force=True)

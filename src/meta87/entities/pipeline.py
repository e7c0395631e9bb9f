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
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache, partial

import numpy as np
import spacy
from pydantic import TypeAdapter
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from meta87.entities.entity import Entity, Reference, Value
from meta87.entities.finding import FINDERS, resolve_overlaps
from meta87.entities.sentences import sentence_starts

# The groups of spans that become entities, and the others.
GROUPS = tuple(group for group, finder in FINDERS.items() if finder.merged)
EXTRA_GROUPS = tuple(group for group, finder in FINDERS.items() if not finder.merged)

_TOKENIZER = "meta87_words"
_TOKEN = re.compile(r"(\w+|[^\w\s]|\s)( ?)")
_STARTS, _CONTINUES = 1, -1  # values of SENT_START
_REFERENCE, _ENTITY = "meta87.reference", "meta87.entity"  # keys of ``doc.user_data``
_NO_REFERENCE = Reference()
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


@lru_cache(maxsize=4)
def text_of(doc: Doc) -> str:
    """Returns ``doc.text``, joined from the tokens once for all components."""
    return doc.text


def reference_of(doc: Doc) -> Reference:
    """Returns ``doc._.reference``."""
    stored = doc.user_data.get(_REFERENCE)
    return _references.validate_python(stored) if stored else _NO_REFERENCE


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
    label, start, end = span.label_, span.start_char, span.end_char
    stored = span.doc.user_data.get(_key(span))
    if stored is None:
        return Entity(label, start, end, span.text)
    entity = _entities.validate_python(stored)
    if (entity.start, entity.end) == (start, end):
        return entity
    return replace(entity, start=start, end=end, text=span.text)


def spans_of(doc: Doc, *groups: str) -> list[Span]:
    """Returns the spans of some groups, skipping absent groups."""
    return [span for group in groups if group in doc.spans for span in doc.spans[group]]


def _key(span: Span) -> str:
    return f"{_ENTITY} {span.label_} {span.start_char} {span.end_char}"


def set_sentence_starts(doc: Doc) -> Doc:
    """Sets ``token.is_sent_start`` of every token."""
    starts = set(sentence_starts(text_of(doc)))
    marks = [_STARTS if at in starts else _CONTINUES for at in doc.to_array("IDX").tolist()]
    return doc.from_array(["SENT_START"], np.array(marks, "int64").astype("uint64"))  # type: ignore[arg-type]


def find_group(doc: Doc, group: str) -> Doc:
    """Sets a group of ``doc.spans``, read against ``doc._.reference`` and the groups before it."""
    finder = FINDERS[group]
    taken = [(span.start_char, span.end_char) for span in spans_of(doc, *finder.after)]
    return set_group(doc, group, finder.find(text_of(doc), reference_of(doc), taken))


def merge_entities(doc: Doc) -> Doc:
    """Adds the span groups to ``doc.ents``, without overlap; entities that are there stay."""
    kept = resolve_overlaps(map(entity_of, spans_of(doc, *GROUPS)))
    spans = [span for e in kept if (span := doc.char_span(e.start, e.end, e.label))]
    taken = {token.i for span in doc.ents for token in span}
    free = [span for span in spans if taken.isdisjoint(range(span.start, span.end))]
    doc.set_ents([*doc.ents, *free])
    return doc


registry.tokenizers.register(_TOKENIZER, func=lambda: lambda nlp: WordTokenizer(nlp.vocab))

_COMPONENTS: dict[str, Callable[[Doc], Doc]] = {
    "meta87_sentences": set_sentence_starts,
    **{f"meta87_{group}": partial(find_group, group=group) for group in FINDERS},
    "meta87_entities": merge_entities,
}
COMPONENTS = tuple(_COMPONENTS)
for _name, _component in _COMPONENTS.items():
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


def annotate(nlp: Language, text: str, reference: Reference | None = None) -> Doc:
    """Runs the pipeline over a text, read against what is known of its report."""
    doc = nlp.make_doc(text)
    if reference is not None:
        set_reference(doc, reference)
    return nlp(doc)


def entities(doc: Doc) -> tuple[Entity, ...]:
    """Returns the entities of ``doc.ents`` in order, each with its value and its pattern."""
    return tuple(map(entity_of, doc.ents))


def explained(doc: Doc) -> Iterator[tuple[Span, str, Value | None, str]]:
    """Yields span, label, value and pattern of the entities, links and percentages, in order."""
    spans = [*doc.ents, *spans_of(doc, *EXTRA_GROUPS)]
    for span in sorted(spans, key=lambda span: span.start):
        entity = entity_of(span)
        yield span, entity.label, entity.value, entity.pattern


Doc.set_extension("reference", getter=reference_of, setter=set_reference, force=True)
Span.set_extension("value", getter=lambda span: entity_of(span).value, force=True)
Span.set_extension("pattern", getter=lambda span: entity_of(span).pattern, force=True)

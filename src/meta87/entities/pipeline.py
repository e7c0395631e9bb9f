"""The Spanish pipeline: text → sentences and entities, as a spaCy pipeline of rules.

Importing this module registers the components named in `COMPONENTS`; they work in any Spanish
pipeline. ``meta87_sentences`` sets ``doc.sents``, each finder its group of ``doc.spans``, such as
``doc.spans["dates"]``, and ``meta87_entities`` merges the groups into ``doc.ents``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from meta87.entities.entity import Entity, Reference, Value
from meta87.entities.finding import FINDERS
from meta87.entities.overlaps import resolve_overlaps
from meta87.entities.sentences import sentence_starts
from meta87.entities.spans import (
    entity_of,
    mark,
    reference_of,
    set_reference,
    spans_of,
    text_of,
)

# The groups of spans that become entities, and the others.
GROUPS = tuple(group for group, finder in FINDERS.items() if finder.merged)
EXTRA_GROUPS = tuple(group for group, finder in FINDERS.items() if not finder.merged)

_TOKEN = re.compile(r"(\w+|[^\w\s]|\s)( ?)")
_STARTS, _CONTINUES = 1, -1  # values of SENT_START


class WordTokenizer:
    """Splits text into runs of word characters and single other characters.

    An entity therefore always begins and ends at a token. ``tokenizer(text).text == text``.
    """

    def __init__(self, vocab: Vocab) -> None:
        """Stores the vocabulary that the documents share."""
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Returns the document of a text; one space after a token belongs to that token."""
        pairs = _TOKEN.findall(text)
        words, spaces = [word for word, _ in pairs], [bool(space) for _, space in pairs]
        return Doc(self.vocab, words=words, spaces=spaces)


def mark_sentences(doc: Doc) -> Doc:
    """Sets ``token.is_sent_start`` of every token."""
    starts = set(sentence_starts(text_of(doc)))
    marks = [_STARTS if at in starts else _CONTINUES for at in doc.to_array("IDX").tolist()]
    return doc.from_array(["SENT_START"], np.array(marks, "int64").astype("uint64"))  # type: ignore[arg-type]


def mark_group(doc: Doc, group: str) -> Doc:
    """Sets a group of ``doc.spans``, read against ``doc._.reference`` and the groups before it."""
    finder = FINDERS[group]
    taken = [(span.start_char, span.end_char) for span in spans_of(doc, *finder.after)]
    return mark(doc, group, finder.find(text_of(doc), reference_of(doc), taken))


def merge_entities(doc: Doc) -> Doc:
    """Sets ``doc.ents`` from the span groups, without overlap."""
    doc.set_ents(resolve_overlaps(spans_of(doc, *GROUPS), lambda span: span.label_))
    return doc


_COMPONENTS: dict[str, Callable[[Doc], Doc]] = {
    "meta87_sentences": mark_sentences,
    **{f"meta87_{group}": partial(mark_group, group=group) for group in FINDERS},
    "meta87_entities": merge_entities,
}
COMPONENTS = tuple(_COMPONENTS)
for _name, _component in _COMPONENTS.items():
    Language.component(_name, func=_component)


def spanish() -> Language:
    """Returns the pipeline: sentences, and the entities of all components, merged in ``doc.ents``.

    Links and percentages stay in ``doc.spans``: the annotation guidelines define neither.
    """
    nlp = spacy.blank("es")
    nlp.tokenizer = WordTokenizer(nlp.vocab)
    nlp.max_length = sys.maxsize  # spaCy's limit is for trained components, which these are not
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def annotate(nlp: Language, text: str, reference: Reference | None = None) -> Doc:
    """Runs the pipeline over a text, read against what is known of its report.

    Args:
        nlp: the pipeline that `spanish` returns.
        text: one passage, answer or block.
        reference: reporting period, context, acronyms, country; nothing is known if absent.
    """
    doc = nlp.make_doc(text)
    if reference is not None:
        set_reference(doc, reference)
    return nlp(doc)


def sentences(doc: Doc) -> tuple[tuple[int, int], ...]:
    """Returns start and end of each sentence, without the white space around it."""
    text = text_of(doc)
    spans = (_trimmed(text, sent.start_char, sent.end_char) for sent in doc.sents)
    return tuple((start, end) for start, end in spans if start < end)


def entities(doc: Doc) -> tuple[Entity, ...]:
    """Returns the entities of ``doc.ents`` in order, each with its value and its pattern."""
    return tuple(map(entity_of, doc.ents))


def explained(doc: Doc) -> Iterator[tuple[Span, str, Value | None, str]]:
    """Yields span, label, value and pattern of the entities, links and percentages, in order."""
    spans = [*doc.ents, *spans_of(doc, *EXTRA_GROUPS)]
    for span in sorted(spans, key=lambda span: span.start):
        entity = entity_of(span)
        yield span, entity.label, entity.value, entity.pattern


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    raw = text[start:end]
    return start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip())

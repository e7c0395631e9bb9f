"""spaCy: a DocBin whose documents hold the entities, and the kind and themes as ``cats``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import spacy as library
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from meta87.classify.labels import KINDS, THEMES
from meta87.corpus.formats.extra_fields import extra_fields, labels_of, own_themes, spans_of
from meta87.corpus.rows import Row, parsed_object

META = "meta87"
_CHOSEN = 0.5


_spanish = cache(lambda: library.blank("es"))


def read(data: bytes) -> Iterator[Row]:
    """Reads a DocBin; the line of an error is the number of the document."""
    try:
        docs = list(DocBin().from_bytes(data).get_docs(_spanish().vocab))
    except Exception:  # noqa: BLE001  foreign bytes fail in many ways within spaCy
        return iter([Row(1, faults=("DocBin",))])
    return (_row(number, doc) for number, doc in enumerate(docs, start=1))


def write(records: Iterable[dict[str, Any]]) -> bytes:
    """Writes a DocBin, its documents tokenised as spaCy does Spanish."""
    records = list(records)
    known = (*KINDS, *THEMES, *own_themes(records))
    docs = [_doc(record, known, _spanish()) for record in records]
    return bytes(DocBin(docs=docs, store_user_data=True).to_bytes())


def _doc(record: dict[str, Any], known: Sequence[str], nlp: Language) -> Doc:
    spans, labels = spans_of(record), labels_of(record)
    doc = _cut(nlp.make_doc(record["text"]), {e for start, end, _ in spans for e in (start, end)})
    found = [doc.char_span(start, end, label) for start, end, label in spans]
    doc.set_ents([span for span in found if isinstance(span, Span)])
    doc.cats = {label: float(label in labels) for label in (*labels, *known)} if labels else {}
    doc.user_data[META] = json.dumps(extra_fields(record))
    return doc


def _cut(doc: Doc, cuts: set[int]) -> Doc:
    """Cuts the tokens within which an entity begins or ends."""
    words: list[str] = []
    spaces: list[bool] = []
    for token in doc:
        end = token.idx + len(token)
        edges = [token.idx, *sorted(place for place in cuts if token.idx < place < end), end]
        parts = [doc.text[a:b] for a, b in pairwise(edges)]
        words += parts
        spaces += [False] * (len(parts) - 1) + [bool(token.whitespace_)]
    return Doc(doc.vocab, words=words, spaces=spaces)


def _row(number: int, doc: Doc) -> Row:
    try:
        extra = parsed_object(doc.user_data.get(META, "{}"))
    except (ValueError, TypeError):
        return Row(number, faults=(f"{META}: JSON",))
    try:
        labels = [label for label, score in doc.cats.items() if score >= _CHOSEN]
    except (AttributeError, TypeError):
        return Row(number, faults=(f"cats: {doc.cats!r}",))
    spans = [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
    return Row(number, {"text": doc.text, "labels": labels, "entities": spans, "meta": extra})

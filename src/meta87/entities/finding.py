"""A text → its sentences and entities: what the spaCy pipeline finds, without its documents.

Reports are read this way: nothing in them needs a spaCy document, which costs as much time as the
finding itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from meta87.entities.counts.counts import find_counts
from meta87.entities.dates.dates import find_dates
from meta87.entities.entity import Entity, Reference
from meta87.entities.institutions.institutions import find_institutions
from meta87.entities.instruments.instruments import find_instruments
from meta87.entities.money.money import find_money
from meta87.entities.places.places import find_places
from meta87.entities.precedence import apart
from meta87.entities.sentences.sentences import find_sentences


@dataclass(frozen=True, slots=True)
class Found:
    """What a text holds.

    Attributes:
        sentences: first and last offset of each, in order, without the white space around it.
        entities: in order, no two of them overlapping.
    """

    sentences: tuple[tuple[int, int], ...]
    entities: tuple[Entity, ...]


def find(text: str, reference: Reference | None = None) -> Found:
    """Finds the sentences and entities of a text.

    Args:
        text: one passage, answer or block.
        reference: reporting period, context, acronyms, country; nothing is known if absent.
    """
    reference = reference or Reference()
    dates = find_dates(text, reference)
    counts = find_counts(text, _spans(dates))
    bodies = find_institutions(text, reference)
    money = find_money(text, reference.country)
    instruments = find_instruments(text, _spans([*bodies, *dates]), reference.context)
    places = find_places(text)
    together = [*dates, *counts, *bodies, *money, *instruments, *places]
    return Found(find_sentences(text), tuple(apart(together, lambda entity: entity.label)))


def _spans(found: list[Entity]) -> list[tuple[int, int]]:
    return [(entity.start, entity.end) for entity in found]

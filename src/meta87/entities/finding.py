"""Finds the sentences and entities of a text: the table of finders, and the function that runs it.

Tagging calls `find` and not the spaCy pipeline of the same finders (`pipeline`): through spaCy
documents entities are found at 0.54 times the speed, and importing spaCy takes 1.1 s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from meta87.entities.counts.counts import find_counts
from meta87.entities.dates.dates import find_dates
from meta87.entities.entity import BY_RANK, Entity, Reference
from meta87.entities.institutions.institutions import find_institutions
from meta87.entities.instruments.instruments import find_instruments
from meta87.entities.links import find_links
from meta87.entities.money import find_money
from meta87.entities.percentages import find_percentages
from meta87.entities.places.places import find_places
from meta87.entities.sentences import find_sentences

Offsets = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds the entities of one kind."""

    # text, reference and the offsets of the groups in ``after`` → entities
    find: Callable[[str, Reference, Offsets], list[Entity]]
    after: tuple[str, ...] = ()  # groups found before, which these entities leave out
    merged: bool = True  # whether they are entities of the text, as links and percentages are not


FINDERS = {  # in the order in which they run
    "dates": Finder(lambda text, reference, _: find_dates(text, reference)),
    "counts": Finder(lambda text, _, taken: find_counts(text, taken), after=("dates",)),
    "institutions": Finder(lambda text, reference, _: find_institutions(text, reference)),
    "money": Finder(lambda text, reference, _: find_money(text, reference.country)),
    "instruments": Finder(
        lambda text, _, taken: find_instruments(text, taken), after=("institutions", "dates")
    ),
    "places": Finder(lambda text, *_: find_places(text)),
    "links": Finder(lambda text, *_: find_links(text), merged=False),
    "percentages": Finder(lambda text, *_: find_percentages(text), merged=False),
}


@dataclass(frozen=True, slots=True)
class Found:
    """The bounds of the sentences of a text, and its entities; both in order, without overlap."""

    sentences: tuple[tuple[int, int], ...]
    entities: tuple[Entity, ...]


def find(text: str, reference: Reference | None = None) -> Found:
    """Finds the sentences and entities of a text, read against what is known of its report."""
    reference = reference or Reference()
    found: dict[str, list[Entity]] = {}
    for group, finder in FINDERS.items():
        if finder.merged:
            taken = [(e.start, e.end) for earlier in finder.after for e in found[earlier]]
            found[group] = finder.find(text, reference, taken)
    merged = [entity for entities in found.values() for entity in entities]
    return Found(find_sentences(text), tuple(resolve_overlaps(merged)))


def resolve_overlaps(entities: Iterable[Entity]) -> list[Entity]:
    """Returns entities without overlap: the higher rank is kept, then the earlier, the longer."""
    ranked = sorted(entities, key=lambda e: (BY_RANK.index(e.label), e.start, -e.end))
    taken = bytearray(max((entity.end for entity in ranked), default=0))  # a byte a character
    kept: list[Entity] = []
    for entity in ranked:
        if 1 not in taken[entity.start : entity.end]:
            taken[entity.start : entity.end] = b"\1" * (entity.end - entity.start)
            kept.append(entity)
    return sorted(kept, key=lambda entity: entity.start)

"""Bare numbers in a column of people: what their cell leaves out stands in its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from meta87.entities.counts.lexicon import is_person, is_person_singular
from meta87.entities.entity import PARTICIPANTS, CountValue, Entity
from meta87.entities.folding import plain
from meta87.form.table_rows import RowCell, TableRow, is_planned
from meta87.reading.document import Block

# What may stand before whom a column counts, and whom it counts where no noun says it.
_OPENING = re.compile(
    r"(?:n(?:um|umero|ro|o)?\b[.º°]*|total|cantidad|suma|de|del|las?|los|nuev[ao]s|\W)+"
)
_REACHED = re.compile(
    r"participa|asist|benefici|alcanzad|capacitad|inscrit|sensibilizad|atendid|retirad|niñez|infancia"
)
_NUMBER = re.compile(r"(\d{1,3}(?:[., ]\d{3})+|\d{1,7})(?: ?\(.*)?")
_FEWEST = 1  # people; a cell with 0 counts nobody


def counted_people(block: Block, found: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Returns the entities of a block, in order, with the bare numbers of people of a table row."""
    if not isinstance(block, TableRow):
        return found
    counted = [
        entity
        for entity in _numbers(block)
        if all(entity.end <= other.start or other.end <= entity.start for other in found)
    ]
    return tuple(sorted((*found, *counted), key=lambda entity: entity.start))


def _numbers(row: TableRow) -> Iterator[Entity]:
    for cell in row.cells:
        match = _NUMBER.fullmatch(row.text[cell.start : cell.end])
        if match is None or not _counts_people(cell):
            continue
        number = int(re.sub(r"\D", "", match[1]))
        if number >= _FEWEST:
            end = cell.start + match.end(1)
            yield Entity(PARTICIPANTS, cell.start, end, match[1], CountValue(number))


def _counts_people(cell: RowCell) -> bool:
    """Returns whether a column is of people, by the word that its heading begins with."""
    heading = plain(cell.heading)
    opening = _OPENING.match(heading)
    words = heading[opening.end() if opening else 0 :].split(maxsplit=1)
    if not words or is_planned(cell.heading):
        return False
    noun = words[0].strip(",;:/")
    return bool(_REACHED.match(noun)) or is_person(noun) or is_person_singular(noun)

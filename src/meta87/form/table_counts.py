"""Bare numbers in a column of people: what their cell leaves out stands in its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from meta87.entities.entity import PARTICIPANTS, CountValue, Entity
from meta87.form.folding import fold
from meta87.form.table_rows import RowCell, TableRow, is_planned
from meta87.reading.document import Block

_REACHED = "participa|asist|benefici|alcanzad|capacitad|formad|inscrit|sensibilizad|atendid"
_PEOPLE = re.compile(rf"\b(?:personas|{_REACHED}|ninos|ninas|mujeres|hombres|docentes|inspectores)")
_NUMBER = re.compile(r"(\d{1,3}(?:[. ]\d{3})+|\d{1,7})(?: ?\(.*)?")
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
    heading = cell.heading
    return _PEOPLE.search(fold(heading).text) is not None and not is_planned(heading)

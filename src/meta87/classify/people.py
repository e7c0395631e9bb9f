"""The counts of people of a report: their group and scope, and which are counted before."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from meta87.classify.tagged import TaggedAnswer, TaggedPassage
from meta87.entities.entity import PARTICIPANTS, CountValue, DateValue, Entity, LeftOut
from meta87.entities.people.parts import adding_up
from meta87.entities.people.people import with_people
from meta87.form.table_rows import TableRow
from meta87.reading.document import BlockKind

_FEW = 20  # people: so few repeat a count only in the same words
_KEPT = 20  # counts of the same people that one is compared with
_SUMMED = {"reached", "trained", "convicted"}
_ACTS = {"reached", "trained", "audience"}  # in an answer on plans these are targets

_STAFF = {"officials", "perpetrators"}
_SOME = re.compile(
    r"\S+(?: mil)? de (?:l[ao]s\b(?P<noun> (?!personas\b))?|(?:ell|est|es|dich)[ao]s\b)"
)

Place = tuple[int, int, int]
"""An answer, a passage of it, and the first character of a count."""


@dataclass(frozen=True, slots=True)
class _Count:
    """A count of people in a report."""

    place: Place
    value: CountValue
    words: str  # as written; of a cell, the label of its row
    days: tuple[date, date] | None  # the first and the last of the dates of its passage
    table: tuple[int, int, int] | None  # answer, table and column of a cell
    is_item: bool  # whether it stands in an item of a list
    is_total: bool  # whether its row adds up the rows above it
    is_off_theme: bool  # whether its passage is surely of none of the themes

    @property
    def key(self) -> tuple[object, ...]:
        """What another count must share to be of the same people: a row its label too.

        "Personas retornadas" may be the "personas que retornaban" of another group.
        """
        words = self.words.lower() if self.table or self.value.number < _FEW else ""
        number, group, scope = self.value.whose
        return number, "public" if group == "other" else group, scope, words


def with_counted_people(answers: Iterable[TaggedAnswer]) -> tuple[TaggedAnswer, ...]:
    """Returns the answers of a report, each count of people with its group and scope.

    ``left_out`` says why one adds nothing to a sum: it is a part of another count of its answer,
    the total of the rows above it, of none of the themes, or repeats a count of the report.
    """
    told = [
        replace(answer, passages=tuple(_told(answer, passage) for passage in answer.passages))
        for answer in answers
    ]
    return with_left_out(told, _left_out(list(_counts(told))))


def with_left_out(
    answers: Sequence[TaggedAnswer], left_out: Mapping[Place, LeftOut]
) -> tuple[TaggedAnswer, ...]:
    """Returns answers whose counts at some places say why they add nothing to a sum."""
    return tuple(
        replace(
            answer,
            passages=tuple(
                _marked(one, left_out, (at, n)) for n, one in enumerate(answer.passages)
            ),
        )
        for at, answer in enumerate(answers)
    )


def _told(answer: TaggedAnswer, passage: TaggedPassage) -> TaggedPassage:
    """Returns a passage with the group and scope of its counts; of a plan all are targets."""
    if not passage.found(PARTICIPANTS):
        return passage
    block = passage.block
    cells = block.cells if isinstance(block, TableRow) else ()
    headings = {cell.start: cell.heading for cell in cells}
    found = with_people(passage.text, passage.entities, passage.context, passage.kind, headings)
    if answer.answer.expects == "plans":
        found = tuple(_planned(entity) for entity in found)
    return replace(passage, entities=found)


def _planned(entity: Entity) -> Entity:
    value = entity.value
    if not isinstance(value, CountValue) or value.scope not in _ACTS:
        return entity
    return replace(entity, value=replace(value, scope="target"))


def _counts(answers: Sequence[TaggedAnswer]) -> Iterator[_Count]:
    for at, answer in enumerate(answers):
        for number, passage in enumerate(answer.passages):
            row = passage.block if isinstance(passage.block, TableRow) else None
            for entity in passage.found(PARTICIPANTS):
                if isinstance(entity.value, CountValue):
                    table = _column(row, entity, at) if row else None
                    yield _Count(
                        place=(at, number, entity.start),
                        value=entity.value,
                        words=row.label if row and table else entity.text,
                        days=_days(passage),
                        table=table,
                        is_item=passage.block.kind is BlockKind.LIST_ITEM,
                        is_total=row is not None and row.is_total,
                        is_off_theme=_is_off_theme(passage, entity.value),
                    )


def _column(row: TableRow, entity: Entity, answer: int) -> tuple[int, int, int] | None:
    cells = [cell for cell in row.cells if cell.start <= entity.start < cell.end]
    return (answer, row.cell.table, cells[0].column) if cells and row.cell else None


def _days(passage: TaggedPassage) -> tuple[date, date] | None:
    dates = [each.value for each in passage.dates if isinstance(each.value, DateValue)]
    days = [day for each in dates for day in (each.first, each.last) if day]
    return (min(days), max(days)) if days else None


def _is_off_theme(passage: TaggedPassage, value: CountValue) -> bool:
    """Whether an act is surely of none of the themes; a row has those of what it hangs from."""
    told, is_row = passage.prediction, isinstance(passage.block, TableRow)
    is_act = value.scope in _SUMMED and value.group != "victims"
    themes = told.theme_scores.keys()
    return is_act and not (told.themes or is_row) and themes.isdisjoint(told.doubtful)


def _left_out(counts: Sequence[_Count]) -> dict[Place, LeftOut]:
    """Returns which counts add nothing to a sum, and why."""
    sums, listed = _sums(counts), {*_listed(counts)}
    tables = {count.table[:2] for count in counts if count.table and not count.is_total}
    found: dict[Place, LeftOut] = {}
    seen: dict[tuple[object, ...], list[_Count]] = defaultdict(list)
    there: dict[int, Counter[str]] = defaultdict(Counter)  # people by answer and group
    for at, count in enumerate(counts):
        earlier = seen[count.key]
        is_sum = count.value.whose in sums and not count.table
        if count.is_total and count.table and count.table[:2] in tables:
            found[count.place] = "total"
        elif is_sum or any(_same_people(count, other) for other in earlier):
            found[count.place] = "repeat"
        elif count.is_off_theme:
            found[count.place] = "theme"
        else:
            if at in listed or _is_some(count, there[count.place[0]]):
                found[count.place] = "part"
            if len(earlier) < _KEPT:
                earlier.append(count)
        there[count.place[0]][count.value.group or ""] += count.value.number
    return found


def _sums(counts: Sequence[_Count]) -> set[tuple[object, ...]]:
    """Returns what the columns of tables add up to, and those of a table with the same people."""
    columns: dict[tuple[object, ...], list[CountValue]] = defaultdict(list)
    for count in counts:
        if count.table and not (count.is_total or count.value.left_out):
            columns[count.table].append(count.value)
            columns[*count.table[:2], *count.value.whose[1:]].append(count.value)
    return {
        replace(rows[0], number=sum(row.number for row in rows)).whose
        for rows in columns.values()
        if len(rows) > 1
    }


def _listed(counts: Sequence[_Count]) -> Iterator[int]:
    """Yields the counts of items of a list that add up to the count before the list."""
    wholes = [at for at, count in enumerate(counts) if not count.value.left_out]
    for n, at in enumerate(wholes):
        if counts[at].is_item or counts[at].table:
            continue
        items = [*takewhile(lambda one: counts[one].is_item, wholes[n + 1 :])]
        items = [one for one in items if counts[one].place[0] == counts[at].place[0]]
        numbers = [counts[one].value.number for one in items]
        adding = adding_up(numbers, range(len(items)), counts[at].value.number)
        yield from (items[one] for one in adding)


def _is_some(count: _Count, before: Mapping[str, int]) -> bool:
    """Whether a count is some of people of its answer: "40 de los niños", "40 de ellos".

    Those of a noun are some of its group.
    """
    some, group = _SOME.match(count.words.lower()), count.value.group
    if not some:
        return False
    alike = [
        number
        for other, number in before.items()
        if other == group or (not some["noun"] and (other in _STAFF) == (group in _STAFF))
    ]
    return sum(alike) >= count.value.number


def _same_people(count: _Count, before: _Count) -> bool:
    """Whether two equal counts are of the same people: not of one passage or table.

    Nor are those whose passages have dates that do not overlap.
    """
    in_one_table = count.table and before.table and count.table[:2] == before.table[:2]
    if in_one_table or count.place[:2] == before.place[:2]:
        return False
    if count.days is None or before.days is None:
        return True
    return count.days[0] <= before.days[1] and before.days[0] <= count.days[1]


def _marked(
    passage: TaggedPassage, left_out: Mapping[Place, LeftOut], place: tuple[int, int]
) -> TaggedPassage:
    """Returns a passage with the counts that add nothing marked so."""
    found = tuple(
        replace(entity, value=replace(value, left_out=left_out[*place, entity.start]))
        if (*place, entity.start) in left_out
        and isinstance(value := entity.value, CountValue)
        and not value.left_out
        else entity
        for entity in passage.entities
    )
    return replace(passage, entities=found)

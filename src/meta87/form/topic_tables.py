"""Tables with a row for each priority or next step of the form, named in a column of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from meta87.form.folding import fold
from meta87.form.matching import Form
from meta87.form.table_rows import TOTAL
from meta87.reading.document import Block

MAX_TITLE = 14  # words of a title above a table
MIN_TITLE = 76.0  # similarity to the question of the headings of two columns, read together


@dataclass(slots=True)
class TopicCells:
    """The cells of such tables, by block."""

    # The names of topics, each with the place of its question and its number in order.
    topics: dict[int, tuple[int, int]] = field(default_factory=dict)
    # The headings and numbers beside them, which answer nothing.
    form: set[int] = field(default_factory=set)


def topic_cells(blocks: Sequence[Block], form: Form) -> TopicCells:
    """Returns the cells that name what a question that repeats asks about, row by row."""
    tables: dict[int, dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for index, block in enumerate(blocks):
        if block.cell and block.text:
            tables[block.cell.table][block.cell.row].setdefault(block.cell.column, index)
    found = TopicCells()
    asked: set[int] | None = None
    for table in tables.values():
        rows = [table[row] for row in sorted(table)]
        topics = _topics({at: blocks[index].text for at, index in rows[0].items()}, form)
        if topics[0] >= 0 and asked is None:
            matches = (form.question_at(blocks, index) for index in range(len(blocks)))
            asked = {form.places[match.question.id] for match in matches if match}
        # Where the question itself is asked, a table of its topics is part of an answer.
        if asked is not None and topics[0] >= 0 and topics[0] not in asked:
            _add(found, rows, topics, blocks, form)
    return found


def _topics(header: Mapping[int, str], form: Form) -> tuple[int, int]:
    """Returns the place of the question whose topics a column names, and the column; or -1, -1."""
    named = (
        (place, column)
        for place in sorted(form.repeats)
        for column in header
        if _is_named(header, column, place, form)
    )
    return next(named, (-1, -1))


def _add(
    found: TopicCells,
    rows: Sequence[Mapping[int, int]],
    topics: tuple[int, int],
    blocks: Sequence[Block],
    form: Form,
) -> None:
    """Adds the cells of a table whose headings name topics, and what was done for each."""
    place, column = topics
    first = min(rows[0].values())
    found.form |= set(rows[0].values())
    if first and _is_title(blocks[first - 1]) and form.question_at(blocks, first - 1) is None:
        found.form.add(first - 1)
    number = 0
    for row in (row for row in rows[1:] if column in row):
        counts = {
            i for at, i in row.items() if at < column and blocks[i].text.strip(" .)").isdigit()
        }
        others = "".join(blocks[i].text for i in row.values() if i not in {*counts, row[column]})
        # No row of figures, such as totals; a topic with nothing beside it was not answered.
        if any(map(str.isalpha, others or _unanswered(blocks[row[column]].text))):
            number += 1
            found.topics[row[column]] = place, number
            found.form |= counts


def _unanswered(name: str) -> str:
    """Returns a name that stands alone in its row, or "" for a note or a sum."""
    return "" if name.endswith((".", ":")) or TOTAL.fullmatch(fold(name).text) else name


def _is_title(block: Block) -> bool:
    is_short = 0 < len(block.text.split()) <= MAX_TITLE
    return is_short and block.cell is None and not block.text.endswith((".", "?"))


def _is_named(header: Mapping[int, str], column: int, place: int, form: Form) -> bool:
    """Returns whether a column names the topics of a question, and another answers it."""
    similarity = form.similarity
    if not similarity.names_topics(header[column], place):
        return False
    others = (text for at, text in header.items() if at != column)
    return any(similarity.rate(f"{other} {header[column]}")[place] >= MIN_TITLE for other in others)

"""The file in which a person says which text answers which question, ready to be completed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from meta87.form.fix import MAX_TEXTS, Assignment, Fix
from meta87.form.fixing import QUOTE
from meta87.form.folding import fold
from meta87.form.report import Report, Role, Unrecognised
from meta87.form.table_rows import row_of
from meta87.messages import text
from meta87.reading.document import Block
from meta87.report.texts import shortened


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a person is asked to complete."""

    fix: Fix  # what was said before, then the texts under no question, without an answer
    notes: dict[str, str]  # text → what to know of it
    head: list[str]  # lines on how to complete the file
    left: int = 0  # texts that there was no room for


def proposal(report: Report, known: Fix | None, lang: str) -> Proposal:
    """Returns what a person is asked to complete about the texts under no question of a report.

    What was said before, with which the report was parsed, is kept.
    """
    said = [*known.block] if known else []
    heard = {key(each.text) for each in said}
    notes, left = dict[str, str](), 0
    asked = {each.block: each for each in report.unrecognised}
    for block, after in _unplaced(report):
        words = block.text[:QUOTE]
        if key(words) in heard:
            continue
        heard.add(key(words))
        if len(said) >= MAX_TEXTS:
            left += 1
            continue
        said.append(Assignment(text=words))
        notes[words] = _note(asked.get(block), after, lang)
    head = text("ui.fix.head", lang, file=report.source).splitlines()
    made = (known or Fix()).model_copy(update={"block": tuple(said)})
    return Proposal(made, notes, head, left)


def key(words: str) -> str:
    """Returns what a text is known by: its beginning, folded."""
    return fold(words).text[:QUOTE]


def _unplaced(report: Report) -> Iterator[tuple[Block, str]]:
    """Yields the texts under no question, the first cell of each row, and the question before."""
    after, row = "", None
    for each in report.placed:
        after = each.question or after
        if each.role is not Role.UNPLACED or not key(each.block.text):
            continue
        if row is None or row_of(each.block) != row:
            yield each.block, after
        row = row_of(each.block)


def _note(asked: Unrecognised | None, after: str, lang: str) -> str:
    """Returns what to know of a text: where it stands, and which question it resembles."""
    if asked is None:
        return text("ui.fix.after", lang, question=after) if after else text("ui.fix.first", lang)
    wording = shortened(asked.wording)
    return text("ui.fix.near", lang, question=asked.number or asked.nearest, wording=wording)

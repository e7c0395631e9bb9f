"""The passages of a review as a person labels them: their records, and what was said so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import Any

from meta87.classify.tagged import TaggedPassage
from meta87.corpus.journal import agrees, passage_id
from meta87.corpus.schema import Record
from meta87.errors import InputError
from meta87.form.report import Answer
from meta87.form.table_rows import TableRow
from meta87.rules.checked import CheckedReport
from meta87.rules.personal import hidden
from meta87.web.chosen import journal


@dataclass(frozen=True, slots=True)
class Item:
    """A passage of a review."""

    number: int  # its place among those that can be corrected, from 1
    tagged: TaggedPassage  # the passage, with the machine's labels
    answer: Answer  # the answer that it is of
    # of its passage record, without labels; names of children and victims are hidden
    fields: Mapping[str, Any]
    model: str = ""  # name of the model that labelled it; "" for the shipped one

    @property
    def id(self) -> str:
        """Of its passage record."""
        return str(self.fields["id"])

    @property
    def words(self) -> str:
        """Its text."""
        return str(self.fields["text"])

    @property
    def machine(self) -> dict[str, Any]:
        """The machine's labels."""
        found = self.tagged.prediction
        return {"kind": found.kind, "themes": [*found.themes]}

    def agrees(self, said: Record) -> bool:
        """Whether a person gave it the machine's labels."""
        return agrees(said, self.machine)


def passages(checked: CheckedReport) -> list[Item]:
    """Returns the passages of a report, and then those under no question; no headers of tables."""
    tagged, report = checked.tagged, checked.tagged.report
    hide = hidden(tagged)
    name = PurePath(report.source).stem or "informe"
    if report.country and report.year:
        name = f"{report.country}-{report.year}".lower().replace(" ", "-")
    items: list[Item] = []
    for answer in (*tagged.answers, *tagged.unplaced):
        for passage in answer.passages:
            if isinstance(passage.block, TableRow) and passage.block.is_header:
                continue
            words, context = hide(passage.text), hide(passage.context)
            fields = {
                "id": passage_id(words, context),
                "report": name,
                "file": report.source,
                "country": report.country,
                "year": report.year,
                "question": answer.answer.question,
                "topic": answer.answer.title,
                "context": context,
                "text": words,
            }
            items.append(Item(len(items) + 1, passage, answer.answer, fields, tagged.model))
    return items


@dataclass(frozen=True)
class Marks:
    """The passages of a review, from 1 on, and the corrections by the id of a passage."""

    place: str  # address of the passages
    items: Sequence[Item]
    said: Mapping[str, Record]

    @cached_property
    def _of_passage(self) -> dict[int, Item]:
        return {id(item.tagged): item for item in self.items}

    def of(self, passage: TaggedPassage) -> Item | None:
        """Returns the item of a passage, if it can be corrected."""
        return self._of_passage.get(id(passage))

    def at(self, number: int) -> Item | None:
        """Returns a passage by its number."""
        return self.items[number - 1] if 0 < number <= len(self.items) else None

    def after(self, item: Item) -> Item | None:
        """Returns the passage that follows one in its answer."""
        found = self.at(item.number + 1)
        return found if found and found.answer is item.answer else None

    @property
    def done(self) -> int:
        """How many passages a person has reviewed."""
        return sum(item.id in self.said for item in self.items)

    def next(self, number: int) -> int:
        """Returns the number of the next passage that nobody has reviewed; 0 where none is left."""
        order = [*self.items[number:], *self.items[:number]]
        return next((item.number for item in order if item.id not in self.said), 0)


def marks(review: str, checked: CheckedReport) -> Marks:
    """Returns the passages of a review by its id; as none were labelled without a journal."""
    try:
        said = journal().read().by_id
    except InputError:
        said = {}
    return Marks(f"/informe/{review}/pasajes", passages(checked), said)

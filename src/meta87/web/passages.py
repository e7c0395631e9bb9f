"""The passages of a review, each as it can be corrected: its place, its record, its labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from meta87.classify.tagged import TaggedPassage
from meta87.corpus.journal import agrees, passage_id
from meta87.corpus.schema import Record
from meta87.form.report import Answer
from meta87.form.table_rows import TableRow
from meta87.rules.checked import CheckedReport
from meta87.rules.personal import hidden


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

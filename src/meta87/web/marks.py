"""What a person has said of the passages of a review so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from meta87.classify.tagged import TaggedPassage
from meta87.corpus.schema import Record
from meta87.errors import InputError
from meta87.rules.checked import CheckedReport
from meta87.web.chosen import journal
from meta87.web.passages import Item, passages


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

"""What a person has said of the passages of a review so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from meta87.classify.tagged import TaggedPassage
from meta87.corpus.schema import Record
from meta87.errors import InputError
from meta87.web.chosen import journal
from meta87.web.passages import Item, passages
from meta87.web.reviews import Review

_DIGITS = 6  # of the number of a passage


@dataclass(frozen=True, slots=True)
class Marks:
    """What the page of a review shows beside its passages.

    Attributes:
        place: address of the passages.
        items: them.
        said: the corrections, by the id of a passage.
        of_passage: items by the id of the object of each passage.
    """

    place: str
    items: Sequence[Item]
    said: Mapping[str, Record]
    of_passage: Mapping[int, Item] = field(default_factory=dict)

    def of(self, passage: TaggedPassage) -> Item | None:
        """Returns the item of a passage, if it can be corrected."""
        return self.of_passage.get(id(passage))

    def at(self, number: str) -> Item | None:
        """Returns a passage by its number."""
        place = int(number) if number.isdecimal() and len(number) <= _DIGITS else 0
        return self.items[place - 1] if 0 < place <= len(self.items) else None

    def after(self, item: Item) -> Item | None:
        """Returns the passage that follows one in its answer."""
        rest = self.items[item.number : item.number + 1]
        return next((each for each in rest if each.answer is item.answer), None)

    @property
    def done(self) -> int:
        """How many passages a person has reviewed."""
        return sum(item.id in self.said for item in self.items)

    def next(self, number: int) -> int:
        """Returns the number of the next passage that nobody has reviewed; 0 where none is left."""
        order = [*self.items[number:], *self.items[:number]]
        return next((item.number for item in order if item.id not in self.said), 0)


def marks(review: Review) -> Marks:
    """Returns the passages of a review that is done; as none were labelled without a journal."""
    assert review.checked is not None  # noqa: S101  only a finished review is shown
    try:
        said = journal().read().by_id
    except InputError:
        said = {}
    items = passages(review.checked)
    of_passage = {id(item.tagged): item for item in items}
    return Marks(f"/informe/{review.id}/pasajes", items, said, of_passage)

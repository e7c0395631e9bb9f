"""What stands beside a count of people: the clause before it, its own words, the clause after."""

from __future__ import annotations

import re
from dataclasses import dataclass

from meta87.entities.entity import Entity
from meta87.entities.folding import lowered
from meta87.entities.people import patterns

_BEFORE, _AFTER = 170, 90  # characters
_BREAK = re.compile(r"[.;!?|](?=\s)|\n")


@dataclass(frozen=True, slots=True)
class Beside:
    """The words beside a count, in lower case.

    Attributes:
        before: From the last stop to the count; nothing before the subject of a passive verb.
        inside: The words of the count, after the heading of its column in a table.
        after: From the count to the next stop.
        context: The sentences before its own; of a cell, the cells before it.
        kind: Kind of the passage: output, process or context.
    """

    before: str
    inside: str
    after: str
    context: str
    kind: str


def beside(text: str, count: Entity, context: str, kind: str, heading: str = "") -> Beside:
    """Returns the words beside a count of a passage.

    Args:
        text: the passage.
        count: an entity of it.
        context: what stands before the passage.
        kind: kind of the passage.
        heading: of the column that the count fills a cell of, or "".
    """
    if heading:
        row = lowered(text[max(0, count.start - _BEFORE) : count.start])
        return Beside("", lowered(f"{heading} {count.text}"), "", row, kind)
    before = lowered(text[max(0, count.start - _BEFORE) : count.start])
    before = patterns.NOT_TAUGHT.sub("", before)
    after = lowered(text[count.end : count.end + _AFTER])
    last = max((stop.end() for stop in _BREAK.finditer(before)), default=0)
    stop = patterns.CLAUSE.search(after)
    earlier = f"{lowered(context[-_BEFORE:])}\n{before[:last]}"
    end = stop.start() if stop else len(after)
    if patterns.SUBJECT.match(after) and not patterns.NONE.search(before):
        last = len(before)
    return Beside(before[last:], lowered(count.text), after[:end], earlier, kind)

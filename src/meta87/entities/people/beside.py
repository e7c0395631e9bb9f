"""What stands beside a count of people: the clause before it, its own words, the clause after."""

from __future__ import annotations

import re
from dataclasses import dataclass

from meta87.entities.entity import Entity
from meta87.entities.folding import lowered

_BEFORE, _AFTER = 170, 90  # characters
# "40 personas fueron": what they are the subject of tells of them, and not what stands before.
_SUBJECT = re.compile(r"\W*(?:fue|fueron|ha sido|han sido|están siendo|recib(?!an?\b)\w+) ")
# Where another clause begins after people.
_CLAUSE = re.compile(r"[.;!?|](?=\s)|\n|,? y \w+(?:ó|ron)\b")
# Whom no act reached: "a ninguna de las 35 víctimas".
NONE = re.compile(r"\b(?:ningun[oa]|ni un[oa](?: sol[oa])?) de (?:(?:l|est|es|dich)[ao]s )?\Z")
# No course, and no lesson: "el curso 2021-2022", "talleres clandestinos".
_NOT_TAUGHT = re.compile(
    r"\bcurso (?=escolar|lectivo|académico|\d{4})|\btaller(?:es)? (?=textil|clandest|mecánic|famil"
    r"|artesan|inspecc|visitad|de (?:costura|confecci|cohet|cuero|ladrill|maquila))"
)
_MEANWHILE = re.compile(r"\ben (?:el )?curso (?=del |de l[ao]s? )")
_CELLS = " | "  # between the cells of a row
_BREAK = re.compile(r"[.;!?|](?=\s)|\n")


@dataclass(frozen=True, slots=True)
class Beside:
    """The words beside a count, in lower case."""

    before: str  # from the last stop to the count; nothing before the subject of a passive verb
    inside: str  # the words of the count, after the heading of its column in a table
    after: str  # from the count to the next stop
    # the sentences before its own; of a cell, what leads in its table, and the cells before
    # it, each in a line
    context: str
    kind: str  # kind of the passage: output, process or context
    in_table: bool = False  # whether it stands in a row of a table


def beside(text: str, count: Entity, context: str, kind: str, heading: str = "") -> Beside:
    """Returns the words beside a count, which may fill a cell of a column with a heading."""
    if heading:
        row = lowered(text[max(0, count.start - _BEFORE) : count.start])
        lead = next((line for line in reversed(context.split("\n")) if _CELLS not in line), "")
        leading = f"{lowered(lead[-_BEFORE:])}\n{row}"
        return Beside("", lowered(f"{heading} {count.text}"), "", leading, kind, in_table=True)
    before = lowered(text[max(0, count.start - _BEFORE) : count.start])
    before = _MEANWHILE.sub("", _NOT_TAUGHT.sub("", before))
    after = lowered(text[count.end : count.end + _AFTER])
    last = max((stop.end() for stop in _BREAK.finditer(before)), default=0)
    stop = _CLAUSE.search(after)
    earlier = f"{lowered(context[-_BEFORE:])}\n{before[:last]}"
    end = stop.start() if stop else len(after)
    if _SUBJECT.match(after) and not NONE.search(before):
        last = len(before)
    in_table = _CELLS in text[: count.start]
    return Beside(before[last:], lowered(count.text), after[:end], earlier, kind, in_table=in_table)

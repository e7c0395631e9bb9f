"""Counts of people with their group and scope: who they are, and what the count is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from meta87.entities.counts.counts import counts_members
from meta87.entities.entity import PARTICIPANTS, CountValue, Entity, Group, LeftOut, Scope
from meta87.entities.people.beside import Beside, beside
from meta87.entities.people.groups import named_group, told_group
from meta87.entities.people.scopes import is_convicted, is_held, scope_of

_OPEN = {"trained", "audience"}  # anybody is
_SHIELDED = {"children", "victims", "migrants"}  # who is accused or sentenced is another
_Described = tuple[Group, Scope]
_FAR, _RUN = 60, 12  # characters between two counts, and counts that are added up
_OF_WHOLE = re.compile(
    r"\(|\b(?:de (?:l[ao]s cuales|l[ao]s que|ell[ao]s)|entre (?:ell[ao]s|l[ao]s)|inclu[iy]\w*"
    r"|es decir|desglosad[ao]s)\b"
)
_OF_THEM = re.compile(r"\bde (?:ell[ao]s|l[ao]s cuales|est[ao]s|es[ao]s)\b")
_JOINT = re.compile(r"[\s,]*(?:[ye]|más)?\s*")


def with_people(
    text: str,
    entities: Sequence[Entity],
    context: str = "",
    kind: str = "",
    headings: Mapping[int, str] | None = None,
) -> tuple[Entity, ...]:
    """Returns the entities of a passage, its counts of people with group and scope.

    Args:
        text: The passage.
        entities: Its entities, in order.
        context: What stands before it in the same answer.
        kind: Its kind: output, process or context.
        headings: Of a table row: first character of each cell → heading of its column.
    """
    counts = [entity for entity in entities if entity.label == PARTICIPANTS]
    marked, added = _wholes(text, counts)
    of = added | marked
    told: list[_Described] = []
    for at, count in enumerate(counts):
        heading = (headings or {}).get(count.start, "")
        words = beside(text, count, context, kind, heading)
        whole = of.get(at, at)
        told.append(_described(words, count, told[whole] if whole < at else None))
        if counts_members(text, count.start):
            told[at] = told[at][0], "other"
    for part, whole in added.items():
        if whole > part and told[whole][0] == "public":
            told[whole] = told[part][0], told[whole][1]
    parts = {*marked, *(part for part, whole in added.items() if told[part] == told[whole])}
    known = {
        count.start: _with(count, *told[at], "part" if at in parts else None)
        for at, count in enumerate(counts)
    }
    return tuple(known.get(e.start, e) if e.label == PARTICIPANTS else e for e in entities)


def _with(count: Entity, group: Group, scope: Scope, left_out: LeftOut | None) -> Entity:
    value = count.value
    if not isinstance(value, CountValue):
        return count
    return replace(count, value=replace(value, group=group, scope=scope, left_out=left_out))


def _described(words: Beside, count: Entity, whole: _Described | None) -> _Described:
    """Returns the group and scope of a count; of a part that does not say who, its whole's."""
    noun = named_group(words.inside)
    if whole and (noun is None or " de ell" in words.inside):
        return whole
    if noun not in _SHIELDED:
        if is_convicted(words):
            return "perpetrators", "convicted"
        if noun == "perpetrators" or is_held(words):
            return "perpetrators", "other"
    group = noun or told_group(words)
    number = count.value.number if isinstance(count.value, CountValue) else 0
    scope = whole[1] if whole else scope_of(words, group, number)
    if noun is None and scope in _OPEN:
        return "public", scope
    return "other" if group == "migrants" else group, scope


def _wholes(text: str, counts: Sequence[Entity]) -> tuple[dict[int, int], dict[int, int]]:
    """Returns which counts are parts, by their places, and of which each is one.

    First those that the words mark: "120 inspectores (70 mujeres y 50 hombres)"; then those that
    add up to another: "45 niñas y 45 niños, en total 90 menores".

    Args:
        text: A passage.
        counts: Its counts of people, in order.
    """
    numbers = [one.value.number if isinstance(one.value, CountValue) else 0 for one in counts]
    told, added = dict(_told(text, counts, numbers)), dict[int, int]()
    for whole, number in enumerate(numbers):
        for run in (range(whole + 1, len(numbers)), range(whole - 1, -1, -1)):
            added |= dict.fromkeys(_adding_up(numbers, run, number), whole)
    return told, {part: whole for part, whole in added.items() if not {part, whole} & told.keys()}


def _told(text: str, counts: Sequence[Entity], numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yields the parts that words mark: "de las cuales 40", "entre ellas 88 niñas"."""
    whole, left, inside = 0, 0, False
    for at in range(1, len(counts)):
        gap = text[counts[at - 1].end : counts[at].start].lower()
        near = len(gap) <= _FAR and ")" not in gap[1:]
        told = _OF_THEM.search(counts[at].text.lower()) or (near and _OF_WHOLE.search(gap))
        marked = bool(told)
        goes_on = inside and _JOINT.fullmatch(gap)
        if marked and not inside:
            left = numbers[whole]
        if (marked or goes_on) and numbers[at] <= left:
            left -= numbers[at]
            inside = True
            yield at, whole
        else:
            whole, inside = at, False


def _adding_up(numbers: Sequence[int], places: range, total: int) -> list[int]:
    """Returns the first places, two or more, whose numbers add up to a total."""
    added, taken = 0, list[int]()
    for place in places[:_RUN]:
        added += numbers[place]
        taken.append(place)
        if added >= total:
            break
    return taken if added == total and len(taken) > 1 else []

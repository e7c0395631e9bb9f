"""Counts of people with their group and scope: who they are, and what the count is of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from meta87.entities.entity import PARTICIPANTS, CountValue, Entity, Group, LeftOut, Scope
from meta87.entities.people.beside import Beside, beside
from meta87.entities.people.groups import Noun, group_by_fate, named_group
from meta87.entities.people.parts import wholes
from meta87.entities.people.scopes import is_convicted, is_held, scope_of

_OPEN = {"trained", "audience"}  # anybody is
_SHIELDED = {"children", "victims", "migrants"}  # who is accused or sentenced is another
_SEX = re.compile(r"\b(?:mujeres|hombres|varones)\b")
_Described = tuple[Group, Scope]


def with_people(
    text: str,
    entities: Sequence[Entity],
    context: str = "",
    kind: str = "",
    headings: Mapping[int, str] | None = None,
) -> tuple[Entity, ...]:
    """Returns the entities of a passage, its counts of people with group and scope.

    The headings of a table row are those of the columns, by the first character of each cell.
    """
    counts = [entity for entity in entities if entity.label == PARTICIPANTS]
    marked, added = wholes(text, counts)
    of = added | marked
    people: list[_Described] = []
    for at, count in enumerate(counts):
        heading = (headings or {}).get(count.start, "")
        words = beside(text, count, context, kind, heading)
        whole = of.get(at, at)
        known_whole = people[whole] if whole < at else None
        people.append(_described(words, count, known_whole, is_told=at in marked))
    for part, whole in added.items():
        if whole > part and people[whole][0] == "public":
            people[whole] = people[part][0], people[whole][1]
    alike = {p for p, of in added.items() if people[p][0] == "public" or people[p] == people[of]}
    parts = {*marked, *alike}
    known = {
        count.start: _with(count, *people[at], "part" if at in parts else None)
        for at, count in enumerate(counts)
    }
    return tuple(known.get(e.start, e) if e.label == PARTICIPANTS else e for e in entities)


def _of_table(words: Beside) -> Noun | None:
    """Returns whom the label of a row, or what leads in its table, names; its cell tells a sex."""
    sex = words.in_table and _SEX.search(words.inside)
    lines = reversed(words.context.split("\n")[-2:]) if sex else ()
    return next((group for group in map(named_group, lines) if group in _SHIELDED), None)


def _with(count: Entity, group: Group, scope: Scope, left_out: LeftOut | None) -> Entity:
    value = count.value
    if not isinstance(value, CountValue):
        return count
    return replace(count, value=replace(value, group=group, scope=scope, left_out=left_out))


def _described(
    words: Beside, count: Entity, whole: _Described | None, *, is_told: bool
) -> _Described:
    """Returns the group and scope of a count; of a part that does not say who, its whole's."""
    noun = named_group(words.inside) or _of_table(words)
    if whole and (noun is None or (noun == "migrants" and is_told) or " de ell" in words.inside):
        return whole
    if noun not in _SHIELDED:
        if is_convicted(words):
            return "perpetrators", "convicted"
        if noun == "perpetrators" or is_held(words):
            return "perpetrators", "other"
    group = noun or group_by_fate(words)
    scope = whole[1] if whole else scope_of(words, group, count.number)
    if noun is None and scope in _OPEN:
        return "public", scope
    return "other" if group == "migrants" else group, scope

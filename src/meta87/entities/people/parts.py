"""Counts of people that are parts of another count of their passage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from meta87.entities.entity import Entity
from meta87.entities.folding import lowered
from meta87.entities.people.groups import named_group

_FAR, _RUN = 60, 12  # characters between two counts, and counts that are added up
_SLIP = 0.15  # of a whole: parts told right after it that are off by no more are its parts
_OF_WHOLE = re.compile(
    r"\(|\b(?:de (?:l[ao]s (?:cuales|que)|ell[ao]s|quienes)|entre (?:ell[ao]s|l[ao]s)|inclu[iy]\w*"
    r"|es decir|desglosad[ao]s)\b"
)
_OF_THEM = re.compile(r"\bde (?:ell[ao]s|l[ao]s cuales|est[ao]s|es[ao]s)\b")
# Before parts that nothing else marks: "214 adolescentes en labores prohibidas, 131 varones y".
_APPOSED = re.compile(r"(?!.*\b(?:y|además|\w+(?:ó|ron))\b)[^.;]*[,:]\s+\Z")
_SEX = re.compile(r"\S+ (?:mujeres|hombres|varones)")
_PLACED = {None, "children", "victims", "migrants"}  # who may be parted by country
_JOINT = re.compile(r"[\s,]*(?:[ye]|más)?\s*")


def wholes(text: str, counts: Sequence[Entity]) -> tuple[dict[int, int], dict[int, int]]:
    """Returns which counts are parts, by their places, and of which each is one.

    First those that the words mark: "120 inspectores (70 mujeres y 50 hombres)"; then those that
    add up to another: "45 niñas y 45 niños, en total 90 menores".
    """
    numbers = [one.number for one in counts]
    marked, added = dict(_marked(text, counts)), dict[int, int]()
    for whole in range(len(numbers)):
        marked |= dict.fromkeys(_apposed(text, counts, whole), whole)
    for whole, number in enumerate(numbers):
        for run in (range(whole + 1, len(numbers)), range(whole - 1, -1, -1)):
            added |= dict.fromkeys(adding_up(numbers, run, number), whole)
    only_added = {part: whole for part, whole in added.items() if not {part, whole} & marked.keys()}
    return marked, only_added


def _marked(text: str, counts: Sequence[Entity]) -> Iterator[tuple[int, int]]:
    """Yields the parts that words mark: "de las cuales 40", "entre ellas 88 niñas"."""
    whole, left, inside, parts = 0, 0.0, False, set[int]()
    for at in range(1, len(counts)):
        gap = text[counts[at - 1].end : counts[at].start].lower()
        near = len(gap) <= _FAR and ")" not in gap[1:]
        of_them = _OF_THEM.search(counts[at].text.lower())
        marked = bool(of_them or (near and _OF_WHOLE.search(gap)))
        if of_them:
            wholes = (n for n in reversed(range(at)) if counts[n].number >= counts[at].number)
            whole = next((n for n in wholes if n not in parts), whole)
        if of_them or (marked and not inside):
            left = counts[whole].number * (1 + _SLIP)
        if (marked or (inside and _JOINT.fullmatch(gap))) and counts[at].number <= left:
            left -= counts[at].number
            inside = True
            parts.add(at)
            yield at, whole
        else:
            whole, inside = at, False


def _apposed(text: str, counts: Sequence[Entity], whole: int) -> list[int]:
    """Returns the counts right after a whole that part it by sex, age or country.

    They add up to it; nearly so after a colon, or where each only tells a sex.
    """
    words = [lowered(count.text) for count in counts[whole : whole + 1 + _RUN]]
    group, parts, end, near = named_group(words[0]), list[int](), counts[whole].end, False
    for at, told in enumerate(words[1:], start=whole + 1):
        gap, part = text[end : counts[at].start], named_group(told)
        joined = _JOINT.fullmatch(gap) if parts else len(gap) <= _FAR and _APPOSED.match(gap)
        near = near or (not parts and ":" in gap)
        placed = part == "migrants" and (near or group in _PLACED)
        sexed = part is None and not _SEX.fullmatch(words[0])
        if not joined or not (placed or sexed or part == group == "children"):
            break
        parts.append(at)
        end = counts[at].end
    near = near or all(_SEX.fullmatch(told) for told in words[1 : 1 + len(parts)])
    off = abs(sum(counts[at].number for at in parts) - counts[whole].number)
    slip = _SLIP * counts[whole].number if near else 0
    return parts if len(parts) > 1 and off <= slip else []


def adding_up(numbers: Sequence[int], places: range, total: int) -> list[int]:
    """Returns the first places, two or more, whose numbers add up to a total."""
    added, taken = 0, list[int]()
    for place in places[:_RUN]:
        added += numbers[place]
        taken.append(place)
        if added >= total:
            break
    return taken if added == total and len(taken) > 1 else []

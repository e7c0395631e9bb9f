"""Counts of people that are parts of another count of their passage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

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

    First those that words mark, "120 inspectores (70 mujeres)"; then those that add up to another.
    """
    numbers = [one.number for one in counts]
    marked, added = dict(_marked(text, counts)), dict[int, int]()
    for whole, number in enumerate(numbers):
        marked |= dict.fromkeys(_apposed(text, counts, whole), whole)
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
    for at, word in enumerate(words[1:], start=whole + 1):
        gap, part = text[end : counts[at].start], named_group(word)
        joined = _JOINT.fullmatch(gap) if parts else len(gap) <= _FAR and _APPOSED.match(gap)
        near = near or (not parts and ":" in gap)
        placed = part == "migrants" and (near or group in _PLACED)
        sexed = part is None and not _SEX.fullmatch(words[0])
        if not joined or not (placed or sexed or part == group == "children"):
            break
        parts.append(at)
        end = counts[at].end
    near = near or all(_SEX.fullmatch(word) for word in words[1 : 1 + len(parts)])
    off = abs(sum(counts[at].number for at in parts) - counts[whole].number)
    return parts if len(parts) > 1 and off <= near * _SLIP * counts[whole].number else []


def adding_up(numbers: Sequence[int], places: range, total: int) -> list[int]:
    """Returns the first places, two or more, whose numbers add up to a total."""
    sums = accumulate(numbers[place] for place in places[:_RUN])
    taken = places[: next((n for n, added in enumerate(sums, 1) if added >= total), 0)]
    return [*taken] if len(taken) > 1 and sum(numbers[n] for n in taken) == total else []

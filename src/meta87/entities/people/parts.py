"""Counts of people that are parts of another count of their passage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from meta87.entities.entity import Entity

_FAR, _RUN = 60, 12  # characters between two counts, and counts that are added up
_OF_WHOLE = re.compile(
    r"\(|\b(?:de (?:l[ao]s cuales|l[ao]s que|ell[ao]s)|entre (?:ell[ao]s|l[ao]s)|inclu[iy]\w*"
    r"|es decir|desglosad[ao]s)\b"
)
_OF_THEM = re.compile(r"\bde (?:ell[ao]s|l[ao]s cuales|est[ao]s|es[ao]s)\b")
_JOINT = re.compile(r"[\s,]*(?:[ye]|más)?\s*")


def wholes(text: str, counts: Sequence[Entity]) -> tuple[dict[int, int], dict[int, int]]:
    """Returns which counts are parts, by their places, and of which each is one.

    First those that the words mark: "120 inspectores (70 mujeres y 50 hombres)"; then those that
    add up to another: "45 niñas y 45 niños, en total 90 menores".

    Args:
        text: A passage.
        counts: Its counts of people, in order.
    """
    numbers = [one.number for one in counts]
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

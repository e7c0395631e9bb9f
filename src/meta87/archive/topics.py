"""The priorities and next steps of a country, each with one number over the years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Final

from meta87.form.folding import fold
from meta87.rules.previous.titles import MOST, paired

_REPORT = itemgetter(0, 1)
_TITLE: Final = 4

Topic = tuple[str, str, str, str, str, str, int]
"""File, report, question, id of the question, title, country, year."""


def numbered(topics: Iterable[Topic]) -> Iterator[tuple[str, str, str, str, int]]:
    """Yields the topics of one country and question, by year, each with its number.

    A topic has the number of the earlier one that says the same, or else the next one: those of the
    first report are 1, 2, 3…
    """
    last: dict[int, str] = {}  # number → the title that it had last, the latest at the end
    numbers: dict[str, int] = {}  # of every title that it ever had
    for _, group in groupby(topics, key=_REPORT):
        asked, used = list(group), set()
        found = {}
        for place, topic in enumerate(asked):
            number = numbers.get(fold(topic[_TITLE]).text)
            if number and number not in used:
                found[place] = number
                used.add(number)
        recent = sorted(number for number in islice(reversed(last), MOST) if number not in used)
        rest = [place for place in range(len(asked)) if place not in found]
        pairs = paired([last[n] for n in recent], [asked[place][_TITLE] for place in rest])
        found |= {rest[there]: recent[here] for here, there in pairs.items()}
        for place, (file, report, question, about, title, *_) in enumerate(asked):
            number = found.get(place) or len(last) + 1
            last.pop(number, None)
            last[number] = title
            numbers[fold(title).text] = number
            yield file, report, question, about, number

"""Which passages of different answers tell one and the same thing."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations

from meta87.language.entity import (
    DATE,
    MONEY,
    PARTICIPANTS,
    QUANTITY,
    CountValue,
    DateValue,
    Entity,
    MoneyValue,
)
from meta87.questionnaire.folding import fold
from meta87.rules.tables import in_table
from meta87.rules.words import STEM, pattern, stems
from meta87.tagged import TaggedAnswer, TaggedPassage, TaggedReport

ALIKE = 0.6  # of the weight of the shorter telling's words; more, and both tell one thing
FOR_A_FACT = 0.15  # less is enough for each day, figure or thing counted that they share
LEAST = 0.3  # never less than this
COMMON = 6  # words that two tellings must share
RARE = 12  # tellings that may have a word by which others are looked for
FEW = 4  # words that are enough where they share a fact
FEWEST = 2  # words that are enough where a figure is a slip of the other
SEASON = 60  # days; a longer stretch is no exact date
SMALL = 5  # a figure so small is the same by chance
COUNTS = (PARTICIPANTS, QUANTITY, MONEY)
PEOPLE = "person"
WRITTEN = re.compile(r"\d+(?:[.,'\s]\d{3})*")


@dataclass(frozen=True)
class Telling:
    """A passage that tells an action, with what it can be compared by."""

    answer: TaggedAnswer
    passage: TaggedPassage

    @property
    def question(self) -> str:
        """Number of the question that it answers."""
        return self.answer.answer.question

    @cached_property
    def words(self) -> frozenset[str]:
        """Stems of its words of matter."""
        return stems(self.passage.text)

    @cached_property
    def days(self) -> frozenset[DateValue]:
        """Exact dates that it tells: shorter than a season."""
        values = (entity.value for entity in self.passage.found(DATE))
        return frozenset(v for v in values if isinstance(v, DateValue) and _is_exact(v))

    @cached_property
    def figures(self) -> dict[str, tuple[float, Entity]]:
        """What it counts → how many of it, with the words."""
        found: dict[str, tuple[float, Entity]] = {}
        for entity in self.passage.found(*COUNTS):
            if (number := _number(entity)) is not None:
                found.setdefault(_counted(entity), (number, entity))
        return found


def _is_exact(value: DateValue) -> bool:
    if value.first is None or value.last is None:
        return False
    return (value.last - value.first).days < SEASON


def _number(entity: Entity) -> float | None:
    value = entity.value
    if isinstance(value, CountValue):
        return value.number
    return value.amount if isinstance(value, MoneyValue) else None


def _counted(entity: Entity) -> str:
    """Give the noun of what an entity counts, or its currency."""
    if isinstance(entity.value, MoneyValue):
        return entity.value.currency or "money"
    ignored = pattern("no_noun")
    words = (word for word in fold(entity.text).text.split() if word.isalpha())
    return next((word for word in words if not ignored.fullmatch(word)), "")[:STEM]


def same_tellings(report: TaggedReport) -> list[tuple[Telling, Telling]]:
    """Give the tellings of one thing in two answers: each with the first that told it.

    Only tellings that share rare words are compared, so that a long report takes little longer.
    """
    tellings = list(_tellings(report))
    counts = Counter(word for telling in tellings for word in telling.words)
    weights = {word: math.log(1 + len(tellings) / count) for word, count in counts.items()}
    found: dict[int, int] = {}
    for here, there in sorted(_candidates(tellings)):
        if there not in found and here not in found:
            one, other = tellings[here], tellings[there]
            if _is_one(one, other, one.words & other.words, weights):
                found[there] = here
    return [(tellings[here], tellings[there]) for there, here in sorted(found.items())]


def _tellings(report: TaggedReport) -> Iterator[Telling]:
    for answer in (a for a in report.answers if a.answer.expects == "results"):
        for passage in answer.passages:
            telling = Telling(answer, passage)
            if passage.kind != "context" and not in_table(passage):
                yield telling


def _candidates(tellings: Sequence[Telling]) -> Iterator[tuple[int, int]]:
    """Give the tellings that share words which few others have."""
    places: dict[str, list[int]] = defaultdict(list)
    for n, telling in enumerate(tellings):
        for word in telling.words:
            places[word].append(n)
    shared: Counter[tuple[int, int]] = Counter()
    for told in (each for each in places.values() if len(each) <= RARE):
        shared.update(combinations(told, 2))
    return (pair for pair, words in shared.items() if words > 1)


def _is_one(one: Telling, other: Telling, words: frozenset[str], weights: dict[str, float]) -> bool:
    """Say whether two tellings share enough words, fewer where they share facts."""
    if one.answer is other.answer or len(words) < FEWEST or not may_be_one_day(one, other):
        return False
    shorter = min(sum(weights[word] for word in telling.words) for telling in (one, other))
    share = sum(weights[word] for word in words) / shorter
    if share < LEAST or len(words) < FEW:
        return share >= LEAST and _is_slip(one, other)
    facts = _same_facts(one, other)
    if len(words) < COMMON and not facts and not differing(one, other):
        return False
    return share >= ALIKE - FOR_A_FACT * facts or _is_slip(one, other)


def _is_slip(one: Telling, other: Telling) -> bool:
    """Say whether figures of one thing have the same digits in another order, 1.471 as 1.741."""
    pairs = ((_number(here), _number(there)) for here, there in differing(one, other))
    return any(a and b and sorted(f"{a:g}") == sorted(f"{b:g}") for a, b in pairs)


def _same_facts(one: Telling, other: Telling) -> int:
    """Count the days, the figures and the things counted that two tellings share."""
    figures = one.figures.keys() & other.figures.keys()
    same = sum(one.figures[noun][0] == other.figures[noun][0] > SMALL for noun in figures)
    return len(one.days & other.days) + len(figures) + same


def may_be_one_day(one: Telling, other: Telling) -> bool:
    """Say whether the dates of two tellings overlap, or one of them gives none."""
    pairs = [(here, there) for here in one.days for there in other.days]
    return not pairs or any(_overlap(here, there) for here, there in pairs)


def _overlap(here: DateValue, there: DateValue) -> bool:
    ends = (here.first, here.last, there.first, there.last)
    first, last, from_, to = (end or date.min for end in ends)
    return first <= to and from_ <= last


def differing(first: Telling, again: Telling) -> list[tuple[Entity, Entity]]:
    """Give the figures of two tellings that count one thing and are not the same.

    "Personas" may be any people, where each telling counts only one kind of people.
    """
    pairs = [
        (again.figures[noun], first.figures[noun])
        for noun in again.figures.keys() & first.figures.keys()
    ]
    people = [telling.passage.found(PARTICIPANTS) for telling in (again, first)]
    if not pairs and all(len(each) == 1 for each in people):
        both = [(_counted(each[0]), _number(each[0]) or 0) for each in people]
        if PEOPLE in (both[0][0], both[1][0]):
            pairs = [((both[0][1], people[0][0]), (both[1][1], people[1][0]))]
    return [
        (here[1], there[1])
        for here, there in pairs
        if here[0] != there[0] and not _tells(first, here[0]) and not _tells(again, there[0])
    ]


def _tells(telling: Telling, number: float) -> bool:
    """Say whether a telling has a figure somewhere, though it may not say of what."""
    written = (re.sub(r"\D", "", figure) for figure in WRITTEN.findall(telling.passage.text))
    return str(int(number)) in written

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

from meta87.classify.tagged import TaggedAnswer, TaggedPassage, TaggedReport
from meta87.entities.entity import (
    MONEY,
    PARTICIPANTS,
    QUANTITY,
    CountValue,
    DateValue,
    Entity,
    MoneyValue,
)
from meta87.form.folding import fold
from meta87.rules.tables import in_table
from meta87.rules.words import STEM, pattern, stems

ALIKE = 0.6  # of the weight of the shorter telling's words; more, and both tell one thing
FOR_A_FACT = 0.15  # less is enough for each day, figure or thing counted that they share
LEAST = 0.3  # never less than this
COMMON = 6  # words that two tellings must share
RARE = 12  # tellings that may have a word by which others are looked for
FEW = 4  # words that are enough where they share a fact
SLIP = 2  # words that are enough where a figure of one is a slip of the other's
SHORT = 2  # digits of a figure whose slip may as well be another figure: more must be shared
OF_SHORT = 0.45  # of the weight of the shorter telling's words
SEASON = 60  # days; a longer stretch is no exact date
SMALL = 5  # a figure so small is the same by chance
COUNTS = (PARTICIPANTS, QUANTITY, MONEY)
PEOPLE = "person"
TEN = 10
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
NAME = re.compile(r"(?<=[a-záéíóúñ,] )[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+")  # that opens no sentence
WRITTEN = re.compile(r"\d+(?:[.,'\s]\d{3})*")

Weights = dict[str, float]
"""Word → how much it weighs: the rarer it is in a report, the more."""


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
        """Stems of its content words."""
        return stems(self.passage.text)

    @cached_property
    def days(self) -> frozenset[DateValue]:
        """Its exact dates: shorter than a season."""
        values = (entity.value for entity in self.passage.dates)
        return frozenset(v for v in values if isinstance(v, DateValue) and _is_exact(v))

    @cached_property
    def figures(self) -> dict[str, tuple[float, Entity]]:
        """The noun counted → its number and its entity."""
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
    """Returns the noun of what an entity counts, or its currency."""
    if isinstance(entity.value, MoneyValue):
        return entity.value.currency or "money"
    ignored = pattern("no_noun")
    words = (word for word in fold(entity.text).text.split() if word.isalpha())
    return next((word for word in words if not ignored.fullmatch(word)), "")[:STEM]


def same_tellings(report: TaggedReport) -> list[tuple[Telling, Telling]]:
    """Returns the passages that report the same fact in two answers: each with the first one.

    Only passages that share rare words are compared, so that a long report takes little longer.
    """
    tellings = list(_tellings(report))
    counts = Counter(word for telling in tellings for word in telling.words)
    weights = {word: math.log(1 + len(tellings) / count) for word, count in counts.items()}
    found: dict[int, int] = {}
    pairs = [
        (here, there)
        for here, there in sorted(_candidates(tellings))
        if tellings[here].answer is not tellings[there].answer
        and may_be_one_day(tellings[here], tellings[there])
    ]
    for is_told_again in (_is_one, _is_slip):
        for here, there in pairs:
            told = here in found or there in found
            if not told and is_told_again(tellings[here], tellings[there], weights):
                found[there] = here
    return [(tellings[here], tellings[there]) for there, here in sorted(found.items())]


def _tellings(report: TaggedReport) -> Iterator[Telling]:
    for answer in (a for a in report.answers if a.answer.expects == "results"):
        for passage in answer.passages:
            telling = Telling(answer, passage)
            if passage.kind != "context" and not in_table(passage):
                yield telling


def _candidates(tellings: Sequence[Telling]) -> Iterator[tuple[int, int]]:
    """Yields the pairs of tellings that share words which few others have."""
    places: dict[str, list[int]] = defaultdict(list)
    for n, telling in enumerate(tellings):
        for word in telling.words:
            places[word].append(n)
    shared: Counter[tuple[int, int]] = Counter()
    for told in (each for each in places.values() if len(each) <= RARE):
        shared.update(combinations(told, 2))
    return (pair for pair, words in shared.items() if words > 1)


def _is_one(one: Telling, other: Telling, weights: Weights) -> bool:
    """Returns whether two tellings share enough words, fewer where they share facts."""
    words = one.words & other.words
    if len(words) < FEW:
        return False
    facts = _same_facts(one, other)
    if len(words) < COMMON and not facts and not differing(one, other):
        return False
    return _share(one, other, weights) >= max(LEAST, ALIKE - FOR_A_FACT * facts)


def _is_slip(one: Telling, other: Telling, weights: Weights) -> bool:
    """Returns whether numbers of one thing have their digits in another order: 1.471 and 1.741.

    That is the commonest slip in copying a number: few words need be shared besides, unless the
    tellings have different years or names.
    """
    if len(one.words & other.words) < SLIP or _is_apart(one, other):
        return False
    pairs = ((_digits(here), _digits(there)) for here, there in differing(one, other))
    slips = [len(here) for here, there in pairs if here and sorted(here) == sorted(there)]
    return any(
        _share(one, other, weights) >= (OF_SHORT if digits <= SHORT else LEAST) for digits in slips
    )


def _share(one: Telling, other: Telling, weights: Weights) -> float:
    """Returns the share of the weight of the shorter telling's words that both have."""
    shorter = min(sum(weights[word] for word in telling.words) for telling in (one, other))
    return sum(weights[word] for word in one.words & other.words) / shorter


def _digits(entity: Entity) -> str:
    """Returns the digits of a whole number; "" for a single digit or any other value."""
    number = _number(entity) or 0
    return str(int(number)) if number == int(number) and number >= TEN else ""


def _is_apart(one: Telling, other: Telling) -> bool:
    """Returns whether two tellings both have years, or names, and none in common."""
    texts = (one.passage.text, other.passage.text)
    return any(
        all(found) and found[0].isdisjoint(found[1])
        for found in ([set(each.findall(text)) for text in texts] for each in (YEAR, NAME))
    )


def _same_facts(one: Telling, other: Telling) -> int:
    """Returns how many days, numbers and counted nouns two tellings share."""
    figures = one.figures.keys() & other.figures.keys()
    same = sum(one.figures[noun][0] == other.figures[noun][0] > SMALL for noun in figures)
    return len(one.days & other.days) + len(figures) + same


def may_be_one_day(one: Telling, other: Telling) -> bool:
    """Returns whether the dates of two tellings overlap, or one of them has none."""
    pairs = [(here, there) for here in one.days for there in other.days]
    return not pairs or any(_overlap(here, there) for here, there in pairs)


def _overlap(here: DateValue, there: DateValue) -> bool:
    ends = (here.first, here.last, there.first, there.last)
    first, last, from_, to = (end or date.min for end in ends)
    return first <= to and from_ <= last


def differing(first: Telling, again: Telling) -> list[tuple[Entity, Entity]]:
    """Returns the pairs of different numbers with which two tellings count the same thing.

    "Personas" may be any people, if each telling counts only one kind of people.
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
    """Returns whether a telling contains a number, whatever it counts."""
    written = (re.sub(r"\D", "", figure) for figure in WRITTEN.findall(telling.passage.text))
    return str(int(number)) in written

"""A claim: a passage that reports an action, with the facts by which it is compared with others."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from meta87.entities.entity import (
    INSTITUTION,
    INSTRUMENT,
    LOCATION,
    MONEY,
    PARTICIPANTS,
    QUANTITY,
    CountValue,
    Entity,
    MoneyValue,
)
from meta87.form.folding import fold
from meta87.rules.analysis import PassageAnalysis
from meta87.rules.passage import Period
from meta87.rules.words import as_written, is_all, noun, stems

RARE = 12  # claims that may have a word by which others are looked for
HALF = 185  # days; a longer stretch may hold another
SMALL = 5  # a figure so small is the same by chance
TEN = 10
LAST_DAY = 31  # a number up to it may be that of a day
PEOPLE = "person"
SEXES = "arithmetic", "sexes"
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
NAME = re.compile(r"(?<=[a-záéíóúñ,] )[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+")  # that opens no sentence
OFFERED = as_written("offered")
WRITTEN = re.compile(r"\d+(?:[.,'\s]\d{3})*")

Weights = dict[str, float]
"""Word → how much it weighs: the rarer it is in a report, the more."""


@dataclass(frozen=True)
class Claim:
    """A passage that reports an action, with what it can be compared by."""

    question: str
    asks: str
    passage: PassageAnalysis
    beside: frozenset[str] = frozenset()  # numbers of the rest of its answer

    @cached_property
    def words(self) -> frozenset[str]:
        """Stems of its content words."""
        return stems(self.text)

    @cached_property
    def text(self) -> str:
        """Its text with blanks for the words of a sentence that authors only complete."""
        return OFFERED.sub(lambda words: " " * len(words[0]), self.passage.text)

    @cached_property
    def unnamed(self) -> frozenset[str]:
        """Stems of its content words outside the names of bodies and norms."""
        text = self.text
        for name in self.passage.found(INSTITUTION, INSTRUMENT):
            text = text[: name.start] + " " * (name.end - name.start) + text[name.end :]
        return stems(text)

    @cached_property
    def days(self) -> frozenset[Period]:
        """Its dates of half a year at most."""
        return frozenset(filter(None, (each.within(HALF) for each in self.passage.dates)))

    @cached_property
    def figures(self) -> dict[str, tuple[float, Entity]]:
        """The noun counted → its number and its entity."""
        found: dict[str, tuple[float, Entity]] = {}
        for entity in self.passage.found(PARTICIPANTS, QUANTITY, MONEY):
            if (number := number_of(entity)) is not None:
                found.setdefault(_counted(entity), (number, entity))
        return found

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The digits of every number that it contains, whatever it counts."""
        return numbers_of(self.passage.text)


def numbers_of(text: str) -> frozenset[str]:
    """Returns the digits of every number of a text."""
    return frozenset(re.sub(r"\D", "", figure) for figure in WRITTEN.findall(text))


def number_of(entity: Entity) -> float | None:
    """Returns the number of a count or an amount; None for any other value."""
    value = entity.value
    if isinstance(value, CountValue):
        return value.number
    return value.amount if isinstance(value, MoneyValue) else None


def _counted(entity: Entity) -> str:
    """Returns the noun of what an entity counts, or its currency."""
    if isinstance(entity.value, MoneyValue):
        return entity.value.currency or "money"
    return noun(entity.text)


def weights_of(texts: Sequence[frozenset[str]], least: int = 0) -> Weights:
    """Returns how much each word of some texts weighs: 1 if it is in one of them alone.

    Args:
        texts: their words.
        least: how many texts there are taken to be at least.
    """
    counts = Counter(word for words in texts for word in words)
    total = max(len(texts), least)
    return {word: math.log1p(total / n) / math.log1p(total) for word, n in counts.items()}


def candidates(claims: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    """Yields the pairs of claims that share words which few others have."""
    places: dict[str, list[int]] = defaultdict(list)
    for n, claim in enumerate(claims):
        for word in claim.words | claim.numbers:
            places[word].append(n)
    shared: Counter[tuple[int, int]] = Counter()
    for having in (each for each in places.values() if len(each) <= RARE):
        shared.update(combinations(having, 2))
    return (pair for pair, words in shared.items() if words > 1)


def same_numbers(one: Claim, other: Claim) -> int:
    """Returns how many numbers two claims share, whatever they count, if one counts a thing.

    No number of women or men is one: many things are told by sex.
    """
    counts = (entity for each in (one, other) for _, entity in each.figures.values())
    counted = {digits_of(each) for each in counts if not is_all(each.text.split()[-1], *SEXES)}
    shared = one.numbers & other.numbers
    return len(set(filter(is_large, shared)) | shared & counted) if shared & counted else 0


def is_large(digits: str) -> bool:
    """Returns whether digits are those of no day and no year."""
    return bool(digits) and int(digits) > LAST_DAY and YEAR.fullmatch(digits) is None


def are_apart(one: Claim, other: Claim) -> bool:
    """Returns whether two claims name years, places or days, and none in common.

    The same of any names, if neither a day nor a number ties both.
    """
    days = [(here, there) for here in one.days for there in other.days]
    if days and not any(here[0] <= there[1] and there[0] <= here[1] for here, there in days):
        return True
    tied = one.numbers & other.numbers or one.days & other.days
    pairs = list(zip(_named(one), _named(other), strict=True))
    return any(
        here and there and here.isdisjoint(there) for here, there in (pairs[:-1] if tied else pairs)
    )


def _named(claim: Claim) -> tuple[set[str], ...]:
    """Returns the years, the places and the words in capitals of a claim."""
    text, places = claim.passage.text, claim.passage.found(LOCATION)
    return (
        set(YEAR.findall(text)),
        {fold(place.text).text for place in places},
        set(NAME.findall(text)),
    )


def digits_of(entity: Entity) -> str:
    """Returns the digits of a whole number; "" for a single digit or any other value."""
    number = number_of(entity) or 0
    return str(int(number)) if number == int(number) and number >= TEN else ""


def same_figures(one: Claim, other: Claim) -> int:
    """Returns how many things two claims count alike, small numbers apart."""
    figures = one.figures.keys() & other.figures.keys()
    return sum(one.figures[noun][0] == other.figures[noun][0] > SMALL for noun in figures)


def differing(first: Claim, again: Claim) -> list[tuple[Entity, Entity]]:
    """Returns the pairs of different numbers with which two claims count the same thing.

    "Personas" may be any people, if each claim counts only one kind of people.
    """
    nouns = again.figures.keys() & first.figures.keys()
    pairs = [(again.figures[noun], first.figures[noun]) for noun in nouns]
    here, there = again.passage.people, first.passage.people
    if not pairs and len(here) == len(there) == 1 and PEOPLE in map(_counted, (*here, *there)):
        pairs = [((number_of(here[0]) or 0, here[0]), (number_of(there[0]) or 0, there[0]))]
    return [
        (here, there)
        for (number, here), (other, there) in pairs
        if number != other
        and max(number, other) > SMALL
        and str(int(number)) not in first.numbers | first.beside
        and str(int(other)) not in again.numbers
    ]

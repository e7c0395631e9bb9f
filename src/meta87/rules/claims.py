"""CON rules on repetition: an achievement reported in several answers, or with other figures."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from textwrap import shorten

from meta87.entities.entity import (
    MONEY,
    PARTICIPANTS,
    QUANTITY,
    CountValue,
    Entity,
    MoneyValue,
)
from meta87.form.folding import fold
from meta87.rules.analysis import PassageAnalysis
from meta87.rules.answers import ReportAnalysis
from meta87.rules.finding import Hit, Rule, Severity
from meta87.rules.passage import Period
from meta87.rules.words import STEM, any_word, is_all, stems

ALIKE = 0.6  # of the weight of the shorter claim's words from which both report one thing
FOR_A_FACT = 0.15  # less is enough for each day, figure or thing counted that they share
LEAST = 0.3  # never less than this
COMMON = 6  # words that two claims must share
RARE = 12  # claims that may have a word by which others are looked for
FEW = 4  # words that are enough where they share a fact
SLIP = 2  # words that are enough where a figure of one is a slip of the other's
SHORT = 2  # digits of a figure whose slip may as well be another figure: more must be shared
OF_SHORT = 0.45  # of the weight of the shorter claim's words
SEASON = 60  # days; a longer stretch is no exact date
LAST_DAY = 31  # a number up to it may be that of a day
SMALL = 5  # a figure so small is the same by chance
TEN = 10
BEGINNING = 70  # characters by which a repeated passage is known again
PEOPLE = "person"
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
NAME = re.compile(r"(?<=[a-záéíóúñ,] )[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+")  # that opens no sentence
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
        return stems(self.passage.text)

    @cached_property
    def days(self) -> frozenset[Period]:
        """Its exact dates: shorter than a season."""
        return frozenset(filter(None, (each.within(SEASON) for each in self.passage.dates)))

    @cached_property
    def figures(self) -> dict[str, tuple[float, Entity]]:
        """The noun counted → its number and its entity."""
        found: dict[str, tuple[float, Entity]] = {}
        for entity in self.passage.found(PARTICIPANTS, QUANTITY, MONEY):
            if (number := _number(entity)) is not None:
                found.setdefault(_counted(entity), (number, entity))
        return found

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The digits of every number that it contains, whatever it counts."""
        return _numbers(self.passage.text)


def _numbers(text: str) -> frozenset[str]:
    """Returns the digits of every number of a text."""
    return frozenset(re.sub(r"\D", "", figure) for figure in WRITTEN.findall(text))


def _number(entity: Entity) -> float | None:
    value = entity.value
    if isinstance(value, CountValue):
        return value.number
    return value.amount if isinstance(value, MoneyValue) else None


def _counted(entity: Entity) -> str:
    """Returns the noun of what an entity counts, or its currency."""
    if isinstance(entity.value, MoneyValue):
        return entity.value.currency or "money"
    ignored = any_word("before_counted_noun")
    words = (word for word in fold(entity.text).text.split() if word.isalpha())
    return next((word for word in words if not ignored.fullmatch(word)), "")[:STEM]


def repeated_claims(report: ReportAnalysis) -> list[tuple[Claim, Claim]]:
    """Returns the claims that report the same fact in two answers: each with the first one.

    Only claims that share rare words are compared, so that a long report takes little longer.
    """
    claims = [
        Claim(answer.asked.question, answer.asked.asks, passage, _numbers(answer.text))
        for answer in report.answers
        for passage in (answer.passages if answer.asked.expects == "results" else ())
        if _claims(passage, named=answer.asked.asks == "highlights")
    ]
    weights = weights_of([claim.words for claim in claims])
    pairs = [
        (here, there)
        for here, there in sorted(candidates(claims))
        if claims[here].question != claims[there].question
        and _may_be_one_day(claims[here], claims[there])
    ]
    found: dict[int, int] = {}
    for is_repeated in (_is_one, _is_slip):
        for here, there in pairs:
            paired = here in found or there in found
            if not paired and is_repeated(claims[here], claims[there], weights):
                found[there] = here
    return [(claims[here], claims[there]) for there, here in sorted(found.items())]


def weights_of(texts: Sequence[frozenset[str]]) -> Weights:
    """Returns how much each word of some texts weighs."""
    counts = Counter(word for words in texts for word in words)
    return {word: math.log(1 + len(texts) / count) for word, count in counts.items()}


def _claims(passage: PassageAnalysis, *, named: bool) -> bool:
    """Returns whether a passage reports an action, a description by a count of what was done.

    Args:
        passage: the passage.
        named: whether it may only name what was done, as a highlight does.
    """
    return passage.kind != "context" or bool(passage.counts and (passage.main_past or named))


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


def _is_one(one: Claim, other: Claim, weights: Weights) -> bool:
    """Returns whether two claims share enough words, or all of one: fewer if they share facts.

    Two numbers that are no dates are enough, whatever they count, in a table as well.
    """
    words = len(one.words & other.words)
    if words and _same_numbers(one, other) > 1:
        return True
    if words < FEW:  # "Las 19 condenas que dictaron los tribunales" has no others
        whole = words > SLIP and words in (len(one.words), len(other.words))
        large = ((_number(here) or 0) > SMALL for here, _ in differing(one, other))
        return whole and any(large) and not _is_apart(one, other)
    if _same_figures(one, other) > 1:
        return True
    facts = _same_facts(one, other)
    if words < COMMON and not facts and not differing(one, other):
        return False
    return overlap_ratio(one, other, weights) >= max(LEAST, ALIKE - FOR_A_FACT * facts)


def _is_slip(one: Claim, other: Claim, weights: Weights) -> bool:
    """Returns whether numbers of one thing have their digits in another order: 1.471 and 1.741.

    That is the commonest slip in copying a number: few words need be shared besides, unless the
    claims have different years or names.
    """
    if len(one.words & other.words) < SLIP or _is_apart(one, other):
        return False
    pairs = ((_digits(here), _digits(there)) for here, there in differing(one, other))
    slips = [len(here) for here, there in pairs if here and sorted(here) == sorted(there)]
    ratio = overlap_ratio(one, other, weights)
    return any(ratio >= (OF_SHORT if digits <= SHORT else LEAST) for digits in slips)


def overlap_ratio(one: Claim, other: Claim, weights: Weights) -> float:
    """Returns the share of the weight of the shorter claim's words that both have."""
    shorter = min(sum(weights[word] for word in claim.words) for claim in (one, other))
    return sum(weights[word] for word in one.words & other.words) / shorter


def _digits(entity: Entity) -> str:
    """Returns the digits of a whole number; "" for a single digit or any other value."""
    number = _number(entity) or 0
    return str(int(number)) if number == int(number) and number >= TEN else ""


def _is_apart(one: Claim, other: Claim) -> bool:
    """Returns whether two claims have years, or names, and none in common, or one is of a table."""
    if one.passage.in_table or other.passage.in_table:
        return True
    for pattern in (YEAR, NAME):
        here, there = (set(pattern.findall(each.passage.text)) for each in (one, other))
        if here and there and here.isdisjoint(there):
            return True
    return False


def _same_facts(one: Claim, other: Claim) -> int:
    """Returns how many days, numbers and counted nouns two claims share; no fact is a sex."""
    counts = [one.figures[noun][1] for noun in one.figures.keys() & other.figures.keys()]
    things = [count for count in counts if not _is_by_sex(count)]
    return len(one.days & other.days) + len(things) + _same_figures(one, other)


def _same_figures(one: Claim, other: Claim) -> int:
    """Returns how many things two claims count alike, small numbers apart."""
    figures = one.figures.keys() & other.figures.keys()
    return sum(one.figures[noun][0] == other.figures[noun][0] > SMALL for noun in figures)


def _same_numbers(one: Claim, other: Claim) -> int:
    """Returns how many numbers two claims share, whatever they count, if one counts a thing."""
    counts = (entity for each in (one, other) for _, entity in each.figures.values())
    counted = {_digits(entity) for entity in counts if not _is_by_sex(entity)}
    shared = one.numbers & other.numbers
    large = {n for n in shared if n and int(n) > LAST_DAY and not YEAR.fullmatch(n)}
    return len(large | shared & counted) if shared & counted else 0


def _is_by_sex(count: Entity) -> bool:
    """Returns whether a count is of women or of men, by which many things are told."""
    return is_all(count.text.split()[-1], "arithmetic", "sexes")


def _may_be_one_day(one: Claim, other: Claim) -> bool:
    """Returns whether the dates of two claims overlap, or one of them has none."""
    pairs = [(here, there) for here in one.days for there in other.days]
    return not pairs or any(here[0] <= there[1] and there[0] <= here[1] for here, there in pairs)


def differing(first: Claim, again: Claim) -> list[tuple[Entity, Entity]]:
    """Returns the pairs of different numbers with which two claims count the same thing.

    "Personas" may be any people, if each claim counts only one kind of people.
    """
    nouns = again.figures.keys() & first.figures.keys()
    pairs = [(again.figures[noun], first.figures[noun]) for noun in nouns]
    here, there = again.passage.people, first.passage.people
    if not pairs and len(here) == len(there) == 1 and PEOPLE in map(_counted, (*here, *there)):
        pairs = [((_number(here[0]) or 0, here[0]), (_number(there[0]) or 0, there[0]))]
    return [
        (here, there)
        for (number, here), (other, there) in pairs
        if number != other
        and str(int(number)) not in first.numbers | first.beside
        and str(int(other)) not in again.numbers
    ]


def _repeated(report: ReportAnalysis) -> Iterator[Hit]:
    """Yields, once per answer, the passages that report the same as other answers.

    Each is listed with the answers that report it, and no others. A passage that the form asks to
    highlight has by its nature been reported before: it is listed and is no hit.
    """
    pairs = [pair for pair in repeated_claims(report) if not differing(*pair)]
    by_question: dict[str, list[tuple[Claim, Claim]]] = defaultdict(list)
    for first, again in pairs:
        if again.asks != "highlights":
            by_question[again.question].append((first, again))
    for question, here in by_question.items():
        others = [
            {first.question, *(a.question for f, a in pairs if f is first)} - {question}
            for first, _ in here
        ]
        named = (
            f"«{shorten(again.passage.text, BEGINNING, placeholder='…')}» ({_listed(questions)})"
            for (_, again), questions in zip(here, others, strict=True)
        )
        other, count = _listed(set().union(*others)), str(len(here))
        details = {"repeated": "; ".join(named), "other": other, "count": count}
        evidence = tuple(first.passage.text for first, _ in here)
        yield Hit(here[0][1].passage.passage, None, details, evidence, question=question)


def _listed(questions: set[str]) -> str:
    return ", ".join(sorted(questions, key=lambda q: (int(q), "") if q.isdigit() else (0, q)))


def _figures_differ(report: ReportAnalysis) -> Iterator[Hit]:
    """Yields each number that differs from an earlier report of the same fact."""
    for first, again in repeated_claims(report):
        for here, there in differing(first, again):
            details = {"now": here.text, "before": there.text, "other": first.question}
            span, words = (here.start, here.end), (here.text, there.text)
            yield Hit(again.passage.passage, span, details, words, question=again.question)


RULES = (
    Rule("CON001", "repeated-achievement", Severity.WARNING, "report", _repeated),
    Rule("CON002", "figures-differ", Severity.WARNING, "report", _figures_differ),
)

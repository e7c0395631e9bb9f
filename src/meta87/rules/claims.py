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
    DATE,
    INSTRUMENT,
    MONEY,
    CountValue,
    Entity,
    MoneyValue,
)
from meta87.entities.numbers import find_numbers
from meta87.form.folding import fold
from meta87.rules.analysis import YEARS, PassageAnalysis
from meta87.rules.answers import ReportAnalysis
from meta87.rules.arithmetic import totals
from meta87.rules.finding import Hit, Rule, Severity
from meta87.rules.passage import Period
from meta87.rules.words import STEM, any_word, is_all, stems

ALIKE = 14.0  # weight of what two claims share from which both report one thing
FIGURE = 4.0  # weight of each figure but the first of a number that they share
HALF = 0.55  # of the shorter one's words, which they must share where they share no number
WHOLE = 12.0  # weight of having all words of the shorter one
MOST = 3  # times that a count of one thing may be another
USUAL = 20  # claims of a report; where there are fewer, a word is no less rare
RARE = 12  # claims that may have a word by which others are looked for
SEASON = 60  # days; a longer stretch is no exact date
SMALL = 5  # a figure so small is the same by chance
BEGINNING = 70  # characters by which a repeated passage is known again
PEOPLE = "person"
LINK = re.compile(r"https?://\S+")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
NAME = re.compile(r"(?<=[a-záéíóúñ,] )[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+")  # that opens no sentence

Weights = dict[str, float]
"""Word → how much it weighs: the rarer it is in a report, the more."""


@dataclass(frozen=True)
class Claim:
    """A passage that reports an action, with what it can be compared by."""

    question: str
    asks: str
    passage: PassageAnalysis
    beside: frozenset[float] = frozenset()  # numbers of the rest of its answer

    @cached_property
    def words(self) -> frozenset[str]:
        """Stems of its content words."""
        return stems(LINK.sub(" ", self.passage.text))

    @cached_property
    def days(self) -> frozenset[Period]:
        """Its exact dates: shorter than a season."""
        return frozenset(filter(None, (each.within(SEASON) for each in self.passage.dates)))

    @cached_property
    def figures(self) -> dict[str, tuple[float, Entity]]:
        """The noun counted → its number and its entity."""
        found: dict[str, tuple[float, Entity]] = {}
        for entity in (*totals(self.passage), *self.passage.found(MONEY)):
            if (number := _number(entity)) is not None:
                noun = _counted(entity) or _noun(self.passage.text)
                found.setdefault(noun, (number, entity))
        return found

    @cached_property
    def numbers(self) -> frozenset[float]:
        """Every number that it contains, whatever it counts."""
        return _numbers(self.passage)

    @cached_property
    def sexes(self) -> frozenset[float]:
        """The numbers of women and of men, by which many things are told."""
        texts = ((number, count.text.split(maxsplit=1)) for number, count in self.figures.values())
        return frozenset(n for n, text in texts if is_all(text[-1], "arithmetic", "sexes"))


def _numbers(passage: PassageAnalysis) -> frozenset[float]:
    """Returns the numbers of a passage, without dates, years and the names of laws."""
    named = {at for e in passage.found(DATE, INSTRUMENT) for at in range(e.start, e.end)}
    found = (each for each in find_numbers(passage.text) if each.start not in named)
    return frozenset(float(each.value) for each in found) - frozenset(YEARS)


def _number(entity: Entity) -> float | None:
    value = entity.value
    if isinstance(value, CountValue):
        return value.number
    return value.amount if isinstance(value, MoneyValue) else None


def _counted(entity: Entity) -> str:
    """Returns the noun of what an entity counts, or its currency."""
    if isinstance(entity.value, MoneyValue):
        return entity.value.currency or "money"
    return _noun(entity.text)


def _noun(text: str) -> str:
    """Returns the stem of the first word of a text that may be a noun."""
    ignored = any_word("before_counted_noun")
    words = (word for word in fold(text).text.split() if word.isalpha())
    return next((word for word in words if not ignored.fullmatch(word)), "")[:STEM]


def repeated_claims(report: ReportAnalysis) -> list[tuple[Claim, Claim]]:
    """Returns the claims that report the same fact in two answers: each with the first one.

    Only claims that share rare words are compared, so that a long report takes little longer.
    """
    claims: list[Claim] = []
    for answer in report.answers:
        numbers = frozenset().union(*map(_numbers, answer.passages))
        claims += (
            Claim(answer.asked.question, answer.asked.asks, passage, numbers)
            for passage in (answer.passages if answer.asked.expects == "results" else ())
            if _claims(passage, named=answer.asked.asks == "highlights")
        )
    weights = weights_of([claim.words for claim in claims])
    likeness = {
        (here, there): _likeness(claims[here], claims[there], weights)
        for here, there in candidates(claims)
        if claims[here].question != claims[there].question
        and _may_be_one_day(claims[here], claims[there])
    }
    alike = [pair for pair in sorted(likeness) if likeness[pair] >= ALIKE]
    found: dict[int, int] = {}
    for here, there in sorted(alike, key=likeness.__getitem__, reverse=True):
        if here not in found and there not in found:
            found[there] = here
    return [(claims[here], claims[there]) for there, here in sorted(found.items())]


def weights_of(texts: Sequence[frozenset[str]]) -> Weights:
    """Returns how much each word of some texts weighs."""
    counts, most = Counter(word for words in texts for word in words), max(len(texts), USUAL)
    return {word: math.log(1 + most / count) for word, count in counts.items()}


def _claims(passage: PassageAnalysis, *, named: bool) -> bool:
    """Returns whether a passage reports an action, a description by a count of what was done.

    Args:
        passage: the passage.
        named: whether it may only name what was done, as a highlight does.
    """
    return passage.kind != "context" or bool(passage.counts and (passage.main_past or named))


def candidates(claims: Sequence[Claim]) -> set[tuple[int, int]]:
    """Returns the pairs of claims that share a word or a number which few others have."""
    places: dict[str | float, list[int]] = defaultdict(list)
    for n, claim in enumerate(claims):
        for each in claim.words | claim.numbers:
            places[each].append(n)
    rare = (having for having in places.values() if len(having) <= RARE)
    return {pair for having in rare for pair in combinations(having, 2)}


def _likeness(one: Claim, other: Claim, weights: Weights) -> float:
    """Returns how rare it is what two claims share: words and, the more so, long numbers.

    A number with its digits in another order is shared, 1.471 and 1.741: that is the commonest slip
    in copying one. Claims that share a number, or count one thing nearly alike, are the more alike
    the more of the shorter one's words both have.
    """
    shared = one.words & other.words
    if not shared:
        return 0.0
    ratio = overlap_ratio(one, other, weights)
    told = () if _is_apart(one, other) else differing(one, other)
    apart = [(_number(here) or 0, _number(there) or 0) for here, there in told]
    slips = [here for here, there in apart if sorted(_digits(here)) == sorted(_digits(there))]
    numbers = (*((one.numbers & other.numbers) - (one.sexes & other.sexes)), *slips)
    figures = sum(len(_digits(number)) - 1 for number in numbers)
    weight = sum(weights[word] for word in shared) + FIGURE * figures
    if figures or any(max(pair) <= MOST * min(pair) for pair in apart):
        return weight + WHOLE * ratio**2
    return weight if ratio >= HALF else 0.0


def _is_apart(one: Claim, other: Claim) -> bool:
    """Returns whether two claims have years, or names, and none in common."""
    for pattern in (YEAR, NAME):
        here, there = (set(pattern.findall(each.passage.text)) for each in (one, other))
        if here and there and here.isdisjoint(there):
            return True
    return False


def overlap_ratio(one: Claim, other: Claim, weights: Weights) -> float:
    """Returns the share of the weight of the shorter claim's words that both have."""
    shorter = min(sum(weights[word] for word in claim.words) for claim in (one, other))
    return sum(weights[word] for word in one.words & other.words) / shorter


def _digits(number: float) -> str:
    """Returns the digits of a number without its decimals."""
    return str(int(number))


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
        and number not in first.numbers | first.beside
        and other not in again.numbers
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

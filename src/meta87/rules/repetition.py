"""CON rules on repetition: an achievement told in several answers, and told with other figures."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

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
from meta87.rules.finding import Hit, Rule, Severity
from meta87.rules.words import pattern
from meta87.tagged import TaggedAnswer, TaggedPassage, TaggedReport

ALIKE = 0.6  # of the weight of the shorter telling's words; more, and both tell one thing
AKIN = 0.45  # enough when a day, a name or a figure is the same as well
COMMON = 6  # words that two tellings must share
STEM = 6  # letters by which two words are taken for one
SEASON = 60  # days; a longer stretch is no exact date
SHORT = 4  # letters; shorter words carry no matter
COUNTS = (PARTICIPANTS, QUANTITY, MONEY)


@dataclass(frozen=True)
class Telling:
    """A passage that tells an action, with what it can be compared by."""

    answer: TaggedAnswer
    passage: TaggedPassage

    @cached_property
    def words(self) -> frozenset[str]:
        """Stems of its words of matter; figures are left out."""
        folded = fold(self.passage.text).text.split()
        ignored = pattern("no_matter")
        return frozenset(
            w[:STEM] for w in folded if len(w) >= SHORT and not ignored.fullmatch(w) and w.isalpha()
        )

    @cached_property
    def days(self) -> frozenset[DateValue]:
        """Exact dates that it tells: shorter than a season."""
        values = (e.value for e in self.passage.found(DATE))
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
    return (
        value.first is not None
        and value.last is not None
        and (value.last - value.first).days < SEASON
    )


def _number(entity: Entity) -> float | None:
    value = entity.value
    if isinstance(value, CountValue):
        return value.number
    return value.amount if isinstance(value, MoneyValue) else None


def _counted(entity: Entity) -> str:
    """Give the noun of what an entity counts, or its currency."""
    if isinstance(entity.value, MoneyValue):
        return entity.value.currency or "money"
    words = (
        w
        for w in fold(entity.text).text.split()
        if w.isalpha() and not pattern("no_noun").fullmatch(w)
    )
    return next(words, "")[:STEM]


def _repeated(report: TaggedReport) -> Iterator[Hit]:
    """Give, once an answer, the first passage that tells what earlier answers told.

    What is asked to be highlighted has been told before by its nature, and weighs less.
    """
    pairs = [pair for pair in _pairs(report) if not _differing(*pair)]
    for question, group in groupby(pairs, key=lambda pair: pair[1].answer.answer.question):
        told = list(group)
        _, again = told[0]
        others = dict.fromkeys(one.answer.answer.question for one, _ in told)
        yield Hit(
            again.passage,
            details={"other": ", ".join(sorted(others, key=_numerically))},
            evidence=tuple(one.passage.text for one, _ in told),
            question=question,
            milder=again.answer.answer.asks == "highlights",
        )


def _numerically(question: str) -> tuple[int, str]:
    return (int(question), "") if question.isdigit() else (0, question)


def _figures_differ(report: TaggedReport) -> Iterator[Hit]:
    """Give each figure that an earlier telling of the same fact gave otherwise."""
    told: set[tuple[int, int]] = set()
    for first, again in _pairs(report):
        for here, there in _differing(first, again):
            if (id(again.passage), here.start) in told:
                continue
            told.add((id(again.passage), here.start))
            details = {
                "now": here.text,
                "before": there.text,
                "other": first.answer.answer.question,
            }
            yield Hit(
                again.passage, (here.start, here.end), details, (here.text, there.text),
                question=again.answer.answer.question,
            )  # fmt: skip


def _differing(first: Telling, again: Telling) -> list[tuple[Entity, Entity]]:
    """Give the figures of two tellings that count the same thing and are not the same."""
    if not _may_be_one_day(first, again):
        return []
    return [
        (entity, first.figures[noun][1])
        for noun, (number, entity) in again.figures.items()
        if noun in first.figures and first.figures[noun][0] != number
    ]


def _pairs(report: TaggedReport) -> list[tuple[Telling, Telling]]:
    """Give the tellings of one thing in two answers, each with its first telling.

    Only tellings that share a rare word are compared, so that a long report takes no longer
    than its words.
    """
    tellings = list(_tellings(report))
    weights = _weights(tellings)
    shared: dict[tuple[int, int], list[str]] = defaultdict(list)
    for word, places in _index(tellings).items():
        for n, here in enumerate(places):
            for there in places[n + 1 :]:
                shared[here, there].append(word)
    found: dict[int, int] = {}
    for (here, there), words in sorted(shared.items()):
        one, other = tellings[here], tellings[there]
        if (
            there not in found
            and one.answer is not other.answer
            and _is_one(one, other, words, weights)
        ):
            found[there] = here
    return [(tellings[here], tellings[there]) for there, here in sorted(found.items())]


def _tellings(report: TaggedReport) -> Iterator[Telling]:
    for answer in report.answers:
        if answer.answer.expects == "results":
            for passage in answer.passages:
                if passage.kind != "context" and passage.block.cell is None:
                    telling = Telling(answer, passage)
                    if len(telling.words) >= COMMON:
                        yield telling


def _weights(tellings: Sequence[Telling]) -> dict[str, float]:
    """Give what each word weighs: the rarer in the report, the more."""
    counts = Counter(word for telling in tellings for word in telling.words)
    return {word: math.log(1 + len(tellings) / count) for word, count in counts.items()}


def _index(tellings: Sequence[Telling]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for n, telling in enumerate(tellings):
        for word in telling.words:
            places[word].append(n)
    return places


def _is_one(one: Telling, other: Telling, words: list[str], weights: dict[str, float]) -> bool:
    if len(words) < COMMON:
        return False
    if not _may_be_one_day(one, other):
        return False
    shorter = min(sum(weights[w] for w in telling.words) for telling in (one, other))
    share = sum(weights[word] for word in words) / shorter
    return share >= (AKIN if _has_same_fact(one, other) else ALIKE)


def _may_be_one_day(one: Telling, other: Telling) -> bool:
    """Say whether the dates of two tellings overlap, or one of them gives none."""
    pairs = [(here, there) for here in one.days for there in other.days]
    return not pairs or any(_overlap(here, there) for here, there in pairs)


def _overlap(here: DateValue, there: DateValue) -> bool:
    ends = (here.first, here.last, there.first, there.last)
    first, last, from_, to = (end or date.min for end in ends)
    return first <= to and from_ <= last


def _has_same_fact(one: Telling, other: Telling) -> bool:
    """Say whether two tellings have a day or a figure in common."""
    figures = ({(noun, number) for noun, (number, _) in t.figures.items()} for t in (one, other))
    first, second = figures
    return bool(one.days & other.days) or bool(first & second)


RULES = (
    Rule("CON001", "repeated-achievement", Severity.WARNING, "report", _repeated),
    Rule("CON002", "figures-differ", Severity.WARNING, "report", _figures_differ),
)

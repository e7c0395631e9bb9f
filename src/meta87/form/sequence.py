"""The questions that blocks ask, chosen together: the sequence that the form expects most.

A block asks the question to which it is similar, the more so the better that question follows the
one before: in the order of the form, with the next number, in the look that the questions of this
document have. The best sequence is found by dynamic programming.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from rapidfuzz import fuzz

from meta87.form.asking import LEAST, Candidate
from meta87.form.folding import fold
from meta87.form.looks import Look
from meta87.form.matching import Form, FormMatch, bare_topic, topic_number

MIN_SIMILARITY = 40.0  # less is no question of the form, whatever number and place say
PLACE_BONUS = 8.0  # for a question that the form has after the one before
SKIP_PENALTY, MAX_SKIP_PENALTY = 1.0, 6.0  # for each question left out between
BACK_PENALTY = 25.0  # for one that the form has before
SECTION_PENALTY = 10.0  # for one of a section that the form has before
NUMBER_BONUS, NEXT_BONUS = 6.0, 14.0  # for a number that rises, and for the very next one
WRONG_NUMBER_PENALTY = 6.0
LOOK_BONUS = 16.0  # for a look that only questions have
OPTION_BONUS = 12.0  # for an option of the question right after it
MORE_GAIN = 12.0  # for the question that asks more about the one before, in words that say nothing
NO_GAIN = -1_000.0
RIVAL = 80.0  # similarity to a question that is asked elsewhere, of a text that repeats it
RIVAL_MARGIN = 5.0  # by which it exceeds that to the question in whose place the text stands
MIN_TOPIC_SIMILARITY = 85.0  # of two occurrences of a question that repeats
WINDOW = 120  # states before a block that are looked back at
ANCHORED = 1_000.0  # for a question known by its whole wording


@dataclass(frozen=True, slots=True)
class _Order:
    """What the form says of its questions, by their places.

    Attributes:
        sections: of each.
        repeats: those that are asked several times.
        parents: of those that ask more about another, that other.
    """

    sections: Sequence[str]
    repeats: Set[int]
    parents: Mapping[int, int]

    @classmethod
    def of(cls, form: Form) -> _Order:
        """Returns the order of a form."""
        asked = form.questions
        repeats = {place for place, question in enumerate(asked) if question.repeats}
        return cls([question.section for question in asked], repeats, form.parents)


@dataclass(frozen=True, slots=True)
class _State:
    """A sequence of questions, by its last one.

    Attributes:
        total: score of the sequence.
        place: place of the last question in the form; -1 before the first.
        counted: number and place of the last question with a printed number.
        candidate: candidate that asks the last question; None for one known by its wording.
        topic: number of its topic or None, and its words.
        last: index of the last block of that question.
        before: the sequence before it.
    """

    total: float
    place: int
    counted: tuple[int, int]
    candidate: Candidate | None = None
    topic: tuple[int | None, str] = (None, "")
    last: int = -1
    before: _State | None = None


@dataclass(frozen=True, slots=True)
class _Node:
    """A block with the questions that it may ask, each with the score of that alone.

    ``more`` are those that it asks right after the question that they ask more about.
    """

    index: int
    last: int
    number: int | None
    topic: tuple[int | None, str]
    options: Mapping[int, float]
    candidate: Candidate | None = None
    more: Set[int] = frozenset()


def best_sequence(
    candidates: Sequence[Candidate],
    anchors: Mapping[int, FormMatch],
    form: Form,
    looks: Mapping[Look, float],
) -> dict[int, int]:
    """Returns the places in the form of the questions that candidates ask, by block.

    Args:
        candidates: blocks that may ask a question.
        anchors: questions known by their whole wordings, by their first blocks.
        form: texts of the form.
        looks: how often a block of a look asks a question, 0 to 1.
    """
    places = {question.id: place for place, question in enumerate(form.questions)}
    order = _Order.of(form)
    asked = {places[match.question.id] for match in anchors.values()} - order.repeats
    nodes = [_anchor(match, places) for match in anchors.values()]
    made = (_node(each, asked, looks, order) for each in candidates)
    nodes += [node for node in made if node.options or node.more]
    states = [_State(0.0, -1, (0, -1))]
    for node in sorted(nodes, key=lambda node: node.index):
        may_ask = sorted({*node.options, *node.more})
        reached = [_extended(states, node, place, order) for place in may_ask]
        more = [state for state in reached if state is not None]
        states = more if node.candidate is None else [*states, *more][-WINDOW:]
    return _traced(max(states, key=lambda state: state.total), order.repeats)


def _anchor(match: FormMatch, places: Mapping[str, int]) -> _Node:
    topic = match.slots.get("topic", "")
    number = topic_number(topic)
    return _Node(
        match.first_block, match.last_block, match.number,
        (int(number) if number else None, bare_topic(topic)), {places[match.question.id]: ANCHORED},
    )  # fmt: skip


def _node(
    candidate: Candidate, asked: Set[int], looks: Mapping[Look, float], order: _Order
) -> _Node:
    rival = max((candidate.scores[place] for place in asked), default=0.0) - RIVAL_MARGIN
    least = LEAST[candidate.kind] - LOOK_BONUS * looks.get(candidate.look, 0.0)
    options = {
        place: score - least + OPTION_BONUS * (place in candidate.options)
        for place, score in enumerate(candidate.scores)
        if place not in asked and score >= MIN_SIMILARITY and not RIVAL <= rival > score
    }
    topic = candidate.topic_number, candidate.topic
    return _Node(
        candidate.index, candidate.last, candidate.number, topic, options, candidate,
        order.parents.keys() - asked if candidate.is_blank else frozenset(),
    )  # fmt: skip


def _extended(states: Sequence[_State], node: _Node, place: int, order: _Order) -> _State | None:
    """Returns the best sequence that ends with a question asked by a block, or None."""
    best, best_total = None, 0.0
    for state in states:
        gain = node.options.get(place, NO_GAIN)
        if place in node.more and order.parents[place] == state.place:
            gain = MORE_GAIN
        again = place == state.place and node.candidate is not None
        if state.last >= node.index and node.candidate is not None:
            continue
        if again and (place not in order.repeats or _same_topic(state.topic, node.topic)):
            continue
        total = (
            state.total
            + gain
            + _order(state.place, place, order.sections)
            + _numbering(state, node.number, place)
        )
        if best is None or total > best_total:
            best, best_total = state, total
    if best is None or (node.candidate is not None and best_total <= best.total):
        return None
    counted = best.counted if node.number is None else (node.number, place)
    return _State(best_total, place, counted, node.candidate, node.topic, node.last, best)


def _order(before: int, place: int, sections: Sequence[str]) -> float:
    """Returns how well a question follows another in the form, whose sections may be swapped."""
    if place < before:
        return -BACK_PENALTY if sections[place] == sections[before] else -SECTION_PENALTY
    skipped = max(0, place - before - 1)
    return PLACE_BONUS - min(SKIP_PENALTY * skipped, MAX_SKIP_PENALTY)


def _numbering(state: _State, number: int | None, place: int) -> float:
    """Returns how well a printed number follows the last one."""
    if number is None:
        return 0.0
    last, at = state.counted
    if number <= last:
        return -WRONG_NUMBER_PENALTY
    return NUMBER_BONUS + NEXT_BONUS * (number - last == max(place - at, 1))


def _same_topic(first: tuple[int | None, str], second: tuple[int | None, str]) -> bool:
    """Returns whether a question that repeats has a topic twice, or one of an earlier number."""
    if first[0] is not None and second[0] is not None:
        return second[0] <= first[0]
    if not first[1] or not second[1]:
        return False
    return fuzz.ratio(fold(first[1]).text, fold(second[1]).text) >= MIN_TOPIC_SIMILARITY


def _traced(state: _State | None, repeats: Set[int]) -> dict[int, int]:
    """Returns the questions of a sequence by block; of one asked twice, the more similar."""
    best: dict[int, tuple[float, int]] = {}
    found: dict[int, int] = {}
    while state is not None:
        if state.candidate is not None:
            index, place = state.candidate.index, state.place
            score = state.candidate.scores[place]
            if place in repeats:
                found[index] = place
            elif place not in best or score >= best[place][0]:
                best[place] = score, index
        state = state.before
    return found | {index: place for place, (_, index) in best.items()}

"""The questions that blocks ask, chosen together: the sequence that the form expects most.

A block asks the question to which it is similar, the more so the better that question follows the
one before: in the order of the form, with the next number, in the look that the questions of this
document have. No question is asked twice, but those that repeat, or several together. The best
sequences are kept from block to block (beam search).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from rapidfuzz import fuzz

from meta87.form.asking import LEAST, Candidate, listed
from meta87.form.folding import fold
from meta87.form.looks import Look
from meta87.form.matching import Form, Topic
from meta87.reading.document import BlockKind

MIN_SIMILARITY = 40.0  # less is no question of the form, whatever number and place say
PLACE_BONUS = 8.0  # for a question that the form has after the one before
SKIP_PENALTY, MAX_SKIP_PENALTY = 1.0, 6.0  # for each question left out between
BACK_PENALTY = 16.0  # for one that the form has before
SECTION_PENALTY = 10.0  # for one of a section that the form has before
NUMBER_BONUS, NEXT_BONUS = 6.0, 14.0  # for a number that rises, and for the very next one
WRONG_NUMBER_PENALTY = 6.0
OTHER_LOOK_PENALTY = 20.0  # for one that repeats, in a heading of another level
LOOK_BONUS, HEADING_BONUS = 16.0, 30.0  # for a look, and level, that only questions have
OPTION_BONUS = 12.0  # for an option of the question right after it
MORE_GAIN = 12.0  # for the question that asks more about the one before, in words that say nothing
NUMBERED_BONUS, ALONE_BONUS = 15.0, 3.0  # for a whole wording with a number, or alone in its block
WEAK_PENALTY = 40.0  # for one that an answer may say again before it replies
NO_GAIN = -1_000.0
MIN_TOPIC_SIMILARITY = 85.0  # of two occurrences of a question that repeats
MIN_AGAIN = 3  # questions that are asked again together
BEAM = 60  # sequences that are kept


@dataclass(frozen=True, slots=True)
class _State:
    """A sequence of questions, by its last one."""

    total: float = 0.0  # score of the sequence
    place: int = -1  # place of the last question in the form; -1 before the first
    # Number and place of the last question with a printed number.
    counted: tuple[int, int] = (0, -1)
    topic: Topic = (None, "")  # of the last question
    last: int = -1  # index of the last block of that question
    # Groups of the wordings in it that may be asked elsewhere too.
    used: frozenset[int] = frozenset()
    candidate: Candidate | None = None  # candidate that asks the last question
    before: _State | None = None  # the sequence before it

    @property
    def key(self) -> tuple[object, ...]:
        """What decides how it goes on: of those that have it in common, the best is kept."""
        return self.place, self.counted, self.topic, self.used


def best_sequence(
    candidates: Sequence[Candidate], form: Form, looks: Mapping[Look, float]
) -> dict[int, int]:
    """Returns the places in the form of the questions that candidates ask, by block.

    Args:
        candidates: blocks that may ask a question, in order.
        form: texts of the form.
        looks: how often a block of a look asks a question, 0 to 1.
    """
    groups = _groups(candidates, form)
    weak = {c.place: groups[c.index] for c in candidates if c.is_weak}
    # What is listed above the answers may be asked again, in other words.
    above = {each.index for each in listed(candidates)}
    whole = {c.place for c in candidates if c.match and not c.is_weak and c.index not in above}
    whole -= form.repeating
    states = [_State()]
    for candidate in candidates:
        reached = {state.key: state for state in states}
        gains = _gains(candidate, whole, looks, form)
        used = dict.fromkeys(gains, groups.get(candidate.index)) if candidate.match else weak
        for new in _extended(states, candidate, gains, used, form):
            if new.key not in reached or new.total > reached[new.key].total:
                reached[new.key] = new
        states = sorted(reached.values(), key=lambda state: -state.total)[:BEAM]
    return _traced(states[0], form.repeating)


def _groups(candidates: Sequence[Candidate], form: Form) -> dict[int, int]:
    """Returns the groups of the wordings that may be asked elsewhere too, by block."""
    groups: list[list[Candidate]] = []
    for each in (each for each in candidates if each.match):
        same = (group for group in groups if _is_same(group[0], each, form))
        group = next(same, None)
        if group is None:
            groups.append([each])
        else:
            group.append(each)
    return {
        each.index: n
        for n, group in enumerate(groups)
        for each in group
        if len(group) > 1 or each.is_weak
    }


def _is_same(first: Candidate, second: Candidate, form: Form) -> bool:
    """Returns whether two whole wordings have one question, and one topic if it repeats."""
    is_same = first.place == second.place
    return is_same and (first.place not in form.repeating or _is_topic(first.topic, second.topic))


def _gains(
    candidate: Candidate, whole: Set[int], looks: Mapping[Look, float], form: Form
) -> dict[int, float]:
    """Returns the places of the questions that a candidate may ask, each with its own score."""
    if candidate.match:
        bonus = NUMBERED_BONUS * (candidate.number is not None)
        bonus += ALONE_BONUS * candidate.match.is_whole_block - WEAK_PENALTY * candidate.is_weak
        return {candidate.place: candidate.match.score - LEAST["wording"] + bonus}
    bonus = HEADING_BONUS if candidate.look[0] == BlockKind.HEADING else LOOK_BONUS
    least = LEAST[candidate.kind] - bonus * looks.get(candidate.look, 0.0)
    gains = {
        place: score - least + OPTION_BONUS * (place in candidate.options)
        for place, score in enumerate(candidate.scores)
        if place not in whole and score >= MIN_SIMILARITY
    }
    more = form.parent_of.keys() - whole if candidate.is_blank else frozenset()
    return dict.fromkeys(more, NO_GAIN) | gains


def _extended(
    states: Sequence[_State],
    candidate: Candidate,
    gains: Mapping[int, float],
    groups: Mapping[int, int | None],
    form: Form,
) -> Iterator[_State]:
    """Yields the sequences that a candidate goes on with, where that adds to them."""
    for place, own in sorted(gains.items()):
        group = groups.get(place)
        for state in states:
            if state.last >= candidate.index or group in state.used:
                continue
            again = place == state.place and not candidate.match
            if again and (place not in form.repeating or _is_topic(state.topic, candidate.topic)):
                continue  # it follows itself, with the same topic if it repeats
            follows = candidate.is_blank and form.parent_of.get(place) == state.place
            gain = MORE_GAIN if follows else own
            gain += _order(state, place, candidate, form)
            gain += _numbering(state, candidate.number, place)
            if gain > -BACK_PENALTY:  # what follows may repay it
                yield _State(
                    state.total + gain,
                    place,
                    state.counted if candidate.number is None else (candidate.number, place),
                    candidate.topic,
                    candidate.last,
                    state.used if group is None else state.used | {group},
                    candidate,
                    state,
                )


def _is_topic(first: Topic, second: Topic) -> bool:
    (number, words), (other, others) = first, second
    if number is not None and other is not None:
        return number == other
    if not words or not others:
        return False
    return fuzz.ratio(fold(words).text, fold(others).text) >= MIN_TOPIC_SIMILARITY


def _order(state: _State, place: int, candidate: Candidate, form: Form) -> float:
    """Returns how well a question follows another in the form, whose sections may be swapped.

    One that repeats is asked again in a heading of the same level.
    """
    before = state.place
    if place < before:
        is_same = form.questions[place].section == form.questions[before].section
        return -BACK_PENALTY if is_same else -SECTION_PENALTY
    if place == before and state.candidate and state.candidate.look[:2] != candidate.look[:2]:
        return PLACE_BONUS - OTHER_LOOK_PENALTY
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


def _traced(state: _State | None, repeats: Set[int]) -> dict[int, int]:
    """Returns the questions of a sequence by block; of one asked twice, the more similar.

    Where several are asked again together, as each of many bodies answers them, all are.
    """
    rounds: list[list[tuple[Candidate, int]]] = [[]]
    asked: list[tuple[Candidate, int]] = []
    while state is not None and state.candidate is not None:
        asked.append((state.candidate, state.place))
        state = state.before
    for each, place in reversed(asked):
        is_again = place not in repeats and place in {other for _, other in rounds[-1]}
        rounds += [[]] if is_again else []
        rounds[-1].append((each, place))
    found: dict[int, int] = {}
    best: dict[int, Candidate] = {}
    for together in rounds:
        sure = {place for each, place in together if each.scores[place] >= LEAST[each.kind]}
        are_again = len(sure & best.keys()) >= MIN_AGAIN
        for each, place in together:
            before = None if place in repeats else best.setdefault(place, each)
            if before and before is not each and not are_again:
                if before.scores[place] >= each.scores[place]:
                    continue
                best[place] = each
                del found[before.index]
            found[each.index] = place
    return found

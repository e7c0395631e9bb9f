"""Where the questions of a form stand in a document: each once, where it is asked.

A form's text may stand in a document several times: asked, doubled by noise right beside it, and
quoted by answers. The place that is likest the wording, fits the order of the others and bears a
number is where it is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from meta87.form.folding import fold
from meta87.form.form import Form, Found, topic_number
from meta87.reading.document import Block

ORDER, NUMBER, ALONE = 0.5, 0.15, 0.03  # what each is worth, where likeness is worth 1
SAME_TOPIC = 85.0


@dataclass(frozen=True, slots=True)
class Located:
    """The questions by the block that they begin at, and the doubles that stand beside them."""

    starts: dict[int, Found]
    doubles: dict[int, Found]


def locate(blocks: Sequence[Block], form: Form) -> Located:
    """Finds the questions of a form in the blocks of a document."""
    hits = [hit for at in range(len(blocks)) if (hit := form.question_at(blocks, at))]
    groups: list[list[Found]] = []
    for hit in hits:
        if hit.quoted and hit.number is None:
            continue
        group = next((group for group in groups if _is_same(group[0], hit)), None)
        if group is None:
            groups.append([hit])
        else:
            group.append(hit)
    fixed = [group[0] for group in groups if len(group) == 1]
    order = {question.id: index for index, (question, _) in enumerate(form.questions)}
    best = [max(group, key=lambda hit: _worth(hit, fixed, order)) for group in groups]
    chosen = sorted(_apart(best), key=lambda hit: hit.at)
    pairs = [(hit, group) for hit in chosen for group in groups if hit in group]
    doubles = [double for asked, group in pairs for double in _beside(asked, group)]
    return Located({hit.at: hit for hit in chosen}, {hit.at: hit for hit in doubles})


def _is_same(one: Found, other: Found) -> bool:
    """Returns whether two places have the same question, and the same topic if it repeats."""
    if one.question.id != other.question.id:
        return False
    if not one.question.repeats:
        return True
    topics = one.slots.get("topic", ""), other.slots.get("topic", "")
    if len(set(filter(None, map(topic_number, topics)))) > 1:
        return False
    return fuzz.ratio(*(fold(topic).text for topic in topics)) >= SAME_TOPIC


def _worth(hit: Found, fixed: Sequence[Found], order: dict[str, int]) -> tuple[float, int]:
    """Scores one of several places of a question; the first of the best is taken."""
    here = order[hit.question.id]
    others = [(other.at < hit.at, order[other.question.id] - here) for other in fixed]
    agreeing = [(shift < 0) == before for before, shift in others if shift]
    fits = sum(agreeing) / len(agreeing) if agreeing else 0.0
    worth = hit.score / 100 + ORDER * fits + NUMBER * (hit.number is not None) + ALONE * hit.alone
    return round(worth, 3), -hit.at


def _apart(hits: Sequence[Found]) -> list[Found]:
    """Returns the best-matching places of which no two share a block."""
    kept: list[Found] = []
    for hit in sorted(hits, key=lambda hit: -hit.score):
        if all(hit.last < other.at or other.last < hit.at for other in kept):
            kept.append(hit)
    return kept


def _beside(asked: Found, group: Sequence[Found]) -> list[Found]:
    """Returns the duplicates adjacent to a question, in a row before or after it."""
    first, last = asked.at, asked.last
    doubles = []
    for hit in sorted(group, key=lambda hit: abs(hit.at - asked.at)):
        if hit.at == last + 1:
            last = hit.last
        elif hit.last == first - 1:
            first = hit.at
        else:
            continue
        doubles.append(hit)
    return doubles

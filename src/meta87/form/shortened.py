"""Questions that were shortened, renumbered or retyped: matched by wording, number and place.

What looks like a question and matches none is unrecognised: it ends the answer before it.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from rapidfuzz import fuzz

from meta87.form.folding import fold
from meta87.form.matching import ORDERS, QUOTES, Form, FormMatch, bare_topic, printed_number
from meta87.form.report import Unrecognised
from meta87.form.similarity import Similarity
from meta87.form.template import SLOT, Question
from meta87.reading.document import Block, BlockKind

MAX_LENGTH = 400  # characters of a question
MAX_TITLE = 120  # characters of a title that may be a question
MAX_SHORTENED = 60  # questions that are looked for
MIN_SIMILARITY = 58.0  # without number and place: less may be a question of this edition alone
MIN_ASKED = 68.0  # similarity of a text that asks
MIN_TITLE = 85.0  # of one that only could be a title, or that an answer follows
MIN_UNRECOGNISED = 55.0  # of one that matches no question, and cannot be part of an answer
NUMBER_BONUS = 12.0  # for a number between those of the questions before and after
NEXT_BONUS = 8.0  # more, for the very number that the question has after the one before
PLACE_BONUS = 8.0  # for standing between the questions that are its neighbours in the form
MIN_FORM_TEXT = 95.0  # similarity of a heading or note of the form, which is no question
MIN_TOPIC_SIMILARITY = 85.0  # of two occurrences of a question that repeats
MIN_MARGIN = 3.0  # over the second-best question

_NUMBER = r"\W*(?:\d{1,3}\W+)?"
_LEAD_IN = rf"[^?¿.:{QUOTES}]{{0,120}}"  # without quotation marks: an answer may quote a question
# A question, with others or an instruction after it, or an instruction; nothing else.
ONLY_ASKS = re.compile(
    rf"{_NUMBER}(?:{_LEAD_IN}¿[^?]+\?(?:\s*¿[^?]+\?)*|{ORDERS.pattern}[^.:?]++[.:?]?)[\s*]*",
    re.IGNORECASE,
)
ASKED = re.compile(rf"{_NUMBER}{_LEAD_IN}¿[^?]+\?[\s*]*")  # a question before something else
ADDRESSES = re.compile(r"\bsu (?:pa[ií]s|gobierno|instituci[oó]n)\b|\bpor favor\b", re.IGNORECASE)
QUOTED = re.compile(r"[«“\"]([^»”\"]+)[»”\"]")
TITLE = re.compile(rf"{_NUMBER}[^.:?!]+[:?]?[\s*]*")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A text that may be a question.

    Attributes:
        index: index of its block.
        end: offset in the block after it.
        number: number printed before it, or None.
        least: lowest score of a match.
        topic: its text in quotation marks; empty string if none.
        asks: whether it can only be a question or an instruction.
        addresses: whether it speaks to whoever fills in the form.
        scores: similarity to each question.
    """

    index: int
    end: int
    number: int | None
    least: float
    topic: str
    asks: bool
    addresses: bool
    scores: Sequence[float]

    @property
    def most_similar(self) -> tuple[float, int]:
        """The highest similarity to a question, and the place of that question in the form."""
        return max((score, place) for place, score in enumerate(self.scores))


def match_shortened(
    blocks: Sequence[Block], free: Set[int], asked: Mapping[int, FormMatch], form: Form
) -> tuple[list[FormMatch], dict[int, Unrecognised]]:
    """Returns the shortened questions, and what looks like a question and matches none.

    Args:
        blocks: blocks of the document.
        free: indices of the blocks that belong to no question.
        asked: questions found by their whole wordings, by their first blocks.
        form: texts of the form.
    """
    similarity = Similarity(form.questions)
    candidates = [
        candidate
        for index in sorted(free)
        if (candidate := _candidate(blocks, index, similarity, form)) is not None
    ]
    anchors = dict(asked)
    while len(anchors) < len(asked) + MAX_SHORTENED:
        match = _best_match(candidates, anchors, form)
        if match is None:
            break
        anchors[match.first_block] = match
        candidates = [each for each in candidates if each.index != match.first_block]
    neighbours = _Neighbours(anchors, form)
    left = [each for each in candidates if neighbours.is_unrecognised(each)]
    found = [match for index, match in anchors.items() if index not in asked]
    return found, {each.index: neighbours.nearest(each, blocks[each.index]) for each in left}


def _candidate(
    blocks: Sequence[Block], index: int, similarity: Similarity, form: Form
) -> _Candidate | None:
    """Returns a block as a possible question: the whole of it, or what precedes an answer."""
    block, text = blocks[index], blocks[index].text
    if block.kind is BlockKind.CHECKBOX or any(mark in text[:4] for mark in QUOTES):
        return None
    asks = len(text) <= MAX_LENGTH and ONLY_ASKS.fullmatch(text) is not None
    is_title = len(text) <= MAX_TITLE and block.cell is None and TITLE.fullmatch(text) is not None
    lead = None if asks or is_title else ASKED.match(text[:MAX_LENGTH])
    if not asks and not is_title and lead is None:
        return None
    note = form.note_at(blocks, index)
    if form.is_heading(block) or (note is not None and note.score >= MIN_FORM_TEXT):
        return None
    end, least = lead.end() if lead else len(text), MIN_ASKED if asks else MIN_TITLE
    quoted = QUOTED.search(text[:end])
    topic, scores = quoted[1] if quoted else "", similarity.rate(text[:end])
    addresses, number = ADDRESSES.search(text[:end]) is not None, printed_number(block)
    candidate = _Candidate(index, end, number, least, topic, asks, addresses, scores)
    may_match = candidate.most_similar[0] + PLACE_BONUS + NUMBER_BONUS + NEXT_BONUS >= least
    return candidate if asks or may_match else None


def _best_match(
    candidates: Sequence[_Candidate], anchors: Mapping[int, FormMatch], form: Form
) -> FormMatch | None:
    """Returns the best match of a candidate with a missing question, or None."""
    neighbours = _Neighbours(anchors, form)
    missing = [n for n, q in enumerate(form.questions) if q.repeats or q.id not in neighbours.ids]
    asked = [n for n in range(len(form.questions)) if n not in missing]
    best, best_score = None, 0.0
    for candidate in candidates:
        may_be = [
            n
            for n in missing
            if candidate.scores[n] >= MIN_SIMILARITY
            and neighbours.may_be(candidate, form.questions[n])
        ]
        rated = sorted((neighbours.score(candidate, place), place) for place in may_be)
        (second, _), (score, place) = ((0.0, -1), (0.0, -1), *rated)[-2:]
        rival = max(second + MIN_MARGIN, *(candidate.scores[n] for n in asked), 0.0)
        if score >= max(candidate.least, rival) and score > best_score:
            best, best_score = (candidate, form.questions[place]), score
    if best is None:
        return None
    (candidate, question), number = best, best[0].number
    index, end = candidate.index, candidate.end
    slots = {"topic": candidate.topic} if question.repeats else {}
    return FormMatch(question, index, index, end, end, best_score, slots, number=number)


class _Neighbours:
    """The matched questions around a candidate, as evidence of which question it is."""

    def __init__(self, anchors: Mapping[int, FormMatch], form: Form) -> None:
        self.form = form
        self.places = {question.id: place for place, question in enumerate(form.questions)}
        self.starts = sorted(anchors)
        self.matches = [anchors[start] for start in self.starts]
        self.ids = {match.question.id for match in self.matches}

    def score(self, candidate: _Candidate, place: int) -> float:
        """Returns the similarity of a candidate to a question, with its number and place."""
        left, right = self._around(candidate)
        first = self.places[left.question.id] if left else -1
        last = self.places[right.question.id] if right else len(self.places)
        repeats = self.form.questions[place].repeats and place in {first, last}
        if not (first < place < last or repeats):
            return candidate.scores[place]
        score = candidate.scores[place] + PLACE_BONUS
        if candidate.number is None or not self.fits(candidate):
            return score
        step = candidate.number - (left.number or 0) if left else 0
        return score + NUMBER_BONUS + NEXT_BONUS * (step == max(place - first, 1))

    def may_be(self, candidate: _Candidate, question: Question) -> bool:
        """Returns whether a candidate may be a question, and not a copy of one that repeats."""
        topics = [m.slots.get("topic", "") for m in self.matches if m.question.id == question.id]
        if not topics or not candidate.topic:
            return not topics or self.fits(candidate)
        own = fold(candidate.topic).text
        others = (fold(bare_topic(topic)).text for topic in topics)
        return all(fuzz.ratio(own, other) < MIN_TOPIC_SIMILARITY for other in others)

    def fits(self, candidate: _Candidate) -> bool:
        """Returns whether the number of a candidate is between those of its neighbours."""
        if candidate.number is None:
            return False
        left, right = self._around(candidate)
        lower = left.number if left else 0
        upper = right.number if right else candidate.number + 1
        return lower is not None and upper is not None and lower < candidate.number < upper

    def is_unrecognised(self, candidate: _Candidate) -> bool:
        """Returns whether a candidate that matches no question cannot be part of an answer.

        An answer may quote a question that is asked elsewhere.
        """
        similarity, place = candidate.most_similar
        is_similar = similarity >= MIN_UNRECOGNISED
        if is_similar and self.form.questions[place].id in self.ids:
            return False
        if candidate.asks:
            return is_similar or candidate.addresses or self.fits(candidate)
        return is_similar and self.fits(candidate)

    def nearest(self, candidate: _Candidate, block: Block) -> Unrecognised:
        """Returns an unrecognised text with the most similar question and its number."""
        similarity, place = candidate.most_similar
        question, number = self.form.questions[place], self._number(place)
        wording = SLOT.sub("…", question.wording)
        return Unrecognised(block, question.id, round(similarity, 1), wording, number)

    def _number(self, place: int) -> str:
        """Returns the number of a question, counted from both sides; "" if they differ."""
        numbered = [(self.places[m.question.id], m.number) for m in self.matches if m.number]
        before = [pair for pair in numbered if pair[0] <= place]
        after = [pair for pair in numbered if pair[0] > place]
        nearby = [*sorted(before)[-1:], *sorted(after)[:1]]
        counted = {number + place - other for other, number in nearby}
        return str(*counted) if len(counted) == 1 else ""

    def _around(self, candidate: _Candidate) -> tuple[FormMatch | None, FormMatch | None]:
        after = bisect(self.starts, candidate.index)
        left = self.matches[after - 1] if after else None
        return left, self.matches[after] if after < len(self.matches) else None

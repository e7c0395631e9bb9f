"""Questions that were shortened, renumbered or retyped: matched by wording, number, place and look.

What looks like a question and matches none is unrecognised: it ends the answer before it.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Mapping, Sequence, Set

from meta87.form.asking import LEAST, Candidate, candidates
from meta87.form.looks import Look, headings, look_of, looks_of, names_institution
from meta87.form.matching import Form, FormMatch
from meta87.form.report import Unrecognised
from meta87.form.sequence import best_sequence
from meta87.form.template import SLOT
from meta87.form.titles import keywords, stem_of
from meta87.reading.document import Block, BlockKind

MIN_RESTATED = 75.0  # similarity of a shortened question that an answer says again in whole
MIN_UNRECOGNISED = 35.0  # of a text that only asks, matches no question and is no answer
MIN_LINE_UNRECOGNISED = 20.0  # the same, of a line that is a question and nothing else
MIN_TITLE_UNRECOGNISED = 55.0  # the same, of a text that could be a title
SUBNUMBER = re.compile(r"\W*\d{1,2}\.\d{1,2}\b")  # of a heading below another
MIN_LOOK = 0.55  # share of the blocks of a look that ask, of which none is an answer's


def match_shortened(
    blocks: Sequence[Block], free: Set[int], asked: Mapping[int, FormMatch], form: Form
) -> tuple[dict[int, FormMatch], list[FormMatch], dict[int, Unrecognised]]:
    """Returns the questions that stay asked, the shortened ones, and what is unrecognised.

    That looks like a question and matches none.

    Args:
        blocks: blocks of the document.
        free: indices of the blocks that belong to no question.
        asked: questions found by their whole wordings, by their first blocks.
        form: texts of the form.
    """
    every = candidates(blocks, free, form)
    asked = _without_restated(asked, every, form)
    others = {n for n, block in enumerate(blocks) if form.is_option(block)} | headings(blocks)
    others |= {each.index for each in every if _is_own(each, blocks[each.index].text, form)}
    looks: dict[Look, float] = {}
    for _ in range(2):  # without looks, and with those of the questions found
        found = best_sequence(every, asked, form, looks)
        looks = looks_of(blocks, {*found, *asked}, others)
    matches = [_match(each, found[each.index], form) for each in every if each.index in found]
    anchors = {**asked, **{match.first_block: match for match in matches}}
    neighbours = _Neighbours(blocks, dict(sorted(anchors.items())), form, looks, others)
    left = [c for c in every if c.index not in found and neighbours.is_unrecognised(c)]
    return (
        asked,
        matches,
        {each.index: neighbours.nearest(each, blocks[each.index]) for each in left},
    )


def _without_restated(
    asked: Mapping[int, FormMatch], every: Sequence[Candidate], form: Form
) -> dict[int, FormMatch]:
    """Returns the questions without those that an answer says again before it replies.

    The question itself stands before, shortened.
    """
    first: dict[str, int] = {}
    for each in every:
        similarity, place = each.most_similar
        if each.kind == "asks" and similarity >= MIN_RESTATED:
            first.setdefault(form.questions[place].id, each.index)
    return {
        index: match
        for index, match in asked.items()
        if match.is_whole_block
        or match.number is not None
        or match.question.repeats
        or first.get(match.question.id, index) >= index
    }


def _is_own(candidate: Candidate, text: str, form: Form) -> bool:
    """Returns whether a title is an author's own, in an answer: an institution, "Resultados"."""
    if candidate.kind != "title" or candidate.most_similar[0] >= LEAST["title"]:
        return False
    stems = {stem_of(word) for word in keywords(text)}
    return (bool(stems) and stems <= form.headings) or names_institution(text)


def _match(candidate: Candidate, place: int, form: Form) -> FormMatch:
    question, first, last = form.questions[place], candidate.index, candidate.last
    number = "" if candidate.topic_number is None else f"{candidate.topic_number} "
    slots = {"topic": f"{number}{candidate.topic}"} if question.repeats else {}
    score = candidate.scores[place]
    return FormMatch(
        question, first, last, candidate.end, candidate.text_end, score, slots,
        number=candidate.number,
    )  # fmt: skip


class _Neighbours:
    """The matched questions around a candidate that matches none."""

    def __init__(
        self,
        blocks: Sequence[Block],
        anchors: Mapping[int, FormMatch],
        form: Form,
        looks: Mapping[Look, float],
        others: Set[int],
    ) -> None:
        self.blocks = blocks
        self.others = others
        self.form = form
        self.looks = looks
        self.places = {question.id: place for place, question in enumerate(form.questions)}
        self.starts = list(anchors)
        self.matches = list(anchors.values())
        self.ids = {match.question.id for match in self.matches}

    def fits(self, candidate: Candidate) -> bool:
        """Returns whether the number of a candidate is between those of its neighbours."""
        if candidate.number is None:
            return False
        after = bisect(self.starts, candidate.index)
        lower = self.matches[after - 1].number if after else 0
        upper = self.matches[after].number if after < len(self.matches) else candidate.number + 1
        return lower is not None and upper is not None and lower < candidate.number < upper

    def is_unrecognised(self, candidate: Candidate) -> bool:
        """Returns whether a candidate that matches no question cannot be part of an answer.

        An answer may quote a question that is asked elsewhere.
        """
        if self._looks(candidate):
            return True
        similarity, place = candidate.most_similar
        is_asked = self.form.questions[place].id in self.ids
        if similarity >= MIN_TITLE_UNRECOGNISED and is_asked:
            return False
        if candidate.kind == "asks":
            least = MIN_LINE_UNRECOGNISED if candidate.is_line else MIN_UNRECOGNISED
            is_similar = similarity >= least and not is_asked
            return is_similar or candidate.addresses or self.fits(candidate)
        return similarity >= MIN_TITLE_UNRECOGNISED and self.fits(candidate)

    def _looks(self, candidate: Candidate) -> bool:
        """Returns whether a title or the first cell of a row looks as only questions look."""
        kind, _, column, is_numbered, shape, bold = candidate.look
        is_line = kind == BlockKind.PARAGRAPH and (shape or bold)
        may_ask = (
            kind == BlockKind.HEADING
            or column == 0
            or (is_line and self._is_between_texts(candidate))
            or (is_numbered and self.fits(candidate))
        )
        is_after = bisect(self.starts, candidate.index) and candidate.index not in self.others
        if candidate.kind not in {"title", "asks"} or not may_ask or not is_after:
            return False
        if self.looks.get(candidate.look, 0.0) < MIN_LOOK:
            return False
        if is_numbered and shape != "capitals" and not self.fits(candidate):
            return SUBNUMBER.match(self.blocks[candidate.index].text) is not None
        return True

    def _is_between_texts(self, candidate: Candidate) -> bool:
        """Returns whether a line follows an answer, and precedes a text that is none such."""
        before = bisect(self.starts, candidate.index) - 1
        after = candidate.last + 1
        if before < 0 or self.matches[before].last_block == candidate.index - 1:
            return False
        is_followed = after < len(self.blocks) and after not in self.starts
        return is_followed and look_of(self.blocks[after]) != candidate.look

    def nearest(self, candidate: Candidate, block: Block) -> Unrecognised:
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

"""What looks like a question of the form and matches none: it ends the answer before it."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence, Set

from meta87.form.asking import Candidate, most_similar
from meta87.form.looks import Look
from meta87.form.matching import Form, FormMatch
from meta87.form.report import Unrecognised
from meta87.form.template import SLOT
from meta87.reading.document import Block, BlockKind

MIN_UNRECOGNISED = 35.0  # of a text that only asks, matches no question and is no answer
MIN_LINE_UNRECOGNISED = 20.0  # the same, of a line that is a question and nothing else
MIN_TITLE_UNRECOGNISED = 55.0  # the same, of a text that could be a title
MIN_LOOK = 0.55  # share of the blocks of a look that ask, of which none is an answer's


class Neighbours:
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
        self.starts = sorted(anchors)
        self.matches = [anchors[index] for index in self.starts]
        self.ids = {match.question.id for match in self.matches}

    def add(self, match: FormMatch) -> None:
        """Adds a question that the form does not ask."""
        at = bisect(self.starts, match.first_block)
        self.starts.insert(at, match.first_block)
        self.matches.insert(at, match)

    def fits(self, candidate: Candidate) -> bool:
        """Returns whether the number of a candidate is between those of its neighbours."""
        before, after = self.around(candidate)
        lower = before.number if before else 0
        if candidate.number is None or lower is None:
            return False
        upper = after.number if after else candidate.number + 1
        return upper is not None and lower < candidate.number < upper

    def is_added(self, candidate: Candidate, before: FormMatch) -> bool:
        """Returns whether a candidate asks, with the next number, what the form does not ask.

        Lists in answers may be counted by the reader of a file, or number what they ask.
        """
        if candidate.kind not in {"asks", "lead"} or not self.fits(candidate):
            return False
        block, last = self.blocks[candidate.index], self.blocks[before.first_block]
        is_next = candidate.number == (before.number or 0) + 1 and block.counted == last.counted
        is_last = before is self.matches[-1]
        may_be_last = block.text.lstrip(" 0123456789.)-").startswith("¿")
        return is_next and block.cell is None and (may_be_last or not is_last)

    def around(self, candidate: Candidate) -> tuple[FormMatch | None, FormMatch | None]:
        """Returns the questions before and after a candidate."""
        after = bisect(self.starts, candidate.index)
        before = self.matches[after - 1] if after else None
        return before, self.matches[after] if after < len(self.matches) else None

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
            or is_line
            or (is_numbered and self.fits(candidate))
        )
        is_after = bisect(self.starts, candidate.index) and candidate.index not in self.others
        if candidate.kind not in {"title", "asks"} or not may_ask or not is_after:
            return False
        if self.looks.get(candidate.look, 0.0) < MIN_LOOK:
            return False
        return not is_numbered or shape == "capitals" or self.fits(candidate)

    def nearest(self, block: Block, scores: Sequence[float] = ()) -> Unrecognised:
        """Returns an unrecognised text with the most similar question and its number."""
        similarity, place = most_similar(scores or self.form.similarity.rate(block.text))
        question, number = self.form.questions[place], self._number(place)
        wording = SLOT.sub("…", question.wording)
        return Unrecognised(block, question.id, round(similarity, 1), wording, number)

    def _number(self, place: int) -> str:
        """Returns the number of a question, counted from both sides; "" if they differ."""
        asked = ((self.form.place_of.get(m.question.id), m.number) for m in self.matches)
        numbered = [(at, number) for at, number in asked if at is not None and number]
        before = [pair for pair in numbered if pair[0] <= place]
        after = [pair for pair in numbered if pair[0] > place]
        nearby = [*sorted(before)[-1:], *sorted(after)[:1]]
        counted = {number + place - other for other, number in nearby}
        return str(*counted) if len(counted) == 1 else ""

"""Where findings stand in lines of text, for programs that know files of lines alone.

In a text file these are its own lines. Of any other file the answers are written out, a
question or a paragraph a line, and findings point into that.
"""

from __future__ import annotations

from dataclasses import dataclass

from meta87.checking import CheckedReport
from meta87.questionnaire.report import Role
from meta87.reading.document import Anchor
from meta87.rules.finding import Finding

OWN_LINES = "text"  # part of the anchors of a text file


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of text: lines and columns from 1; the last column is after the stretch."""

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


class Places:
    """The lines of a checked report, and where its findings stand in them."""

    def __init__(self, checked: CheckedReport) -> None:
        self.has_own_lines = _parts(checked) <= {OWN_LINES}
        self._lines: list[str] = []
        self._numbers: dict[tuple[str, int], int] = {}
        if self.has_own_lines:
            self._asked = questions(checked)
        else:
            self._write_out(checked)

    @property
    def text(self) -> str:
        """The answers written out, or "" of a text file."""
        return "\n".join(self._lines)

    def region(self, finding: Finding) -> Region:
        """Give where a finding stands; one on a whole answer stands at its question."""
        if self.has_own_lines:
            return _own(finding.anchors or self._asked.get(finding.question, ()))
        passage = finding.hit.passage
        if passage is None:
            line = self._numbers.get((finding.question, -1), 1)
            return Region(line, 1, line, len(self._lines[line - 1]) + 1)
        line = self._numbers[finding.question, passage.paragraph]
        start, end = (passage.start + o for o in finding.hit.span or (0, len(passage.text)))
        return Region(line, start + 1, line, end + 1)

    def _write_out(self, checked: CheckedReport) -> None:
        for answer in checked.tagged.answers:
            question = answer.answer.question
            self._add(question, -1, f"{question}. {answer.answer.wording}")
            for passage in answer.passages:
                if (question, passage.paragraph) not in self._numbers:
                    self._add(question, passage.paragraph, passage.block.text)

    def _add(self, question: str, paragraph: int, line: str) -> None:
        self._lines.append(line)
        self._numbers[question, paragraph] = len(self._lines)


def _parts(checked: CheckedReport) -> set[str]:
    blocks = (block for answer in checked.tagged.answers for block in answer.answer.blocks)
    return {piece.anchor.part for block in blocks for piece in block.pieces}


def questions(checked: CheckedReport) -> dict[str, tuple[Anchor, ...]]:
    """Give where in the source each question is asked."""
    placed = (p for p in checked.tagged.report.placed if p.role is Role.QUESTION)
    return {p.question: p.block.locate(0, len(p.block.text)) for p in reversed([*placed])}


def _own(anchors: tuple[Anchor, ...]) -> Region:
    if not anchors:
        return Region()
    first, last = anchors[0], anchors[-1]
    return Region(first.unit, first.start + 1, last.unit, last.end + 1)

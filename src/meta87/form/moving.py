"""Moves texts of a report from one question to another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from meta87.form.fix import NOTHING
from meta87.form.matching import Form, FormMatch
from meta87.form.options import match_option
from meta87.form.placing import AnswerAssembler, QuestionDraft
from meta87.form.questions import END, Questions
from meta87.form.report import Answer, Assigned, Placed, Report, Role
from meta87.form.similarity import QUOTED, Similarity
from meta87.form.template import Question, Template
from meta87.reading.document import Block, BlockKind

MIN_ASKED = 60.0  # similarity to a question of a text that asks it
MAX_ASKED = 400  # characters of a question


class Moving:
    """A report while its texts are moved."""

    def __init__(self, report: Report, template: Template) -> None:
        self.template = template
        self.form = Form(template)
        self.order = {question.id: n for n, question in enumerate(template.questions)}
        self.before = report
        self.answers = {answer.question: answer for answer in report.answers}
        self.missing, self.skipped = [*report.missing], [*report.skipped]
        self.placed = [[each] for each in report.placed]
        self.said: set[Block] = set()  # the first blocks of what was moved

    def report(self, assigned: Iterable[Assigned]) -> Report:
        """Returns the report as it is now."""
        placed = [each for group in self.placed for each in group]
        places: dict[str, int] = {}
        for n, each in enumerate(placed):
            places.setdefault(each.question, n)
        numbers = sorted(self.answers, key=lambda number: places.get(number, len(placed)))
        left = (each for each in self.before.unrecognised if each.block not in self.said)
        return replace(
            self.before,
            answers=tuple(self.answers[number] for number in numbers),
            placed=tuple(placed),
            missing=tuple(self.missing),
            skipped=tuple(self.skipped),
            unrecognised=tuple(left),
            assigned=tuple(assigned),
        )

    def knows(self, said: str) -> bool:
        """Returns whether a question is one of the form, or none."""
        return said.lower() in NOTHING or self._target(said) is not None

    def move(self, start: int, end: int, said: str) -> None:
        """Moves the texts from a place to another to a question that is known."""
        run = [each for group in self.placed[start:end] for each in group]
        target = None if said.lower() in NOTHING else self._target(said)
        self.said.add(run[0].block)
        if run[0].role is Role.QUESTION and target and target.question == run[0].question:
            return
        self._take(run)
        blocks = [each.block for each in run if each.role is not Role.FORM]
        form = [each for each in run if each.role is Role.FORM]
        if target is None:
            moved = [Placed(block, Role.UNPLACED) for block in blocks]
        else:
            moved = self._answer(blocks, target)
        self.placed[start:end] = [[*moved, *form], *([] for _ in range(end - start - 1))]

    def _target(self, said: str) -> Answer | None:
        """Returns the answer to a question, empty if the report lacks it; None if unknown."""
        if said in self.answers:
            return self.answers[said]
        asked = [answer for answer in self.answers.values() if answer.id == said]
        question = self.template.question(said)
        if asked and question and not question.repeats:
            return asked[0]
        unasked = [*self.missing, *self.skipped]
        if question:
            base = next((each for each in (*unasked, *asked) if each.id == said), None)
            counted = (str(n) for _, n in sorted(self._numbers(said)) if n > 0)
            number = next((n for n in counted if n not in self.answers), said)
        else:
            base, number = self._numbered(said, unasked), said
        return base and replace(base, question=number, choices=(), blocks=())

    def _numbered(self, number: str, unasked: Sequence[Answer]) -> Answer | None:
        """Returns the question that the report lacks, or asks several times, at a number."""
        if not number.isdecimal():
            return None
        near = {
            step: answer
            for answer in reversed(unasked)
            for step, counted in self._numbers(answer.id)
            if counted == int(number)
        }
        if near:
            return near[min(near)]
        before = [pair for pair in self._known() if pair[0] < int(number)]
        last = self.answers[str(before[-1][0])] if before else None
        question = self.template.question(last.id) if last else None
        return last if question and question.repeats else None

    def _numbers(self, id: str) -> list[tuple[int, int]]:
        """Returns the numbers that a question may have, each with how far off it is counted from.

        They are counted from the questions before and after it that the report has.
        """
        place = self.order[id]
        steps = [(place - at, number) for number, at in self._known()]
        before = [(step, number + step) for step, number in steps if step > 0]
        after = [(-step, number + step) for step, number in steps if step < 0]
        again = [(1, number + 1) for step, number in steps if step == 0]
        return [*again[-1:], *before[-1:], *after[:1]]

    def _known(self) -> list[tuple[int, int]]:
        """Returns the numbers of the answers, in order, with their places in the template."""
        known = (a for a in self.answers.values() if a.question.isdecimal() and a.id in self.order)
        return sorted((int(answer.question), self.order[answer.id]) for answer in known)

    def _take(self, run: Sequence[Placed]) -> None:
        """Takes texts out of the answers that they are in.

        One of the form's whose question goes is missing.
        """
        for number in {each.question for each in run} & self.answers.keys():
            own, answer = [each for each in run if each.question == number], self.answers[number]
            gone = {each.block for each in own}
            if any(each.role is Role.QUESTION for each in own):
                del self.answers[number]
                if answer.id:
                    self.missing.append(replace(answer, question="", choices=(), blocks=()))
                continue
            question = self._question(answer)
            ticks = (each.block.text for each in own if each.role is Role.CHOICE)
            labels = {match_option(question, text)[0] for text in ticks}
            self.answers[number] = replace(
                answer,
                blocks=tuple(block for block in answer.blocks if block not in gone),
                choices=tuple(choice for choice in answer.choices if choice.label not in labels),
            )

    def _answer(self, blocks: Sequence[Block], target: Answer) -> list[Placed]:
        """Adds texts to an answer; returns them in their places."""
        question = self._question(target)
        end = self._asked_end(blocks[0], question)
        quoted = QUOTED.search(blocks[0].text[:end]) if question.repeats else None
        slots = {"topic": quoted[1]} if quoted else {}
        if not end:
            blocks = [Block(BlockKind.PARAGRAPH, ""), *blocks]
        match = FormMatch(question, 0, 0, end, end, slots=slots)
        assembler = AnswerAssembler(self.form, Questions({0: match}, {}, {}, 1), {0: 0})
        assembler.run(blocks, len(blocks), {})
        self.answers[target.question] = _with(target, assembler.drafts[0])
        for left in (self.missing, self.skipped):
            for each in [each for each in left if each.id == target.id][:1]:
                left.remove(each)
        places = (each for each in assembler.placed if each.block.text or each.block.placeholder)
        return [replace(p, question=p.question and target.question) for p in places]

    def _question(self, answer: Answer) -> Question:
        added = Question(id="", section="", wording=answer.wording)
        return self.template.question(answer.id) or added

    def _asked_end(self, block: Block, question: Question) -> int:
        """Returns where the question ends that a text asks, or 0 for one that asks none."""
        asks = block.kind is BlockKind.HEADING or any(
            each.block == block for each in self.before.unrecognised
        )
        if block.kind is BlockKind.CHECKBOX or (len(block.text) > MAX_ASKED and not asks):
            return 0
        if not asks and Similarity([question]).rate(block.text)[0] < MIN_ASKED:
            return 0
        found = END.match(block.text)
        return found.end() if found else len(block.text)


def _with(answer: Answer, draft: QuestionDraft) -> Answer:
    """Returns an answer with what was placed under its question."""
    return replace(
        answer,
        wording=draft.wording or answer.wording,
        topic=draft.topic or answer.topic,
        choices=answer.choices or tuple(draft.choices),
        blocks=(*answer.blocks, *draft.blocks),
    )

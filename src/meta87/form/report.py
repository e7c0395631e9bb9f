"""A filled questionnaire: its questions with what was ticked and written under each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import takewhile
from typing import Literal

from meta87.reading.document import Block, Remark

WORD = re.compile(r"\w[\w.,/@:'’-]*")
State = Literal["answered", "ticked", "empty"]
AssignedState = Literal["applied", "gone", "unknown", "unused"]
Expects = Literal["results", "plans", "context", "choice"]
Tells = Literal["past", "any"]
Asks = Literal["", "partners", "tools", "highlights", "collaboration"]


class Role(StrEnum):
    """The one place that a piece of the document has in the questionnaire."""

    FORM = "form"
    QUESTION = "question"
    CHOICE = "choice"
    ANSWER = "answer"
    UNPLACED = "unplaced"  # under no question of the form, and not the form's


@dataclass(frozen=True, slots=True)
class Placed:
    """A block, or a slice of one, with its role and the number of its question, if any."""

    block: Block
    role: Role
    question: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a closed question."""

    label: str
    checked: bool

    @property
    def asks_more(self) -> bool:
        """Whether it asks to write something, and so may be ticked with another: "otros:"."""
        return self.label.rstrip().endswith(":")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a report says to one question.

    Attributes:
        question: its number in the report ("1" to "34"); "" when the report lacks the question.
        wording: the question as the report prints it; as the template has it when it lacks it.
        id: name of the question in the template, the same in every edition; "" for a question
            that the template does not have.
        section: heading that it stands under.
        topic: what it asks about, in a few words.
        required: whether the form asks for it always.
        closed: whether it is answered by ticking.
        several: whether more than one of its options may be ticked.
        asks: what it asks for, where that is something to check: which kinds of ``partners``,
            which evaluation ``tools``, which progress to show as ``highlights``, what was done with
            others in a ``collaboration``.
        follows: ``id`` of the question that it asks more about, or "".
        when: options of that question that call for an answer to this one; none when it does
            not depend on which was ticked.
        expects: what a good answer holds.
        tells: ``past`` when its facts must lie in the reference period.
        choices: its options.
        blocks: what was written, in order.
        topic_number: the number that the report gives to the priority or next step that it asks
            about, or None.
    """

    question: str
    wording: str
    id: str
    section: str = ""
    topic: str = ""
    required: bool = False
    closed: bool = False
    several: bool = False
    asks: Asks = ""
    follows: str = ""
    when: tuple[str, ...] = ()
    expects: Expects = "results"
    tells: Tells = "past"
    choices: tuple[Choice, ...] = ()
    blocks: tuple[Block, ...] = ()
    topic_number: int | None = None

    @property
    def title(self) -> str:
        """What it asks about, or else the words that stand for it in the report."""
        return self.topic or self.wording

    @property
    def state(self) -> State:
        """The state: ``answered`` if something was written, else ``ticked`` or ``empty``."""
        if self.blocks:
            return "answered"
        return "ticked" if any(choice.checked for choice in self.choices) else "empty"

    @property
    def words(self) -> int:
        """The number of words written."""
        return sum(len(WORD.findall(block.text)) for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """A text that looks like a question of the form and matches none.

    Attributes:
        block: the text.
        nearest: id of the most similar question of the template.
        similarity: similarity to that question, 0 to 100.
        wording: that question as the template has it.
        number: its number in the document; "" where the numbers around it leave that open.
    """

    block: Block
    nearest: str
    similarity: float
    wording: str
    number: str


@dataclass(frozen=True, slots=True)
class Assigned:
    """A text that a person says is the answer to a question, or to none.

    Attributes:
        text: its beginning.
        question: the question, as the person says it.
        state: ``applied``; ``gone`` if the draft has the text no more; ``unknown`` if the form has
            no such question; ``unused`` in a document without a form.
        file: name of the file that says it.
    """

    text: str
    question: str
    state: AssignedState
    file: str


@dataclass(frozen=True, slots=True)
class Report:
    """A document understood as a questionnaire.

    Attributes:
        source: name of the file.
        template: id of the template, or "" when the document is none that is known and
            all its text was taken as one answer.
        country: as written, or "".
        year: of the reference period, or None.
        period: first and last day of the reference period, or None.
        answers: one a question, in the order of the report.
        placed: every block of the document, whole or cut in slices, in order.
        missing: the template's questions that the document lacks, in the template's order, each as
            an empty answer without a number.
        skipped: in the same way, those asked only of who has reported before, where nothing in the
            form's numbers says that they were cut.
        unrecognised: unplaced texts that look like a question; what follows each is unplaced too.
        mail: unplaced lines that e-mails left, none of which is reviewed.
        pictures: pages of a PDF that could not be read, since they are pictures.
        assigned: what a person says of its texts, and what became of it.
        remarks: what its file holds that was not read, or read in a way to know of.
    """

    source: str
    template: str
    country: str
    year: int | None
    period: tuple[date, date] | None
    answers: tuple[Answer, ...]
    placed: tuple[Placed, ...]
    missing: tuple[Answer, ...] = ()
    skipped: tuple[Answer, ...] = ()
    unrecognised: tuple[Unrecognised, ...] = ()
    mail: tuple[Block, ...] = ()
    pictures: tuple[int, ...] = ()
    assigned: tuple[Assigned, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def unplaced(self) -> tuple[Block, ...]:
        """The text that is neither the form's nor under a question."""
        return tuple(p.block for p in self.placed if p.role is Role.UNPLACED)

    @property
    def appended(self) -> tuple[Block, ...]:
        """The unplaced text after the last answer: annexes, signatures."""
        after = list(takewhile(lambda each: not each.question, reversed(self.placed)))
        if any(each.block == one.block for each in after for one in self.unrecognised):
            return ()
        return tuple(each.block for each in reversed(after) if each.role is Role.UNPLACED)

    @property
    def runs(self) -> tuple[tuple[Block, ...], ...]:
        """The unplaced text in runs, in order, without what e-mails left.

        A run ends at text that has a place, and before a text that looks like a question.
        """
        asked = {each.block for each in self.unrecognised}
        mail = {*self.mail}
        runs: list[list[Block]] = []
        is_open = False
        for each in self.placed:
            is_unplaced = each.role is Role.UNPLACED
            if is_unplaced and each.block in mail:
                continue
            if is_unplaced and each.block.text.strip():
                if not is_open or each.block in asked:
                    runs.append([])
                runs[-1].append(each.block)
                is_open = True
            elif not is_unplaced:
                is_open = False
        return tuple(map(tuple, runs))

    @property
    def ticking(self) -> set[str]:
        """The numbers of the questions whose options the document lists, or names apart."""
        return {each.question for each in self.placed if each.role is Role.CHOICE}

    @property
    def amid(self) -> tuple[tuple[Block, ...], ...]:
        """The runs of unplaced text between the first answer and the last."""
        around = {*(each.block for each in self.head), *self.appended}
        return tuple(run for run in self.runs if not around.intersection(run))

    @property
    def unclaimed(self) -> tuple[Answer, ...]:
        """The unplaced text as answers to no question, one a run.

        The wording of one is the text that looks like a question and begins its run, if any.
        """
        asked = {each.block for each in self.unrecognised}
        split = ((run[:1], run[1:]) if run[0] in asked else ((), run) for run in self.runs)
        return tuple(Answer("", head[0].text if head else "", "", blocks=b) for head, b in split)

    @property
    def head(self) -> tuple[Placed, ...]:
        """The blocks before the first question or answer."""
        return head_of(self.placed)


def head_of(placed: Iterable[Placed]) -> tuple[Placed, ...]:
    """Returns the blocks before the first question or answer."""
    return tuple(takewhile(lambda each: not each.question, placed))

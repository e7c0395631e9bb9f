"""What a reader recovers of a synthetic edition, beside its truth."""

from __future__ import annotations

from dataclasses import dataclass

from edition import Edition, Truth
from pdf import write_pdf
from plain import write_markdown
from word import write_docx

from meta87.questionnaire.parser import parse
from meta87.questionnaire.report import Answer
from meta87.reading.read import read_bytes

WRITERS = {"docx": write_docx, "pdf": write_pdf, "md": lambda form: write_markdown(form).encode()}


@dataclass(frozen=True)
class Recovered:
    """How many questions, options and answers of a file came back exactly, and of how many.

    Attributes:
        differences: of each question that did not, what was wanted and what was read.
    """

    questions: tuple[int, int]
    choices: tuple[int, int]
    answers: tuple[int, int]
    differences: tuple[tuple[object, object], ...]

    @property
    def whole(self) -> bool:
        """Whether everything came back and nothing else."""
        return not self.differences


def recover(edition: Edition, suffix: str) -> Recovered:
    """Write an edition in a format, read it and compare it with its truth."""
    name = f"{edition.form.report.stem}.{suffix}"
    report = parse(read_bytes(WRITERS[suffix](edition.form), name))
    found = {(answer.question, answer.id): answer for answer in report.answers}
    wanted = {(truth.number, truth.id): truth for truth in edition.truth}
    pairs = [(truth, found[key]) for key, truth in wanted.items() if key in found]
    options = sum(len(truth.choices) for truth in edition.truth)
    ticks = sum(
        sum(a == b for a, b in zip(truth.choices, choices(answer), strict=False))
        for truth, answer in pairs
        if len(truth.choices) == len(answer.choices)
    )
    texts = sum(truth.text == text(answer) for truth, answer in pairs)
    differences = [(truth, as_read(answer)) for truth, answer in pairs if truth != as_read(answer)]
    differences += [(truth, None) for key, truth in wanted.items() if key not in found]
    differences += [(None, as_read(answer)) for key, answer in found.items() if key not in wanted]
    total = len(wanted)
    return Recovered((len(pairs), total), (ticks, options), (texts, total), tuple(differences))


def as_read(answer: Answer) -> Truth:
    """Give what was read of a question, as the truth tells it."""
    return Truth(answer.question, answer.id, choices(answer), text(answer))


def choices(answer: Answer) -> tuple[tuple[str, bool], ...]:
    """Give the options of an answer with their ticks."""
    return tuple((choice.label, choice.checked) for choice in answer.choices)


def text(answer: Answer) -> tuple[str, ...]:
    """Give the blocks of an answer."""
    return tuple(block.text for block in answer.blocks)

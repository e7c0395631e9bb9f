"""What a reader recovers of a synthetic edition, beside its truth."""

from __future__ import annotations

from dataclasses import dataclass

from edition import Edition, Truth
from pdf import write_pdf
from plain import write_markdown
from word import write_docx

from meta87.form.parser import parse
from meta87.form.report import Answer
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
        """Whether everything was recovered and nothing else."""
        return not self.differences


def recover(edition: Edition, suffix: str) -> Recovered:
    """Writes an edition in a format, reads it and compares it with the expected result."""
    name = f"{edition.form.report.stem}.{suffix}"
    report = parse(read_bytes(WRITERS[suffix](edition.form), name))
    wanted = {(truth.number, truth.id): truth for truth in edition.truth}
    found = {(answer.question, answer.id): _as_read(answer) for answer in report.answers}
    pairs = [(truth, found[key]) for key, truth in wanted.items() if key in found]
    ticks = sum(
        a == b
        for truth, read in pairs
        if len(truth.choices) == len(read.choices)
        for a, b in zip(truth.choices, read.choices, strict=True)
    )
    options = sum(len(truth.choices) for truth in edition.truth)
    texts = sum(truth.text == read.text for truth, read in pairs)
    either = [(wanted.get(key), found.get(key)) for key in wanted | found]
    return Recovered(
        questions=(len(pairs), len(wanted)),
        choices=(ticks, options),
        answers=(texts, len(wanted)),
        differences=tuple((truth, read) for truth, read in either if truth != read),
    )


def _as_read(answer: Answer) -> Truth:
    """Returns the recovered question in the form of the expected result."""
    choices = tuple((choice.label, choice.checked) for choice in answer.choices)
    return Truth(answer.question, answer.id, choices, tuple(block.text for block in answer.blocks))

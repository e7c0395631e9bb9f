"""What a person may say on the page of the texts under no question: which one each answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from meta87.form.fix import NOTHING, Assignment, Fix
from meta87.form.fixing import QUOTE
from meta87.form.report import Answer, Assigned, Report, Role
from meta87.form.table_rows import row_of
from meta87.report.fix_proposal import key
from meta87.report.reservations import Unreviewed
from meta87.report.texts import shortened

NONE = "none"
TOPIC = 70  # characters of what a question asks about


class Option(NamedTuple):
    """A question, as it is offered: what is sent, what is shown, and whether it is chosen."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A text with the question that it is said to answer.

    Attributes:
        number: on the page.
        words: its beginning.
        question: as a person said it; "" where nobody has.
    """

    number: int
    words: str
    question: str = ""

    @property
    def is_none(self) -> bool:
        """Whether it is said to answer no question."""
        return self.question.lower() in NOTHING


@dataclass(frozen=True, slots=True)
class Offers:
    """What is offered on the page of a report.

    Attributes:
        report: the report.
        said: the texts that a person put under a question.
        open: the others under no question, by the id of the object of each.
    """

    report: Report
    said: tuple[Offer, ...] = ()
    open: Mapping[int, Offer] = field(default_factory=dict)

    def of(self, text: Unreviewed) -> Offer | None:
        """Returns what is offered for a text under no question."""
        return self.open.get(id(text))

    def options(self, offer: Offer) -> list[Option]:
        """Returns the questions that the report has, and what is said of a text if it is none."""
        options = _options(sorted(self.report.answers, key=_number), offer.question)
        is_known = any(each.chosen for each in (*options, *self.missing(offer)))
        if offer.question and not (is_known or offer.is_none):
            options.insert(0, Option(offer.question, offer.question, chosen=True))
        return options

    def missing(self, offer: Offer) -> list[Option]:
        """Returns the questions that the report lacks."""
        return _options((*self.report.missing, *self.report.skipped), offer.question)


def offers(report: Report, found: Sequence[Unreviewed]) -> Offers:
    """Returns what is offered for the texts under no question; nothing where there is no form.

    Of texts with the same beginning the first is offered, since they are known by it.
    """
    if not report.template:
        return Offers(report)
    unasked = {key(each.text): each for each in report.assigned if _is_none(each)}
    rows = _rows(report)
    open_: dict[str, tuple[int, Offer]] = {}
    for n, each in enumerate(found):
        words = rows.get(row_of(each.block), each.block.text)[:QUOTE]
        if key(words):
            question = NONE if key(words) in unasked else ""
            open_.setdefault(key(words), (id(each), Offer(n, words, question)))
    said = [each for each in report.assigned if not (_is_none(each) and key(each.text) in open_)]
    return Offers(
        report,
        tuple(Offer(n, each.text, each.question) for n, each in enumerate(said, len(found))),
        dict(open_.values()),
    )


def chosen(report: Report, texts: Sequence[str], questions: Sequence[str]) -> Fix:
    """Returns what a person chose.

    Raises:
        ValueError: a question is not one that the page offers, or there are too many texts.
    """
    known = {each.question for each in report.answers} | {NONE}
    known |= {each.question for each in report.assigned}
    known |= {each.id for each in (*report.missing, *report.skipped)}
    said = [pair for pair in zip(texts, questions, strict=True) if pair[1]]
    if not all(question in known for _, question in said):
        raise ValueError(questions)
    return Fix(block=tuple(Assignment(text=text, question=question) for text, question in said))


def _is_none(said: Assigned) -> bool:
    return said.question.lower() in NOTHING


def _number(answer: Answer) -> int:
    return int(answer.question) if answer.question.isdecimal() else 0


def _rows(report: Report) -> dict[object, str]:
    """Returns the text of the first cell of each table row under no question."""
    rows: dict[object, str] = {}
    for each in report.placed:
        if each.role is Role.UNPLACED and (row := row_of(each.block)) and each.block.text:
            rows.setdefault(row, each.block.text)
    return rows


def _options(answers: Sequence[Answer], said: str) -> list[Option]:
    """Returns questions; one that is said by its id is sent by it again."""
    by_id = [each for each in answers if said and each.id == said][-1:]
    options = []
    for each in answers:
        about = shortened(each.topic or each.wording, TOPIC)
        label = f"{each.question}. {about}" if each.question else about
        is_said = each in by_id or (said != "" and each.question == said)
        value = said if is_said else each.question or each.id
        options.append(Option(value, label, is_said))
    return options

"""What a person may say on the page of the texts under no question: which one each answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from meta87.errors import InputError
from meta87.form.fix import ANOTHER, NOTHING, Assignment, Fix
from meta87.form.fixing import QUOTE
from meta87.form.report import Answer, Report, Role
from meta87.form.table_rows import row_of
from meta87.form.template import default_template
from meta87.report.fix_proposal import key
from meta87.report.reservations import Unreviewed
from meta87.report.texts import heading, shortened

NONE = "none"
REPEATED = tuple(each.id + ANOTHER for each in default_template().questions if each.repeats)
TOPIC = 70  # characters of what a question asks about


class Option(NamedTuple):
    """A question, as it is offered: what is sent, and what is shown."""

    value: str
    label: str


class Offer(NamedTuple):
    """A text by its number on the page and its beginning, with the question that it answers."""

    number: int
    words: str
    shown: str  # the text as it is shown: of a table row, all its cells
    question: str  # as a person said it; "" where nobody has
    options: Sequence[Option]  # the questions of the report, and what is said if it is none of them
    lacking: Sequence[Option]  # the questions that the report lacks

    @property
    def is_none(self) -> bool:
        """Whether it is said to answer no question."""
        return self.question.lower() in NOTHING


class Offers(NamedTuple):
    """What is offered on the page of a report."""

    said: Sequence[Offer] = ()  # the texts that a person put under a question
    # the others under no question, by the id of the object that ends each group: texts that follow
    # each other, as the lines of an e-mail do
    open: Mapping[int, Sequence[Offer]] = {}

    def of(self, text: Unreviewed) -> Sequence[Offer]:
        """Returns what is offered for the group that a text ends; its first takes the others."""
        return self.open.get(id(text), ())


def offers(report: Report, found: Sequence[Unreviewed], lang: str) -> Offers:
    """Returns what is offered for the texts under no question; nothing where there is no form.

    Of texts with the same beginning the first is offered, since they are known by it.
    """
    if not report.template:
        return Offers()
    unasked = {key(each.text) for each in report.assigned if each.question.lower() in NOTHING}
    rows, known = _rows(report), {""}
    groups: list[tuple[Unreviewed, list[Offer]]] = []
    for n, each in enumerate(found):
        goes_on = groups and not each.begins and not groups[-1][0].question
        offered = groups.pop()[1] if goes_on else []
        groups.append((each, offered))
        words = rows.get(row_of(each.block), each.block.text)[:QUOTE]
        if key(words) not in known:
            known.add(key(words))
            said = NONE if key(words) in unasked else ""
            offered.append(_offer(report, lang, n, words, said)._replace(shown=each.text))
    placed = [each for each in report.assigned if key(each.text) not in unasked & known]
    return Offers(
        [_offer(report, lang, n, e.text, e.question) for n, e in enumerate(placed, len(found))],
        {id(last): offered for last, offered in groups if offered},
    )


class Move(NamedTuple):
    """What is offered for the texts of an answer, of which one may be under a wrong question."""

    question: str  # number of the answer
    texts: Sequence[str]  # their beginnings
    options: Sequence[Option]  # the other questions of the report, and those that it lacks


def move(report: Report, lang: str, answer: Answer) -> Move | None:
    """Returns what is offered for an answer; nothing for one without text or number."""
    blocks = [each for each in answer.blocks if key(each.text) and row_of(each) is None]
    if not report.template or not answer.question or not blocks:
        return None
    texts = [*dict.fromkeys(each.text[:QUOTE] for each in blocks)]
    others = [each for each in sorted(report.answers, key=_number) if each is not answer]
    options = _options((*others, *report.missing, *report.skipped), lang)
    return Move(answer.question, texts, [*dict.fromkeys(options)])


def moved(report: Report, before: Fix, words: str, question: str) -> Fix:
    """Returns what a person chose before, and the question of one more text.

    Raises:
        InputError: as `chosen`.
    """
    said = [each for each in report.assigned if key(each.text) != key(words)]
    texts, questions = [each.text for each in said], [each.question for each in said]
    return chosen(report, before, [*texts, words], [*questions, question])


def chosen(report: Report, before: Fix, texts: Sequence[str], questions: Sequence[str]) -> Fix:
    """Returns what a person chose, with the country and period that were said before.

    Raises:
        InputError: ``web-choice``: the page does not offer a question, or too many texts.
    """
    known = {NONE} | {each.question for each in report.answers}
    known |= {each.question for each in report.assigned}
    known |= {each.id for each in (*report.missing, *report.skipped)} | {*REPEATED}
    said = [pair for pair in zip(texts, questions, strict=False) if pair[1]]
    if len(texts) != len(questions) or not {question for _, question in said} <= known:
        raise InputError("web-choice")
    try:
        block = tuple(Assignment(text=text, question=asked) for text, asked in said)
        return Fix(country=before.country, period=before.period, block=block)
    except ValueError as error:
        raise InputError("web-choice") from error


def _offer(report: Report, lang: str, number: int, words: str, said: str) -> Offer:
    by_number = sorted(report.answers, key=_number)
    options = _options(by_number, lang, said)
    lacking = _options((*report.missing, *report.skipped), lang, said)
    known = {"", *NOTHING, *REPEATED, *(each.value for each in (*options, *lacking))}
    if said not in known and said.lower() not in NOTHING:
        options.insert(0, Option(said, said))
    return Offer(number, words, words, said, options, lacking)


def _number(answer: Answer) -> int:
    return int(answer.question) if answer.question.isdecimal() else 0


def _options(answers: Sequence[Answer], lang: str, said: str = "") -> list[Option]:
    """Returns questions; one that is said by its id is sent by it again."""
    by_id = [each for each in answers if said and each.id == said][-1:]
    options = []
    for each in answers:
        about = shortened(heading(each, lang), TOPIC)
        label = f"{each.question}. {about}" if each.question else about
        options.append(Option(said if each in by_id else each.question or each.id, label))
    return options


def _rows(report: Report) -> dict[object, str]:
    """Returns the text of the first cell of each table row under no question."""
    rows: dict[object, str] = {}
    for each in report.placed:
        if each.role is Role.UNPLACED and (row := row_of(each.block)) and each.block.text:
            rows.setdefault(row, each.block.text)
    return rows

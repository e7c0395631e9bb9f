"""From a source to the form that the writers of ``tools/build_examples`` print."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import zip_longest

from source import Answered, Source

from form import Block, BlockKind, Form, Front, Question, Section, fold
from meta87.form import template as templates

TEMPLATE = templates.default_template()
INTRO = slice(2, 6)  # of the template's notes, as all that follow
OF_SECTIONS = {
    "priorities": (slice(6, 7), slice(7, 9)),
    "next_steps": (slice(9, 10), slice(10, 12)),
}
OF_QUESTIONS = {"highlights": slice(13, 14), "evaluation_details": slice(14, 15)}
NO_NOTES = slice(0, 0)
COMMENTED = "next_step_status"
MARKS: dict[str, BlockKind] = {"- ": "bullets", "1.": "numbers", "| ": "table"}


def assemble(source: Source, stem: str) -> Form:
    """Puts the answers of a source into the form of the template.

    Raises:
        ValueError: the answers do not match the form, in its order.
    """
    questions: dict[str, list[Question]] = defaultdict(list)
    pairs = zip_longest(_asked(source), source.answers, fillvalue=None)
    for number, (asked, answered) in enumerate(pairs, start=1):
        if not asked or not answered or asked[0].id != answered.to:
            message = f"{stem}: the form has another question {number} than the source"
            raise ValueError(message)
        question, topic = asked
        wording = source.fill(answered.wording or question.wording.replace(" *", ""), topic)
        questions[question.section].append(_question(number, question, wording, answered))
    front = Front(
        stem=stem, country=source.country, period=source.period,
        subtitle=TEMPLATE.notes[1],
        header=f"{source.country} · Informe de progreso anual {source.year}",
        intro=tuple(map(source.fill, TEMPLATE.notes[INTRO])),
    )  # fmt: skip
    parts = [part for part in TEMPLATE.sections if part.id in questions]
    return Form(
        report=front, sections=tuple(_section(source, part, questions[part.id]) for part in parts)
    )


def _asked(source: Source) -> Iterator[tuple[templates.Question, str]]:
    """Yields the questions of the form in its order, each with its topic."""
    topics = {
        "priority_progress": [f'{n} "{topic}"' for n, topic in enumerate(source.priorities, 1)],
        "next_step_status": [f"{n} [«{topic}»]" for n, topic in enumerate(source.next_steps, 1)],
    }
    for section in TEMPLATE.sections:
        for question in TEMPLATE.questions:
            if question.section == section.id and question.id not in source.missing:
                for topic in topics.get(question.id, [""]):
                    yield question, topic


def _section(source: Source, part: templates.Section, questions: list[Question]) -> Section:
    intro, notes = OF_SECTIONS.get(part.id, (NO_NOTES, NO_NOTES))
    return Section(
        heading=source.fill(part.title),
        intro=tuple(map(source.fill, TEMPLATE.notes[intro])),
        notes=tuple(map(source.fill, TEMPLATE.notes[notes])),
        questions=tuple(questions),
    )


def _question(
    number: int, question: templates.Question, wording: str, answered: Answered
) -> Question:
    options = _options(question, answered)
    open_ended = not question.choices or question.id == COMMENTED
    written = tuple(blocks(answered.text))
    return Question(
        number=number, text=wording, required=question.required,
        notes=TEMPLATE.notes[OF_QUESTIONS.get(question.id, NO_NOTES)],
        options=tuple(options.values()),
        ticked=tuple(_option(options, start, question.id) for start in answered.ticked),
        boxes=answered.boxes, comments="Comentarios:" if question.id == COMMENTED else "",
        control=(answered.control if written else "placeholder") if open_ended else None,
        answer=written,
    )  # fmt: skip


def _options(question: templates.Question, answered: Answered) -> dict[str, str]:
    """Returns each option as printed, the last ticked one with the text written on its line."""
    last = answered.ticked[-1:]
    return {
        label: f"{label} {answered.after}".strip() if label.startswith(last) else label
        for label in question.choices
    }


def _option(options: dict[str, str], start: str, id: str) -> str:
    """Returns the printed option whose label begins with ``start``."""
    found = [printed for label, printed in options.items() if label.startswith(start)]
    if not found:
        message = f"{id} has no option {start!r}"
        raise ValueError(message)
    return found[0]


def blocks(text: str) -> Iterator[Block]:
    """Yields the paragraphs, lists and tables of an answer."""
    for part in map(str.strip, re.split(r"\n\s*\n", text)):
        kind = MARKS.get(part[:2], "paragraph")
        if kind == "table":
            rows = [line.strip().strip("|").split("|") for line in part.split("\n")]
            yield Block.model_validate({kind: rows})
        elif kind in ("bullets", "numbers"):
            _, *items = re.split(r"^(?:- |\d+\. )", part, flags=re.MULTILINE)
            yield Block.model_validate({kind: items})
        elif part:
            yield Block.model_validate({kind: fold(part)})

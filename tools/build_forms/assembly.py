"""From a source to the form that the writers of ``tools/build_examples`` print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from form import Block, BlockKind, Form, Front, Question, Section, fold
from source import Answered, Source

from meta87.questionnaire import template as templates
from meta87.questionnaire.period import MONTHS

TEMPLATE = templates.default_template()
SLOT = re.compile(r"\{(\w+)\}")
INTRO, PRIORITY_INTRO, PRIORITY_NOTES = slice(2, 6), 6, slice(7, 9)
STEP_INTRO, STEP_NOTES = 9, slice(10, 12)
HIGHLIGHTS_NOTE, EVALUATION_NOTE = 13, 14
NOTES = {"highlights": HIGHLIGHTS_NOTE, "evaluation_details": EVALUATION_NOTE}
COMMENTED = "next_step_status"
MARKS: dict[str, BlockKind] = {"- ": "bullets", "1.": "numbers", "| ": "table"}


def assemble(source: Source, stem: str) -> Form:
    """Lay the answers of a source into the form of the template.

    Raises:
        ValueError: the answers are not those of the form, in its order.
    """
    return _Assembly(source).form(stem)


class _Assembly:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.rest = list(source.answers)
        self.number = 0

    def form(self, stem: str) -> Form:
        sections = tuple(s for part in TEMPLATE.sections if (s := self._section(part)).questions)
        if self.rest:
            message = f"{stem}: no place for the answer to {self.rest[0].to}"
            raise ValueError(message)
        return Form(report=self._front(stem), sections=sections)

    def _front(self, stem: str) -> Front:
        country, year = self.source.country, self.source.year
        return Front(
            stem=stem, country=country, year=year, period=self.source.period,
            title=f"Informe de progreso anual de País Pionero {year}",
            subtitle=self._fill(TEMPLATE.notes[1]),
            header=f"{country} · Informe de progreso anual {year}", footer="www.Alliance87.org",
            placeholder="Haga clic o pulse aquí para escribir texto.", thanks="¡Gracias!",
            intro=tuple(map(self._fill, TEMPLATE.notes[INTRO])),
        )  # fmt: skip

    def _section(self, part: templates.Section) -> Section:
        intro: tuple[str, ...] = ()
        notes: tuple[str, ...] = ()
        if part.id == "priorities":
            intro, notes = (TEMPLATE.notes[PRIORITY_INTRO],), TEMPLATE.notes[PRIORITY_NOTES]
        if part.id == "next_steps":
            intro, notes = (TEMPLATE.notes[STEP_INTRO],), TEMPLATE.notes[STEP_NOTES]
        return Section(
            heading=self._fill(part.title),
            intro=tuple(map(self._fill, intro)),
            notes=tuple(map(self._fill, notes)),
            questions=tuple(self._questions(part.id)),
        )

    def _questions(self, section: str) -> Iterator[Question]:
        for question in TEMPLATE.questions:
            if question.section == section and question.id not in self.source.missing:
                for topic in self._topics(question):
                    yield self._question(question, topic)

    def _topics(self, question: templates.Question) -> tuple[str, ...]:
        match question.id:
            case "priority_progress":
                topics, mark = self.source.priorities, '{} "{}"'
            case "next_step_status":
                topics, mark = self.source.next_steps, "{} [«{}»]"
            case _:
                return ("",)
        return tuple(mark.format(number, topic) for number, topic in enumerate(topics, start=1))

    def _question(self, question: templates.Question, topic: str) -> Question:
        answered = self._next(question.id)
        self.number += 1
        options = {label: self._printed(label, answered) for label in question.choices}
        ticked = [_option(options, start, question.id) for start in answered.ticked]
        note = NOTES.get(question.id)
        open_ended = not question.choices or question.id == COMMENTED
        written = tuple(blocks(answered.text))
        return Question(
            number=self.number,
            text=self._fill(answered.wording or question.wording.replace(" *", ""), topic),
            required=question.required,
            notes=(TEMPLATE.notes[note],) if note is not None else (),
            options=tuple(options.values()), ticked=tuple(ticked), boxes=answered.boxes,
            comments="Comentarios:" if question.id == COMMENTED else "",
            control=(answered.control if written else "placeholder") if open_ended else None,
            answer=written, verdict="no_action",
        )  # fmt: skip

    def _next(self, id: str) -> Answered:
        if not self.rest or self.rest[0].to != id:
            message = f"question {self.number + 1} is {id}, and no answer to it stands here"
            raise ValueError(message)
        return self.rest.pop(0)

    def _printed(self, label: str, answered: Answered) -> str:
        """Give an option as printed, with what was written on its line."""
        said = answered.after if answered.ticked and label.startswith(answered.ticked[-1]) else ""
        return f"{label} {said}".strip()

    def _fill(self, text: str, topic: str = "") -> str:
        first, last = self.source.period
        facts = {
            "first": _month(first), "last": _month(last), "country": self.source.country,
            "year": str(self.source.year), "years": f"{first.year - 1}-{first.year}",
            "topic": topic,
        }  # fmt: skip
        return SLOT.sub(lambda slot: facts[slot[1]], text)


def _option(options: dict[str, str], start: str, id: str) -> str:
    """Give the printed option whose label begins so."""
    found = [printed for label, printed in options.items() if label.startswith(start)]
    if not found:
        message = f"{id} has no option {start!r}"
        raise ValueError(message)
    return found[0]


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} de {day.year}"


def blocks(text: str) -> Iterator[Block]:
    """Cut an answer into its paragraphs, lists and tables."""
    for part in filter(str.strip, re.split(r"\n\s*\n", text)):
        kind = MARKS.get(part.strip()[:2], "paragraph")
        content = part.strip().split("\n")
        match kind:
            case "table":
                yield Block.model_validate({kind: [_cells(line) for line in content]})
            case "bullets" | "numbers":
                _, *items = re.split(r"^(?:- |\d+\. )", part.strip(), flags=re.MULTILINE)
                yield Block.model_validate({kind: items})
            case _:
                yield Block.model_validate({kind: fold(part)})


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]

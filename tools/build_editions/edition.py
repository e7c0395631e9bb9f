"""Synthetic editions of the form, each with its truth: what every question holds.

A seed decides how many priorities and next steps an edition has, which questions it drops, adds,
rewords and moves, which numbers it prints, how its wording is damaged, and what is answered. The
truth knows all that; a reader has to find it again.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from filling import PHRASES, Filling
from form import Block, Control, Form, Front, Question, Section, Text
from wordings import Wordings

from meta87.questionnaire import template as templates

NOTES = {"priorities": slice(7, 9), "next_steps": slice(9, 12)}  # of the template's notes
INTRO = slice(2, 6)
NUMBERINGS = ("printed", "missing", "some missing", "some wrong")
ADDED, DROPPED = 3, 5  # the seed's rest by them is how many questions are added and dropped
MOVES = 2  # every how many seeds two sections change places
SHARES, TYPED_ON, DOUBLES = 0.15, 0.12, 0.06  # how often each trap is laid
LOST, WRONG = 0.3, 0.15  # of the printed numbers
MOVABLE = 5  # sections
MOST_PRIORITIES, MOST_STEPS = 9, 6
TEXT_UNDER_BOXES = {"next_step_status"}


@dataclass(frozen=True, slots=True)
class Truth:
    """What a question of an edition holds.

    Attributes:
        number: its number in the report.
        id: its id in the template, or "".
        choices: its options with whether each is ticked.
        text: what was written, a block each.
    """

    number: str
    id: str
    choices: tuple[tuple[str, bool], ...] = ()
    text: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """A filled form as it is printed, and its truth."""

    seed: int
    form: Form
    truth: tuple[Truth, ...]
    traits: tuple[str, ...]


class Printed(Question):
    """A question whose printed line is not made from its number and text."""

    shown: Text

    @property
    def prompt(self) -> str:
        """The line as printed."""
        return self.shown


@dataclass
class _Asked:
    """A question of the edition before it is written."""

    question: templates.Question
    wording: str
    number: int = 0
    truth: list[Truth] = field(default_factory=list)


def make_edition(seed: int) -> Edition:
    """Make the edition of a seed."""
    return _Maker(seed).edition()


class _Maker:
    """Makes one edition; everything at random comes from its seed."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.random = random.Random(seed)  # noqa: S311  nothing here is a secret
        self.template = templates.default_template()
        self.wordings = Wordings(self.random, self.template)
        self.filling = Filling(self.random)
        self.traits: list[str] = []
        self.truth: list[Truth] = []

    def edition(self) -> Edition:
        """Make it."""
        sections = self._moved(self._asked())
        every = [asked for _, group in sections for asked in group]
        for number, asked in enumerate(every, start=1):
            asked.number = number
        # A question that no template has is known by its number.
        own = any(not asked.question.id for asked in every)
        numbering = "printed" if own else NUMBERINGS[self.seed // ADDED % len(NUMBERINGS)]
        self._trait(f"numbers {numbering}")
        written = tuple(self._section(section, group, numbering) for section, group in sections)
        return Edition(self.seed, self._form(written), tuple(self.truth), tuple(self.traits))

    def _trait(self, name: str) -> None:
        if name not in self.traits:
            self.traits.append(name)

    def _asked(self) -> dict[str, list[_Asked]]:
        """Give the questions of each section, repeated, dropped and added to."""
        topics = self.random.sample(PHRASES["topics"], k=len(PHRASES["topics"]))
        priorities = self.random.randint(1, MOST_PRIORITIES)
        steps = self.random.randint(0, MOST_STEPS)
        self._trait(f"{priorities} priorities, {steps} next steps")
        times = {"priority_progress": priorities, "next_step_status": steps}
        dropped = {q.id for q in self.random.sample(self.template.questions, k=self.seed % DROPPED)}
        asked: dict[str, list[_Asked]] = {section.id: [] for section in self.template.sections}
        for question in self.template.questions:
            if question.id in dropped - set(times):
                self._trait(f"without {question.id}")
                continue
            for number in range(1, times.get(question.id, 1) + 1):
                topic = topics[(number - 1 + 5 * question.repeats) % len(topics)]
                wording = self.wordings.printed(question, f"{number} «{topic}»")
                asked[question.section].append(_Asked(question, wording))
        for text in self.random.sample(PHRASES["added"], k=self.seed % ADDED):
            self._add(asked, text)
        return asked

    def _add(self, asked: dict[str, list[_Asked]], text: str) -> None:
        """Add a question of the edition's own, anywhere but first and last."""
        section = self.random.choice(["overall", "evaluation", "national_partners"])
        own = templates.Question(id="", section=section, wording=text)
        asked[section].insert(
            self.random.randint(1, max(1, len(asked[section]) - 1)), _Asked(own, text)
        )
        self._trait("a question added")

    def _moved(self, asked: dict[str, list[_Asked]]) -> list[tuple[str, list[_Asked]]]:
        """Put the sections in order, or two of them in each other's place."""
        sections = [(name, group) for name, group in asked.items() if group]
        if self.seed % MOVES and len(sections) > MOVABLE:
            at = self.random.randint(2, len(sections) - 2)
            sections[at], sections[at + 1] = sections[at + 1], sections[at]
            self._trait(f"{sections[at][0]} moved up")
        return sections

    def _section(self, id: str, group: list[_Asked], numbering: str) -> Section:
        title = next(section.title for section in self.template.sections if section.id == id)
        notes = self.template.notes[NOTES.get(id, slice(0, 0))]
        return Section(
            heading=self.wordings.fill(title),
            notes=tuple(self.wordings.fill(note) for note in notes),
            questions=tuple(self._written(group, numbering)),
        )

    def _written(self, group: list[_Asked], numbering: str) -> Iterator[Question]:
        """Write the questions of a section; some share their line with the next one."""
        line = ""
        for asked, following in zip(group, [*group[1:], None], strict=True):
            line = f"{line} {self._line(asked, numbering)}".strip()
            if following and self._may_share(asked) and self.random.random() < SHARES:
                self.truth.append(Truth(str(asked.number), asked.question.id))
                self._trait("several questions on a line")
                continue
            yield self._question(asked, line)
            line = ""

    def _may_share(self, asked: _Asked) -> bool:
        return not asked.question.choices and not asked.question.repeats and bool(asked.question.id)

    def _line(self, asked: _Asked, numbering: str) -> str:
        """Give the question with its number, as the edition prints numbers."""
        text = self.wordings.damaged(asked.wording) if asked.question.id else asked.wording
        star = " *" if asked.question.required and "*" not in text else ""
        number = f"{asked.number}. "
        if numbering == "missing" or (numbering == "some missing" and self.random.random() < LOST):
            number = ""
        elif numbering == "some wrong" and self.random.random() < WRONG:
            number = f"{self.random.choice([asked.number + 40, max(1, asked.number - 3)])}. "
        return f"{number}{text}{star}"

    def _question(self, asked: _Asked, line: str) -> Question:
        """Write a question with what was ticked and answered, and keep the truth of it."""
        question = asked.question
        ticked, options, more = self._ticks(question)
        open_ended = not question.choices or question.id in TEXT_UNDER_BOXES
        answer = self.filling.answer(self._quotable(asked)) if open_ended else ()
        if (
            answer
            and answer[0].kind == "paragraph"
            and not options
            and self.random.random() < TYPED_ON
        ):
            line = f"{line} {answer[0].lines[0]}"
            first, answer = (answer[0].lines[0],), answer[1:]
            self._trait("an answer on its question's line")
        else:
            first = ()
        text = (*more, *first, *(part for block in answer for part in texts(block)))
        choices = tuple((label, label in ticked) for label in question.choices)
        self.truth.append(Truth(str(asked.number), question.id, choices, text))
        self.traits += [t for t in self.filling.traits if t not in self.traits]
        doubled = self._doubled(asked)
        return Printed(
            number=asked.number, text=asked.wording, shown=line, notes=doubled,
            options=tuple(options.values()), ticked=tuple(options[label] for label in ticked),
            boxes=self.random.choice(["lines", "row", "legacy"]) if not more else "lines",
            comments="Comentarios:" if question.id in TEXT_UNDER_BOXES else "",
            control=self._control(answer) or ("placeholder" if open_ended and not first else None),
            answer=answer, verdict="no_action",
        )  # fmt: skip

    def _ticks(
        self, question: templates.Question
    ) -> tuple[list[str], dict[str, str], tuple[str, ...]]:
        """Give the ticked labels, each option as printed, and what was written after one."""
        if not question.choices:
            return [], {}, ()
        many = "todo" in question.wording
        count = self.random.randint(1, 3) if many else self.random.randint(0, 1)
        ticked = self.random.sample(list(question.choices), k=min(count, len(question.choices)))
        printed = {label: label for label in question.choices}
        last = question.choices[-1]
        if last in ticked and last.endswith(":"):
            said = self.random.choice(PHRASES["others"])
            printed[last] = f"{last} {said}"
            return ticked, printed, (said,)
        return ticked, printed, ()

    def _control(self, answer: tuple[Block, ...]) -> Control | None:
        """Give where Word keeps an answer; a table has room only in the body of the document."""
        if not answer:
            return None
        anywhere: tuple[Control, ...] = ("block", "inline", "cell", "row", "none")
        tables = any(block.kind == "table" for block in answer)
        return self.random.choice(("block", "none") if tables else anywhere)

    def _quotable(self, asked: _Asked) -> str:
        """Give the wording of another question, which an answer may quote."""
        others = [q for q in self.template.questions if q.id != asked.question.id and not q.repeats]
        return self.wordings.fill(self.random.choice(others).wording).replace(" * ", " ")

    def _doubled(self, asked: _Asked) -> tuple[str, ...]:
        """Give the wording once more, damaged, as scanners double a line."""
        if self.wordings.rate and asked.question.id and self.random.random() < DOUBLES:
            self._trait("a doubled line")
            return (self.wordings.damaged(asked.wording),)
        return ()

    def _form(self, sections: tuple[Section, ...]) -> Form:
        words = self.wordings
        if words.rate:
            self._trait(f"noise {words.rate:.0%}")
        front = Front(
            stem=f"edicion-{self.seed}", country=words.country, year=words.last.year,
            period=(words.first, words.last),
            title=f"Informe de progreso anual de País Pionero {words.last.year}",
            subtitle=self.template.title, header=f"{words.country} · Informe",
            footer="www.Alliance87.org",
            placeholder="Haga clic o pulse aquí para escribir texto.", thanks="¡Gracias!",
            intro=tuple(words.fill(note) for note in self.template.notes[INTRO]),
        )  # fmt: skip
        return Form(report=front, sections=sections)


def texts(block: Block) -> list[str]:
    """Give the texts of a block of an answer as a reader gives them."""
    return [cell for row in block.rows for cell in row] if block.rows else list(block.lines)

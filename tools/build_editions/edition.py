"""Synthetic editions of the form, each with its truth: what every question holds.

A seed decides how many priorities and next steps an edition has, which questions it drops, adds,
rewords and moves, which numbers it prints, how its wording is damaged, and what is answered. The
truth knows all that; a reader has to find it again.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from filling import PHRASES, Filling
from wordings import Wordings

from form import Block, Control, Form, Front, Question, Section
from meta87.form import template as templates

NOTES = {"priorities": slice(7, 9), "next_steps": slice(9, 12)}  # of the template's notes
INTRO = slice(2, 6)
NUMBERINGS = ("printed", "missing", "some missing", "some wrong")
ADDED, DROPPED = 3, 5  # the seed's rest by them is how many questions are added and dropped
MOVES = 2  # every how many seeds two sections change places
SHARES, TYPED_ON, DOUBLES = 0.15, 0.12, 0.06  # how often each trap is laid
LOST, WRONG = 0.3, 0.15  # of the printed numbers
MOVABLE = 5  # sections
MOST_PRIORITIES, MOST_STEPS = 9, 6
TEXT_UNDER_BOXES = "next_step_status"


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


@dataclass
class _Asked:
    """A question of the edition before it is written."""

    question: templates.Question
    wording: str
    number: int = 0


def make_edition(seed: int) -> Edition:
    """Makes the edition of a seed."""
    return _Maker(seed).edition()


class _Maker:
    """Makes one edition; everything at random comes from its seed."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.random = random.Random(seed)
        self.template = templates.default_template()
        self.wordings = Wordings(self.random, self.template)
        self.filling = Filling(self.random)
        self.traits: dict[str, None] = {}  # each once, in the order of their first appearance
        self.truth: list[Truth] = []

    def edition(self) -> Edition:
        """Makes the edition."""
        sections = self._moved(self._asked())
        every = [asked for _, group in sections for asked in group]
        for number, asked in enumerate(every, start=1):
            asked.number = number
        # A question that no template has is known by its number.
        own = any(not asked.question.id for asked in every)
        numbering = "printed" if own else NUMBERINGS[self.seed // ADDED % len(NUMBERINGS)]
        self._trait(f"numbers {numbering}")
        written = tuple(self._section(section, group, numbering) for section, group in sections)
        if self.wordings.rate:
            self._trait(f"noise {self.wordings.rate:.0%}")
        form = Form(report=self._front(), sections=written)
        return Edition(self.seed, form, tuple(self.truth), tuple(self.traits))

    def _trait(self, name: str) -> None:
        self.traits[name] = None

    def _asked(self) -> dict[str, list[_Asked]]:
        """Returns the questions of each section, repeated, dropped and added to."""
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
        """Adds a question of this edition only, anywhere but first and last."""
        section = self.random.choice(["overall", "evaluation", "national_partners"])
        own = templates.Question(id="", section=section, wording=text)
        place = self.random.randint(1, max(1, len(asked[section]) - 1))
        asked[section].insert(place, _Asked(own, text))
        self._trait("a question added")

    def _moved(self, asked: dict[str, list[_Asked]]) -> list[tuple[str, list[_Asked]]]:
        """Returns the sections in order, or with two of them swapped."""
        sections = [(name, group) for name, group in asked.items() if group]
        if self.seed % MOVES and len(sections) > MOVABLE:
            at = self.random.randint(2, len(sections) - 2)
            sections[at], sections[at + 1] = sections[at + 1], sections[at]
            self._trait(f"{sections[at][0]} moved up")
        return sections

    def _section(self, id: str, group: list[_Asked], numbering: str) -> Section:
        fill = self.wordings.facts.fill
        return Section(
            heading=fill(next(part.title for part in self.template.sections if part.id == id)),
            notes=tuple(map(fill, self.template.notes[NOTES.get(id, slice(0, 0))])),
            questions=tuple(self._written(group, numbering)),
        )

    def _written(self, group: list[_Asked], numbering: str) -> Iterator[Question]:
        """Yields the written questions of a section; some share their line with the next one."""
        line = ""
        for asked in group:
            question = asked.question
            line = f"{line} {self._line(asked, numbering)}".strip()
            may_share = question.id and not question.choices and not question.repeats
            if asked is not group[-1] and may_share and self.random.random() < SHARES:
                self.truth.append(Truth(str(asked.number), question.id))
                self._trait("several questions on a line")
            else:
                yield self._question(asked, line)
                line = ""

    def _line(self, asked: _Asked, numbering: str) -> str:
        """Returns the question with its number, in the numbering of the edition."""
        text = self.wordings.damaged(asked.wording) if asked.question.id else asked.wording
        star = " *" if asked.question.required and "*" not in text else ""
        number = f"{asked.number}. "
        if numbering == "missing" or (numbering == "some missing" and self.random.random() < LOST):
            number = ""
        elif numbering == "some wrong" and self.random.random() < WRONG:
            number = f"{self.random.choice([asked.number + 40, max(1, asked.number - 3)])}. "
        return f"{number}{text}{star}"

    def _question(self, asked: _Asked, line: str) -> Question:
        """Writes a question with its ticks and its answer, and stores the expected result."""
        question = asked.question
        ticked, said = self._ticks(question)
        open_ended = not question.choices or question.id == TEXT_UNDER_BOXES
        answer = self.filling.answer(self._quotable(asked)) if open_ended else ()
        typed_on: tuple[str, ...] = ()
        if answer and not question.choices and self.random.random() < TYPED_ON:
            typed_on, answer = answer[0].lines, answer[1:]
            line = " ".join((line, *typed_on))
            self._trait("an answer on its question's line")
        choices = tuple((label, label in ticked) for label in question.choices)
        text = (*said, *typed_on, *(part for block in answer for part in block.texts))
        self.truth.append(Truth(str(asked.number), question.id, choices, text))
        self.traits |= dict.fromkeys(self.filling.traits)
        printed = {label: label for label in question.choices}
        if said:
            last = question.choices[-1]
            printed[last] = f"{last} {said[0]}"
        return Question(
            number=asked.number, text=asked.wording, line=line, notes=self._doubled(asked),
            options=tuple(printed.values()), ticked=tuple(printed[label] for label in ticked),
            boxes="lines" if said else self.random.choice(["lines", "row", "legacy"]),
            comments="Comentarios:" if question.id == TEXT_UNDER_BOXES else "",
            control=self._control(answer, open_ended and not typed_on), answer=answer,
        )  # fmt: skip

    def _ticks(self, question: templates.Question) -> tuple[list[str], tuple[str, ...]]:
        """Returns the ticked labels, and the text after the last option, if it is ticked."""
        if not question.choices:
            return [], ()
        many = "todo" in question.wording
        count = self.random.randint(1, 3) if many else self.random.randint(0, 1)
        ticked = self.random.sample(question.choices, k=min(count, len(question.choices)))
        last = question.choices[-1]
        asks = last in ticked and last.endswith(":")
        return ticked, (self.random.choice(PHRASES["others"]),) if asks else ()

    def _control(self, answer: tuple[Block, ...], room: bool) -> Control | None:
        """Returns the kind of control for an answer; a table fits only in the document's body."""
        if not answer:
            return "placeholder" if room else None
        anywhere: tuple[Control, ...] = ("block", "inline", "cell", "row", "none")
        tables = any(block.kind == "table" for block in answer)
        return self.random.choice(("block", "none") if tables else anywhere)

    def _quotable(self, asked: _Asked) -> str:
        """Returns the wording of another question, which an answer may quote."""
        others = [q for q in self.template.questions if q.id != asked.question.id and not q.repeats]
        quoted = self.random.choice(others).wording
        return self.wordings.facts.fill(quoted).replace(" * ", " ")

    def _doubled(self, asked: _Asked) -> tuple[str, ...]:
        """Returns the wording once more, damaged, as scanners duplicate a line."""
        if self.wordings.rate and asked.question.id and self.random.random() < DOUBLES:
            self._trait("a doubled line")
            return (self.wordings.damaged(asked.wording),)
        return ()

    def _front(self) -> Front:
        facts = self.wordings.facts
        return Front(
            stem=f"edicion-{self.seed}", country=facts.country, period=facts.period,
            subtitle=self.template.title, header=f"{facts.country} · Informe",
            intro=tuple(map(facts.fill, self.template.notes[INTRO])),
        )  # fmt: skip

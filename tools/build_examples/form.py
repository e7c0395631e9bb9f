"""The example form as data: what ``valdoria.toml`` holds, checked."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from meta87.form.period import MONTHS

PLACEHOLDER = "Haga clic o pulse aquí para escribir texto."  # of an untouched control
THANKS = "¡Gracias!"


def fold(text: str) -> str:
    """Returns ``text`` on one line, with one space between words."""
    return " ".join(text.split())


Text = Annotated[str, BeforeValidator(fold)]
BlockKind = Literal["paragraph", "bullets", "subbullets", "numbers", "table"]
Boxes = Literal["lines", "row", "legacy"]
Control = Literal["block", "inline", "cell", "row", "placeholder", "none"]


class Strict(BaseModel):
    """A record that never changes and takes no field that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Block(Strict):
    """A piece of an answer: lines of one kind, or the rows of a table (first row: head)."""

    kind: BlockKind
    lines: tuple[Text, ...] = ()
    rows: tuple[tuple[Text, ...], ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _unpack(cls, raw: dict[str, Any]) -> dict[str, Any]:
        """Turns ``{kind: content}``, as in the file, into the fields."""
        ((kind, content),) = raw.items()
        if kind == "table":
            return {"kind": kind, "rows": content}
        return {"kind": kind, "lines": [content] if isinstance(content, str) else content}

    @property
    def texts(self) -> tuple[str, ...]:
        """The lines and cells, one by one, as a reader returns them."""
        return (*self.lines, *chain.from_iterable(self.rows))

    def items(self, bullets: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yields each line with its number, a bullet or nothing before it."""
        for number, line in enumerate(self.lines, start=1):
            yield f"{number}. " if self.kind == "numbers" else bullets.get(self.kind, ""), line


class Question(Strict):
    """A question of the form with what was ticked, written and what the check has to say."""

    number: int
    text: Text
    line: Text = ""  # as printed, where that is not made from the other fields
    required: bool = False
    hint: Text = ""
    notes: tuple[Text, ...] = ()
    options: tuple[Text, ...] = ()
    ticked: tuple[Text, ...] = ()
    boxes: Boxes = "lines"
    comments: Text = ""
    control: Control | None = None
    answer: tuple[Block, ...] = ()
    verdict: Literal["results", "process_only", "no_action", "empty"] = "no_action"
    findings: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _agree(self) -> Question:
        """Raises an error for a tick on an option that the question does not have."""
        if not set(self.ticked) <= set(self.options):
            message = f"question {self.number} ticks an unknown option"
            raise ValueError(message)
        return self

    @property
    def prompt(self) -> str:
        """The question as printed: number, wording, mark if required, hint."""
        mark = "*" if self.required else ""
        return self.line or " ".join(filter(None, (f"{self.number}.", self.text, mark, self.hint)))

    @property
    def choices(self) -> tuple[tuple[str, bool], ...]:
        """Each option with whether it is ticked."""
        return tuple((option, option in self.ticked) for option in self.options)


class Section(Strict):
    """A heading of the form with its explanations and questions."""

    heading: Text
    intro: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    questions: tuple[Question, ...]


class Facts(Strict):
    """Who fills the form in, and for which period: what the slots of its wording stand for."""

    country: str
    period: tuple[date, date]

    @property
    def year(self) -> int:
        """The year of the report."""
        return self.period[1].year

    def fill(self, text: str, topic: str = "") -> str:
        """Puts the facts into the slots of a text of the form."""
        first, last = (f"{MONTHS[day.month - 1]} de {day.year}" for day in self.period)
        start = self.period[0].year
        return text.format(
            first=first, last=last, country=self.country, year=self.year,
            years=f"{start - 1}-{start}", topic=topic,
        )  # fmt: skip


class Front(Facts):
    """What stands before the first section and around every page."""

    stem: str
    subtitle: Text
    header: str
    footer: str = "www.Alliance87.org"
    intro: tuple[Text, ...]

    @property
    def title(self) -> str:
        """The name of the form."""
        return f"Informe de progreso anual de País Pionero {self.year}"


class Form(Strict):
    """The whole filled form."""

    report: Front
    sections: tuple[Section, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order of the form."""
        return tuple(chain.from_iterable(section.questions for section in self.sections))


def load_form(path: Path) -> Form:
    """Reads the form at ``path`` (TOML) and numbers its questions from 1."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    questions = chain.from_iterable(section["questions"] for section in raw["sections"])
    for number, question in enumerate(questions, start=1):
        question["number"] = number
    return Form.model_validate(raw)

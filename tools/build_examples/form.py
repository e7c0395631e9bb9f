"""The example form as data: what ``valdoria.toml`` holds, checked."""

from __future__ import annotations

import tomllib
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator


def fold(text: str) -> str:
    """Join the lines of ``text``, one space between words."""
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
        """Turn ``{kind: content}``, as the file has it, into the fields."""
        ((kind, content),) = raw.items()
        if kind == "table":
            return {"kind": kind, "rows": content}
        return {"kind": kind, "lines": [content] if isinstance(content, str) else content}


class Question(Strict):
    """A question of the form with what was ticked, written and what the check has to say."""

    number: int
    text: Text
    required: bool = False
    hint: Text = ""
    notes: tuple[Text, ...] = ()
    options: tuple[Text, ...] = ()
    ticked: tuple[Text, ...] = ()
    boxes: Boxes = "lines"
    comments: Text = ""
    control: Control | None = None
    answer: tuple[Block, ...] = ()
    verdict: Literal["results", "process_only", "no_action", "empty"]
    findings: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _agree(self) -> Question:
        """Refuse a tick on an option that the question does not have."""
        if not set(self.ticked) <= set(self.options):
            message = f"question {self.number} ticks an unknown option"
            raise ValueError(message)
        return self

    @property
    def prompt(self) -> str:
        """The question as printed: number, wording, mark of a required one, hint."""
        mark = "*" if self.required else ""
        return " ".join(filter(None, (f"{self.number}.", self.text, mark, self.hint)))

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


class Front(Strict):
    """What stands before the first section and around every page."""

    stem: str
    country: str
    year: int
    period: tuple[date, date]
    title: Text
    subtitle: Text
    header: str
    footer: str
    placeholder: Text
    thanks: Text
    intro: tuple[Text, ...]


class Form(Strict):
    """The whole filled form."""

    report: Front
    sections: tuple[Section, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order of the form."""
        return tuple(chain.from_iterable(section.questions for section in self.sections))


def load_form(path: Path) -> Form:
    """Read the form at ``path`` (TOML) and number its questions from 1."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    questions = chain.from_iterable(section["questions"] for section in raw["sections"])
    for number, question in enumerate(questions, start=1):
        question["number"] = number
    return Form.model_validate(raw)

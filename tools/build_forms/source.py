"""A form of the findings set as its author wrote it: what was answered, and what is wrong there."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import model_validator

from form import Boxes, Control, Facts, Strict, Text, fold


class Label(Strict):
    """A finding, or what looks like one, written ``CODE@other: words``.

    Attributes:
        code: of the rule.
        words: what it stands on, or None for the whole answer.
        other: number of the other question, of two that tell the same.
    """

    code: str
    words: str | None = None
    other: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _unpack(cls, raw: str) -> dict[str, str | None]:
        head, _, words = raw.partition(":")
        code, _, other = head.partition("@")
        return {"code": code, "words": fold(words) or None, "other": other or None}


class Answered(Strict):
    """What was ticked and written under one question, and its labels.

    Attributes:
        to: id of the question in the template; repeated ones take their topics in order.
        ticked: how the labels of the ticked options begin.
        after: what was written on the line of the last option.
        wording: the question in other words than the template's.
        text: the answer: paragraphs, ``- `` and ``1. `` lists and ``|`` tables between empty lines.
        expected: the findings of this answer, all of them.
        near: what looks like a finding and is none.
    """

    to: str
    ticked: tuple[str, ...] = ()
    after: Text = ""
    wording: Text = ""
    boxes: Boxes = "lines"
    control: Control = "block"
    text: str = ""
    expected: tuple[Label, ...] = ()
    near: tuple[Label, ...] = ()


class Source(Facts):
    """One filled form.

    Attributes:
        code: of the country, ISO 3166.
        style: how it is written and how well, for the reader of the source.
        priorities: of the roadmap.
        next_steps: of the year before; a first report has none.
        missing: ids of the questions that were cut from the form.
        codes: the codes it is labelled for: those of before the new ones ("v1"), or all ("v2").
        previous: name of the form that stands for last year's report.
        expected: the findings of the form as a whole, in the words of last year's report.
        near: what looks like one of them and is none.
        answers: in the order of the form.
    """

    code: str
    style: Text
    priorities: tuple[Text, ...]
    next_steps: tuple[Text, ...] = ()
    missing: tuple[str, ...] = ()
    codes: Literal["v1", "v2"] = "v1"
    previous: str = ""
    expected: tuple[Label, ...] = ()
    near: tuple[Label, ...] = ()
    answers: tuple[Answered, ...]

    @property
    def seeming(self) -> tuple[str, ...]:
        """The questions that only seem to be missing: reworded, or not for a first report."""
        reworded = tuple(answered.to for answered in self.answers if answered.wording)
        return reworded if self.next_steps else (*reworded, "next_step_status")


def load_source(path: Path) -> Source:
    """Reads the form at ``path`` (TOML)."""
    return Source.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))

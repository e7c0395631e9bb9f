"""A question as asked in a document, and the options that are typed under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from meta87.form.options import MARK, TypedOption, leading_option, option_sentence, typed_options
from meta87.form.report import Choice
from meta87.form.short_options import short_options
from meta87.form.template import SLOT, Question
from meta87.reading.document import Block

LEAD = re.compile(r"[^\W\d_][^.:;?!]{2,24}:\s+(?=\S)")


@dataclass(slots=True)
class QuestionDraft:
    """A question as asked in the document, with what was placed under it."""

    number: str
    question: Question
    wording: str
    topic: str
    starred: bool
    choices: list[Choice] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    has_boxes: bool = False
    topic_number: int | None = None  # of the priority or step that the document numbers

    @classmethod
    def of(cls, question: Question, number: str = "") -> QuestionDraft:
        """Returns a question that the document does not ask in words."""
        return cls(number, question, SLOT.sub("…", question.wording), question.topic, starred=False)

    @property
    def may_tick(self) -> bool:
        """Whether its options are listed, without boxes, and none is ticked."""
        listed = len(self.choices) > 1 and not self.has_boxes
        return listed and not any(choice.checked for choice in self.choices)

    def choose(self, label: str, *, checked: bool) -> None:
        """Adds an option, or ticks it where it is known."""
        known = [n for n, choice in enumerate(self.choices) if choice.label == label]
        if not known:
            self.choices.append(Choice(label, checked))
        elif checked:
            self.choices[known[-1]] = Choice(label, checked)

    def resolve_choices(self) -> None:
        """Ticks the options that are written, without boxes, or that begin the answer."""
        labels = self.question.choices
        if not self.choices and self.blocks:
            label = leading_option(labels, self.blocks[0].text)
            self.choices = [Choice(label, checked=True)] if label else []
        elif not self.has_boxes and not any(choice.checked for choice in self.choices):
            few = len(self.choices) < (len(labels) if self.question.several else 2)
            self.choices = [Choice(choice.label, checked=few) for choice in self.choices]


def options_typed(
    draft: QuestionDraft, block: Block, synonyms: Sequence[str], *, marks_after: bool
) -> list[TypedOption]:
    """Returns the options that a text consists of or begins with, where they may be typed.

    A word that says that they follow may stand before them: "Estado: En curso". Where all were
    listed and none is ticked, the one that is named again is.
    """
    labels = draft.question.choices
    if draft.blocks or not labels:
        return []
    options: Sequence[TypedOption]
    lead = LEAD.match(block.text)
    for start in (0, lead.end()) if lead else (0,):
        text = block.text[start:]
        may_begin = not (draft.choices or draft.question.several)
        if may_begin and (option := option_sentence(labels, text)):
            return [replace(option, end=option.end + start)]
        mark = f"{block.marker} " if MARK.fullmatch(block.marker) else ""
        options = typed_options(labels, mark + text, marks_after=marks_after)
        options = options or short_options(labels, mark + text, synonyms)
        known = {choice.label for choice in draft.choices}
        if options and (draft.may_tick or not any(option.label in known for option in options)):
            return [replace(option, end=option.end + start - len(mark)) for option in options]
    return []

"""The one order in which every format lays out the form."""

from __future__ import annotations

from abc import ABC, abstractmethod

from form import THANKS, Form, Question


class Writer(ABC):
    """What a format has to know how to write."""

    @abstractmethod
    def text(self, text: str, style: str) -> None:
        """Writes a paragraph of the form: a title, heading, text, note or prompt."""

    @abstractmethod
    def options(self, question: Question) -> None:
        """Writes the boxes of a closed question."""

    @abstractmethod
    def answer(self, question: Question) -> None:
        """Writes the answer, or the space left for it."""

    def compose(self, form: Form) -> None:
        """Writes ``form`` from its title to its thanks."""
        self.text(form.report.country, "title")
        self.text(form.report.title, "heading")
        for text in (form.report.subtitle, *form.report.intro):
            self.text(text, "text")
        for section in form.sections:
            self.text(section.heading, "heading")
            for text in section.intro:
                self.text(text, "text")
            for note in section.notes:
                self.text(note, "note")
            for question in section.questions:
                self._question(question)
        self.text(THANKS, "text")

    def _question(self, question: Question) -> None:
        self.text(question.prompt, "prompt")
        for note in question.notes:
            self.text(note, "note")
        if question.options:
            self.options(question)
        if question.comments:
            self.text(question.comments, "text")
        if question.control:
            self.answer(question)

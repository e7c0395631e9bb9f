"""The one order in which every format lays out the form."""

from __future__ import annotations

from typing import Protocol

from form import Form, Question, Section


class Writer(Protocol):
    """What a format has to know how to write."""

    def title(self, text: str) -> None:
        """Write the name of the country."""

    def heading(self, text: str) -> None:
        """Write a heading."""

    def text(self, text: str) -> None:
        """Write a paragraph of the form."""

    def note(self, text: str) -> None:
        """Write a note of the form."""

    def prompt(self, text: str) -> None:
        """Write a question."""

    def options(self, question: Question) -> None:
        """Write the boxes of a closed question."""

    def answer(self, question: Question) -> None:
        """Write what was answered, or the room left for it."""


def compose(form: Form, writer: Writer) -> None:
    """Write ``form`` from its title to its thanks."""
    writer.title(form.report.country)
    writer.heading(form.report.title)
    for text in (form.report.subtitle, *form.report.intro):
        writer.text(text)
    for section in form.sections:
        _compose_section(section, writer)
    writer.text(form.report.thanks)


def _compose_section(section: Section, writer: Writer) -> None:
    writer.heading(section.heading)
    for text in section.intro:
        writer.text(text)
    for note in section.notes:
        writer.note(note)
    for question in section.questions:
        _compose_question(question, writer)


def _compose_question(question: Question, writer: Writer) -> None:
    writer.prompt(question.prompt)
    for note in question.notes:
        writer.note(note)
    if question.options:
        writer.options(question)
    if question.comments:
        writer.text(question.comments)
    if question.control:
        writer.answer(question)

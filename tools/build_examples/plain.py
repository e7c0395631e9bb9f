"""The form as plain text and as the Markdown that PDF converters write."""

from __future__ import annotations

from typing import ClassVar

from inline import marked
from layout import Writer

from form import PLACEHOLDER, Block, Form, Question


class PlainText(Writer):
    """Plain text as a word processor saves it: a paragraph a line, cells between tabs."""

    heads: ClassVar[dict[str, str]] = {"title": "", "heading": "\n"}
    marks: ClassVar[dict[str, str]] = {}
    bullets: ClassVar[dict[str, str]] = {"bullets": "• ", "subbullets": "  ◦ "}
    boxes: ClassVar[dict[bool, str]] = {True: "☒ ", False: "☐ "}
    between_boxes = "   "
    before_box = ""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def text(self, text: str, style: str) -> None:
        """Writes a paragraph and an empty line."""
        self.lines += [self.heads.get(style, "") + marked(text, self.marks), ""]

    def options(self, question: Question) -> None:
        """Writes the boxes, all on one line or one per line."""
        boxes = [f"{self.boxes[ticked]}{label}" for label, ticked in question.choices]
        if question.boxes == "row":
            self.lines += [self.between_boxes.join(boxes), ""]
        else:
            self.lines += [*(f"{self.before_box}{box}" for box in boxes), ""]

    def answer(self, question: Question) -> None:
        """Writes the answer block by block."""
        for block in question.answer:
            for bullet, line in block.items(self.bullets):
                self.lines.append(bullet + marked(line, self.marks))
            self.lines += [*self.table(block), ""]
        if question.control == "placeholder":
            self.text(PLACEHOLDER, "placeholder")

    def table(self, block: Block) -> list[str]:
        """Returns the lines of a table; none for another block."""
        return ["\t".join(row) for row in block.rows]


class Markdown(PlainText):
    """Markdown with the habits of PDF converters: pages broken in a sentence, boxes glued."""

    heads: ClassVar[dict[str, str]] = {"title": "# ", "heading": "\n## "}
    marks: ClassVar[dict[str, str]] = {"bold": "**{0}**", "page": "\n\n\n\n"}
    bullets: ClassVar[dict[str, str]] = {"bullets": "- ", "subbullets": "  - "}
    boxes: ClassVar[dict[bool, str]] = {True: "⊠", False: "□ "}
    between_boxes = " "
    before_box = "\t"

    def table(self, block: Block) -> list[str]:
        """Returns the lines of a table with the rule below its heading."""
        rows = [f"| {' | '.join(row)} |" for row in block.rows]
        rule = [f"| {' | '.join('---' for _ in row)} |" for row in block.rows[:1]]
        return [*rows[:1], *rule, *rows[1:]]


def write_text(form: Form) -> str:
    """Returns the form as plain text."""
    return _written(form, PlainText())


def write_markdown(form: Form) -> str:
    """Returns the form as Markdown."""
    return _written(form, Markdown())


def _written(form: Form, writer: PlainText) -> str:
    writer.compose(form)
    return "\n".join(writer.lines).strip() + "\n"

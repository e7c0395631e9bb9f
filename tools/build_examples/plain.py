"""The form as plain text and as the Markdown that PDF converters write."""

from __future__ import annotations

from form import Block, Form, Question
from inline import Run, bare, parse_runs
from layout import compose

INDENT = "  "


class PlainText:
    """Plain text as a word processor saves it: a paragraph a line, cells between tabs."""

    def __init__(self, placeholder: str) -> None:
        """Start an empty text; ``placeholder`` is the prompt of an untouched control."""
        self.placeholder = placeholder
        self.lines: list[str] = []

    def title(self, text: str) -> None:
        """Write the name of the country."""
        self.text(text)

    def heading(self, text: str) -> None:
        """Write a heading between empty lines."""
        self.lines += ["", text, ""]

    def text(self, text: str) -> None:
        """Write a paragraph."""
        self.lines += [bare(text), ""]

    def note(self, text: str) -> None:
        """Write a note."""
        self.text(text)

    def prompt(self, text: str) -> None:
        """Write a question."""
        self.text(text)

    def options(self, question: Question) -> None:
        """Write the boxes, all on one line or one a line."""
        boxes = [f"{'☒' if ticked else '☐'} {label}" for label, ticked in question.choices]
        self.lines += ["   ".join(boxes)] if question.boxes == "row" else boxes
        self.lines.append("")

    def answer(self, question: Question) -> None:
        """Write the answer block by block."""
        for block in question.answer:
            self.lines += [*self._block(block), ""]
        if question.control == "placeholder":
            self.text(self.placeholder)

    def _block(self, block: Block) -> list[str]:
        lines = [bare(line) for line in block.lines]
        match block.kind:
            case "table":
                return ["\t".join(row) for row in block.rows]
            case "bullets":
                return [f"• {line}" for line in lines]
            case "subbullets":
                return [f"{INDENT}◦ {line}" for line in lines]
            case "numbers":
                return [f"{number}. {line}" for number, line in enumerate(lines, start=1)]
            case _:
                return lines


class Markdown(PlainText):
    """Markdown with the habits of PDF converters: pages broken in a sentence, boxes glued."""

    def title(self, text: str) -> None:
        """Write the name of the country."""
        self.lines += [f"# {text}", ""]

    def heading(self, text: str) -> None:
        """Write a heading."""
        self.lines += ["", f"## {text}", ""]

    def text(self, text: str) -> None:
        """Write a paragraph with its bold words."""
        self.lines += [_marked(text), ""]

    def options(self, question: Question) -> None:
        """Write the boxes: a row on one line, the others indented, the ticked one glued."""
        boxes = [f"{'⊠' if ticked else '□ '}{label}" for label, ticked in question.choices]
        self.lines += [" ".join(boxes)] if question.boxes == "row" else [f"\t{b}" for b in boxes]
        self.lines.append("")

    def _block(self, block: Block) -> list[str]:
        lines = [_marked(line) for line in block.lines]
        match block.kind:
            case "table":
                head, *rows = block.rows
                return [_piped(head), _piped(("---",) * len(head)), *map(_piped, rows)]
            case "bullets":
                return [f"- {line}" for line in lines]
            case "subbullets":
                return [f"{INDENT}- {line}" for line in lines]
            case "numbers":
                return [f"{number}. {line}" for number, line in enumerate(lines, start=1)]
            case _:
                return lines


def write_text(form: Form) -> str:
    """Give the form as plain text."""
    return _written(form, PlainText(form.report.placeholder))


def write_markdown(form: Form) -> str:
    """Give the form as Markdown."""
    return _written(form, Markdown(form.report.placeholder))


def _written(form: Form, writer: PlainText) -> str:
    compose(form, writer)
    return "\n".join(writer.lines).strip() + "\n"


def _piped(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _marked(text: str) -> str:
    return "".join(_marked_run(run) for run in parse_runs(text))


def _marked_run(run: Run) -> str:
    match run.style:
        case "bold":
            return f"**{run.text}**"
        case "deleted":
            return ""
        case "page":
            return "\n\n\n\n"
        case _:
            return run.text

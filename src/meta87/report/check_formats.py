"""The formats of a checked report, as ``meta87 check --format`` takes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from meta87.rules.checked import CheckedReport

DEFAULT = "text"
WORD = (".docx", ".docm")  # the endings of files that can be commented


@dataclass(frozen=True, slots=True)
class View:
    """How a checked report is shown."""

    lang: str = "es"  # of the sentences, or ``en``
    path: Path | None = None  # of the file that was checked
    colour: bool = False  # whether a terminal shows colours
    width: int = 100  # of the terminal, in columns
    data: bytes | None = None  # the file's bytes, where they are in memory


@dataclass(frozen=True, slots=True)
class Format:
    """A format of a checked report."""

    name: str  # for ``--format``, the same in every language
    module: str  # of this package, whose ``function`` returns the text or the bytes
    suffix: str = ""  # the extension of an ``--out`` file that chooses the format
    binary: bool = False  # whether it must go to a file
    function: str = "render"  # of a checked report and a `View`

    def render(self, checked: CheckedReport, view: View) -> str | bytes:
        """Renders a checked report in this format.

        Raises:
            meta87.errors.Meta87Error: the format cannot show this report.
        """
        module = import_module(f"meta87.report.{self.module}")
        content: str | bytes = getattr(module, self.function)(checked, view)
        return content


FORMATS = {
    each.name: each
    for each in (
        Format("text", "check_terminal", ".txt"),
        Format("json", "check_json", ".json"),
        Format("jsonl", "check_json", ".jsonl", function="render_lines"),
        Format("csv", "check_tables", ".csv", function="render_csv"),
        Format("csv-semicolon", "check_tables", function="render_semicolon"),
        Format("xlsx", "check_tables", ".xlsx", True, "render_xlsx"),
        Format("html", "check_html", ".html"),
        Format("docx", "check_docx", ".docx", binary=True),
    )
}


def of_file(path: Path) -> Format | None:
    """Returns the format that the extension of a file determines, or None."""
    return next((f for f in FORMATS.values() if f.suffix == path.suffix.lower()), None)


def suffixes() -> Iterator[str]:
    """Yields the file extensions that determine a format."""
    return (each.suffix for each in FORMATS.values() if each.suffix)

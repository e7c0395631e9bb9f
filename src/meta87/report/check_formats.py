"""The formats of a checked report: one table, which ``meta87 check --format`` reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from meta87.rules.checked import CheckedReport

DEFAULT = "text"


@dataclass(frozen=True, slots=True)
class View:
    """What a format may need beside the checked report.

    Attributes:
        lang: of the sentences, ``es`` or ``en``.
        path: the file that was checked.
        colour: whether a terminal shows colours.
        width: of the terminal, in columns.
        data: the file's bytes, where they are in memory.
    """

    lang: str = "es"
    path: Path | None = None
    colour: bool = False
    width: int = 100
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """A way to show a checked report.

    Attributes:
        name: as ``--format`` takes it; ids are the same in every language.
        module: of this package; its ``function`` makes the text or the bytes.
        suffix: ending of an ``--out`` file that chooses the format, or "".
        binary: whether it must go to a file.
    """

    name: str
    module: str
    suffix: str = ""
    binary: bool = False
    function: str = "render"

    def render(self, checked: CheckedReport, view: View) -> str | bytes:
        """Renders a checked report in this format.

        Raises:
            meta87.errors.Meta87Error: the format cannot show this report.
        """
        module = import_module(f"meta87.report.{self.module}")
        made: str | bytes = getattr(module, self.function)(checked, view)
        return made


FORMATS = {
    each.name: each
    for each in (
        Format("text", "check_terminal", ".txt"),
        Format("json", "check_json", ".json"),
        Format("jsonl", "check_jsonl", ".jsonl"),
        Format("csv", "check_csv", ".csv"),
        Format("csv-semicolon", "check_csv", function="render_semicolon"),
        Format("xlsx", "check_xlsx", ".xlsx", binary=True),
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

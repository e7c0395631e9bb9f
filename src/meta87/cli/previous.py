"""The earlier file that a report is compared with: last year's report, or an earlier draft."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from meta87.cli.exit_codes import UNREADABLE
from meta87.cli.language import current
from meta87.cli.output import print_line, print_message
from meta87.errors import InputError
from meta87.report.error_texts import sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from meta87.form.report import Report
    from meta87.rules.checked import CheckedReport
    from meta87.rules.previous.relation import Relation

PREVIOUS_IS = {"draft": "draft", "report": "report", "borrador": "draft", "informe": "report"}


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier file.

    Attributes:
        path: Its path.
        folder: Name of the folder beside the report that it was found in, or "".
        relation: What the user says that it is, or None.
    """

    path: Path
    folder: str = ""
    relation: Relation | None = None


def earlier(report: Path, path: Path | None, relation: str | None) -> Earlier | None:
    """Returns the file to compare a report with, or None.

    By default it is the only one in a folder ``previous`` or ``anterior`` beside the report; of
    several none is, and the user is told so.

    Args:
        report: The report.
        path: The file that the user names, or a folder with one; None where none is named.
        relation: What the user says that it is: ``draft`` or ``report``; None to find out.
    """
    from meta87.rules.previous.relation import FOLDERS, Relation, reports_in

    said = Relation(relation) if relation else None
    if path and not path.is_dir():
        return Earlier(path, "", said)
    for folder in [path] if path else [report.parent / name for name in FOLDERS]:
        found = reports_in(folder)
        if len(found) > 1:
            print_message("ui.previous.several", folder=folder.name, count=len(found))
        elif found:
            return Earlier(found[0], "" if path else folder.name, said)
        elif path:
            return Earlier(path, "", said)  # is told to be a folder
    return None


def opened(found: Earlier, read: Callable[[Path], Report]) -> Report | None:
    """Returns the earlier report, or None where it cannot be read, which the user is told."""
    try:
        return read(found.path)
    except InputError as error:
        print_line(sentence(error, current()))
        return None


def print_compared(checked: CheckedReport) -> None:
    """Prints to standard error what a report was compared with, and how drafts differ."""
    from meta87.report.previous import compared

    for line in compared(checked, current()):
        print_line(line)


def print_hints(checked: CheckedReport, *, only_new: bool) -> None:
    """Prints to standard error which options would help.

    Args:
        checked: The report.
        only_new: Whether only new findings were to be shown.
    """
    from meta87.rules.previous.relation import Relation

    found = checked.compared
    if found and found.related.relation is Relation.UNCLEAR:
        print_message("ui.previous.say-which")
    if only_new and not (found and found.is_of_drafts):
        print_message("ui.previous.nothing-new")


def exit_code(checked: CheckedReport) -> int:
    """Returns the exit code of a check without findings: an earlier file may be unreadable."""
    from meta87.rules.previous.relation import Relation

    found = checked.compared
    return UNREADABLE if found and found.related.relation is Relation.UNREAD else 0

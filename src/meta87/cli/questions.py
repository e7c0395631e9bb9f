"""``meta87 questions``: how a questionnaire was parsed, and the text that matches no question."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from meta87.cli import options
from meta87.cli.language import current
from meta87.cli.options import option
from meta87.cli.output import (
    print_message,
    print_unread_pages,
    require_distinct_paths,
    terminal_view,
    write,
)
from meta87.errors import UsageError

if TYPE_CHECKING:
    from meta87.form.fix import Fix
    from meta87.form.report import Report


def questions(
    file: options.ReportArgument,
    format: options.FormatOption = "text",
    out: options.OutOption = None,
    template: options.TemplateOption = None,
    fix: options.FixOption = None,
    write_fix: Annotated[bool, option("--write-fix", help="questions.write_fix")] = False,
) -> None:
    """Shows how a questionnaire was parsed."""
    from meta87.form.fix import Fix
    from meta87.form.fix_file import beside, load
    from meta87.form.template import load_template
    from meta87.guarded.process import read_guarded
    from meta87.report import questions_json, questions_terminal

    if write_fix and (out or format != "text"):
        raise UsageError("write-fix-alone")
    require_distinct_paths(out, file)
    known = load_template(template) if template else None
    place = fix or beside(file)
    is_read = place.is_file() or (fix and not write_fix)
    said = load(place) if is_read else Fix() if write_fix else None
    reading = read_guarded(file, known, fix=said)
    report = reading.report
    print_unread_pages(report)
    if write_fix:
        _write_fix(place, report, said)
        return
    if format == "json":
        write(questions_json.render(report, reading.document.running), out)
    else:
        colour, width = terminal_view(out)
        page = questions_terminal.render(report, current(), colour=colour, width=width)
        write(page, out, colour=colour)


def _write_fix(place: Path, report: Report, said: Fix | None) -> None:
    """Writes the file in which a person says which text answers which question."""
    from meta87.form.fix import MAX_TEXTS
    from meta87.form.fix_file import save
    from meta87.report.fix_proposal import proposal

    made = proposal(report, said, current())
    save(place, made.fix, made.notes, made.head)
    print_message("ui.written", path=place)
    if made.left:
        print_message("ui.fix.left", count=made.left, file=place.name, limit=MAX_TEXTS)

"""``meta87 questions``: how a questionnaire was parsed, and the text that matches no question."""

from __future__ import annotations

from meta87.cli.language import current
from meta87.cli.options import FormatOption, OutOption, ReportArgument, TemplateOption
from meta87.cli.output import print_unread_pages, require_distinct_paths, terminal_view, write


def questions(
    file: ReportArgument,
    format: FormatOption = "text",
    out: OutOption = None,
    template: TemplateOption = None,
) -> None:
    """Shows how a questionnaire was parsed."""
    from meta87.form.template import load_template
    from meta87.guarded.process import read_guarded
    from meta87.report import questions_json, questions_terminal

    require_distinct_paths(out, file)
    known = load_template(template) if template else None
    reading = read_guarded(file, known)
    report = reading.report
    print_unread_pages(report)
    if format == "json":
        write(questions_json.render(report, reading.document.running), out)
    else:
        colour, width = terminal_view(out)
        page = questions_terminal.render(report, current(), colour=colour, width=width)
        write(page, out, colour=colour)

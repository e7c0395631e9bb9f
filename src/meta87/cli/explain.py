"""``meta87 explain``: one answer passage by passage, and the outcome of each rule."""

from __future__ import annotations

from typing import Annotated

from meta87.cli import options
from meta87.cli.check_report import check_report, settings_for
from meta87.cli.language import current
from meta87.cli.options import option, schema_option
from meta87.cli.output import require_distinct_paths, write
from meta87.errors import UsageError


def explain(
    file: options.ReportArgument,
    question: Annotated[str, option("--question", "-q", help="explain.question")],
    format: options.FormatOption = "text",
    every_rule: Annotated[bool, option("--all-rules", help="explain.all-rules")] = False,
    out: options.OutOption = None,
    model: options.ModelOption = None,
    profile: options.ProfileOption = "default",
    template: options.TemplateOption = None,
    period: options.PeriodOption = None,
    schema: Annotated[bool, schema_option("explanation")] = False,  # noqa: ARG001  its callback acts
) -> None:
    """Explains one answer."""
    from meta87.report.explanation import as_json, as_text

    require_distinct_paths(out, file)
    found = settings_for(file, period=period, template=template)
    checked = check_report(file, found, model, profile)
    answers = {answer.answer.question: answer for answer in checked.tagged.answers}
    if question not in answers:
        raise UsageError("question-unknown", question=question, known=", ".join(answers))
    answer, rules = answers[question], found.settings.rules
    if format == "json":
        page = as_json(answer, checked, rules, current())
    else:
        page = as_text(answer, checked, rules, current(), every_rule=every_rule)
    write(page, out)

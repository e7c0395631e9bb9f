"""``meta87 explain``: one answer passage by passage, and what each rule said of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from meta87.cli.checked import check_with
from meta87.cli.help import Command
from meta87.cli.language import current
from meta87.cli.options import (
    LangOption,
    ModelOption,
    OutOption,
    PeriodOption,
    Profile,
    ProfileOption,
    TemplateOption,
    require_apart,
    schema_option,
    told,
    write,
)
from meta87.cli.settings import ReportArgument, settings_for
from meta87.errors import UsageError


class Format(StrEnum):
    """How the explanation is shown."""

    TEXT = "text"
    JSON = "json"


SchemaOption = Annotated[bool, schema_option("explanation_json")]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("explain", cls=Command, help=told("explain.help"))(command)


def command(
    file: ReportArgument,
    question: Annotated[
        str, typer.Option("--question", "-q", help=told("explain.question"), show_default=False)
    ],
    format: Annotated[
        Format, typer.Option("--format", "-f", help=told("explain.format"))
    ] = Format.TEXT,
    every_rule: Annotated[
        bool, typer.Option("--all-rules", help=told("explain.all-rules"))
    ] = False,
    out: OutOption = None,
    model: ModelOption = None,
    profile: ProfileOption = Profile.DEFAULT,
    template: TemplateOption = None,
    period: PeriodOption = None,
    schema: SchemaOption = False,  # noqa: ARG001  done before anything else
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Explains one answer."""
    from meta87.report import explanation, explanation_json  # noqa: PLC0415

    require_apart(out, file)
    settings = settings_for(file, period=period, template=template).settings
    checked = check_with(file, settings, model, profile)
    answers = {answer.answer.question: answer for answer in checked.tagged.answers}
    if question not in answers:
        raise UsageError("question-unknown", question=question, known=", ".join(answers))
    answer, rules = answers[question], settings.rules
    if format is Format.JSON:
        page = explanation_json.render(answer, checked, rules, current())
    else:
        page = explanation.render(answer, checked, rules, current(), every_rule=every_rule)
    write(page, out)

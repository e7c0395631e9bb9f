"""``meta87 check`` and ``explain``: a report by the rules, and how they decide on an answer."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meta87.cli import FINDINGS, UNREADABLE, options
from meta87.cli.check_report import PREVIOUS_IS, check_report, earlier, settings_for
from meta87.cli.language import current
from meta87.cli.options import option, schema_option
from meta87.cli.output import (
    machine_text,
    print_lines,
    require_distinct_paths,
    terminal_view,
    write,
)
from meta87.config.levels import LEVELS, NEVER, severities_by_word
from meta87.errors import UsageError
from meta87.messages import text
from meta87.report.check_formats import DEFAULT, FORMATS, Format, View, of_file, suffixes

if TYPE_CHECKING:
    from meta87.rules.checked import CheckedReport

FormatName = StrEnum("FormatName", [(name.upper(), name) for name in FORMATS])  # type: ignore[misc]
Level = StrEnum(  # type: ignore[misc]
    "Level", [(word.upper(), word) for word in severities_by_word(LEVELS)]
)
FailOn = StrEnum(  # type: ignore[misc]
    "FailOn", [(word.upper(), word) for word in severities_by_word([*LEVELS, NEVER])]
)
PreviousIs = StrEnum("PreviousIs", [(word.upper(), word) for word in PREVIOUS_IS])  # type: ignore[misc]


def check(
    file: options.ReportArgument,
    format: Annotated[FormatName | None, option("--format", "-f", help="check.format")] = None,
    out: options.OutOption = None,
    fail_on: Annotated[FailOn | None, option(help="check.fail_on", case_sensitive=False)] = None,
    min_level: Annotated[Level | None, option(help="check.min_level", case_sensitive=False)] = None,
    select: options.SelectOption = None,
    ignore: options.IgnoreOption = None,
    model: options.ModelOption = None,
    profile: options.ProfileOption = "default",
    template: options.TemplateOption = None,
    period: options.PeriodOption = None,
    previous: Annotated[Path | None, option("--previous", help="previous.file")] = None,
    previous_is: Annotated[
        PreviousIs | None, option("--previous-is", help="previous.is", case_sensitive=False)
    ] = None,
    only_new: Annotated[bool, option("--only-new", help="previous.only_new")] = False,
    fix: options.FixOption = None,
    schema: Annotated[bool, schema_option("check_json")] = False,  # noqa: ARG001  its callback acts
) -> None:
    """Checks one filled questionnaire."""
    from meta87.reading.read import file_bytes
    from meta87.rules.finding import Severity
    from meta87.rules.previous.relation import Relation

    require_distinct_paths(out, file, *filter(None, (previous,)))
    found = settings_for(
        file, fail_on=fail_on, min_level=min_level, select=select,
        ignore=ignore, period=period, template=template,
    )  # fmt: skip
    settings = found.settings
    chosen = _format(format or (None if out else settings.format), out)
    data = file_bytes(file)  # once, so that comments are put into what was checked
    before = earlier(file, previous, PREVIOUS_IS[previous_is] if previous_is else None)
    checked = check_report(file, found, model, profile, data, before, fix)
    folded = chosen.name == DEFAULT and found.origins["min_level"] == "default"
    shown = checked.shown_from(Severity.WARNING if folded else Severity(settings.min_level))
    if only_new:
        shown = shown.only_new()
    view = View(current(), file, *terminal_view(out), data)
    made = chosen.render(shown, view)
    if chosen.name != DEFAULT and isinstance(made, str):
        made = machine_text(made)
    write(made, out, colour=view.colour)
    print_lines(_notes(shown, is_page=chosen.name == DEFAULT, out=out, only_new=only_new))
    if settings.fail_on != NEVER and checked.reaches(Severity(settings.fail_on)):
        raise typer.Exit(FINDINGS)
    compared = checked.compared
    is_unread = compared and compared.related.relation is Relation.UNREAD
    raise typer.Exit(UNREADABLE if is_unread else 0)


def _notes(
    shown: CheckedReport, *, is_page: bool, out: Path | None, only_new: bool
) -> Iterator[str]:
    """Yields what is told beside the result.

    A page on the terminal says itself what was compared and what not reviewed, and ends with a
    summary.
    """
    from meta87.report.reservations import compared, unplaced, unrecognised, unreviewed
    from meta87.report.texts import disabled_rules, errors_first, totals
    from meta87.rules.previous.relation import Relation

    lang, found = current(), shown.compared
    if out or not is_page:
        yield from compared(shown, lang)
        yield from unplaced(shown, lang)
        yield from unrecognised(unreviewed(shown.tagged), lang)
        if shown.disabled:
            yield disabled_rules(shown.disabled, lang)
    if found and found.related.relation is Relation.UNCLEAR:
        yield text("ui.previous.say-which", lang)
    if only_new and not (found and found.is_of_drafts):
        yield text("ui.previous.nothing-new", lang)
    if out:
        yield from filter(None, (totals(shown, lang), errors_first(shown, lang)))


def _format(wanted: str | None, out: Path | None) -> Format:
    """Returns the format: as asked for, otherwise by the extension of the output file."""
    if wanted is None and out is not None:
        found = of_file(out)
        if found is None:
            raise UsageError("format-unknown", format=out.suffix, known=", ".join(suffixes()))
        return found
    chosen = FORMATS[wanted or DEFAULT]
    if chosen.binary and out is None:
        raise UsageError("out-needed", format=chosen.name)
    return chosen


def explain(
    file: options.ReportArgument,
    question: Annotated[str, option("--question", "-q", help="explain.question")],
    format: options.FormatOption = "text",
    out: options.OutOption = None,
    model: options.ModelOption = None,
    profile: options.ProfileOption = "default",
    template: options.TemplateOption = None,
    period: options.PeriodOption = None,
    schema: Annotated[bool, schema_option("explanation")] = False,  # noqa: ARG001  its callback acts
) -> None:
    """Explains one answer: its passages, and the outcome of each rule."""
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
        page = as_text(answer, checked, rules, current())
    write(page, out)

"""``meta87 check``: the answers that report only processes, and what each answer lacks."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meta87.cli import options
from meta87.cli.check_report import check_report, settings_for
from meta87.cli.exit_codes import FINDINGS
from meta87.cli.language import current
from meta87.cli.options import option, schema_option
from meta87.cli.output import (
    machine_text,
    print_line,
    require_distinct_paths,
    terminal_view,
    write,
)
from meta87.cli.previous import PREVIOUS_IS, earlier, exit_code, print_compared, print_hints
from meta87.config.levels import LEVELS, NEVER, severities_by_word
from meta87.errors import UsageError
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
    if out or chosen.name != DEFAULT:
        print_compared(shown)
        _print_reservations(shown)
    print_hints(shown, only_new=only_new)
    if out:
        _print_summary(shown)
    limit = None if settings.fail_on == NEVER else Severity(settings.fail_on)
    raise typer.Exit(FINDINGS if checked.reaches(limit) else exit_code(checked))


def _print_summary(checked: CheckedReport) -> None:
    """Prints the summary of a written file to standard error, as a terminal report ends."""
    from meta87.report.texts import errors_first, totals

    for line in filter(None, (totals(checked, current()), errors_first(checked, current()))):
        print_line(line)


def _print_reservations(checked: CheckedReport) -> None:
    """Prints to standard error what was not reviewed: tables have no place for it."""
    from meta87.report.reservations import unplaced, unrecognised, unreviewed
    from meta87.report.texts import disabled_rules

    found = unreviewed(checked.tagged)
    for line in (*unplaced(checked, current()), *unrecognised(found, current())):
        print_line(line)
    if checked.disabled:
        print_line(disabled_rules(checked.disabled, current()))


def _format(wanted: str | None, out: Path | None) -> Format:
    """Returns the format: as asked for, otherwise by the extension of the output file.

    Raises:
        UsageError: ``out-needed``, ``format-unknown``.
    """
    if wanted is None and out is not None:
        found = of_file(out)
        if found is None:
            raise UsageError("format-unknown", format=out.suffix, known=", ".join(suffixes()))
        return found
    chosen = FORMATS[wanted or DEFAULT]
    if chosen.binary and out is None:
        raise UsageError("out-needed", format=chosen.name)
    return chosen

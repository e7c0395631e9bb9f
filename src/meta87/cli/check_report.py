"""Reads, tags and checks one report, with the settings in force."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from meta87.cli.output import print_unread_pages
from meta87.cli.previous import opened
from meta87.errors import InputError, UsageError

if TYPE_CHECKING:
    from meta87.classify.tagged import TaggedReport
    from meta87.cli.previous import Earlier
    from meta87.config.files import SettingsInForce
    from meta87.rules.checked import CheckedReport
    from meta87.rules.finding import Rule

UNREAD = {".xlsx", ".xls", ".ods", ".csv", ".pptx", ".ppt", ".odp"}  # whatever they hold


def settings_for(file: Path, **flags: object) -> SettingsInForce:
    """Returns the settings in force for a report.

    Args:
        file: The report.
        flags: Values of the command line; None or empty where not given.

    Raises:
        UsageError: a setting, the period or the settings file is invalid.
    """
    from meta87.config.files import in_force

    if period := flags.get("period"):
        parse_period(str(period))
    lists = {key: tuple(value) for key, value in flags.items() if isinstance(value, list)}
    return in_force(file, **{**flags, **lists})


def check_report(
    path: Path,
    found: SettingsInForce,
    model: Path | None = None,
    profile: str = "default",
    data: bytes | None = None,
    before: Earlier | None = None,
    fix: Path | None = None,
) -> CheckedReport:
    """Checks a report.

    Args:
        path: The report.
        found: The settings in force.
        model: Folder of a trained model; the default one if None.
        profile: Profile of the model.
        data: Bytes of the report, where they have been read.
        before: What the report is compared with; the check goes on without a file that cannot be
            read.
        fix: File that says which text answers which question; that beside the report if None.

    Raises:
        meta87.errors.Meta87Error: the file, model or template cannot be read, or the file is not a
            filled questionnaire.
    """
    from meta87 import load_model
    from meta87.config.apply import apply
    from meta87.form.fix_file import load, load_beside
    from meta87.form.template import load_template
    from meta87.pipeline import Tagger, open_report
    from meta87.rules.checked import check

    settings = found.settings
    template = load_template(settings.template) if settings.template else None
    said = load(fix) if fix else load_beside(path)
    with ThreadPoolExecutor(1) as loading:  # while the reading process is busy with the file
        loaded = loading.submit(load_model, model, profile)
        report = open_report(path, template, data, said)
        previous = (
            opened(before, lambda each: open_report(each, template, fix=load_beside(each)))
            if before
            else None
        )
    if not report.template and (template is None or template.questions):
        suffix = path.suffix.lower()
        kind = "format-unsupported" if suffix in UNREAD else "form-not-found"
        raise InputError(kind, path=path, format=suffix)
    print_unread_pages(report)
    if settings.period:
        period = parse_period(settings.period)
        report = replace(report, period=period, year=period[1].year)
    tagger = Tagger(loaded.result())
    tagged = tagger.report(report)
    if not before:
        return apply(check(tagged, settings.rules), found, path)
    earlier = tagger.report(previous) if previous else None
    return apply(_compared(tagged, earlier, before, settings.rules), found, path)


def _compared(
    tagged: TaggedReport, earlier: TaggedReport | None, before: Earlier, rules: tuple[Rule, ...]
) -> CheckedReport:
    """Checks a tagged report against an earlier one, which is None if it could not be read."""
    from meta87.rules.checked import check, check_with_previous, unread

    if earlier is None:
        checked = unread(check(tagged, rules), before.path.name)
    else:
        checked = check_with_previous(tagged, earlier, rules, before.relation)
    return checked.found_in(before.folder)


def parse_period(value: str) -> tuple[date, date]:
    """Parses a period written ``2024-01:2024-12`` (first and last month).

    Raises:
        UsageError: ``period-invalid``.
    """
    from meta87.form.period import between_months

    days = between_months(value)
    if days is None:
        raise UsageError("period-invalid", period=value)
    return days

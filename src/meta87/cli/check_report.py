"""Reads, tags and checks one report with the settings in force, beside an earlier file if any."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from meta87.cli.language import current
from meta87.cli.output import print_lines, print_message, print_unread_pages
from meta87.errors import InputError, UsageError
from meta87.report.error_texts import sentence

if TYPE_CHECKING:
    from meta87.config.files import SettingsInForce
    from meta87.form.report import Report
    from meta87.form.template import Template
    from meta87.rules.checked import CheckedReport
    from meta87.rules.previous.relation import Relation

PREVIOUS_IS = {"draft": "draft", "report": "report", "borrador": "draft", "informe": "report"}
UNREAD = {".xlsx", ".xls", ".ods", ".csv", ".pptx", ".ppt", ".odp"}  # whatever they hold


@dataclass(frozen=True, slots=True)
class Earlier:
    """The file that a report is compared with: last year's report, or an earlier draft."""

    path: Path
    folder: str = ""  # name of the folder beside the report that it was found in, or ""
    relation: Relation | None = None  # what the user says that it is, or None


def settings_for(file: Path, **flags: object) -> SettingsInForce:
    """Returns the settings in force for a report, given what the command line says.

    Raises:
        UsageError: a setting, the period or the settings file is invalid.
    """
    from meta87.config.files import in_force

    if period := flags.get("period"):
        parse_period(str(period))
    lists = {key: tuple(value) for key, value in flags.items() if isinstance(value, list)}
    return in_force(file, **{**flags, **lists})


def earlier(report: Path, path: Path | None, relation: str | None) -> Earlier | None:
    """Returns the file to compare a report with, or None.

    That is the file that the user names, or the only one in a folder: the one that is named,
    otherwise ``previous`` or ``anterior`` beside the report. Of several none is, which is told.
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
        before: What the report is compared with; left out, and told, if it cannot be read.
        fix: File that says which text answers which question; that beside the report if None.

    Raises:
        meta87.errors.Meta87Error: a file cannot be read, or the report is no questionnaire.
    """
    from meta87 import load_model
    from meta87.config.apply import apply
    from meta87.form.fix_file import load, load_beside
    from meta87.form.template import load_template
    from meta87.pipeline import Tagger, open_report
    from meta87.rules.checked import check, check_with_previous, unread

    settings = found.settings
    template = load_template(settings.template) if settings.template else None
    said = load(fix) if fix else load_beside(path)
    with ThreadPoolExecutor(1) as loading:  # while the reading process is busy with the file
        loaded = loading.submit(load_model, model, profile)
        report = open_report(path, template, data, said)
        previous = _opened(before, template) if before else None
    if not report.template and (template is None or template.questions):
        suffix = path.suffix.lower()
        kind = "format-unsupported" if suffix in UNREAD else "form-not-found"
        raise InputError(kind, path=path, format=suffix)
    print_unread_pages(report)
    tagger = Tagger(loaded.result())
    tagged = tagger.report(_in_period(report, settings.period))
    there = {each.answer.question for each in tagged.answers}
    for question in sorted(settings.questions.keys() - there):
        print_message("ui.config.no-question", file=found.path, question=question)
    if not before:
        checked = check(tagged, settings.rules)
    elif previous:
        last = tagger.report(previous)
        checked = check_with_previous(tagged, last, settings.rules, before.relation)
    else:
        checked = unread(check(tagged, settings.rules), before.path.name)
    return apply(checked.found_in(before.folder) if before else checked, found, path)


def _in_period(report: Report, asked: str | None) -> Report:
    """Returns a report with the reference period that the user gives, if any."""
    if not asked:
        return report
    period = parse_period(asked)
    return replace(report, period=period, year=period[1].year)


def _opened(before: Earlier, template: Template | None) -> Report | None:
    """Returns the earlier report, or None where it cannot be read, which is told."""
    from meta87.form.fix_file import load_beside
    from meta87.pipeline import open_report

    try:
        return open_report(before.path, template, fix=load_beside(before.path))
    except InputError as error:
        print_lines([sentence(error, current())])
        return None


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

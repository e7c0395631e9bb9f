"""Checking a file, with the settings in force."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from meta87.cli.options import Profile, note_pictures, parse_period
from meta87.errors import InputError

if TYPE_CHECKING:
    from meta87.config.model import Settings
    from meta87.rules.checked import CheckedReport
    from meta87.rules.finding import Rule


def check_with(
    file: Path, settings: Settings, model: Path | None, profile: str = Profile.DEFAULT
) -> CheckedReport:
    """Checks a file with the settings in force."""
    from meta87.config.apply import apply  # noqa: PLC0415

    period = parse_period(settings.period)
    checked = check_file(
        file, model=model, profile=profile,
        template=settings.template, period=period, rules=settings.rules,
    )  # fmt: skip
    return apply(checked, settings)


def check_file(
    path: Path,
    *,
    model: Path | None = None,
    profile: str = Profile.DEFAULT,
    template: Path | None = None,
    period: tuple[date, date] | None = None,
    rules: tuple[Rule, ...] | None = None,
) -> CheckedReport:
    """Reads, tags and checks a file.

    Args:
        path: the report.
        model: folder of a trained model; the shipped one by default.
        profile: profile of the model.
        template: TOML file of another questionnaire.
        period: reference period, instead of the one that the form states.
        rules: those that are applied; all by default.

    Raises:
        meta87.errors.Meta87Error: the file, model or template cannot be read, or the file is no
            filled questionnaire.
    """
    from meta87 import load_model  # noqa: PLC0415
    from meta87.form.template import load_template  # noqa: PLC0415
    from meta87.pipeline import Tagger, open_report  # noqa: PLC0415
    from meta87.rules.checked import check  # noqa: PLC0415
    from meta87.rules.registry import RULES  # noqa: PLC0415

    form = load_template(template) if template else None
    with ThreadPoolExecutor(1) as loading:  # while the reading process is busy with the file
        loaded = loading.submit(load_model, model, profile)
        report = open_report(path, form)
    if not report.template:
        raise InputError("form-not-found", path=path)
    note_pictures(report)
    if period:
        report = replace(report, period=period, year=period[1].year)
    tagged = Tagger(loaded.result()).report(report)
    return check(tagged, RULES if rules is None else rules)

"""Applies settings to a checked report."""

from __future__ import annotations

import os.path
from dataclasses import replace
from itertools import filterfalse
from pathlib import Path

from meta87.config.files import SettingsInForce
from meta87.rules.checked import CheckedReport, DisabledRules
from meta87.rules.finding import Finding
from meta87.rules.registry import RULES


def apply(checked: CheckedReport, found: SettingsInForce, report: Path) -> CheckedReport:
    """Returns the report without the findings that the settings ignore in single questions.

    They are moved to ``suppressed``; ``disabled`` names the rules that the settings file disables.
    """

    def _applies(finding: Finding) -> bool:
        return not found.settings.ignores(finding.question, finding.rule.code)

    return replace(
        checked,
        findings=tuple(filter(_applies, checked.findings)),
        suppressed=tuple(filterfalse(_applies, checked.findings)),
        disabled=_disabled_by_file(found, report),
        compared=checked.compared and checked.compared.only(_applies),
    )


def _disabled_by_file(found: SettingsInForce, report: Path) -> DisabledRules | None:
    """Returns the rules that the settings file disables, not those that a command-line flag does.

    Args:
        found: The settings in force.
        report: The report; the file is named by its path from the report's folder.
    """
    if found.path is None:
        return None
    written = {key for key, origin in found.origins.items() if origin == "file"}
    settings = found.settings.model_copy(update=dict.fromkeys({"select", "ignore"} - written, ()))
    applied = {rule.code for rule in settings.rules}
    codes = tuple(rule.code for rule in RULES if rule.code not in applied)
    questions = {
        question: tuple(rule.code for rule in RULES if settings.ignores(question, rule.code))
        for question in settings.questions
    }
    questions = {question: ignored for question, ignored in questions.items() if ignored}
    if not codes and not questions:
        return None
    return DisabledRules(_from_folder_of(report, found.path), codes, questions)


def _from_folder_of(report: Path, path: Path) -> str:
    folder = report.absolute().parent
    is_reachable = folder.drive == path.drive  # on Windows
    return Path(os.path.relpath(path, folder) if is_reachable else path).as_posix()

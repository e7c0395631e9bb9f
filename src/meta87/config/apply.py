"""Applies settings to a checked report."""

from __future__ import annotations

import os.path
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from meta87.config.files import SettingsInForce
from meta87.rules.checked import CheckedReport, DisabledRules
from meta87.rules.finding import Finding
from meta87.rules.registry import RULES


def apply(checked: CheckedReport, found: SettingsInForce, report: Path) -> CheckedReport:
    """Returns the report without the findings that the settings ignore in single questions.

    They are moved to ``suppressed``; ``disabled`` names the rules that the settings file disables.
    """
    parts: dict[bool, list[Finding]] = {False: [], True: []}
    for finding in checked.findings:
        parts[found.settings.ignores(finding.question, finding.rule.code)].append(finding)
    return replace(
        checked,
        findings=tuple(parts[False]),
        suppressed=tuple(parts[True]),
        disabled=_disabled_by_file(found, report),
        compared=checked.compared and checked.compared.only(_applies(found)),
    )


def _applies(found: SettingsInForce) -> Callable[[Finding], bool]:
    """Returns whether the settings do not ignore a finding in its question."""
    return lambda finding: not found.settings.ignores(finding.question, finding.rule.code)


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

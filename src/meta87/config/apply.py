"""A checked report without what the settings ignore in single questions."""

from __future__ import annotations

from dataclasses import replace

from meta87.config.model import Settings
from meta87.rules.checked import CheckedReport
from meta87.rules.finding import Finding


def apply(checked: CheckedReport, settings: Settings) -> CheckedReport:
    """Returns the report with the findings that the settings ignore moved to ``suppressed``."""
    parts: dict[bool, list[Finding]] = {False: [], True: []}
    for finding in checked.findings:
        parts[settings.ignores(finding.question, finding.rule.code)].append(finding)
    return replace(checked, findings=tuple(parts[False]), suppressed=tuple(parts[True]))

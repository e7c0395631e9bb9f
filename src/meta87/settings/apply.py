"""A checked report without what the settings ignore in single questions."""

from __future__ import annotations

from dataclasses import replace

from meta87.checking import CheckedReport
from meta87.settings.model import Settings


def apply(checked: CheckedReport, settings: Settings) -> CheckedReport:
    """Returns the report with the findings that the settings ignore moved to ``suppressed``."""
    ignored = tuple(f for f in checked.findings if settings.ignores(f.question, f.rule.code))
    told = tuple(f for f in checked.findings if f not in ignored)
    return replace(checked, findings=told, suppressed=ignored)

"""Findings, verdicts and periods put into words, in the user's language."""

from __future__ import annotations

import calendar
from datetime import date

from meta87.messages import text
from meta87.questionnaire.period import MONTHS
from meta87.rules.finding import Finding
from meta87.tagged import TaggedReport


def message(finding: Finding, report: TaggedReport, lang: str) -> str:
    """Give the sentence that says what is wrong."""
    details = {"period": period(report.period, lang), **_details(finding, lang)}
    said = text(f"rules.{finding.rule.code}.message", lang, **details)
    return f"{said} {text('ui.doubtful', lang)}" if finding.hit.doubtful else said


def action(finding: Finding, lang: str) -> str:
    """Give the sentence that says what to do about it."""
    return text(f"rules.{finding.rule.code}.action", lang, **_details(finding, lang))


def _details(finding: Finding, lang: str) -> dict[str, str]:
    """Give the values that the texts of a finding may name."""
    details = {key: _resolved(value, lang) for key, value in finding.hit.details.items()}
    return {"quote": finding.quote, **details}


def period(days: tuple[date, date] | None, lang: str) -> str:
    """Give a period as months, or "" for none.

    >>> period((date(2024, 1, 1), date(2024, 12, 31)), "es")
    'enero de 2024 a diciembre de 2024'
    """
    if days is None:
        return ""
    joint = " a " if lang == "es" else " to "
    return joint.join(_month(day, lang) for day in days)


def _month(day: date, lang: str) -> str:
    if lang == "es":
        return f"{MONTHS[day.month - 1]} de {day.year}"
    return f"{calendar.month_name[day.month]} {day.year}"


def _resolved(value: str, lang: str) -> str:
    if not value.startswith("@"):
        return value
    return ", ".join(text(key.removeprefix("@"), lang) for key in value.split(","))

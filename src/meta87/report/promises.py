"""What the report of the period before promised and this one lacks, as one list."""

from __future__ import annotations

from meta87.messages import text
from meta87.report.texts import action, message_details
from meta87.rules.checked import CheckedReport
from meta87.rules.finding import Finding

PROMISED = {"PRE003": "step", "PRE006": "promise", "PRE005": "priority"}
DROPPED = "@ui.previous.dropped"


def promised(checked: CheckedReport) -> tuple[Finding, ...]:
    """Returns what the report before promised and this one lacks: steps, results, priorities."""
    found = (each for each in checked.findings if each.rule.code in PROMISED)
    return tuple(f for f in found if f.hit.details.get("now", DROPPED) == DROPPED)


def promises(checked: CheckedReport, lang: str) -> list[str]:
    """Returns a heading and a line for each thing that the report before promised, if any."""
    sentences = [
        text(
            f"ui.previous.{PROMISED[finding.rule.code]}",
            lang,
            action=action(finding, lang),
            **message_details(finding, lang),
        )
        for finding in promised(checked)
    ]
    return [text("ui.previous.promised", lang), *sentences] if sentences else []

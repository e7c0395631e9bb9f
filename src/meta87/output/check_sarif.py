"""The findings as SARIF 2.1.0, which code hosts and editors show.

Such programs want lines; a report that is no text file goes along written out
(`check_places`). Findings that are left out are told as suppressed or unchanged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from meta87 import __version__
from meta87.checking import CheckedReport, Suppressed
from meta87.messages import text
from meta87.output.check_formats import View
from meta87.output.check_places import Places
from meta87.output.texts import action, message, relative
from meta87.rules.finding import Finding, Rule, Severity

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "note"}


def render(checked: CheckedReport, view: View) -> str:
    """Give one run with its rules, the report and the findings."""
    places = Places(checked)
    found = [*checked.findings, *(left_out.finding for left_out in checked.suppressed)]
    rules = list({finding.rule.code: finding.rule for finding in found}.values())
    told = [_result(finding, rules, checked, places, view) for finding in found]
    for result, left_out in zip(told[len(checked.findings) :], checked.suppressed, strict=True):
        result.update(_left_out(left_out))
    run = {
        "tool": {"driver": _driver(rules, view.lang)},
        "language": "es" if view.lang == "es" else "en-US",
        "columnKind": "unicodeCodePoints",
        "artifacts": [_artifact(checked, places, view)],
        "results": told,
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _driver(rules: Iterable[Rule], lang: str) -> dict[str, Any]:
    described = [
        {
            "id": rule.code,
            "name": rule.name,
            "shortDescription": {"text": text(f"rules.{rule.code}.title", lang)},
            "fullDescription": {"text": text(f"rules.{rule.code}.source", lang)},
            "help": {"text": text(f"rules.{rule.code}.why", lang)},
            "defaultConfiguration": {"level": LEVELS[rule.severity]},
        }
        for rule in rules
    ]
    return {"name": "Meta87", "version": __version__, "rules": described}


def _artifact(checked: CheckedReport, places: Places, view: View) -> dict[str, Any]:
    artifact: dict[str, Any] = {"location": {"uri": relative(checked, view.path)}}
    return {**artifact, "contents": {"text": places.text}} if places.text else artifact


def _result(
    finding: Finding, rules: Sequence[Rule], checked: CheckedReport, places: Places, view: View
) -> dict[str, Any]:
    region = places.region(finding)
    said = f"{message(finding, checked.tagged, view.lang)} {action(finding, view.lang)}"
    place = {
        "physicalLocation": {
            "artifactLocation": {"uri": relative(checked, view.path), "index": 0},
            "region": {
                "startLine": region.line,
                "startColumn": region.column,
                "endLine": region.end_line,
                "endColumn": region.end_column,
            },
        },
        "logicalLocations": [{"name": finding.question or "-", "kind": "question"}],
    }
    return {
        "ruleId": finding.rule.code,
        "ruleIndex": [rule.code for rule in rules].index(finding.rule.code),
        "level": LEVELS[finding.severity],
        "message": {"text": said},
        "locations": [place],
        "partialFingerprints": {"meta87/v1": finding.fingerprint},
    }


def _left_out(left_out: Suppressed) -> dict[str, Any]:
    if left_out.why == "baseline":
        return {"baselineState": "unchanged"}
    return {"suppressions": [{"kind": "external", "justification": left_out.reason}]}

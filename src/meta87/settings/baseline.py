"""The baseline: findings that are known already, so that only new ones are told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from meta87.checking import CheckedReport, Suppressed
from meta87.errors import UsageError

NAME, SCHEMA = "meta87-base.json", 1

Entries = Mapping[str, Mapping[str, Any]]
"""Fingerprint → country, year, question, rule and words of a known finding."""


def beside(report: Path) -> Path:
    """Give the baseline of a report when none is named."""
    return report.parent / NAME


def load(path: Path) -> Entries:
    """Read a baseline.

    Raises:
        UsageError: ``baseline-unreadable``.
    """
    try:
        value = json.loads(path.read_text("utf8"))
        if value["schema"] != SCHEMA:
            raise ValueError(value["schema"])
        entries: Entries = dict(value["findings"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError("baseline-unreadable", path=path) from error
    return entries


def dump(entries: Entries) -> str:
    """Write a baseline, in an order that does not change."""
    value = {"schema": SCHEMA, "findings": dict(sorted(entries.items()))}
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def entries_of(checked: CheckedReport) -> dict[str, dict[str, Any]]:
    """Give the entries of a report's findings."""
    about = _about(checked)
    return {
        finding.fingerprint: {
            **about,
            "question": finding.question,
            "rule": finding.rule.code,
            "words": finding.hit.passage.text if finding.hit.passage else "",
        }
        for finding in checked.findings
    }


def apply(checked: CheckedReport, entries: Entries) -> CheckedReport:
    """Leave out the findings that are known already."""
    known = [f for f in checked.findings if f.fingerprint in entries]
    return replace(
        checked,
        findings=tuple(f for f in checked.findings if f.fingerprint not in entries),
        suppressed=(*checked.suppressed, *(Suppressed(f, "baseline") for f in known)),
    )


def kept(checked: CheckedReport, entries: Entries) -> Entries:
    """Give the entries without those of this report that are found no more."""
    stale = gone(checked, entries)
    return {key: entry for key, entry in entries.items() if key not in stale}


def gone(checked: CheckedReport, entries: Entries) -> tuple[str, ...]:
    """Give the entries of this report that are found no more."""
    found, about = {f.fingerprint for f in checked.findings}, _about(checked)
    return tuple(
        key
        for key, entry in entries.items()
        if key not in found and all(entry.get(name) == value for name, value in about.items())
    )


def _about(checked: CheckedReport) -> dict[str, Any]:
    report = checked.tagged.report
    return {"country": report.country, "year": report.year}

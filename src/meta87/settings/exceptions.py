"""Exceptions: findings that someone set aside with a reason, in a file beside the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from meta87.checking import CheckedReport, Suppressed
from meta87.errors import UsageError
from meta87.questionnaire.folding import fold
from meta87.rules.finding import Finding
from meta87.settings.files import read_toml
from meta87.settings.model import RuleKey, named

NAME, TABLE = "meta87-excepciones.toml", "exception"


class SetAside(BaseModel):
    """A finding, or all of one kind, that is set aside.

    Attributes:
        rule: code, name or family.
        reason: why; demanded.
        date: when it was decided.
        text: words of the passage; any, when empty.
        question: number of the question; any, when empty.
        report: name of the report that it holds for; any, when empty.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: RuleKey
    reason: str
    date: date
    text: str = ""
    question: str = ""
    report: str = ""

    @model_validator(mode="after")
    def _says_where(self) -> SetAside:
        if not self.reason.strip() or not (self.text.strip() or self.question):
            raise ValueError(self.rule)
        return self

    def covers(self, finding: Finding) -> bool:
        """Say whether a finding is meant."""
        passage = finding.hit.passage
        words = fold(passage.text).text if passage else ""
        return (
            finding.rule.code in {rule.code for rule in named(self.rule)}
            and self.question in ("", finding.question)
            and fold(self.text).text in words
        )


def near(report: Path) -> Path | None:
    """Give the nearest file of exceptions from a report's folder upwards."""
    folder = report.absolute().parent
    return next((f / NAME for f in (folder, *folder.parents) if (f / NAME).is_file()), None)


def load(path: Path) -> tuple[SetAside, ...]:
    """Read a file of exceptions.

    Raises:
        UsageError: ``config-unreadable``, ``exceptions-invalid``.
    """
    values, words = read_toml(path)
    heads = [n for n, line in enumerate(words.splitlines(), 1) if line.strip() == f"[[{TABLE}]]"]
    faults = [UsageError("setting-unknown", line="–", key=key, known=TABLE)
              for key in values if key != TABLE]  # fmt: skip
    read: list[SetAside] = []
    for line, value in zip(heads, values.get(TABLE, ()), strict=False):
        try:
            read.append(SetAside.model_validate(value))
        except ValidationError as error:
            key = ", ".join(".".join(map(str, f["loc"])) or "text, reason" for f in error.errors())
            faults.append(UsageError("exception-invalid", line=line, key=key))
    if faults:
        raise UsageError("config-invalid", path=path, faults=faults)
    return tuple(read)


def apply(
    checked: CheckedReport, exceptions: Sequence[SetAside]
) -> tuple[CheckedReport, tuple[SetAside, ...]]:
    """Set findings aside; give the report and the exceptions that set none aside."""
    own = [e for e in exceptions if e.report in ("", checked.tagged.report.source)]
    kept: list[Finding] = []
    aside: list[Suppressed] = []
    used: set[SetAside] = set()
    for finding in checked.findings:
        cause = next((e for e in own if e.covers(finding)), None)
        if cause is None:
            kept.append(finding)
        else:
            aside.append(Suppressed(finding, "exception", cause.reason))
        used |= {e for e in own if e.covers(finding)}
    left = tuple(e for e in own if e not in used)
    told = replace(checked, findings=tuple(kept), suppressed=(*checked.suppressed, *aside))
    return told, left

"""The settings of a check; values are validated, and never change."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from meta87.config.levels import LEVELS, NEVER, severity_of
from meta87.form.period import between_months
from meta87.report.check_formats import FORMATS
from meta87.rules.finding import Rule, Severity
from meta87.rules.registry import RULES

FAMILY = 3  # characters that the codes of a family begin with


def rules_named(key: str) -> tuple[Rule, ...]:
    """Returns the rules of a code, a name, or a family such as ``RES``; none for an unknown key."""
    wanted = key.casefold()
    return tuple(
        rule
        for rule in RULES
        if wanted in (rule.code.casefold(), rule.code[:FAMILY].casefold(), rule.name)
    )


def _found_by(find: Callable[[str], object]) -> AfterValidator:
    """Returns the check that a function finds something for a value."""

    def _check(value: str) -> str:
        if not find(value):
            raise ValueError(value)
        return value

    return AfterValidator(_check)


RuleKey = Annotated[str, _found_by(rules_named)]
Level = Annotated[Literal["error", "warning", "suggestion"], BeforeValidator(severity_of)]
_limit_of = partial(severity_of, levels=(*LEVELS, NEVER))
Limit = Annotated[Literal["error", "warning", "suggestion", "never"], BeforeValidator(_limit_of)]
QuestionNumber = Annotated[str, _found_by(re.compile(r"\d{1,3}").fullmatch)]


class QuestionSettings(BaseModel):
    """The settings of one question."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ignore: tuple[RuleKey, ...] = ()


class Settings(BaseModel):
    """The settings of a check."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    # rules that are applied, by code, name or family; all when empty
    select: tuple[RuleKey, ...] = ()
    ignore: tuple[RuleKey, ...] = ()  # rules that are not applied
    severity: dict[RuleKey, Level] = {}  # severities that replace those of the rules
    # reference period, instead of the one that the form states
    period: Annotated[str, _found_by(between_months)] | None = None
    template: Path | None = None  # TOML file of another questionnaire
    fail_on: Limit = "error"  # least severe finding that makes the exit code 1
    min_level: Level = "suggestion"  # least severe finding that is shown
    # format in which the check is shown
    format: Annotated[str, _found_by(FORMATS.get)] | None = None
    questions: dict[QuestionNumber, QuestionSettings] = {}  # by their numbers in the report

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that are applied, each with the severity in force."""
        chosen = _codes(self.select) or {rule.code for rule in RULES}
        levels = {r.code: level for key, level in self.severity.items() for r in rules_named(key)}
        return tuple(
            replace(rule, severity=Severity(levels.get(rule.code, rule.severity)))
            for rule in RULES
            if rule.code in chosen - _codes(self.ignore)
        )

    def ignores(self, question: str, code: str) -> bool:
        """Returns whether a rule is not applied to a question."""
        return question in self.questions and code in _codes(self.questions[question].ignore)


def _codes(keys: tuple[str, ...]) -> set[str]:
    return {rule.code for key in keys for rule in rules_named(key)}

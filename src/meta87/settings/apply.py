"""A check with everything that is set applied: rules, questions, exceptions, baseline."""

from __future__ import annotations

from dataclasses import replace

from meta87.checking import CheckedReport, Suppressed
from meta87.settings import baseline, exceptions
from meta87.settings.exceptions import SetAside
from meta87.settings.model import Settings


def apply(
    checked: CheckedReport, settings: Settings, aside: tuple[SetAside, ...] = ()
) -> tuple[CheckedReport, tuple[SetAside, ...]]:
    """Leave out what is set aside; give the report and the exceptions that nothing needed.

    Raises:
        meta87.errors.UsageError: ``baseline-unreadable``.
    """
    ignored = [f for f in checked.findings if settings.ignores(f.question, f.rule.code)]
    told = replace(
        checked,
        findings=tuple(f for f in checked.findings if f not in ignored),
        suppressed=(*checked.suppressed, *(Suppressed(f, "exception") for f in ignored)),
    )
    told, unused = exceptions.apply(told, aside)
    if settings.baseline:
        told = baseline.apply(told, baseline.load(settings.baseline))
    return told, unused

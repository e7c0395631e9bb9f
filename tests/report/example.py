"""The example report, checked once for all tests of its outputs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from meta87 import tag
from meta87.rules.checked import CheckedReport, check

EXAMPLE = Path(__file__).parents[2] / "examples/informe-valdoria-2024.docx"


@cache
def example() -> CheckedReport:
    return check(tag(EXAMPLE))

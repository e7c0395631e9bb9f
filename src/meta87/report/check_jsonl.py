"""The findings as JSON Lines: one finding a line, each with what it is of."""

from __future__ import annotations

import json

from meta87.report.check_formats import View
from meta87.report.check_json import as_dict
from meta87.rules.checked import CheckedReport


def render(checked: CheckedReport, view: View) -> str:
    """Returns one line per finding: that of the JSON format with ``schema`` and ``report``."""
    whole = as_dict(checked, view.lang)
    of = {"schema": whole["schema"], "report": whole["report"]}
    lines = (json.dumps({**of, **found}, ensure_ascii=False) for found in whole["findings"])
    return "".join(f"{line}\n" for line in lines)

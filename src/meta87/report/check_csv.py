"""The findings as a table of comma- or semicolon-separated values.

Excel takes the separator of the computer's region: a comma in Mexico and Central America, a
semicolon in Spain and most of South America; hence two formats. Both are UTF-8 with a byte order
mark, without which Excel breaks accents.
"""

from __future__ import annotations

import csv
import io

from meta87.report.check_formats import View
from meta87.report.check_rows import FINDING, findings, heads
from meta87.report.spreadsheets import no_formula
from meta87.rules.checked import CheckedReport

BOM = "\ufeff"


def render(checked: CheckedReport, view: View) -> bytes:
    """Returns the table with commas."""
    return _table(checked, view, ",")


def render_semicolon(checked: CheckedReport, view: View) -> bytes:
    """Returns the table with semicolons."""
    return _table(checked, view, ";")


def _table(checked: CheckedReport, view: View, separator: str) -> bytes:
    page = io.StringIO(newline="")
    writer = csv.writer(page, delimiter=separator, lineterminator="\r\n")
    writer.writerow(heads(FINDING, view.lang))
    rows = findings(checked, view.lang)
    writer.writerows([no_formula(value) for value in row] for row in rows)
    return (BOM + page.getvalue()).encode()

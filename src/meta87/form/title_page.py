"""What the title of a document without a form says of it: its country, and the years it covers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from meta87.form.countries import country_names
from meta87.form.folding import fold
from meta87.form.stated_period import whole_years
from meta87.reading.document import Block

MAX_HEAD, MAX_LINE = 12, 200  # lines, and characters of each, that say what a document is
# What covers one or two past years; a plan names years that are to come.
YEARS = re.compile(
    r"\b(?:memoria|informe|balance|reporte|rendicion de cuentas)\b[^\d]{0,80}"
    r"\b(?P<first>20\d\d)(?: (?:[ay] |al )?(?P<last>20\d\d))?\b"
)


def head_of(blocks: Sequence[Block]) -> str:
    """Returns the lines before the first long text, which say what the document is."""
    texts = (block.text for block in blocks[:MAX_HEAD])
    return "\n".join(takewhile(lambda text: len(text) <= MAX_LINE, texts))


def years_of(head: str) -> tuple[date, date] | None:
    """Returns the years that a title says that a report covers, if any."""
    found = YEARS.search(fold(head).text)
    return whole_years(found) if found else None


def country_of(head: str) -> str:
    """Returns the code of the only country that is named, or ""."""
    words = f" {fold(head).text} "
    named = {code for name, code in country_names().items() if f" {name} " in words}
    return named.pop() if len(named) == 1 else ""

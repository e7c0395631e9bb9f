"""Addresses that a scanner has read twice: the second time, damaged, on the next line.

Of other lines nobody can tell: two sentences may differ in a figure or a name alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from meta87.reading.patterns import URL

LEAST = 40  # characters of a double: shorter ones may be meant
ALIKE = 85.0  # likeness of the two readings
REACH = 300  # characters from the end of a line in which the first reading begins
SLACK = 3  # characters by which the two readings differ in length
_END = re.compile(r"\S(?!\S)")


def doubled(end: str, start: str) -> int:
    """Returns how many characters of a line repeat the URL that ends the line before.

    >>> line = "https://ejemplo.org/informe_de_resultados_del_plan_2023-"
    >>> doubled(f"Véase {line}", f"{line.replace('h', 'n')} 2024.pdf") == len(line)
    True
    """
    if min(len(end), len(start)) < LEAST or URL.match(start):
        return 0
    lengths = [match.end() for match in _END.finditer(start)]
    rated = (
        (fuzz.ratio(first, start[:length]), length)
        for first in _addresses(end)
        for length in lengths
        if abs(length - len(first)) <= SLACK and _digits(first) == _digits(start[:length])
    )
    likeness, length = max(rated, default=(0.0, 0))
    return length if likeness >= ALIKE else 0


def _addresses(end: str) -> Iterator[str]:
    """Yields the ends of a line that begin with a URL."""
    for match in URL.finditer(end, max(0, len(end) - REACH)):
        if len(end) - match.start() >= LEAST:
            yield end[match.start() :]


def _digits(text: str) -> list[str]:
    return re.findall(r"\d", text)

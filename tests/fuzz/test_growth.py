"""Four times the input takes about four times as long, whatever a file repeats."""

from __future__ import annotations

from time import process_time

import pytest

from meta87.reading.read import read_bytes
from tests.fuzz.growing import GROWING

MOST = 9.0  # times as long; quadratic is 16
FLOOR = 0.02  # seconds, below which a measure is noise


@pytest.mark.parametrize("name", GROWING)
def test_reading_takes_linear_time(name: str) -> None:
    count, make = GROWING[name]
    small, large = (seconds(make(times * count)) for times in (1, 4))
    assert large < MOST * max(small, FLOOR)


def seconds(data: bytes) -> float:
    """Returns the processor time of reading, the shorter of two."""
    best = float("inf")
    for _ in range(2):
        started = process_time()
        read_bytes(data, "informe.md")
        best = min(best, process_time() - started)
    return best


def test_comments_before_text_are_no_page_and_take_no_exponential_time() -> None:
    assert read_bytes(b"<!---->" * 500 + b"Texto.", "informe.md").text == "Texto."

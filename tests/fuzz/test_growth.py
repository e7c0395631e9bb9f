"""Four times the input takes about four times as long, whatever a file repeats."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from meta87.reading.read import read_bytes
from tests.fuzz.growing import GROWING
from tests.growth import assert_linear


@pytest.mark.parametrize("name", GROWING)
def test_reading_takes_linear_time(name: str) -> None:
    count, make = GROWING[name]

    def read(size: int) -> Callable[[], object]:
        data = make(size)
        return lambda: read_bytes(data, "informe.md")

    assert_linear(read, count)


def test_comments_before_text_are_no_page_and_take_no_exponential_time() -> None:
    assert read_bytes(b"<!---->" * 500 + b"Texto.", "informe.md").text == "Texto."

"""The time to parse a form grows in proportion to its text, whatever is written there."""

from __future__ import annotations

from time import process_time

import pytest

from meta87.form.mail_patterns import DIVIDER
from meta87.form.parser import parse
from tests.form.build import FORM, document

LENGTH = 15_000
SLACK = 8  # times as long for four times the text; a square would take 16 times
MIN_SECONDS = 0.3  # less is not worth comparing


def seconds(text: str) -> float:
    """Returns the time to parse a form with a text amid its answers and one after the last."""
    made = document(*FORM[:7], text, *FORM[7:], text)
    start = process_time()
    parse(made)
    return process_time() - start


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "- ",
        "; ",
        "a",
        "¿",
        "¿Qué? ",
        "1. ",
        "*",
        "Indique *",
        "_",
        "si no ",
        "X ",
        f"{FORM[6]} ",
    ],
)
def test_a_long_text_is_parsed_in_linear_time(piece: str) -> None:
    short, long = (piece * (count // len(piece)) for count in (LENGTH, 4 * LENGTH))
    assert seconds(long) < max(SLACK * seconds(short), MIN_SECONDS)


@pytest.mark.parametrize(
    "line", ["Anexo 1", "Firma", "12", "- algo", "[x] sí", "# Título", FORM[6]]
)
def test_many_lines_are_parsed_in_linear_time(line: str) -> None:
    def took(count: int) -> float:
        start = process_time()
        parse(document(*FORM, *[line] * count))
        return process_time() - start

    assert took(2_000) < max(SLACK * took(500), MIN_SECONDS)


@pytest.mark.parametrize("text", [f"{'-' * 6_000}x", f"--{' ' * 1_500}x"])
def test_a_line_that_is_almost_a_divider_is_matched_in_linear_time(text: str) -> None:
    start = process_time()
    assert DIVIDER.fullmatch(text) is None
    assert process_time() - start < MIN_SECONDS

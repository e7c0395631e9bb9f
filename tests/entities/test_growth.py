"""The time to find entities grows in proportion to the text, whatever is repeated in it."""

from __future__ import annotations

from time import process_time

import pytest

from meta87.entities.finding import find

LENGTH = 10_000  # characters
SLACK, MIN_SECONDS = 8, 0.2  # a square would take 16 times as long for four times the text

SLOW = pytest.mark.xfail(run=False, reason="40 KB take up to a minute: patterns slower than linear")


def seconds(text: str) -> float:
    started = process_time()
    find(text)
    return process_time() - started


@pytest.mark.parametrize(
    "piece",
    [*(pytest.param(piece, marks=SLOW) for piece in ("Ley ", "enero-", "2024-(")), "(", "- ", "; ", "a", "A", "12 de ", "1.000 ", "Ministerio de ",
     "Se formó a 30 jueces. ", "https://", "% "],
)  # fmt: skip
def test_a_long_text_is_searched_in_linear_time(piece: str) -> None:
    short, long = (piece * (length // len(piece)) for length in (LENGTH, 4 * LENGTH))
    seconds(piece)  # compiles the patterns
    assert seconds(long) < max(SLACK * seconds(short), MIN_SECONDS)

"""The time to parse a form grows in proportion to its text, whatever is written there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from meta87.form.mail import DIVIDER
from meta87.form.parser import parse
from meta87.reading.read import read_bytes
from tests.form.build import FORM, document
from tests.growth import assert_linear

LENGTH = 8_000


@pytest.mark.parametrize(
    "piece",
    ["(", "- ", "a", "¿", "¿Qué? ", "1. ", "Indique *", "_", "si no ", f"{FORM[6]} "],
)
def test_a_long_text_is_parsed_in_linear_time(piece: str) -> None:
    def read(length: int) -> Callable[[], object]:
        text = piece * (length // len(piece))
        made = document(*FORM[:7], text, *FORM[7:], text)
        return lambda: parse(made)

    assert_linear(read, LENGTH)


@pytest.mark.parametrize("line", ["Anexo 1", "Firma", "12", "[x] sí", "# Título", FORM[6]])
def test_many_lines_are_parsed_in_linear_time(line: str) -> None:
    def read(count: int) -> Callable[[], object]:
        made = document(*FORM, *[line] * count)
        return lambda: parse(made)

    assert_linear(read, 300)


def test_many_tables_of_topics_are_parsed_in_linear_time() -> None:
    table = "| Prioridad | Avance |\n| --- | --- |\n| Talleres | Se abrieron. |\n\nNota.\n\n"

    def read(count: int) -> Callable[[], object]:
        made = read_bytes((table * count + "# Retos\n\nLa sequía.\n").encode(), "tablas.md")
        return lambda: parse(made)

    assert_linear(read, 30)


@pytest.mark.parametrize("mark", ["-", " "])
def test_a_line_that_is_almost_a_divider_is_matched_in_linear_time(mark: str) -> None:
    assert DIVIDER.fullmatch(f"--{mark}x") is None
    assert_linear(lambda n: lambda: DIVIDER.fullmatch(f"--{mark * n}x"), 4_000)

import pytest

from meta87.entities.entity import PercentValue
from meta87.entities.percentages import find_percentages


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("Subió 23,5 % en total", "23,5 %", PercentValue(23.5)),
        ("Subió 40% en total", "40%", PercentValue(40)),
        ("Subió veinte por ciento", "veinte por ciento", PercentValue(20)),
        ("Subió el 5 por cien", "5 por cien", PercentValue(5)),
        ("Subió 3 puntos porcentuales", "3 puntos porcentuales", PercentValue(3)),
        ("Subió 20-25 %", "20-25 %", PercentValue(20, 25)),
        ("Subió entre 10 y 15 %", "entre 10 y 15 %", PercentValue(10, 15)),
    ],
)
def test_a_share_is_found_with_its_value(text, span, value):
    (found,) = find_percentages(text)
    assert (found.text, found.value) == (span, value)
    assert text[found.start : found.end] == span


def test_several_shares_stay_apart():
    assert [e.text for e in find_percentages("El 10 %, 20% y 30 %")] == ["10 %", "20%", "30 %"]


@pytest.mark.parametrize("text", ["%", "un ciento", "5 de cada 10", "por ciento"])
def test_what_is_no_share(text):
    assert find_percentages(text) == []

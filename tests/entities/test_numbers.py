from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.numerals import in_words

from meta87.entities.numbers import find_numbers, is_number_word, parse_number

UP_TO_A_MILLION = st.integers(0, 1_000_000)


@given(UP_TO_A_MILLION)
def test_words_up_to_a_million_are_read_back(number: int):
    assert parse_number(in_words(number)) == number


@given(st.integers(0, 10**12), st.sampled_from([".", ",", " ", "'", "\u00a0", "\u202f", ""]))
def test_figures_are_read_back_with_any_separator_of_thousands(number: int, separator: str):
    assert parse_number(f"{number:,}".replace(",", separator)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5 mil 300", 5300),
        ("1,5millones", 1_500_000),
        ("2 mil millones", 2_000_000_000),
        ("3 millones 200 mil", 3_200_000),
        ("1.234.567,50", Fraction(2469135, 2)),
        ("ciento un mil", 101_000),
        ("media docena", 6),
        ("dos millones y medio", 2_500_000),
        ("dos tercios", Fraction(2, 3)),
        ("siete coma cero tres", Fraction(703, 100)),
        ("dos docenas y media", 30),
        ("un billón y medio millón", 1_000_000_500_000),
        ("3/8", Fraction(3, 8)),
    ],
)
def test_a_number_is_read_as_reports_write_it(text: str, value: int | Fraction):
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        *("", "de", "decenas", "5 y", "cinco mil personas", "12 doce", "MAP16", "4to", "12km"),
        *("clavos", "tres esclavos", "dos tercio", "una con tres", "3/5/24", "0/0"),
    ],
)
def test_what_is_no_single_number_is_refused(text: str):
    with pytest.raises(ValueError, match="not a number"):
        parse_number(text)


@pytest.mark.parametrize(
    "text", ["29km", "180,25ml", "37ª", "10.20.30.7", "H2A", "millones", "y medio"]
)
def test_parts_of_codes_and_measures_are_no_numbers(text: str):
    assert find_numbers(text) == []


def test_neighbouring_numbers_stay_apart():
    found = find_numbers("Hubo 12 talleres, tres charlas y 5 mil folletos en 3 días")
    assert [number.value for number in found] == [12, 3, 5000, 3]


@given(st.text(max_size=300))
def test_no_text_raises_and_numbers_stand_apart(text: str):
    reached = 0
    for number in find_numbers(text):
        assert reached <= number.start < number.end <= len(text)
        reached = number.end


def test_number_words_are_known_as_such():
    assert is_number_word("dos")
    assert not is_number_word("y")
    assert not is_number_word("talleres")

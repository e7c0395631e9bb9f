from hypothesis import given
from hypothesis import strategies as st

from meta87.entities.entity import MoneyValue
from meta87.entities.money import find_money

WRITTEN = (
    lambda n: f"US$ {n:,}",
    lambda n: f"{n:,} dólares".replace(",", "."),
    lambda n: f"USD {n:,}".replace(",", " "),
    lambda n: f"{n} dólares estadounidenses",
)


@given(st.integers(1, 10**11), st.sampled_from(WRITTEN))
def test_reads_back_the_amount_that_was_written(amount, write):
    text = f"Se pagaron {write(amount)} en total."
    (found,) = find_money(text)
    assert found.text == write(amount)
    assert found.value == MoneyValue(amount, "USD")

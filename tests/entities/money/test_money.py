import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tagged import Example, examples

from meta87.entities.entity import MONEY, MoneyValue
from meta87.entities.money import find_money

PIECES = (
    "US$ $ Q L S/ Bs. € 5 1.200 3,4 480000 millones mil de pesos dólares euros quetzales entre y - – "
    "un medio millón soles % , ; ( ) m.n. USD 58:000.000"
)
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(st.sampled_from(PIECES.split(" ")), max_size=30).map(" ".join)
)
WRITTEN = (
    lambda n: f"US$ {n:,}",
    lambda n: f"{n:,} dólares".replace(",", "."),
    lambda n: f"USD {n:,}".replace(",", " "),
    lambda n: f"{n} dólares estadounidenses",
)


@pytest.mark.parametrize("example", examples("money.txt"), ids=lambda e: e.text)
def test_tagged_sentences_give_exactly_their_amounts(example: Example):
    found = find_money(example.text, example.reference.country)
    assert [(e.start, e.end, e.text, e.value) for e in found] == [
        (e.start, e.end, e.text, e.value) for e in example.expected
    ]


@given(st.integers(1, 10**11), st.sampled_from(WRITTEN))
def test_reads_back_the_amount_that_was_written(amount, write):
    text = f"Se pagaron {write(amount)} en total."
    (found,) = find_money(text)
    assert found.text == write(amount)
    assert found.value == MoneyValue(amount, "USD")


@given(TEXTS)
def test_spans_are_in_order_apart_and_cut_no_word(text: str):
    reached = 0
    for entity in find_money(text):
        assert entity.label == MONEY
        assert reached <= entity.start < entity.end <= len(text)
        assert entity.text == text[entity.start : entity.end]
        assert not (entity.start and text[entity.start - 1].isalnum())
        assert entity.value.amount >= 0
        reached = entity.end


def test_names_the_pattern_that_fired():
    patterns = [e.pattern for e in find_money("US$ 5, 20 €, 7 soles y 3-4 euros")]
    assert patterns == ["sign", "sign-after", "noun", "noun-range"]

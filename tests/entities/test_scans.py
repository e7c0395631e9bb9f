import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta87.entities.ocr import corrected, original_span


@pytest.mark.parametrize(
    ("scanned", "right"),
    [
        ("El l3 de febrero de 2Ol9", "El 13 de febrero de 2019"),
        ("se vieron l,120 y 45O.OO", "se vieron 1,120 y 450.00"),
        ("rea1izaron en abri1.", "realizaron en abril."),
        ("el lnstituto y la CONAETl", "el Instituto y la CONAETI"),
        ("En lnclusión y lNAU", "En Inclusión y INAU"),
    ],
)
def test_what_a_scanner_mistook_is_put_right(scanned, right):
    assert corrected(scanned) == right


@pytest.mark.parametrize(
    "text",
    ["Ley 1098 de 2006", "COVID-19", "NOM-038-STPS-2024", "la OIT y el Convenio 138", "1.º de mayo",
     "Q1 y 2T", "https://example.org/lO1", "el 10 % al sol", "Delta 1", "H1N1"],
)  # fmt: skip
def test_what_is_right_stays(text):
    assert corrected(text) == text


@given(st.text(alphabet=st.sampled_from("lIO01o 2a.,nmA-é")))
def test_every_offset_stays_and_mending_twice_changes_nothing(text):
    once = corrected(text)
    assert len(once) == len(text)
    assert corrected(once) == once


def test_what_was_found_is_given_as_written():
    text = "Hubo 104 inspec ciones aquí"
    found = corrected(text).index("inspecciones")
    assert original_span(text, found, found + len("inspecciones")) == (9, 22, "inspec ciones")

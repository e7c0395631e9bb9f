import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta87.entities.counts.counts import counts_members, find_counts
from meta87.entities.entity import PARTICIPANTS

PIECES = (
    "de a y o entre hasta más unos casi los 1 12 3.500 1,204 5 mil millones % $ años edad niñas "
    "niños inspectores talleres trabajo , ; ( ) 2024 mayo Ley artículo no acompañados dos veintiún "
    "Oficiales Enlace para la Niñez trata personas NNA horas diarias \n - – / '"
)
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(st.sampled_from(PIECES.split(" ")), max_size=40).map(" ".join)
)


@given(TEXTS)
def test_a_range_rises_and_a_number_is_positive(text: str):
    for entity in find_counts(text):
        assert entity.value.number >= 1
        assert entity.value.to is None or entity.value.to > entity.value.number


def test_a_number_inside_a_taken_span_is_no_count():
    text = "En 12 meses se formó a 30 docentes."
    assert [e.text for e in find_counts(text, taken=[(3, 11)])] == ["30 docentes"]


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("La central representa a 140 mil trabajadores.", True),
        ("Una federación que agrupa a más de 300 obreras.", True),
        ("En representación de los 40 jueces habló la decana.", True),
        ("El foro reunió a 140 mil trabajadores.", False),
        ("Se formó a 40 jueces.", False),
    ],
)
def test_whom_a_body_speaks_for_is_told_from_whom_it_reached(text, members):
    (count,) = (e for e in find_counts(text) if e.label == PARTICIPANTS)
    assert counts_members(text, count.start) is members

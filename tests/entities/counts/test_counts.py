from hypothesis import given
from hypothesis import strategies as st

from meta87.entities.counts.counts import find_counts

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

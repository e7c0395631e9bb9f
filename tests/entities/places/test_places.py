import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tagged import Example, examples

from meta87.entities.entity import LOCATION
from meta87.entities.places.gazetteer import names, words
from meta87.entities.places.places import find_places

PIECES = (
    "en el la de del y e , . ; municipio río aeropuerto Lima Loja Flores San Pedro Sula Juan Rosa Museo Puente "
    "Nacional Internacional Waslala Meta 8.7 zona 4 Ciudad México EE. UU. ( ) \n - – Costa Santa"
)
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(st.sampled_from(PIECES.split(" ")), max_size=40).map(" ".join)
)


@pytest.mark.parametrize("example", examples("places.txt"), ids=lambda e: e.text)
def test_tagged_sentences_give_exactly_their_places(example: Example):
    found = find_places(example.text)
    assert [(e.start, e.end, e.text) for e in found] == [
        (e.start, e.end, e.text) for e in example.expected
    ]


@given(TEXTS)
def test_spans_are_in_order_apart_and_cut_no_word(text: str):
    reached = 0
    for entity in find_places(text):
        assert entity.label == LOCATION
        assert reached <= entity.start < entity.end <= len(text)
        assert entity.text == text[entity.start : entity.end]
        assert not (entity.start and text[entity.start - 1].isalnum())
        assert not text[entity.end : entity.end + 1].isalnum()
        reached = entity.end


def test_every_known_name_is_found_whole_after_en():
    known = [name for found in names().values() for name, _ in found]
    missed = [
        name
        for name in known
        if [e.text for e in find_places(f"Se hizo en {name} en mayo.")] != [name]
    ]
    assert missed == []
    assert len(known) > 4000


def test_names_that_are_also_words_are_known_ones():
    known = {name for found in names().values() for name, _ in found}
    assert words("also_words") - known == set()


def test_names_the_pattern_that_fired():
    text = "En Bolivia, el municipio de Valmar, el río Claro y el Museo Nacional de Arte."
    assert [e.pattern for e in find_places(text)] == ["country", "after-noun", "feature", "built"]

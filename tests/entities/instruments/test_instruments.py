import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tagged import Example, examples

from meta87.entities.entity import INSTRUMENT
from meta87.entities.instruments.instruments import find_instruments

PIECES = (
    "la el de del y e , ; . ( ) Ley Decreto Convenio Plan Programa Nacional Trata Niñez 138 núm. 2014 sobre contra "
    'trata personas curso taller " « » III Código Penal (MIRCO) MIRCO NOM-038 Guía a para Encuesta \n - – Rutas'
)
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(st.sampled_from(PIECES.split(" ")), max_size=40).map(" ".join)
)


@pytest.mark.parametrize("example", examples("instruments.txt"), ids=lambda e: e.text)
def test_tagged_sentences_give_exactly_their_instruments(example: Example):
    found = find_instruments(example.text, context=example.reference.context)
    assert [(e.start, e.end, e.text) for e in found] == [
        (e.start, e.end, e.text) for e in example.expected
    ]


@given(TEXTS, st.lists(st.tuples(st.integers(0, 150), st.integers(1, 30)), max_size=3))
def test_spans_are_in_order_apart_free_and_cut_no_word(text: str, stretches):
    taken = [(start, start + length) for start, length in stretches]
    reached = 0
    for entity in find_instruments(text, taken):
        assert entity.label == INSTRUMENT
        assert reached <= entity.start < entity.end <= len(text)
        assert entity.text == text[entity.start : entity.end]
        assert not any(start < entity.end and entity.start < end for start, end in taken)
        assert not (entity.start and text[entity.start - 1].isalnum())
        assert not text[entity.end : entity.end + 1].isalnum()
        reached = entity.end


def test_a_name_ends_before_a_body():
    text = "El Plan de Trabajo del Comité Costero se aprobó."
    body = text.index("Comité")
    assert [e.text for e in find_instruments(text, [(body, body + 14)])] == ["Plan de Trabajo"]


def test_names_the_pattern_that_fired():
    text = 'La Ley 5 de 2001, el Código Penal, la NOM-038-STPS-2024 y el curso "Rutas".'
    found = [e.pattern for e in find_instruments(text)]
    assert found == ["citation", "head", "code", "quoted"]


def test_a_name_ends_with_its_paragraph() -> None:
    name = "PLAN ESTRATÉGICO DE TRABAJO INFANTIL"
    assert [e.text for e in find_instruments(f"{name}\n\n{name}")] == [name, name]

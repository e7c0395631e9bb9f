"""What every finder holds to: the tagged sentences, and spans that stand apart in any text."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tagged import Example, examples

from meta87.entities.entity import (
    DATE,
    INSTITUTION,
    INSTRUMENT,
    LINK,
    LOCATION,
    MONEY,
    PARTICIPANTS,
    PERCENT,
    QUANTITY,
    InstitutionValue,
    Reference,
)
from meta87.entities.finding import FINDERS

LABELS = {
    "dates": {DATE},
    "counts": {PARTICIPANTS, QUANTITY},
    "institutions": {INSTITUTION},
    "money": {MONEY},
    "instruments": {INSTRUMENT},
    "places": {LOCATION},
    "links": {LINK},
    "percentages": {PERCENT},
}
TAGGED = [(group, example) for group in FINDERS for example in examples(f"{group}.txt")]
# Words and marks on which the patterns of the finders turn.
PIECES = (
    "de la el los del al a y e o u entre hasta desde más casi para contra en por que dicha año edad cada 1 12 5 31 "
    "3.500 1,204 2024 2021-2024 03/04/2023 1T mil millones medio dos veintiún % $ US$ Q € pesos soles mayo enero "
    "primer semestre finales cierre hoy niñas niños inspectores talleres trabajo víctimas NNA horas Ley Decreto "
    "Convenio 138 núm. Plan Nacional curso Código Penal (MIRCO) NOM-038 Comisión Ministerios Trabajo Salud OIT (OIT) "
    'Trata trata México Meta 8.7 DIF municipio río aeropuerto Lima San Pedro Museo zona EE. UU. , ; . ( ) " « » - – '
    "/ ' \n http://a.mx a@b.mx III"
)
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(st.sampled_from(PIECES.split(" ")), max_size=40).map(" ".join)
)


@pytest.mark.parametrize(("group", "example"), TAGGED, ids=lambda part: getattr(part, "text", part))
def test_tagged_sentences_give_exactly_their_entities(group: str, example: Example) -> None:
    found = FINDERS[group].find(example.text, example.reference, [])
    assert [(e.label, e.start, e.end, told(e.value)) for e in found] == [
        (e.label, e.start, e.end, told(e.value)) for e in example.expected
    ]


@pytest.mark.parametrize(
    ("group", "text", "patterns"),
    [
        ("dates", "Cerró a finales de 2025.", "year+finales"),
        ("dates", "Rige desde el 5 de mayo de 2023.", "day-month+since"),
        ("money", "US$ 5, 20 €, 7 soles y entre 3 y 4 euros", "sign sign-after noun noun-range"),
        ("places", "En Bolivia, el municipio de Valmar, el río Claro y el Museo Nacional de Arte.", "country after-noun feature built"),
        ("instruments", 'La Ley 5 de 2001, el Código Penal, la NOM-038-STPS-2024 y el curso "Rutas".', "citation head code quoted"),
        ("percentages", "El 8 % y 20-25 %", "share share-range"),
        ("links", "https://example.org/a, www.example.org, trabajo.gob.pe/mesa y ana.paz@example.org.", "link bare-link bare-link mail"),
    ],
)  # fmt: skip
def test_an_entity_names_the_pattern_that_fired(group: str, text: str, patterns: str) -> None:
    assert [e.pattern for e in FINDERS[group].find(text, Reference(), [])] == patterns.split()


def told(value):
    """Leave out what the gazetteer adds: another test is about it."""
    return replace(value, id="", kind="") if isinstance(value, InstitutionValue) else value


@pytest.mark.parametrize("group", FINDERS)
@given(TEXTS, st.lists(st.tuples(st.integers(0, 150), st.integers(1, 30)), max_size=3))
def test_spans_are_in_order_apart_free_and_cut_no_word(group: str, text: str, stretches) -> None:
    taken = [(start, start + length) for start, length in stretches]
    reached = 0
    for entity in FINDERS[group].find(text, Reference(), taken):
        assert entity.label in LABELS[group]
        assert reached <= entity.start < entity.end <= len(text)
        assert entity.text == text[entity.start : entity.end]
        if group not in {"links", "percentages"}:
            assert not (entity.start and text[entity.start - 1].isalnum())
        if group in {"dates", "counts", "institutions", "instruments", "places"}:
            assert not text[entity.end : entity.end + 1].isalnum()
        if group == "instruments":
            assert not any(start < entity.end and entity.start < end for start, end in taken)
        reached = entity.end

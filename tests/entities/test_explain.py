from datetime import date

from meta87.entities import explain
from meta87.entities.entity import DateValue, PercentValue, Reference


def test_gives_span_label_value_and_pattern_in_order():
    found = explain("El 8 % se inscribió el 5 de mayo.", Reference((date(2023, 1, 1),) * 2))
    assert [(e.span.text, e.span.start_char, e.label, e.value, e.pattern) for e in found] == [
        ("8 %", 3, "PERCENT", PercentValue(8), "share"),
        ("5 de mayo", 23, "DATE", DateValue(date(2023, 5, 5), date(2023, 5, 5)), "day-month"),
    ]


def test_every_entity_names_the_pattern_that_fired():
    text = (
        "La OIT y el Ministerio de Trabajo formaron a 40 docentes de Perú en 3 talleres, por 5 "
        "euros, según el Código Penal, en mayo de 2021 (www.example.org, 9 %)."
    )
    found = explain(text)
    assert len({label for _, label, _, _ in found}) == 9
    assert all(pattern for *_, pattern in found)


def test_a_text_without_anything_gives_nothing():
    assert explain("No aplica.") == []

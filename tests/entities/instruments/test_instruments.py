from meta87.entities.instruments.instruments import find_instruments


def test_a_name_ends_before_a_body():
    text = "El Plan de Trabajo del Comité Costero se aprobó."
    body = text.index("Comité")
    assert [e.text for e in find_instruments(text, [(body, body + 14)])] == ["Plan de Trabajo"]


def test_a_name_ends_with_its_paragraph() -> None:
    name = "PLAN ESTRATÉGICO DE TRABAJO INFANTIL"
    assert [e.text for e in find_instruments(f"{name}\n\n{name}")] == [name, name]

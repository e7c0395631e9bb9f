import pytest

from meta87.rules.tenses import future, past


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("El juzgado dictó dos sentencias.", "dictó"),
        ("Los gremios sostuvieron un diálogo.", "sostuvieron"),
        ("El decreto ya ha sido firmado.", "ha sido"),
        ("La oficina se puso en marcha.", "puso"),
        ("Según el plan, la oficina abre.", None),
        ("El plan está previsto.", None),
    ],
)
def test_what_is_done_is_told_by_its_verb(text, words) -> None:
    span = past(text)
    assert (text[slice(*span)] if span else None) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("El juzgado dictará sentencia.", "dictará"),
        ("Abrirán dos oficinas.", "Abrirán"),
        ("La oficina de Pará está abierta.", None),
        ("La norma permitirá sancionar a quien incumpla.", None),
        ("La oficina será aprobada.", "será"),
        ("La oficina será la sede.", None),
        ("Quedan por abrir dos oficinas.", "Quedan por abrir"),
        ("La primera cámara espera afuera.", None),
        ("Queremos mejorar la inspección.", None),
        ("Abriremos dos oficinas.", "Abriremos"),
        ("Daremos dos cursos y podremos seguir.", "Daremos"),
        ("Irán y Omán están lejos.", None),
        ("SE REALIZARÁ UN TALLER.", "REALIZARÁ"),
        ("Se realizara un taller en mayo.", "Se realizara"),
        ("El Ministerio publicara la lista.", "publicara"),
        ("Los juzgados abriran dos salas.", "abriran"),
        ("SE ABRIRA UNA OFICINA.", "SE ABRIRA"),
        ("La oficina sera la sede.", None),
        ("Se pidio que se realizara una visita.", None),
        ("Si el Congreso aprobara la ley, bastaba.", None),
        ("La frontera es larga y la camara espera.", None),
        ("La obra se declara de interes y se genera empleo.", None),
        ("Se logro que abrieran dos oficinas.", None),
    ],
)
def test_what_is_to_come_is_told_by_its_verb(text, words) -> None:
    span = future(text)
    assert (text[slice(*span)] if span else None) == words

"""``meta87 merge``: one form of several, and whose each passage is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from meta87.cli.main import run
from meta87.form.parser import parse
from meta87.reading.document import Block
from meta87.reading.read import read_bytes
from tests.form.build import FORM
from tests.reading.build import docx, p, sdt, table, tc, unzipped

HEAD, FIRST, SECOND, RETOS, SUPPORT = FORM[0], FORM[2], FORM[4], FORM[6], FORM[7]
FISCAL, TRABAJO = "Fiscalía General", "ministerio trabajo"


def form(answers: dict[str, str], ticked: str = "poco progreso", head: str = "") -> bytes:
    """A form with answers as XML by question, and a ticked option."""
    body = p(head) if head else ""
    for line in (HEAD, FORM[1].removeprefix("# "), FIRST, SECOND, RETOS, SUPPORT, *FORM[9:]):
        text = line.replace("[x]", "[ ]")
        is_ticked = text == f"[ ] {ticked}"
        style = "Heading1" if line == FORM[1].removeprefix("# ") else ""
        body += p(text.replace("[ ]", "☒" if is_ticked else "☐"), style=style)
        body += answers.get(line, "")
    return docx(body)


@pytest.fixture
def merged(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Merge contributions into a form; give the exit code, the answers and what was told."""

    def merge(target: bytes, *parts: tuple[str, bytes], options: tuple[str, ...] = ()):
        paths = [tmp_path / name for name, _ in (("base.docx", b""), *parts)]
        for path, data in zip(paths, (target, *(data for _, data in parts)), strict=True):
            path.write_bytes(data)
        out = tmp_path / "informe.docx"
        out.unlink(missing_ok=True)
        code = run(["merge", *map(str, paths), "--out", str(out), *options])
        told = capsys.readouterr().err
        blocks = (
            {a.question: a.blocks for a in parse(read_bytes(out.read_bytes(), out.name)).answers}
            if out.exists()
            else {}
        )
        return code, blocks, told

    return merge


def shown(blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    return [(block.author, block.text) for block in blocks]


def test_each_text_goes_under_its_question_with_its_author(merged) -> None:
    own = form({FIRST: p("Se visitaron 40 chacras.")})
    rows = table(tc(p("Mes")) + tc(p("Casos")), tc(p("Mayo")) + tc(p("7")))
    first = form(
        {FIRST: p("Se visitaron 40 chacras.") + p("Se formó a 60 inspectores."), SUPPORT: p("No.")}
    )
    second = form({FIRST: rows, RETOS: p("La rotación.")}, head="Institución: Fiscalía General")
    code, answers, told = merged(own, ("ministerio-trabajo.docx", first), ("b.docx", second))
    assert code == 0, told
    assert shown(answers["1"]) == [
        ("", "Se visitaron 40 chacras."),
        (TRABAJO, "Se formó a 60 inspectores."),
        *((FISCAL, text) for text in ("Mes", "Casos", "Mayo", "7")),
    ]
    assert [b.cell is not None for b in answers["1"]] == [False] * 2 + [True] * 4
    assert shown(answers["2"]) == []
    assert shown(answers["3"]) == [(FISCAL, "La rotación.")]
    assert shown(answers["4"]) == [(TRABAJO, "No.")]
    assert f"{TRABAJO}: se añadieron aportes en las preguntas 1, 4." in told


def test_ticks_that_differ_are_told(merged) -> None:
    parts = (("a.docx", form({}, "gran progreso")), ("b.docx", form({}, "poco progreso")))
    _, _, told = merged(form({}, ""), *parts, options=("--author", "OIT", "--author", "INE"))
    assert (
        "Pregunta 5: las marcas no coinciden (OIT: «gran progreso»; INE: «poco progreso»)" in told
    )
    _, _, told = merged(form({}, ""), parts[0])
    assert "Pregunta 5: falta la marca en el formulario (a: «gran progreso»)" in told
    _, _, told = merged(form({}, "gran progreso"), parts[0])
    assert "Pregunta" not in told
    assert "a: no trae texto que el formulario no tenga ya." in told


def test_a_table_is_whole_unless_the_form_has_all_its_rows(merged) -> None:
    def rows(*lines: str) -> str:
        return table(*("".join(tc(p(cell)) for cell in line.split("/")) for line in lines))

    own = form({FIRST: rows("Mes/Casos", "Mayo/7", "Junio/9") + p("Julio")})
    new, known = ("Mes/Casos", "Mayo/12", "Julio/7"), ("Mes/Casos", "Junio/9")
    frame = "Junio", "Se contó a mano."
    parts = (("a.docx", form({FIRST: rows(*new) + rows(*known) + p("Julio") + rows(*frame)})),)
    _, answers, _ = merged(own, *parts)
    added = [block.text for block in answers["1"] if block.author == "a"]
    assert added == ["Mes", "Casos", "Mayo", "12", "Julio", "7", *frame]


def test_of_two_files_of_one_author_nothing_is_lost(merged) -> None:
    first = form({FIRST: p("Se visitó Salto.")}, "gran progreso", head="Nota de la unidad.")
    second = form({RETOS: p("La rotación.")}, "poco progreso", head="Carta del director.")
    parts = (("a.docx", first), ("b.docx", second))
    _, answers, told = merged(form({}, ""), *parts, options=("--author", "INE", "--author", "INE"))
    assert (shown(answers["1"]), shown(answers["3"])) == (
        [("INE", "Se visitó Salto.")], [("INE", "La rotación.")],
    )  # fmt: skip
    assert "INE: se añadieron aportes en las preguntas 1, 3." in told
    assert "«Nota de la unidad.»\n  – «Carta del director.»" in told
    assert "INE: «gran progreso», «poco progreso»" in told


def test_one_bad_part_does_not_stop_the_others_and_nothing_is_left_out_unseen(merged) -> None:
    good = form({RETOS: p("La rotación.")}, head="Nota de remisión del equipo técnico.")
    code, answers, told = merged(form({}), ("roto.docx", b"PK\x03\x04"), ("bien.docx", good))
    assert code == 3
    assert shown(answers["3"]) == [("bien", "La rotación.")]
    assert told.count("roto.docx") == 1
    assert "Se unió lo demás, sin el aporte que no se pudo usar." in told
    assert "bien: no se pasó un texto que no está bajo ninguna pregunta" in told
    assert "no se reconoce" not in told
    assert "«Nota de remisión del equipo técnico.»" in told


def test_a_loose_text_that_the_form_has_elsewhere_is_not_told_as_left(merged) -> None:
    own = form({SUPPORT: p("No.")}, head="Unidad de Planificación")
    part = form({}, head="UNIDAD DE PLANIFICACION")
    _, _, told = merged(own, ("a.docx", part))
    assert "no se pasó" not in told
    part = form({}, head="Unidad de Enlace")
    _, _, told = merged(own, ("a.docx", part))
    assert "«Unidad de Enlace»" in told


REST = ("Dificultades", "Faltan lanchas.", "Retos", "El granizo.", "Apoyo necesario", "No.")


def part(*lines: str) -> bytes:
    """A contribution of titles and texts that an institution wrote itself."""
    return docx("".join(map(p, lines)))


@pytest.mark.parametrize(
    ("title", "question"),
    [
        ("Prioridad 2: Registro único", "2"),
        ("Prioridad 1: Registro único de casos", "2"),  # its own number, and the form's title
        ("Prioridad 2: Fichas", "2"),
        ("Prioridad 2", "2"),
        ("Segunda prioridad: Fichas", "2"),
        ("Prioridad 1", "1"),
        ("Prioridad 7: Fichas", ""),
    ],
)
def test_a_priority_goes_to_its_title_else_to_its_number(merged, title, question) -> None:
    text = "Se abrieron 9 fichas."
    _, answers, told = merged(form({}), ("a.docx", part(title, text, *REST)))
    assert [n for n in ("1", "2") if ("a", text) in shown(answers[n])] == [*question]
    assert (f"«{text}»" in told) == (not question)


def test_a_row_of_a_table_has_no_number(merged) -> None:
    rows = (("Prioridad", "Avance"), ("Fichas", "Se abrieron 9."), ("Registro único", "Va bien."))
    cells = table(*("".join(tc(p(cell)) for cell in row) for row in rows))
    _, answers, told = merged(form({}), ("a.docx", docx(cells + "".join(map(p, REST)))))
    assert (shown(answers["1"]), shown(answers["2"])) == ([], [("a", "Va bien.")])
    assert "«Se abrieron 9.»" in told


def test_the_only_priority_of_the_form_takes_one_without_a_number(merged) -> None:
    own = docx("".join(map(p, (FIRST, RETOS, "El río crece.", SUPPORT))))
    for wording, places in (("la prioridad «Fichas»", ["1"]), ("la prioridad 4 «Fichas»", [])):
        asked = FIRST.replace("la prioridad 1 «Inspección rural»", wording)
        _, answers, _ = merged(own, ("a.docx", part(asked, "Hay 9 fichas.", RETOS, "El sol.")))
        assert [n for n, blocks in answers.items() if ("a", "Hay 9 fichas.") in shown(blocks)] == (
            places
        )


def test_what_is_left_out_is_told_with_its_figures_first(merged) -> None:
    names = [f"Oficina {chr(65 + n)}" for n in range(21)]
    head = (*names, "Se repararon los portones.", "Se rescató a 31 víctimas.")
    own = form({SUPPORT: p("No.")})
    _, _, told = merged(own, ("a.docx", part(*head, HEAD, FIRST, SECOND, RETOS, SUPPORT, "No.")))
    lines = [line.strip(" –") for line in told.splitlines() if line.startswith("  ")]
    assert lines[:3] == [
        "«Se rescató a 31 víctimas.»",
        "«Se repararon los portones.»",
        "«Oficina A»",
    ]
    assert (len(lines), lines[-1]) == (21, "… y 3 más.")


def test_a_contribution_of_one_title_is_enough(merged) -> None:
    head = ("Institución: Fiscalía General", "Período: enero a diciembre de 2023")
    titled = part(*head, "Prioridad 2: Registro único", "Se abrieron 9 fichas.")
    vague = part("Aporte de la Defensoría de la Niñez", "Retos previstos", "Faltan lanchas.")
    code, answers, told = merged(form({}), ("a.docx", titled), ("b.docx", vague))
    assert (code, shown(answers["2"])) == (0, [(FISCAL, "Se abrieron 9 fichas.")])
    assert shown(answers["3"]) == [("Defensoría de la Niñez", "Faltan lanchas.")]
    assert "«Institución" not in told
    assert "«Aporte" not in told


def test_what_the_form_does_not_ask_is_told_with_its_title(merged) -> None:
    lines = ("Retos previstos", "Faltan lanchas.", "Lecciones aprendidas", "Conviene ir antes.")
    _, _, told = merged(form({}), ("a.docx", part(*lines)))
    assert (
        "«Conviene ir antes.» (bajo «Lecciones aprendidas», que no se encontró en el formulario)"
        in told
    )


def test_nothing_is_written_without_a_contribution(merged) -> None:
    loose = part("Directorio de oficinas", "La oficina de Salto está en la calle Lima.")
    code, answers, told = merged(form({}), ("a.docx", loose))
    assert (code, answers) == (3, {})
    assert "Copie en él la pregunta sobre cada texto, o un título con su número" in told
    assert told.endswith("No se escribió nada: el aporte no se pudo usar.\n")


FILES = "Se abrieron 9 fichas."


@pytest.mark.parametrize(
    ("lines", "first", "second", "left"),
    [
        # A topic of the form asks for it, in bold; so it does at the beginning.
        ((FIRST, "Se visitó Salto.", "**2. Registro único", FILES), 1, 1, 0),
        ((FIRST, "Se visitó Salto.", "2. Registro único", FILES), 1, 1, 0),
        (("**Registro único", FILES, RETOS, "El sol."), 0, 1, 0),
        ((FIRST, "**5 pueblos", "Se visitó Salto.", "**2. Registro único:", FILES), 2, 1, 0),
        # Another title with a number ends the answer, unless it is an item of a list.
        ((FIRST, "Se visitó Salto.", "**2. Cuentas", FILES), 1, 0, 2),
        ((FIRST, "**1. Salto", "Se visitó.", "**2. Cuentas", FILES), 4, 0, 0),
        # A sentence in its words, or a title that stands twice, is no other.
        (
            (FIRST, "Registro único no hay.", *2 * ("**Registro único", FILES), SUPPORT, "No."),
            1,
            2,
            0,
        ),
        # Topics are items of a list.
        ((FIRST, "Son dos:", "Inspección rural", "Registro único", FILES), 4, 0, 0),
    ],
)
def test_a_title_asks_for_the_topic_of_the_form(merged, lines, first, second, left) -> None:
    bold = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r></w:p>"
    body = "".join(bold.format(x[2:]) if x.startswith("**") else p(x) for x in lines)
    _, answers, told = merged(form({}), ("a.docx", docx(body)))
    assert [len(shown(answers[n])) for n in ("1", "2")] == [first, second]
    assert told.count("  – «") == left


def test_findings_name_the_author(merged, tmp_path, capsys) -> None:
    merged(
        form({}), ("INE.docx", form({FIRST: p("Se capacitó a docentes sobre trabajo infantil.")}))
    )
    assert run(["check", str(tmp_path / "informe.docx"), "--format", "json"]) in {0, 1}
    found = json.loads(capsys.readouterr().out)["findings"]
    named = [f for f in found if f["passage"] and f["passage"]["author"] == "INE"]
    assert named
    assert all(f["message"].endswith("Lo aportó: INE.") for f in named)


def test_a_prompt_goes_once_there_is_an_answer(merged, tmp_path) -> None:
    prompt = sdt(p("Haga clic o pulse aquí para escribir texto."), tag="r")
    chosen = sdt(p("Elija un elemento."), properties="<w:showingPlcHdr/><w:dropDownList/>")
    own = form({FIRST: prompt, SECOND: prompt, RETOS: chosen})
    merged(own, ("a.docx", form({FIRST: p("Se visitó Salto."), RETOS: p("El sol.")})))
    text = unzipped((tmp_path / "informe.docx").read_bytes())["word/document.xml"].decode()
    assert text.count("Haga clic") == 1
    assert text.index("Registro único") < text.index("Haga clic")
    assert "Elija un elemento." in text

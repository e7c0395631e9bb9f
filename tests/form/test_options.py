from __future__ import annotations

from dataclasses import replace

import pytest

from meta87.form.options import match_option, typed_options
from meta87.form.parser import parse
from meta87.form.template import default_template
from meta87.reading.document import Block, BlockKind, Cell, Document
from tests.form.build import FORM, block, document
from tests.sections import sections

EXAMPLES = sections("options.txt")
STATUS = default_template().question("next_step_status")
CHANGE = default_template().question("review_priorities").choices[-1]
SUCCESS = default_template().question("other_success")


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("En curso", "En curso", ""),
        ("En curzo", "En curso", ""),
        ("En curso, desde marzo", "En curso", ", desde marzo"),
        ("En curso Se firmó en mayo.", "En curso", " Se firmó en mayo."),
        ("En curso y avanzado", "En curso y avanzado", ""),
        ("Pendiente", "Pendiente", ""),
    ],
)
def test_a_label_is_told_from_what_follows_it(text, label, rest) -> None:
    assert match_option(STATUS, text) == (label, len(text) - len(rest))


@pytest.mark.parametrize(
    ("text", "label"),
    [("no aplicable", "no aplicable"), ("no", "no"), ("Sí", "sí"), ("no aplicable in apricable", "no aplicable")],
)  # fmt: skip
def test_short_labels_do_not_take_each_others_place(text, label) -> None:
    assert match_option(SUCCESS, text)[0] == label


def test_a_doubled_box_is_one_choice() -> None:
    report = parse(document(*FORM[:-2], "[x] poco progreso", "[ ] poco progreso", "[ ] gran progreso"))  # fmt: skip
    assert [(c.label, c.checked) for c in report.answers[-1].choices] == [
        ("no hay progreso", False), ("poco progreso", True), ("gran progreso", False),
    ]  # fmt: skip


def cell(text: str, row: int, column: int, **fields: object) -> Block:
    made = replace(block(text), kind=BlockKind.TABLE_CELL, cell=Cell(0, row, column))
    return replace(made, **fields)


LABELS = ("no hay progreso", "poco progreso", "gran progreso")


@pytest.mark.parametrize(
    "cells",
    [
        [cell(LABELS[0], 0, 0), cell(LABELS[1], 1, 0), cell("X", 1, 1), cell(LABELS[2], 2, 0)],
        [cell(LABELS[0], 0, 1), cell("(x)", 1, 0), cell(LABELS[1], 1, 1), cell(LABELS[2], 2, 1)],
        [*(cell(label, 0, n) for n, label in enumerate(LABELS)), cell("x", 1, 1)],
        [
            part
            for n, label in enumerate(LABELS)
            for part in (
                cell("", n, 0, kind=BlockKind.CHECKBOX, checked=n == 1),
                cell(label, n, 1),
            )
        ],
    ],
    ids=["mark right", "mark left", "mark below", "bare boxes"],
)
def test_a_mark_in_a_cell_ticks_the_option_of_its_row_or_column(cells) -> None:
    form = document(*FORM[:-3])
    report = parse(Document("a.docx", "docx", (*form.blocks, *cells)))
    last = report.answers[-1]
    assert [(c.label, c.checked) for c in last.choices] == [
        (LABELS[0], False), (LABELS[1], True), (LABELS[2], False),
    ]  # fmt: skip
    assert last.blocks == ()


def test_a_table_with_one_option_among_its_words_stays_a_table() -> None:
    form = document(*FORM[:-3])
    cells = (cell("Sector privado", 0, 0), cell("x", 0, 1), cell("Dos empresas", 1, 0))
    report = parse(Document("a.docx", "docx", (*form.blocks, *cells)))
    assert [b.text for b in report.answers[-1].blocks] == ["Sector privado", "x", "Dos empresas"]


@pytest.mark.parametrize(("cells", "ticked"), EXAMPLES["a row of cells"])
def test_a_mark_in_a_row_of_options_ticks_the_one_beside_it(cells: str, ticked: str) -> None:
    row = [cell(text, 0, column) for column, text in enumerate(cells.split("|")) if text]
    report = parse(Document("a.docx", "docx", (*map(block, FORM[:-3]), *row)))
    assert [c.label for c in report.answers[-1].choices if c.checked] == [ticked]


def test_a_mark_that_ticks_nothing_stays_in_the_text() -> None:
    row = [cell(LABELS[0], 0, 0), cell(LABELS[1], 0, 1), cell("X", 1, 2)]
    answer = parse(Document("a.docx", "docx", (*map(block, FORM[:-3]), *row))).answers[-1]
    assert not any(choice.checked for choice in answer.choices)
    assert [b.text for b in answer.blocks] == ["X"]


YES_OR_NO = ("sí", "no", "no lo sé")


def shown(options: list[tuple[str, bool]]) -> str:
    """Give options as the file of examples has them."""
    return " / ".join(f"{'x' if ticked else '-'} {label}" for label, ticked in options) or "-"


@pytest.mark.parametrize(("text", "found"), [*EXAMPLES["a line"], ("", "-")])
def test_options_are_told_in_a_line_of_nothing_else(text: str, found: str) -> None:
    options = typed_options(YES_OR_NO, text)
    assert shown([(option.label, option.ticked) for option in options]) == found
    assert [option.end for option in options] == sorted(option.end for option in options)
    assert not options or options[-1].end == len(text)


MORE = "6. En comparación con el año pasado, ¿cree que hubo una mayor colaboración con las partes interesadas nacionales?"


@pytest.mark.parametrize(("typed", "ticks", "written"), EXAMPLES["an answer"])
def test_options_may_be_ticked_by_typing(typed, ticks, written) -> None:
    lines = typed.split(" / ")
    for asked in ([MORE, *lines], [f"{MORE} {lines[0]}", *lines[1:]]):
        if len(asked) == len(lines) and (lines[0].startswith(("[", "-")) or ticks == "-"):
            continue  # a box or bullet begins its own line
        answer = parse(document(*FORM, *asked)).answers[-1]
        assert shown([(choice.label, choice.checked) for choice in answer.choices]) == ticks
        assert (" / ".join(block.text for block in answer.blocks) or "-") == written


def test_a_single_box_that_is_not_ticked_stays_so() -> None:
    answer = parse(document(*FORM, MORE, "[ ] Sí")).answers[-1]
    assert [(c.label, c.checked) for c in answer.choices] == [("sí", False)]


PARTNERS = "6. ¿Colaboró con algún socio nacional? Por favor, seleccione todo lo que corresponda."
USEFUL = "6. ¿Se ha considerado útil el proceso de los países pioneros?"
STEP = "6. ¿Cuál es la situación de su próximo paso «Padrón rural»?"


@pytest.mark.parametrize(
    ("asked", "lines", "ticked"),
    [
        (PARTNERS, ["[x] Gremios sindicales", "[ ] Patronal", "[x] El sector privado"],
         ["Organizaciones de trabajadores", "Sector privado"]),
        (PARTNERS, ["[x] ONG (Surcos)", "[ ] Redes de sobrev."],
         ["Organizaciones locales de la sociedad civil"]),
        (PARTNERS, ["Empleadores x", "Ministerios"],
         ["Organizaciones de empleadores", "Ministerios de su Gobierno"]),
        (PARTNERS, ["Empresas: no", "Sociedad civil: sí", "Otros ministerios - sí"],
         ["Organizaciones locales de la sociedad civil", "Ministerios de su Gobierno"]),
        (PARTNERS, ["Sindicatos, sector privado y ministerios"],
         ["Organizaciones de trabajadores", "Sector privado", "Ministerios de su Gobierno"]),
        (PARTNERS, ["Organizaciones"], []),
        (PARTNERS, ["Los ministerios se reunieron con los sindicatos en mayo."], []),
        (STEP, ["No alcanzado / Previsto / En curso / Completado", "Previsto x"], ["Previsto"]),
        (STEP, ["Concluido"], ["Completado"]),
        (STEP, ["Curso de formación"], []),
        (USEFUL, ["Sí X No"], []),
        (STEP, ["En curso X", USEFUL, "Sí X No"], ["sí"]),
        (USEFUL, ["En caso afirmativo: ¿Cómo describiría el impacto del Proceso Pionero en su país?",
                  "Sí", "Hay una mesa."], ["sí"]),
    ],
)  # fmt: skip
def test_options_may_be_shortened_or_ticked_in_words(asked, lines, ticked) -> None:
    report = parse(document(*FORM, asked, *lines))
    asks = next(a for a in reversed(report.answers) if a.choices or a.id != "process_impact")
    assert sorted(c.label for c in asks.choices if c.checked) == sorted(ticked)


@pytest.mark.parametrize(
    "rows",
    [
        ("||Sí|No", "|Patronal|X|", "|Sindicatos||X", "|Otros ministerios|X|"),
        ("|Empleadores|sí|", "|Trabajadores|no|", "|Ministerios|sí|"),
        ("|Trabajadores|no|", "|Empleadores|sí|", "|Ministerios|sí|"),
        ("|Empleadores|sí|", "|Ministerios|sí|"),
        ("|Empleadores|x|", "|Sobrevivientes||", "|Ministerios|x|"),
    ],
)
def test_a_column_of_shortened_options_is_ticked_by_the_cells_beside_it(rows) -> None:
    cells = [
        cell(text, row, column)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts.split("|"))
        if text
    ]
    blocks = (*document(*FORM, PARTNERS).blocks, *cells)
    answer = parse(Document("a.docx", "docx", blocks)).answers[-1]
    assert [c.label for c in answer.choices if c.checked] == [
        "Organizaciones de empleadores", "Ministerios de su Gobierno",
    ]  # fmt: skip
    assert not answer.blocks


@pytest.mark.parametrize("names", [("Patronal", "Sindicatos", "Otros ministerios"),
                                   ("Sector privado", "Organizaciones de trabajadores")])  # fmt: skip
def test_nothing_is_ticked_below_a_head_that_says_no(names) -> None:
    rows = [("Grupo", "No"), *((name, "x") for name in names)]
    cells = [cell(text, n, at) for n, row in enumerate(rows) for at, text in enumerate(row)]
    blocks = (*document(*FORM, PARTNERS).blocks, *cells)
    answer = parse(Document("a.docx", "docx", blocks)).answers[-1]
    assert (answer.id, len(answer.choices)) == ("national_partners", len(names))
    assert not [choice.label for choice in answer.choices if choice.checked]


@pytest.mark.parametrize("mark", ["sí", "x"])
def test_a_small_table_where_no_options_are_asked_for_is_text(mark) -> None:
    rows = [("Patronal", mark, "Dejó la mesa"), ("Sindicatos", "no", "Sin sede")]
    cells = [cell(text, n, at) for n, row in enumerate(rows) for at, text in enumerate(row)]
    blocks = (*document(*FORM, "¿Cómo superó los retos?").blocks, *cells)
    report = parse(Document("a.docx", "docx", blocks))
    assert not [answer.id for answer in report.answers[5:] if answer.choices]
    assert {text for row in rows for text in row} <= {each.block.text for each in report.placed}


def test_an_answer_amid_a_table_is_no_head_of_the_marks_below_it() -> None:
    rows = [
        ("¿Ha prestado apoyo a alguna iniciativa subregional, regional o global?", "No"),
        (PARTNERS, ""),
        ("Organizaciones de trabajadores", ""),
        ("Organizaciones de empleadores", "X"),
        ("Sector privado", "☒"),
    ]
    cells = [cell(text, n, at) for n, row in enumerate(rows) for at, text in enumerate(row) if text]
    cells[-1] = replace(cells[-1], text="", kind=BlockKind.CHECKBOX, checked=True)
    report = parse(Document("a.docx", "docx", (*document(*FORM).blocks, *cells)))
    assert [[c.label for c in answer.choices if c.checked] for answer in report.answers[-2:]] == [
        ["no"], ["Organizaciones de empleadores", "Sector privado"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "between", [[], ["¿Cuáles son las lecciones aprendidas?", "Salir de noche."]]
)
def test_an_option_that_asks_more_is_answered_below_it(between: list[str]) -> None:
    asked = "¿Es necesario revisar las prioridades de la hoja de ruta de su país?"
    more = CHANGE.replace(" a esta pregunta", "")
    report = parse(document(*FORM, asked, "Sí", *between, more, "Incluir la estiba."))
    [answer] = [each for each in report.answers if each.id == "review_priorities"]
    assert [block.text for block in answer.blocks] == ["Incluir la estiba."]
    assert [choice.label for choice in answer.choices if choice.checked] == ["sí"]


def test_an_answer_in_the_line_of_an_option_that_asks_more_is_kept() -> None:
    asked = "¿Es necesario revisar las prioridades de la hoja de ruta de su país?"
    report = parse(document(*FORM, asked, "Sí", f"{CHANGE} Incluir la estiba."))
    assert report.answers[-1].blocks[-1].text.endswith("Incluir la estiba.")


@pytest.mark.parametrize(
    ("before", "ticked"), [("Sí.", ["sí"]), ("No.", ["no"]), ("NO", ["no"]), ("Habló la CUT.", [])]
)
def test_what_is_typed_before_an_option_that_asks_more_is_kept(before, ticked) -> None:
    asked = "¿Es necesario revisar las prioridades de la hoja de ruta de su país?"
    answer = parse(document(*FORM, asked, f"{before} {CHANGE}", "Sumar la estiba.")).answers[-1]
    assert [choice.label for choice in answer.choices if choice.checked] == ticked
    assert answer.blocks[-1].text == "Sumar la estiba."
    assert (before in answer.blocks[0].text) is not bool(ticked)


@pytest.mark.parametrize("line", ["Encuestas y entrevistas.", "encuestas, entrevistas"])
def test_the_options_that_a_line_lists_are_those_that_hold(line) -> None:
    report = parse(document(*FORM, "Herramientas de evaluación", line))
    ticked = [choice.label for choice in report.answers[-1].choices if choice.checked]
    assert (report.answers[-1].id, ticked) == ("evaluation_tools", ["encuestas", "entrevistas"])

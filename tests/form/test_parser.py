from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta87.form.parser import parse
from meta87.form.report import Role
from meta87.reading.document import Remark, RemarkKind
from tests.form.build import FORM, document, texts


def test_a_form_is_understood() -> None:
    report = parse(document(*FORM))
    assert (report.template, report.country, report.year) == ("alianza87", "UY", 2023)
    assert report.period == (date(2023, 1, 1), date(2023, 12, 31))
    assert texts(report) == {
        "1": ["En abril se inspeccionaron 40 chacras."],
        "2": ["Se creó el registro."],
        "3": [],
        "4": ["Sí, de la cooperación regional."],
        "5": [],
    }


def test_questions_carry_what_the_template_knows_of_them() -> None:
    first, _, third, _, fifth = parse(document(*FORM)).answers
    assert (first.id, first.topic) == ("priority_progress", "Inspección rural")
    assert first.required
    assert (third.id, third.required, third.expects) == ("expected_challenges", False, "context")
    assert fifth.closed
    assert [(c.label, c.checked) for c in fifth.choices] == [
        ("no hay progreso", False), ("poco progreso", True), ("gran progreso", False),
    ]  # fmt: skip


def test_questions_of_the_form_that_a_file_lacks_are_told() -> None:
    missing = parse(document(*FORM)).missing
    assert [a.id for a in missing[:3]] == ["next_priorities", "highlights", "other_success"]
    assert len(missing) == 22
    wanted = missing[0]
    assert (wanted.question, wanted.state, wanted.required) == ("", "empty", True)
    assert wanted.wording.startswith("Para el período de … a …, ¿cuáles son las prioridades")


def test_a_priority_that_was_left_out_is_missing() -> None:
    numbered = {4: "3. Desde", 6: "4. ¿Qué", 7: "5. ¿Nec", 9: "6. ¿Cómo"}
    lines = [numbered[n] + line[len(numbered[n]) :] if n in numbered else line
             for n, line in enumerate(FORM)]  # fmt: skip
    assert lines[4].startswith("3. Desde enero")
    missing = parse(document(*lines)).missing
    assert [a.id for a in missing[:2]] == ["priority_progress", "next_priorities"]


def test_priorities_between_which_others_are_asked_lack_none() -> None:
    report = parse(document("Prioridad 2: Registro", "Se creó.", "Retos previstos", "La sequía.",
                            "Lecciones aprendidas", "Visitar.", "Prioridad 1: Zafra", "Se visitó."))  # fmt: skip
    assert [a.question for a in report.answers] == ["1", "2", "3", "4"]
    assert "priority_progress" not in [a.id for a in report.missing]


STEP = "{}. ¿Cuál es la situación de su próximo paso {} [«Contratar inspectores»]?"
AHEAD = (
    "{}. Para el período de enero de 2024 a diciembre de 2024, ¿cuáles son las prioridades para que"
    " su país logre la hoja de ruta?"
)
NEXT = "{}. ¿Qué retos anticiparía en este proceso?"
ADDED = "{}. ¿Qué instituciones participaron en la redacción de este informe?"
STATUS_ID = "next_step_status"


@pytest.mark.parametrize(
    ("lines", "cut"),
    [
        ((AHEAD.format(6), NEXT.format(7)), 3),  # 3 to 5 were cut
        ((NEXT.format(7),), 3),  # and 6, which is missed by itself
        ((AHEAD.format(3), NEXT.format(4)), 0),  # a first report has none
        ((AHEAD.replace("{}. ", ""), NEXT.replace("{}. ", "")), 0),  # without numbers nobody knows
        ((ADDED.format(3), AHEAD.format(4)), 0),  # the number is that of a question of its own
        ((ADDED.format(3), AHEAD.format(5)), 1),
        ((STEP.format(3, 1), AHEAD.format(4)), 0),
        ((STEP.format(3, 1), STEP.format(5, 3), AHEAD.format(6)), 1),
    ],
)
def test_next_steps_that_were_cut_are_missing_by_their_numbers(lines, cut) -> None:
    report = parse(document(*FORM[:6], *lines))
    assert [a.id for a in report.missing].count(STATUS_ID) == cut
    skipped = [a.id for a in report.skipped]
    assert skipped == ([] if cut or "próximo paso" in lines[0] else [STATUS_ID])


def test_a_document_that_is_no_form_lacks_no_question_of_it() -> None:
    assert parse(document("Se atendió a 30 víctimas.")).missing == ()


def test_two_ticks_where_one_is_meant_are_both_kept() -> None:
    report = parse(document(*FORM[:-1], "[x] gran progreso"))
    rating = report.answers[-1]
    assert [c.label for c in rating.choices if c.checked] == ["poco progreso", "gran progreso"]
    assert not rating.several


def test_what_the_template_says_of_an_answer_reaches_the_rules() -> None:
    asked = "¿Cuáles fueron estos éxitos significativos?"
    details = parse(document(*FORM, asked)).answers[-1]
    assert (details.follows, details.when) == ("other_success", ("sí",))


@pytest.mark.parametrize(
    ("printed", "left"),
    [
        ("¿Que retos anticiparia en este proceso?", ""),
        ("12.a) ¿Qué retos anticiparía en este proceso?", ""),
        ("3. ¿Qué rctos anticiparía en este procesa? Los de presupuesto.", "Los de presupuesto."),
        ("¿Qué retos anticiparía en este proceso? * Ninguno nuevo.", "Ninguno nuevo."),
    ],
)
def test_a_question_is_known_by_its_wording_and_cut_from_what_follows(printed, left) -> None:
    lines = [*FORM[:6], printed, *FORM[7:]]
    third = parse(document(*lines)).answers[2]
    assert third.id == "expected_challenges"
    assert [b.text for b in third.blocks] == ([left] if left else [])


def test_a_question_may_run_over_two_blocks() -> None:
    first, second = FORM[7].split(" En caso ")
    lines = [*FORM[:7], first, "En caso " + second, *FORM[8:]]
    report = parse(document(*lines))
    assert texts(report)["4"] == ["Sí, de la cooperación regional."]


@pytest.mark.parametrize("short", ["N/A", "No aplicable", "Ídem"])
def test_a_short_answer_before_a_question_is_not_taken_for_its_start(short) -> None:
    lines = [*FORM[:7], short, *FORM[7:]]
    assert texts(parse(document(*lines)))["3"] == [short]


def test_what_follows_an_option_that_asks_for_more_is_an_answer() -> None:
    asked = "¿Ha colaborado con algún socio internacional? * Por favor, seleccione todo lo que corresponda."
    lines = [*FORM, asked, "[x] OIT", "[x] otros (precisar): Cooperación suiza"]
    last = parse(document(*lines)).answers[-1]
    ticked = [("OIT", True), ("otros (precisar):", True)]
    assert [(c.label, c.checked) for c in last.choices] == ticked
    assert [b.text for b in last.blocks] == ["Cooperación suiza"]


@pytest.mark.parametrize(
    "opening", ["Desde el Ministerio se formó a 200 inspectores.", "Desde 2020 hay una línea."]
)
def test_an_answer_that_opens_like_the_next_question_stays_an_answer(opening) -> None:
    report = parse(document(*FORM[:4], opening, *FORM[4:]))
    assert texts(report)["1"] == [FORM[3], opening]
    assert len(report.answers) == 5


def test_notes_and_headings_of_the_form_are_no_answers() -> None:
    notes = ["Comentarios:", "# Perspectivas de futuro", "¡Gracias!", "www.Alliance87.org"]
    report = parse(document(*FORM[:9], *notes, *FORM[9:]))
    assert texts(report)["4"] == ["Sí, de la cooperación regional."]


def test_text_after_a_note_on_its_line_is_an_answer() -> None:
    lines = [*FORM[:7], "Comentarios: Hará falta presupuesto.", *FORM[7:]]
    assert texts(parse(document(*lines)))["3"] == ["Hará falta presupuesto."]


def test_numbers_follow_the_form_when_it_skips_some() -> None:
    lines = [line.replace("4. ¿Nec", "12. ¿Nec").replace("5. ¿Cómo", "13. ¿Cómo") for line in FORM]
    assert list(texts(parse(document(*lines)))) == ["1", "2", "3", "12", "13"]


def test_another_document_is_one_answer() -> None:
    report = parse(document("# Memoria anual", "Se atendió a 30 víctimas.", "[x] sí"))
    assert (report.template, len(report.answers)) == ("", 1)
    assert texts(report) == {"1": ["Memoria anual", "Se atendió a 30 víctimas.", "sí"]}


def test_a_few_questions_of_the_form_are_understood_where_the_document_begins_with_one() -> None:
    report = parse(document(FORM[2], "Se atendió a 30 víctimas.", FORM[6], "Falta de personal."))
    assert report.template == "alianza87"
    assert list(texts(report).values()) == [["Se atendió a 30 víctimas."], ["Falta de personal."]]


def test_titles_may_stand_before_the_certain_question_of_a_contribution() -> None:
    lines = ("Institución: OIJ", "Prioridad 2: Registro único", "Se abrieron 9 fichas.")
    report = parse(document(*lines))
    assert report.template == "alianza87"
    assert [each.topic_number for each in report.answers] == [2]
    assert report.remarks == (Remark(RemarkKind.PART, 1),)
    prose = "El plan de 2019 tuvo dos prioridades y las dos se cumplieron."
    assert parse(document(prose, *lines)).template == ""
    assert parse(document(*FORM)).remarks == ()


def test_a_document_that_only_quotes_a_question_is_one_answer() -> None:
    report = parse(document("Memoria del año", "Se atendió a 30 víctimas.", FORM[6], "Ninguno."))
    assert (report.template, len(report.answers)) == ("", 1)


@pytest.mark.parametrize(
    ("name", "country"),
    [("MÉXICO", "MX"), ("República de México", "MX"), ("Costa Brava", "Costa Brava")],
)
def test_the_country_that_stands_at_the_head_has_its_place(name, country) -> None:
    form = [line.replace("Uruguay", name.title().removeprefix("República De ")) for line in FORM]
    report = parse(document(name, *form))
    assert (report.country, report.unplaced) == (country, ())


def test_the_country_is_known_by_the_head_where_the_form_does_not_say_it() -> None:
    assert parse(document("Perú", *FORM[1:])).country == "PE"


def squeezed(text: str) -> str:
    return "".join(text.split())


TEXTS = st.lists(
    st.sampled_from(
        [*FORM, "Comentarios:", "- Otra acción.", "[x] sí", "No aplica", "20.", "a", ">"]
    )
    | st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=80)
    .map(lambda text: " ".join(text.split()).lstrip("> "))  # the mark of a quotation is no text
    .filter(bool),
    max_size=25,
)


@given(TEXTS)
def test_every_block_lands_in_exactly_one_place_that_leads_back_to_its_source(lines) -> None:
    doc = document(*lines)
    report = parse(doc)
    assert squeezed("".join(p.block.text for p in report.placed)) == squeezed(doc.text)
    placed = [p.block.text for p in report.placed if p.role is Role.ANSWER]
    assert placed == [b.text for a in report.answers for b in a.blocks]
    for each in report.placed:
        for anchor in each.block.locate(0, len(each.block.text)):
            source = doc.blocks[anchor.unit].text
            assert source[anchor.start : anchor.end] in each.block.text


LETTER = ("Sobre los progresos en la primera prioridad, informo de que 40 niñas dejaron las ladrilleras.",
    "Acerca de los retos que se anticipan en este proceso, faltan vehículos.",
    "Consultados sobre las prioridades para el período de mayo de 2026 a abril de 2027, abrir centros.",
    "En cuanto a la situación del próximo paso «Registro único», está completado.")  # fmt: skip


SENTENCE = (
    "Se remite la respuesta de las cuatro oficinas que escribieron para lo que Chile ha de contar"
    " este año a la Alianza 8.7, de mayo de 2025 a abril de 2026, con las fichas que cada una tuvo"
    " a bien mandar entre junio y julio de 2026."
)


@pytest.mark.parametrize(
    "head",
    [
        ("Asunto: Respuesta al cuestionario de Chile, mayo de 2025 a abril de 2026",),
        ("Asunto: Respuesta al cuestionario de Chile, mayo de 2025 a", "abril de 2026"),
        (SENTENCE,),
    ],
)
def test_the_head_tells_country_and_period_in_its_subject_or_in_a_sentence(head) -> None:
    report = parse(document("Oficio 14", *head, *(f"{n}.- {t}" for n, t in enumerate(LETTER, 1))))
    assert report.country == "CL"
    assert report.period == (date(2025, 5, 1), date(2026, 4, 30))


@pytest.mark.parametrize(
    "told",
    [
        ("Se atendió a retornados de México.", "Salen hacia México, con cooperación de México."),
        ("Con apoyo del Gobierno de España se presenta este informe.",),
        ("Trabajo infantil en el corte de chile",),
    ],
)
def test_a_country_that_others_come_from_is_not_the_report_s(told) -> None:
    assert parse(document(*told, *FORM[1:], *told)).country == ""

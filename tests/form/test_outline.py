"""Reports under headings in a ministry's own words: what each answers, and where each answer ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from meta87.form.parser import parse
from meta87.form.report import Role
from meta87.reading.document import Block, BlockKind, Document
from tests.form.build import document, read, told

OUTLINES = Path(__file__).with_name("outlines.txt")
OPENINGS = {"next_step_status": "En curso. ", "progress_rating": "Gran progreso. "}
WRITTEN = "Jilguero {n}: zafiros, nenúfares, amatistas."  # of no question
Row = tuple[int, str, str]


def outlines() -> Iterator[list[Row]]:
    lines = OUTLINES.read_text("utf8").splitlines()
    starts = [n for n, line in enumerate(lines) if line.startswith("= ")]
    for first, last in zip(starts, [*starts[1:], len(lines)], strict=True):
        rows = (line.rsplit(" | ", 1) for line in lines[first + 1 : last])
        yield [(int(head[0]), head[2:], asked) for head, asked in rows]


def outcomes(rows: list[Row], heading: str) -> Iterator[str]:
    """Yield what became of each text: right, loose or wrong."""
    texts = [OPENINGS.get(asked, "") + WRITTEN.format(n=n) for n, (*_, asked) in enumerate(rows)]
    report = read(
        "\n\n".join(
            heading.format(marks="#" * level, title=title) + ("" if asked == "." else f"\n\n{text}")
            for text, (level, title, asked) in zip(texts, rows, strict=True)
        )
    )
    above = ""
    for n, (*_, asked) in enumerate(rows):
        above = above if asked in ".+" else asked
        found = [a.id for a in report.answers for b in a.blocks if WRITTEN.format(n=n) in b.text]
        wanted = [] if above == "-" else [above]
        if asked != ".":
            yield "right" if found == wanted else "wrong" if found else "loose"


@pytest.mark.parametrize("heading", ["{marks} {title}", "**{title}**"])
def test_a_text_is_under_its_question_or_loose_and_never_under_another(heading) -> None:
    found = [each for rows in outlines() for each in outcomes(rows, heading)]
    assert found.count("wrong") == 0
    assert found.count("right") >= 0.9 * len(found)


STEPS = """\
# Avances

## Prioridad 1: Ladrilleras

Se visitaron 40 hornos.

### Visitas por mes

Mayo, 12; junio, 28.

# Pasos que anunciamos

## 2.1 Ficha única

Completado. Tiene 90 niñas.

# Presupuesto

Se gastaron dos millones.

# Aspectos destacados

La ficha única.
"""


def test_headings_below_that_of_the_steps_are_steps_and_another_one_ends_them() -> None:
    report = read(STEPS)
    assert told(report) == [
        ("priority_progress", "Se visitaron 40 hornos. | Visitas por mes | Mayo, 12; junio, 28."),
        ("next_step_status", "Tiene 90 niñas."),
        ("highlights", "La ficha única."),
    ]
    (step,) = (a for a in report.answers if a.id == "next_step_status")
    assert (step.topic, [c.label for c in step.choices if c.checked]) == (
        "Ficha única", ["Completado"],
    )  # fmt: skip
    assert [each.block.text for each in report.unrecognised] == ["Presupuesto"]
    assert [p.block.text for p in report.placed if p.role is Role.FORM] == [
        "Avances",
        "Pasos que anunciamos",
    ]


def test_titles_in_bold_in_the_answers_of_a_whole_form_end_none() -> None:
    asked = ["1. ¿Qué retos anticiparía en este proceso?", "2. ¿Cuáles fueron estos éxitos significativos?",
             "3. ¿Cómo superó los retos? ¿Cuáles son las lecciones aprendidas?",
             "4. ¿Es necesario revisar las prioridades de la hoja de ruta de su país?"]  # fmt: skip
    own = "**Mesa de campo**\n\nLa sequía.\n\n**Otras zonas**\n\nEl mar."
    lines = [f"**{each}**\n\nHay dos." for each in asked]
    report = read("\n\n".join([lines[0], own, *lines[1:]]))
    assert [len(a.blocks) for a in report.answers] == [5, 1, 1, 1]


def test_a_heading_that_an_option_follows_asks_the_only_question_that_has_it() -> None:
    report = read("# Prioridad 1: Zafra\n\nHay 12.\n\n# Veredicto de la mesa\n\nPoco progreso.\n")
    assert [a.id for a in report.answers] == ["priority_progress", "progress_rating"]
    assert [c.label for c in report.answers[1].choices if c.checked] == ["poco progreso"]


def test_priorities_may_be_answered_in_any_order() -> None:
    lines = ["Prioridad 3: Pesca", "Hay 12.", "Prioridad 1: Zafra", "Hay 40.", "Prioridad 1: Zafra"]
    report = parse(document(*lines, "Retos", "La sequía."))
    assert [a.topic_number for a in report.answers] == [3, 1, None]


def test_a_priority_is_told_under_a_heading_of_the_level_of_the_one_before() -> None:
    lines = (
        "# Prioridades",
        "## Prioridad 1: café",
        PRIORITY,
        "## Prioridad 2: pesca",
        PRIORITY,
        "# Dificultades",
        DIFFICULTIES,
        "# Lecciones",
        LESSONS,
    )
    bare = ("# El clima", PRIORITY)
    expected = ["priority_progress", "priority_progress", "difficulties", "lessons"]
    asked = [a.id for a in read("\n\n".join((*lines[:5], *bare, *lines[5:]))).answers]
    assert [each for each in asked if each in expected] == expected


def test_a_line_that_each_page_repeats_with_its_number_answers_nothing() -> None:
    foot = "Comisión Nacional, informe 2024 – página {}"
    lines = ["Prioridad 1: Zafra", "Hay 12.", foot.format(1), "Prioridad 2: Pesca", "Hay 40.",
             foot.format(2), "Retos", "La sequía.", foot.format(3)]  # fmt: skip
    assert [len(a.blocks) for a in parse(document(*lines)).answers] == [1, 1, 1]


def test_an_approval_after_the_last_answer_is_no_part_of_it() -> None:
    report = read("# Prioridad 1: Zafra\n\nHay 12.\n\nV.º B.º Dirección: __________\n")
    assert told(report) == [("priority_progress", "Hay 12.")]


DIFFICULTIES = "La falta de personal y los recortes de presupuesto retrasaron las visitas; las lluvias impidieron llegar."
LESSONS = "Aprendimos que conviene convocar desde el inicio a los municipios: las mesas que se reunieron superaron los retrasos."
PARTNERS = "El proyecto de la Unión Europea y la OIT equipó once oficinas; la OIM acompañó a los retornados con la embajada."
SUPPORT = "Se solicita a la OIT asistencia técnica para diseñar la encuesta, y a UNICEF apoyo para capacitar equipos."
PLANS = "Se ampliará el registro a diez provincias, se aprobará el reglamento y se capacitará a los equipos en 2026."
PRIORITY = "La inspección retiró a 312 niñas y niños de 41 fincas entre marzo y octubre de 2024 y los matriculó en la escuela."


def test_short_lines_with_a_colon_above_a_paragraph_are_titles() -> None:
    lines = ("Prioridad 1, café sin niñez:", PRIORITY, "Acerca de las dificultades:", DIFFICULTIES,
             "Y lo que nos llevamos de todo ello:", LESSONS,
             "En cuanto a la gente de afuera:", PARTNERS)  # fmt: skip
    assert told(read("\n\n".join(lines))) == [
        ("priority_progress", PRIORITY), ("difficulties", DIFFICULTIES), ("lessons", LESSONS),
        ("international_details", PARTNERS),
    ]  # fmt: skip


def test_a_heading_above_the_first_known_one_asks_if_it_is_of_its_level() -> None:
    """What opens a report answers nothing, whatever it tells."""
    lines = ("# Bienvenida", PRIORITY, "## Café sin niñez", PRIORITY, "## Con lo que tropezamos",
             DIFFICULTIES, "## Lecciones aprendidas", LESSONS, "## Socios internacionales", PARTNERS)  # fmt: skip
    assert told(read("\n\n".join(lines))) == [
        ("priority_progress", PRIORITY), ("difficulties", DIFFICULTIES), ("lessons", LESSONS),
        ("international_details", PARTNERS),
    ]  # fmt: skip


def test_titles_in_bold_stand_below_the_headings_that_are_styled() -> None:
    lines = ("# Informe", "## Prioridad 1: café sin niñez", PRIORITY, "## Lo que no cupo arriba",
             "**Dificultades**", DIFFICULTIES, "**Lecciones**", LESSONS,
             "**La gente de afuera**", PARTNERS, "**Apoyo que se necesita**", SUPPORT)  # fmt: skip
    assert told(read("\n\n".join(lines))) == [
        ("priority_progress", PRIORITY), ("difficulties", DIFFICULTIES), ("lessons", LESSONS),
        ("international_details", PARTNERS), ("support_needed", SUPPORT),
    ]  # fmt: skip


def test_the_section_of_plans_may_come_last() -> None:
    lines = ("# Prioridad 1: café sin niñez", PRIORITY, "# Dificultades", DIFFICULTIES,
             "# Gente de afuera", PARTNERS, "# Lo que haremos", PLANS, "# De lo que carecemos",
             SUPPORT)  # fmt: skip
    assert told(read("\n\n".join(lines))) == [
        ("priority_progress", PRIORITY), ("difficulties", DIFFICULTIES),
        ("international_details", PARTNERS), ("next_priorities", PLANS), ("support_needed", SUPPORT),
    ]  # fmt: skip


def test_a_heading_is_known_by_the_option_with_which_the_first_words_below_end() -> None:
    rating = (
        "Por cinco votos quedó «poco progreso». Las centrales pidieron que conste su desacuerdo."
    )
    lines = ("# Prioridad 1: café sin niñez", PRIORITY, "# El voto", rating,
             "# Dificultades", DIFFICULTIES)  # fmt: skip
    answers = read("\n\n".join(lines)).answers
    assert [a.id for a in answers] == ["priority_progress", "progress_rating", "difficulties"]
    assert [c.label for c in answers[1].choices if c.checked] == ["poco progreso"]


LED = [
    ("Lo que más costó.", "La crecida aisló tres distritos y no hubo lanchas."),
    ("Cómo salimos y qué aprendimos.", "La Armada prestó las suyas."),
    ("Retos para el año que viene.", ""),
    ("Apoyo que hace falta:", "dos camionetas, de la cooperación."),
]


def test_an_item_that_begins_in_bold_is_a_title_above_its_text() -> None:
    items = [
        Block(BlockKind.LIST_ITEM, f"{title} {text}".strip(), bold=len(title))
        for title, text in LED
    ]
    below = Block(BlockKind.LIST_ITEM, "El presupuesto viene con tope.", level=1)
    assert told(parse(Document("hoja.docx", "docx", (*items[:3], below, *items[3:])))) == [
        ("difficulties", "La crecida aisló tres distritos y no hubo lanchas."),
        ("lessons", "La Armada prestó las suyas."),
        ("expected_challenges", "El presupuesto viene con tope."),
        ("support_needed", "dos camionetas, de la cooperación."),
    ]


def test_a_paragraph_that_begins_in_bold_is_a_title_above_its_text() -> None:
    blocks = [
        Block(
            BlockKind.PARAGRAPH,
            f"{title} {text or 'El presupuesto viene con tope.'}",
            bold=len(title),
        )
        for title, text in LED
    ]
    assert [each for each, _ in told(parse(Document("hoja.docx", "docx", tuple(blocks))))] == [
        "difficulties", "lessons", "expected_challenges", "support_needed",
    ]  # fmt: skip


def test_who_speaks_in_turn_is_no_title() -> None:
    said = [("Ana Rivas:", "Hay radio."), ("Luz Soto:", "Hay lanchas."), ("Ana Rivas:", "Y botes."),
            ("Luz Soto:", "Y redes.")]  # fmt: skip
    spoken = [Block(BlockKind.PARAGRAPH, f"{who} {text}", bold=len(who)) for who, text in said]
    asked = Block(BlockKind.HEADING, "Dificultades", level=1)
    (answer,) = parse(Document("acta.docx", "docx", (asked, *spoken))).answers
    assert len(answer.blocks) == len(said)


RECALLED = (
    ("expected_challenges", "Acerca de los retos que se anticipan, el más serio es la rotación de inspectores."),
    ("support_needed", "A la consulta de si necesita más apoyo, de qué manera y de quién, se pide a la OIT un experto."),
    ("difficulties", "En cuanto a las dificultades, pesaron los apagones y la falta de vehículos."),
    ("lessons", "Respecto de las lecciones aprendidas, conviene firmar antes con los municipios."),
)  # fmt: skip


@pytest.mark.parametrize("mark", ["{}.- ", ""])
def test_a_clause_recalls_the_question_that_its_sentence_answers(mark) -> None:
    own = "En cuanto a Salto, las visitas bajaron de doce a cuatro."
    texts = [mark.format(n) + text for n, (_, text) in enumerate(RECALLED, 4)]
    report = parse(document(*texts[:3], own, texts[3]))
    expected = [[text] for text in texts]
    expected[2].append(own)
    assert told(report) == [
        (asked, " | ".join(parts)) for (asked, _), parts in zip(RECALLED, expected, strict=True)
    ]


def test_a_stop_and_a_dash_set_a_title_apart_from_its_text() -> None:
    lines = ("Retos previstos. — La sequía.", "Apoyo que se necesita. – De la OIT, un experto.")
    assert told(parse(document("Prioridad 1: Zafra", "Hay 12.", *lines)))[1:] == [
        ("expected_challenges", "La sequía."), ("support_needed", "De la OIT, un experto."),
    ]  # fmt: skip


READ_OUT = (
    ("expected_challenges", "Se lee: «¿Qué retos anticiparía en este proceso?»", "La sequía."),
    ("lessons", "«¿Cómo superó los retos?»", "Con radio."),
    ("review_priorities", "La Secretaría lee: «¿Es necesario revisar las prioridades de la hoja de ruta?»", "No."),
)  # fmt: skip


def test_questions_that_are_read_out_are_asked_where_several_are() -> None:
    lines = [line for _, *said in READ_OUT for line in said]
    assert [a.id for a in parse(document(*lines)).answers] == [asked for asked, *_ in READ_OUT]
    alone = parse(document("Dificultades", *lines[2:4], "Lecciones", "Ir con la escuela."))
    assert told(alone)[0] == ("difficulties", " | ".join(lines[2:4]))


def test_a_priority_may_be_numbered_in_parentheses_after_its_name() -> None:
    report = read("# Pesca (prioridad 2)\n\nHay 12.\n\n# Zafra (prioridad 1)\n\nHay 40.\n")
    assert [(a.id, a.topic_number, a.topic) for a in report.answers] == [
        ("priority_progress", 2, "Pesca"),
        ("priority_progress", 1, "Zafra"),
    ]


def test_what_stands_beside_options_answers_the_question_that_asks_more_if_left_out() -> None:
    beside = "Las guarderías de temporada las pagó el ingenio."
    partners = ["Socios nacionales", "[x] Sector privado", "[ ] Ministerios", beside]
    compared = ["¿Hubo mayor colaboración que el año pasado?", "No. Se reúnen menos que antes."]
    report = parse(document(*partners, *compared, "Retos previstos", "La sequía."))
    assert told(report) == [
        ("national_partners", ""),
        ("national_details", beside),
        ("more_collaboration", "Se reúnen menos que antes."),
        ("expected_challenges", "La sequía."),
    ]
    text = next(each for each in report.placed if each.block.text == beside)
    assert text.question == report.answers[1].question


def test_rows_of_the_same_label_in_the_table_of_another_priority_ask_the_same() -> None:
    table = "| Prioridad {n}: {topic} | |\n|---|---|\n| Dificultades | {text} |\n| Lecciones | Hay {n}. |\n"
    report = read(
        "\n\n".join(
            table.format(n=n, topic=topic, text=text)
            for n, topic, text in ((1, "Zafra", "La sequía."), (2, "Pesca", "El oleaje."))
        )
    )
    assert [each for each in told(report) if each[0] != "priority_progress"] == [
        ("difficulties", "La sequía. | El oleaje."),
        ("lessons", "Hay 1. | Hay 2."),
    ]


def led(*lines: str) -> Document:
    """Make a document of paragraphs; what stands before a bar is in bold."""
    parts = [line.rpartition("|") for line in lines]
    texts = [(bold, f"{bold} {text}".strip()) for bold, _, text in parts]
    blocks = (Block(BlockKind.PARAGRAPH, text, bold=len(bold)) for bold, text in texts)
    return Document("hoja.docx", "docx", tuple(blocks))


TOLD = (
    ("En mayo,|", "se rescató a 12 niños en Artigas."),
    ("En mayo de 2025.|", "Se rescató a 12 niños."),
    ("Se capacitó a 30 jueces.|", "El curso fue en línea y lo dio la OIT."),
    ("El 3 de marzo:|", "primera visita con la policía."),
)  # fmt: skip


@pytest.mark.parametrize(("bold", "text"), TOLD)
def test_a_date_or_an_act_in_bold_before_a_text_is_no_title(bold, text) -> None:
    titles = [f"{title}|{text or 'El presupuesto viene con tope.'}" for title, text in LED]
    first = "Progresos en la prioridad 1, inspección rural.|En abril se visitaron 40 chacras."
    report = parse(led(first, f"{bold}{text}", *titles))
    told_first = f"En abril se visitaron 40 chacras. | {bold[:-1]} {text}"
    assert told(report)[0][1].endswith(told_first)
    assert [a.id for a in report.answers[1:]] == [
        "difficulties", "lessons", "expected_challenges", "support_needed",
    ]  # fmt: skip
    assert not report.unplaced


@pytest.mark.parametrize("line", ["Se rescató a 12 niños en Artigas", "12 niños rescatados"])
def test_a_line_in_bold_that_tells_of_an_act_or_a_count_is_no_title(line) -> None:
    titles = [part for title, text in LED[:2] for part in (f"{title.strip('.')}|", text)]
    last = ["Retos previstos|", "La sequía.", "Apoyo que se necesita|", "Dos camionetas."]
    first = ["Progresos en la prioridad 1, inspección rural|", PRIORITY]
    report = parse(led(*first, f"{line}|", LESSONS, *titles, *last))
    assert told(report)[0][1].endswith(f"{PRIORITY} | {line} | {LESSONS}")
    assert [a.id for a in report.answers[1:]] == [
        "difficulties", "lessons", "expected_challenges", "support_needed",
    ]  # fmt: skip


def test_titles_in_bold_stay_in_their_paragraphs_where_more_questions_are_found_so() -> None:
    report = parse(led(
        "Avances logrados:|En abril se inspeccionaron 40 chacras.",
        "Retos previstos.|La crecida aisla tres distritos.",
        "Apoyo que se necesita.|Dos camionetas, de la cooperación regional.",
        "Lecciones.|Conviene visitar con la fiscalía.",
        "Dificultades.|Faltan vehículos en todo el país.",
        "Próximos pasos.|Se firmará un convenio.",
    ))  # fmt: skip
    assert [a.id for a in report.answers] == [
        "expected_challenges", "support_needed", "lessons", "difficulties",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "clause",
    [
        "En la revisión de la hoja de ruta, participaron 12 ONG.",
        "Ante las dificultades encontradas, se contrató a 12 inspectores.",
        "En cuanto a las dificultades, pesaron los apagones.",
    ],
)
def test_a_clause_recalls_no_question_where_titles_ask(clause) -> None:
    first = ("# Progresos en la prioridad 1, inspección rural", PRIORITY, clause, "Se multó a 12.")
    others = ("# Retos", "La sequía.", "# Apoyo que se necesita", "Dos camionetas.",
              "# Lecciones aprendidas", "Visitar con la fiscalía.")  # fmt: skip
    assert told(parse(document(*first, *others))) == [
        ("priority_progress", " | ".join((PRIORITY, *first[2:]))),
        ("expected_challenges", "La sequía."),
        ("support_needed", "Dos camionetas."),
        ("lessons", "Visitar con la fiscalía."),
    ]


def test_a_clause_that_only_frames_a_sentence_recalls_no_question() -> None:
    own = ("Ante las dificultades encontradas, se contrató a 12 inspectores.",
           "Gracias a las lecciones aprendidas, se visitó con la fiscalía.")  # fmt: skip
    report = parse(document("Prioridad 1: Zafra", "Hay 12.", *own, "Retos previstos", "La sequía."))
    assert told(report)[0] == ("priority_progress", " | ".join(("Hay 12.", *own)))


def test_questions_quoted_within_lines_are_not_read_out() -> None:
    quoted = ('"¿Qué progresos ha logrado?" fue la primera.',
              '"¿Qué lecciones aprendidas comparte?" fue la segunda.',
              '"¿Necesita más apoyo?" fue la tercera.')  # fmt: skip
    lines = ("# Prioridad 1: Zafra", "Se encuestó a 40.", *quoted, "# Retos", "La sequía.")
    assert told(parse(document(*lines, "# Apoyo", "De la OIT."))) == [
        ("priority_progress", " | ".join(lines[1:5])),
        ("expected_challenges", "La sequía."),
        ("support_needed", "De la OIT."),
    ]


def test_a_line_that_goes_on_with_what_is_told_is_no_title() -> None:
    lines = ("Prioridad 1: Zafra", "Hay 12.", "Y del segundo, el registro", "Hay 40.")
    report = parse(document(*lines, "Retos previstos", "La sequía.", "Apoyo", "De la OIT."))
    assert told(report)[0] == ("priority_progress", " | ".join(lines[1:]))


def test_a_heading_between_two_numbered_priorities_is_none_of_its_own() -> None:
    titles = ("Prioridad 1: Frente rural", "Resumen", "Prioridad 2: Frente urbano",
              "La sequía del año", "Prioridad 3: Frontera")  # fmt: skip
    report = read("\n\n".join(f"## {title}\n\nSe visitaron 40 sitios." for title in titles))
    own = [each.topic_number for each in report.answers if each.id == "priority_progress"]
    assert own == [1, 2, 3]

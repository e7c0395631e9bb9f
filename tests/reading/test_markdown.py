from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meta87.reading.document import Block, BlockKind, Cell
from meta87.reading.markdown_inline import spans
from meta87.reading.normalise import normalise
from meta87.reading.read import read_bytes
from tests.growth import assert_linear
from tests.sections import sections

EXAMPLES = sections("markup.txt")


def blocks(text: str, name: str = "informe.md") -> tuple[Block, ...]:
    return read_bytes(text.encode(), name).blocks


def texts(text: str) -> list[str]:
    return [block.text for block in blocks(text)]


@pytest.mark.parametrize(
    "gap", ["\n\n\n\n\n", "\n\n\f\n\n", "\f", "\n\n- 3 -\n\n", "\n\nPágina 3 de 21\n\n"]
)
def test_sentence_torn_by_a_page_break_is_joined(gap: str) -> None:
    first, second = "El Ministerio de Costa Brava pidió que", "evalúen las inspecciones."
    assert texts(f"{first}{gap}{second}") == [f"{first} {second}"]


@pytest.mark.parametrize(("first", "second"), EXAMPLES["what begins anew"])
def test_what_begins_anew_stays_apart(first: str, second: str) -> None:
    assert len(blocks(f"{first}\n\n{second}")) == 2


def test_item_torn_by_a_page_break_is_joined() -> None:
    [item] = blocks(
        "- Creación del grupo para difundir la prevención y erradicación\n\n\n\ndel trabajo infantil,"
    )
    assert (item.marker, item.text[-21:]) == ("-", "del trabajo infantil,")


@pytest.mark.parametrize("line", ["- 24. Especifique el nombre.", "24.\t. Especifique el nombre."])
def test_what_converters_put_round_a_number(line: str) -> None:
    [block] = blocks(line)
    assert (block.marker, block.text) == ("24.", "Especifique el nombre.")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("□ encuestas", [("encuestas", False)]),
        ("\t⊠sí □ no □ no aplicable", [("sí", True), ("no", False), ("no aplicable", False)]),
        ("$\\square$ grupos focales", [("grupos focales", False)]),
        ("\\square grupos focales", [("grupos focales", False)]),
        ("$\\hfill \\square$ Organizaciones", [("Organizaciones", False)]),
        ("$\\boxtimes$ OIT", [("OIT", True)]),
        ("- [x] En curso", [("En curso", True)]),
        ("- [ ] Previsto", [("Previsto", False)]),
        ("<sup>☑</sup> sí", [("sí", True)]),
        ("&#9746; sí", [("sí", True)]),
    ],
)
def test_boxes(line: str, found: list[tuple[str, bool]]) -> None:
    assert [(b.text, b.checked) for b in blocks(line)] == found


@pytest.mark.parametrize(("line", "text"), EXAMPLES["markup"])
def test_markup_is_no_text(line: str, text: str) -> None:
    assert texts(line) == [text]


def test_headings() -> None:
    found = blocks("# Costa Brava\n\n## Avances ##\n\nPerspectivas\n------\n\n#Achieve87")
    assert [(b.text, b.kind, b.level) for b in found] == [
        ("Costa Brava", BlockKind.HEADING, 1),
        ("Avances", BlockKind.HEADING, 2),
        ("Perspectivas", BlockKind.HEADING, 2),
        ("#Achieve87", BlockKind.PARAGRAPH, 0),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "| Programa | 2023 |\n|---|---|\n| **Becas** | 1 250 |",
        "Programa | 2023\n--- | ---\nBecas | 1 250",
        "Programa\t2023\t\nBecas\t1 250\t",
    ],
)
def test_tables(table: str) -> None:
    found = [b for b in blocks(f"Antes.\n\n{table}\n\nDespués.") if b.cell]
    assert [(b.text, b.cell) for b in found] == [
        ("Programa", Cell(0, 0, 0)),
        ("2023", Cell(0, 0, 1)),
        ("Becas", Cell(0, 1, 0)),
        ("1 250", Cell(0, 1, 1)),
    ]


def test_tabs_round_numbers_and_boxes_make_no_table() -> None:
    found = blocks(
        "19.\t¿Cuáles se han utilizado? Por favor,\n\tseleccione todos.\n\t□ encuestas\n\t⊠no aplicable"
    )
    assert [(b.marker, b.text, b.checked, b.cell) for b in found] == [
        ("19.", "¿Cuáles se han utilizado? Por favor, seleccione todos.", None, None),
        ("", "encuestas", False, None),
        ("", "no aplicable", True, None),
    ]


def test_plain_text_wrapped_by_hand() -> None:
    text = (
        "El Ministerio de Trabajo de Costa Brava publicó la lista de la capaci-\n"
        "tación. La difundió en las siete provincias con apoyo de los sindi-\n"
        "catos.\n"
        "La segunda parte empieza aquí.\n"
    )
    first, second = blocks(text, "informe.txt")
    assert "de la capacitación. La difundió" in first.text
    assert first.text.endswith("los sindicatos.")
    assert second.text == "La segunda parte empieza aquí."


def test_a_line_ends_where_the_next_word_would_have_fitted() -> None:
    title = "Avances respecto de la prioridad 4: Protección de quienes migran por la frontera norte"
    text = "Datos que mandaron los enlaces del norte, con los permisos que se dieron de enero a noviembre:"
    assert [each.text for each in blocks(f"{title}\n{text}")] == [title, text]


def test_a_long_comment_is_no_text_and_a_compound_keeps_its_hyphen() -> None:
    [block] = blocks(
        f"Se <!-- {'se formó a 9 > 8 personas ' * 40}-->atendió el riesgo físico-\nquímico."
    )
    assert block.text == "Se atendió el riesgo físico-químico."


def test_comments_without_end_take_time_in_proportion() -> None:
    assert_linear(lambda size: lambda: list(spans("<!-- a " * size, 1)), 2_000)


def test_plain_text_with_a_paragraph_a_line() -> None:
    long = "Se publicó el plan nacional y se difundió en las siete provincias del país. " * 2
    lines = ("Costa Brava", "Informe anual 2023", long, "Asimismo, se formó a 312 personas.")
    assert len(blocks("\n".join(lines))) == 4


_LINES = st.lists(
    st.text(st.sampled_from("aé Ñ1.-*_[]()|\t☐☒<>&\\`#$\u00a0\f\"'=:/"), max_size=30), max_size=8
)


@given(_LINES)
@example(["", "`", "1"])
def test_every_anchor_leads_to_its_characters(lines: list[str]) -> None:
    source = "x\n" + "\n".join(lines)
    for block in blocks(source):
        assert block.text == " ".join(block.text.split())
        assert "".join(block.text[p.start : p.end] for p in block.pieces) == block.text
        for piece in block.pieces:
            if piece.end - piece.start == piece.anchor.end - piece.anchor.start:
                line = source.split("\n")[piece.anchor.unit - 1]
                raw = line[piece.anchor.start : piece.anchor.end]
                assert normalise(raw) in {
                    normalise(block.text[piece.start : piece.end]),
                    raw.strip(),
                }


def test_the_lines_of_a_quotation_are_read_as_those_of_other_text() -> None:
    assert texts("Dice la ley:\n> - formación,\n> - becas\n> y comedores.") == [
        "Dice la ley:",
        "formación,",
        "becas y comedores.",
    ]


def test_a_line_that_a_scanner_read_twice_is_read_once() -> None:
    line = "Se publicó el informe en https://ejemplo.org/informe_de_avance_y_resultados_2023-"
    again = "nttps://ejempIo.org/informe_de_avance_y_resuItados_2023- 2024.pdf y se difundió."
    [block] = blocks(f"{line}\n{again}\n")
    assert block.text == f"{line}2024.pdf y se difundió."


@pytest.mark.parametrize(
    "lines",
    [
        ["En marzo se inspeccionaron fincas de Puerto Lindo y de Valle Hondo, con 40 actas,",
         "en marzo se inspeccionaron talleres de San Telmo y de Río Claro, con 12 actas."],
        ["120 personas formadas en la provincia de Altamora durante el año 2023",
         "130 personas formadas en la provincia de Altamira durante el año 2024"],
        ["https://ejemplo.org/publicaciones/informes/informe_anual_2023.pdf",
         "https://ejemplo.org/publicaciones/informes/informe_anual_2024.pdf"],
    ],
)  # fmt: skip
def test_lines_that_are_alike_are_all_read(lines: list[str]) -> None:
    assert [b.text for b in blocks("\n".join(lines))] == [" ".join(lines)]

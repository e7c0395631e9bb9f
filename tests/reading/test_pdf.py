from __future__ import annotations

import io

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meta87.reading.document import Anchor, Block, BlockKind
from meta87.reading.line_joining import line_join
from meta87.reading.pdf_lines import HYPHENS
from meta87.reading.read import read_bytes
from tests.reading.anchors import assert_anchored
from tests.reading.build import Page
from tests.sections import sections

EXAMPLES = sections("markup.txt")

LONG = (
    "El Ministerio de Trabajo de Costa Brava publicó la lista de trabajos",
    "peligrosos para personas adolescentes y la difundió en las siete",
    "provincias con apoyo de los sindicatos.",
)


def blocks(page: Page) -> tuple[Block, ...]:
    return read_bytes(page.data(), "informe.pdf").blocks


def texts(page: Page) -> list[str]:
    return [block.text for block in blocks(page)]


def lines_of(*paragraphs: tuple[float, float, tuple[str, ...]]) -> Page:
    """A page of lines: of each group how far from the left, the gap before it, and the lines."""
    page, y = Page(), 72.0
    for x, gap, lines in paragraphs:
        y = page.lines(x, y + gap, *lines)
    return page


_FULL = "provincias junto con los sindicatos y las alcaldías desde el año 2023."
_RADIO = "Aprobó además su difusión en las radios locales de las siete"
_LAW = (
    "El Congreso de Costa Brava aprobó en la última sesión del año el artículo",
    "3. de la ley y lo publicó en el diario oficial con sus anexos.",
)
_ADDRESS = (
    "https://trabajo.example/publicaciones/informes/erradicacion_del_trabajo_",
    "infantil/2023/tomo-primero/anexos/cuadros-estadisticos-de-las-siete-pro",
    "vincias/informe_final.pdf",
)


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (lines_of((72, 0, LONG), (72, 12, LONG)), [" ".join(LONG)] * 2),
        (lines_of((72, 0, LONG * 2)), [" ".join(LONG)] * 2),
        (lines_of((72, 0, (*LONG[:2], _FULL)), (90, 0, (_RADIO,)), (72, 0, LONG[2:])),
         [" ".join((*LONG[:2], _FULL)), f"{_RADIO} {LONG[2]}"]),
        (lines_of((72, 0, ("Durante el año 2023 se completó en todo el país la capaci-",
                           "tación de 312 personas."))),
         ["Durante el año 2023 se completó en todo el país la capacitación de 312 personas."]),
        (lines_of((72, 0, _ADDRESS)), ["".join(_ADDRESS)]),
        (lines_of((72, 0, _LAW)), [" ".join(_LAW)]),
    ],
    ids=["gap", "short line", "indent", "broken word", "address", "number"],
)  # fmt: skip
def test_lines_are_joined_and_paragraphs_told(page: Page, found: list[str]) -> None:
    assert texts(page) == found


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (LONG[:2], LONG[2:], [" ".join(LONG)]),
        (LONG, LONG, [" ".join(LONG)] * 2),
        ((*LONG[:2], _FULL), (_RADIO, LONG[2]), [" ".join((*LONG[:2], _FULL, _RADIO, LONG[2]))]),
        (("Durante el año se completó en todo el país la capaci-",), ("tación de 312 personas.",),
         ["Durante el año se completó en todo el país la capacitación de 312 personas."]),
    ],
    ids=["sentence", "full stop", "full line", "broken word"],
)  # fmt: skip
def test_what_goes_on_over_the_page_is_joined_and_running_lines_are_kept_apart(
    first: tuple[str, ...], second: tuple[str, ...], found: list[str]
) -> None:
    page = Page()
    for number, part in enumerate((first, second), 1):
        page.line(72, 40, "Informe de Costa Brava")
        page.lines(72, 76 + 14 * number, *part)
        page.line(280, 800, f"Página {number} de 2")
        page.turn()
    document = read_bytes(page.data(), "informe.pdf")
    assert [block.text for block in document.blocks] == found
    running = {"Informe de Costa Brava", "Página 1 de 2", "Página 2 de 2"}
    assert {block.text for block in document.running} == running


@pytest.mark.parametrize(("end", "start", "known", "whole"), EXAMPLES["ends of lines"])
def test_ends_of_lines_are_mended(end: str, start: str, known: str, whole: str) -> None:
    dropped, glue = line_join(end, start, frozenset({known} - {"-"}))
    assert end[: len(end) - dropped] + glue + start == whole


def test_headings_by_size() -> None:
    page = Page()
    page.line(72, 72, "Costa Brava", size=20)
    page.line(72, 110, "Avances generales", font="Helvetica-Bold", size=14)
    page.lines(72, 140, *LONG)
    found = blocks(page)
    assert [(b.text, b.kind, b.level) for b in found[:2]] == [
        ("Costa Brava", BlockKind.HEADING, 1),
        ("Avances generales", BlockKind.HEADING, 2),
    ]
    assert found[2].kind is BlockKind.PARAGRAPH


def test_list_items_with_hanging_indent() -> None:
    page = lines_of(
        (72, 0, ("Se realizaron las siguientes acciones:",)),
        (72, 0, ("•  Publicación del protocolo de inspección de fincas de café",)),
        (84, 0, ("en las siete provincias,",)),
        (90, 0, ("-  Registro de 340 fincas.",)),
        (72, 0, ("2. Segunda acción.",)),
    )
    found = [(b.marker, b.text) for b in blocks(page)[1:]]
    assert found[0][0] == "•"
    assert found[0][1].endswith("fincas de café en las siete provincias,")
    assert found[1:] == [("-", "Registro de 340 fincas."), ("2.", "Segunda acción.")]


def test_bold_question_and_answer_part() -> None:
    page = Page()
    question = "12. ¿Necesita su país más apoyo en la aplicación de la hoja de ruta de"
    y = page.lines(72, 72, question, "la Meta 8.7? *", font="Helvetica-Bold")
    page.lines(72, y, "No aplica.")
    first, second = blocks(page)
    assert (first.marker, first.text) == ("12.", f"{question[4:]} la Meta 8.7? *")
    assert second.text == "No aplica."


def test_boxes_by_glyph_several_on_a_line() -> None:
    page = Page()
    page.lines(72, 72, "9. ¿Cuál es la situación de su próximo paso?")
    page.line(72, 90, "✔", font="ZapfDingbats")
    page.line(86, 90, "En curso")
    page.line(150, 90, "❏", font="ZapfDingbats")
    page.line(164, 90, "Previsto")
    assert [(b.text, b.checked) for b in blocks(page) if b.kind is BlockKind.CHECKBOX] == [
        ("En curso", True),
        ("Previsto", False),
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [
        "La primera columna cuenta qué hizo",
        "el Ministerio de Trabajo durante",
        "todo el año para prevenir",
    ] * 8
    right = [
        "La segunda columna sigue con lo",
        "que hicieron las siete provincias",
        "y sus alcaldías en las fincas",
    ] * 8
    page = Page()
    page.line(72, 60, "Un título que cruza las dos columnas de la página entera, de lado a lado")
    page.lines(72, 90, *left)
    page.lines(320, 90, *right)
    text = " ".join(texts(page))
    assert text.index("alcaldías") > text.rindex("todo el año")
    assert " ".join(left[:3]) in text


def test_raised_characters_stay_in_their_line() -> None:
    page = Page()
    page.line(72, 72, "Durante la 37")
    page.line(72 + 66.1, 68, "a", size=7)
    page.line(72 + 73.2, 72, "sesión ordinaria se aprobó el protocolo de inspección")
    page.line(72, 86, "de fincas.")
    assert texts(page) == [
        "Durante la 37a sesión ordinaria se aprobó el protocolo de inspección de fincas."
    ]


def test_questions_that_differ_in_a_number_alone_are_no_running_lines() -> None:
    page = Page()
    for number, place in enumerate(("Puerto Lindo", "Valle Hondo", "San Telmo"), 1):
        page.line(72, 30, f"Informe · {number}")
        asked = f"{number}. ¿Qué progresos ha logrado respecto de la prioridad {number} en"
        page.lines(72, 72, asked, f"{place} durante el período?")
        page.lines(
            72, 120, f"Se formó a 312 personas en {place}.", f"Hubo además cursos en {place}."
        )
        page.lines(72, 400, f"Fin de {place}.", f"Nada más de {place}.")
        page.turn()
    document = read_bytes(page.data(), "informe.pdf")
    assert [block.marker for block in document.blocks if block.marker] == ["1.", "2.", "3."]
    assert [block.text for block in document.running] == [
        "Informe · 1",
        "Informe · 2",
        "Informe · 3",
    ]


def test_tables_that_begin_several_pages_keep_their_heads() -> None:
    page = Page()
    for place, count in (("Altamora", "12"), ("Valdivia", "7"), ("Miraflor", "9")):
        for number, (left, right) in enumerate((("Provincia", "Casos"), (place, count))):
            page.line(72, 40, "Informe anual")
            page.line(72, 72 + 20 * number, left)
            page.line(250, 72 + 20 * number, right)
        page.line(72, 160, f"Siguen los datos de la provincia de {place}.")
        page.turn()
    found = " ".join(texts(page))
    assert found.count("Provincia Casos") == 3
    assert "Informe anual" not in found


def test_short_paragraphs_do_not_widen_the_gap_between_lines() -> None:
    page = Page()
    y = 72.0
    for number in range(6):
        y = page.lines(72, y, f"Párrafo {number}.", pitch=20)
    for _ in range(2):
        y = page.lines(72, y, LONG[0], f"{LONG[1]}.") + 6
    assert len(texts(page)) == 8


_LINES = st.lists(
    st.sampled_from(
        [*LONG, "se capaci-", "tación de 40 fiscales", "1. ¿Pregunta?", "• punto", "[x] sí [ ] no",
         "Provincia         Casos       Hogares", "Altamora          12          9", "",
         "véase https://ejemplo.org/a-", "b.pdf", "físico-", "químico", "3"]
    ),
    max_size=12,
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(_LINES, min_size=1, max_size=3))
def test_every_anchor_leads_to_its_characters(pages: list[list[str]]) -> None:
    page = Page()
    for lines in pages:
        page.lines(72, 72, "Texto de la página", *lines)
        page.turn()
    data = page.data()
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    units = [_characters(sheet.get_textpage()) for sheet in document]

    def source(anchor: Anchor) -> str:
        assert anchor.part == "page"
        return units[anchor.unit - 1]

    assert_anchored(read_bytes(data, "informe.pdf").blocks, source)


def _characters(textpage: pypdfium2.PdfTextPage) -> str:
    """The characters of a text page, the hyphens at the ends of lines as hyphens."""
    codes = (pdfium.FPDFText_GetUnicode(textpage, n) for n in range(textpage.count_chars()))
    return "".join("-" if chr(code) in HYPHENS else chr(code) for code in codes)


def test_filled_form_fields() -> None:
    page = Page()
    form, height = page.canvas.acroForm, page.height
    page.line(72, 72, "2. Describa los progresos:")
    form.textfield(value="Se formó a 312 personas.", x=72, y=height - 110, width=300, height=20)
    page.line(72, 140, "3. ¿Ha colaborado con algún socio?")
    for x, label, checked in ((72, "OIT", True), (150, "UNICEF", False)):
        form.checkbox(x=x, y=height - 162, size=12, checked=checked)
        page.line(x + 18, 160, label)
    page.line(72, 190, "4. ¿Qué retos anticipa?")
    assert [(b.text, b.checked) for b in blocks(page)] == [
        ("Describa los progresos:", None),
        ("Se formó a 312 personas.", None),
        ("¿Ha colaborado con algún socio?", None),
        ("OIT", True),
        ("UNICEF", False),
        ("¿Qué retos anticipa?", None),
    ]


def test_field_boxes_after_their_labels() -> None:
    page = Page()
    form, height = page.canvas.acroForm, page.height
    for x, label, checked in ((72, "Sí", False), (150, "No", True)):
        page.line(x, 72, label)
        form.checkbox(x=x + 30, y=height - 74, size=12, checked=checked)
    page.lines(72, 100, *LONG)
    assert [(b.text, b.checked) for b in blocks(page)][:2] == [("Sí", False), ("No", True)]

"""What was not reviewed is told in every output before anything else, with its words."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from docx import Document
from lxml import html
from openpyxl import load_workbook

from meta87.classify.tagged import TaggedAnswer, TaggedReport
from meta87.form.parser import parse
from meta87.pipeline import rows_joined
from meta87.reading.docx import read_docx
from meta87.report import check_json
from meta87.report.check_formats import FORMATS, View
from meta87.rules.checked import CheckedReport, DisabledRules, check
from tests.form.build import FORM
from tests.reading.build import docx, p, table, tc
from tests.report.test_check_formats import text_of
from tests.tagged_build import answer, passage, report

NEXT = (
    "3. Para el período de enero de 2024 a diciembre de 2024, ¿cuáles son las prioridades para que \
su país logre la hoja de ruta?"
)
ASKED = "¿Qué retos y riesgos hubo en este año?"
BELOW = f"Se visitó {'una casa y ' * 20}otra."
NEAREST = "¿Qué retos anticiparía en este proceso?"
COVER, ROW, ANNEX = "Unidad de Planificación", "Norte | Dos talleres", ["Anexo 1", "En Salto, 12."]
BETWEEN = [COVER, ASKED, BELOW, ROW]
LOOKS = "una pregunta del formulario, pero no se reconoce"
LIKE = f"Se parece a la 4 («{NEAREST}»)."
ASK = (
    "Si es del formulario, escríbala tal como está en él y revise el archivo otra vez: lo que sigue \
a ella se leerá como su respuesta."
)
PUT = "Lo que responda a una pregunta, póngalo debajo de ella y revise el archivo otra vez."
QUOTED = f"«{ASKED}», «{COVER}», «{BELOW[:86]}…»"
AFTER = (
    "No se revisó bajo ninguna pregunta lo que sigue a la última respuesta, por parecer un anexo o "
    "una firma"
)
LOOSE, TO = "Se leyeron como texto suelto", "sin saber a qué responden"
SENTENCES = [
    f"Esto parece {LOOKS}: «{ASKED}». {LIKE}",
    ASK,
    f"No se revisó bajo ninguna pregunta: 4 fragmentos, entre ellos {QUOTED}. {LOOSE}, {TO}. {PUT}",
    f"{AFTER}: 2 fragmentos («Anexo 1», «En Salto, 12.»). {LOOSE}.",
    "Según los ajustes de meta87.toml, no se comprueba: «Solo cuenta procesos» (RES001); en la \
pregunta 2, «Fecha fuera del período de referencia» (PER001).",
]
DISABLED = DisabledRules("meta87.toml", ("RES001",), {"2": ("PER001",)})


@cache
def draft() -> bytes:
    """A draft with a cover, a question that is none of the form's with what follows, an annex."""
    ticks = [line.replace("[ ]", "☐").replace("[x]", "☒") for line in FORM[10:]]
    support = FORM[7].replace("4. ", "5. ")
    before = [COVER, *FORM[:6], NEXT, "Las mismas.", support, FORM[8], ASKED, BELOW]
    after = [FORM[9].replace("5. ", "6. "), *ticks, *ANNEX]
    row = table("".join(tc(p(cell)) for cell in ROW.split(" | ")))
    first, last = ("".join(p(line.lstrip("# ")) for line in part) for part in (before, after))
    return docx(first + row + last)


def checked(data: bytes) -> CheckedReport:
    read = parse(read_docx(data, "informe.docx"))
    made = check(TaggedReport(read, tuple(TaggedAnswer(each, ()) for each in read.answers)))
    return replace(made, disabled=DISABLED)


def made(name: str, lang: str = "es", data: bytes | None = None) -> str | bytes:
    data = data or draft()
    return FORMATS[name].render(checked(data), View(lang, Path("informe.docx"), data=data))


def comments(data: str | bytes) -> list[str]:
    return [comment.text for comment in Document(io.BytesIO(bytes(data))).comments]


@pytest.mark.parametrize("name", ["text", "html", "docx", "xlsx"])
def test_every_output_begins_with_it(name) -> None:
    """A workbook has a row for each text instead, with what to do about it."""
    shown = text_of(name, made(name))
    sentences = SENTENCES[2:] if name == "xlsx" else SENTENCES
    places = [shown.index(sentence) for sentence in (*sentences, "Faltan")]
    assert places == sorted(places)
    if name in {"html", "xlsx"}:
        assert all(" ".join(each.split()) in shown for each in (*BETWEEN, *ANNEX))
        assert f"Parece {LOOKS}. {LIKE} {ASK}" in shown
        assert "sigue a la última respuesta" in shown


def test_word_has_it_on_the_first_such_text_once() -> None:
    word = made("docx")
    first = Document(io.BytesIO(bytes(word))).paragraphs[0]._p
    assert first.xpath("string()") == COVER
    assert "0" in first.xpath(".//w:commentReference/@w:id")
    assert comments(made("docx", data=bytes(word))) == comments(word)


def test_json_lists_it_with_the_nearest_question_and_its_lines_count_it() -> None:
    whole = json.loads(made("json"))
    jsonschema.validate(whole, json.loads(check_json.schema()))
    listed = whole["report"]["unplaced"]
    assert [each["text"] for each in listed] == [*BETWEEN, *ANNEX]
    assert [each["appended"] for each in listed] == [False] * 4 + [True] * 2
    assert len(listed[3]["source"]) == 2
    like = {
        "question": "4",
        "id": "expected_challenges",
        "wording": NEAREST,
        "similarity": pytest.approx(62, abs=3),
    }
    assert [each["nearest"] for each in listed] == [None, like, None, None, None, None]
    assert {json.loads(line)["unplaced"] for line in str(made("jsonl")).splitlines()} == {6}


@pytest.mark.parametrize("name", ["text", "html", "docx", "xlsx"])
def test_a_draft_that_was_reviewed_whole_has_none_of_it(name) -> None:
    whole = check(report(answer([])))
    data = docx(p("Informe"))
    content = FORMATS[name].render(whole, View(path=Path("informe.docx"), data=data))
    shown = "\n".join(comments(content)) if name == "docx" else str(content)
    assert not any(words in shown for words in ("Antes de empezar", "no se revisó", "al comienzo"))


@cache
def with_findings() -> CheckedReport:
    """The draft with the text under no question tagged; the course in it lacks its dates."""
    told = parse(read_docx(draft(), "informe.docx"))
    course = "Se dictaron cursos a inspectores."
    block = replace(told.unplaced[2], text=course, pieces=told.unplaced[2].pieces)
    placed = tuple(
        replace(each, block=block) if each.block == told.unplaced[2] else each
        for each in told.placed
    )
    told = replace(told, placed=placed)
    runs = tuple(
        TaggedAnswer(
            run,
            tuple(replace(passage("process", b.text), block=b) for b in rows_joined(run.blocks)),
        )
        for run in told.unclaimed
    )
    return check(TaggedReport(told, tuple(TaggedAnswer(a, ()) for a in told.answers), runs))


def test_its_passages_and_findings_are_in_every_output() -> None:
    told = with_findings()
    finding, in_row = told.unplaced
    view = View(path=Path("informe.docx"), data=draft())
    shown = " ".join(str(FORMATS["text"].render(told, view)).split())
    assert "En el texto bajo ninguna pregunta hay 2 observaciones; pesan un paso menos" in shown
    assert shown.index("Texto bajo ninguna pregunta ·") > shown.index("1 sin responder")
    page = html.document_fromstring(FORMATS["html"].render(told, view))
    marked = page.xpath("//section[@class='unreviewed']//mark")
    quotes = [finding.quote, in_row.quote]
    assert [each.text_content() for each in marked] == quotes == ["cursos", "talleres"]
    assert page.xpath("count(//section[@class='unreviewed']//*[@class='kind process'])") == 5
    whole = json.loads(FORMATS["json"].render(told, view))
    jsonschema.validate(whole, json.loads(check_json.schema()))
    assert [[p["kind"] for p in each["passages"]] for each in whole["report"]["unplaced"]] == [
        ["process"], [], *[["process"]] * 4,
    ]  # fmt: skip
    assert [each["question"] for each in whole["findings"]][-1] is None
    titles = [each.split("\n")[0] for each in comments(FORMATS["docx"].render(told, view))]
    assert titles.count("Texto bajo ninguna pregunta") == 3
    book = load_workbook(io.BytesIO(bytes(FORMATS["xlsx"].render(told, view))))
    last = [*book["Observaciones"].values][-1]
    assert (last[1], last[5]) == (None, "Capacitación o campaña sin fechas o sin participantes")

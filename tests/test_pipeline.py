from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from meta87.classify.store import default_model
from meta87.classify.tagged import TaggedPassage
from meta87.entities.identify import is_foreign, is_spanish
from meta87.form.parser import parse
from meta87.form.table_rows import rows_joined
from meta87.pipeline import CONTEXT, Tagger, Text, context_of
from meta87.reading.document import Block, BlockKind, Cell
from meta87.reading.read import read_bytes
from tests.form.build import FORM, block, document
from tests.sections import sections

LANGUAGES = sections("languages.txt")
EXAMPLE = Path(__file__).parents[1] / "examples/informe-valdoria-2024.docx"


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(default_model())


@pytest.fixture(scope="module")
def tagged(tagger):
    return tagger.report(parse(read_bytes(EXAMPLE.read_bytes(), EXAMPLE.name)))


def test_passages_rebuild_the_answer(tagged) -> None:
    for answer in tagged.answers:
        told = "".join("".join(p.text.split()) for p in answer.passages)
        written = "".join("".join(b.text.split()) for b in rows_joined(answer.answer.blocks))
        assert told == written


def test_entities_point_at_their_text(tagged) -> None:
    found = [(p, e) for a in tagged.answers for p in a.passages for e in p.entities]
    assert len(found) > 50
    for passage, entity in found:
        assert passage.text[entity.start : entity.end] == entity.text


def test_context_is_what_stands_before_in_the_answer(tagged) -> None:
    for answer in tagged.answers:
        before: list[str] = []
        for passage in answer.passages:
            lines = passage.context.split("\n") if passage.context else []
            assert lines == before[len(before) - len(lines) :]
            assert len(lines) == len(before) or sum(map(len, lines)) >= CONTEXT
            before += passage.text.split("\n")


def test_context_ends_with_whole_passages() -> None:
    long = "x" * CONTEXT
    assert context_of(["uno", long, "dos"]) == f"{long}\ndos"
    assert context_of(["uno", "dos"]) == "uno\ndos"
    assert context_of([]) == ""


def table(rows: Sequence[tuple[str, ...]]) -> tuple[Block, ...]:
    return tuple(
        replace(block(text), kind=BlockKind.TABLE_CELL, cell=Cell(0, row, column))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )


def tagged_table(tagger: Tagger, cells: tuple[Block, ...]) -> tuple[TaggedPassage, ...]:
    """Returns the passages of a form whose first answer is a table."""
    report = parse(document(*FORM))
    answer = replace(report.answers[0], blocks=cells)
    return tagger.report(replace(report, answers=(answer,))).answers[0].passages


def test_a_table_row_is_one_passage(tagger) -> None:
    cells = table([("Acción", "Año"), ("Se formó a 30 jueces. Bien.", "2023")])
    rows = list(rows_joined(cells))
    assert [row.text for row in rows] == ["Acción | Año", "Se formó a 30 jueces. Bien. | 2023"]
    assert [a.end - a.start for a in rows[1].locate(0, len(rows[1].text))] == [27, 4]
    assert [p.text for p in tagged_table(tagger, cells)] == [row.text for row in rows]


@pytest.mark.parametrize(
    ("rows", "acts"),
    [
        ([("Provincia", "Inspecciones realizadas"), ("Norte", "Se visitó a 30 familias")], 1),
        ([("Programa", "Presupuesto 2023 (pesos)", "2024"), ("Becas", "300", "400")], 0),
        ([("Provincia", "Personas formadas", "Gasto (pesos)"), ("Norte", "30 jueces", "9.000")], 1),
        ([("Norte", "Se formó a 30 jueces"), ("Sur", "Se formó a 40 jueces")], 2),
        ([("Se formó a 30 jueces", "2023")], 1),
    ],
)
def test_a_row_that_heads_or_holds_sums_alone_tells_no_act(tagger, rows, acts) -> None:
    told = tagged_table(tagger, table(rows))
    surely = [p.prediction.kind_scores["context"] == 1 for p in told]
    assert surely == [True] * (len(rows) - acts) + [False] * acts


def test_text_in_a_frame_of_one_cell_is_no_row() -> None:
    told = ("Se formó a 30 jueces.", "Se publicó la guía.")
    cells = [Block(BlockKind.TABLE_CELL, text, cell=Cell(0, 0, 0)) for text in told]
    assert [row.text for row in rows_joined(cells)] == list(told)


def test_list_items_in_a_frame_of_one_cell_stay_items() -> None:
    cells = [
        Block(BlockKind.TABLE_CELL, text, cell=Cell(0, 0, 0), item=item)
        for text, item in (("Se dieron:", False), ("Taller de acogida.", True), ("- Curso.", False))
    ]
    found = [(row.kind, row.text) for row in rows_joined(cells)]
    assert found == [
        (BlockKind.PARAGRAPH, "Se dieron:"),
        (BlockKind.LIST_ITEM, "Taller de acogida."),
        (BlockKind.LIST_ITEM, "Curso."),
    ]


def test_a_missing_year_comes_from_the_period_and_an_acronym_from_the_report(tagger) -> None:
    lines = [*FORM]
    lines[3] = "El Instituto de la Niñez Rural (INIR) se reunió. El 3 de abril sesionó."
    lines[5] = "El INIR publicó la guía."
    report = tagger.report(parse(document(*lines)))
    _, second = report.answers[0].passages
    (date,) = second.found("DATE")
    assert date.value.record() == {"from": "2023-04-03", "to": "2023-04-03"}
    (body,) = report.answers[1].passages[0].found("INSTITUTION")
    assert body.value.name == "Instituto de la Niñez Rural"


def test_pesos_are_those_of_the_country(tagger) -> None:
    told = "El fondo aportó 40 mil pesos y después $25,000 a los albergues."
    for country, code in (("MX", "MXN"), ("CO", "COP"), ("", None)):
        ((_, found),) = tagger.texts([Text(told, country=country)])
        assert [e.value.currency for e in found if e.label == "MONEY"] == [code, code]
    report = parse(document(*FORM[:3], told, *FORM[4:]))
    (passage,) = tagger.report(replace(report, country="UY")).answers[0].passages
    assert {e.value.currency for e in passage.found("MONEY")} == {"UYU"}


def test_labels_do_not_depend_on_what_is_tagged_beside(tagger) -> None:
    texts = [
        Text("Se capacitó a 30 inspectores en trabajo infantil."),
        Text("Persiste la trata en la frontera.", context="Se reunió la mesa."),
        Text("Está en revisión el protocolo."),
    ]
    together = tagger.texts(texts)
    assert [tagger.texts([text])[0] for text in texts] == together
    assert tagger.texts(texts[::-1])[::-1] == together


def test_nothing_gives_nothing(tagger) -> None:
    assert tagger.texts([]) == []


def test_spanish_is_told_from_its_neighbours() -> None:
    spanish = [text for (text,) in LANGUAGES["spanish"]]
    others = [text for (text,) in (*LANGUAGES["neighbours"], *LANGUAGES["foreign"])]
    assert [text for text in others if is_spanish(text)] == []
    assert [text for text in spanish if not is_spanish(text) or is_foreign(text)] == []


def test_only_a_text_plainly_in_another_language_is_foreign() -> None:
    assert all(is_foreign(text) for (text,) in LANGUAGES["foreign"])
    assert not any(is_foreign(text) for (text,) in LANGUAGES["not foreign"])


def test_a_proof_does_not_make_a_result_less_of_one(tagger) -> None:
    link = "https://albergues.example/2025"
    proofs = (f" ({link})", f" (véase {link})", " (Memoria 2025, p. 14)", f": {link}")
    told = [Text(f"En 2025 se atendió a 1.500 víctimas de trata{proof}.") for proof in proofs]
    assert [found.kind for found, _ in tagger.texts(told)] == ["output"] * len(proofs)

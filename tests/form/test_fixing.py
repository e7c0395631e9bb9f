"""A person says which text answers which question, and it holds for the next version too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from meta87.errors import UsageError
from meta87.form.fix import Assignment, Fix
from meta87.form.fix_file import beside, load, load_beside, save
from meta87.form.parser import parse
from meta87.form.report import Choice, Report
from meta87.guarded.process import read_guarded
from tests.form.build import FORM, document, texts
from tests.form.test_numbered import LETTER

COVER = "Unidad de Planificación"
ASKED = "¿Qué estorbos y peligros hubo este año en su país?"
BELOW = "Faltaron fondos para visitar el norte."
NEXT = "7. ¿Sobre qué otras cosas quisiera escribir a la oficina?"
LINES = (COVER, *FORM[:6], FORM[7].replace("4. ", "5. "), FORM[8], ASKED, BELOW,
         FORM[9].replace("5. ", "6. "), *FORM[10:])  # fmt: skip


def fixed(*said: tuple[str, str], lines: tuple[str, ...] = LINES) -> Report:
    block = tuple(Assignment(text=text, question=question) for text, question in said)
    return parse(document(*lines), fix=Fix(block=block, file="a.preguntas.toml"))


def words(report: Report) -> list[str]:
    return [each.block.text for each in report.placed]


def test_without_it_the_text_is_under_no_question() -> None:
    report = parse(document(*LINES))
    assert [[block.text for block in run] for run in report.runs] == [[COVER], [ASKED, BELOW]]
    assert [(each.wording, len(each.blocks)) for each in report.unclaimed] == [("", 1), (ASKED, 1)]


@pytest.mark.parametrize("said", ["4", "expected_challenges"])
def test_a_text_that_asks_becomes_the_question_and_what_follows_its_answer(said) -> None:
    report = fixed((ASKED, said))
    (answer,) = (each for each in report.answers if each.id == "expected_challenges")
    assert (answer.question, answer.wording) == ("4", ASKED)
    assert texts(report)["4"] == [BELOW]
    assert [each.question for each in report.answers] == ["1", "2", "4", "5", "6"]
    assert "expected_challenges" not in {each.id for each in report.missing}
    assert [block.text for block in report.unplaced] == [COVER]
    assert (report.unrecognised, report.assigned[0].state) == ((), "applied")
    assert words(report) == words(parse(document(*LINES)))


def test_a_text_that_asks_nothing_goes_to_the_answer_that_is_there() -> None:
    report = fixed((BELOW, "2"))
    assert texts(report)["2"] == ["Se creó el registro.", BELOW]
    assert [each.block.text for each in report.unrecognised] == [ASKED]


def test_a_sentence_that_mentions_its_question_is_an_answer() -> None:
    told = (
        "En relación con la pregunta sobre los progresos en la prioridad 1 de la hoja de ruta, se"
        " informa de que la Junta visitó 34 chacras y en dos halló niños. Los demás siguen."
    )
    report = fixed((told, "1"), lines=(*LINES, "# Otros asuntos", told))
    assert texts(report)["1"][-1] == told


def test_a_text_is_taken_out_of_an_answer() -> None:
    report = fixed(("Sí, de la cooperación", "none"))
    assert texts(report)["5"] == []
    assert [block.text for block in report.unplaced][1] == FORM[8]


def test_ticks_move_with_their_text() -> None:
    report = fixed((FORM[9].replace("5. ", "6. "), "none"))
    assert "6" not in texts(report)
    assert "progress_rating" in [each.id for each in report.missing]
    moved = fixed((NEXT, "progress_rating"), lines=(*LINES[:-4], NEXT, *LINES[-3:]))
    assert moved.answers[-1].choices == (
        Choice("no hay progreso", checked=False), Choice("poco progreso", checked=True),
        Choice("gran progreso", checked=False),
    )  # fmt: skip


def test_a_question_that_is_not_the_form_s_is_never_missing() -> None:
    before = parse(document(*LINES, NEXT, "Nada más."), fix=Fix())
    assert [(each.question, each.id) for each in before.answers][-1:] == [("7", "")]
    report = fixed((NEXT, "none"), (BELOW, "4"), lines=(*LINES, NEXT, "Nada más."))
    assert [each.state for each in report.assigned] == ["applied", "applied"]
    assert "" not in {each.id for each in report.missing}
    assert texts(report)["4"] == [BELOW]


def test_a_form_whose_questions_are_not_found_can_be_told_whole() -> None:
    lines = (COVER, "Inspección rural", "Se visitó Salto.", "Algo más", "Sí, de la región.")
    said = ((lines[1], "priority_progress"), (lines[3], "support_needed"), (COVER, "none"))
    report = fixed(*said, lines=lines)
    assert texts(report) == {
        "priority_progress": ["Inspección rural", "Se visitó Salto."],
        "support_needed": ["Algo más", "Sí, de la región."],
    }
    assert [block.text for block in report.unplaced] == [COVER]


def test_an_edited_text_is_found_again_and_one_that_is_gone_is_told() -> None:
    edited = tuple(line.replace("estorbos y peligros", "estorbos") for line in LINES)
    report = fixed((ASKED, "4"), ("Otra cosa muy distinta", "5"), (BELOW, "99"), lines=edited)
    assert [each.state for each in report.assigned] == ["applied", "gone", "unknown"]
    assert texts(report)["4"] == [BELOW]


def test_what_nobody_has_said_changes_nothing() -> None:
    before = parse(document(*LINES))
    assert fixed((ASKED, ""), (COVER, "")) == replace(before, assigned=())


def test_the_file_is_kept_beside_the_draft_and_read_in_the_process_apart(tmp_path: Path) -> None:
    draft = tmp_path / "informe.md"
    draft.write_text("\n\n".join(LINES), "utf8")
    assert (beside(draft).name, load_beside(draft)) == ("informe.preguntas.toml", None)
    odd = 'Un "texto" con \\ y \x7f, y acentos: ñ'
    said = Fix(block=(Assignment(text=ASKED, question="4"), Assignment(text=odd)))
    save(beside(draft), said, {ASKED: "Nota"}, ["Cabeza"])
    assert beside(draft).read_text("utf8").startswith("# Cabeza\n\n# Nota\n[[block]]\n")
    known = load_beside(draft)
    assert known == said.model_copy(update={"file": "informe.preguntas.toml"})
    assert texts(read_guarded(draft, fix=known).report)["4"] == [BELOW]


def test_the_file_has_the_usual_rights_and_may_begin_as_notepad_writes_it(tmp_path) -> None:
    path, usual = tmp_path / "a.preguntas.toml", tmp_path / "b.txt"
    usual.touch()
    said = Fix(block=(Assignment(text=ASKED, question="4"),), file=path.name)
    save(path, said, {})
    assert path.stat().st_mode == usual.stat().st_mode
    path.write_text(path.read_text("utf8"), "utf-8-sig")
    assert load(path) == said


def test_a_file_that_cannot_be_replaced_leaves_no_other_behind(tmp_path) -> None:
    path = tmp_path / "a.preguntas.toml"
    (path / "carpeta").mkdir(parents=True)
    with pytest.raises(UsageError, match="out-unwritable"):
        save(path, Fix(), {})
    assert list(tmp_path.iterdir()) == [path]


OWN = ("Se visitaron ocho islas.", "Se abrió un taller en mayo.")


def test_what_is_said_to_be_another_priority_is_an_answer_of_its_own() -> None:
    said = ((OWN[0], "priority_progress+"), (OWN[1], "priority_progress+"))
    report = fixed(*said, lines=(*FORM[:1], *OWN, *FORM[1:]))
    own = [each for each in report.answers if each.id == "priority_progress"]
    assert [each.blocks[0].text for each in own[2:]] == [*OWN]
    assert own == [*report.answers[:4]]
    assert len({each.question for each in report.answers}) == len(report.answers)


def test_a_moved_answer_stands_where_the_form_asks_it_and_leaves_no_empty_one() -> None:
    told = "En cuanto a las dificultades al implementar las prioridades, hubo apagones en mayo."
    lines = (
        *LETTER[4:7],
        told,
        "A la pregunta de si se ha considerado útil el proceso de los países pioneros, sí.",
    )
    before = parse(document(*lines), fix=Fix())
    asked = ["next_priorities", "expected_challenges", "support_needed", "difficulties"]
    assert [each.id for each in before.answers] == [*asked, "process_useful"]
    report = fixed((told, "highlights"), lines=lines)
    assert [each.question for each in report.answers] == [a.question for a in before.answers]
    assert [each.id for each in report.answers] == [*asked[:3], "highlights", "process_useful"]


def test_a_person_says_country_and_period_and_the_file_keeps_them(tmp_path: Path) -> None:
    said = Fix(country="Perú", period="2024-10:2025-09")
    report = parse(document(*LINES), fix=said)
    assert (report.country, report.year) == ("PE", 2025)
    assert report.period == (date(2024, 10, 1), date(2025, 9, 30))
    assert (told := parse(document(*LINES), fix=Fix())).country == "UY"
    assert told.answers == report.answers
    path = tmp_path / "a.preguntas.toml"
    save(path, said, {})
    assert load(path) == said.model_copy(update={"file": path.name})
    assert Fix(country="mx").country == "MX"
    for wrong in ('country = "Ruritania"', 'period = "2025"'):
        path.write_text(wrong, "utf8")
        with pytest.raises(UsageError, match="fix-invalid"):
            load(path)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[[block]]\ntext = "a"\nquestion = 1.5\n', 3),
        ("[[block]]\ntext =\n", 2),
        ('\n[[block]]\nquestion = "1"\n', 2),
        ('block = "a"\n', 1),
    ],
)
def test_a_faulty_file_is_refused_with_its_line(tmp_path, text, line) -> None:
    path = tmp_path / "a.preguntas.toml"
    path.write_text(text, "utf8")
    with pytest.raises(UsageError, match="fix-invalid") as raised:
        load(path)
    assert raised.value.details["line"] == line
    with pytest.raises(UsageError, match="fix-missing"):
        load(tmp_path / "otro.toml")

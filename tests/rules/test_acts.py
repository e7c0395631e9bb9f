"""Acts that no word list foresees are found by what the reader says of them, and lists are held to it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from meta87.classify.labels import ACTS, THEMES, Act, Kind
from meta87.classify.tagged import TaggedAnswer
from meta87.form.report import Choice
from meta87.rules.analysis import PassageAnalysis
from meta87.rules.checked import check
from tests.tagged_build import answer, passage, report

UNFORESEEN: list[tuple[str, Kind, str, Act]] = [
    ("RES002", "process", "Los capataces vivieron dos tardes de juegos de rol sobre el peonaje.", "bare_event"),
    ("RES003", "process", "Lo que toca ahora son los cafetales del norte.", "plan"),
    ("RES004", "context", "Con la embajada las cosas van que da gusto.", "claim"),
    ("RES005", "context", "Nos sentamos catorce veces con las gobernaciones.", "meetings"),
    ("REL002", "process", "Se adecentaron los jardines de la gobernación.", "general"),
]  # fmt: skip


def told(kind: Kind, text: str, **acts: float) -> TaggedAnswer:
    made = answer([(kind, text)], themes=(), topic="Valle del norte", wording="Valle del norte")
    said = dict.fromkeys(ACTS, 0.2) | acts
    passages = tuple(
        replace(each, prediction=replace(each.prediction, acts=said)) for each in made.passages
    )
    return replace(made, passages=passages)


def codes(made: TaggedAnswer) -> set[str]:
    return {finding.rule.code for finding in check(report(made)).findings}


@pytest.mark.parametrize(("code", "kind", "text", "act"), UNFORESEEN)
def test_an_act_in_words_of_no_list_is_found(code: str, kind: Kind, text: str, act: Act) -> None:
    assert code in codes(told(kind, text, **{act: 0.8}))
    assert code not in codes(told(kind, text, **{act: 0.6}))


SURELY_ELSE: list[tuple[str, Kind, str, Act]] = [
    ("RES002", "process", "Se realizó una charla por teléfono con el consulado.", "bare_event"),
    ("RES004", "process", "Hubo avances significativos en la obra del puente.", "claim"),
    ("RES005", "output", "Hubo seis reuniones y está abierto el refugio de Tela.", "meetings"),
    ("REL002", "process", "En las carreteras se revisó a quienes viajan.", "general"),
]


@pytest.mark.parametrize(("code", "kind", "text", "act"), SURELY_ELSE)
def test_words_of_a_list_give_way_where_they_surely_mean_something_else(
    code: str, kind: Kind, text: str, act: Act
) -> None:
    assert code in codes(told(kind, text))
    assert code not in codes(told(kind, text, **{act: 0.001}))


def test_a_planned_training_is_no_training_held_and_no_result() -> None:
    text = "La segunda tanda de juegos de rol, para 40 capataces, queda para otoño."
    assert codes(told("process", text, training=0.99, plan=0.99)) >= {"RES001", "RES003"}
    assert "RES002" not in codes(told("process", text, training=0.99, plan=0.99))


@pytest.mark.parametrize(("general", "result"), [(0.99, False), (0.01, True)])
def test_a_result_of_another_policy_is_none(general: float, result: bool) -> None:
    (one,) = told("output", "El archivo ordenó sus legajos.", general=general).passages
    assert PassageAnalysis(one).is_result is result


@pytest.mark.parametrize("text", ["Se vivieron estas tardes:", "| Juegos de rol | mayo"])
def test_what_announces_or_fills_a_table_tells_no_act(text: str) -> None:
    made = told("context", text, training=0.99, meetings=0.99, claim=0.99)
    assert not codes(made) & {"RES002", "RES004", "RES005"}


@pytest.mark.parametrize(
    ("text", "events"),
    [("Otros capataces vivieron una mañana de juegos.", 2), ("Dicha actividad agradó a todos.", 1)],
)
def test_each_event_of_a_paragraph_is_told_once(text: str, events: int) -> None:
    made = told("process", "Los capataces vivieron dos tardes de juegos de rol.", bare_event=0.99)
    (one,) = made.passages
    (next_one,) = told("process", text, training=0.99, bare_event=0.6).passages
    found = check(report(replace(made, passages=(one, replace(next_one, sentence=1))))).findings
    assert [finding.rule.code for finding in found].count("RES002") == events


def test_a_finding_that_rests_on_the_act_alone_is_in_doubt_unless_it_is_sure() -> None:
    text = "Con la embajada las cosas van que da gusto."
    for claim, doubtful in ((0.9, True), (0.97, False)):
        findings = check(report(told("context", text, claim=claim))).findings
        (found,) = (finding for finding in findings if finding.rule.code == "RES004")
        assert found.hit.doubtful is doubtful


@pytest.mark.parametrize(
    ("after", "training", "found"),
    [
        ("Del 5 al 9 de mayo de 2024 aplaudieron sus funciones 300 vecinos.", 0.4, False),
        ("Del 5 al 9 de mayo de 2024 se rescató a 45 víctimas de trata.", 0.001, True),
        ("Los 300 vecinos aplaudieron sus funciones.", 0.4, False),
        ("Los 45 vecinos rescatados eran víctimas de trata.", 0.4, True),
    ],
)
def test_people_of_the_next_sentence_count_where_it_may_be_on_the_same(
    after: str, training: float, found: bool
) -> None:
    first = told(
        "process", "La gira de títeres llenó en mayo de 2024 los parques del sur.", bare_event=0.99
    )
    (one,) = first.passages
    (two,) = told("process", after, training=training).passages
    made = replace(first, passages=(one, replace(two, paragraph=0, sentence=1)))
    assert ("RES002" in codes(made)) is found


def test_without_the_reader_no_act_is_known_and_none_is_denied() -> None:
    plain = PassageAnalysis(passage("process", "Se impartió un curso."))
    assert not any(plain.has_act(act) or plain.rules_out(act) for act in ACTS)


@pytest.mark.parametrize(
    ("status", "text", "finished", "found"),
    [
        ("Completado", "Al portal le faltan los formularios del sur.", 0.1, True),
        ("Completado", "El portal recibe denuncias de todo el país.", 0.9, False),
        ("En curso", "El portal recibe denuncias de todo el país.", 0.9, True),
        ("En curso", "El portal recibe denuncias de todo el país.", 0.6, False),
        ("En curso", "El portal recibirá denuncias de todo el país.", 0.9, False),
        ("En curso", "Tres oficinas carecen todavía de conexión al portal.", 0.9, False),
        ("En curso", "El portal se programó en mayo; falta su dominio.", 0.9, False),
        ("En curso", "Ya hay edificio para el refugio y solo resta amueblarlo.", 0.9, False),
    ],
)
def test_a_step_told_as_finished_or_not_in_words_of_no_list(
    status: str, text: str, finished: float, found: bool
) -> None:
    made = told("context", text, finished=finished)
    asked = replace(made.answer, choices=(Choice(status, checked=True),))
    assert ("COM009" in codes(replace(made, answer=asked))) is found


UNTOLD = "La inspección halló en octubre a 31 niños entre las matas de café."
TOLD = "La inspección separó en octubre a 31 niños que trabajaban en el café."


@pytest.mark.parametrize(
    ("text", "scores", "off"),
    [
        (UNTOLD, {"child_labour": 0.99}, True),
        (UNTOLD, {"child_labour": 0.99, "migration": 0.6}, True),  # that of the answer so far
        (UNTOLD, {"child_labour": 0.99, "migration": 0.9}, False),
        (UNTOLD, {"child_labour": 0.8}, False),
        (UNTOLD, {}, False),
        (TOLD, {}, True),
        (TOLD, {"migration": 0.6}, True),
        (TOLD, {"migration": 0.9}, False),
        ("Se protegió a 31 niñas migrantes.", {"trafficking": 0.99}, False),
    ],
)
def test_a_passage_is_off_theme_by_its_words_and_by_what_the_model_is_sure_of(
    text: str, scores: dict[str, float], off: bool
) -> None:
    made = told("output", text)
    seen = dict.fromkeys(THEMES, 0.01) | scores
    passages = tuple(
        replace(p, prediction=replace(p.prediction, theme_scores=seen)) for p in made.passages
    )
    asked = replace(made.answer, topic="Atender a las personas migrantes")
    assert ("REL001" in codes(replace(made, answer=asked, passages=passages))) is off

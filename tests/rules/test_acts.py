"""Acts that no word list foresees are found by what the encoder says of them, and lists are held to it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from meta87.checking import check
from meta87.classification.labels import ACTS, Act, Kind
from meta87.rules.acts import hardly_tells, tells
from meta87.tagged import TaggedAnswer
from tests.tagged_build import answer, passage, report

UNFORESEEN: list[tuple[str, Kind, str, Act]] = [
    ("RES002", "process", "Los capataces vivieron dos tardes de juegos de rol sobre el peonaje.", "training"),
    ("RES003", "process", "Lo que toca ahora son los cafetales del norte.", "plan"),
    ("RES004", "context", "Con la embajada las cosas marchan de maravilla.", "claim"),
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
    assert code in codes(told(kind, text, **{act: 0.9}))
    assert code not in codes(told(kind, text))


def test_words_of_a_list_are_let_pass_where_they_surely_mean_something_else() -> None:
    text = "El curso del río cambió y se realizó una visita a tres aldeas."
    assert "RES002" not in codes(told("process", text, training=0.001))


def test_a_planned_training_is_no_training_held() -> None:
    text = "La segunda tanda de juegos de rol queda para otoño."
    assert "RES002" not in codes(told("process", text, training=0.9, plan=0.9))


def test_without_the_encoder_no_act_is_known_and_none_is_denied() -> None:
    plain = passage("process", "Se impartió un curso.")
    assert not any(tells(plain, act) or hardly_tells(plain, act) for act in ACTS)

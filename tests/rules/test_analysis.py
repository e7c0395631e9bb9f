"""The facts of a passage, each by itself: what is done, planned, held, counted, claimed and proved."""

from __future__ import annotations

import pytest

from meta87.classify.labels import Kind
from meta87.rules.analysis import PassageAnalysis
from meta87.rules.registry import findings
from tests.growth import assert_linear
from tests.tagged_build import YEAR_2024, answer, passage, report

SPANS: list[tuple[str, Kind, str, str | None]] = [
    ("main_past", "process", "La mesa, que se creó en 2020, aprobó la guía.", "aprobó"),
    ("main_past", "process", "La mesa que se creó en 2020 es útil.", None),
    ("main_future", "process", "Abrirán dos oficinas.", "Abrirán"),
    ("main_future", "process", "La oficina que abrirá es útil.", None),
    ("plan", "process", "Se prevé reforzar la inspección.", "Se prevé"),
    ("plan", "process", "Se reforzó la inspección, y se prevé seguir.", None),
    ("plan", "context", "La ley que se prevé reformar data de 1990.", None),
    ("meetings", "process", "La mesa sostuvo seis reuniones.", "seis reuniones"),
    ("meetings", "process", "Se abrieron seis oficinas.", None),
    ("claim", "context", "Hubo avances significativos en el registro.", "Hubo avances"),
    ("claim", "context", "No hubo avances significativos en el registro.", None),
]


def analysis(kind: Kind, text: str) -> PassageAnalysis:
    return PassageAnalysis(passage(kind, text), YEAR_2024)


@pytest.mark.parametrize(("fact", "kind", "text", "words"), SPANS)
def test_a_fact_is_given_by_its_words(fact: str, kind: Kind, text: str, words: str | None) -> None:
    made = analysis(kind, text)
    span = getattr(made, fact)
    assert (text[slice(*span)] if span else None) == words
    assert getattr(made, fact) is span  # computed once


@pytest.mark.parametrize(
    ("fact", "yes", "no"),
    [
        ("in_period", "Se abrió en mayo de 2024.", "Se abrió en mayo de 2022."),
        ("in_period", "El Decreto 12 del 30 de julio de 2024 rige.", "El Decreto 12 rige."),
        ("has_count", "Se atendió a 40 niños.", "Se celebraron seis reuniones."),
        ("has_evidence", "Consta en el Anuario Judicial 2024.", "Consta que fue así."),
        ("has_evidence", "Se aprobó la Ley 20.", "Se actuó en virtud de la Ley 20."),
        ("says_whom", "Los 26 practicaron la entrevista.", "Todos practicaron la entrevista."),
        ("introduces", "Se realizaron:", "Se realizaron talleres."),
    ],
)
def test_a_fact_is_so_or_not(fact: str, yes: str, no: str) -> None:
    assert bool(getattr(analysis("output", yes), fact))
    assert not getattr(analysis("output", no), fact)


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Se dictó un taller para docentes.", "training"),
        ("Se lanzó una campaña en las radios.", "campaign"),
        ("Se revisó el diseño del taller.", None),
        ("Se clausuró un taller textil.", None),
    ],
)
def test_an_event_is_of_its_family(text: str, family: str | None) -> None:
    event = analysis("process", text).event
    assert (event and event.family) == family


@pytest.mark.parametrize(
    "made",
    [
        lambda n: answer([("process", "a" * 400 * n)]),
        lambda n: answer([("process", "A" * 400 * n)]),
        lambda n: answer([("process", "Se realizó un taller. " * 5 * n)]),
        lambda n: answer([("process", "Se realizó un taller sobre el trabajo infantil.")] * n),
    ],
    ids=["word", "capitals", "passage", "passages"],
)
def test_time_grows_with_the_text_and_not_with_its_square(made) -> None:
    assert_linear(lambda n: lambda: findings(report(made(n))), 30)

from __future__ import annotations

import pytest

from meta87.classification.kind_signals import kind_signals
from meta87.classification.labels import THEMES, Passage
from meta87.classification.wordlists import combinations, cues, theme_names, theme_scanner
from meta87.language.entity import Entity


def names(text: str, context: str = "", *found: tuple[str, str]) -> set[str]:
    entities = tuple(
        Entity(label, text.index(part), text.index(part) + len(part), part) for label, part in found
    )
    return {signal.name for signal in kind_signals(Passage(text, context, entities=entities))}


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("El 4 de junio se publicó el listado.", "adopted"),
        ("La mesa ya funciona en tres provincias.", "created"),
        ("Se sostuvieron seis reuniones.", "meetings"),
        ("El protocolo está en revisión.", "under_way"),
        ("El próximo año habrá más visitas.", "planned"),
        ("Se fiscalizarán las fincas.", "future"),
        ("El comité exhortó a los municipios.", "requested"),
        ("Persiste la falta de presupuesto.", "challenge"),
        ("Es fundamental contar con intérpretes.", "need"),
        ("La ley define la captación como delito.", "law"),
        ("El curso tiene como finalidad sensibilizar.", "aim"),
        ("Se encuentra disponible en el siguiente enlace.", "available"),
        ("No aplica.", "not_applicable"),
        ("Se realizaron las siguientes acciones:", "colon"),
        ("https://ejemplo.test/informe", "bare-link"),
        ("Avances en el norte", "heading"),
        ("- reparto de folletos", "item"),
    ],
)
def test_a_cue_is_seen(text, cue) -> None:
    assert cue in names(text)


def test_an_accent_tells_past_from_present() -> None:
    assert "past" in names("El ministerio capacitó al personal.")
    assert "past" not in names("El capacito de barro se rompe.")


def test_a_training_counts_when_it_says_whom_it_reached() -> None:
    text = "Se impartió un curso a 312 inspectores."
    assert "counted-activity" in names(text, "", ("PARTICIPANTS", "312 inspectores"))
    assert "uncounted-activity" in names("Se impartió un curso a inspectores.")


def test_a_count_of_meetings_reaches_nobody() -> None:
    text = "Se celebraron seis reuniones."
    found = names(text, "", ("QUANTITY", "seis reuniones"))
    assert {"quantity-events", "uncounted-activity"} <= found
    reached = names("Se visitó 340 fincas.", "", ("QUANTITY", "340 fincas"))
    assert "quantity-reached" in reached
    assert "quantity-events" not in reached


def test_planned_figures_are_no_results() -> None:
    text = "En 2031 se prevé formar a 900 docentes."
    found = names(text, "", ("PARTICIPANTS", "900 docentes"))
    assert "not-yet" in found
    assert "reported-count" not in found


def test_the_lead_in_speaks_for_its_items() -> None:
    assert "lead:adopted" in names("b) el reglamento", "Se aprobaron:\na) la ley;")


def test_the_word_lists_are_whole() -> None:
    cue_names = set(cues())
    for part in ("words", "hints"):
        assert tuple(theme_scanner(part).patterns) == THEMES == tuple(theme_names())
    form = {"participants", "quantity", "quantity-events", "quantity-reached", "digits"}
    for rule in combinations().values():
        assert rule.any | rule.with_ | rule.without <= cue_names | form
        assert rule.spanish

"""What was put off is no result; what was stopped on purpose may be one."""

import pytest

from meta87.classify.undone import is_undone, without_output
from tests.tagged_build import prediction


@pytest.mark.parametrize(
    ("text", "undone"),
    [
        ("La entrega del sello quedó postergada.", True),
        ("La obra del refugio fue suspendida por las lluvias.", True),
        ("La segunda ronda quedó para el próximo año.", True),
        ("Se suspendió la licencia de doce agencias de empleo.", False),
        ("El censo, cuya segunda ronda se pospuso, contó 1.200 niños.", False),
        ("Se abrió el refugio y su inauguración fue aplazada.", False),
        ("Se abrió el refugio.", False),
    ],
)
def test_what_was_put_off_and_nothing_more_is_undone(text: str, undone: bool) -> None:
    assert is_undone(text) is undone


def test_the_next_kind_takes_the_place_of_a_result() -> None:
    made = without_output(prediction("output"))
    assert made.kind != "output"
    assert made.kind_scores == {"output": 0.0, "process": 0.5, "context": 0.5}

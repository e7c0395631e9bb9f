"""Words that look like those of a list and are none, by the key of the list in ``words.toml``."""

from __future__ import annotations

import pytest

from meta87.rules.tenses import main_future
from meta87.rules.words import find


@pytest.mark.parametrize(
    ("keys", "none", "some"),
    [
        (("under_way",), "Cuando se apruebe el reglamento", "La mesa viene preparando la guía"),
        (("events", "training"), "En el curso del año", "En el curso participaron 20 inspectores"),
        (("held", "verbs"), "El taller estuvo suspendido", "El taller se realizó en la capital"),
        (("held", "verbs"), "El curso siguió suspendido", "El personal siguió un curso"),
        (("advance", "words"), "El logro fue la firma del acuerdo", "Hubo avances muy importantes"),
        (("advance", "words"), "resultados de las buenas prácticas", "un logro muy notable"),
    ],
)
def test_a_word_that_looks_alike_is_left(keys: tuple[str, ...], none: str, some: str) -> None:
    assert find(none, *keys) is None
    assert find(some, *keys) is not None


@pytest.mark.parametrize("told", ["Las cifras varían según la región.", "Se adherían más gremios."])
def test_a_present_and_an_imperfect_are_no_conditional(told: str) -> None:
    assert main_future(told) is None

"""The time to read a text grows in proportion to its length, whatever stands in it."""

import pytest
from tests.growth import assert_linear

from meta87.entities.entity import Reference
from meta87.entities.finding import FINDERS, find

MARKS = ".-(,\"/@_'«:[–!$%1 \n"
REPEATED = [
    *MARKS,
    *("Ley ", "enero-", "2024-(", "www.", "http://", "a@", "a.", "a-", "aB", "1,", "1 ", "5/", "OIT-"),
    *("Aa ", "Aa, ", "en Aa y ", "20 y ", "mil ", "5 niños, ", "2024 hoy ", "“Ley"),
    *("niños, ", "5 A de A ", "1.111", "treinta y ", "Ley 1-1-1-1 ", "Ley de ", "Plan Nacional, ", 'curso "'),
    *("Comisión de Asuntos de ", "Comisión para prevenir, ", "Ministerio, ", "(OIT", "a.b@", "$1 "),
    *("Convenio sobre la trata de ", "de la Niñez y ", "entre 2 y 3 ", "Lima, ", "río San Juan de "),
    *("Museo de ", "San ", "A", "O1.", "l", "%", "9"),
    "La OIT formó a 40 docentes de Loja, Perú, el 5 de mayo. ",
]  # fmt: skip
LENGTH = 2_000


@pytest.mark.parametrize("repeated", REPEATED)
def test_the_time_grows_with_the_length(repeated) -> None:
    def read(length: int):
        text = repeated * (length // len(repeated))

        def run() -> None:
            find(text)
            for group in ("links", "percentages"):
                FINDERS[group].find(text, Reference(), [])

        return run

    assert_linear(read, LENGTH)


def test_reads_a_sentence_repeated_many_times() -> None:
    text = "El 5 de mayo de 2023 la OIT formó a 40 docentes de Loja. " * 1000
    found = find(text)
    assert (len(found.sentences), len(found.entities)) == (1000, 4_000)

"""What is written in capitals is read as it would be without them, at the same offsets."""

import pytest

from meta87.entities.capitals import sentence_case


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("EN 2024 LA OIT CAPACITÓ A 40 JUECES.", "En 2024 la OIT capacitó a 40 jueces."),
        (
            "Se informa lo siguiente. SE RESCATÓ A 12 NIÑAS EN CAAZAPÁ. Hay acta.",
            "Se informa lo siguiente. Se rescató a 12 niñas en Caazapá. Hay acta.",
        ),
        ("OTRAS ACCIONES CONTRA EL TRABAJO INFANTIL", None),  # a heading
        ("El MTESS y la OIT firmaron el acuerdo con la SENAF.", None),
    ],
)
def test_only_sentences_in_capitals_are_read_in_lower_case(written: str, read: str | None) -> None:
    assert sentence_case(written) == (read or written)

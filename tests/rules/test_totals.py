"""What rules say of a count of people is taken out of sums."""

from meta87.entities.entity import PARTICIPANTS
from meta87.rules.totals import with_totals
from tests.tagged_build import answer, report


def counted(*answers) -> list[tuple[int, str | None]]:
    """Give the counts of people of a report of 2024, and why each is left out."""
    passages = [each for one in with_totals(report(*answers)).answers for each in one.passages]
    values = [found.value for each in passages for found in each.found(PARTICIPANTS)]
    return [(one.number, one.left_out) for one in values]


def test_a_fact_told_again_with_another_figure_is_added_once() -> None:
    first = answer([("output", "La inspección retiró de las canteras de Sama a 1.471 niños.")])
    text = "La inspección retiró de las canteras de Sama a 1.741 niños."
    again = answer([("output", text)], question="12")
    assert counted(first, again) == [(1471, None), (1741, "differs")]


def test_a_number_without_a_noun_is_told_again_with_one() -> None:
    text = (
        "Se halló en las plazas a 914 menores, de quienes 370 fueron llevados a jornadas de tarde."
    )
    again = "Fueron llevados a jornadas de tarde 370 menores hallados en las plazas."
    first, again = answer([("output", text)]), answer([("output", again)], question="12")
    assert counted(first, again) == [(914, None), (370, "repeat")]


def test_only_the_count_that_the_date_is_nearest_to_is_of_another_period() -> None:
    text = "Se atendió a 57 niñas entre febrero y mayo de 2024, y en marzo de 2026 abrió una sede."
    assert counted(answer([("output", text)])) == [(57, None)]


def test_each_count_is_of_the_date_that_stands_right_after_it() -> None:
    text = "Se retiró del trabajo a 300 niños en 2024 y a 250 niños en 2023."
    assert counted(answer([("output", text)])) == [(300, None), (250, "period")]


def test_years_before_the_period_are_not_added_up_with_it() -> None:
    told = [
        ("output", "Desde 2017 hasta diciembre de 2024 se retiró del trabajo a 900 niños."),
        ("output", "De 2016 para acá van 9.300 niños retirados del trabajo, 150 niños en 2024."),
    ]
    assert counted(answer(told)) == [(900, "period"), (9300, "period"), (150, None)]

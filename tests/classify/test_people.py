"""What a report counts twice is left out once, and rows of tables count under their headings."""

from collections.abc import Callable

from meta87.classify.people import with_counted_people
from meta87.entities.entity import PARTICIPANTS
from tests.growth import assert_linear
from tests.tagged_build import answer, report


def counts(*answers) -> list[str]:
    """Give the counts of people of a report: number, group, scope, why one is left out."""
    passages = [each for one in report(*answers).answers for each in one.passages]
    values = [found.value for each in passages for found in each.found(PARTICIPANTS)]
    return [
        " ".join(filter(None, (str(one.number), one.group, one.scope, one.left_out)))
        for one in values
    ]


def test_a_count_that_its_report_repeats_is_added_once() -> None:
    first = answer([("output", "Se retiró del trabajo a 240 niños.")])
    again = answer([("output", "Los 240 niños que dejaron el trabajo estudian.")], question="2")
    assert counts(first, again) == ["240 children reached", "240 children reached repeat"]


def test_the_same_people_may_be_of_no_group_and_of_another() -> None:
    first = answer([("output", "Se recibió en los puentes a 540 personas que volvían al país.")])
    again = answer([("output", "Las 540 personas retornadas que fueron recibidas.")], question="2")
    assert counts(first, again)[-1] == "540 other reached repeat"


def test_courses_of_other_days_are_no_repeat() -> None:
    told = [
        ("output", "En mayo de 2024 se capacitó a 30 fiscales."),
        ("output", "En junio de 2024 se capacitó a 30 fiscales."),
        ("output", "Se capacitó a 12 fiscales de familia."),
        ("output", "Se capacitó a 12 fiscales de menores."),
    ]
    assert [one for one in counts(answer(told)) if "repeat" in one] == []


def test_rows_count_under_their_heading_and_the_row_of_totals_adds_nothing() -> None:
    rows = [
        ("context", "| Zona | Personas atendidas | Inspectores capacitados | Permisos de menores"),
        ("output", "| Norte | 120 | 14 | 33"),
        ("output", "| Sur | 1.120 | 14 | 44"),
        ("output", "| Total | 1.240 | 28 | 77"),
        ("output", "En todo el país se atendió a 1.240 personas."),
    ]
    assert counts(answer(rows)) == [
        "120 public reached", "14 officials trained",
        "1120 public reached", "14 officials trained",
        "1240 public reached total", "28 officials trained total",
        "1240 public reached repeat",
    ]  # fmt: skip


def test_who_came_to_the_course_of_a_row_is_trained() -> None:
    rows = [
        ("context", "| Mes | Actividad | Participantes"),
        ("output", "| mayo | Taller a familias | 45"),
        ("output", "| junio | Feria de la niñez | 300"),
    ]
    assert counts(answer(rows)) == ["45 public trained", "300 public audience"]


def test_what_an_answer_on_plans_counts_are_targets() -> None:
    said = answer([("output", "Formación de 300 jueces.")], expects="plans")
    assert counts(said) == ["300 officials target"]


def test_columns_of_girls_and_boys_are_read_and_thousands_with_commas() -> None:
    rows = [
        ("context", "| Zona | Niñas y niños becados | Niñez retirada de las fincas"),
        ("output", "| Norte | 1,120 | 12"),
        ("output", "| Sur | 45 | 9"),
    ]
    assert counts(answer(rows)) == [
        "1120 children reached", "12 children reached",
        "45 children reached", "9 children reached",
    ]  # fmt: skip


def test_what_is_surely_of_none_of_the_themes_is_not_added() -> None:
    told = [("output", "Se repartió desayuno a 1.200 estudiantes.")]
    assert counts(answer(told, themes=())) == ["1200 children reached theme"]


def test_items_that_add_up_to_the_count_before_their_list_are_its_parts() -> None:
    told = [
        ("output", "Se retiró del trabajo a 518 niñas y niños:"),
        ("output", "- 202 niños en Salta"),
        ("output", "- 141 niñas en Jujuy"),
        ("output", "- 175 niños en Chaco"),
        ("output", "- 20 niñas becadas"),
    ]
    assert [one.rpartition(" ")[2] for one in counts(answer(told))] == [
        "reached", "part", "part", "part", "reached",
    ]  # fmt: skip


def test_some_of_the_people_of_an_answer_are_counted_with_them() -> None:
    rows = [
        ("context", "| Zona | Niños retirados del trabajo"),
        ("output", "| Norte | 120"),
        ("output", "| Sur | 45"),
        ("output", "Volvieron a la escuela 150 de los niños retirados."),
    ]
    assert counts(answer(rows))[-1] == "150 children reached part"
    alone = answer([("output", "Volvieron a la escuela 150 de los niños retirados.")])
    assert counts(alone) == ["150 children reached"]


def test_some_of_a_noun_are_of_the_people_of_its_group() -> None:
    told = "Se rescató a 60 niños. Además, 45 de las mujeres rurales recibieron créditos."
    assert counts(answer([("output", told)]))[-1] == "45 public reached"


def test_the_counts_of_a_report_are_compared_in_linear_time() -> None:
    def prepare(size: int) -> Callable[[], object]:
        told = answer([("output", ", ".join(f"{n + 30} niñas" for n in range(size)) + ".")])
        return lambda: with_counted_people([told])

    assert_linear(prepare, 500)


def test_columns_by_sex_add_up_to_a_count_told_before_and_their_total_adds_nothing() -> None:
    rows = [
        ("output", "Se retiró del trabajo a 100 niñas y niños."),
        ("context", "| Zona | Niñas becadas | Niños becados"),
        ("output", "| Norte | 10 | 20"),
        ("output", "| Sur | 30 | 40"),
        ("output", "| Total | 40 | 60"),
    ]
    found = counts(answer(rows))
    assert found[0] == "100 children reached repeat"
    assert found[-2:] == ["40 children reached total", "60 children reached total"]


def test_columns_by_sex_are_of_whom_the_sentence_before_the_table_names() -> None:
    rows = [
        ("output", "Se atendió en el año a las víctimas de trata que siguen:"),
        ("context", "| Zona | Mujeres | Hombres"),
        ("output", "| Norte | 21 | 6"),
        ("output", "| Sur | 14 | 9"),
    ]
    assert {one.partition(" ")[2] for one in counts(answer(rows))} == {"victims reached"}

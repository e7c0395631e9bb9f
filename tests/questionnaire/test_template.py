from datetime import date

import pytest

from meta87.errors import UsageError
from meta87.questionnaire.countries import country_code
from meta87.questionnaire.period import between_months, find_period
from meta87.questionnaire.template import default_template, load_template, parse_template

PATTERN = default_template().period


def test_the_form_has_its_questions_with_unique_ids() -> None:
    questions = default_template().questions
    assert len({q.id for q in questions}) == len(questions) == 27
    sections = {section.id for section in default_template().sections}
    assert {q.section for q in questions} == sections


def test_closed_questions_expect_a_choice_unless_comments_follow() -> None:
    for question in default_template().questions:
        assert (question.expects == "choice") <= bool(question.choices), question.id


@pytest.mark.parametrize(
    ("text", "reason"),
    [("id = 3 =", "line 1"), ('id = "x"', "title"), ('id = "x"\ncolour = "red"', "colour")],
)
def test_a_wrong_template_is_refused_with_its_place(text, reason) -> None:
    with pytest.raises(UsageError) as caught:
        parse_template(text, "mia.toml")
    assert caught.value.id == "template-invalid"
    assert reason in str(caught.value.details["reason"])


def test_a_missing_template_is_refused(tmp_path) -> None:
    with pytest.raises(UsageError, match="template-missing"):
        load_template(tmp_path / "no.toml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("entre enero de 2024 y diciembre de 2024", (date(2024, 1, 1), date(2024, 12, 31))),
        ("entre Julio de 2022 y\nJunio de 2023", (date(2022, 7, 1), date(2023, 6, 30))),
        ("entre marzo de 2024 y febrero de 2024", None),
        ("entre amigos de 2024 y socios de 2024", None),
        ("", None),
    ],
)
def test_the_reference_period_is_read_from_the_text(text, expected) -> None:
    assert find_period(text, PATTERN) == expected


@pytest.mark.parametrize("value", ["2024", "2024-13:2024-14", "2024-05:2024-01", "a:b", "1:2:3"])
def test_a_wrong_period_is_none(value) -> None:
    assert between_months(value) is None


def test_countries_have_codes() -> None:
    assert [country_code(n) for n in ("España", "PERÚ", "Valdoria")] == ["ES", "PE", ""]

from datetime import date

import pytest

from meta87.errors import UsageError
from meta87.form.countries import country_code
from meta87.form.period import between_months, find_period
from meta87.form.template import default_template, load_template, parse_template

PATTERN = default_template().period


def test_the_form_has_its_questions_with_unique_ids() -> None:
    questions = default_template().questions
    assert len({q.id for q in questions}) == len(questions) == 27
    sections = {section.id for section in default_template().sections}
    assert {q.section for q in questions} == sections


def test_closed_questions_expect_a_choice_unless_comments_follow() -> None:
    for question in default_template().questions:
        assert (question.expects == "choice") <= bool(question.choices), question.id


def test_only_closed_questions_let_several_options_be_ticked_or_list_partners_and_tools() -> None:
    for question in default_template().questions:
        listed = question.several or question.asks in {"partners", "tools"}
        assert listed <= bool(question.choices), question.id


def test_every_yes_of_the_form_has_a_question_that_asks_more() -> None:
    form = default_template()
    asked = {question.id for question in form.questions if "sí" in question.choices}
    assert asked == {question.follows for question in form.questions if question.when == ("sí",)}


def test_partners_and_tools_of_the_form_are_described_in_a_question_of_their_own() -> None:
    form = default_template()
    listed = {question.id for question in form.questions if question.asks in {"partners", "tools"}}
    followed = {question.follows for question in form.questions if not question.when}
    assert listed == followed - {""}


GOOD = """\
id = "mio"
title = "Mi formulario"
country = "informe de (?P<country>[^,]+),"
period = "de (?P<first>[a-z]+) a (?P<last>[a-z]+)"
notes = []

[[sections]]
id = "a"
title = "Parte A"

[[questions]]
id = "uno"
section = "a"
wording = "¿Qué se hizo?"

[[questions]]
id = "dos"
section = "a"
wording = "¿Qué falta?"
expects = "context"
"""


def faults(text: str) -> list[tuple[str, object]]:
    """Give the id and line of each fault."""
    with pytest.raises(UsageError) as caught:
        parse_template(text, "mia.toml")
    assert caught.value.id == "template-invalid"
    return [(fault.id, fault.details["line"]) for fault in caught.value.details["faults"]]


def test_a_template_of_ones_own_is_read() -> None:
    assert [q.id for q in parse_template(GOOD, "mia.toml").questions] == ["uno", "dos"]


@pytest.mark.parametrize(
    ("old", "new", "id", "line"),
    [
        ('id = "mio"', 'id = "mio', "template-syntax", 1),
        ('"¿Qué falta?"', '"¿Qué falta?" +', "template-syntax", 19),
        ('title = "Mi formulario"\n', "", "template-key-missing", 1),
        ('wording = "¿Qué falta?"\n', "", "template-key-missing", 16),
        ("notes = []", 'notes = []\ncolour = "rojo"', "template-key-unknown", 6),
        ('id = "dos"', 'id = "dos"\ncolour = "rojo"', "template-key-unknown", 18),
        ("notes = []", "notes = 3", "template-value-wrong", 5),
        ('"context"', '"nada"', "template-value-wrong", 20),
        ('id = "dos"', 'id = "uno"', "template-id-repeated", 17),
        ('section = "a"\nwording = "¿Qué f', 'section = "b"\nwording = "¿Qué f',
         "template-section-unknown", 18),
        ('"¿Qué falta?"', '"¿{topic}?"', "template-wording-empty", 19),
        ('"context"', '"context"\nfollows = "tres"', "template-follows-unknown", 21),
        ('"context"', '"context"\nfollows = "dos"', "template-follows-unknown", 21),
        ('"context"', '"context"\nfollows = "uno"\nwhen = ["sí"]', "template-when-unknown", 22),
        ('"context"', '"context"\nwhen = ["sí"]', "template-when-unknown", 21),
        ("(?P<country>", "(", "template-pattern-wrong", 3),
        ("(?P<last>", "((?P<last>", "template-pattern-wrong", 4),
    ],
)  # fmt: skip
def test_a_wrong_template_is_refused_with_the_line(old, new, id, line) -> None:
    assert old in GOOD
    assert faults(GOOD.replace(old, new, 1)) == [(id, line)]


def test_every_fault_of_a_template_is_told_in_order() -> None:
    wrong = GOOD.replace('"¿Qué falta?"', "4").replace("notes = []", "notes = 3")
    assert [line for _, line in faults(wrong)] == [5, 19]


def test_a_template_without_questions_is_refused() -> None:
    text = GOOD[: GOOD.index("[[questions]]")].replace("notes = []", "notes = []\nquestions = []")
    assert faults(text) == [("template-without-questions", 6)]


def test_tables_written_in_brackets_show_the_line_of_their_key() -> None:
    text = GOOD[: GOOD.index("[[questions]]")]
    text = text.replace("notes = []", 'notes = []\nquestions = [{id = "a", section = "a"}]')
    assert faults(text) == [("template-key-missing", 6)]


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

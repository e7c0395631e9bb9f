"""What a report is compared with, and what the rules find against the report of the year before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import product
from types import SimpleNamespace

import pytest

from meta87.form.report import Choice
from meta87.report.texts import message
from meta87.rules.finding import Finding, Severity
from meta87.rules.previous.announced import Mentions
from meta87.rules.previous.changes import changes, likeness
from meta87.rules.previous.relation import Related, Relation, related
from meta87.rules.previous.titles import is_reworded
from meta87.rules.registry import findings
from tests.growth import assert_linear
from tests.tagged_build import YEAR_2023, answer, report

TOLD = [
    "La inspección de Durazno cerró en mayo cuatro ladrilleras que ocupaban a niños y niñas.",
    "El juzgado de Rivera condenó en agosto a tres personas por trata de mujeres jóvenes.",
    "La escuela de Artigas abrió en marzo un comedor para los hijos de los zafreros.",
]
OTHERS = [
    "El puerto de Nueva Palmira instaló en junio una ventanilla para marineros extranjeros.",
    "La defensoría publicó en octubre el registro de denuncias de empleadas de hogar.",
    "El hospital de Salto formó en abril a sus parteras en señales de explotación.",
]

MID = (date(2023, 7, 1), date(2024, 6, 30))
WORDS = ["".join(letters) for letters in product("bdfglm", repeat=5)]


def told(texts, **facts):
    return report(answer([("output", text) for text in texts]), **facts)


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (told(TOLD), told(OTHERS), Related(Relation.DRAFT, "period")),
        (told(TOLD), told(TOLD, period=YEAR_2023), Related(Relation.REPORT, "period")),
        (told(TOLD, period=YEAR_2023), told(TOLD), Related(Relation.LATER, "period")),
        (told(TOLD), told(TOLD, period=MID), Related(Relation.REPORT, "period")),
        (told(TOLD), told(TOLD, country="PE"), Related(Relation.OTHER_COUNTRY)),
        (
            told(TOLD),
            told([*TOLD[:2], OTHERS[0]], period=None),
            Related(Relation.DRAFT, "likeness"),
        ),
        (told(TOLD, country=""), told(OTHERS, period=None), Related(Relation.REPORT, "likeness")),
        (told(TOLD), told([TOLD[0], *OTHERS[1:]], period=None), Related(Relation.UNCLEAR)),
        (told(TOLD), told(TOLD[:2], period=None), Related(Relation.UNCLEAR)),
    ],
)
def test_an_earlier_file_is_told_by_country_and_period_else_by_its_answers(
    now, before, expected
) -> None:
    found = related(now, before)
    assert (found.relation, found.basis) == (expected.relation, expected.basis)


def test_the_user_decides_but_not_against_the_form() -> None:
    before = told(TOLD, period=YEAR_2023)
    assert related(told(TOLD), before, Relation.DRAFT) == Related(Relation.DRAFT, "asked")
    other = replace(before, report=replace(before.report, template=""))
    assert related(told(TOLD), other, Relation.DRAFT) == Related(Relation.OTHER_FORM)


def test_what_was_changed_is_named() -> None:
    before = "En 2023 se abrió en Salto la casa de acogida."
    assert changes(before, before.replace("acogida.", "acogida").upper()) == ""
    assert changes(before, "En 2024 se abrió la casa de acogida y otra más.") == (
        "«2023» → «2024»; − «en Salto»; + «y otra más.»"
    )
    assert likeness(before, before) == 1
    assert likeness(before, "Nada de eso hubo") < 0.3


def pre(now, before) -> list[Finding]:
    found = findings(report(*now), previous=report(*before, period=YEAR_2023))
    return [each for each in found if each.rule.family == "PRE"]


def results(kind: str, text: str, question: str = "1", **facts):
    return answer([(kind, text)], question=question, **facts)


BEFORE = "En mayo de 2023 la policía de Colonia rescató a 48 víctimas de trata en dos hoteles."


@pytest.mark.parametrize(
    ("kind", "now", "code"),
    [
        ("output", BEFORE, "PRE001"),
        ("output", BEFORE.replace("de 2023", "de 2024"), "PRE002"),
        ("output", BEFORE.replace("policía", "Policía Nacional"), "PRE001"),
        ("output", f"Según la prensa y el informe de la Fiscalía, {BEFORE[0].lower()}{BEFORE[1:-1]} del puerto.", "PRE001"),
        ("output", BEFORE.replace("2023", "2024").replace(" a 48", " a las"), "PRE001"),  # a new year alone
        ("output", BEFORE.replace("mayo de 2023", "julio de 2024").replace(" a 48", " a las"), ""),
        ("output", BEFORE.replace("2023", "2024").replace("48", "61"), ""),  # this year's count
        ("output", BEFORE.replace("mayo de 2023", "2024"), "PRE002"),
        ("context", BEFORE, ""),  # description
        ("output", "En mayo de 2024 la policía de Colonia capacitó a su personal.", ""),
        # Other words for the same fact, with the same figure and another date.
        ("output", "En junio de 2024, 48 víctimas de trata fueron rescatadas por la policía de Colonia en dos hoteles.", "PRE002"),
    ],
)  # fmt: skip
def test_a_passage_of_the_year_before_is_recognised(kind, now, code) -> None:
    found = pre([results(kind, now)], [results("output", BEFORE, "7")])
    assert [each.rule.code for each in found] == [code] * bool(code)
    assert all("la pregunta 7" in message(each, report(), "es") for each in found)


def test_a_row_of_new_counts_of_the_same_things_repeats_nothing() -> None:
    told = "Inspecciones realizadas 450; infracciones 38; multas impuestas 27; establecimientos clausurados 6."
    anew = told.replace("450", "512").replace("38", "44").replace("27", "31")
    assert pre([results("output", anew)], [results("output", told)]) == []
    (copied,) = pre([results("output", told)], [results("output", told)])
    assert copied.rule.code == "PRE001"


def test_a_plan_that_is_now_told_as_done_repeats_nothing() -> None:
    planned = "La Intendencia de Flores abrirá una casa para adolescentes que viven en la calle."
    done = planned.replace("abrirá", "abrió")
    assert pre([results("output", done)], [results("process", planned)]) == []
    (copied,) = pre([results("process", planned)], [results("process", planned)])
    assert copied.rule.code == "PRE001"


def test_a_passage_is_marked_where_it_is_told_not_where_it_is_highlighted() -> None:
    now = [results("output", BEFORE, "1", asks="highlights"), results("output", BEFORE, "2")]
    assert [each.question for each in pre(now, [results("output", BEFORE)])] == ["2"]


def test_what_was_announced_is_looked_for_in_linear_time() -> None:
    def look(count: int) -> Callable[[], object]:
        return lambda: mentions(WORDS[:count]).has("zzzzz yyyyy", 1)

    assert_linear(look, 1_500)


def mentions(topics: list[str]) -> Mentions:
    asked = (SimpleNamespace(topic=topic, id="") for topic in topics)
    answers = [SimpleNamespace(asked=each, paragraphs=()) for each in asked]
    return Mentions(SimpleNamespace(answers=answers))


def step(title: str, tick: str, text: str = "", question: str = "4"):
    options = [Choice(name, name == tick) for name in ("No alcanzado", "Previsto", "En curso", "Completado")]  # fmt: skip
    said = [("context", text)] if text else []
    return answer(said, options, question=question, id="next_step_status", topic=title)


@pytest.mark.parametrize(
    ("before", "now", "back"),
    [
        ("Completado", "En curso", True),
        ("En curso", "Previsto", True),
        ("En curso", "No alcanzado", True),
        ("Previsto", "No alcanzado", False),
        ("En curso", "Completado", False),
        ("Completado", "", False),
    ],
)
def test_a_status_goes_back_or_on(before, now, back) -> None:
    title = "Protocolo de inspección a bordo"
    found = pre([step(title, now)], [step(title, before)])
    assert ("PRE004" in {each.rule.code for each in found}) is back


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (answer([("output", "En 2024 se ratificó el Convenio núm. 190 de la OIT.")], question="1"), True),
        (answer([("output", "En 2024 se ratificó el Convenio núm. 188 de la OIT.")], question="1"), False),
        (answer([("process", "Se pide ayuda para ratificar el Convenio núm. 188.")], question="1", id="support_needed"), True),
    ],
)  # fmt: skip
def test_a_step_is_told_by_its_deed_not_by_another_or_a_request(told, found) -> None:
    ahead = answer(
        [("process", "Ratificar el Convenio núm. 188.")],
        question="9", id="next_priorities", expects="plans", tells="any",
    )  # fmt: skip
    told_of = {each.rule.code for each in pre([told], [ahead])}
    assert ("PRE003" in told_of) is found


def test_what_is_to_be_done_is_announced_whatever_its_kind() -> None:
    told = [
        "Ladrilleras: llegar con el censo a Rocha.",
        "Que cada puerto tenga su oficina.",
        "El país es largo.",
    ]
    ahead = answer([("context", each) for each in told], question="9", id="next_priorities", expects="plans", tells="any")  # fmt: skip
    found = [f.hit.details["step"] for f in pre([results("output", TOLD[0])], [ahead])]
    assert found == [each[:-1] for each in told[:2]]


def test_a_priority_left_over_in_the_same_place_of_both_was_renamed() -> None:
    titles = [
        "Combatir la trata de personas",
        "Fortalecer la inspección",
        "Proteger a los migrantes",
    ]

    def asked(*order):
        return [answer((), question=str(n), topic=t) for n, t in enumerate(order, start=1)]

    again = [titles[0], "Cuidar la articulación territorial", titles[2]]
    (found,) = pre(asked(*again), asked(*titles))
    assert (found.question, found.hit.note) == ("2", "renamed")
    (found,) = pre(asked(again[0], again[2], again[1]), asked(*titles))
    assert (found.question, found.hit.note) == ("", "")


def test_a_priority_of_another_theme_in_the_same_place_was_not_renamed() -> None:
    before = ["Combatir la trata de mujeres", "Fortalecer la inspección"]
    now = [answer((), topic="Trabajo forzoso en la pesca"), answer((), question="2", topic=before[1])]  # fmt: skip
    (found,) = pre(now, [answer((), question=str(n), topic=t) for n, t in enumerate(before, 1)])
    assert (found.question, found.hit.note) == ("", "")


def test_several_steps_in_a_sentence_are_looked_for_one_by_one() -> None:
    ahead = answer(
        [("process", "Abrir la oficina de Tacuarembó, publicar el mapa de ladrilleras y formar a los guardaparques.")],
        question="9", id="next_priorities", expects="plans", tells="any",
    )  # fmt: skip
    now = step("Oficina de Tacuarembó", "Completado", "El mapa de las ladrilleras se publicó.")
    (found,) = pre([now], [ahead])
    assert (found.rule.code, found.question, found.hit.details["place"]) == ("PRE003", "", "4")
    assert found.hit.evidence == ("formar a los guardaparques",)


def test_priorities_are_the_same_whatever_their_capitals_and_order() -> None:
    before = [
        answer((), question="1", topic="Erradicar el trabajo infantil en el campo"),
        answer((), question="2", topic="Combatir la trata de personas"),
        answer((), question="3", topic="Proteger a las personas migrantes"),
    ]
    now = [
        answer((), question="1", topic="COMBATIR LA TRATA DE PERSONAS"),
        answer((), question="2", topic="Erradicar el trabajo infantil en todo el país"),
    ]
    found = pre(now, before)
    assert [(each.question, each.hit.details["before"]) for each in found] == [
        ("2", "Erradicar el trabajo infantil en el campo"),
        ("", "Proteger a las personas migrantes"),
    ]
    assert "«Erradicar el trabajo infantil en todo el país»" in message(found[0], report(), "es")
    assert message(found[1], report(), "es").endswith("En este: no está.")


@pytest.mark.parametrize(
    ("promise", "due"),
    [
        ("En 2024 se inaugurará un refugio para mujeres en Treinta y Tres.", True),
        ("En 2026 se inaugurará un refugio para mujeres en Treinta y Tres.", False),
        ("Se inaugurará un refugio para mujeres en Treinta y Tres.", False),
        ("Los hospitales aplicarán la guía para mujeres de Treinta y Tres desde 2024.", True),
        ("El refugio para mujeres de Treinta y Tres quedará listo cuando lo revise el ministerio.", True),
        ("El refugio para mujeres de Treinta y Tres quedará listo una vez que lo apruebe el Ministerio.", True),
        ("El programa atenderá a las víctimas de Treinta y Tres cuando lo soliciten.", False),
    ],
)  # fmt: skip
def test_a_promise_is_looked_for_in_its_period(promise, due) -> None:
    found = pre([results("output", TOLD[0])], [results("process", promise, "3")])
    assert [each.rule.code for each in found] == ["PRE006"] * due


@pytest.mark.parametrize(
    ("title", "again", "reworded"),
    [
        ("Erradicar el trabajo infantil rural", "Eliminar el trabajo de niñas en el campo", True),
        ("Trabajo infantil rural y en los mercados", "Trabajo infantil rural", False),
    ],
)
def test_a_priority_of_which_only_the_words_changed_says_so(title, again, reworded) -> None:
    (found,) = pre([answer((), topic=again)], [answer((), topic=title)])
    assert message(found, report(), "es").endswith("Solo cambia la redacción.") is reworded
    assert (found.severity is Severity.SUGGESTION) is reworded


def test_a_title_with_other_numbers_is_not_the_same_in_other_words() -> None:
    assert is_reworded("Trabajo infantil y trabajo forzoso", "Trabajo forzoso y trabajo infantil")
    assert not is_reworded("Plan contra la trata 2021-2024", "Plan contra la trata 2025-2028")

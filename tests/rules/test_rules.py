import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from meta87.classify.tagged import TaggedReport
from meta87.config.model import rules_named
from meta87.entities.finding import find
from meta87.form.report import Answer, Choice, Placed, Role
from meta87.messages import LANGUAGES, has
from meta87.report.texts import action, message
from meta87.rules.examples import Example, example
from meta87.rules.finding import Finding, Rule, Severity
from meta87.rules.registry import RULES, findings
from meta87.rules.words import load
from tests.form.build import block
from tests.form.test_numbered import LETTER
from tests.form.test_numbered import read as numbered
from tests.tagged_build import answer, examples_of, exemplified, previous_of, report

SENTENCES = Path(__file__).parents[1] / "examples/rules.txt"


def written(line: str) -> TaggedReport:
    """Make the report of a line."""
    answers = []
    for number, part in enumerate(line.split(" && "), 1):
        said, _, facts = part.partition("## ")
        known = {"question": str(number), **json.loads(facts or "{}")}
        ticks = [Choice(label, on) for label, on in known.pop("ticks", {}).items()]
        told = [each.strip().split(": ", 1) for each in said.split(" || ") if each.strip()]
        answers.append(answer(told, ticks, **known))
    return report(*answers)


def found_by(code: str, tagged) -> list[Finding]:
    return [f for f in findings(tagged) if f.rule.code == code]


def found_in(shown: Example) -> tuple[Finding, ...]:
    return findings(exemplified(shown), previous=previous_of(shown))


def codes(told, facts) -> set[str]:
    return {f.rule.code for f in findings(report(answer(told, **facts)))}


@pytest.mark.parametrize("each", RULES, ids=lambda r: r.code)
def test_every_rule_has_its_texts_in_both_languages(each: Rule) -> None:
    for lang in LANGUAGES:
        for part in ("title", "message", "action", "source", "why"):
            assert has(f"rules.{each.code}.{part}", lang), (each.code, part, lang)


@pytest.mark.parametrize("each", RULES, ids=lambda r: r.code)
def test_every_rule_is_found_by_code_and_name(each: Rule) -> None:
    assert re.fullmatch(r"[A-Z]{3}\d{3} [a-z]+(-[a-z]+)*", f"{each.code} {each.name}")
    assert rules_named(each.code.lower()) == (each,)
    assert rules_named(each.name) == (each,)


def test_every_rule_has_its_examples() -> None:
    assert (
        {code for code, *_ in examples_of(SENTENCES)}
        <= set(load("examples.toml"))
        == {r.code for r in RULES}
    )


@pytest.mark.parametrize("each", RULES, ids=lambda r: r.code)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_texts_of_a_finding_say_what_was_found(each: Rule, lang: str) -> None:
    bad = example(each.code, "bad")
    broken = [f for f in found_in(bad) if f.rule is each]
    assert broken
    for found in broken:
        assert "@" not in message(found, exemplified(bad), lang)
        assert action(found, lang)


@pytest.mark.parametrize(("code", "effect", "line"), [*examples_of(SENTENCES)])
def test_an_answer_breaks_a_rule_or_keeps_it(code, effect, line) -> None:
    found = findings(written(line), rules_named(code))
    assert bool(found) is (effect == "breaks")
    assert code != "EVI002" or len(found) <= 1  # a broken link is found once


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("Se impartió un curso sobre trata de personas a funcionarios.", "dates_and_people"),
        ("El 4 de mayo de 2024 se realizó un taller para docentes rurales.", "people"),
        ("Se capacitó a 120 inspectores de trabajo.", "dates"),
    ],
)
def test_what_an_event_lacks_is_named(text, lacking) -> None:
    kind = "output" if "120" in text else "process"
    (found,) = found_by("RES002", report(answer([(kind, text)])))
    assert found.hit.details["lacking"] == f"@ui.lacking.{lacking}"


def test_a_date_outside_is_quoted_with_its_place() -> None:
    told = [("output", "El 15 de marzo de 2022 se aprobó el protocolo.")]
    (found,) = found_by("PER001", report(answer(told)))
    assert found.quote == "15 de marzo de 2022"
    (anchor,) = found.anchors
    assert (anchor.start, anchor.end) == (3, 22)


def test_all_acronyms_without_a_name_are_one_finding() -> None:
    told = [
        ("output", "El SENATI y la DIGETRA abrieron dos aulas."),
        (
            "output",
            "El Consejo contra el Trabajo Infantil (CONATI) las dotó; la CONATI las visita.",
        ),
    ]
    (found,) = found_by("CON005", report(answer(told)))
    assert found.hit.evidence == ("SENATI", "DIGETRA")
    assert "SENATI (1), DIGETRA (1)" in message(found, report(answer(told)), "es")
    (again,) = found_by("CON005", report(answer([*told, ("output", "El INFOTEP también.")])))
    assert again.fingerprint != found.fingerprint


def test_missing_questions_are_one_finding_that_names_them() -> None:
    asked = [
        Answer(
            "", f"¿Qué apoyo necesita su país de sus socios en la región {n}, y por qué?", f"q{n}"
        )
        for n in range(6)
    ]
    for count, said in ((2, "dos"), (6, "seis")):
        made = report(answer([("output", "Se abrió un aula.")]), missing=tuple(asked[:count]))
        (found,) = found_by("COM008", made)
        assert (len(found.hit.evidence), found.severity) == (count, Severity.WARNING)
        told = message(found, made, "es")
        assert told.startswith(f"Faltan {said} preguntas del formulario: «¿Qué ")
        assert ("por qué" in told) is (count == 2)
    topics = [replace(each, topic=f"Apoyo {each.id[1] < '3'}") for each in asked]
    (found,) = found_by("COM008", replace(made, report=replace(made.report, missing=(*topics,))))
    assert "formulario: «Apoyo True»; «Apoyo False». No es obl" in message(found, made, "es")


def test_a_question_may_be_answered_together_with_another_or_not_recognised() -> None:
    told = (*LETTER[:7], LETTER[9],
            "En cuanto a los socios nacionales y la colaboración con ellos, la cámara puso aulas.")  # fmt: skip
    form = numbered(*(f"{n}.- {text}" for n, text in enumerate(told, start=1)))
    assert "national_details" in {each.id for each in form.answers}
    loose = Placed(block("Saludos a su equipo."), Role.UNPLACED)
    form = replace(form, placed=(*form.placed[:-1], loose, form.placed[-1]))
    made = replace(report(answer([("output", "Se abrió un aula.")])), report=form)
    (found,) = found_by("COM008", made)
    assert not [each for each in found.hit.evidence if "socios nacionales" in each]
    said = "del formulario, salvo que el texto que quedó bajo ninguna responda a una de ellas: «"
    assert said in message(found, made, "es")


def test_a_repeated_achievement_names_only_the_answers_that_tell_it() -> None:
    format_ = "El 24 de enero de 2024 la comisión aprobó el formato de detección para las oficinas municipales."
    refuge = "El 3 de octubre de 2024 se abrió en Salto un refugio nocturno con médicos y abogados."
    register = "El 9 de julio de 2024 entró en servicio el registro único de aprendices del puerto."
    made = report(
        answer([("output", format_)]),
        answer([("output", refuge), ("output", register)], question="2"),
        answer([("output", refuge), ("output", register), ("output", format_)], question="9"),
    )
    (found,) = found_by("CON001", made)
    assert found.hit.evidence == (refuge, register, format_)
    named = re.findall(r"«(El \d+ de \w+)[^»]*» \(([\d, ]+)\)", message(found, made, "es"))
    assert named == [("El 3 de octubre", "2"), ("El 9 de julio", "2"), ("El 24 de enero", "1")]


def test_what_the_model_doubts_is_said_to_be_doubtful() -> None:
    sure = answer([("process", "Se trabaja en el protocolo de inspección.")])
    doubted = replace(
        sure.passages[0],
        prediction=replace(sure.passages[0].prediction, doubtful=("process",)),
    )
    (found,) = found_by("RES001", report(replace(sure, passages=(doubted,))))
    assert found.hit.doubtful
    assert found.severity is Severity.WARNING
    assert not found_by("RES001", report(sure))[0].hit.doubtful


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ("El 20 de marzo abrió el centro.", []),
        ("Entre abril y junio se visitaron 40 fincas.", []),
        ("El 29 de febrero abrió el centro.", []),
        ("El 31 de abril abrió el centro.", ["31 de abril"]),
        ("El 29 de febrero de 2023 abrió el centro.", ["29 de febrero de 2023"]),
    ],
)
def test_without_a_period_only_days_of_no_year_are_impossible(told, wrong) -> None:
    [only] = (said := answer([("output", told)])).passages
    said = replace(said, passages=(replace(only, entities=find(told).entities),))
    found = found_by("CON008", report(said, period=None))
    assert [each.quote for each in found] == wrong


SAYS_NOTHING = [
    "No aplica", "N/A", "n.a.", "No aplicable", "Pendiente.", "Sin datos", "TBD", "[completar]",
    "[Completar por la DGT]", "XXX", "xx de xx de 2024", "Por definir.", "…", "___", "Información pendiente",
    "Se completará con la información de la Fiscalía", "Se enviará más adelante", "Escriba aquí su respuesta",
    "Rellenar", "Falta completar", "Nada que informar", "Ver arriba", "Texto de ejemplo",
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit. " * 8,
]  # fmt: skip


@pytest.mark.parametrize("kind", ["context", "process"])
@pytest.mark.parametrize("text", SAYS_NOTHING)
def test_words_that_say_nothing_are_no_answer_and_judged_as_nothing_else(text, kind) -> None:
    facts = {"required": True, "topic": "Erradicar el trabajo infantil"}
    assert codes([(kind, text)], facts) == {"COM001"}


@pytest.mark.parametrize(
    ("told", "after", "without"),
    [
        ("La cobertura del seguro subió en Tela.", "Era del 40 % y es ya del 52 %.", False),
        ("La cobertura subió en Tela.", "La tasa de abandono pasó del 14 % al 9 %.", True),
        ("La tasa de abandono cayó frente a 2023.", "Se repartieron 60 afiches.", True),
    ],
)
def test_the_next_sentence_may_have_the_value_of_an_indicator(told, after, without) -> None:
    made = answer([("output", told), ("output", after)])
    one, two = made.passages
    made = replace(made, passages=(one, replace(two, paragraph=one.paragraph, sentence=1)))
    assert bool(found_by("EVI006", report(made))) is without

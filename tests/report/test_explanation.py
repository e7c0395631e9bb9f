import json
from dataclasses import replace
from typing import get_args

import jsonschema

from meta87.classify.labels import Evidence
from meta87.cli.main import run
from meta87.entities.entity import (
    Bound,
    CountValue,
    Entity,
    Group,
    LeftOut,
    PercentValue,
    Scope,
    Value,
)
from meta87.messages import has, text
from meta87.report import explanation
from meta87.report.texts import entity_value
from meta87.rules.checked import check
from meta87.rules.registry import RULES
from tests.report.example import example
from tests.tagged_build import answer, report


def test_rules_that_point_out_nothing_are_told_by_reason():
    told = answer([("context", "La ley es de 1998.")], expects="context", tells="any")
    checked = check(report(told))
    shown = explanation.as_text(checked.tagged.answers[0], checked, RULES, "es").splitlines()
    said = shown[shown.index("Reglas que se probaron:") + 1 :]
    assert "  – RES001: esta pregunta no pide resultados." in said
    assert "  – PER001, PER002, PER003: aquí se puede hablar de cualquier tiempo." in said
    assert said[-1].startswith("  – Las demás, nada que señalar: ")
    assert {each["outcome"] for each in as_json()["rules"]} >= {"no-text"}


def as_json(*told, lang: str = "es", **facts) -> dict:
    checked = check(report(answer(told, **facts)))
    return json.loads(explanation.as_json(checked.tagged.answers[0], checked, RULES, lang))


def test_json_tells_every_passage_and_what_came_of_every_rule():
    made = as_json(
        ("output", "El 3 de mayo de 2022 se abrió el refugio."), ("context", "Es de pago.")
    )
    (first, second) = made["answer"]["passages"]
    assert (first["kind"], second["kind"]) == ("output", "context")
    assert first["entities"][0]["value"] == {"from": "2022-05-03", "to": "2022-05-03"}
    assert first["entities"][0]["pattern"]
    assert first["evidence"] == [{"label": "output", "text": "prueba", "weight": 1.0}]
    outcomes = {each["code"]: each["outcome"] for each in made["rules"]}
    assert list(outcomes) == [rule.code for rule in RULES]
    assert {code for code, each in outcomes.items() if each == "found"} == {
        finding["code"] for finding in made["findings"]
    }
    assert outcomes["PER001"] == "found"
    assert outcomes["PER003"] == "kept"


def test_the_json_follows_its_published_schema(capsys):
    assert run(["explain", "--schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    published = jsonschema.Draft202012Validator(schema)
    checked = example()
    for answered in checked.tagged.answers:
        made = json.loads(explanation.as_json(answered, checked, RULES, "es"))
        published.validate(made)
        for passage in made["answer"]["passages"]:
            assert set(passage) == set(schema["$defs"]["passage"]["properties"])
            assert set(passage["kind_scores"]) == {"output", "process", "context"}
        for key in ("report", "answer"):
            assert set(made[key]) == set(schema["properties"][key]["properties"])


def entity(label: str, words: str, value: Value) -> Entity:
    return Entity(label, 0, len(words), words, value, "")


def test_a_value_is_told_in_words_of_the_language():
    people = entity("PARTICIPANTS", "131", CountValue(131, "min", None, "children", "reached"))
    assert entity_value(people, "es") == "al menos 131, niñez y adolescencia, atendidas"
    assert entity_value(people, "en") == "at least 131, children, reached"
    part = entity("PARTICIPANTS", "2 o 3", CountValue(2, None, 3, "public", "target", "part"))
    assert entity_value(part, "es") == "2 a 3, población, previstas, parte de otra cifra"
    assert entity_value(entity("PERCENT", "2,5 %", PercentValue(2.5)), "es") == "2,5"


def test_every_value_of_a_count_has_a_name():
    named = {"scope": Scope, "group": Group}
    keys = [f"{key}.{name}" for key, names in named.items() for name in get_args(names)]
    keys += [f"value.{name}" for name in (*get_args(Bound), *get_args(LeftOut))]
    assert all(has(f"ui.{key}", lang) for key in keys for lang in ("es", "en"))


def test_the_words_that_weighed_stand_by_their_label():
    checked = check(report(answer([("output", "Se abrió el refugio.")])))
    told = checked.tagged.answers[0]
    found = (
        Evidence("school_meals", "Se", 0.5), Evidence("output", "abrió", 1.25),
        Evidence("output", "refugio", -0.5),
    )  # fmt: skip
    (passage,) = told.passages
    weighed = replace(passage, prediction=replace(passage.prediction, evidence=found))
    told = replace(told, passages=(weighed,))
    shown = explanation.as_text(told, checked, RULES, "es")
    assert (
        f"  {text('ui.evidence', 'es')}: school meals: «Se» (+0,50); "
        "resultado: «abrió» (+1,25), «refugio» (-0,50)\n"
    ) in shown

"""An answer explained, as JSON (schema 1)."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from meta87.classify.tagged import TaggedAnswer, TaggedPassage
from meta87.entities.entity import Entity
from meta87.report.check_json import answer_fields, finding_fields, report_fields
from meta87.report.check_json import schema as schema_of_check
from meta87.report.explanation import reason_not_reported
from meta87.report.tag_records import predicted, rounded
from meta87.rules.checked import CheckedReport
from meta87.rules.finding import Rule

SCHEMA = 1
FOUND = "found"


def render(answer: TaggedAnswer, checked: CheckedReport, rules: tuple[Rule, ...], lang: str) -> str:
    """Returns the explanation as a JSON text; only messages depend on the language.

    Args:
        answer: the answer to explain.
        checked: its report, checked with ``rules``.
        rules: the rules that were applied.
        lang: language of the messages.
    """
    question, findings = answer.answer, checked.of(answer)
    fired = {finding.rule.code for finding in findings}
    value = {
        "schema": SCHEMA,
        "report": report_fields(checked.tagged.report),
        "answer": {
            **answer_fields(answer),
            "wording": question.wording,
            "section": question.section or None,
            "expects": question.expects,
            "tells": question.tells,
            "passages": [_passage(passage) for passage in answer.passages],
        },
        "findings": [finding_fields(each, checked, lang) for each in findings],
        "rules": [
            _rule(rule, FOUND if rule.code in fired else reason_not_reported(rule, answer, checked))
            for rule in rules
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def schema() -> str:
    """Returns the JSON Schema of the text; parts shared with a check are defined by its schema."""
    own = resources.files(__package__).joinpath("explanation.schema.json").read_text("utf8")
    value, check = json.loads(own), json.loads(schema_of_check())
    value["properties"]["report"] = check["properties"]["report"]
    for of_all in ("unplaced", "compared"):  # it is about one answer
        del value["properties"]["report"]["properties"][of_all]
    value["$defs"] = {**check["$defs"], **value["$defs"]}
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _passage(passage: TaggedPassage) -> dict[str, Any]:
    anchors = passage.locate(0, len(passage.text))
    return {
        "paragraph": passage.paragraph,
        "sentence": passage.sentence,
        "text": passage.text,
        **predicted(passage.prediction, ()),
        "acts": rounded(passage.prediction.acts),
        "entities": [_entity(entity) for entity in passage.entities],
        "source": [anchor.record() for anchor in anchors],
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return {"value": None, **entity.record(), "pattern": entity.pattern or None}


def _rule(rule: Rule, outcome: str) -> dict[str, Any]:
    """Returns a rule with its outcome: found, or the reason why it has no finding."""
    return {"code": rule.code, "name": rule.name, "outcome": outcome}

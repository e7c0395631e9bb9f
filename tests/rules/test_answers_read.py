"""Whole answers read with the default model: what its labels and the rules say of them together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from meta87 import load_model
from meta87.classify.tagged import TaggedReport
from meta87.form.report import Choice
from meta87.pipeline import Tagger
from meta87.rules.registry import findings
from tests.tagged_build import answer, examples_of, report

ANSWERS = Path(__file__).parents[1] / "examples/answers.txt"


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(load_model())


def written(line: str) -> TaggedReport:
    """Make the report of a line; its kinds are still to be read."""
    text, _, facts = line.partition(" ## ")
    known = {"topic": "Prevenir el trabajo infantil, el trabajo forzoso y la trata de personas"}
    known |= json.loads(facts or "{}")
    ticks = [Choice(label, on) for label, on in known.pop("ticks", {}).items()]
    return report(
        answer([("context", each.strip()) for each in text.split(" || ")], ticks, **known)
    )


@pytest.mark.parametrize(("code", "effect", "line"), [*examples_of(ANSWERS)])
def test_an_answer_breaks_a_rule_or_keeps_it(
    code: str, effect: str, line: str, tagger: Tagger
) -> None:
    found = {f.rule.code for f in findings(tagger.report(written(line).report))}
    assert (code in found) is (effect == "breaks"), found

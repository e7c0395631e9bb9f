"""What a rule advises, taken at its word, ends its finding and brings no other; what keeps it is clean.

The examples are read with the kinds that they state, and with those of the default model.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from meta87 import load_model
from meta87.classify.tagged import TaggedReport
from meta87.pipeline import Tagger
from meta87.rules.examples import Part, example
from meta87.rules.finding import Rule, Severity
from meta87.rules.registry import RULES, findings
from tests.tagged_build import exemplified

Read = Callable[[str, Part], TaggedReport]


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(load_model())


@pytest.fixture(params=["stated", "predicted"])
def read(request: pytest.FixtureRequest, tagger: Tagger) -> Read:
    def stated(code: str, part: Part) -> TaggedReport:
        return exemplified(example(code, part))

    def predicted(code: str, part: Part) -> TaggedReport:
        return tagger.report(stated(code, part).report)

    return stated if request.param == "stated" else predicted


def codes(report: TaggedReport, at_least: Severity = Severity.SUGGESTION) -> set[str]:
    return {f.rule.code for f in findings(report) if f.severity.rank >= at_least.rank}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_what_is_advised_ends_the_finding_and_brings_no_other(rule: Rule, read: Read) -> None:
    before, after = read(rule.code, "bad"), read(rule.code, "advised")
    assert rule.code not in codes(after)
    assert codes(after, Severity.WARNING) <= codes(before, Severity.WARNING)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_good_example_of_a_rule_keeps_all_of_them(rule: Rule, read: Read) -> None:
    assert codes(read(rule.code, "good")) == set()

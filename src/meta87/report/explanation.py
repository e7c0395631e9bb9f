"""An answer explained, as text and as JSON (schema 1): its passages, then what each rule found."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib import resources
from itertools import groupby
from operator import attrgetter
from typing import Any

from meta87.classify.tagged import TaggedAnswer, TaggedPassage
from meta87.messages import text, theme_name
from meta87.report import check_json
from meta87.report.tag_records import predicted, rounded
from meta87.report.texts import decimal, entity_value, label_name, message, percent, verdict
from meta87.rules.checked import CheckedReport
from meta87.rules.finding import Rule
from meta87.rules.registry import applied

SCHEMA = 1
LIKELY = 0.05  # labels below are not shown
FOUND, SATISFIED = "found", "kept"


def as_text(
    answer: TaggedAnswer,
    checked: CheckedReport,
    rules: tuple[Rule, ...],
    lang: str,
) -> str:
    """Returns an answer of a report that was checked with ``rules``, explained.

    Rules that found nothing get a line for each reason.
    """
    lines = [*_lines(answer, lang, checked), "", text("ui.explain.rules", lang)]
    for rule in rules:
        title = text(f"rules.{rule.code}.title", lang)
        lines += (
            f"  ✗ {title}: {message(finding, checked.tagged, lang)} ({rule.code})"
            for finding in checked.of(answer)
            if finding.rule.code == rule.code
        )
    outcomes = {rule: _outcome(rule, answer, checked) for rule in rules}
    silent = {rule: each for rule, each in outcomes.items() if each != FOUND}
    lines += _silent(silent, lang)
    return "".join(f"{line}\n" for line in lines)


def _lines(answer: TaggedAnswer, lang: str, checked: CheckedReport) -> Iterator[str]:
    question = answer.answer
    yield f"{question.question}. {question.wording}"
    facts = (f"ui.explain.expects.{question.expects}", f"ui.explain.tells.{question.tells}")
    yield f"{verdict(answer, checked, lang)} · " + " ".join(text(fact, lang) for fact in facts)
    for choice in question.choices:
        yield f"  {'☒' if choice.checked else '☐'} {choice.label}"
    for passage in answer.passages:
        yield ""
        yield from _passage(passage, lang)


def _passage(passage: TaggedPassage, lang: str) -> Iterator[str]:
    prediction = passage.prediction
    yield f"«{passage.text}»"
    yield f"  {_scores(prediction.kind_scores, 'kind', lang)}"
    yield f"  {text('ui.html.themes', lang)}: {_scores(prediction.theme_scores, 'theme', lang)}"
    if max(prediction.acts.values(), default=0.0) >= LIKELY:
        yield f"  {text('ui.explain.acts', lang)}: {_scores(prediction.acts, 'act', lang)}"
    if prediction.evidence:
        yield f"  {text('ui.evidence', lang)}: {'; '.join(_reasons(passage, lang))}"
    for entity in passage.entities:
        value = entity_value(entity, lang)
        shown = f" = {value}" if value else ""
        yield f"  {text(f'ui.entity.{entity.label}', lang)}: «{entity.text}»{shown}"


def _reasons(passage: TaggedPassage, lang: str) -> Iterator[str]:
    """Yields each label with the words that weighed for it."""
    for label, found in groupby(passage.prediction.evidence, key=attrgetter("label")):
        words = (f"«{each.text}» ({decimal(each.weight, lang, 2, signed=True)})" for each in found)
        yield f"{label_name(label, lang)}: {', '.join(words)}"


def _scores(scores: Mapping[str, float], family: str, lang: str) -> str:
    likely = []
    for label, score in sorted(scores.items(), key=lambda each: -each[1]):
        if score >= LIKELY:
            is_theme = family == "theme"
            name = theme_name(label, lang) if is_theme else text(f"ui.{family}.{label}", lang)
            likely.append(f"{name} {percent(score)}")
    return ", ".join(likely) or text("ui.corpus.none", lang)


def _silent(why: Mapping[Rule, str], lang: str) -> Iterator[str]:
    for reason in sorted(set(why.values()), key=lambda reason: (reason == SATISFIED, reason)):
        codes = [rule.code for rule, each in why.items() if each == reason]
        if reason == SATISFIED:
            yield f"  – {text('ui.explain.all-kept', lang, count=len(codes))}"
        else:
            yield f"  – {', '.join(codes)}: {text(f'ui.explain.{reason}', lang)}"


def _outcome(rule: Rule, answer: TaggedAnswer, checked: CheckedReport) -> str:
    """Returns `FOUND`, or why a rule has no finding: the id of a text of ``ui.explain``."""
    place = (rule.code, answer.answer.question)
    is_period = rule.code.startswith("PER")
    outcomes = {
        FOUND: any(finding.rule.code == rule.code for finding in checked.of(answer)),
        "left-out": any((f.rule.code, f.question) == place for f in checked.suppressed),
        "no-previous": rule.family == "PRE" and checked.compared is None,
        "no-text": rule.scope == "passage" and not answer.passages,
        "needs-form": not applied((rule,), checked.tagged),
        "no-period": is_period and checked.tagged.period is None,
        "any-time": is_period and answer.answer.tells != "past",
        "no-results-asked": rule.code == "RES001" and answer.answer.expects != "results",
    }
    return next((outcome for outcome, holds in outcomes.items() if holds), SATISFIED)


def as_json(
    answer: TaggedAnswer, checked: CheckedReport, rules: tuple[Rule, ...], lang: str
) -> str:
    """Returns the explanation as a JSON text; only messages depend on the language."""
    question = answer.answer
    value = {
        "schema": SCHEMA,
        "report": check_json.report_fields(checked.tagged.report),
        "answer": {
            **check_json.answer_fields(answer),
            "wording": question.wording,
            "section": question.section or None,
            "expects": question.expects,
            "tells": question.tells,
            "passages": [_fields(passage) for passage in answer.passages],
        },
        "findings": [check_json.finding_fields(each, checked, lang) for each in checked.of(answer)],
        "rules": [
            {"code": rule.code, "name": rule.name, "outcome": _outcome(rule, answer, checked)}
            for rule in rules
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def schema() -> str:
    """Returns the JSON Schema of the text; parts shared with a check are defined by its schema."""
    own = resources.files(__package__).joinpath("explanation.schema.json").read_text("utf8")
    value, check = json.loads(own), json.loads(check_json.schema())
    value["properties"]["report"] = check["properties"]["report"]
    for of_all in ("unplaced", "compared"):  # it is about one answer
        del value["properties"]["report"]["properties"][of_all]
    value["$defs"] = {**check["$defs"], **value["$defs"]}
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _fields(passage: TaggedPassage) -> dict[str, Any]:
    return {
        "paragraph": passage.paragraph,
        "sentence": passage.sentence,
        "text": passage.text,
        **predicted(passage.prediction, ()),
        "acts": rounded(passage.prediction.acts),
        "entities": [
            {"value": None, **each.record(), "pattern": each.pattern or None}
            for each in passage.entities
        ],
        "source": [anchor.record() for anchor in passage.locate(0, len(passage.text))],
    }

"""A checked report as JSON (schema 1), and its findings as JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from importlib import resources
from typing import Any

from meta87.classify.labels import KINDS
from meta87.classify.tagged import TaggedAnswer, TaggedPassage
from meta87.form.report import Report
from meta87.report.check_formats import View
from meta87.report.completions import completion
from meta87.report.reservations import Unreviewed, unreviewed
from meta87.report.tag_records import jsonl
from meta87.report.texts import action, message
from meta87.rules.checked import CheckedReport, DisabledRules
from meta87.rules.finding import Finding
from meta87.rules.personal import hidden
from meta87.rules.previous.drafts import Comparison

SCHEMA = 1


def render(checked: CheckedReport, view: View) -> str:
    """Returns the checked report as a JSON text; only messages depend on the language."""
    return json.dumps(_fields(checked, view.lang), ensure_ascii=False, indent=2) + "\n"


def render_lines(checked: CheckedReport, view: View) -> str:
    """Returns one line per finding: that of the JSON format, and what concerns the whole report.

    ``unplaced`` only counts the texts that the JSON format lists.
    """
    report = checked.tagged.report
    shared = {
        "schema": SCHEMA,
        "report": report_fields(report),
        "unplaced": len(unreviewed(checked.tagged)),
    }
    found = (finding_fields(finding, checked, view.lang) for finding in checked.findings)
    return jsonl({**shared, **finding} for finding in found)


def schema() -> str:
    """Returns the JSON Schema that the text follows."""
    return resources.files(__package__).joinpath("check.schema.json").read_text("utf8")


def _fields(checked: CheckedReport, lang: str) -> dict[str, Any]:
    report = checked.tagged.report
    hide = hidden(checked.tagged)
    unplaced = [_unplaced(each, hide) for each in unreviewed(checked.tagged)]
    compared = _compared(checked.compared) if checked.compared else None
    return {
        "schema": SCHEMA,
        "report": {**report_fields(report), "unplaced": unplaced, "compared": compared},
        "model": checked.tagged.model or None,
        "answers": [answer_fields(answer) for answer in checked.tagged.answers],
        "findings": [finding_fields(finding, checked, lang) for finding in checked.findings],
        "hidden": len(checked.hidden),
        "suppressed": [
            {
                "code": finding.rule.code,
                "question": finding.question or None,
                "fingerprint": finding.fingerprint,
            }
            for finding in checked.suppressed
        ],
        "disabled": _disabled(checked.disabled) if checked.disabled else None,
        "assigned": [asdict(each) for each in report.assigned],
    }


def report_fields(report: Report) -> dict[str, Any]:
    """Returns the fields of the report as a whole."""
    days = [day.isoformat() for day in report.period] if report.period else [None, None]
    return {
        "file": report.source,
        "template": report.template or None,
        "country": report.country or None,
        "year": report.year,
        "period": {"from": days[0], "to": days[1]},
        "remarks": [asdict(remark) for remark in report.remarks],
    }


def _unplaced(each: Unreviewed, hide: Callable[[str], str]) -> dict[str, Any]:
    """Returns the fields of a text under no question, with the question that it resembles."""
    question = each.question
    return {
        "text": each.block.text,
        "source": [piece.anchor.record() for piece in each.block.pieces],
        "appended": each.place == "appended",
        "nearest": question
        and {
            "question": question.number or None,
            "id": question.nearest,
            "wording": question.wording,
            "similarity": question.similarity,
        },
        "passages": [
            {
                "text": hide(passage.text),
                "kind": passage.kind,
                "themes": [*passage.prediction.themes],
            }
            for passage in each.passages
        ],
    }


def answer_fields(answer: TaggedAnswer) -> dict[str, Any]:
    """Returns the fields of an answer, with the number of its passages."""
    question = answer.answer
    return {
        "question": question.question,
        "id": question.id or None,
        "topic": question.title,
        "verdict": answer.verdict.value,
        "required": question.required,
        "choices": [asdict(choice) for choice in question.choices],
        "passages": len(answer.passages),
        "section": question.section or None,
        "kinds": {kind: answer.kinds[kind] for kind in KINDS},
    }


def finding_fields(finding: Finding, checked: CheckedReport, lang: str) -> dict[str, Any]:
    """Returns the fields of a finding, with its sentences in a language."""
    hit = finding.hit
    return {
        "code": finding.rule.code,
        "name": finding.rule.name,
        "severity": finding.severity.value,
        "doubtful": hit.doubtful,
        "question": finding.question or None,
        "passage": _passage(hit.passage) if hit.passage else None,
        "span": list(hit.span) if hit.span else None,
        "message": message(finding, checked.tagged, lang),
        "action": action(finding, lang),
        "completion": completion(finding, checked) or None,
        "evidence": list(hit.evidence),
        "source": [anchor.record() for anchor in finding.anchors],
        "fingerprint": finding.fingerprint,
    }


def _disabled(disabled: DisabledRules) -> dict[str, Any]:
    return {
        "file": disabled.file,
        "rules": list(disabled.codes),
        "questions": {key: list(codes) for key, codes in disabled.questions.items()},
    }


def _compared(found: Comparison) -> dict[str, Any]:
    fields = {
        "file": found.file,
        "relation": found.related.relation.value,
        "basis": found.related.basis or None,
    }
    if not found.is_of_drafts:
        return fields
    before = {
        name: [
            {
                "code": each.rule.code,
                "question": each.question or None,
                "quote": each.quote or None,
                "fingerprint": each.fingerprint,
            }
            for each in getattr(found, name)
        ]
        for name in ("solved", "undecided")
    }
    prints = {name: [f.fingerprint for f in getattr(found, name)] for name in ("remaining", "new")}
    return {**fields, **before, **prints}


def _passage(passage: TaggedPassage) -> dict[str, Any]:
    return {
        "paragraph": passage.paragraph,
        "sentence": passage.sentence,
        "text": passage.text,
        "kind": passage.kind,
        "author": passage.block.author or None,
    }

"""A parsed questionnaire as JSON (schema 1)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from meta87.form.report import Answer, Report
from meta87.reading.document import Block
from meta87.report.check_json import report_fields

SCHEMA = 1


def render(report: Report, running: Iterable[Block]) -> str:
    """Returns a parsed document, and its headers and footers, as a JSON text."""
    value = {
        "schema": SCHEMA,
        "report": report_fields(report),
        "questions": [_fields(answer) for answer in report.answers],
        "missing": [_about(answer) for answer in report.missing],
        "unplaced": [
            {"text": block.text, "source": [piece.anchor.record() for piece in block.pieces]}
            for block in report.unplaced
        ],
        "assigned": [asdict(each) for each in report.assigned],
        "running": [block.text for block in running],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _about(answer: Answer) -> dict[str, Any]:
    return {
        "id": answer.id or None,
        "section": answer.section or None,
        "topic": answer.title,
        "wording": answer.wording,
        "required": answer.required,
    }


def _fields(answer: Answer) -> dict[str, Any]:
    return {
        "question": answer.question,
        **_about(answer),
        "state": answer.state,
        "choices": [asdict(choice) for choice in answer.choices],
        "words": answer.words,
        "text": [block.text for block in answer.blocks],
    }

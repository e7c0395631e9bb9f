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
    """Returns the report as a JSON text.

    Args:
        report: the parsed document.
        running: its headers and footers.
    """
    value = {
        "schema": SCHEMA,
        "report": report_fields(report),
        "questions": [_question(answer) for answer in report.answers],
        "missing": [_missing(answer) for answer in report.missing],
        "unplaced": [_text(block) for block in report.unplaced],
        "assigned": [asdict(each) for each in report.assigned],
        "running": [block.text for block in running],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _question(answer: Answer) -> dict[str, Any]:
    return {
        "question": answer.question,
        "id": answer.id or None,
        "section": answer.section or None,
        "topic": answer.topic or None,
        "wording": answer.wording,
        "required": answer.required,
        "state": answer.state,
        "choices": [asdict(choice) for choice in answer.choices],
        "words": answer.words,
        "text": [block.text for block in answer.blocks],
    }


def _missing(answer: Answer) -> dict[str, Any]:
    return {
        "id": answer.id,
        "section": answer.section or None,
        "topic": answer.topic or None,
        "wording": answer.wording,
        "required": answer.required,
    }


def _text(block: Block) -> dict[str, Any]:
    return {"text": block.text, "source": [piece.anchor.record() for piece in block.pieces]}

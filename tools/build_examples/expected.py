"""What the check has to say of the example: for the tests and for the reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from form import Form, Question

README = Path(__file__).with_name("readme.md")


def write_expected(form: Form) -> str:
    """Returns the expected verdicts, choices and findings as JSON."""
    first, last = form.report.period
    report = {
        "country": form.report.country,
        "year": form.report.year,
        "period": {"from": first.isoformat(), "to": last.isoformat()},
    }
    content = {"report": report, "answers": [_answer(question) for question in form.questions]}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def write_readme(form: Form) -> str:
    """Returns the Spanish page that describes the example."""
    page = README.read_text(encoding="utf-8")
    rows = "\n".join(map(_row, form.questions))
    return page.format(stem=form.report.stem, country=form.report.country, rows=rows)


def _answer(question: Question) -> dict[str, Any]:
    return {
        "question": str(question.number),
        "required": question.required,
        "closed": bool(question.options),
        "ticked": list(question.ticked),
        "verdict": question.verdict,
        "findings": list(question.findings),
    }


def _row(question: Question) -> str:
    required = "sí" if question.required else ""
    ticked = "; ".join(label.removesuffix(":") for label in question.ticked)
    findings = ", ".join(question.findings)
    return f"| {question.number} | {required} | {ticked} | `{question.verdict}` | {findings} |"

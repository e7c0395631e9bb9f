"""What a checker has to find in a form, one JSON object a question."""

from __future__ import annotations

import json
from typing import Any

from source import Label, Source

from form import Form

Fields = dict[str, Any]
# Codes that speak of a question and of the one that explains it: either may show the finding.
PAIRED = {"COM004": 1, "COM005": 1, "COM006": 1, "COM007": -1, "EVI005": 1}


def write_truth(source: Source, form: Form, split: str) -> str:
    """Returns the truth file of a form; its first record states what the form lacks."""
    head = {"form": form.report.stem, "country": source.code, "year": source.year, "split": split}
    of_form = ("codes", source.codes if source.codes != "v1" else ""), ("previous", source.previous)
    expected = [*_missing(source.missing), *(_found(label) for label in source.expected)]
    near = [*_missing(source.seeming), *map(_fields, source.near)]
    records = [_record("", "", expected, near) | {name: value for name, value in of_form if value}]
    for number, answered in enumerate(source.answers, start=1):
        expected = [_found(label, number) for label in answered.expected]
        near = [_fields(label) for label in answered.near]
        records.append(_record(str(number), answered.to, expected, near))
    lines = [json.dumps({**head, **record}, ensure_ascii=False) for record in records]
    return "\n".join(lines) + "\n"


def _record(question: str, id: str, expected: list[Fields], near: list[Fields]) -> Fields:
    return {
        "question": question, "id": id, "expected": expected, "near_misses": near,
        "clean": not expected,
    }  # fmt: skip


def _missing(questions: tuple[str, ...]) -> list[Fields]:
    return [{"code": "COM008", "words": None, "missing": question} for question in questions]


def _found(label: Label, number: int = 0) -> Fields:
    """Returns a finding; ``or_question`` names the other question of its pair."""
    fields = _fields(label)
    if label.code in PAIRED:
        fields["or_question"] = str(number + PAIRED[label.code])
    if label.other:
        fields["or_question"] = label.other
    return fields


def _fields(label: Label) -> Fields:
    return {"code": label.code, "words": label.words}

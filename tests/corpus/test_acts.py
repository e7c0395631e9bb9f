"""Sentences with the acts that they tell are what their datasheet says, and of no measured text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from meta87.classify.labels import SPEECH_ACTS

CORPUS = Path(__file__).parents[2] / "corpus"
WRITTEN = "acts-"


@pytest.fixture(scope="module")
def told() -> list[dict]:
    lines = (CORPUS / "acts.jsonl").read_text("utf8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def passages() -> dict[str, dict]:
    files = sorted((CORPUS / "passages").glob("*.jsonl"))
    lines = (line for path in files for line in path.read_text("utf8").splitlines())
    return {record["id"]: record for record in map(json.loads, lines)}


def test_each_sentence_stands_once_with_acts_that_are_known(told) -> None:
    assert len({one["id"] for one in told}) == len({one["text"] for one in told}) == len(told)
    assert {act for one in told for act in one["acts"]} == set(SPEECH_ACTS)


def test_those_of_the_corpus_are_passages_of_train_as_they_stand(told, passages) -> None:
    for one in told:
        if not one["writer"].startswith(WRITTEN):
            assert passages[one["id"]]["split"] == "train"
            assert passages[one["id"]]["text"] == one["text"]


def test_none_stands_in_what_is_measured(told, passages) -> None:
    held_out = {record["text"] for record in passages.values() if record["split"] != "train"}
    assert not held_out & {one["text"] for one in told}
    forms = "\n".join(
        path.read_text("utf8") for path in sorted((CORPUS / "findings").glob("*/*.md"))
    )
    assert not [one["id"] for one in told if one["text"] in forms]


def test_the_datasheet_counts_what_is_there(told) -> None:
    sheet = (CORPUS / "README.md").read_text("utf8")
    written = sum(one["writer"].startswith(WRITTEN) for one in told)
    for number in (len(told), written, len(told) - written):
        assert f"{number:,}" in sheet

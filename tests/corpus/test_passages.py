"""The shipped passages: what the datasheet says of them holds, and the splits are apart."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from meta87.classify.labels import SPEECH_ACTS
from meta87.classify.store import READER, model_folder
from meta87.corpus.checks import check_ids, check_pointer_texts, check_splits
from meta87.corpus.files import corpus_records, located_records
from meta87.corpus.schema import Record
from meta87.training.leakage import Training

CORPUS = Path(__file__).parents[2] / "corpus"
TEST_WRITERS = {"prensa", "estadistica", "start-4"}
HEADS_WRITERS = {
    "antitrata", "cuidadora", "digital", "formularios", "inspectoria", "pesquera", "protectora",
    "reparadora", "secretaria",
}  # fmt: skip


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return corpus_records([CORPUS / "passages"])


@pytest.fixture(scope="module")
def held_out() -> list[Record]:
    return corpus_records([CORPUS / "held_out"])


def test_the_splits_of_the_corpus_are_apart_and_a_test_writer_is_in_test_alone(records) -> None:
    passages, pointers, faults = located_records([CORPUS, CORPUS / "held_out"])
    faults += [*check_ids([*passages, *pointers]), *check_pointer_texts(pointers)]
    assert [*faults, *check_splits(passages), *check_splits(pointers)] == []
    assert {r.writer for r in records if r.split == "test"} == TEST_WRITERS
    assert not {r.writer for r in records if r.split != "test"} & TEST_WRITERS


def test_minimal_pairs_flip_the_kind(records) -> None:
    pairs = defaultdict(lambda: defaultdict(list))
    for record in (r for r in records if r.pair and r.split == "train"):
        pairs[record.pair][record.answer].append(record)
    assert len(pairs) >= 300
    for name, answers in pairs.items():
        assert len(answers) == 2, name
        one, other = (told[-1] for told in answers.values())
        assert one.kind != other.kind, name
        assert one.context == other.context, name


def test_the_datasheet_counts_what_is_there(records) -> None:
    sheet = (CORPUS / "README.md").read_text(encoding="utf-8")
    reports = len({r.report.removesuffix("-pairs") for r in records})
    numbers = [len(records), reports, sum(r.entities is not None for r in records)]
    numbers += Counter(r.split for r in records).values()
    numbers += Counter(r.kind for r in records).values()
    numbers += Counter(theme for r in records for theme in r.themes).values()
    for number in numbers:
        assert re.search(rf"(?<!\d){number:,}(?!\d)", sheet), number


@pytest.mark.parametrize("split", ["heads", "test"])
def test_the_datasheet_counts_what_is_held_out(held_out, split) -> None:
    sheet = (CORPUS / "README.md").read_text(encoding="utf-8")
    (row,) = [line for line in sheet.splitlines() if line.startswith(f"| `{split}` | ")][1:]
    chosen = [r for r in held_out if r.split == split]
    counts = Counter(r.kind for r in chosen) + Counter(t for r in chosen for t in r.themes)
    for number in (len(chosen), *counts.values()):
        assert re.search(rf"(?<!\d){number:,}(?!\d)", row), number
    assert all(writer in row for writer in {r.writer for r in chosen})
    assert f"{len(held_out):,}" in sheet


def test_held_out_writers_train_the_heads_or_measure(records, held_out) -> None:
    assert {r.split for r in held_out} == {"heads", "test"}
    assert {r.writer for r in held_out if r.split == "heads"} == HEADS_WRITERS
    assert not {r.writer for r in held_out if r.split == "test"} & HEADS_WRITERS
    assert sum(r.split == "test" for r in held_out) >= 2000


def test_the_network_learns_from_no_held_out_writer(records, held_out) -> None:
    assert not {r.writer for r in held_out} & {r.writer for r in records}
    training = Training(model_folder() / READER)
    assert any(training.has(record) for record in records)
    assert not any(training.has(record) for record in held_out)


@pytest.mark.parametrize("prefix", ["", "real-"])
def test_second_annotations_answer_the_first(prefix: str) -> None:
    def ids(name: str) -> list[str]:
        lines = (CORPUS / f"agreement/{prefix}{name}.jsonl").read_text("utf8").splitlines()
        return [json.loads(line)["id"] for line in lines]

    first = ids("first")
    assert first == ids("second")
    assert len(first) >= 4000


def test_the_table_of_writers_counts_what_is_there(records, held_out) -> None:
    with (CORPUS / "writers.csv").open(encoding="utf-8", newline="") as file:
        table = {row["writer"]: row for row in csv.DictReader(file)}
    counts = Counter(r.writer for r in [*records, *held_out])
    assert {writer: int(row["passages"]) for writer, row in table.items()} == counts
    splits = {(r.writer, r.split) for r in [*records, *held_out]}
    told = {(writer, split) for writer, row in table.items() for split in row["splits"].split("+")}
    assert told == splits
    assert all(row["register"] for row in table.values())


@pytest.fixture(scope="module")
def acts() -> list[dict]:
    return [json.loads(line) for line in (CORPUS / "acts.jsonl").read_text("utf8").splitlines()]


def test_each_sentence_with_speech_acts_stands_once_with_known_ones(acts) -> None:
    assert len({one["id"] for one in acts}) == len({one["text"] for one in acts}) == len(acts)
    assert {act for one in acts for act in one["acts"]} == set(SPEECH_ACTS)


def test_sentences_with_speech_acts_are_passages_of_train_or_written_for_it(acts, records) -> None:
    by_id = {record.id: record for record in records}
    taken = [one for one in acts if not one["writer"].startswith("acts-")]
    assert all(by_id[one["id"]].split == "train" for one in taken)
    assert all(by_id[one["id"]].text == one["text"] for one in taken)
    sheet = (CORPUS / "README.md").read_text("utf8")
    for number in (len(acts), len(taken), len(acts) - len(taken)):
        assert f"{number:,}" in sheet


def test_no_sentence_with_speech_acts_stands_in_what_is_measured(acts, records) -> None:
    held_out = {record.text for record in records if record.split != "train"}
    assert not held_out & {one["text"] for one in acts}
    forms = "\n".join(path.read_text("utf8") for path in (CORPUS / "findings").glob("*/*.md"))
    words = forms.split()
    there = set(zip(words, words[1:], words[2:], strict=False))  # most sentences are none of these

    def may_stand_there(text: str) -> bool:
        inner = text.split()[1:-1]  # the others may be joined with a sign
        return len(inner) < 3 or tuple(inner[:3]) in there

    assert not [one["id"] for one in acts if may_stand_there(one["text"]) and one["text"] in forms]

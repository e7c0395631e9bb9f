"""The columns of a typed table, and the fields of a record in every format."""

import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from meta87.archive.sink.columns import number, typed
from meta87.archive.sink.parquet import schema_of
from meta87.archive.work import State
from tests.archive.archives import fill, tag

SCORES = dict.fromkeys(("child_labour", "forced_labour", "trafficking", "migration"), 0.25)
DATED = {"label": "DATE", "text": "mayo de 2023", "start": 3, "end": 15, "value": {"from": "2023-05-01", "to": None}}  # fmt: skip
COUNTED = {"label": "PARTICIPANTS", "text": "30 jueces", "start": 0, "end": 9, "value": {"number": 30, "bound": "min", "group": "officials", "scope": "trained"}}  # fmt: skip


def passage(text: str, **fields: object) -> dict:
    return {
        "text": text,
        "predicted": {
            "kind": "output",
            "kind_scores": {"output": 0.5, "process": 0.25, "context": 0.25},
            "themes": ["trafficking"],
            "theme_scores": SCORES,
            "entities": [DATED, COUNTED],
            "evidence": [{"label": "output", "text": "jueces", "weight": 1.5}],
            "doubtful": [],
        },
        **fields,
    }


def column_values(record: dict) -> dict:
    """Give a record as it comes back from a typed table."""
    (row,) = pa.Table.from_pylist([typed(record, "m")], schema_of()).to_pylist()
    return row


def test_columns_have_their_types() -> None:
    row = column_values(passage("Se formó", paragraph=2))
    assert row["dates"] == [
        {"text": "mayo de 2023", "start": 3, "end": 15, "from": date(2023, 5, 1), "to": None}
    ]
    assert row["participants"][0]["number"] == 30
    assert (row["paragraph"], row["model"], row["copy_of"], row["anchors"]) == (2, "m", None, [])
    assert row["reasons"] == [{"label": "output", "text": "jueces", "weight": 1.5}]
    assert (row["date_from"], row["date_to"], row["people"]) == (date(2023, 5, 1), None, 30)
    assert (row["score_output"], row["score_migration"]) == (0.5, 0.25)


def test_links_and_percentages_have_columns() -> None:
    row = column_values(passage("Subió el 4,5 % (www.gob.mx/x)."))
    assert [(each["text"], each["percent"]) for each in row["percentages"]] == [("4,5 %", 4.5)]
    assert [(each["start"], each["url"]) for each in row["links"]] == [
        (16, "https://www.gob.mx/x"),
    ]


def test_what_a_column_cannot_hold_is_kept_in_extra_or_left_to_the_text() -> None:
    row = passage("Hubo", paragraph=2**40, year="2023", sentence=1.0)
    row["predicted"]["entities"] = [{**COUNTED, "value": {"number": 10**30, "bound": None}}]
    told = column_values(row)
    assert (told["paragraph"], told["year"], told["sentence"]) == (None, 2023, 1)
    assert json.loads(told["extra"]) == {"paragraph": 2**40}
    assert told["participants"][0]["number"] is None
    assert told["participants"][0]["text"] == "30 jueces"


def test_fields_that_another_tool_adds_to_a_place_are_left_out() -> None:
    anchor = {"part": "body", "unit": 1.0, "start": 0, "end": "5", "page": 3}
    row = passage("Hubo", source={"file": "x.docx", "anchor": [anchor], "span": [0, 5]})
    told = column_values(row)
    assert told["anchors"] == [{"part": "body", "unit": 1, "start": 0, "end": 5, "boxes": None}]
    assert (told["file"], told["start"], told["end"]) == ("x.docx", 0, 5)


@pytest.mark.parametrize("odd", [{"unit": 2**40}, {"boxes": [["x"]]}, {"part": {}}])
def test_one_odd_value_of_a_place_is_lost_alone(odd: dict) -> None:
    kept = {"part": "body", "unit": 1, "start": 0, "end": 5, "boxes": None}
    place = {"file": "x.docx", "anchor": [kept | odd, kept, None], "span": [0, 5]}
    told = column_values(passage("Hubo", source=place))
    assert (told["file"], told["start"], told["end"]) == ("x.docx", 0, 5)
    assert told["anchors"] == [kept | dict.fromkeys(odd), kept]


PLACES = [
    {"anchor": [None, "body", ["body"]], "span": [0, 4]},
    {"anchor": [], "span": None},
    {"anchor": [{}], "span": [0]},
    {"anchor": [{"boxes": [1, 2, 3, 4]}, {"boxes": "x"}, {"boxes": [["x"]]}], "span": [0, 1]},
    {"file": 5, "anchor": [{"part": 1, "unit": None}], "span": ["a", {}]},
    "x.docx",
    None,
]


@pytest.mark.parametrize("place", PLACES)
def test_a_place_of_any_form_stops_no_table(place: object) -> None:
    assert column_values(passage("Hubo", source=place, model=None))["text"] == "Hubo"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (7, 7), ("2023", 2023), (2023.0, 2023), (-(2**31), -(2**31)),
        (2**31, None), (2023.5, None), ("MMXXIII", None), ("٢٠٢٣", None), ("0" * 11, None),
        (True, None), (None, None), (float("nan"), None), (float("inf"), None), ([1], None),
    ],
)  # fmt: skip
def test_a_number_is_whole_and_of_32_bits(value: object, expected: int | None) -> None:
    assert number(value) == expected


def test_a_file_that_no_table_can_hold_is_refused_alone(tmp_path: Path) -> None:
    fill(tmp_path, {"a.jsonl": '{"text": "Hubo", "more": "\\ud800"}\n', "b.txt": "Hubo."})
    tally = tag(tmp_path, tmp_path / "t.parquet")
    told = [(source.name, state) for source, state, _ in tally.errors]
    assert (told, tally.states[State.READ]) == ([("a.jsonl", State.REJECTED)], 1)

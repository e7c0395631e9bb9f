"""Passages on their way to the table: whatever their packing, they say the same."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta87.batch.models import settings
from meta87.batch.packing import columns
from meta87.batch.packing.packings import Packing, packed_as
from meta87.batch.plan import plan
from meta87.batch.run import Run, Target, tag_here
from meta87.batch.sink.formats import Format, packing_of
from meta87.batch.work import State
from tests.batch.archives import fill

SCORES = dict.fromkeys(("child_labour", "forced_labour", "trafficking", "migration"), 0.25)
DATED = {"label": "DATE", "text": "mayo de 2023", "start": 3, "end": 15, "value": {"from": "2023-05-01", "to": None}}  # fmt: skip
COUNTED = {"label": "PARTICIPANTS", "text": "30 jueces", "start": 0, "end": 9, "value": {"number": 30, "bound": "min"}}  # fmt: skip


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


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
PASSAGES = st.lists(
    st.builds(
        lambda text, country, year: passage(text, country=country, year=year),
        TEXTS,
        st.sampled_from(["MX", "PE", None]),
        st.sampled_from([2023, None]),
    )
)


@given(PASSAGES)
def test_every_packing_tells_the_same_passages(rows: list[dict]) -> None:
    for packing in Packing:
        packed = packed_as(packing)
        for data in (packed.pack(rows, "m"), packed.marked(packed.pack(rows, "m"), "otro")):
            told = [(row["country"], row["year"], row["text"]) for row in packed.told(data)]
            assert told == [(row["country"], row["year"], row["text"]) for row in rows]


@given(PASSAGES)
def test_columns_are_those_that_arrow_makes_of_the_same_rows(rows: list[dict]) -> None:
    made = columns.table(columns.pack(rows, "m"))
    assert made.schema.equals(columns.SCHEMA)
    assert made.to_pylist() == pa.Table.from_pylist(made.to_pylist(), columns.SCHEMA).to_pylist()
    assert [row["text"] for row in made.to_pylist()] == [row["text"] for row in rows]


def test_columns_have_their_types() -> None:
    (row,) = columns.table(columns.pack([passage("Se formó", paragraph=2)], "m")).to_pylist()
    assert row["dates"] == [
        {"text": "mayo de 2023", "start": 3, "end": 15, "from": date(2023, 5, 1), "to": None}
    ]
    assert row["participants"][0]["number"] == 30
    assert (row["paragraph"], row["model"], row["copy_of"], row["anchors"]) == (2, "m", None, [])
    assert row["evidence"] == [{"label": "output", "text": "jueces", "weight": 1.5}]


@pytest.mark.parametrize("packing", Packing)
def test_a_copy_is_marked(packing: Packing) -> None:
    packed = packed_as(packing)
    marked = packed.marked(packed.pack([passage("a"), passage("b")], "m"), "MX-2023")
    if packing is Packing.COLUMNS:
        assert columns.table(marked)["copy_of"].to_pylist() == ["MX-2023"] * 2
    else:
        assert marked.count(b'"copy_of": "MX-2023"') == 2
    assert packed.marked(b"", "MX-2023") == b""


def test_what_a_column_cannot_hold_fails_its_file_alone(tmp_path: Path) -> None:
    fill(tmp_path, {"a.jsonl": f'{{"text": "Hubo", "paragraph": {2**40}}}\n', "b.txt": "Hubo."})
    target = Target(Format.PARQUET, tmp_path / "t.parquet")
    tally = Run(plan([str(tmp_path)]), settings(profile="fast"), target).tag()
    assert [(source.name, state) for source, state, _ in tally.errors] == [
        ("a.jsonl", State.FAILED)
    ]
    assert tally.states[State.READ] == 1


def test_a_table_of_another_packing_at_the_same_place_is_done_again(tmp_path: Path) -> None:
    archive = fill(tmp_path / "a", {"a.txt": "Se formó a 30 jueces.", "b.txt": "Hubo dos cursos."})
    for kind, same in ((Format.FOLDER, 0), (Format.PARQUET, 2), (Format.CSV, 0)):
        out = tmp_path / ("t/" if kind is Format.FOLDER else "u")
        if kind is Format.PARQUET:
            (tmp_path / "t.state").rename(tmp_path / "u.state")
        run = Run(plan([str(archive)]), settings(profile="fast"), Target(kind, out))
        assert run.tag().same == same


def test_every_format_has_its_packing() -> None:
    assert {packing_of(kind) for kind in Format} == set(Packing)


def test_who_packs_columns_loads_no_pandas() -> None:
    script = (
        "import sys; from meta87.batch.packing.columns import pack, table;"
        f"table(pack([{passage('a')!r}], 'm')); sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_a_file_that_is_tagged_by_itself_is_given_as_lines(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": "Se formó a 30 jueces."})
    (outcome,) = tag_here(plan([str(tmp_path)]).sources, settings(profile="fast"))
    (row,) = packed_as(Packing.LINES).told(outcome.data)
    assert row["text"] == "Se formó a 30 jueces."

"""Passages on their way to the table: whatever their packing, they say the same."""

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta87.archive.models import settings, tagger
from meta87.archive.packing import columns
from meta87.archive.packing.fields import number
from meta87.archive.packing.packings import Packing, packed_as
from meta87.archive.plan import plan
from meta87.archive.resume import _PROTOCOL
from meta87.archive.run import Run, Target, tag_here
from meta87.archive.sink.formats import Format, packing_of, write_table
from meta87.archive.sink.options import Options
from meta87.archive.sink.parquet import Grouped
from meta87.archive.work import State
from tests.archive.archives import fill

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


def dated(rows: list[dict]) -> list[dict]:
    """Give typed rows as Arrow takes them of Python: with dates, not days."""
    first = date(1970, 1, 1)
    for row in rows:
        for found in row["dates"]:
            days = {name: found[name] for name in ("from", "to") if found.get(name) is not None}
            found |= {name: first + timedelta(days=day) for name, day in days.items()}
    return rows


@given(PASSAGES)
def test_columns_are_those_that_arrow_makes_of_the_same_rows(rows: list[dict]) -> None:
    made = columns.table(columns.pack(rows, "m"))
    typed = dated([columns._typed(row, "m") for row in rows])
    assert made.equals(pa.Table.from_pylist(typed, columns.schema_of()))


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


def test_what_a_column_cannot_hold_is_kept_beside_it_or_left_to_the_text() -> None:
    row = passage("Hubo", paragraph=2**40, year="2023", sentence=1.0)
    row["predicted"]["entities"] = [{**COUNTED, "value": {"number": 10**30, "bound": None}}]
    (told,) = columns.table(columns.pack([row], "m")).to_pylist()
    assert (told["paragraph"], told["year"], told["sentence"]) == (None, 2023, 1)
    assert json.loads(told["extra"]) == {"paragraph": 2**40}
    assert told["participants"][0]["number"] is None
    assert told["participants"][0]["text"] == "30 jueces"


def test_what_a_place_of_another_tool_has_beside_ours_is_left_out() -> None:
    anchor = {"part": "body", "unit": 1.0, "start": 0, "end": "5", "page": 3}
    row = passage("Hubo", source={"file": "x.docx", "anchor": [anchor], "span": [0, 5]})
    (told,) = columns.table(columns.pack([row], "m")).to_pylist()
    assert told["anchors"] == [{"part": "body", "unit": 1, "start": 0, "end": 5, "boxes": None}]
    assert (told["file"], told["start"], told["end"]) == ("x.docx", 0, 5)


@pytest.mark.parametrize("kind", Format)
@pytest.mark.parametrize(
    "source",
    [
        {"anchor": [None, "body", ["body"]], "span": [0, 4]},
        {"anchor": [], "span": None},
        {"anchor": [{}], "span": [0]},
        {"anchor": [{"boxes": [1, 2, 3, 4]}, {"boxes": "x"}, {"boxes": [["x"]]}], "span": [0, 1]},
        {"file": 5, "anchor": [{"part": 1, "unit": None}], "span": ["a", {}]},
        "x.docx",
        None,
    ],
)
def test_a_place_of_any_form_is_no_fault(source: object, kind: Format, tmp_path: Path) -> None:
    packed = packed_as(packing_of(kind))
    data = packed.pack([passage("Hubo", source=source, model=None)], "m")
    write_table(kind, tmp_path / "t", [packed.marked(data, "otro")], Options("m"))
    (told,) = packed.told(data)
    assert told["text"] == "Hubo"


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


def test_a_file_that_could_not_be_packed_is_refused_alone(tmp_path: Path) -> None:
    fill(tmp_path, {"a.jsonl": '{"text": "Hubo", "more": "\\ud800"}\n', "b.txt": "Hubo."})
    target = Target(Format.PARQUET, tmp_path / "t.parquet")
    tally = Run(plan([str(tmp_path)]), settings(profile="fast"), target).tag()
    told = [(source.name, state) for source, state, _ in tally.errors]
    assert (told, tally.states[State.READ]) == ([("a.jsonl", State.REJECTED)], 1)


def test_the_model_is_not_loaded_again_for_another_packing() -> None:
    chosen = settings(profile="fast")
    assert tagger(replace(chosen, packing=Packing.COLUMNS)) is tagger(chosen)


def test_what_is_kept_beside_a_table_is_of_this_schema() -> None:
    """Packed passages do not tell their columns: if these change, so must the ledger's protocol."""
    told = columns.schema_of().to_string().encode()
    assert (_PROTOCOL, hashlib.sha256(told).hexdigest()[:12]) == (3, "f5f0f8a407e4")


@pytest.mark.parametrize("before", [0, 3])
def test_groups_do_not_depend_on_how_rows_come(before: int, tmp_path: Path) -> None:
    rows = columns.table(columns.pack([passage(str(n)) for n in range(11)], "m"))
    made = []
    for run, cuts in enumerate(([0, 11], [0, 1, 2, 9, 11], [0, *range(12)])):
        path = tmp_path / f"{run}.parquet"
        with Grouped(path, rows.schema, 4) as target:
            target.add(rows.slice(0, before))
            for start, end in pairwise(cuts):
                target.add(rows.slice(start, end - start))
        made.append(path.read_bytes())
    assert made[0] == made[1] == made[2]
    found = pq.ParquetFile(tmp_path / "0.parquet")
    sizes = [found.metadata.row_group(n).num_rows for n in range(found.num_row_groups)]
    assert sizes == [4] * ((11 + before) // 4) + [(11 + before) % 4]
    assert found.read()["text"].to_pylist()[before:] == rows["text"].to_pylist()


def test_a_table_of_another_packing_at_the_same_place_is_done_again(tmp_path: Path) -> None:
    archive = fill(tmp_path / "a", {"a.txt": "Se formó a 30 jueces.", "b.txt": "Hubo dos cursos."})
    for kind, same in ((Format.FOLDER, 0), (Format.PARQUET, 2), (Format.CSV, 0)):
        out = tmp_path / ("t/" if kind is Format.FOLDER else "u")
        if kind is Format.PARQUET:
            (tmp_path / "t.state").rename(tmp_path / "u.state")
        run = Run(plan([str(archive)]), settings(profile="fast"), Target(kind, out))
        assert run.tag().same == same


@pytest.mark.parametrize("kind", Format)
def test_every_format_takes_its_packing(kind: Format, tmp_path: Path) -> None:
    packed = packed_as(packing_of(kind)).pack([passage("Hubo un curso", country="MX")], "m")
    write_table(kind, tmp_path / "t", [packed], Options("m"))
    files = [path for path in (tmp_path / "t", *(tmp_path / "t").rglob("*")) if path.is_file()]
    assert files[0].stat().st_size > 100


def test_who_packs_columns_loads_no_pandas() -> None:
    script = (
        "import sys; from meta87.archive.packing.columns import pack, table;"
        f"table(pack([{passage('a')!r}], 'm')); sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_a_file_that_is_tagged_by_itself_is_given_as_lines(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": "Se formó a 30 jueces."})
    (outcome,) = tag_here(plan([str(tmp_path)]).sources, settings(profile="fast"))
    (row,) = packed_as(Packing.LINES).told(outcome.data)
    assert row["text"] == "Se formó a 30 jueces."

"""Runs over small archives: what is done, what is done again, and what is told."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from meta87.archive.engines.local import Local
from meta87.archive.models import settings
from meta87.archive.packing.packings import Packing
from meta87.archive.plan import plan
from meta87.archive.resume import Ledger
from meta87.archive.run import Run, Target, tag_here
from meta87.archive.sink.whole import LEDGER
from meta87.archive.work import Outcome, State
from meta87.classify.store import model_folder
from meta87.errors import UsageError
from tests.archive.archives import fill, record_lines, tag
from tests.archive.test_interrupts import ctrl_c


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return fill(tmp_path / "archivo")


def test_every_file_has_its_outcome(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": "Se formó a 30 jueces en mayo de 2023.", "b.docx": ""})
    named = [str(tmp_path / name) for name in ("a.txt", "b.docx", "c.txt")]
    outcomes = list(tag_here(plan(named).sources, settings()))
    assert [o.source.name for o in outcomes] == ["a.txt", "b.docx", "c.txt"]
    assert [o.error.id if o.error else None for o in outcomes] == [
        None,
        "file-empty",
        "file-missing",
    ]
    assert [o.rows for o in outcomes] == [1, 0, 0]
    assert [o.state for o in outcomes] == [State.READ, State.REJECTED, State.REJECTED]


def test_the_same_bytes_whatever_the_number_of_workers(archive: Path, tmp_path: Path) -> None:
    fill(archive, {f"x{i}.txt": f"En {2010 + i} se sancionó a {i + 2} empresas." for i in range(9)})
    fill(archive, {"p.jsonl": record_lines(), "roto.docx": ""})
    made = []
    for number, engine in enumerate((None, Local(1), Local(2))):
        out = tmp_path / str(number) / "t.parquet"
        tally = tag(archive, out, engine=engine)
        assert (tally.states[State.READ], tally.states[State.REJECTED]) == (13, 1)
        made.append(out.read_bytes())
    assert made[0] == made[1] == made[2]


def test_a_second_run_does_only_what_changed(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "t.jsonl"
    assert tag(archive, out).same == 0
    first = out.read_bytes()
    assert tag(archive, out).same == 3
    assert out.read_bytes() == first
    fill(archive, {"c.html": "<p>Se celebró una reunión sobre la trata de personas.</p>"})
    fill(archive, {"d.txt": "Se publicó un informe."})
    done: list[Outcome] = []
    Run(plan([str(archive)]), settings(), _target(out)).tag(done.append)
    assert [o.source.name for o in done if o.state is not State.SAME] == ["c.html", "d.txt"]
    (archive / "d.txt").unlink()
    tag(archive, out)
    assert b"una reuni" in out.read_bytes()
    assert b"public" not in out.read_bytes()


def test_what_another_model_or_place_would_change_is_done_again(archive: Path, tmp_path) -> None:
    out = tmp_path / "t.jsonl"
    tag(archive, out)
    (archive / "c.html").rename(archive / "chile-2020.html")
    found = plan([str(archive)])
    assert Run(found, settings(), _target(out)).tag().same == 2
    elsewhere = replace(settings(), threads=7, model=str(model_folder() / "default"))
    assert Run(found, elsewhere, _target(out)).tag().same == 3
    newer = replace(settings(), tool="9.9")
    assert Run(found, newer, _target(out)).tag().same == 0


def test_failures_are_tried_again_when_asked(archive: Path, tmp_path: Path, monkeypatch) -> None:
    out = tmp_path / "t.jsonl"
    fill(archive, {"roto.docx": ""})

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("meta87.guarded.process.Guard.read", broken)
        tally = tag(archive, out)
    assert (tally.states[State.FAILED], tally.passages) == (3, 0)
    assert [e.id for _, state, e in tally.errors if state is State.FAILED] == ["unexpected"] * 3
    assert tag(archive, out).same == 4
    again = tag(archive, out, retry_failed=True)
    assert (again.same, again.states[State.READ], again.states[State.FAILED]) == (0, 3, 0)


def test_a_file_that_vanishes_is_told_and_leaves_the_table(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "t.jsonl"
    found = plan([str(archive)])
    (archive / "c.html").unlink()
    tally = Run(found, settings(), _target(out)).tag()
    assert [(s.name, e.id) for s, _, e in tally.errors] == [("c.html", "file-missing")]
    assert tally.passages == 2


def test_a_file_that_changes_during_the_run_is_tagged_as_it_was_read(archive, tmp_path) -> None:
    out = tmp_path / "t.jsonl"

    def change(outcome: Outcome) -> None:
        Path(outcome.source.uri).write_text("Se publicó otra cosa.", "utf8")

    Run(plan([str(archive)]), settings(), _target(out)).tag(change)
    assert b"otra cosa" not in out.read_bytes()
    assert tag(archive, out).same == 0
    assert out.read_text("utf8").count("otra cosa") == 3


def raised() -> None:
    raise KeyboardInterrupt


@pytest.mark.usefixtures("heeded")
@pytest.mark.parametrize("engine", [None, Local(1)])
@pytest.mark.parametrize("stop", [ctrl_c, raised])
def test_an_interrupted_run_keeps_what_is_done(archive, tmp_path, engine, stop) -> None:
    out = tmp_path / "t.jsonl"

    def interrupt(outcome: Outcome) -> None:
        if outcome.source.name == "c.html":
            stop()

    tally = Run(plan([str(archive)]), settings(), _target(out), engine).tag(interrupt)
    assert tally.interrupted
    assert tally.states.total() == 2
    assert len(out.read_text("utf8").splitlines()) == 2
    assert tag(archive, out).same == 2


@pytest.mark.usefixtures("heeded")
def test_ctrl_c_amid_the_last_table_is_told_and_the_table_is_whole(archive, tmp_path) -> None:
    def interrupt(outcome: Outcome) -> None:
        if outcome.source.name.endswith("b.md"):
            ctrl_c()

    out = tmp_path / "t.jsonl"
    tally = Run(plan([str(archive)]), settings(), _target(out)).tag(interrupt)
    assert tally.interrupted
    assert len(out.read_text("utf8").splitlines()) == 3


@pytest.mark.usefixtures("heeded")
def test_who_insists_does_not_wait_for_the_table(archive, tmp_path) -> None:
    def insist(_: Outcome) -> None:
        ctrl_c()
        ctrl_c()

    out = tmp_path / "t.jsonl"
    with pytest.raises(KeyboardInterrupt):
        Run(plan([str(archive)]), settings(), _target(out)).tag(insist)
    assert not out.exists()
    assert tag(archive, out).same == 1


def test_a_table_is_there_before_the_end(archive: Path, tmp_path: Path) -> None:
    fill(archive, {f"x{i}.txt": f"En {2010 + i} se sancionó a {i + 2} empresas." for i in range(3)})
    out = tmp_path / "t.jsonl"
    lines: list[int] = []

    def look(_: Outcome) -> None:
        lines.append(len(out.read_text("utf8").splitlines()) if out.exists() else 0)

    Run(plan([str(archive)]), settings(), _target(out)).tag(look)
    assert lines == [0, 1, 1, 1, 4, 4]


def test_what_a_report_leaves_open_is_told(archive: Path, tmp_path: Path) -> None:
    notes = tag(archive, tmp_path / "t.jsonl").notes
    assert notes["no-country"] == notes["no-year"] == ["c.html"]
    assert len(notes["no-form"]) == 3


def test_one_run_at_a_time_holds_a_table(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "t.jsonl"
    other = Ledger(Path(f"{out}{LEDGER}"), Packing.LINES)
    with pytest.raises(UsageError, match="state-busy"):
        tag(archive, out)
    other.close()
    assert tag(archive, out).passages == 3


@pytest.mark.parametrize("content", [b"no es un estado" * 100, 1, 99])
def test_a_foreign_state_is_refused(content: bytes | int, archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "t.jsonl"
    place = Path(f"{out}{LEDGER}")
    if isinstance(content, bytes):
        place.write_bytes(content)
    else:
        with sqlite3.connect(place) as base:
            base.execute(f"PRAGMA user_version = {content}")
        base.close()
    with pytest.raises(UsageError, match="state-foreign"):
        tag(archive, out)
    assert not out.exists()


def test_a_table_of_another_program_is_left_alone(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "t.jsonl"
    with sqlite3.connect(f"{out}{LEDGER}") as base:
        base.execute("CREATE TABLE files (mine TEXT)")
        base.execute("INSERT INTO files VALUES ('una')")
    base.close()
    with pytest.raises(UsageError, match="state-foreign"):
        tag(archive, out)
    with sqlite3.connect(f"{out}{LEDGER}") as base:
        assert base.execute("SELECT mine FROM files").fetchall() == [("una",)]
    base.close()


@pytest.mark.parametrize(
    ("code", "id"),
    [
        (sqlite3.SQLITE_FULL, "disk-full"),
        (sqlite3.SQLITE_IOERR_WRITE, "disk-full"),
        (sqlite3.SQLITE_IOERR_LOCK, "out-unwritable"),  # of a folder that is read-only
        (sqlite3.SQLITE_READONLY, "out-unwritable"),
        (sqlite3.SQLITE_NOTADB, "state-foreign"),
        (sqlite3.SQLITE_BUSY_RECOVERY, "state-busy"),
    ],
)
def test_what_hinders_the_state_is_told_apart(code: int, id: str, tmp_path, monkeypatch) -> None:
    error = sqlite3.OperationalError()
    error.sqlite_errorcode = code

    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("meta87.archive.resume.sqlite3.connect", refuse)
    with pytest.raises(UsageError, match=id):
        Ledger(tmp_path / "t.state", Packing.LINES)


def test_a_folder_that_cannot_be_written_is_refused_before_the_work(archive: Path) -> None:
    with pytest.raises(UsageError, match="out-unwritable"):
        tag(archive, archive / "c.html" / "t.jsonl")
    with pytest.raises(UsageError, match="out-unwritable"):
        tag(archive, Path("/proc/t.jsonl"))


def _target(out: Path):
    return Target(out=out)


def test_the_profile_is_part_of_the_version_that_an_outcome_depends_on() -> None:
    default, fast = settings(), settings(profile="fast")
    assert default.version != fast.version
    assert fast.version.startswith("default-fast-")

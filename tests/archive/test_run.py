"""Runs over small archives: what is done, what is done again, and what is told."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from meta87.archive.engines.local import Local
from meta87.archive.hints import Hint
from meta87.archive.models import settings
from meta87.archive.plan import Source, plan
from meta87.archive.sink.atomic import STATE
from meta87.archive.state import RunState
from meta87.archive.work import Job, Outcome, State, cache_key, work
from meta87.errors import UsageError
from tests.archive.archives import TEXTS, fill, record_lines, tag
from tests.archive.test_interrupts import ctrl_c


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return fill(tmp_path / "archivo")


def test_the_same_bytes_whatever_the_number_of_workers(archive: Path, tmp_path: Path) -> None:
    fill(archive, {f"x{i}.txt": f"En {2010 + i} se sancionó a {i + 2} empresas." for i in range(9)})
    fill(archive, {"p.jsonl": record_lines(), "roto.docx": "", "copia/c.html": TEXTS["c.html"]})
    made = []
    for number, engine in enumerate((None, Local(2))):
        out = tmp_path / str(number) / "t.parquet"
        tally = tag(archive, out, engine=engine)
        assert (tally.states[State.READ], tally.states[State.REJECTED]) == (14, 1)
        assert tally.copies == {"copia/c.html": "c.html"}
        made.append(out.read_bytes())
    assert made[0] == made[1]


def test_a_second_run_does_only_what_changed(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "t.jsonl"
    assert tag(archive, out).same == 0
    first = out.read_bytes()
    assert tag(archive, out).same == 3
    assert out.read_bytes() == first
    fill(archive, {"c.html": "<p>Se celebró una reunión sobre la trata de personas.</p>"})
    fill(archive, {"d.txt": "Se publicó un informe."})
    done: list[Outcome] = []
    tag(archive, out, done.append)
    assert [o.source.name for o in done if o.state is not State.UNCHANGED] == ["c.html", "d.txt"]
    (archive / "d.txt").unlink()
    tag(archive, out)
    assert b"una reuni" in out.read_bytes()
    assert b"public" not in out.read_bytes()


def test_the_cache_key_changes_with_all_that_an_outcome_depends_on() -> None:
    source, chosen = Source("u", "a.txt", "a", Hint("MX", 2023)), settings()
    hints = [Hint("PE", 2023), Hint("MX", 2022), Hint()]
    sources = [replace(source, hint=hint) for hint in hints]
    sources += [replace(source, name="b.txt"), replace(source, report="a.txt")]
    changes = {"version": "v", "tool": "9.9", "profile": "fast", "themes": ("migration",)}
    keys = [cache_key(b"x", each, chosen) for each in (source, *sources)]
    keys += [cache_key(b"x", source, replace(chosen, **{k: v})) for k, v in changes.items()]
    keys.append(cache_key(b"y", source, chosen))
    assert len(set(keys)) == len(keys) == 11
    elsewhere = replace(chosen, model="m", threads=7)
    assert cache_key(b"x", replace(source, uri="v"), elsewhere) == keys[0]


def test_failures_are_tried_again_when_asked(archive: Path, tmp_path: Path, monkeypatch) -> None:
    out = tmp_path / "t.jsonl"
    fill(archive, {"roto.docx": ""})

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("meta87.archive.work._with_metadata", broken)
        tally = tag(archive, out)
    assert (tally.states[State.FAILED], tally.passages) == (3, 0)
    assert [e.id for _, state, e in tally.errors if state is State.FAILED] == ["unexpected"] * 3
    assert tag(archive, out).same == 4
    again = tag(archive, out, retry_failed=True)
    assert (again.same, again.states[State.READ], again.states[State.FAILED]) == (0, 3, 0)


def raised() -> None:
    raise KeyboardInterrupt


@pytest.mark.usefixtures("default_sigint")
@pytest.mark.parametrize(
    ("engine", "stop", "done"),
    [
        (None, ctrl_c, 2),
        (None, raised, 2),
        (Local(1), ctrl_c, 2),
        (None, ctrl_c, 3),
    ],
)
def test_an_interrupted_run_keeps_what_is_done(archive, tmp_path, engine, stop, done: int) -> None:
    out = tmp_path / "t.jsonl"
    seen: list[Outcome] = []

    def interrupt(outcome: Outcome) -> None:
        seen.append(outcome)
        if len(seen) == done:
            stop()

    tally = tag(archive, out, interrupt, engine=engine)
    assert (tally.interrupted, tally.states.total()) == (True, done)
    assert len(out.read_text("utf8").splitlines()) == done
    assert tag(archive, out).same == done


@pytest.mark.usefixtures("default_sigint")
def test_who_insists_does_not_wait_for_the_table(archive, tmp_path) -> None:
    def insist(_: Outcome) -> None:
        ctrl_c()
        ctrl_c()

    out = tmp_path / "t.jsonl"
    with pytest.raises(KeyboardInterrupt):
        tag(archive, out, insist)
    assert not out.exists()
    assert tag(archive, out).same == 1


def test_what_a_report_leaves_open_is_told(archive: Path, tmp_path: Path) -> None:
    notes = tag(archive, tmp_path / "t.jsonl").notes
    assert notes["no-country"] == notes["no-year"] == ["c.html"]
    assert len(notes["no-form"]) == 3


def test_one_run_at_a_time_holds_a_table(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "t.jsonl"
    other = RunState(Path(f"{out}{STATE}"))
    with pytest.raises(UsageError, match="state-busy"):
        tag(archive, out)
    other.close()
    assert tag(archive, out).passages == 3


@pytest.mark.parametrize(
    "content",
    [b"no es un estado" * 100, "PRAGMA user_version = 4", "CREATE TABLE files (mine TEXT)"],
)
def test_a_foreign_state_is_refused_and_left_alone(content, archive, tmp_path: Path) -> None:
    out = tmp_path / "t.jsonl"
    place = Path(f"{out}{STATE}")
    if isinstance(content, bytes):
        place.write_bytes(content)
    else:
        with sqlite3.connect(place) as base:
            base.execute(content)
        base.close()
    before = place.read_bytes()
    with pytest.raises(UsageError, match="state-foreign"):
        tag(archive, out)
    assert not out.exists()
    assert place.read_bytes()[100:] == before[100:]  # but for the head, where WAL is noted


@pytest.mark.parametrize("damage", ["data = x'00'", "state = 'x'", "notes = '['", "error = '[1]'"])
def test_a_damaged_state_is_refused(damage: str, archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "t.jsonl"
    tag(archive, out)
    with sqlite3.connect(f"{out}{STATE}") as base:
        base.execute("UPDATE files SET " + damage)  # noqa: S608
    base.close()
    with pytest.raises(UsageError, match="state-foreign"):
        tag(archive, out)


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

    monkeypatch.setattr("meta87.archive.state.sqlite3.connect", refuse)
    with pytest.raises(UsageError, match=id):
        RunState(tmp_path / "t.state")


def test_a_folder_that_cannot_be_written_is_refused_before_the_work(archive: Path) -> None:
    with pytest.raises(UsageError, match="out-unwritable"):
        tag(archive, archive / "c.html" / "t.jsonl")
    with pytest.raises(UsageError, match="out-unwritable"):
        tag(archive, Path("/proc/t.jsonl"))


def test_what_a_person_said_beside_a_file_is_applied_and_part_of_its_key(tmp_path: Path) -> None:
    beside, told = tmp_path / "a.preguntas.toml", "¿Qué retos prevén?\n\nHabrá elecciones en mayo."
    fill(tmp_path, {"a.txt": told, beside.name: 'country = "PE"\nperiod = "2024-01:2024-12"\n'})
    (source,), chosen = plan([str(tmp_path)]).sources, settings(profile="fast")
    done = work(Job(source), chosen)
    row = done.tables["passages"].splitlines()[0]
    assert (b'"country": "PE"' in row, b'"year": 2024' in row) == (True, True)
    beside.write_text('country = "Atlantis"', "utf8")
    assert work(Job(source), chosen).error.id == "fix-invalid"
    beside.unlink()
    assert work(Job(source, done.key), chosen).state is State.READ

"""Files are read in a process apart, which no file and no limit takes the program down with."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

import meta87
from meta87.errors import InputError
from meta87.form.opening import understood
from meta87.guarded.process import Guard, read_guarded
from meta87.guarded.wire import Request, reading_from_json, reading_to_json
from meta87.guarded.worker import answer
from meta87.reading.read import read_bytes
from tests.fuzz.attacks import nested, streams

EXAMPLES = Path(__file__).parents[2] / "examples"
FORM = EXAMPLES / "informe-valdoria-2024.docx"
TEXT = Request(name="a.txt")

unix = pytest.mark.skipif(sys.platform == "win32", reason="signals")


@pytest.fixture(scope="module")
def guard():
    """A guard for all tests: one whose process was ended starts another."""
    guard = Guard()
    yield guard
    guard.close()


def child_of(guard: Guard) -> psutil.Process:
    return psutil.Process(guard._child._process.pid)


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_a_file_is_read_as_without_a_guard(suffix) -> None:
    path = FORM.with_suffix(f".{suffix}")
    reading = read_guarded(path, spanish=True)
    document = read_bytes(path.read_bytes(), path.name)
    assert reading.document == document
    assert reading.report == understood(document)
    boxes = [[p.anchor.boxes for p in block.pieces] for block in document.blocks]
    assert [[p.anchor.boxes for p in b.pieces] for b in reading.document.blocks] == boxes
    assert meta87.read(path) == document


def test_the_process_is_used_again(guard) -> None:
    guard.read(b"Hola.", TEXT)
    first = child_of(guard).pid
    guard.read(b"Adi\xc3\xb3s.", TEXT)
    assert child_of(guard).pid == first


def test_refusals_name_the_file(tmp_path) -> None:
    path = tmp_path / "informe.docx"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(InputError) as refused:
        read_guarded(path)
    assert refused.value.details["path"] == str(path)


def test_a_text_in_another_language_is_refused_where_asked(guard) -> None:
    english = b"The Ministry of Labour held two meetings about the national plan. " * 9
    assert guard.read(english, TEXT).report.answers
    with pytest.raises(InputError, match="not-spanish"):
        guard.read(english, Request(name="a.txt", spanish=True))


def test_a_name_of_any_bytes_is_no_obstacle(guard) -> None:
    read = guard.read(b"Hola.", Request(name="espa\udcf1ol.txt"))
    assert read.document.source == r"espa\udcf1ol.txt"


@pytest.mark.parametrize(
    ("limit", "data", "error"),
    [({"seconds": 0}, FORM.read_bytes(), "reading-timeout"),
     ({"memory": 300_000_000}, nested(9), "reading-")],
    ids=["time", "memory"],
)  # fmt: skip
def test_a_file_that_takes_too_much_is_refused_and_the_next_one_read(limit, data, error) -> None:
    guard = Guard(**limit)
    with pytest.raises(InputError, match=error):
        guard.read(data, Request(name="a"))
    guard.seconds = 60
    assert guard.read(b"Hola.", TEXT).document.text == "Hola."
    guard.close()


@pytest.mark.parametrize("name", ["called an image", "packed twice", "one drawing, ten times"])
def test_a_drawing_that_unpacks_to_more_is_refused(name, guard, monkeypatch) -> None:
    monkeypatch.setattr(guard, "memory", 250_000_000)
    with pytest.raises(InputError, match=r"reading-memory|pdf-too-large"):
        guard.read(streams(250_000_000)[name](), Request(name="a.pdf"))


def test_a_process_that_died_between_two_files_is_replaced(guard) -> None:
    guard.read(b"Hola.", TEXT)
    child_of(guard).kill()
    assert guard.read(b"Hola.", TEXT).document.text == "Hola."


def test_a_file_that_ends_the_process_is_refused(guard, monkeypatch) -> None:
    guard.close()
    monkeypatch.setenv("PYTHONHASHSEED", "wrong")  # with which no interpreter starts
    with pytest.raises(InputError, match="reading-died"):
        guard.read(b"Hola.", TEXT)
    monkeypatch.undo()
    assert guard.read(b"Hola.", TEXT).document.text == "Hola."


def test_an_unexpected_error_is_one_of_the_file(monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("división")

    monkeypatch.setattr("meta87.guarded.worker.read_bytes", broken)
    status, reply = answer(TEXT, b"Hola.")
    assert status == b"F"
    assert b"ZeroDivisionError" in reply


RIGHTS = """
import sys
from meta87.guarded import worker
worker._confine()
for name, call in {
    "connect": lambda: __import__("socket").create_connection(("127.0.0.1", 9)),
    "program": lambda: __import__("subprocess").run(["true"]),
    "fork": lambda: __import__("os").fork(),
    "write": lambda: open(sys.argv[1], "w"),
    "append": lambda: __import__("os").open(sys.argv[1], __import__("os").O_APPEND | 1),
    "read": lambda: open(worker.__file__).close(),
}.items():
    try:
        call()
        print(name, "allowed")
    except PermissionError:
        print(name, "refused")
"""


def printed(program: str, *args: str) -> str:
    return subprocess.check_output([sys.executable, "-c", program, *args], text=True)


@unix
def test_reading_opens_no_connection_starts_no_program_and_writes_no_file(tmp_path) -> None:
    target = tmp_path / "x"
    refused = ["connect", "program", "fork", "write", "append"]
    told = [*(f"{name} refused" for name in refused), "read allowed"]
    assert printed(RIGHTS, str(target)).splitlines() == told
    assert not target.exists()


PARENT = """
import sys, time
from meta87.guarded.process import shared
from meta87.guarded.wire import Request
shared().read(b"Hola.", Request(name="a.txt"))
print(shared()._child._process.pid, flush=True)
time.sleep(60)
"""


@unix
@pytest.mark.parametrize("signal_sent", [signal.SIGKILL, signal.SIGTERM])
def test_the_process_ends_with_its_parent(signal_sent) -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    child = psutil.Process(int(parent.stdout.readline()))
    os.kill(parent.pid, signal_sent)
    parent.wait()
    child.wait(5)
    assert not child.is_running()


def test_nothing_is_imported_from_the_folder_of_the_draft(tmp_path, monkeypatch) -> None:
    (tmp_path / "lxml.py").write_text("raise SystemExit('planted')")
    monkeypatch.chdir(tmp_path)
    guard = Guard()
    assert guard.read(b"Hola.", TEXT).document.text == "Hola."
    guard.close()


def test_a_reading_survives_its_journey() -> None:
    document = replace(read_bytes(FORM.read_bytes(), FORM.name), pictures=(2, 5))
    report = replace(understood(document), pictures=(2, 5))
    reading = reading_from_json(reading_to_json(document, report))
    assert (reading.document, reading.report) == (document, report)


def test_a_busy_process_is_ended_where_its_parent_is_interrupted(guard) -> None:
    guard.read(b"Hola.", TEXT)
    child = child_of(guard)
    child.suspend()
    started = time.monotonic()
    guard.close()
    assert not child.is_running()
    assert time.monotonic() - started < 10


def test_a_file_is_not_refused_for_the_memory_that_an_earlier_one_took(guard, monkeypatch) -> None:
    guard.read(b"Hola.", TEXT)
    first = child_of(guard).pid
    monkeypatch.setattr(
        type(guard._child), "memory", property(lambda each: each._pid == first and 10**12)
    )
    child = guard._child
    monkeypatch.setattr(child, "ask", lambda *_: queue.SimpleQueue())  # it never answers
    assert guard.read(b"Hola.", TEXT).document.text == "Hola."
    assert child_of(guard).pid != first


NETWORK = """
import os
from meta87.guarded import worker
before = os.readlink("/proc/self/ns/net")
worker._confine()
print(before != os.readlink("/proc/self/ns/net"))
"""
PROBE = "import ctypes; raise SystemExit(ctypes.CDLL(None).unshare(0x10000000 | 0x40000000) != 0)"


@pytest.mark.skipif(sys.platform != "linux", reason="a namespace of Linux")
def test_on_linux_the_process_has_no_network() -> None:
    if subprocess.run([sys.executable, "-c", PROBE], check=False).returncode:
        pytest.skip("this system lets no user make a namespace")
    assert printed(NETWORK) == "True\n"

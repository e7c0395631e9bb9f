"""Starting the page: one line on standard output, one page at a time, and nothing left at the end."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from meta87.guarded.process import Guard
from meta87.web.access import KEY, Keys
from meta87.web.app import create
from meta87.web.reviews import Reviews
from meta87.web.running import Running, erase, opened_again, record, recorded

FORM = Path(__file__).parents[2] / "examples/informe-valdoria-2024.docx"
ADDRESS = r"http://127\.0\.0\.1:(\d+)(/[\w/-]*)\?token=[\w-]{43}\n"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


@pytest.fixture
def start(tmp_path) -> Iterator[Callable[..., subprocess.Popen]]:
    """Starts the program in a home of its own."""
    env = {**os.environ, "TMPDIR": str(tmp_path), "HOME": str(tmp_path)}
    env.pop("META87_CACHE", None)
    processes = []

    def started(*arguments: object) -> subprocess.Popen:
        command = [sys.executable, "-m", "meta87.cli", "web", "--no-browser", "--profile", "fast"]
        processes.append(
            subprocess.Popen(
                [*command, *map(str, arguments)], env=env, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
            )
        )  # fmt: skip
        return processes[-1]

    yield started
    for process in processes:
        process.kill()
        process.communicate()


def test_the_page_opens_without_what_trains_and_counts() -> None:
    told = "import sys, meta87.web.app; print([*{'sklearn', 'scipy', 'pandas'} & {*sys.modules}])"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if not path.is_dir()]


def ended(process: subprocess.Popen) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=20)
    return process.returncode, out, err


def test_the_page_is_opened_once_and_leaves_nothing(start, tmp_path) -> None:
    first = start()
    address = first.stdout.readline()
    port = re.fullmatch(ADDRESS, address)[1]
    (file,) = files(tmp_path)
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)

    code, second, err = ended(start(FORM))
    assert (code, err) == (0, "")
    assert re.fullmatch(ADDRESS, second)[1] == port
    assert "/informe/" in second
    for each in (address, second):
        page = httpx.get(each.strip(), follow_redirects=True)
        assert page.status_code == 200
    assert FORM.name in page.text

    first.send_signal(signal.SIGINT)
    assert ended(first) == (0, "", "")
    assert files(tmp_path) == []


def test_a_killed_page_is_replaced_and_a_terminated_one_leaves_nothing(start, tmp_path) -> None:
    first = start()
    first.stdout.readline()
    first.kill()
    first.wait()
    second = start()
    assert httpx.get(second.stdout.readline().strip(), follow_redirects=True).status_code == 200
    second.terminate()
    second.wait(timeout=20)
    assert files(tmp_path) == []


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_right_after_the_address_ends_it_cleanly(start, tmp_path, sent) -> None:
    process = start()
    process.stdout.readline()
    process.send_signal(sent)
    assert ended(process) == (0, "", "")
    assert files(tmp_path) == []


def test_the_button_ends_the_program(start, tmp_path) -> None:
    process = start()
    with httpx.Client(follow_redirects=True, headers={"Sec-Fetch-Site": "same-origin"}) as visitor:
        page = visitor.get(process.stdout.readline().strip())
        assert visitor.post(page.url.join("/cerrar")).status_code == 200
    assert ended(process) == (0, "", "")
    assert files(tmp_path) == []


@pytest.fixture
def app() -> Iterator[tuple[TestClient, Keys]]:
    keys, guard = Keys(), Guard()

    def load() -> None:
        raise AssertionError("nothing is reviewed")

    yield (
        TestClient(
            create(Reviews(load, guard), keys, str, "es", list), base_url="http://127.0.0.1"
        ),
        keys,
    )
    guard.close()


@pytest.mark.parametrize("key", ["", "x", "ñ".encode("latin1")])
def test_the_way_in_is_given_to_the_key_alone(app, key) -> None:
    client, keys = app
    for cookies in ({}, {"meta87-80": keys.cookie}):
        client.cookies = cookies
        assert client.post("/abrir", json={"path": None}, headers={KEY: key}).status_code == 403
    assert client.post("/abrir", json={"path": None}, headers={KEY: keys.key}).status_code == 200


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"\xff", b'{"path": 7}', b'{"path": "/no/such"}']
)
def test_an_odd_question_gets_no_way_in(app, body) -> None:
    client, keys = app
    assert client.post("/abrir", content=body, headers={KEY: keys.key}).status_code == 400


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"\xff", b"[1]", b"x" * 9999, b'{"port": 0, "key": "", "proof": ""}',
     b'{"port": 1, "key": "a\\nb", "proof": ""}', b'{"port": 1, "key": "\\ud800", "proof": ""}'],
)  # fmt: skip
def test_an_odd_file_names_no_page_and_is_replaced(tmp_path, content) -> None:
    file = tmp_path / "web/a.json"
    file.parent.mkdir()
    file.write_bytes(content)
    assert opened_again(file, 0, None) is None
    page = Running(port=1, key="k", proof="p")
    record(file, page)
    assert recorded(file) == page
    assert files(tmp_path) == [file]


def test_a_folder_a_pipe_or_a_place_without_rights_is_no_obstacle(tmp_path) -> None:
    page = Running(port=1, key="k", proof="p")
    folder, pipe, inside = tmp_path / "a.json", tmp_path / "b.json", tmp_path / "f/web/c.json"
    folder.mkdir()
    os.mkfifo(pipe)
    (tmp_path / "f").write_text("a file")
    for file in (folder, pipe, inside):
        assert opened_again(file, 0, None) is None
        record(file, page)
        erase(file, page)
    assert files(tmp_path) == [tmp_path / "f"]


def test_a_page_that_ends_leaves_the_file_of_another(tmp_path) -> None:
    file = tmp_path / "web/a.json"
    page = Running(port=2, key="k", proof="p")
    record(file, page)
    erase(file, Running(port=1, key="k", proof="p"))
    assert recorded(file) == page


@pytest.mark.parametrize(
    "answer",
    [b"", b"{}", b"<html>", b"x" * 9999, b'{"proof": "other", "place": "/"}',
     b'{"proof": "p", "place": "//evil.example/"}', b'{"proof": "p", "place": "evil"}'],
)  # fmt: skip
def test_another_program_on_the_port_is_not_believed(tmp_path, answer) -> None:
    class Other(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    file = tmp_path / "web/a.json"
    with HTTPServer(("127.0.0.1", 0), Other) as server:
        threading.Thread(target=server.handle_request).start()
        record(file, Running(port=server.server_port, key="k", proof="p"))
        assert opened_again(file, 0, None) is None

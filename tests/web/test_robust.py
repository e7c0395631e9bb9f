"""A served page stays alive and small, whatever is sent to it."""

from __future__ import annotations

import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx
import psutil
import pytest
import uvicorn

from meta87.report.error_texts import sentence
from meta87.web.access import Keys
from meta87.web.app import create
from meta87.web.reviews import Reviews
from tests.fuzz.attacks import nested
from tests.web.local import SAME, finished
from tests.web.test_web import FORM

MEGABYTE = 1_000_000


class Served:
    """A page that listens on a port of this computer."""

    def __init__(self, reviews: Reviews, port: int = 0) -> None:
        self.keys = Keys()
        config = uvicorn.Config(
            create(reviews, self.keys, sentence, "es", list), log_level="critical", lifespan="off",
            timeout_graceful_shutdown=1,
        )  # fmt: skip
        self.server = uvicorn.Server(config)
        listening = socket.create_server(("127.0.0.1", port))
        self.port = listening.getsockname()[1]
        kwargs = {"sockets": [listening]}
        self.thread = threading.Thread(target=self.server.run, kwargs=kwargs, daemon=True)
        self.thread.start()

    @contextmanager
    def visitor(self) -> Iterator[httpx.Client]:
        """A browser that was let in."""
        client = httpx.Client(
            base_url=f"http://127.0.0.1:{self.port}",
            headers=SAME,
            timeout=60,
            follow_redirects=True,
        )
        with client:
            client.get(f"/?token={self.keys.token()}")
            yield client

    def end(self) -> None:
        self.server.should_exit = True
        self.thread.join(timeout=20)


@pytest.fixture(scope="module")
def served(reviews) -> Iterator[Served]:
    page = Served(reviews)
    yield page
    page.end()


@pytest.fixture
def visitor(served) -> Iterator[httpx.Client]:
    with served.visitor() as client:
        yield client


def dropped(visitor: httpx.Client, data: bytes, name: str = "informe.docx") -> httpx.Response:
    return visitor.post("/revisar", files={"file": (name, data)})


def rounds_of_uploads(visitor: httpx.Client, data: bytes) -> Counter[int]:
    with ThreadPoolExecutor(50) as pool:
        pages = list(pool.map(lambda _: dropped(visitor, data), range(50)))
    for page in pages:
        if page.status_code == 503:
            assert "Hay demasiados archivos llegando a la vez" in page.text
    return Counter(page.status_code for page in pages)


def test_fifty_uploads_at_once_are_taken_or_put_off(visitor) -> None:
    data = b"PK\x03\x04" + bytes(4 * MEGABYTE)
    rounds_of_uploads(visitor, data)
    before = psutil.Process().memory_info().rss
    statuses = rounds_of_uploads(visitor, data)
    assert set(statuses) <= {200, 404, 503}  # 404: by now twelve others are kept
    assert min(statuses[200] + statuses[404], statuses[503]) > 0
    assert psutil.Process().memory_info().rss - before < 60 * MEGABYTE
    assert visitor.get("/").status_code == 200


def raw(visitor: httpx.Client, length: int) -> socket.socket:
    """Returns a connection on which an upload of some length has begun."""
    connection = socket.create_connection((visitor.base_url.host, visitor.base_url.port))
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    head = [
        "POST /revisar HTTP/1.1", f"Host: 127.0.0.1:{visitor.base_url.port}", f"Cookie: {cookies}",
        "Sec-Fetch-Site: same-origin", f"Content-Length: {length}",
        "Content-Type: multipart/form-data; boundary=a", "", "--a",
        'Content-Disposition: form-data; name="file"; filename="a.docx"', "", "",
    ]  # fmt: skip
    connection.sendall("\r\n".join(head).encode())
    return connection


def test_an_upload_that_is_aborted_leaves_nothing_behind(visitor, reviews) -> None:
    kept = len(reviews.newest_first())
    for _ in range(10):
        with raw(visitor, 50 * MEGABYTE) as connection:
            connection.sendall(bytes(MEGABYTE))
    until = time.monotonic() + 20
    while (page := dropped(visitor, b"")).status_code == 503 and time.monotonic() < until:
        time.sleep(0.1)  # until their places are free again
    assert "está vacío" in finished(visitor, page).text
    assert len(reviews.newest_first()) <= kept + 1


def test_a_slow_upload_is_ended_and_told(visitor, monkeypatch) -> None:
    monkeypatch.setattr("meta87.web.uploads._SECONDS", 1)
    with raw(visitor, MEGABYTE) as connection:
        connection.settimeout(20)
        answer = connection.recv(200).decode()
    assert answer.startswith("HTTP/1.1 400")
    assert visitor.get("/").status_code == 200


def test_a_file_made_to_exhaust_its_reader_gets_a_sentence(visitor) -> None:
    page = finished(visitor, dropped(visitor, nested(9), "informe.pdf"))
    assert "«informe.pdf»" in page.text
    assert 'role="alert"' in page.text
    assert "<article" in finished(visitor, dropped(visitor, FORM.read_bytes())).text


def test_a_page_is_asked_again_in_mid_review_and_in_two_tabs(served, visitor) -> None:
    page = dropped(visitor, FORM.read_bytes())
    with served.visitor() as other:
        seen = [other.get(page.url) for _ in range(5)]
        assert {each.status_code for each in seen} == {200}
        first, second = finished(visitor, page), finished(other, page)
        assert first.text == second.text
        other.post(f"{page.url}/quitar")
    gone = visitor.get(page.url)
    assert (gone.status_code, "ya no está en la memoria" in gone.text) == (404, True)


def test_after_a_new_start_an_open_page_is_refused_in_words(reviews) -> None:
    first = Served(reviews)
    with first.visitor() as visitor:
        page = dropped(visitor, b"", "vacio.docx")
        first.end()
        with pytest.raises(httpx.ConnectError):
            visitor.get(page.url)
        second = Served(reviews, first.port)
        refused = visitor.get(page.url)
        assert (refused.status_code, "tendrá que elegir el informe de nuevo" in refused.text) == (
            403,
            True,
        )
        assert visitor.post("/revisar").status_code == 403
        second.end()

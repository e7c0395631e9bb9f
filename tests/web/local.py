"""A page with a visitor who was let in, and one who was not."""

from __future__ import annotations

import time
from html import unescape

from starlette.testclient import TestClient

from meta87.report.error_texts import sentence
from meta87.web.access import Keys
from meta87.web.app import create
from meta87.web.archives import Archives
from meta87.web.reviews import Reviews

ORIGIN = "http://127.0.0.1"
SAME = {"sec-fetch-site": "same-origin"}
UNDER_WAY = ('http-equiv="refresh"', "data-live", "data-progress")


class Local:
    """A page with a visitor who was let in, and one who was not."""

    def __init__(self, reviews: Reviews, archives: Archives | None = None) -> None:
        self.keys = Keys()
        self.reviews = reviews
        self.archives = archives
        self.closed: list[bool] = []
        app = create(
            reviews, self.keys, sentence, "es", lambda: self.closed.append(True), archives=archives
        )
        self.client = TestClient(app, base_url=ORIGIN, headers=SAME, follow_redirects=True)
        self.stranger = TestClient(app, base_url=ORIGIN, headers=SAME)
        self.client.get(f"/?token={self.keys.token()}")

    def get(self, address: str):
        return self.client.get(unescape(address))

    def drop(self, data: bytes, name: str = "informe.docx", earlier: tuple | None = None):
        files = {"file": (name, data)} | ({"earlier": earlier} if earlier else {})
        return self.finished(self.client.post("/revisar", files=files))

    def compared(self, page, name: str, data: bytes):
        sent = {"file": (name, data)}
        return self.finished(self.client.post(f"{page.url.path}/comparar", files=sent))

    def finished(self, page):
        """Waits until what a page tells of is over, and returns the page."""
        return finished(self.client, page)


def finished(client, page):
    until = time.monotonic() + 120
    while any(mark in page.text for mark in UNDER_WAY) and time.monotonic() < until:
        time.sleep(0.05)
        page = client.get(page.url)
    return page

"""Serving the page on this computer alone, from its start to Ctrl-C."""

from __future__ import annotations

import signal
import socket
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from meta87.classify.model import Model
from meta87.errors import UsageError
from meta87.guarded.process import shared
from meta87.web.access import TOKEN, Keys
from meta87.web.app import create
from meta87.web.archives import Archives
from meta87.web.reviews import Reviews
from meta87.web.running import ADDRESS, Running, erase, home, opened_again, record, running_file
from meta87.web.site import Describe


@dataclass(frozen=True, slots=True)
class Start:
    """How the page is started.

    Attributes:
        load: returns the model; called in another thread, so that the page is there at once.
        describe: returns the sentence of an error in a language.
        options: folder of the model, None for the default one, and its profile; a page with others
            is another page.
        port: that it listens on; 0 for a free one.
        browser: whether to open it in the browser.
        file: a report to begin with.
        announce: is given the address, with its token, once the page is served.
    """

    load: Callable[[], Model]
    describe: Describe
    lang: str
    options: tuple[Path | None, str]
    port: int
    browser: bool
    file: Path | None
    announce: Callable[[str], None]

    def show(self, address: str) -> None:
        """Tells the address, and opens it in the browser."""
        self.announce(address)
        if self.browser:
            webbrowser.open(address)


def serve(start: Start) -> None:
    """Serves the page until it is interrupted; where it runs already, opens it and returns.

    Raises:
        UsageError: ``port-taken``.
        InputError: the file cannot be read.
    """
    running = running_file((start.lang, *start.options))
    address = opened_again(running, start.port, start.file)
    if address:
        start.show(address)
    else:
        _serve(start, running)


def _serve(start: Start, file: Path) -> None:
    reviews = Reviews(start.load, shared(), start.options[0])
    first = f"/informe/{reviews.open(start.file).id}" if start.file else "/"
    listening = _bound(start.port)
    port = listening.getsockname()[1]
    keys = Keys()
    running = Running(port=port, key=keys.key, proof=keys.proof)

    def close() -> None:
        """Ends the server once it has answered."""
        server.should_exit = True

    archives = Archives(home() / "archives", *start.options)
    archives.sweep()
    app = create(reviews, keys, start.describe, start.lang, close, archives=archives)

    def begin() -> None:
        """Tells where the page is."""
        record(file, running)
        start.show(f"http://{ADDRESS}:{port}{first}?{TOKEN}={keys.token()}")

    server = _Server(begin, uvicorn.Config(
        app, log_level="critical", access_log=False, server_header=False, lifespan="off",
        timeout_keep_alive=5, timeout_graceful_shutdown=1, h11_max_incomplete_event_size=16_000,
    ))  # fmt: skip
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        pass  # the way to end it
    finally:
        erase(file, running)
        listening.close()
        archives.close()


class _Server(uvicorn.Server):
    """A server that says when it listens and heeds signals."""

    def __init__(self, begin: Callable[[], None], config: uvicorn.Config) -> None:
        super().__init__(config)
        self._begin = begin

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts to listen."""
        await super().startup(sockets)
        self._begin()


def _bound(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.bind((ADDRESS, port))
    except OSError as error:
        listening.close()
        raise UsageError("port-taken", port=port) from error
    return listening

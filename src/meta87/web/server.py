"""Serving the page on this computer alone, from its start to Ctrl-C."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable
from pathlib import Path

import uvicorn

from meta87.classify.model import Model
from meta87.errors import UsageError
from meta87.guarded.process import shared
from meta87.web.access import TOKEN, Keys
from meta87.web.app import Describe, create
from meta87.web.reviews import Reviews

ADDRESS = "127.0.0.1"


def serve(  # noqa: PLR0913  what the command line says
    load: Callable[[], Model],
    describe: Describe,
    lang: str,
    *,
    port: int,
    browser: bool,
    file: Path | None,
    announce: Callable[[str], None],
) -> None:
    """Serves the page until it is interrupted.

    Args:
        load: returns the model; called in another thread, so that the page is there at once.
        describe: returns the sentence of an error in a language.
        lang: of the page.
        port: that it listens on; 0 for a free one.
        browser: whether to open it in the browser.
        file: a report to begin with.
        announce: is given the address, with its token, once the page is served.

    Raises:
        UsageError: ``port-taken``.
        InputError: the file cannot be read.
    """
    reviews = Reviews(load, shared())
    first = f"/informe/{reviews.open(file).id}" if file else "/"
    listening = _bound(port)
    keys = Keys()
    address = f"http://{ADDRESS}:{listening.getsockname()[1]}"
    app = create(reviews, keys, describe, lang)
    config = uvicorn.Config(
        app, log_level="critical", access_log=False, server_header=False, lifespan="off",
        timeout_keep_alive=5, timeout_graceful_shutdown=1, h11_max_incomplete_event_size=16_000,
    )  # fmt: skip

    def opened() -> None:
        """Tells where the page is."""
        announce(f"{address}{first}?{TOKEN}={keys.token()}")
        if browser:
            webbrowser.open(f"{address}{first}?{TOKEN}={keys.token()}")

    try:
        _Server(config, opened).run(sockets=[listening])
    except KeyboardInterrupt:
        pass  # the way to end it
    finally:
        listening.close()


class _Server(uvicorn.Server):
    """A server that says when it listens and heeds signals."""

    def __init__(self, config: uvicorn.Config, opened: Callable[[], None]) -> None:
        super().__init__(config)
        self._opened = opened

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts to listen."""
        await super().startup(sockets)
        self._opened()


def _bound(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.bind((ADDRESS, port))
    except OSError as error:
        listening.close()
        raise UsageError("port-taken", port=port) from error
    return listening

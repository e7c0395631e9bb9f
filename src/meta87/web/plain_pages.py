"""The pages that only tell something: strangers, an address that leads nowhere, the end."""

from __future__ import annotations

from collections.abc import Callable

from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from meta87.web.access import HELP
from meta87.web.site import Site

_CLOSE = "/cerrar"


class PlainPages:
    """The pages; ``close`` ends the program."""

    def __init__(self, site: Site, close: Callable[[], None]) -> None:
        self._site = site
        self._close = close

    def routes(self) -> list[Route]:
        """Returns the addresses of the pages that have one."""
        return [Route(_CLOSE, self.ask), Route(_CLOSE, self.end, methods=["POST"])]

    async def ask(self, _: Request) -> Response:
        """Asks whether the program is to end."""
        return self._site.ask("close", _CLOSE, "/")

    async def end(self, _: Request) -> Response:
        """Ends the program once it has said so."""
        response = self._site.show("closed.html.j2", title=self._site.text("web.closed.title"))
        response.background = BackgroundTask(self._close)
        return response

    async def missing(self, request: Request, error: Exception) -> Response:
        """Tells that an address leads nowhere, or to a help that is not there."""
        assert isinstance(error, HTTPException)  # noqa: S101  as it is registered
        what = "help" if request.url.path.startswith(HELP) else "page"
        title, says = (self._site.text(f"web.missing.{name}") for name in ("title", what))
        status = error.status_code
        return self._site.show("missing.html.j2", status=status, title=title, says=says)

    def refuse(self, status: int) -> Response:
        """Refuses a stranger."""
        title = self._site.text("web.refused.title")
        return self._site.show("refused.html.j2", status=status, title=title, model="")

"""The local page as an application: its addresses, and where an error is told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from meta87.errors import InputError, Meta87Error
from meta87.web import site as shared
from meta87.web.access import HELP, OPENING, TOKEN, Access, Keys
from meta87.web.archive import ArchivePages
from meta87.web.archives import Archives
from meta87.web.corrections import CorrectionsPage
from meta87.web.labelling import Labelling
from meta87.web.plain_pages import PlainPages
from meta87.web.review_pages import ReviewPages
from meta87.web.reviews import Reviews
from meta87.web.running import Opened, home
from meta87.web.site import Describe, Site

STATIC = [("meta87.web", "static"), ("meta87.report", "templates")]  # the second has check.css


def create(  # noqa: PLR0913  what a page is made of
    reviews: Reviews,
    keys: Keys,
    describe: Describe,
    lang: str,
    close: Callable[[], None],
    *,
    archives: Archives | None = None,
) -> Starlette:
    """Returns the application; ``close`` ends the program, ``describe`` says an error in words."""
    site = Site(reviews, describe, lang)
    drafts, corrections, plain = ReviewPages(site), CorrectionsPage(site), PlainPages(site, close)
    many = ArchivePages(site, archives or Archives(home() / "archives"))

    async def _tell(request: Request, error: Exception) -> Response:
        assert isinstance(error, Meta87Error)  # noqa: S101  as it is registered
        first = f"/{request.url.path.split('/')[1]}"
        starts = {many.PLACE: many.start, corrections.PLACE: corrections.show}
        return await starts.get(first, drafts.start)(request, error)

    routes = [
        Route(OPENING, _opening(reviews, keys), methods=["POST"]),
        *Labelling(site).routes(),
        *corrections.routes(),
        *many.routes(),
        *drafts.routes(),
        *plain.routes(),
        Mount("/static", StaticFiles(packages=[*STATIC])),
    ]
    if folder := shared.help_folder():
        routes.append(Mount(HELP, StaticFiles(directory=folder, html=True)))
    middleware = [Middleware(Access, keys=keys, refuse=plain.refuse)]
    told = {Meta87Error: _tell, HTTPException: plain.missing}
    return Starlette(routes=routes, middleware=middleware, exception_handlers=told)


def _opening(reviews: Reviews, keys: Keys) -> Callable[[Request], object]:
    """Returns what answers another start of the program: the way in, to the review of a file."""

    async def _opened(request: Request) -> Response:
        try:
            path = (await request.json())["path"]
            review = await asyncio.to_thread(reviews.open, Path(path)) if path else None
        except (InputError, ValueError, KeyError, TypeError):
            return Response(status_code=400)
        place = f"/informe/{review.id}" if review else "/"
        answer = Opened(proof=keys.proof, place=f"{place}?{TOKEN}={keys.token()}")
        return Response(answer.model_dump_json(), media_type="application/json")

    return _opened

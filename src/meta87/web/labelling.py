"""Correcting labels, a passage after another: each click is kept at once in the journal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from starlette.datastructures import FormData
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from meta87.classify.labels import KINDS
from meta87.classify.store import DEFAULT
from meta87.corpus.journal import corrected
from meta87.errors import Meta87Error, UsageError
from meta87.messages import text
from meta87.web.chosen import journal, who
from meta87.web.keys import letters
from meta87.web.marks import Marks, marks
from meta87.web.passages import Item
from meta87.web.reviews import Reviews
from meta87.web.uploads import fields

SAVED = "guardado"  # the passage that was labelled last, in an address


class Pages(Protocol):
    """What shows pages."""

    reviews: Reviews
    describe: Callable[[Meta87Error, str], str]
    lang: str

    def show(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """Returns a page made from a template."""


class Labelling:
    """The pages of single passages.

    Args:
        pages: shows them.
    """

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    async def first(self, request: Request) -> Response:
        """Leads to the first passage of a review that nobody has reviewed."""
        found = await self._marks(request)
        if not found or not found.items:
            return _back(request)
        return RedirectResponse(f"{found.place}/{found.next(0) or 1}", 303)

    async def passage(self, request: Request) -> Response:
        """Shows a passage with its labels."""
        found = await self._marks(request)
        item = found and found.at(str(request.path_params["number"]))
        if not found or not item:
            return _back(request)
        return self._shown(found, item, last=found.at(request.query_params.get(SAVED, "")))

    async def say(self, request: Request) -> Response:
        """Keeps what a person says of a passage, and leads to the next one."""
        found = await self._marks(request)
        item = found and found.at(str(request.path_params["number"]))
        if not found or not item:
            return _back(request)
        said: Mapping[str, Any] = {}
        try:
            said = _said(await fields(request), item)
            machine = {**item.machine, "model": item.model or DEFAULT}
            record = corrected(item.fields, machine, **said, who=who())
            await asyncio.to_thread(journal().add, record)
        except MultiPartException:
            return self._shown(found, item, UsageError("web-label"))
        except Meta87Error as error:
            return self._shown(found, item, error, labels=said)
        following = (await self._marks(request) or found).next(item.number) or item.number
        return RedirectResponse(f"{found.place}/{following}?{SAVED}={item.number}", 303)

    def _shown(
        self,
        found: Marks,
        item: Item,
        error: Meta87Error | None = None,
        last: Item | None = None,
        labels: Mapping[str, Any] | None = None,
    ) -> Response:
        lang, said = self._pages.lang, found.said.get(item.id)
        kept = {"kind": said.kind, "themes": said.themes} if said else item.machine
        return self._pages.show(
            "label.html.j2",
            400 if error else 200,
            title=text("web.labels.passage", lang, number=item.number, total=len(found.items)),
            marks=found,
            item=item,
            said=said,
            labels=labels or kept,
            letters=letters([*item.tagged.prediction.theme_scores], lang),
            last=last,
            file=journal().file,
            error=self._pages.describe(error, lang) if error else "",
        )

    async def _marks(self, request: Request) -> Marks | None:
        """Returns the passages of a review that is done, or None."""
        review = self._pages.reviews.find(request.path_params["id"])
        if review is None or review.checked is None:
            return None
        return await asyncio.to_thread(marks, review)


def _said(form: FormData, item: Item) -> Mapping[str, Any]:
    """Returns the kind and the themes that a form says.

    Raises:
        UsageError: ``web-label``.
    """
    if "agree" in form:
        return item.machine
    kind, themes = form.get("kind"), [*map(str, form.getlist("themes"))]
    if kind not in KINDS or not {*themes} <= {*item.tagged.prediction.theme_scores}:
        raise UsageError("web-label")
    return {"kind": kind, "themes": themes}


def _back(request: Request) -> Response:
    """Returns what leads to the review, or to what became of it."""
    return RedirectResponse(f"/informe/{request.path_params['id']}", 303)

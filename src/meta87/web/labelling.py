"""Correcting labels, a passage after another: each click is kept at once in the journal."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from meta87.classify.labels import KINDS, Theme
from meta87.classify.store import DEFAULT
from meta87.corpus.journal import corrected
from meta87.errors import Meta87Error, UsageError
from meta87.messages import has, text
from meta87.web.chosen import journal, who
from meta87.web.passages import Item, Marks, marks
from meta87.web.site import Site, led
from meta87.web.uploads import fields

SAVED = "guardado"  # the passage that was labelled last, in an address
_TAKEN = "anp"  # keys that are letters: agree, next, previous
_DIGITS = 6  # of the number of a passage


class Labelling:
    """The pages of single passages."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> list[Route]:
        """Returns the addresses of the pages."""
        all_ = "/informe/{id}/pasajes"
        return [
            Route(all_, self.first),
            Route(f"{all_}/{{number:int}}", self.passage),
            Route(f"{all_}/{{number:int}}", self.say, methods=["POST"]),
        ]

    async def first(self, request: Request) -> Response:
        """Leads to the first passage of a review that nobody has reviewed."""
        found = await self._marks(request)
        if not found or not found.items:
            return _back(request)
        return led(f"{found.place}/{found.next(0) or 1}")

    async def passage(self, request: Request) -> Response:
        """Shows a passage with its labels."""
        found = await self._marks(request)
        item = found and found.at(request.path_params["number"])
        if not found or not item:
            return _back(request)
        last = request.query_params.get(SAVED, "")
        is_number = last.isdecimal() and len(last) <= _DIGITS
        return self._shown(found, item, last=found.at(int(last)) if is_number else None)

    async def say(self, request: Request) -> Response:
        """Keeps what a person says of a passage, and leads to the next one."""
        found = await self._marks(request)
        item = found and found.at(request.path_params["number"])
        if not found or not item:
            return _back(request)
        said: Mapping[str, Any] = {}
        try:
            said = _said(await fields(request), item)
            machine = {**item.machine, "model": item.model or DEFAULT}
            record = corrected(item.fields, machine, **said, who=who())
            await asyncio.to_thread(journal().add, record)
        except Meta87Error as error:
            return self._shown(found, item, error, labels=said)
        following = (await self._marks(request) or found).next(item.number) or item.number
        return led(f"{found.place}/{following}?{SAVED}={item.number}")

    def _shown(
        self,
        found: Marks,
        item: Item,
        error: Meta87Error | None = None,
        last: Item | None = None,
        labels: Mapping[str, Any] | None = None,
    ) -> Response:
        said = found.said.get(item.id)
        kept = {"kind": said.kind, "themes": said.themes} if said else item.machine
        total = len(found.items)
        return self._site.show(
            "label.html.j2",
            error=error,
            title=self._site.text("web.labels.passage", number=item.number, total=total),
            marks=found,
            item=item,
            said=said,
            labels=labels or kept,
            letters=_letters([*item.tagged.prediction.theme_scores], self._site.lang),
            last=last,
            file=journal().file,
        )

    async def _marks(self, request: Request) -> Marks | None:
        """Returns the passages of a review, or None while it is not done."""
        review = self._site.reviews.find(request.path_params["id"])
        if review.checked is None:
            return None
        return await asyncio.to_thread(marks, review.id, review.checked)


def _letters(themes: Sequence[Theme], lang: str) -> dict[Theme, str]:
    """Returns the key of each theme: a letter of its name; "" where all are taken."""
    keys: dict[Theme, str] = {}
    for theme in themes:
        wanted = f"web.labels.letter.{theme}"
        candidates = text(wanted, lang) if has(wanted, lang) else theme
        taken = {*_TAKEN, *keys.values()}
        keys[theme] = next((c for c in candidates if c.isalpha() and c not in taken), "")
    return keys


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
    return led(f"/informe/{request.path_params['id']}")

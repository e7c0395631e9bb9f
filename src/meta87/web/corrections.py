"""The page of all corrections: where they lie, their corpus, training on them, and the models."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from meta87.classify.chosen import choose, chosen_folder
from meta87.classify.store import load
from meta87.corpus.journal import Corrections
from meta87.corpus.schema import record_lines
from meta87.errors import InputError, Meta87Error, ModelError, UsageError
from meta87.report.models import sentences
from meta87.training.corrections import MIN_REPORTS
from meta87.training.leakage import MIN_PASSAGES, are_few
from meta87.web.chosen import journal, settle, who
from meta87.web.learning import Learning, models
from meta87.web.reviews import unusable
from meta87.web.site import Site, led, named
from meta87.web.uploads import fields

CORPUS = "correcciones-corpus.jsonl"


class CorrectionsPage:
    """The page, and what its forms do; whatever `Meta87Error` they raise is told on it."""

    PLACE = "/correcciones"

    def __init__(self, site: Site) -> None:
        self._site = site
        self._learning = Learning()

    def routes(self) -> list[Route]:
        """Returns the addresses of the page and of its forms."""
        post = ["POST"]
        return [
            Route(self.PLACE, self.show),
            Route(self.PLACE, self.settle, methods=post),
            Route(f"{self.PLACE}/corpus", self.corpus),
            Route(f"{self.PLACE}/entrenar", self.train, methods=post),
            Route(f"{self.PLACE}/cancelar", self.cancel, methods=post),
            Route(f"{self.PLACE}/modelo", self.switch, methods=post),
        ]

    async def show(self, request: Request, error: Meta87Error | None = None) -> Response:
        """Shows the corrections so far, and what can be done with them."""
        return await self._shown(error, opens="abrir" in request.query_params)

    async def settle(self, request: Request) -> Response:
        """Keeps where the corrections are to be kept, and who makes them."""
        former, form = journal().file, await fields(request)
        said = (str(form.get(name, "")) for name in ("folder", "who"))
        await asyncio.to_thread(settle, *said)
        moved = former != journal().file and former.is_file() and former.stat().st_size
        return await self._shown(moved=former if moved else None, is_settled=True)

    async def corpus(self, _: Request) -> Response:
        """Sends the corrections as a corpus."""
        found = await asyncio.to_thread(journal().read)
        if not found.by_id:
            raise UsageError("corrections-none")
        lines = record_lines(found.records)
        return Response(lines, media_type="application/jsonl", headers=named(CORPUS))

    async def train(self, _: Request) -> Response:
        """Begins to train on the corrections."""
        found = await asyncio.to_thread(journal().read)
        if are_few(len(found.by_id), found.reports, MIN_REPORTS):
            raise UsageError("corrections-few", **_wanted(found))
        self._learning.start(journal().folder, found.records)
        return led(f"{self.PLACE}#training")

    async def cancel(self, _: Request) -> Response:
        """Ends the training."""
        await asyncio.to_thread(self._learning.cancel)
        return led(f"{self.PLACE}#training")

    async def switch(self, request: Request) -> Response:
        """Uses another model from now on; without a name, the one that is shipped."""
        name = str((await fields(request)).get("model", ""))
        known = {each.name: each.folder for each in models(journal().folder)}
        if self._site.reviews.fixed or (name and name not in known):
            raise UsageError("web-model")
        try:
            if name:
                await asyncio.to_thread(load, known[name])
        except ModelError as error:
            raise unusable(name) from error
        choose(known.get(name))
        self._site.reviews.switch()
        return led(f"{self.PLACE}#models")

    async def _shown(self, error: Meta87Error | None = None, **values: Any) -> HTMLResponse:
        here = journal()
        found, unread = Corrections({}), None
        try:
            found = await asyncio.to_thread(here.read)
        except InputError as failed:
            unread = failed
        own = await asyncio.to_thread(models, here.folder)
        shown: dict[str, Any] = {
            "title": self._site.text("web.corrections.title"),
            "found": found,
            "journal": here,
            "who": who(),
            "moved": None,
            "is_settled": False,
            "opens": False,
            "is_few": are_few(len(found.by_id), found.reports, MIN_REPORTS),
            "wanted": _wanted(found),
            "step": self._learning.step,
            "failure": self._site.told(self._learning.error),
            "models": [(each, sentences(each.comparison, self._site.lang)) for each in own],
            "chosen": chosen_folder(),
            "fixed": self._site.reviews.fixed,
            **values,
        }
        return self._site.show("corrections.html.j2", error=error or unread,
                               status=0 if error else 200, **shown)  # fmt: skip


def _wanted(found: Corrections) -> dict[str, int]:
    counts = {"passages": len(found.by_id), "reports": found.reports}
    return {**counts, "wanted": MIN_PASSAGES, "wanted_reports": MIN_REPORTS}

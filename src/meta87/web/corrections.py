"""The page of all corrections: where they lie, their corpus, training on them, and the models."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from meta87.classify.chosen import choose, chosen_folder
from meta87.classify.store import load
from meta87.corpus.journal import Corrections
from meta87.corpus.schema import record_lines
from meta87.errors import InputError, Meta87Error, ModelError, UsageError
from meta87.messages import text
from meta87.report.comparison import sentences
from meta87.training.corrections import MIN_REPORTS, are_too_few
from meta87.training.leakage import MIN_PASSAGES
from meta87.web.chosen import journal, settle, who
from meta87.web.labelling import Labelling, Pages
from meta87.web.learning import Learning, models
from meta87.web.reviews import unusable
from meta87.web.uploads import fields

PLACE = "/correcciones"
CORPUS = "correcciones-corpus.jsonl"


class CorrectionsPage:
    """The page, and what its forms do.

    Args:
        pages: shows it.
    """

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._learning = Learning()

    async def show(self, request: Request) -> Response:  # noqa: ARG002
        """Shows the corrections so far, and what can be done with them."""
        return await self._shown()

    async def settle(self, request: Request) -> Response:
        """Keeps where the corrections are to be kept, and who makes them."""
        former = journal()
        try:
            form = await fields(request)
            said = (str(form.get(name, "")) for name in ("folder", "who"))
            await asyncio.to_thread(settle, *said)
        except MultiPartException:
            return await self._shown(UsageError("journal-folder"))
        except Meta87Error as error:
            return await self._shown(error)
        moved = former != journal() and former.file.is_file() and former.file.stat().st_size
        return await self._shown(moved=former.file if moved else None, is_settled=True)

    async def corpus(self, request: Request) -> Response:  # noqa: ARG002
        """Sends the corrections as a corpus."""
        found, error = await _read()
        if error or not found.by_id:
            return await self._shown(error or UsageError("corrections-none"))
        named = {"Content-Disposition": f'attachment; filename="{CORPUS}"'}
        lines = record_lines(found.records)
        return Response(lines, media_type="application/jsonl", headers=named)

    async def train(self, request: Request) -> Response:  # noqa: ARG002
        """Begins to train on the corrections."""
        found, error = await _read()
        try:
            if error:
                raise error
            if are_too_few(len(found.by_id), found.reports):
                raise UsageError("corrections-few", **_wanted(found))
            self._learning.start(journal().folder, found.records)
        except Meta87Error as failed:
            return await self._shown(failed)
        return RedirectResponse(f"{PLACE}#training", 303)

    async def cancel(self, request: Request) -> Response:  # noqa: ARG002
        """Ends the training."""
        await asyncio.to_thread(self._learning.cancel)
        return RedirectResponse(f"{PLACE}#training", 303)

    async def switch(self, request: Request) -> Response:
        """Uses another model from now on; without a name, the one that is shipped."""
        try:
            name = str((await fields(request)).get("model", ""))
            known = {each.name: each.folder for each in models(journal().folder)}
            if self._pages.reviews.fixed or (name and name not in known):
                raise UsageError("web-model")
            if name:
                await asyncio.to_thread(load, known[name])
            choose(known.get(name))
        except ModelError:
            return await self._shown(unusable(name))
        except MultiPartException:
            return await self._shown(UsageError("web-model"))
        except Meta87Error as error:
            return await self._shown(error)
        self._pages.reviews.switch()
        return RedirectResponse(f"{PLACE}#models", 303)

    async def _shown(self, error: Meta87Error | None = None, **values: Any) -> HTMLResponse:
        found, unread = await _read()
        here, lang = journal(), self._pages.lang
        own = await asyncio.to_thread(models, here.folder)
        shown: dict[str, Any] = {
            "title": text("web.corrections.title", lang),
            "found": found,
            "journal": here,
            "who": who(),
            "moved": None,
            "is_settled": False,
            "error": self._told(error or unread),
            "is_few": are_too_few(len(found.by_id), found.reports),
            "wanted": _wanted(found),
            "step": self._learning.step,
            "failure": self._told(self._learning.error),
            "models": [(each, sentences(each.comparison, lang)) for each in own],
            "chosen": chosen_folder(),
            "fixed": self._pages.reviews.fixed,
            **values,
        }
        return self._pages.show("corrections.html.j2", 400 if error else 200, **shown)

    def _told(self, error: Meta87Error | None) -> str:
        return self._pages.describe(error, self._pages.lang) if error else ""


async def _read() -> tuple[Corrections, InputError | None]:
    """Returns the corrections; none, and why, where they cannot be read."""
    try:
        return await asyncio.to_thread(journal().read), None
    except InputError as error:
        return Corrections({}), error


def _wanted(found: Corrections) -> dict[str, int]:
    counts = {"passages": len(found.by_id), "reports": found.reports}
    return {**counts, "wanted": MIN_PASSAGES, "wanted_reports": MIN_REPORTS}


def label_routes(pages: Pages) -> list[Route]:
    """Returns the routes of the pages on which labels are corrected."""
    labelling, page, post = Labelling(pages), CorrectionsPage(pages), ["POST"]
    passage = "/informe/{id}/pasajes/{number:int}"
    return [
        Route("/informe/{id}/pasajes", labelling.first),
        Route(passage, labelling.passage),
        Route(passage, labelling.say, methods=post),
        Route(PLACE, page.show),
        Route(PLACE, page.settle, methods=post),
        Route(f"{PLACE}/corpus", page.corpus),
        Route(f"{PLACE}/entrenar", page.train, methods=post),
        Route(f"{PLACE}/cancelar", page.cancel, methods=post),
        Route(f"{PLACE}/modelo", page.switch, methods=post),
    ]

"""The pages of reviews: drop a report, see what to mend, take the comments to Word."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from meta87.errors import InputError, Meta87Error
from meta87.form.fix import Fix
from meta87.form.fix_file import written
from meta87.reading.read import MAX_BYTES
from meta87.report.check_formats import FORMATS, WORD, View
from meta87.report.check_html import values
from meta87.report.fix_proposal import proposal
from meta87.rules.checked import CheckedReport
from meta87.rules.previous.relation import Relation, several_beside
from meta87.web.assigning import REPEATED, chosen, move, moved, offers
from meta87.web.filters import choices, filters
from meta87.web.passages import marks
from meta87.web.reviews import KEPT, Earlier, Review
from meta87.web.site import Site, led, named
from meta87.web.uploads import EARLIER, FIELD, MEGABYTE, Upload, fields, uploaded

UPLOADS = 4  # that are taken at once
RELATIONS = (Relation.DRAFT, Relation.REPORT)  # that a person may say
DOWNLOADS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class ReviewPages:
    """The pages; whatever `Meta87Error` they raise is told on the first one."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._reviews = site.reviews
        self._uploads = asyncio.Semaphore(UPLOADS)

    def routes(self) -> list[Route]:
        """Returns the addresses of the pages."""
        one, post = "/informe/{id}", ["POST"]
        return [
            Route("/", self.start),
            Route("/revisar", self.review, methods=post),
            Route(one, self.report),
            Route(f"{one}/otra-vez", self.reread, methods=post),
            Route(f"{one}/por-titulos", self.by_headings, methods=post),
            Route(f"{one}/comparar", self.compare, methods=post),
            Route(f"{one}/comparar/{{relation}}", self.relate, methods=post),
            Route(f"{one}/asignar", self.assign, methods=post),
            Route(f"{one}/mover", self.move, methods=post),
            Route(f"{one}/preguntas", self.said),
            Route(f"{one}/quitar", self.ask),
            Route(f"{one}/quitar", self.forget, methods=post),
            Route(f"{one}/{{format}}", self.download),
        ]

    async def start(self, _: Request, error: Meta87Error | None = None) -> Response:
        """Shows where to drop a report, and the reviews so far."""
        return self._site.show(
            "start.html.j2",
            title=self._site.text("web.title"),
            reviews=self._reviews.newest_first(),
            error=error,
            limit=MAX_BYTES // MEGABYTE,
            kept=KEPT,
        )

    async def review(self, request: Request) -> Response:
        """Takes a report and leads to its review."""
        files = await self._uploaded(request)
        earlier = Earlier(*files[EARLIER]) if EARLIER in files else None
        return _led(self._reviews.add(*files[FIELD], earlier=earlier))

    async def compare(self, request: Request) -> Response:
        """Takes an earlier file to compare a draft with, and leads to its new review."""
        review = self._found(request)
        files = await self._uploaded(request)
        return _led(self._reviews.again(review, earlier=Earlier(*files[FIELD])))

    async def relate(self, request: Request) -> Response:
        """Compares a draft as a person says what the earlier file is to it."""
        review, said = self._found(request), request.path_params["relation"]
        if review.earlier is None or said not in RELATIONS:
            raise InputError("web-forgotten")
        earlier = replace(review.earlier, relation=Relation(said))
        return _led(self._reviews.again(review, earlier=earlier))

    async def report(self, request: Request) -> Response:
        """Shows a review, or how far it is."""
        review = self._found(request)
        if review.checked is None:
            return self._site.show(
                "progress.html.j2", title=review.name, review=review, error=review.error, status=200
            )
        return await asyncio.to_thread(self._shown, review, review.checked, request.query_params)

    async def download(self, request: Request) -> Response:
        """Sends a review as a file."""
        review, checked = self._done(request)
        kind = request.path_params["format"]
        if kind not in DOWNLOADS:
            raise InputError("web-forgotten")
        view = View(self._site.lang, Path(review.name), data=review.data)
        made = await asyncio.to_thread(FORMATS[kind].render, checked, view)
        name = f"{Path(review.name).stem}-revisado.{kind}"
        return Response(made, media_type=DOWNLOADS[kind], headers=named(name))

    async def assign(self, request: Request) -> Response:
        """Reads a draft again with its texts under the questions that a person chose."""
        review, checked = self._done(request)
        report, form = checked.tagged.report, await fields(request)
        texts, questions = ([*map(str, form.getlist(name))] for name in ("text", "question"))
        said = chosen(report, review.said, texts, questions)
        return await self._assigned(review, checked, said)

    async def move(self, request: Request) -> Response:
        """Reads a draft again with one more text under the question that a person chose."""
        review, checked = self._done(request)
        report, form = checked.tagged.report, await fields(request)
        words, question = (str(form.get(name, "")) for name in ("text", "question"))
        return await self._assigned(review, checked, moved(report, review.said, words, question))

    async def said(self, request: Request) -> Response:
        """Sends the file of what a person chose, to be kept beside the draft."""
        review, checked = self._done(request)
        if review.fix is None:
            raise InputError("web-forgotten")
        block = tuple(each for each in review.fix.block if each.question)
        said = review.fix.model_copy(update={"block": block})
        made = proposal(checked.tagged.report, said, self._site.lang)
        data = written(made.fix, made.notes, made.head)
        return Response(data, media_type="application/toml", headers=named(review.fix_file))

    async def _assigned(self, review: Review, checked: CheckedReport, said: Fix) -> Response:
        """Reads a draft again as a person says, and leads to its new review."""
        made = proposal(checked.tagged.report, said, self._site.lang)
        return _led(await asyncio.to_thread(self._reviews.assign, review, made))

    async def reread(self, request: Request) -> Response:
        """Reads a file of this computer again and leads to its new review."""
        review = self._found(request)
        if review.path is None:
            raise InputError("web-forgotten")
        return _led(await asyncio.to_thread(self._reviews.reopen, review, review.path))

    async def by_headings(self, request: Request) -> Response:
        """Reviews a document without a form by its headings, and leads to its new review."""
        return _led(self._reviews.again(self._found(request), free=True))

    async def ask(self, request: Request) -> Response:
        """Asks whether a review is to be forgotten."""
        review = self._found(request)
        action = f"/informe/{review.id}/quitar"
        return self._site.ask("review", action, "/", name=review.name)

    async def forget(self, request: Request) -> Response:
        """Forgets a review."""
        self._reviews.remove(request.path_params["id"])
        return led("/")

    async def _uploaded(self, request: Request) -> dict[str, Upload]:
        """Returns the files that a form sends, by their fields.

        Raises:
            InputError: ``web-busy``, or as `uploaded`.
        """
        if self._uploads.locked():
            raise InputError("web-busy")
        async with self._uploads:
            return await uploaded(request)

    def _found(self, request: Request) -> Review:
        return self._reviews.find(request.path_params["id"])

    def _done(self, request: Request) -> tuple[Review, CheckedReport]:
        review = self._found(request)
        if review.checked is None:
            raise InputError("web-forgotten")
        return review, review.checked

    def _shown(
        self, review: Review, checked: CheckedReport, parameters: Mapping[str, str]
    ) -> HTMLResponse:
        picked = filters(parameters, checked)
        told = checked.only_new() if picked.borrador else checked
        shown = values(checked, self._site.lang, told)
        listed = [each for _, texts in shown["unreviewed"] for each in texts]
        shown |= {
            "offers": offers(checked.tagged.report, listed, self._site.lang),
            "seen": picked.seen(checked),
            "marks": marks(review.id, checked),
            "repeated": REPEATED,
            "moves": partial(move, checked.tagged.report, self._site.lang),
            "review": review,
            "filters": picked,
            "choices": choices(checked),
            "relations": RELATIONS,
            "several": several_beside(review.path) if review.path and not review.earlier else (),
            "is_word": checked.tagged.report.source.lower().endswith(WORD),
        }
        return self._site.show("review.html.j2", **shown)


def _led(review: Review) -> Response:
    return led(f"/informe/{review.id}")

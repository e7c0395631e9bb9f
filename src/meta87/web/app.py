"""The local page: drop a report, see what to mend, take the comments to Word."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import ChoiceLoader, Environment, PackageLoader
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.formparsers import MultiPartException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from meta87.errors import InputError, Meta87Error
from meta87.form.fix import Fix
from meta87.form.fix_file import written
from meta87.messages import text
from meta87.reading.read import MAX_BYTES
from meta87.reading.suffixes import SUFFIXES
from meta87.report.check_formats import FORMATS, WORD, View
from meta87.report.check_html import values
from meta87.report.fix_proposal import head, proposal
from meta87.report.pages import templates
from meta87.rules.previous.relation import Relation, several_beside
from meta87.web.access import HELP, OPENING, TOKEN, Access, Keys
from meta87.web.archive import ArchivePages
from meta87.web.archives import Archives
from meta87.web.assigning import chosen, offers
from meta87.web.corrections import label_routes
from meta87.web.filters import choices, filters
from meta87.web.marks import marks
from meta87.web.reviews import KEPT, Earlier, Review, Reviews
from meta87.web.running import Opened, home
from meta87.web.uploads import EARLIER, FIELD, MEGABYTE, Upload, fields, uploaded

UPLOADS = 4  # that are taken at once
UNTAKEN = {"upload-large": 413, "web-busy": 503}  # status codes
RELATIONS = (Relation.DRAFT, Relation.REPORT)  # that a person may say
DOWNLOADS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

Describe = Callable[[Meta87Error, str], str]
Close = Callable[[], None]


class Page:
    """The pages and what stands behind them.

    Args:
        reviews: the drafts.
        keys: of the page.
        describe: returns the sentence of an error in a language.
        lang: of the pages.
        close: ends the program.
    """

    def __init__(
        self, reviews: Reviews, keys: Keys, describe: Describe, lang: str, close: Close
    ) -> None:
        self.reviews = reviews
        self.keys = keys
        self.describe = describe
        self.lang = lang
        self.end = close
        self._uploads = asyncio.Semaphore(UPLOADS)
        self._pages = _environment(lang)

    def show(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """Returns a page made from a template."""
        values = {"model": self.reviews.model, **values}
        return HTMLResponse(self._pages.get_template(template).render(values), status)

    def refuse(self, request: Request, status: int) -> HTMLResponse:  # noqa: ARG002
        """Returns the page for someone who may not come in."""
        title = text("web.refused.title", self.lang)
        return self.show("refused.html.j2", status, title=title, model="")

    async def start(self, request: Request) -> Response:  # noqa: ARG002
        """Shows where to drop a report, and the reviews so far."""
        return self._start()

    async def open(self, request: Request) -> Response:
        """Answers another start of the program: with its way in, to the review of a file if any."""
        try:
            path = (await request.json())["path"]
            review = await asyncio.to_thread(self.reviews.open, Path(path)) if path else None
        except (InputError, ValueError, KeyError, TypeError):
            return Response(status_code=400)
        place = f"/informe/{review.id}" if review else "/"
        opened = Opened(proof=self.keys.proof, place=f"{place}?{TOKEN}={self.keys.token()}")
        return Response(opened.model_dump_json(), media_type="application/json")

    async def review(self, request: Request) -> Response:
        """Takes a report and leads to its review."""
        try:
            files = await self._uploaded(request)
        except InputError as error:
            return self._start(error, UNTAKEN.get(error.id, 400))
        earlier = Earlier(*files[EARLIER]) if EARLIER in files else None
        return _led(self.reviews.add(*files[FIELD], earlier=earlier))

    async def compare(self, request: Request) -> Response:
        """Takes an earlier file to compare a draft with, and leads to its new review."""
        review = self._review(request)
        if review is None:
            return self._start(InputError("web-forgotten"), 404)
        try:
            files = await self._uploaded(request)
        except InputError as error:
            return self._start(error, UNTAKEN.get(error.id, 400))
        return _led(self.reviews.again(review, earlier=Earlier(*files[FIELD])))

    async def relate(self, request: Request) -> Response:
        """Compares a draft as a person says what the earlier file is to it."""
        review, said = self._review(request), request.path_params["relation"]
        if review is None or review.earlier is None or said not in RELATIONS:
            return self._start(InputError("web-forgotten"), 404)
        earlier = replace(review.earlier, relation=Relation(said))
        return _led(self.reviews.again(review, earlier=earlier))

    async def report(self, request: Request) -> Response:
        """Shows a review, or how far it is."""
        review = self._review(request)
        if review is None:
            return self._start(InputError("web-forgotten"), 404)
        if review.checked is None:
            error = self.describe(review.error, self.lang) if review.error else ""
            formless = review.error is not None and review.error.id == "web-form-missing"
            shown = {"review": review, "error": error, "title": review.name, "formless": formless}
            return self.show("progress.html.j2", 200, **shown)
        return HTMLResponse(await asyncio.to_thread(self._rendered, review, request.query_params))

    async def download(self, request: Request) -> Response:
        """Sends a review as a file."""
        review, kind = self._review(request), request.path_params["format"]
        if review is None or review.checked is None or kind not in DOWNLOADS:
            return self._start(InputError("web-forgotten"), 404)
        view = View(self.lang, Path(review.name), data=review.data)
        try:
            made = await asyncio.to_thread(FORMATS[kind].render, review.checked, view)
        except Meta87Error as error:
            return self._start(error, 400)
        data = made if isinstance(made, bytes) else made.encode()
        return Response(
            data,
            media_type=DOWNLOADS[kind],
            headers=_named(f"{Path(review.name).stem}-revisado.{kind}"),
        )

    async def assign(self, request: Request) -> Response:
        """Reads a draft again with its texts under the questions that a person chose."""
        review = self._review(request)
        if review is None or review.checked is None:
            return self._start(InputError("web-forgotten"), 404)
        report = review.checked.tagged.report
        try:
            form = await fields(request)
            texts, questions = ([*map(str, form.getlist(name))] for name in ("text", "question"))
            said = chosen(report, texts, questions)
            made = proposal(report, said, self.lang)
            lines = head(report.source, self.lang)
            return _led(await asyncio.to_thread(self.reviews.assign, review, made, lines))
        except (MultiPartException, ValueError):
            return self._start(InputError("web-choice"), 400)
        except Meta87Error as error:
            return self._start(error, 400)

    async def said(self, request: Request) -> Response:
        """Sends the file of what a person chose, to be kept beside the draft."""
        review = self._review(request)
        if review is None or review.checked is None or review.fix is None:
            return self._start(InputError("web-forgotten"), 404)
        report = review.checked.tagged.report
        said = Fix(block=tuple(each for each in review.fix.block if each.question))
        made = proposal(report, said, self.lang)
        data = written(made.fix, made.notes, head(report.source, self.lang))
        return Response(data, media_type="application/toml", headers=_named(review.fix.file))

    async def style(self, request: Request) -> Response:  # noqa: ARG002
        """Sends the style sheet of the pages that are also made as files."""
        sheet = self._pages.get_template("check.css").render()
        return Response(sheet, media_type="text/css")

    async def reread(self, request: Request) -> Response:
        """Reads a file of this computer again and leads to its new review."""
        review = self._review(request)
        if review is None or review.path is None:
            return self._start(InputError("web-forgotten"), 404)
        try:
            return _led(await asyncio.to_thread(self.reviews.reopen, review, review.path))
        except InputError as error:
            return self._start(error, 400)

    async def by_headings(self, request: Request) -> Response:
        """Reviews a document without a form by its headings, and leads to its new review."""
        review = self._review(request)
        if review is None:
            return self._start(InputError("web-forgotten"), 404)
        return _led(self.reviews.again(review, free=True))

    async def forget(self, request: Request) -> Response:
        """Forgets a review."""
        self.reviews.remove(request.path_params["id"])
        return RedirectResponse("/", 303)

    async def close(self, request: Request) -> Response:  # noqa: ARG002
        """Says goodbye and ends the program."""
        response = self.show("closed.html.j2", title=text("web.closed.title", self.lang))
        response.background = BackgroundTask(self.end)
        return response

    async def _uploaded(self, request: Request) -> dict[str, Upload]:
        """Returns the files that a form sends, by their fields.

        Raises:
            InputError: ``web-busy``, or as `uploaded`.
        """
        if self._uploads.locked():
            raise InputError("web-busy")
        async with self._uploads:
            return await uploaded(request)

    def _review(self, request: Request) -> Review | None:
        return self.reviews.find(request.path_params["id"])

    def _start(self, error: Meta87Error | None = None, status: int = 200) -> HTMLResponse:
        return self.show(
            "start.html.j2",
            status,
            title=text("web.title", self.lang),
            reviews=self.reviews.newest_first(),
            error=self.describe(error, self.lang) if error else "",
            limit=MAX_BYTES // MEGABYTE,
            kept=KEPT,
        )

    def _rendered(self, review: Review, parameters: Mapping[str, str]) -> str:
        checked = review.checked
        assert checked is not None  # noqa: S101  only a finished review is shown
        picked = filters(parameters, checked)
        shown = values(checked, self.lang)
        listed = [each for _, texts in shown["unreviewed"] for each in texts]
        shown |= {
            "offers": offers(checked.tagged.report, listed),
            "seen": picked.seen(checked),
            "marks": marks(review),
            "model": self.reviews.model,
            "review": review,
            "filters": picked,
            "choices": choices(checked),
            "relations": RELATIONS,
            "several": several_beside(review.path) if review.path and not review.earlier else (),
            "is_word": checked.tagged.report.source.lower().endswith(WORD),
        }
        return self._pages.get_template("review.html.j2").render(shown)


def create(  # noqa: PLR0913  what a page is made of
    reviews: Reviews,
    keys: Keys,
    describe: Describe,
    lang: str,
    close: Close,
    *,
    archives: Archives | None = None,
) -> Starlette:
    """Returns the application."""
    page = Page(reviews, keys, describe, lang, close)
    many = ArchivePages(archives or Archives(home() / "archives"), page.show, describe, lang)
    routes = [
        *label_routes(page),
        Route("/", page.start),
        Route(OPENING, page.open, methods=["POST"]),
        Route("/revisar", page.review, methods=["POST"]),
        Route("/informe/{id}", page.report),
        Route("/informe/{id}/otra-vez", page.reread, methods=["POST"]),
        Route("/informe/{id}/por-titulos", page.by_headings, methods=["POST"]),
        Route("/informe/{id}/comparar", page.compare, methods=["POST"]),
        Route("/informe/{id}/comparar/{relation}", page.relate, methods=["POST"]),
        Route("/informe/{id}/asignar", page.assign, methods=["POST"]),
        Route("/informe/{id}/preguntas", page.said),
        Route("/informe/{id}/olvidar", page.forget, methods=["POST"]),
        Route("/informe/{id}/{format}", page.download),
        *many.routes(),
        Route("/cerrar", page.close, methods=["POST"]),
        Route("/static/check.css", page.style),
        Mount("/static", StaticFiles(packages=[("meta87.web", "static")])),
    ]
    if folder := help_folder():
        routes.append(Mount(HELP, StaticFiles(directory=folder, html=True)))
    return Starlette(routes=routes, middleware=[Middleware(Access, keys=keys, refuse=page.refuse)])


def help_folder() -> Path | None:
    """Returns the folder of the documentation site: of the kit, or where ``make docs`` built it."""
    package = Path(__file__).parents[1]
    folders = (package / "_site", package.parents[1] / "build/site")
    return next((folder for folder in folders if (folder / "index.html").is_file()), None)


def _environment(lang: str) -> Environment:
    loaders = ChoiceLoader([PackageLoader("meta87.web"), PackageLoader("meta87.report")])
    environment = templates(lang).overlay(loader=loaders)
    own = {"help": HELP if help_folder() else "", "accept": ",".join(sorted(SUFFIXES))}
    environment.globals = {**environment.globals, **own}
    return environment


def _led(review: Review) -> Response:
    """Returns what leads to a review."""
    return RedirectResponse(f"/informe/{review.id}", 303)


def _named(name: str) -> dict[str, str]:
    """Returns the header that names a download."""
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}

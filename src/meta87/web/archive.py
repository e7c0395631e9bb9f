"""The pages of an archive: a folder or an upload is read; its passages are searched and counted."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from meta87.archive.files import is_remote
from meta87.archive.summary.figures import GROUPS, summarise
from meta87.archive.summary.html import charts
from meta87.archive.summary.texts import named_kinds, thousands, totals
from meta87.classify.labels import KINDS
from meta87.errors import InputError, Meta87Error, UsageError
from meta87.messages import text
from meta87.report import texts
from meta87.report.charts import Part
from meta87.web import archive_lines
from meta87.web.archive_charts import Links, matrix
from meta87.web.archive_chips import HIDDEN, chips
from meta87.web.archive_download import DOWNLOADS, write
from meta87.web.archive_files import FILES, TABLES, Archive, error_of
from meta87.web.archive_lines import lines
from meta87.web.archive_marks import marked
from meta87.web.archive_query import PARAMETERS, UNKNOWN, Query, query
from meta87.web.archive_table import ROWS, Table, table_of
from meta87.web.archive_upload import MAX_TOTAL, MAX_UPLOADED, keep_uploaded
from meta87.web.archives import Archives
from meta87.web.uploads import MEGABYTE, fields

PLACE = "/archivos"
_CHUNK = 1 << 20
_LISTED = 200  # institutions that are offered
_DIGITS = 9  # of a page's number
_QUOTES = "\"' "  # around a path that Windows copied

Show = Callable[..., HTMLResponse]
Describe = Callable[[Meta87Error, str], str]


class ArchivePages:
    """The pages.

    Args:
        archives: what is read, and was.
        show: makes a page from a template.
        describe: returns the sentence of an error in a language.
        lang: of the pages.
    """

    def __init__(self, archives: Archives, show: Show, describe: Describe, lang: str) -> None:
        self._archives = archives
        self._show = show
        self._describe = describe
        self._lang = lang
        self._uploading = asyncio.Semaphore()

    def routes(self) -> list[Route]:
        """Returns the addresses of the pages."""
        one = f"{PLACE}/{{id}}"
        return [
            Route(PLACE, self.start),
            Route(f"{PLACE}/carpeta", self.folder, methods=["POST"]),
            Route(f"{PLACE}/subir", self.upload, methods=["POST"]),
            Route(one, self.overview),
            Route(f"{one}/pasajes", self.passages),
            Route(f"{one}/graficos", self.charts),
            Route(f"{one}/{{what}}.{{ending}}", self.download),
            Route(f"{one}/seguir", self.go_on, methods=["POST"]),
            Route(f"{one}/detener", self.stop, methods=["POST"]),
            Route(f"{one}/quitar", self.remove, methods=["POST"]),
        ]

    async def start(self, request: Request) -> Response:  # noqa: ARG002
        """Shows where to name or drop many reports, and the archives so far."""
        return await self._start()

    async def folder(self, request: Request) -> Response:
        """Reads the folder that a person typed."""
        typed = ""
        try:
            typed = str((await fields(request)).get("folder", "")).strip(_QUOTES)
            folder = await asyncio.to_thread(_folder, typed)
            place = await asyncio.to_thread(self._archives.place)
            return _led(self._archives.add(place, folder.name or str(folder), str(folder)))
        except Meta87Error as error:
            return await self._start(error, typed)

    async def upload(self, request: Request) -> Response:
        """Reads the files that a form sends."""
        if self._uploading.locked():
            return await self._start(InputError("web-busy"), status=503)
        async with self._uploading:
            try:
                return _led(await self._uploaded(request))
            except Meta87Error as error:
                return await self._start(error)

    async def overview(self, request: Request) -> Response:
        """Shows how far an archive is, and what could not be read."""
        archive = await self._found(request)
        if archive is None:
            return await self._start(InputError("web-archive-gone"), status=404)
        told = archive.progress.errors
        bad = [self._describe(error_of(each.why, path=each.name), self._lang) for each in told]
        why = archive.progress.why
        error = self._describe(error_of(why), self._lang) if why else ""
        return self._page("archive.html.j2", archive, bad=bad, error=error)

    async def passages(self, request: Request) -> Response:
        """Shows the passages of a query, a page at a time."""
        return await self._of_table(request, self._passages)

    async def charts(self, request: Request) -> Response:
        """Shows the charts of a query."""
        return await self._of_table(request, self._charts)

    async def download(self, request: Request) -> Response:
        """Sends passages of a query, or whole tables, as a file."""
        archive = await self._found(request)
        what, ending = request.path_params["what"], request.path_params["ending"]
        kind = DOWNLOADS.get((what, ending))
        if archive is None or not archive.is_shown or kind is None:
            return await self._start(InputError("web-archive-gone"), status=404)
        made = tempfile.TemporaryFile()  # noqa: SIM115  closed once it is sent
        asked, tables = query(request.query_params), archive.place / TABLES
        try:
            await asyncio.to_thread(write, made, tables, (what, ending), asked, self._lang)
        except (Meta87Error, OSError) as error:  # no room, or written anew meanwhile
            made.close()
            known = error if isinstance(error, Meta87Error) else UsageError("download-broken")
            return await self._start(known)
        named = quote(f"{archive.asked.name}-{what}.{ending}")
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{named}"}
        return StreamingResponse(_sent(made), media_type=kind, headers=headers)

    async def go_on(self, request: Request) -> Response:
        """Goes on with an archive that was stopped, or reads its folder again."""
        archive = await self._found(request)
        if archive is None or not archive.may_go_on:
            return await self._start(InputError("web-archive-gone"), status=404)
        self._archives.read(archive)
        return _led(archive)

    async def stop(self, request: Request) -> Response:
        """Stops the reading of an archive."""
        archive = await self._found(request)
        if archive is None:
            return await self._start(InputError("web-archive-gone"), status=404)
        await asyncio.to_thread(self._archives.stop, archive.id)
        return _led(archive)

    async def remove(self, request: Request) -> Response:
        """Deletes what is kept of an archive."""
        if archive := await self._found(request):
            await asyncio.to_thread(self._archives.remove, archive)
        return RedirectResponse(PLACE, 303)

    async def _uploaded(self, request: Request) -> Archive:
        """Returns the archive of the files that a form sends.

        Raises:
            InputError: as `keep_uploaded`; ``upload-broken``.
            UsageError: ``out-unwritable``.
        """
        place = await asyncio.to_thread(self._archives.place)
        try:
            count = await keep_uploaded(request, place / FILES)
            return self._archives.add(place, text("web.archive.uploaded", self._lang, count=count))
        except BaseException as error:
            await asyncio.to_thread(shutil.rmtree, place, ignore_errors=True)
            if isinstance(error, OSError | ClientDisconnect):
                raise InputError("upload-broken") from error
            raise

    async def _of_table(
        self, request: Request, make: Callable[[Archive, Query, int], Response]
    ) -> Response:
        archive = await self._found(request)
        if archive is None:
            return await self._start(InputError("web-archive-gone"), status=404)
        if not archive.is_shown:
            return _led(archive)
        page = request.query_params.get("pagina", "")
        number = int(page) if page.isascii() and page.isdecimal() and len(page) < _DIGITS else 1
        try:
            asked = query(request.query_params)
            return await asyncio.to_thread(make, archive, asked, max(number, 1))
        except (InputError, OSError, IndexError):  # removed, or written anew, meanwhile
            return _led(archive)

    def _passages(self, archive: Archive, asked: Query, page: int) -> Response:
        table = table_of(archive.place / TABLES)
        picked = table.picked(asked)
        shown = picked[picked["copy_of"] == ""]
        last = max(1, -(-len(shown) // ROWS))
        page = min(page, last)
        return self._filtered(
            "archive_passages.html.j2", archive, table, asked,
            rows=table.rows(shown, page), page=page, last=last,
            first=(page - 1) * ROWS + 1, until=min(page * ROWS, len(shown)),
            count=len(shown), reports=shown["report"].nunique(),
            copies=len(picked) - len(shown), marked=marked,
        )  # fmt: skip

    def _charts(self, archive: Archive, asked: Query, _page: int) -> Response:
        table = table_of(archive.place / TABLES)
        picked = table.picked(asked)
        summary = summarise(picked)
        shown = picked[picked["copy_of"] == ""]
        links = Links(asked, f"{PLACE}/{archive.id}")
        return self._filtered(
            "archive_charts.html.j2", archive, table, asked,
            sentences=[*totals(summary, self._lang)], count=len(shown),
            key=[Part(1, kind) for kind in KINDS],
            matrix=matrix(shown, summary, links, self._lang),
            lines=lines(shown, links, self._lang), size=archive_lines,
            charts=charts(replace(summary, trends=[]), self._lang, links.link),
        )  # fmt: skip

    def _filtered(
        self, template: str, archive: Archive, table: Table, asked: Query, **values: Any
    ) -> Response:
        """Returns a page with filters."""
        summary, lang = table.summary, self._lang
        choices = {
            PARAMETERS[group]: [
                (value or UNKNOWN, f"{name} ({thousands(counts.total(), lang)})")
                for value, name, counts in named_kinds(summary, group, lang)
            ]
            for group in GROUPS
        }
        return self._page(
            template, archive, asked=asked, choices=choices,
            hidden=HIDDEN, chips=[*chips(asked, table, lang)],
            institutions=[name for name, _ in summary.institutions.most_common(_LISTED)],
            country=lambda code: texts.country(code or "", lang), **values,
        )  # fmt: skip

    def _page(self, template: str, archive: Archive, **values: Any) -> Response:
        shared = {"number": lambda count: thousands(count, self._lang)}
        place, title = f"{PLACE}/{archive.id}", archive.asked.name
        return self._show(template, archive=archive, place=place, title=title, **shared, **values)

    async def _found(self, request: Request) -> Archive | None:
        return await asyncio.to_thread(self._archives.find, request.path_params["id"])

    async def _start(
        self, error: Meta87Error | None = None, typed: str = "", status: int = 0
    ) -> Response:
        return self._show(
            "archives.html.j2",
            status or (400 if error else 200),
            title=text("web.archive.title", self._lang),
            archives=await asyncio.to_thread(self._archives.newest_first),
            error=self._describe(error, self._lang) if error else "",
            typed=typed,
            kept=self._archives.folder,
            files=MAX_UPLOADED,
            limit=MAX_TOTAL // MEGABYTE,
        )


def _folder(typed: str) -> Path:
    """Returns the folder that a person typed.

    Raises:
        InputError: ``web-folder-missing``: there is none, or its path is not whole.
    """
    try:
        path = Path(typed).expanduser()
        if typed and not is_remote(typed) and path.is_absolute() and path.is_dir():
            return path
    except (OSError, ValueError, RuntimeError):  # a name that no system takes, an unknown home
        pass
    raise InputError("web-folder-missing", path=typed)


def _led(archive: Archive) -> Response:
    """Returns what leads to an archive."""
    return RedirectResponse(f"{PLACE}/{archive.id}", 303)


def _sent(made: IO[bytes]) -> Iterator[bytes]:
    with made:
        while chunk := made.read(_CHUNK):
            yield chunk

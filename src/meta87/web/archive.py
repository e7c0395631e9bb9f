"""The pages of archives: a folder or an upload is read, told as it goes on, and taken away."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from meta87.errors import InputError, Meta87Error, UsageError
from meta87.web.archive_download import DOWNLOADS, write
from meta87.web.archive_files import FILES, TABLES, Archive, error_of
from meta87.web.archive_query import query
from meta87.web.archive_upload import MAX_TOTAL, MAX_UPLOADED, keep_uploaded
from meta87.web.archive_views import View, shown_charts, shown_passages
from meta87.web.archives import Archives
from meta87.web.site import Site, led, named
from meta87.web.uploads import MEGABYTE, fields

_CHUNK = 1 << 20
_DIGITS = 9  # of a page's number
_QUOTES = "\"' "  # around a path that Windows copied


class ArchivePages:
    """The pages; whatever `Meta87Error` they raise is told on the first one."""

    PLACE = "/archivos"

    def __init__(self, site: Site, archives: Archives) -> None:
        self._site = site
        self._archives = archives
        self._uploading = asyncio.Semaphore()

    def routes(self) -> list[Route]:
        """Returns the addresses of the pages."""
        one, post = f"{self.PLACE}/{{id}}", ["POST"]
        return [
            Route(self.PLACE, self.start),
            Route(f"{self.PLACE}/carpeta", self.folder, methods=post),
            Route(f"{self.PLACE}/subir", self.upload, methods=post),
            Route(one, self.overview),
            Route(f"{one}/pasajes", self.passages),
            Route(f"{one}/{{what}}.{{ending}}", self.download),
            Route(f"{one}/seguir", self.go_on, methods=post),
            Route(f"{one}/detener", self.stop, methods=post),
            Route(f"{one}/quitar", self.ask),
            Route(f"{one}/quitar", self.remove, methods=post),
        ]

    async def start(self, _: Request, error: Meta87Error | None = None) -> Response:
        """Shows where to name or drop many reports, and the archives so far."""
        return self._site.show(
            "archives.html.j2",
            error=error,
            title=self._site.text("web.archive.title"),
            archives=await asyncio.to_thread(self._archives.newest_first),
            typed=error.details["path"] if error and error.id == "web-folder-missing" else "",
            kept=self._archives.folder,
            files=MAX_UPLOADED,
            limit=MAX_TOTAL // MEGABYTE,
        )

    async def folder(self, request: Request) -> Response:
        """Reads the folder that a person typed."""
        typed = str((await fields(request)).get("folder", "")).strip(_QUOTES)
        folder = await asyncio.to_thread(_folder, typed)
        place = await asyncio.to_thread(self._archives.place)
        return self._led(self._archives.add(place, folder.name or str(folder), str(folder)))

    async def upload(self, request: Request) -> Response:
        """Reads the files that a form sends.

        Raises:
            InputError: as `keep_uploaded`; ``web-busy``, ``upload-broken``.
            UsageError: ``out-unwritable``.
        """
        if self._uploading.locked():
            raise InputError("web-busy")
        async with self._uploading:
            place = await asyncio.to_thread(self._archives.place)
            try:
                count = await keep_uploaded(request, place / FILES)
                name = self._site.text("web.archive.uploaded", count=count)
                return self._led(self._archives.add(place, name))
            except BaseException as error:
                await asyncio.to_thread(shutil.rmtree, place, ignore_errors=True)
                if isinstance(error, OSError | ClientDisconnect):
                    raise InputError("upload-broken") from error
                raise

    async def overview(self, request: Request) -> Response:
        """Shows how far an archive is, what could not be read, and the charts of the rest."""
        view = await self._view(request)
        progress = view.archive.progress
        bad = [self._site.told(error_of(each.why, path=each.name)) for each in progress.errors]
        values = {**view.shared(), "bad": bad, "charts": ()}
        if view.archive.is_shown:
            with suppress(InputError, OSError, IndexError):  # removed, or written anew, meanwhile
                values |= await asyncio.to_thread(shown_charts, view)
        error = error_of(progress.why) if progress.why else None
        return self._site.show("archive.html.j2", error=error, status=200, **values)

    async def passages(self, request: Request) -> Response:
        """Shows the passages of a query, a page at a time."""
        view = await self._view(request)
        page = request.query_params.get("pagina", "")
        number = int(page) if page.isascii() and page.isdecimal() and len(page) < _DIGITS else 1
        if view.archive.is_shown:
            with suppress(InputError, OSError, IndexError):  # removed, or written anew, meanwhile
                return await asyncio.to_thread(
                    lambda: self._site.show(
                        "archive_passages.html.j2", **shown_passages(view, max(number, 1))
                    )
                )
        return self._led(view.archive)

    async def download(self, request: Request) -> Response:
        """Sends passages of a query, or whole tables, as a file."""
        archive = await self._found(request)
        what, ending = request.path_params["what"], request.path_params["ending"]
        kind = DOWNLOADS.get((what, ending))
        if not archive.is_shown or kind is None:
            raise InputError("web-archive-gone")
        made = tempfile.TemporaryFile()  # noqa: SIM115  closed once it is sent
        asked, tables = query(request.query_params), archive.place / TABLES
        try:
            await asyncio.to_thread(write, made, tables, (what, ending), asked, self._site.lang)
        except (Meta87Error, OSError) as error:  # no room, or written anew meanwhile
            made.close()
            known = error if isinstance(error, Meta87Error) else UsageError("download-broken")
            raise known from error
        called = "frases" if what == "pasajes" else what  # as the page calls them
        headers = named(f"{archive.asked.name}-{called}.{ending}")
        chunks = iter(lambda: made.read(_CHUNK), b"")
        closing = BackgroundTask(made.close)
        return StreamingResponse(chunks, media_type=kind, headers=headers, background=closing)

    async def go_on(self, request: Request) -> Response:
        """Goes on with an archive that was stopped, or reads its folder again."""
        archive = await self._found(request)
        if not archive.may_go_on:
            raise InputError("web-archive-gone")
        self._archives.read(archive)
        return self._led(archive)

    async def stop(self, request: Request) -> Response:
        """Stops the reading of an archive."""
        archive = await self._found(request)
        await asyncio.to_thread(self._archives.stop, archive.id)
        return self._led(archive)

    async def ask(self, request: Request) -> Response:
        """Asks whether an archive is to be removed."""
        archive = await self._found(request)
        back = f"{self.PLACE}/{archive.id}"
        return self._site.ask("archive", f"{back}/quitar", back, name=archive.asked.name)

    async def remove(self, request: Request) -> Response:
        """Deletes what is kept of an archive."""
        await asyncio.to_thread(self._archives.remove, request.path_params["id"])
        return led(self.PLACE)

    async def _view(self, request: Request) -> View:
        archive = await self._found(request)
        place = f"{self.PLACE}/{archive.id}"
        return View(archive, query(request.query_params), place, self._site.lang)

    async def _found(self, request: Request) -> Archive:
        return await asyncio.to_thread(self._archives.find, request.path_params["id"])

    def _led(self, archive: Archive) -> Response:
        return led(f"{self.PLACE}/{archive.id}")


def _folder(typed: str) -> Path:
    """Returns the folder that a person typed.

    Raises:
        InputError: ``web-folder-missing``: there is none, or its path is not whole.
    """
    try:
        path = Path(typed).expanduser()
        if typed and path.is_absolute() and path.is_dir():
            return path
    except (OSError, ValueError, RuntimeError):  # a name that no system takes, an unknown home
        pass
    raise InputError("web-folder-missing", path=typed)

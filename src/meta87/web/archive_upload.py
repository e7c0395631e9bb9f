"""Taking the many files of an upload, one after the other, into a folder of its archive."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import File, FormParser, parse_options_header
from starlette.requests import Request

from meta87.errors import InputError
from meta87.web.upload_names import place_in
from meta87.web.uploads import MEGABYTE

MAX_UPLOADED = 1000  # files
MAX_TOTAL = 1000 * MEGABYTE
_IN_MEMORY = MEGABYTE  # bytes of a file; a longer one is written to the folder at once
_SECONDS = 900  # that an upload may take
_CONFIG = {"MAX_MEMORY_FILE_SIZE": _IN_MEMORY, "MAX_FIELDS": 10, "MAX_FIELD_SIZE": 1000}


async def keep_uploaded(request: Request, folder: Path) -> int:
    """Writes the files of a form into a folder that is made for them, and returns their number.

    A file is kept under the folders that its name states, whatever else the name is.

    Raises:
        InputError: ``upload-none``, ``upload-slow``, ``uploads-large``, ``uploads-many``.
    """
    folder.mkdir(mode=0o700)
    kept = _Kept(folder)
    kind, options = parse_options_header(request.headers.get("content-type"))
    try:
        parser = FormParser(
            kind.decode(), None, kept.add, boundary=options.get(b"boundary"),
            config={**_CONFIG, "UPLOAD_DIR": str(folder)},
        )  # fmt: skip
        async with asyncio.timeout(_SECONDS):
            await _written(request, parser.write)
        parser.finalize()
    except TimeoutError as error:
        raise InputError("upload-slow", limit=_SECONDS) from error
    except (FormParserError, ValueError) as error:
        raise InputError("upload-none") from error
    if not kept.count:
        raise InputError("upload-none")
    return kept.count


class _Kept:
    """The files of a form in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.count = 0

    def add(self, file: File) -> None:
        """Writes a file once it has arrived; a form sends one without a name if none is chosen."""
        try:
            if file.file_name:
                self._keep(file, place_in(file.file_name.decode("utf8", "replace")))
        finally:
            file.close()

    def _keep(self, file: File, name: PurePosixPath) -> None:
        self.count += 1
        if self.count > MAX_UPLOADED:
            raise InputError("uploads-many", limit=MAX_UPLOADED)
        path, number = self._folder / name, 1
        with suppress(FileExistsError, NotADirectoryError):
            path.parent.mkdir(parents=True, exist_ok=True)
        if not path.parent.is_dir():  # a file has its name
            path = self._folder / name.name
        while path.exists():
            number += 1
            path = path.with_name(f"{name.stem} ({number}){name.suffix}")
        file.file_object.seek(0)
        with path.open("xb") as target:
            shutil.copyfileobj(file.file_object, target)


async def _written(request: Request, write: Callable[[bytes], int]) -> None:
    """Gives the body of a request to a parser.

    Raises:
        InputError: ``uploads-large``.
    """
    size = int(request.headers.get("content-length") or 0)
    if size <= MAX_TOTAL:
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
            if size > MAX_TOTAL:
                break
            write(chunk)
    if size > MAX_TOTAL:
        raise InputError("uploads-large", limit=MAX_TOTAL // MEGABYTE)

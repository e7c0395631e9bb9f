"""Taking the many files of an upload, one after the other, into a folder of its archive."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import closing, suppress
from pathlib import Path

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import File, FormParser, parse_options_header
from starlette.requests import Request

from meta87.errors import InputError
from meta87.web.upload_names import place_in
from meta87.web.uploads import MEGABYTE, counted

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
    kept, too_large = _Kept(folder), InputError("uploads-large", limit=MAX_TOTAL // MEGABYTE)
    kind, options = parse_options_header(request.headers.get("content-type"))
    try:
        parser = FormParser(
            kind.decode(), None, kept.add, boundary=options.get(b"boundary"),
            config={**_CONFIG, "UPLOAD_DIR": str(folder)},
        )  # fmt: skip
        async with asyncio.timeout(_SECONDS):
            async for chunk in counted(request, MAX_TOTAL, too_large):
                parser.write(chunk)
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
        with closing(file):
            if not file.file_name:
                return
            self.count += 1
            if self.count > MAX_UPLOADED:
                raise InputError("uploads-many", limit=MAX_UPLOADED)
            file.file_object.seek(0)
            with self._free(file.file_name.decode("utf8", "replace")).open("xb") as target:
                shutil.copyfileobj(file.file_object, target)

    def _free(self, name: str) -> Path:
        """Returns the path of a file in a folder that is there, another than those of others."""
        path, number = self._folder / place_in(name), 1
        with suppress(FileExistsError, NotADirectoryError):
            path.parent.mkdir(parents=True, exist_ok=True)
        if not path.parent.is_dir():  # a file has its name
            path = self._folder / path.name
        stem = path.stem
        while path.exists():
            number += 1
            path = path.with_name(f"{stem} ({number}){path.suffix}")
        return path

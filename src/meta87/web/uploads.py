"""Taking uploaded files into memory: counted byte by byte, never written to disk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import NamedTuple

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request

from meta87.errors import InputError
from meta87.reading.read import MAX_BYTES

FIELD, EARLIER = "file", "earlier"
MAX_FIELDS = 100_000
MEGABYTE = 1_000_000
_AROUND = 10_000  # bytes of a form beside its file
_SECONDS = 120  # that an upload may take


class Upload(NamedTuple):
    """A file: its name, without folders, and its bytes."""

    name: str
    data: bytes


class _Parser(MultiPartParser):
    """A parser that keeps files of the greatest size in memory."""

    spool_max_size = MAX_BYTES + _AROUND


async def uploaded(request: Request) -> dict[str, Upload]:
    """Returns the files of a form by their fields: that of `FIELD`, and others that were chosen.

    Raises:
        InputError: ``upload-missing``, ``upload-slow``, ``upload-large``.
    """
    if int(request.headers.get("content-length") or 0) > MAX_BYTES + _AROUND:
        raise _too_large()
    parser = _Parser(request.headers, _counted(request), max_files=2, max_fields=1)
    try:
        async with asyncio.timeout(_SECONDS):
            form = await parser.parse()
    except TimeoutError as error:
        raise InputError("upload-slow", limit=_SECONDS) from error
    except (MultiPartException, KeyError) as error:
        raise InputError("upload-missing") from error
    files = {
        field: Upload(base_name(file.filename), await file.read())
        for field, file in form.items()
        if isinstance(file, UploadFile) and file.filename
    }
    if FIELD not in files:
        raise InputError("upload-missing")
    return files


async def fields(request: Request) -> FormData:
    """Returns the fields of a form without files.

    Raises:
        InputError: ``upload-large``.
    """
    return await FormParser(request.headers, _counted(request), max_fields=MAX_FIELDS).parse()


def base_name(name: str) -> str:
    """Returns a file's name without folders, whatever system it comes from.

    >>> base_name("../../etc/passwd")
    'passwd'
    """
    return name.replace("\\", "/").rpartition("/")[2] or "informe"


def _too_large() -> InputError:
    return InputError("upload-large", limit=MAX_BYTES // MEGABYTE)


async def _counted(request: Request) -> AsyncGenerator[bytes, None]:
    """Yields the body of a request.

    Raises:
        InputError: ``upload-large``.
    """
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MAX_BYTES + _AROUND:
            raise _too_large()
        yield chunk

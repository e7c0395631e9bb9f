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
from meta87.web.upload_names import base_name

FIELD, EARLIER = "file", "earlier"
MAX_FIELDS, MEGABYTE = 100_000, 1_000_000
_MOST, _SECONDS = MAX_BYTES + 10_000, 120  # bytes of a form with its file, time that it may take


class Upload(NamedTuple):
    """A file: its name, without folders, and its bytes."""

    name: str
    data: bytes


class _Parser(MultiPartParser):
    """A parser that keeps files of the greatest size in memory."""

    spool_max_size = _MOST


async def uploaded(request: Request) -> dict[str, Upload]:
    """Returns the files of a form by their fields: that of `FIELD`, and others that were chosen.

    Raises:
        InputError: ``upload-missing``, ``upload-slow``, ``upload-large``.
    """
    parser = _Parser(request.headers, _body(request), max_files=2, max_fields=1)
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
        InputError: ``upload-large``, ``web-form``.
    """
    try:
        return await FormParser(request.headers, _body(request), max_fields=MAX_FIELDS).parse()
    except MultiPartException as error:
        raise InputError("web-form") from error


def _body(request: Request) -> AsyncGenerator[bytes, None]:
    return counted(request, _MOST, InputError("upload-large", limit=MAX_BYTES // MEGABYTE))


async def counted(
    request: Request, limit: int, too_large: InputError
) -> AsyncGenerator[bytes, None]:
    """Yields the body of a request, up to a limit in bytes.

    Raises:
        InputError: the one that is given, if there is more.
    """
    if int(request.headers.get("content-length") or 0) > limit:
        raise too_large
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise too_large
        yield chunk

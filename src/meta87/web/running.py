"""The page that runs already: where it listens is kept in a file that only its user can read.

A second start asks it for an address, instead of serving another page.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from meta87 import __version__
from meta87.web.access import KEY, OPENING, is_same
from meta87.web.archive_files import replace_file

ADDRESS = "127.0.0.1"
_SECONDS = 5  # that a page has to answer
_LONGEST = 4096  # bytes of the file, and of an answer


class Running(BaseModel, frozen=True):
    """A page that runs: it is shown the key, and shows the proof, which no other program can."""

    port: int = Field(ge=1, le=65535)
    key: str
    proof: str


class Opened(BaseModel, frozen=True):
    """What a page answers: its proof, and the place to open, with a token that is good once."""

    proof: str
    place: str = Field(pattern=r"^/[^/]")


def running_file(options: Sequence[object]) -> Path:
    """Returns the file of the page that was started with some options.

    It lies in the folder of the cache, ``META87_CACHE``, else in the user's home.
    """
    named = hashlib.sha256(repr([__version__, *options]).encode()).hexdigest()[:16]
    return home() / "web" / f"{named}.json"


def home() -> Path:
    """Returns the folder of what Meta87 keeps for a user."""
    return Path(os.environ.get("META87_CACHE") or Path.home() / ".cache" / "meta87")


def record(file: Path, running: Running) -> None:
    """Writes where a page listens, for its user alone; no matter if that is not possible."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.parent.chmod(0o700)
        replace_file(file, running)


def erase(file: Path, running: Running) -> None:
    """Deletes the file of a page, unless it is another page's by now."""
    if recorded(file) == running:
        with suppress(OSError):
            file.unlink()
            file.parent.rmdir()
            file.parent.parent.rmdir()


def recorded(file: Path) -> Running | None:
    """Returns what a file says of a page, or None where it says nothing that makes sense."""
    try:
        if not file.is_file():
            return None
        with file.open("rb") as stream:
            return Running.model_validate_json(stream.read(_LONGEST))
    except (OSError, ValidationError):
        return None


def opened_again(file: Path, port: int, report: Path | None) -> str | None:
    """Returns the address that the page of a file gives, or None where none answers as it should.

    It must listen on the port, unless that is 0, and reviews the report, if any.
    """
    running = recorded(file)
    if not running or port not in {0, running.port}:
        return None
    opened = _asked(running, report)
    if not opened or not is_same(opened.proof, running.proof):
        return None
    return f"http://{ADDRESS}:{running.port}{opened.place}"


def _asked(running: Running, report: Path | None) -> Opened | None:
    body = json.dumps({"path": str(report.absolute()) if report else None})
    asking = http.client.HTTPConnection(ADDRESS, running.port, timeout=_SECONDS)
    try:
        asking.request("POST", OPENING, body, {KEY: running.key})
        return Opened.model_validate_json(asking.getresponse().read(_LONGEST))
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        asking.close()

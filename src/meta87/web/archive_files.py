"""What is kept of an archive: what was asked for, how far it is, and its tables."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from meta87.archive.sink.dictionary import PASSAGES
from meta87.errors import InputError, Meta87Error
from meta87.guarded.wire import Failure

ASKED, PROGRESS, FILES, TABLES = "asked.json", "progress.json", "files", "tables"
_TRIES, _PAUSE = 40, 0.05  # to replace a file that the page is reading: Windows refuses meanwhile

_Model = TypeVar("_Model", bound=BaseModel)


class State(StrEnum):
    """How far the reading of an archive is."""

    WAITING = "waiting"
    RUNNING = "running"
    STOPPED = "stopped"
    FAILED = "failed"
    DONE = "done"


class Asked(BaseModel, frozen=True):
    """What is to be read."""

    name: str
    folder: str = ""  # that a person named; "" for files that were uploaded
    model: Path | None = None  # folder of the model, None for the default one
    profile: str
    began: float  # when it was asked for, in seconds since 1970


class BadFile(BaseModel, frozen=True):
    """A file that could not be read."""

    name: str
    why: Failure


class Progress(BaseModel):
    """How far the process is, as it last wrote."""

    state: State = State.WAITING
    total: int = 0
    done: int = 0  # those that it has finished
    passages: int = 0
    errors: list[BadFile] = []  # the files that could not be read
    left: tuple[str, ...] = ()  # names of the files of the folder that are no reports
    copies: dict[str, str] = {}  # reports that repeat another → that one
    why: Failure | None = None  # the error that ended its work, if one did


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive: what is asked of it, how far that is, and the folder of what is kept of it."""

    place: Path
    asked: Asked
    progress: Progress

    @property
    def id(self) -> str:
        """Its name in the addresses of the page."""
        return self.place.name

    @property
    def state(self) -> State:
        """How far it is."""
        return self.progress.state

    @property
    def is_live(self) -> bool:
        """Whether it is being read, or waits for that."""
        return self.state in {State.WAITING, State.RUNNING}

    @property
    def may_go_on(self) -> bool:
        """Whether its files can be read again: those that were uploaded are gone once read."""
        return not self.is_live and (self.asked.folder != "" or (self.place / FILES).is_dir())

    @property
    def is_shown(self) -> bool:
        """Whether there are passages to show; not while their table may be written."""
        return not self.is_live and (self.place / TABLES / f"{PASSAGES}.parquet").is_file()


def replace_file(path: Path, content: BaseModel) -> None:
    """Writes a file as a whole, for its user alone."""
    draft = path.with_name(f".{path.name}")
    draft.unlink(missing_ok=True)
    draft.touch(0o600)
    draft.write_text(content.model_dump_json(), encoding="utf8")
    try:
        for _ in range(_TRIES):
            with suppress(PermissionError):
                draft.replace(path)
                return
            time.sleep(_PAUSE)
    finally:
        draft.unlink(missing_ok=True)


def error_of(why: Failure, **others: object) -> Meta87Error:
    """Returns the error that was made data of, with some of its details changed."""
    return InputError(why.id, **{**why.details, **others})


def read_file(path: Path, kind: type[_Model]) -> _Model | None:
    """Returns the content of a file, or None where there is none that makes sense."""
    try:
        return kind.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None

"""Reading a file in a separate process, held to limits of time and memory."""

from __future__ import annotations

import atexit
import os
import queue
import subprocess
import sys
import threading
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO, cast

import psutil
from pydantic import ValidationError

from meta87.errors import InputError
from meta87.form.fix import Fix
from meta87.form.template import Template
from meta87.guarded.limits import MEMORY, SECONDS
from meta87.guarded.wire import READ, Failure, Reading, Request, reading_from_json, receive, send
from meta87.reading.read import file_bytes

_LOOK = 0.02  # seconds between two looks at the memory of the process
_ENDING = 2  # seconds that it has to end by itself

_Replies = queue.SimpleQueue[tuple[bytes, bytes] | None]


class Guard:
    """A reading process that is started when first needed, and again after a file that ended it."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self.seconds = seconds  # that a file may take
        self.memory = memory  # bytes that the process may hold
        self._child: _Child | None = None
        self._lock = threading.Lock()

    def read(self, data: bytes, request: Request) -> Reading:
        """Reads the content of a file.

        Raises:
            InputError: it cannot be read, or ``reading-timeout``, ``reading-memory``,
                ``reading-died``.
        """
        with self._lock:
            status, reply = self._asked(request, data)
        try:
            if status == READ:
                return reading_from_json(reply)
            failure = Failure.model_validate_json(reply)
        except ValidationError as error:
            raise InputError("reading-died", path=request.name) from error
        raise InputError(failure.id, **failure.details)

    def close(self) -> None:
        """Ends the process."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def _asked(self, request: Request, data: bytes) -> tuple[bytes, bytes]:
        """Returns the reply; what may not be the file's fault is tried again in a new process.

        A process may be killed by others, and one that has read before may hold their memory.

        Raises:
            InputError: ``reading-died``, ``reading-memory``, ``reading-timeout``.
        """
        excused = {"reading-died"} if self._child is None else {"reading-died", "reading-memory"}
        try:
            return self._awaited(request, data)
        except InputError as error:
            if error.id not in excused:
                raise
        return self._awaited(request, data)

    def _awaited(self, request: Request, data: bytes) -> tuple[bytes, bytes]:
        """Returns the reply; without one the process is ended."""
        child = self._child = self._child or _Child()
        try:
            reply = self._watched(child, child.ask(request, data), request.name)
        except BaseException:
            child.kill()
            self._child = None
            raise
        return reply

    def _watched(self, child: _Child, replies: _Replies, name: str) -> tuple[bytes, bytes]:
        until = time.monotonic() + self.seconds
        while time.monotonic() <= until:
            with suppress(queue.Empty):
                if reply := replies.get(timeout=_LOOK):
                    return reply
                raise InputError("reading-died", path=name)
            if child.memory > self.memory:
                raise InputError("reading-memory", path=name)
        raise InputError("reading-timeout", path=name, limit=round(self.seconds))


def started(module: str, *arguments: str, apart: bool = False) -> subprocess.Popen[bytes]:
    """Starts a module of Meta87 in a process of its own, without a window, to write to and read.

    One that is ``apart`` is not read, and does not get the signals of the terminal.
    """
    places = os.pathsep.join(place for place in sys.path if place)
    return subprocess.Popen(  # noqa: S603  our own interpreter and module
        [sys.executable, "-P", "-m", module, *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL if apart else subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": places},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0), start_new_session=apart,
    )  # fmt: skip


def end(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Lets a process end by itself, as its standard input ends; kills it after some seconds."""
    with suppress(OSError):
        cast("BinaryIO", process.stdin).close()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class _Child:
    """A running reading process."""

    def __init__(self) -> None:
        self._process = started("meta87.guarded.worker", str(os.getpid()))
        self._to = cast("BinaryIO", self._process.stdin)
        self._from = cast("BinaryIO", self._process.stdout)
        self._pid = self._process.pid  # of a launcher, until the process has told its own
        self._is_ready = False

    @property
    def memory(self) -> int:
        """The bytes that it holds; 0 once it has ended."""
        try:
            return int(psutil.Process(self._pid).memory_info().rss)
        except psutil.Error:
            return 0

    def ask(self, request: Request, data: bytes) -> _Replies:
        """Sends a request; its reply, or None where the process ends, is put into the queue."""
        replies: _Replies = queue.SimpleQueue()
        threading.Thread(target=self._talk, args=(request, data, replies), daemon=True).start()
        return replies

    def _talk(self, request: Request, data: bytes, replies: _Replies) -> None:
        try:
            if not self._is_ready:
                self._pid = int(receive(self._from))
                self._is_ready = True
            send(self._to, request.model_dump_json().encode(), data)
            replies.put((receive(self._from), receive(self._from)))
        except (OSError, EOFError, ValueError):
            replies.put(None)

    def end(self) -> None:
        """Lets it end by itself, for a while."""
        end(self._process, _ENDING)

    def kill(self) -> None:
        """Ends it at once."""
        self._process.kill()
        self._process.wait()


@cache
def shared() -> Guard:
    """Returns the guard of this program, which ends with it."""
    guard = Guard()
    atexit.register(guard.close)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=shared.cache_clear)  # a fork starts its own
    return guard


def read_guarded(
    path: Path,
    template: Template | None = None,
    *,
    spanish: bool = False,
    data: bytes | None = None,
    fix: Fix | None = None,
) -> Reading:
    """Reads a file in the reading process.

    Args:
        path: of the file.
        template: the questionnaire's form; the default one if None.
        spanish: whether to refuse a text in another language.
        data: its bytes, where they have been read.
        fix: which of its texts answer which questions, where a person says so.

    Raises:
        InputError: it cannot be read.
    """
    data = file_bytes(path) if data is None else data
    request = Request(name=path.name, spanish=spanish, template=template, fix=fix)
    try:
        return shared().read(data, request)
    except InputError as error:
        error.details["path"] = str(path)
        raise

"""The reading process: parses files of unknown origin for its parent.

It reads requests on standard input and answers on standard output. It ends with its parent, and
where a file takes longer than the deadline. Once it has started it opens no connection, starts no
program and changes no file; on Linux, where the system allows it, it has no network at all and a
limit of memory.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from contextlib import suppress

import psutil

from meta87.errors import InputError, reason_of
from meta87.form.opening import understood
from meta87.form.parser import parse
from meta87.form.template import default_template
from meta87.guarded.limits import ADDRESS_SPACE, SECONDS
from meta87.guarded.wire import FAILED, READ, Failure, Request, reading_to_json, receive, send
from meta87.reading.read import read_bytes

_GRACE = 2  # seconds after the deadline, in which the parent ends it in the ordinary way
_EVERY = 0.5  # seconds between two looks at the parent
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_FORBIDDEN = (
    "socket.", "subprocess.", "shutil.", "os.chmod", "os.chown", "os.link", "os.mkdir", "os.remove",
    "os.rename", "os.rmdir", "os.symlink", "os.truncate", "os.exec", "os.fork", "os.forkpty",
    "os.posix_spawn", "os.spawn",
    "os.startfile", "os.system", "pty.", "ftplib.", "http.", "urllib.", "webbrowser.",
)  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main() -> None:
    """Answers requests until standard input ends."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    _silence()
    default_template()
    read_bytes(b"x", "x.txt")
    _confine()
    watch = _Watch()
    send(replies, str(os.getpid()).encode())
    while True:
        try:
            request = Request.model_validate_json(receive(requests))
            data = receive(requests)
        except EOFError:
            return
        with watch:
            status, reply = answer(request, data)
        send(replies, status, reply)


def answer(request: Request, data: bytes) -> tuple[bytes, bytes]:
    """Returns the status and the reply to a request: a reading or a failure, as JSON."""
    try:
        return READ, _read(request, data)
    except InputError as error:
        failure = Failure.of(error)
    except MemoryError:
        failure = Failure(id="reading-memory", details={"path": request.name})
    except RecursionError:
        failure = Failure(id="reading-died", details={"path": request.name})
    except Exception as error:  # noqa: BLE001  one bad file ends nothing
        reason = reason_of(error)
        failure = Failure(id="unexpected", details={"path": request.name, "reason": reason})
    return FAILED, failure.model_dump_json().encode()


def _read(request: Request, data: bytes) -> bytes:
    document = read_bytes(data, request.name)
    parsed = understood if request.spanish else parse
    return reading_to_json(document, parsed(document, request.template, request.fix))


class _Watch:
    """Ends the process where a file takes too long or its parent is gone."""

    def __init__(self) -> None:
        self._parent = int(sys.argv[1])
        self._until = float("inf")
        threading.Thread(target=self._look, daemon=True).start()

    def __enter__(self) -> None:
        self._until = time.monotonic() + SECONDS + _GRACE
        _alarm(SECONDS + _GRACE)  # also where native code holds the interpreter

    def __exit__(self, *_: object) -> None:
        _alarm(0)
        self._until = float("inf")

    def _look(self) -> None:
        while _is_running(self._parent) and time.monotonic() < self._until:
            time.sleep(_EVERY)
        os._exit(1)


def _is_running(parent: int) -> bool:
    """Whether the parent process still runs; on Windows a launcher may stand between."""
    return psutil.pid_exists(parent) if sys.platform == "win32" else os.getppid() == parent


def _alarm(seconds: int) -> None:
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)  # its default action ends the process


def _silence() -> None:
    """Redirects the standard streams to nothing, so that no library writes between the replies."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)


def _confine() -> None:
    """Drops the rights that reading does not need; called before any thread is started."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process
    if sys.platform == "linux":
        with suppress(OSError, ValueError):  # no /proc, or a lower limit in force
            _limit_memory()
        with suppress(OSError, AttributeError):  # not every system lets a user do it
            ctypes.CDLL(None).unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    sys.addaudithook(_refuse)


def _limit_memory() -> None:
    import resource  # noqa: PLC0415  not on Windows

    with open("/proc/self/statm", encoding="ascii") as sizes:  # noqa: PTH123
        used = int(sizes.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + ADDRESS_SPACE, used + ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _refuse(event: str, args: tuple[object, ...]) -> None:
    """Raises for what a reader never does."""
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)
    if event == "open" and isinstance(args[2], int) and args[2] & _WRITING:
        raise PermissionError(event)


if __name__ == "__main__":
    main()

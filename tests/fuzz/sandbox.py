"""Reading a file in a process of its own, within limits of time and memory."""

from __future__ import annotations

import gc
import os
import resource
import signal
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from meta87.errors import InputError
from meta87.form.parser import parse
from meta87.form.template import default_template
from meta87.reading.read import read_bytes

SECONDS = 2.0  # of the processor, so that a busy machine is no failure
WAITED = 20.0  # on the clock, for a file that would wait for ever
MEGABYTES = 500


@dataclass(frozen=True)
class Outcome:
    """What came of a file.

    Attributes:
        said: ``read``, the id of the refusal, or what went wrong otherwise.
        refused: whether it is a refusal.
        limit: that the refusal names, or "".
    """

    said: str
    refused: bool = False
    limit: str = ""


def outcome(data: bytes, name: str = "informe") -> Outcome:
    """Read bytes and understand them as a questionnaire, in a fork that is held to the limits.

    A fork that takes too long is killed; one that took too much memory says so.
    """
    warm()
    with tempfile.NamedTemporaryFile() as report:
        gc.freeze()  # so that collections in the fork do not go through what the tests hold
        child = os.fork()
        if child == 0:
            _run(data, name, Path(report.name))
        _, status = os.waitpid(child, 0)
        gc.unfreeze()
        said = Path(report.name).read_text(encoding="utf8")
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        late = number in {signal.SIGPROF, signal.SIGALRM}
        return Outcome("too slow" if late else f"killed by {signal.Signals(number).name}")
    kind, _, rest = said.partition(" ")
    named, _, limit = rest.partition(" ")
    return Outcome(named, refused=kind == "refused", limit=limit)


def warm() -> None:
    """Import and read once what every file needs, so that the limits count the file alone."""
    default_template()
    read_bytes(b"Hola.", "hola.txt")


def _run(data: bytes, name: str, report: Path) -> None:
    """Read within the limits, leave a line that tells the outcome, and end the fork."""
    sys.settrace(None)  # coverage would count as time of the file
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    for timer, signal_sent, seconds in (
        (signal.ITIMER_PROF, signal.SIGPROF, SECONDS),
        (signal.ITIMER_REAL, signal.SIGALRM, WAITED),
    ):
        signal.signal(signal_sent, signal.SIG_DFL)
        signal.setitimer(timer, seconds)
    try:
        parse(read_bytes(data, name))
        line = "done read"
    except InputError as error:
        line = f"refused {error.id} {error.details.get('limit', '')}"
    except BaseException as error:  # noqa: BLE001  whatever it is, it is told
        line = f"raised {type(error).__name__}"
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024 - used
    if grown > MEGABYTES:
        line = "raised too-much-memory"
    report.write_text(line, encoding="utf8")
    os._exit(0)

"""Training on corrections while the page goes on: one process at a time, which can be cancelled."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from meta87.corpus.rows import json_rows
from meta87.corpus.schema import Record, record_lines
from meta87.errors import Meta87Error, UsageError, reason_of
from meta87.guarded.process import started
from meta87.guarded.wire import Failure
from meta87.training.corrections import DATA, OwnModel, learn, own_models
from meta87.web.child import end_with_page

MODELS = "modelos"
_UNFINISHED = ".en-curso"


@dataclass(slots=True)
class _Run:
    folder: Path  # of the model, until it is whole
    process: subprocess.Popen[bytes]
    step: str = "start"
    error: Meta87Error | None = None
    is_cancelled: bool = False


class Learning:
    """The trainings of a page."""

    def __init__(self) -> None:
        self._run: _Run | None = None
        self._watch = threading.Thread()
        self._lock = threading.Lock()

    @property
    def step(self) -> str:
        """The step that the running training has begun last; "" where none runs."""
        return self._run.step if self._run and self._watch.is_alive() else ""

    @property
    def error(self) -> Meta87Error | None:
        """Why the last training failed."""
        return self._run.error if self._run and not self._watch.is_alive() else None

    def start(self, home: Path, records: Iterable[Record]) -> None:
        """Begins to train on the corrections of a journal in a folder, unless a training runs.

        The model lies in its folder `MODELS` once it is whole.

        Raises:
            UsageError: ``journal-unwritable``.
        """
        with self._lock:
            if self.step:
                return
            unfinished = home / MODELS / _UNFINISHED
            folder = unfinished / f"correcciones-{datetime.now():%Y-%m-%d-%H%M%S}"
            try:
                shutil.rmtree(unfinished, ignore_errors=True)
                folder.mkdir(parents=True)
                (folder / DATA).write_text(record_lines([*records]), encoding="utf8", newline="\n")
            except OSError as error:
                raise UsageError("journal-unwritable", path=folder) from error
            self._run = _Run(folder, started("meta87.web.learning", str(folder)))
            self._watch = threading.Thread(target=_watched, args=(self._run,), daemon=True)
            self._watch.start()

    def cancel(self) -> None:
        """Ends the running training; nothing of it is left."""
        if self._run and self.step:
            self._run.is_cancelled = True
            self._run.process.kill()
            self._watch.join()


def models(home: Path) -> list[OwnModel]:
    """Returns the models trained on the corrections of a folder, the newest first."""
    return own_models(sorted((home / MODELS).glob("[!.]*"), reverse=True))


def _watched(run: _Run) -> None:
    """Follows a training to its end, and puts its model where it is found."""
    with run.process:
        for line in run.process.stdout or ():
            for row in json_rows(line):
                run.step = str(row.record.get("step", run.step))
                if "id" in row.record:
                    why = Failure.model_validate(row.record)
                    run.error = UsageError(why.id, **why.details)
    unfinished = run.folder.parent
    if own_models([run.folder]) and not run.is_cancelled:
        run.folder.rename(unfinished.parent / run.folder.name)
    elif not run.is_cancelled and run.error is None:
        run.error = UsageError("training-died", reason=run.process.returncode)
    shutil.rmtree(unfinished, ignore_errors=True)


def main() -> None:
    """Trains on the passages in the folder that is named, as the process that the page starts.

    It tells each step on standard output, a line each.
    """

    def _tell(line: str) -> None:
        os.write(1, f"{line}\n".encode())

    end_with_page()
    try:
        learn(Path(sys.argv[1]), lambda step, *_: _tell(json.dumps({"step": step})))
    except Meta87Error as error:
        _tell(Failure.of(error).model_dump_json())
    except Exception as error:  # noqa: BLE001  told on the page
        died = UsageError("training-died", reason=reason_of(error))
        _tell(Failure.of(died).model_dump_json())


if __name__ == "__main__":
    main()

"""The reviews of a running page: drafts that were uploaded, held in memory and checked in turn."""

from __future__ import annotations

import logging
import queue
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from meta87.classify.model import Model
from meta87.errors import InputError, Meta87Error, reason_of
from meta87.form.fix_file import load_beside
from meta87.form.template import no_template
from meta87.guarded.process import Guard
from meta87.guarded.wire import Request
from meta87.pipeline import Tagger
from meta87.reading.read import file_bytes
from meta87.rules.checked import CheckedReport, check

KEPT = 12  # reviews; the oldest one is forgotten
MEMORY = 200_000_000  # bytes of drafts that are kept

_LOG = logging.getLogger(__name__)


class Stage(StrEnum):
    """How far a review is."""

    WAITING = "waiting"
    READING = "reading"
    TAGGING = "tagging"
    DONE = "done"
    FAILED = "failed"


@dataclass(slots=True)
class Review:
    """A draft and what came of it.

    Attributes:
        id: in the addresses of the page; it cannot be guessed.
        name: of the file, as it was uploaded.
        data: its bytes.
        path: where the file lies, if it was named on the command line.
        free: whether it is reviewed by its headings, without a form.
        stage: how far the review is.
        checked: the checked report, once it is done.
        error: why it failed.
    """

    id: str
    name: str
    data: bytes
    path: Path | None = None
    free: bool = False
    stage: Stage = Stage.WAITING
    checked: CheckedReport | None = None
    error: Meta87Error | None = None


class Reviews:
    """The drafts of a running page. One thread checks them in turn; nothing is written to disk.

    Args:
        load: returns the model, in the thread that checks.
        guard: reads the files.
    """

    def __init__(self, load: Callable[[], Model], guard: Guard) -> None:
        self._guard = guard
        self._tagger: Future[Tagger] = Future()
        self._kept: OrderedDict[str, Review] = OrderedDict()
        self._lock = threading.Lock()
        self._waiting: queue.SimpleQueue[Review] = queue.SimpleQueue()
        threading.Thread(target=self._work, args=(load,), daemon=True).start()

    def open(self, path: Path, *, free: bool = False) -> Review:
        """Adds a file of this computer, which can be read again once it has changed.

        Raises:
            InputError: it cannot be read.
        """
        return self.add(path.name, file_bytes(path), path, free=free)

    def add(
        self, name: str, data: bytes, path: Path | None = None, *, free: bool = False
    ) -> Review:
        """Adds a draft, to be checked after those that wait; the oldest ones make room for it."""
        review = Review(secrets.token_urlsafe(16), name, data, path, free)
        with self._lock:
            self._kept[review.id] = review
            while len(self._kept) > KEPT or (self._held() > MEMORY and len(self._kept) > 1):
                self._kept.popitem(last=False)
        self._waiting.put(review)
        return review

    def find(self, id: str) -> Review | None:
        """Returns a review, or None where it is unknown or forgotten."""
        return self._kept.get(id)

    def remove(self, id: str) -> None:
        """Forgets a review."""
        with self._lock:
            self._kept.pop(id, None)

    def newest_first(self) -> list[Review]:
        """Returns the reviews."""
        with self._lock:
            return list(reversed(self._kept.values()))

    def _held(self) -> int:
        return sum(len(review.data) for review in self._kept.values())

    def _work(self, load: Callable[[], Model]) -> None:
        try:
            self._tagger.set_result(Tagger(load()))
        except Exception as error:  # noqa: BLE001  told with every draft
            self._tagger.set_exception(error)
        while True:
            review = self._waiting.get()
            if review.id in self._kept:
                self._do(review)

    def _do(self, review: Review) -> None:
        try:
            review.stage = Stage.READING
            report = self._guard.read(review.data, _request(review)).report
            if not report.template and not review.free:
                raise InputError("web-form-missing", path=review.name)
            review.stage = Stage.TAGGING
            review.checked = check(self._tagger.result().report(report))
            review.stage = Stage.DONE
        except Meta87Error as error:
            review.error, review.stage = error, Stage.FAILED
        except Exception as error:  # noqa: BLE001  one bad draft never ends the page
            _LOG.debug("review", exc_info=True)
            reason = reason_of(error)
            review.error = InputError("unexpected", path=review.name, reason=reason)
            review.stage = Stage.FAILED


def _request(review: Review) -> Request:
    """Returns how a draft is read: what a person says in the file beside it is applied.

    Raises:
        UsageError: ``fix-invalid``.
    """
    template = no_template() if review.free else None
    fix = load_beside(review.path) if review.path else None
    return Request(name=review.name, spanish=True, template=template, fix=fix)

"""The reviews of a running page: drafts that were uploaded, held in memory and checked in turn."""

from __future__ import annotations

import logging
import queue
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from meta87.classify.chosen import chosen_folder
from meta87.classify.model import Model
from meta87.classify.store import own_name
from meta87.classify.tagged import TaggedAnswer
from meta87.errors import InputError, Meta87Error, ModelError, UsageError, reason_of
from meta87.form.fix import Fix
from meta87.form.fix_file import beside, load_beside, save
from meta87.form.report import Report
from meta87.form.template import no_template
from meta87.guarded.process import Guard
from meta87.guarded.wire import Request
from meta87.pipeline import Tagger
from meta87.reading.read import file_bytes
from meta87.report.fix_proposal import Proposal
from meta87.rules.checked import CheckedReport, check, check_with_previous, unread
from meta87.rules.previous.relation import Relation, only_beside

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


@dataclass(frozen=True, slots=True)
class Earlier:
    """The earlier file that a draft is compared with."""

    name: str
    data: bytes
    folder: str = ""  # name of the folder beside the draft that it was found in, or ""
    relation: Relation | None = None  # what a person says that it is to the draft; None to find out


@dataclass(slots=True)
class Review:
    """A draft and what came of it."""

    id: str  # in the addresses of the page; it cannot be guessed
    name: str
    data: bytes
    path: Path | None = None  # where the file lies, if it was named on the command line
    earlier: Earlier | None = None  # what it is compared with, if anything
    # what a person says of it; of a draft with a path, as the file beside it was when it was read
    fix: Fix | None = None
    free: bool = False  # whether it is reviewed by its headings, without a form
    stage: Stage = Stage.WAITING
    # those that are tagged, while the others are
    answers: list[TaggedAnswer] = field(default_factory=list)
    checked: CheckedReport | None = None  # the checked report, once it is done
    error: Meta87Error | None = None
    # when it was added, on the clock of this computer
    since: datetime = field(default_factory=datetime.now)

    @property
    def said(self) -> Fix:
        """What a person says of it.

        Raises:
            UsageError: as `load_beside`.
        """
        return (load_beside(self.path) if self.path else self.fix) or Fix()

    @property
    def fix_file(self) -> str:
        """Name of the file that holds what a person says of it."""
        return beside(self.path or Path(self.name)).name


class Reviews:
    """The drafts of a running page. One thread checks them in turn; nothing is written to disk.

    Args:
        load: returns the model, in the thread that checks.
        guard: reads the files.
        fixed: folder of the model, where it was named as the program was started.
    """

    def __init__(self, load: Callable[[], Model], guard: Guard, fixed: Path | None = None) -> None:
        self._guard = guard
        self.fixed = fixed
        self._tagger: Future[Tagger] = Future()
        self._kept: OrderedDict[str, Review] = OrderedDict()
        self._lock = threading.Lock()
        self._waiting: queue.SimpleQueue[Review | None] = queue.SimpleQueue()
        threading.Thread(target=self._work, args=(load,), daemon=True).start()

    @property
    def model(self) -> str:
        """Name of the model that reviews are made with; "" of the shipped one."""
        tagger = self._tagger
        if tagger.done() and not tagger.exception():
            return tagger.result().model.name
        folder = self.fixed or chosen_folder()
        return own_name(folder) if folder else ""

    def switch(self) -> None:
        """Loads the model again, which is another one by now, and does every review again."""
        self._waiting.put(None)

    def open(self, path: Path) -> Review:
        """Adds a file of this computer, which can be read again once it has changed.

        It is compared with the only file in a folder beside it that is named for that.

        Raises:
            InputError: it cannot be read.
        """
        return self.add(path.name, file_bytes(path), path, _beside(path))

    def add(
        self, name: str, data: bytes, path: Path | None = None, earlier: Earlier | None = None
    ) -> Review:
        """Adds a draft, to be checked after those that wait; the oldest ones make room for it."""
        return self._add(Review(secrets.token_urlsafe(16), name, data, path, earlier))

    def again(self, review: Review, **changes: Any) -> Review:
        """Adds a draft again, with some of its attributes changed, in the place of its review."""
        self.remove(review.id)
        return self._add(_fresh(review, id=secrets.token_urlsafe(16), **changes))

    def reopen(self, review: Review, path: Path) -> Review:
        """Reads a file of this computer again, in the place of its review.

        Raises:
            InputError: it cannot be read.
        """
        uploaded = review.earlier if review.earlier and not review.earlier.folder else None
        return self.again(review, data=file_bytes(path), earlier=uploaded or _beside(path))

    def assign(self, review: Review, said: Proposal) -> Review:
        """Adds a draft again, read as a person says; of a file, that is kept beside it.

        Raises:
            UsageError: ``out-unwritable``.
        """
        if review.path:
            save(beside(review.path), said.fix, said.notes, said.head)
        file = review.fix_file if review.path else ""
        return self.again(review, fix=said.fix.model_copy(update={"file": file}))

    def _add(self, review: Review) -> Review:
        with self._lock:
            self._kept[review.id] = review
            while len(self._kept) > KEPT or (self._held() > MEMORY and len(self._kept) > 1):
                self._kept.popitem(last=False)
        self._waiting.put(review)
        return review

    def find(self, id: str) -> Review:
        """Returns a review.

        Raises:
            InputError: ``web-forgotten``: it is unknown, or forgotten by now.
        """
        review = self._kept.get(id)
        if review is None:
            raise InputError("web-forgotten")
        return review

    def remove(self, id: str) -> None:
        """Forgets a review."""
        with self._lock:
            self._kept.pop(id, None)

    def newest_first(self) -> list[Review]:
        """Returns the reviews."""
        with self._lock:
            return list(reversed(self._kept.values()))

    def _held(self) -> int:
        files = (each for review in self._kept.values() for each in (review, review.earlier))
        return sum(len(each.data) for each in files if each)

    def _work(self, load: Callable[[], Model]) -> None:
        self._load(load)
        while True:
            review = self._waiting.get()
            if review is None:
                again = self._undone()
                self._tagger = Future()
                self._load(load)
                for each in again:
                    self._waiting.put(each)
            elif self._kept.get(review.id) is review:
                self._do(review)

    def _undone(self) -> list[Review]:
        """Puts a fresh review, under the same id, in the place of each."""
        with self._lock:
            self._kept.update({each.id: _fresh(each) for each in self._kept.values()})
            return [*self._kept.values()]

    def _load(self, load: Callable[[], Model]) -> None:
        try:
            self._tagger.set_result(Tagger(load()))
        except Exception as error:  # noqa: BLE001  told with every draft
            folder = None if self.fixed else chosen_folder()
            if folder and isinstance(error, ModelError):
                error = unusable(folder.name)
            self._tagger.set_exception(error)

    def _do(self, review: Review) -> None:
        try:
            review.stage = Stage.READING
            if review.path:
                review.fix = load_beside(review.path)
            report = self._guard.read(review.data, _request(review)).report
            if not report.template and not review.free:
                raise InputError("web-form-missing", path=review.name)
            review.stage = Stage.TAGGING
            review.checked = self._checked(report, review)
            review.stage = Stage.DONE
        except Exception as error:  # noqa: BLE001  one bad draft never ends the page
            _LOG.debug("review", exc_info=True)
            unexpected = InputError("unexpected", path=review.name, reason=reason_of(error))
            review.error = error if isinstance(error, Meta87Error) else unexpected
            review.stage = Stage.FAILED

    def _checked(self, report: Report, review: Review) -> CheckedReport:
        tagger, earlier = self._tagger.result(), review.earlier
        tagged = tagger.report(report, review.answers.append)
        if earlier is None:
            return check(tagged)
        try:
            request = Request(name=earlier.name, spanish=True)
            before = tagger.report(self._guard.read(earlier.data, request).report)
        except InputError:
            checked = unread(check(tagged), earlier.name)
        else:
            checked = check_with_previous(tagged, before, asked=earlier.relation)
        return checked.found_in(earlier.folder)


def _fresh(review: Review, **changes: Any) -> Review:
    return replace(
        review,
        stage=Stage.WAITING,
        checked=None,
        error=None,
        answers=[],
        since=datetime.now(),
        **changes,
    )


def unusable(model: str) -> UsageError:
    """Returns the error that a model of the user's own cannot be used."""
    return UsageError("web-model-unusable", name=model)


def _beside(draft: Path) -> Earlier | None:
    """Returns the file in a folder beside a draft; without bytes where it cannot be read."""
    path, data = only_beside(draft), b""
    if path is None:
        return None
    with suppress(InputError):
        data = file_bytes(path)
    return Earlier(path.name, data, path.parent.name)


def _request(review: Review) -> Request:
    """Returns how a draft is read: what a person says of it is applied."""
    template = no_template() if review.free else None
    return Request(name=review.name, spanish=True, template=template, fix=review.fix)

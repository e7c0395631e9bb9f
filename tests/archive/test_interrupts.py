"""Ctrl-C is handled whenever it comes, and breaks nothing that is being written."""

import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from meta87.archive.engines.local import blocked_sigint
from meta87.archive.interrupts import DeferredInterrupt
from meta87.archive.plan import Source
from meta87.archive.work import Outcome, State

pytestmark = pytest.mark.usefixtures("default_sigint")
ALL, AT = 1000, 3  # outcomes, and the one that something happens at


def ctrl_c() -> None:
    signal.raise_signal(signal.SIGINT)


def sigterm() -> None:
    signal.raise_signal(signal.SIGTERM)


def nothing() -> None:
    pass


def ctrl_c_twice() -> None:
    ctrl_c()
    ctrl_c()


def ctrl_c_that_breaks_the_workers() -> None:
    ctrl_c()
    raise RuntimeError


def produced(happens: Callable[[], None] = nothing) -> Iterator[Outcome]:
    for number in range(ALL):
        if number == AT:
            happens()
        yield Outcome(Source(str(number), str(number), str(number)), State.READ)


@pytest.mark.parametrize(
    ("happens", "taken"),
    [(nothing, ALL), (ctrl_c, AT + 1), (sigterm, AT + 1), (ctrl_c_that_breaks_the_workers, AT)],
)
def test_outcomes_are_taken_until_ctrl_c(happens, taken: int) -> None:
    with DeferredInterrupt() as interrupt:
        assert len(list(interrupt.take_until(produced(happens)))) == taken
    assert interrupt.received() is (happens is not nothing)


def test_the_outcome_at_hand_is_finished_unless_there_is_a_second_one() -> None:
    finished = 0
    with DeferredInterrupt() as interrupt:
        for _ in interrupt.take_until(produced()):
            ctrl_c()
            finished += 1
            with pytest.raises(KeyboardInterrupt):
                ctrl_c()
    assert finished == 1


def test_the_first_one_is_told_and_a_second_stops_at_once() -> None:
    told: list[str] = []
    deferred = DeferredInterrupt(lambda: told.append("ending"))
    with deferred as interrupt, pytest.raises(KeyboardInterrupt):
        list(interrupt.take_until(produced(ctrl_c_twice)))
    assert told == ["ending"]


def test_other_errors_are_raised() -> None:
    def broken() -> None:
        raise RuntimeError

    with DeferredInterrupt() as interrupt, pytest.raises(RuntimeError):
        list(interrupt.take_until(produced(broken)))


def test_where_ctrl_c_is_ignored_it_stays_so() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with DeferredInterrupt() as interrupt:
        assert len(list(interrupt.take_until(produced(ctrl_c)))) == ALL
    assert signal.signal(signal.SIGINT, signal.default_int_handler) is signal.SIG_IGN


def test_in_another_thread_ctrl_c_is_left_to_the_main_one() -> None:
    inside, raised = threading.Event(), threading.Event()

    def run() -> int:
        with DeferredInterrupt() as interrupt:
            inside.set()
            raised.wait(60)
            return len(list(interrupt.take_until(produced())))

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(run)
        inside.wait(60)
        with pytest.raises(KeyboardInterrupt):
            ctrl_c()
        raised.set()
        assert done.result() == ALL


def test_a_blocked_signal_comes_afterwards() -> None:
    reached: list[bool] = []

    def started() -> None:
        with blocked_sigint():
            ctrl_c()
            reached.append(True)

    with pytest.raises(KeyboardInterrupt):
        started()
    assert reached

"""Ctrl-C is heard whenever it comes, and breaks nothing that is being written."""

import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count

import pytest

from meta87.archive.interrupts import Interrupts, held_back
from meta87.archive.plan import Source
from meta87.archive.work import Outcome, State

pytestmark = pytest.mark.usefixtures("heeded")
ALL = 1000


def ctrl_c() -> None:
    signal.raise_signal(signal.SIGINT)


def outcome(number: int) -> Outcome:
    return Outcome(Source(str(number), str(number), str(number)), State.READ)


def interrupted_at(number: int) -> Iterator[Outcome]:
    """Give outcomes; Ctrl-C comes while one of them is made."""
    for made in range(ALL):
        if made == number:
            ctrl_c()
        yield outcome(made)


def forgetting_at(number: int) -> Iterator[Outcome]:
    """Do the same, where what is raised is forgotten, as Python does in a destructor."""
    for made in range(ALL):
        with suppress(KeyboardInterrupt):
            if made == number:
                ctrl_c()
        yield outcome(made)


def test_without_ctrl_c_all_outcomes_come() -> None:
    with Interrupts(breakable=True) as interrupts:
        assert len(list(interrupts.until(map(outcome, range(ALL))))) == ALL
    assert not interrupts.asked()


def test_the_work_on_an_outcome_is_broken_off() -> None:
    with Interrupts(breakable=True) as interrupts:
        assert len(list(interrupts.until(interrupted_at(3)))) == 3
    assert interrupts.asked()


def test_what_must_not_be_broken_off_is_not_even_by_a_second_one() -> None:
    def insisting() -> Iterator[Outcome]:
        for number in count():
            if number == 3:
                ctrl_c()
                ctrl_c()
            yield outcome(number)

    with Interrupts(breakable=False) as interrupts:
        assert len(list(interrupts.until(insisting()))) == 4


def test_what_forgets_ctrl_c_while_it_is_destroyed_does_not_go_on() -> None:
    with Interrupts(breakable=True) as interrupts:
        assert len(list(interrupts.until(forgetting_at(3)))) == 4


def test_what_is_at_hand_is_finished() -> None:
    finished = 0
    with Interrupts(breakable=True) as interrupts:
        for _ in interrupts.until(map(outcome, range(ALL))):
            ctrl_c()
            finished += 1
    assert finished == 1


@pytest.mark.parametrize("breakable", [True, False])
def test_a_second_one_ends_at_once_what_is_at_hand(breakable: bool) -> None:
    with Interrupts(breakable=breakable) as interrupts:
        for _ in interrupts.until(map(outcome, range(ALL))):
            ctrl_c()
            with pytest.raises(KeyboardInterrupt):
                ctrl_c()


def test_what_breaks_under_ctrl_c_is_no_error_of_its_own() -> None:
    def starting() -> Iterator[Outcome]:
        ctrl_c()
        raise RuntimeError("no worker started")
        yield

    with Interrupts(breakable=False) as interrupts:
        assert not list(interrupts.until(starting()))


def test_other_errors_are() -> None:
    def broken() -> Iterator[Outcome]:
        raise RuntimeError
        yield

    with Interrupts(breakable=False) as interrupts, pytest.raises(RuntimeError):
        list(interrupts.until(broken()))


def test_where_ctrl_c_is_ignored_it_stays_so() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with Interrupts(breakable=True) as interrupts:
        assert len(list(interrupts.until(interrupted_at(3)))) == ALL
    assert signal.signal(signal.SIGINT, signal.default_int_handler) is signal.SIG_IGN


def test_in_another_thread_ctrl_c_is_left_to_the_main_one() -> None:
    inside, heard = threading.Event(), threading.Event()

    def run() -> int:
        with Interrupts(breakable=True) as interrupts:
            inside.set()
            heard.wait(60)
            return len(list(interrupts.until(map(outcome, range(ALL)))))

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(run)
        inside.wait(60)
        with pytest.raises(KeyboardInterrupt):
            ctrl_c()
        heard.set()
        assert done.result() == ALL


def test_what_is_held_back_comes_afterwards() -> None:
    def started() -> None:
        with held_back():
            ctrl_c()
            reached.append(True)

    reached: list[bool] = []
    with pytest.raises(KeyboardInterrupt):
        started()
    assert reached

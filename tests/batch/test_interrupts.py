"""Ctrl-C is heard whenever it comes, and breaks nothing that is at hand."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from meta87.batch.interrupts import Interrupts, deaf
from meta87.batch.plan import Source
from meta87.batch.work import Outcome, State

pytestmark = pytest.mark.usefixtures("heeded")


def ctrl_c() -> None:
    signal.raise_signal(signal.SIGINT)


def outcomes(at: int = -1, *, swallowed: bool = False) -> Iterator[Outcome]:
    """Give outcomes without end; Ctrl-C comes while one of them is made."""
    for number in range(1000):
        with suppress(KeyboardInterrupt if swallowed else ZeroDivisionError):
            if number == at:
                ctrl_c()
        yield Outcome(Source(str(number), str(number), str(number)), State.READ)


def test_without_ctrl_c_all_outcomes_come() -> None:
    with Interrupts(amid=True) as interrupts:
        assert len(list(interrupts.until(outcomes()))) == 1000


def test_while_an_outcome_is_waited_for_the_wait_ends() -> None:
    with Interrupts(amid=True) as interrupts:
        assert len(list(interrupts.until(outcomes(at=3)))) == 3


def test_what_must_not_be_broken_off_is_finished() -> None:
    with Interrupts(amid=False) as interrupts:
        assert len(list(interrupts.until(outcomes(at=3)))) == 4


def test_what_forgets_ctrl_c_while_it_is_destroyed_does_not_go_on() -> None:
    with Interrupts(amid=True) as interrupts:
        assert len(list(interrupts.until(outcomes(at=3, swallowed=True)))) == 4


def test_what_is_at_hand_is_finished() -> None:
    finished = 0
    with Interrupts(amid=True) as interrupts:
        for _ in interrupts.until(outcomes()):
            ctrl_c()
            finished += 1
    assert finished == 1


def test_a_second_one_ends_at_once() -> None:
    with Interrupts(amid=True) as interrupts:
        for _ in interrupts.until(outcomes()):
            ctrl_c()
            with pytest.raises(KeyboardInterrupt):
                ctrl_c()


def test_where_ctrl_c_is_ignored_it_stays_so() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with Interrupts(amid=True) as interrupts:
        assert len(list(interrupts.until(outcomes(at=3)))) == 1000
    assert signal.signal(signal.SIGINT, signal.default_int_handler) is signal.SIG_IGN


def test_what_is_started_deaf_stays_deaf() -> None:
    look = [sys.executable, "-c", "import signal; print(signal.getsignal(2) is signal.SIG_IGN)"]
    with deaf():
        assert subprocess.check_output(look).strip() == b"True"
    assert subprocess.check_output(look).strip() == b"False"


def test_other_threads_do_not_hear_it() -> None:
    def run() -> int:
        with Interrupts(amid=True) as interrupts:
            return len(list(interrupts.until(outcomes())))

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(run).result() == 1000

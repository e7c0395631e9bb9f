"""What several tests of archives need."""

import signal
from collections.abc import Iterator

import pytest

from meta87.classify.reader import Reader
from tests.conftest import READ_BY_THE_NETWORK


@pytest.fixture
def default_sigint() -> Iterator[None]:
    """Undo what tests that are run in the background inherit: to be deaf to Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    signal.signal(signal.SIGINT, before)


@pytest.fixture(autouse=True)
def every_window_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the network read a window whenever it is asked to."""
    monkeypatch.setattr(Reader, "_rows", READ_BY_THE_NETWORK)

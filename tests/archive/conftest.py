"""What several tests of archives need."""

import signal
from collections.abc import Iterator

import pytest


@pytest.fixture
def default_sigint() -> Iterator[None]:
    """Undo what tests that are run in the background inherit: to be deaf to Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    signal.signal(signal.SIGINT, before)

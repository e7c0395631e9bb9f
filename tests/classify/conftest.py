"""What the tests of the classifier need."""

import pytest

from meta87.classify.reader import Reader
from tests.conftest import READ_BY_THE_NETWORK


@pytest.fixture(autouse=True)
def every_window_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the network read a window whenever it is asked to."""
    monkeypatch.setattr(Reader, "_rows", READ_BY_THE_NETWORK)

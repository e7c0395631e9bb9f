"""What the tests of the reading process need."""

import pytest

from meta87.guarded.process import Guard
from tests.conftest import READ_BY_THE_GUARD


@pytest.fixture(autouse=True)
def every_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets a process read a file whenever it is asked to."""
    monkeypatch.setattr(Guard, "read", READ_BY_THE_GUARD)

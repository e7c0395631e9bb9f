"""Settings of all tests."""

import atexit
import os
import shutil
import tempfile
from collections import OrderedDict
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from meta87.classify import store
from meta87.classify.reader import Reader, Rows
from meta87.classify.windows import Window
from meta87.training import train

# The model that whoever runs the tests has chosen, and what their trainings keep, are none of their
# business.
os.environ["META87_CONFIG"] = str(Path(__file__).parent / "no-config")
os.environ["META87_CACHE"] = tempfile.mkdtemp(prefix="meta87-tests-")
atexit.register(shutil.rmtree, os.environ["META87_CACHE"], ignore_errors=True)

# A slow machine is no failure; what must be fast is measured in `benchmarks/` and `tests/fuzz/`.
settings.register_profile("meta87", deadline=None)
settings.load_profile("meta87")

SHIPPED = Path(__file__).parents[1] / "models/reader"
READ_BY_THE_NETWORK = Reader._rows
WINDOWS_KEPT = 400  # of some 0.5 MB each


@pytest.fixture(autouse=True, scope="session")
def network_opened_once() -> None:
    """Opens the networks that are shipped once, however often models are loaded."""
    shared = cache(Reader)

    def reader(folder: Path, depth: str) -> Reader:
        return shared(folder, depth) if folder == SHIPPED else Reader(folder, depth)

    store.Reader = train.Reader = reader  # type: ignore[assignment,misc]


@pytest.fixture(autouse=True, scope="session")
def windows_read_once() -> None:
    """Keeps what the network computes of a window: many tests check the same reports.

    The tests of ``classify`` and ``archive`` go without: they hold that it always computes the same.
    """
    kept: OrderedDict[tuple[object, ...], Rows] = OrderedDict()

    def rows(reader: Reader, window: Window) -> Rows:
        key = (*reader.checksums.values(), *window.ids, *window.blocks)
        if key not in kept:
            kept[key] = READ_BY_THE_NETWORK(reader, window)
            kept[key].flags.writeable = False
        kept.move_to_end(key)
        found = kept[key]
        if len(kept) > WINDOWS_KEPT:
            kept.popitem(last=False)
        return found

    Reader._rows = rows  # type: ignore[method-assign]

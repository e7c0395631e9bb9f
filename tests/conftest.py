"""Settings of all tests, and what they share: many of them check the same few reports."""

import atexit
import os
import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from meta87 import pipeline
from meta87.classify import store
from meta87.classify.reader import Reader, Rows
from meta87.classify.windows import Window
from meta87.guarded.process import Guard
from meta87.guarded.wire import Reading, Request
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
READ_BY_THE_NETWORK, READ_BY_THE_GUARD = Reader._rows, Guard.read
WINDOWS, FILES, TEXTS = 400, 40, 2000  # that are kept; a window has some 0.5 MB


def kept(most: int) -> Callable[[Hashable, Callable[[], Any]], Any]:
    """Returns a function that gives what was made under a key, or makes it."""
    made: OrderedDict[Hashable, Any] = OrderedDict()

    def get(key: Hashable, make: Callable[[], Any]) -> Any:
        if key not in made:
            made[key] = make()
        made.move_to_end(key)
        found = made[key]
        if len(made) > most:
            made.popitem(last=False)
        return found

    return get


@pytest.fixture(autouse=True, scope="session")
def networks_opened_once() -> None:
    """Opens the networks that are shipped once, however often models are loaded."""
    shared = cache(Reader)

    def reader(folder: Path, depth: str) -> Reader:
        return shared(folder, depth) if folder == SHIPPED else Reader(folder, depth)

    store.Reader = train.Reader = reader  # type: ignore[assignment,misc]


@pytest.fixture(autouse=True, scope="session")
def windows_read_once() -> None:
    """Keeps what the network computes of a window.

    The tests of ``classify`` and ``archive`` go without: they hold that it always computes the same.
    """
    windows = kept(WINDOWS)

    def rows(reader: Reader, window: Window) -> Rows:
        def read() -> Rows:
            found = READ_BY_THE_NETWORK(reader, window)
            found.flags.writeable = False
            return found

        return windows((*reader.checksums.values(), *window.ids, *window.blocks), read)

    Reader._rows = rows  # type: ignore[method-assign]


@pytest.fixture(autouse=True, scope="session")
def files_read_once() -> None:
    """Keeps what a reading process makes of a file, and the entities of a text.

    The tests of ``guarded`` go without.
    """
    files = kept(FILES)

    def read(guard: Guard, data: bytes, request: Request) -> Reading:
        key = (guard.seconds, guard.memory, data, request.model_dump_json())
        return files(key, lambda: READ_BY_THE_GUARD(guard, data, request))

    Guard.read = read  # type: ignore[method-assign]
    pipeline.find = lru_cache(TEXTS)(pipeline.find)  # type: ignore[assignment]

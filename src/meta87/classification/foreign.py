"""Refusing a file that is not what it should be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from meta87.errors import ModelError


@contextmanager
def foreign(path: Path) -> Iterator[None]:
    """Refuse a file by name, whatever its reader makes of it.

    Raises:
        ModelError: ``model-foreign``: it could not be read.
    """
    try:
        yield
    except Exception:  # noqa: BLE001  a file that is damaged or made to harm may raise anything
        raise ModelError("model-foreign", path=path) from None

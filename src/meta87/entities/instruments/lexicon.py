"""The word lists of the instruments, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from meta87.entities.folding import fold


@cache
def words(name: str) -> frozenset[str]:
    """Returns a list of ``words.toml`` by its name, without accents."""
    return frozenset(fold(_data()[name]).split())


@cache
def known() -> tuple[str, ...]:
    """Returns the names that need no head, without accents."""
    return tuple(map(fold, _data()["known"]))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text("utf-8"))

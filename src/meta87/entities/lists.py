"""The word lists and tables of this package, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Returns a TOML file of `meta87.entities` by its path in the package."""
    return tomllib.loads(_read(name))


@cache
def read_list(name: str) -> str:
    """Returns the text of a list of `meta87.entities` without its comments."""
    return "\n".join(line for line in _read(name).splitlines() if not line.startswith("#"))


def _read(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")

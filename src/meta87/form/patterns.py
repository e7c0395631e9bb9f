"""The longer patterns of this room, compiled from ``patterns.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

_PART = re.compile(r"\{([a-z_]+)\}")


@cache
def pattern(table: str, name: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Returns the pattern of any entry of a list of ``patterns.toml``."""
    lists = _lists()
    return re.compile(compose(lists[table][name], lists["parts"]), flags)


@cache
def _lists() -> dict[str, Any]:
    raw = resources.files(__package__).joinpath("patterns.toml").read_text("utf8")
    return tomllib.loads(raw)


def compose(entries: Iterable[str], parts: Mapping[str, Sequence[str]]) -> str:
    """Returns an expression for any of the entries, each ``{part}`` of them filled in."""
    return f"(?:{'|'.join(_PART.sub(lambda m: compose(parts[m[1]], parts), e) for e in entries)})"

"""The rules' word lists, compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from meta87.form.folding import fold

SHORT = 4  # letters; shorter words carry no matter
STEM = 6  # letters by which two words are taken for one


@cache
def pattern(*path: str) -> re.Pattern[str]:
    """Returns one expression that matches any entry of a list in ``words.toml``, as whole words."""
    entries: Any = _lists()
    for key in path:
        entries = entries[key]
    if isinstance(entries, str):
        return re.compile(entries)
    return re.compile(rf"\b(?:{'|'.join(entries)})\b")


def find(text: str, *path: str) -> tuple[int, int] | None:
    """Returns the span of the first entry of a list in a text, or None."""
    return next(find_all(text, *path), None)


def find_all(text: str, *path: str) -> Iterator[tuple[int, int]]:
    """Yields the spans of the entries of a list in a text, in order."""
    folded = fold(text)
    for found in every(folded.text, *path):
        yield folded.start(found.start()), folded.end(found.end())


def every(folded: str, *path: str) -> Iterator[re.Match[str]]:
    """Yields all matches of the entries of a list in a folded text."""
    return pattern(*path).finditer(folded)


def is_all(text: str, *path: str) -> bool:
    """Returns whether a text is nothing but an entry of a list."""
    return bool(pattern(*path).fullmatch(fold(text).text))


def stems(text: str) -> frozenset[str]:
    """Returns the stems of the content words of a text; numbers and short words are left out."""
    ignored = pattern("no_matter")
    words = (word for word in fold(text).text.split() if word.isalpha() and len(word) >= SHORT)
    return frozenset(word[:STEM] for word in words if not ignored.fullmatch(word))


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text("utf8"))


def names(*path: str) -> tuple[str, ...]:
    """Returns the names of the lists under a heading of ``words.toml``."""
    entries: Any = _lists()
    for key in path:
        entries = entries[key]
    return tuple(entries)

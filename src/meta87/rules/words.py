"""The rules' word lists, compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from meta87.questionnaire.folding import fold

SHORT = 4  # letters; shorter words carry no matter
STEM = 6  # letters by which two words are taken for one


@cache
def pattern(*path: str) -> re.Pattern[str]:
    """Give one expression that finds any entry of a list in ``words.toml``, as whole words."""
    entries: Any = _lists()
    for key in path:
        entries = entries[key]
    if isinstance(entries, str):
        return re.compile(entries)
    return re.compile(rf"\b(?:{'|'.join(entries)})\b")


def find(text: str, *path: str) -> tuple[int, int] | None:
    """Give the characters of a text where an entry of a list stands first, or None."""
    return next(find_all(text, *path), None)


def find_all(text: str, *path: str) -> Iterator[tuple[int, int]]:
    """Give the characters of a text where entries of a list stand, in order."""
    folded = fold(text)
    for found in every(folded.text, *path):
        yield folded.start(found.start()), folded.end(found.end())


def every(folded: str, *path: str) -> Iterator[re.Match[str]]:
    """Give all places of a folded text where an entry of a list stands."""
    return pattern(*path).finditer(folded)


def is_all(text: str, *path: str) -> bool:
    """Say whether a text is nothing but an entry of a list."""
    return bool(pattern(*path).fullmatch(fold(text).text))


def stems(text: str) -> frozenset[str]:
    """Give the stems of the words of matter of a text; figures and short words are left out."""
    ignored = pattern("no_matter")
    words = (word for word in fold(text).text.split() if word.isalpha() and len(word) >= SHORT)
    return frozenset(word[:STEM] for word in words if not ignored.fullmatch(word))


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text("utf8"))


def names(*path: str) -> tuple[str, ...]:
    """Give the names of the lists under a heading of ``words.toml``."""
    entries: Any = _lists()
    for key in path:
        entries = entries[key]
    return tuple(entries)

"""The rules' word lists and patterns, compiled from ``words.toml`` and ``patterns.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, reduce
from importlib import resources
from typing import Any

from meta87.form.countries import country_names
from meta87.form.folding import fold
from meta87.form.patterns import compose

SHORT = 4  # letters; shorter words are not compared
STEM = 6  # letters by which two words are compared
LINK = 500  # characters before a place in a link at which the link may begin

Span = tuple[int, int]
"""First character and the one after the last."""


def find(text: str, *path: str) -> Span | None:
    """Returns the span of the first entry of a list in a text, or None."""
    return next(find_all(text, *path), None)


def find_all(text: str, *path: str) -> Iterator[Span]:
    """Yields the spans of the entries of a list in a text, in order."""
    folded = fold(text)
    for found in any_word(*path).finditer(folded.text):
        yield folded.start(found.start()), folded.end(found.end())


def is_all(text: str, *path: str) -> bool:
    """Returns whether a text is nothing but an entry of a list."""
    return bool(any_word(*path).fullmatch(fold(text).text))


def is_in_link(text: str, offset: int) -> bool:
    """Returns whether a place is in the word of a link."""
    word = text[max(0, offset - LINK) : offset].rpartition(" ")[2]
    return "://" in word or "www." in word


def stems(text: str) -> frozenset[str]:
    """Returns the stems of the content words of a text; numbers and short words are left out."""
    ignored = any_word("stopwords")
    words = (word for word in fold(text).text.split() if word.isalpha() and len(word) >= SHORT)
    return frozenset(word[:STEM] for word in words if not ignored.fullmatch(word))


def noun(words: str) -> str:
    """Returns the stem of the noun of a count or label: its first word that is no number."""
    ignored = any_word("before_counted_noun")
    found = (w for w in fold(words).text.split() if w.isalpha() and not ignored.fullmatch(w))
    return next(found, "")[:STEM]


def sublists(*path: str) -> tuple[str, ...]:
    """Returns the names of the lists under a heading of ``words.toml``."""
    return tuple(_at(path))


def _at(path: tuple[str, ...]) -> dict[str, Any]:
    return reduce(lambda lists, key: lists[key], path, load("words.toml"))


@cache
def any_word(*path: str) -> re.Pattern[str]:
    """Returns the pattern of any entry of a list of ``words.toml``, for folded text."""
    lists = load("words.toml")
    parts = {**lists["parts"], "under_way": lists["under_way"], "country": tuple(country_names())}
    return re.compile(rf"\b{compose(_at(path), parts)}\b")


def as_written(name: str) -> re.Pattern[str]:
    """Returns a pattern of ``patterns.toml``, for text that is not folded."""
    lists = load("patterns.toml")
    flags = re.IGNORECASE if name in lists["any_case"] else 0
    entries = {**lists["as_written"], **lists["any_case"], **lists["broken_links"]}[name]
    return re.compile(compose(entries, lists["parts"]), flags)


@cache
def load(name: str) -> dict[str, Any]:
    """Returns the lists of a TOML file beside the rules."""
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text("utf8"))

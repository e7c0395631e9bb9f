"""The language of the interface: ``--lang``, otherwise ``META87_LANG``, otherwise Spanish."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextvars import ContextVar

from meta87.errors import UsageError
from meta87.messages import LANGUAGES

OPTION, VARIABLE = "--lang", "META87_LANG"
_chosen: ContextVar[str] = ContextVar("language", default="")


def choose(args: Sequence[str]) -> list[str]:
    """Sets the language that a command line asks for, and returns its other arguments.

    This is done before the commands are built, because their help pages are in that language.

    Raises:
        UsageError: ``value-invalid``.
    """
    _chosen.set("")
    others: list[str] = []
    words = iter(args)
    for word in words:
        option, _, value = word.partition("=")
        if option != OPTION:
            others.append(word)
            continue
        value = value or next(words, "")
        if value not in LANGUAGES:
            allowed = f" ({', '.join(LANGUAGES)})"
            raise UsageError("value-invalid", name=OPTION, allowed=allowed)
        _chosen.set(value)
    return others


def current() -> str:
    """Returns the language in force."""
    wanted = _chosen.get() or os.environ.get(VARIABLE, "es").lower()[:2]
    return wanted if wanted in LANGUAGES else "es"

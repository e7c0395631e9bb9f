"""The language of the interface: ``--lang``, else ``META87_LANG``, else Spanish."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextvars import ContextVar
from enum import StrEnum

from meta87.messages import LANGUAGES

VARIABLE = "META87_LANG"
_chosen: ContextVar[str] = ContextVar("language", default="")


class Lang(StrEnum):
    """A language of the interface."""

    ES = "es"
    EN = "en"


def choose(args: Sequence[str]) -> None:
    """Takes the language from a command line before the commands, with their help, are built."""
    _chosen.set("")
    for option, value in zip(args, [*args[1:], ""], strict=False):
        wanted = value if option == "--lang" else option.removeprefix("--lang=")
        if option.startswith("--lang") and wanted in LANGUAGES:
            _chosen.set(wanted)


def current() -> str:
    """Returns the language in force."""
    wanted = _chosen.get() or os.environ.get(VARIABLE, "es").lower()[:2]
    return wanted if wanted in LANGUAGES else "es"

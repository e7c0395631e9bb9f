"""The language of the interface: ``--lang``, else ``META87_LANG``, else Spanish."""

from __future__ import annotations

import os
from collections.abc import Sequence
from enum import StrEnum

from meta87.messages import LANGUAGES

VARIABLE = "META87_LANG"


class Lang(StrEnum):
    """A language of the interface."""

    ES = "es"
    EN = "en"


def choose(args: Sequence[str]) -> None:
    """Set the language before the commands are built, since their help is in it too."""
    for option, value in zip(args, [*args[1:], ""], strict=False):
        wanted = value if option == "--lang" else option.removeprefix("--lang=")
        if option.startswith("--lang") and wanted in LANGUAGES:
            os.environ[VARIABLE] = wanted


def current() -> str:
    """Give the language in force."""
    wanted = os.environ.get(VARIABLE, "es").lower()[:2]
    return wanted if wanted in LANGUAGES else "es"

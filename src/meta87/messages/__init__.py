"""Everything that Meta87 says to people, by id, in Spanish and English.

The texts are in ``es.toml`` and ``en.toml`` beside this file; both hold the same ids.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("es", "en")


@cache
def catalogue(lang: str) -> dict[str, str]:
    """Give every text of a language by its dotted id, such as ``errors.file-missing``."""
    raw = resources.files(__package__).joinpath(f"{lang}.toml").read_text(encoding="utf8")
    return dict(_flatten(tomllib.loads(raw), ""))


def text(id: str, lang: str = "es", /, **details: object) -> str:
    """Give the text of an id with its details filled in.

    Raises:
        KeyError: the id or a detail that its text names is unknown.
    """
    return catalogue(lang)[id].format_map(details)


def has(id: str, lang: str = "es") -> bool:
    """Say whether a text exists under the id."""
    return id in catalogue(lang)


def _flatten(table: dict[str, Any], prefix: str) -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            flat += _flatten(value, f"{prefix}{key}.")
        else:
            flat.append((prefix + key, value))
    return flat

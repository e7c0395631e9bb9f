"""The word lists of the data files, compiled."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from meta87.classification.labels import THEMES, Theme
from meta87.classification.scanner import Scanner, words


@cache
def theme_scanner(part: Literal["words", "hints"]) -> Scanner:
    """Give what finds the words that give each theme, or those that only speak for it."""
    lists = _read("themes.toml")
    return Scanner({theme: lists[theme][part] for theme in THEMES})


@cache
def theme_names() -> dict[Theme, re.Pattern[str]]:
    """Give what never gives a theme, though words of it would (see themes.toml)."""
    lists = _read("themes.toml")
    return {theme: words(lists[theme]["names"]) for theme in THEMES}


@cache
def cues() -> tuple[str, ...]:
    """Give the names of the cues, in the order of the file."""
    return tuple(_read("cues.toml"))


@cache
def cue_scanner(*, accents: bool) -> Scanner:
    """Give what finds the cues that see the text with its accents, or those that see it without."""
    return Scanner(
        {
            name: cue["patterns"]
            for name, cue in _read("cues.toml").items()
            if cue.get("accents", False) is accents
        }
    )


@dataclass(frozen=True, slots=True)
class Combination:
    """Cues that decide together (see combinations.toml)."""

    spanish: str
    any: frozenset[str]
    with_: frozenset[str]
    without: frozenset[str]


@cache
def combinations() -> dict[str, Combination]:
    """Give the combinations by name, in the order of the file."""
    return {
        name: Combination(
            rule["spanish"], *(frozenset(rule[part]) for part in ("any", "with", "without"))
        )
        for name, rule in _read("combinations.toml").items()
    }


@cache
def form_names() -> dict[str, str]:
    """Give how the user is told of what the form of a passage says, by the signal's name."""
    return dict(_read("form.toml"))


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))

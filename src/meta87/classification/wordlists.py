"""The word lists of the data files, compiled."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from meta87.classification.labels import THEMES, Theme


@dataclass(frozen=True, slots=True)
class ThemeList:
    """What gives a theme, what only speaks for it, and what never does (see themes.toml)."""

    words: re.Pattern[str]
    hints: re.Pattern[str]
    names: re.Pattern[str]


@cache
def theme_lists() -> dict[Theme, ThemeList]:
    """Give the lists of each theme, in the order of the labels."""
    data = _read("themes.toml")
    return {
        theme: ThemeList(
            **{part: _words(data[theme][part]) for part in ("words", "hints", "names")}
        )
        for theme in THEMES
    }


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue of the passage kind (see cues.toml)."""

    name: str
    pattern: re.Pattern[str]
    accents: bool


@cache
def cues() -> tuple[Cue, ...]:
    """Give the cues in the order of the file."""
    return tuple(
        Cue(name, _words(cue["patterns"]), cue.get("accents", False))
        for name, cue in _read("cues.toml").items()
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


def _words(patterns: list[str]) -> re.Pattern[str]:
    if not patterns:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<!\w)(?:{'|'.join(f'(?:{p})' for p in patterns)})(?!\w)")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))

"""Settings of a training, and reading them from a TOML file: every one is checked at its line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from meta87.classification.again import Again
from meta87.classification.doubt import Doubt
from meta87.errors import UsageError
from meta87.questionnaire.template_lines import line_of, syntax_line


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train; the defaults were chosen by cross-validation on the corpus, `fast_made` on dev.

    Attributes:
        theme_strength: inverse of the regularisation of the themes' model.
        kind_strength: the same of the kind's.
        fast_strength: the same of both in the fast profile, where words stand in for the encoder.
        fast_taught: share of the default profile in what the fast kind's model learns from, from 0
            to 1; of what is made for the fast profile, what it weighs beside what is annotated.
        fast_made: passages that are made for each annotated one, for the fast profile to learn what
            the default one says of them.
        rarest_word: in how many passages a word or a pair of words must stand to be weighed.
        doubt: from where on a label is doubtful.
        again: which passages the default profile reads again, and what that counts; chosen on dev.
        folds: of the cross-validation.
        seed: of what is drawn at random: the folds, and what is made.
    """

    theme_strength: float = 1.0
    kind_strength: float = 0.2
    fast_strength: float = 8.0
    fast_taught: float = 0.5
    fast_made: float = 2.0
    rarest_word: int = 5
    doubt: Doubt = field(default_factory=Doubt)
    again: Again = field(default_factory=Again)
    folds: int = 5
    seed: int = 87


_Part = TypeVar("_Part", Settings, Doubt, Again)

LIMITS: Mapping[str, tuple[float, float]] = {
    "theme_strength": (0.001, 1000.0),
    "kind_strength": (0.001, 1000.0),
    "fast_strength": (0.001, 1000.0),
    "fast_taught": (0.0, 1.0),
    "fast_made": (0.0, 10.0),
    "rarest_word": (1, 1000),
    "doubt.kind": (0.0, 1.0),
    "doubt.themes": (0.0, 1.0),
    "again.unsure": (0.0, 0.5),
    "again.weight": (0.0, 100.0),
    "folds": (2, 20),
    "seed": (0, 2**32 - 1),
}
"""Least and most of each setting, by its name with that of its table."""


def read_settings(path: Path) -> Settings:
    """Read settings; those that the file does not name keep their defaults.

    Raises:
        UsageError: ``settings-unreadable``, or ``settings-invalid`` with every fault and its line.
    """
    try:
        text = path.read_text(encoding="utf8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("settings-unreadable", path=path) from error
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = syntax_line(str(error), text)
        fault = UsageError("template-syntax", line=line)
        raise UsageError("settings-invalid", path=path, faults=[fault]) from error
    if faults := sorted(_faults(given, asdict(Settings()), text), key=_line):
        raise UsageError("settings-invalid", path=path, faults=faults)
    return _with(Settings(), given)


def default_settings() -> dict[str, float]:
    """Give each setting by its name (``doubt.kind`` stands in a table) with its default.

    Those of the file itself come first, as TOML wants them.
    """
    values = asdict(Settings())
    tables = {name: value for name, value in values.items() if isinstance(value, dict)}
    top = {name: value for name, value in values.items() if name not in tables}
    return top | {f"{table}.{key}": v for table, keys in tables.items() for key, v in keys.items()}


def _faults(
    given: Mapping[str, Any], defaults: Mapping[str, Any], text: str, *inside: str
) -> Iterator[UsageError]:
    for name, value in given.items():
        path, default = (*inside, name), defaults.get(name)
        place: dict[str, object] = {"line": line_of(text, path), "key": ".".join(path)}
        if default is None:
            yield UsageError("template-key-unknown", **place)
        elif isinstance(default, dict) and isinstance(value, dict):
            yield from _faults(value, default, text, *path)
        elif isinstance(default, dict):
            yield UsageError("settings-not-table", **place)
        elif not _is_within(value, default, *LIMITS[".".join(path)]):
            wanted = dict(zip(("least", "most"), LIMITS[".".join(path)], strict=True))
            kind = "settings-integer" if isinstance(default, int) else "settings-number"
            yield UsageError(kind, **place, **wanted)


def _is_within(value: Any, default: float, least: float, most: float) -> bool:
    """Tell whether a value is a number within its limits, whole where the default is."""
    kinds = (int,) if isinstance(default, int) else (int, float)
    return type(value) in kinds and least <= value <= most


def _with(base: _Part, given: Mapping[str, Any]) -> _Part:
    """Give the dataclass with the values given; a whole number may stand for any."""
    changed = {}
    for name, value in given.items():
        known = getattr(base, name)
        changed[name] = _with(known, value) if isinstance(value, dict) else type(known)(value)
    return replace(base, **changed)


def _line(fault: UsageError) -> int:
    return int(str(fault.details["line"]))

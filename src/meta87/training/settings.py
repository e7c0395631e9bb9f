"""Settings of a training, and reading them from a TOML file: every one is checked at its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from meta87.classify.heads import LowConfidence
from meta87.errors import UsageError
from meta87.form.template_lines import line_of, parsed_toml


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train; the defaults were chosen on dev.

    Attributes:
        C_themes: inverse of the regularisation of the themes' heads.
        C_kind: the same of the kind's.
        low_confidence_kind: probability of a kind below which it is of low confidence.
        low_confidence_themes: distance from its threshold within which a theme is.
        folds: of the cross-validation.
        seed: of the folds.
    """

    C_themes: float = 1.0
    C_kind: float = 1.0
    low_confidence_kind: float = 0.6
    low_confidence_themes: float = 0.15
    folds: int = 5
    seed: int = 87

    @property
    def low_confidence(self) -> LowConfidence:
        """When a label is of low confidence."""
        return LowConfidence(self.low_confidence_kind, self.low_confidence_themes)


LIMITS: Mapping[str, tuple[float, float]] = {
    "C_themes": (0.0001, 1000.0),
    "C_kind": (0.0001, 1000.0),
    "low_confidence_kind": (0.0, 1.0),
    "low_confidence_themes": (0.0, 1.0),
    "folds": (2, 20),
    "seed": (0, 2**32 - 1),
}
"""Least and most of each setting; where both are whole numbers, it must be one too."""


def read_settings(path: Path) -> Settings:
    """Reads settings; those that the file does not name keep their defaults.

    Raises:
        UsageError: ``settings-unreadable``, or ``settings-invalid`` with every fault and its line.
    """
    try:
        text = path.read_text(encoding="utf8")
        given = parsed_toml(text)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("settings-unreadable", path=path) from error
    except UsageError as error:
        raise UsageError("settings-invalid", path=path, faults=[error]) from error
    defaults = asdict(Settings())
    faults = [found for name in given if (found := _fault(name, given[name], text))]
    if faults:
        in_order = sorted(faults, key=lambda fault: int(str(fault.details["line"])))
        raise UsageError("settings-invalid", path=path, faults=in_order)
    return Settings(**{name: type(defaults[name])(value) for name, value in given.items()})


def _fault(name: str, value: Any, text: str) -> UsageError | None:
    """Returns what is wrong with a setting, at its line; None where nothing is."""
    place: dict[str, object] = {"line": line_of(text, (name,)), "key": name}
    if name not in LIMITS:
        return UsageError("template-key-unknown", **place)
    least, most = LIMITS[name]
    whole = isinstance(least, int)
    if type(value) in ((int,) if whole else (int, float)) and least <= value <= most:
        return None
    kind = "settings-integer" if whole else "settings-number"
    return UsageError(kind, **place, least=least, most=most)

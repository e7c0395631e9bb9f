"""What the formats need to know beside the passages."""

from __future__ import annotations

from dataclasses import dataclass

from meta87.classify.labels import THEMES, Theme


@dataclass(frozen=True, slots=True)
class Options:
    """How a table is written.

    Attributes:
        model: version of the model.
        separator: of a CSV's columns; with ";" numbers have a decimal comma, as spreadsheets in
            Spanish expect both.
        themes: that the model tells.
    """

    model: str
    separator: str = ";"
    themes: tuple[Theme, ...] = THEMES

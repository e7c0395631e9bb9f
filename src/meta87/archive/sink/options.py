"""The options of a table."""

from __future__ import annotations

from dataclasses import dataclass

from meta87.classify.labels import THEMES, Theme


@dataclass(frozen=True, slots=True)
class Options:
    """How a table is written.

    Attributes:
        model: Version of the model.
        separator: Separator of a CSV's columns; with ";" numbers have a decimal comma, as
            spreadsheets in Spanish expect.
        themes: The themes of the model.
    """

    model: str
    separator: str = ";"
    themes: tuple[Theme, ...] = THEMES

"""Which packing a table takes, and what there is to do with packed passages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from importlib import import_module
from typing import Any, Protocol, cast

from meta87.classify.labels import THEMES, Theme


class Packing(StrEnum):
    """How passages are packed; each has its module beside this one."""

    LINES = "lines"
    COLUMNS = "columns"


class Packed(Protocol):
    """What the module of a packing gives.

    ``themes`` are those of the model: what was packed for some is read for the same ones.
    """

    def pack(
        self, rows: Iterable[Mapping[str, Any]], model: str, themes: tuple[Theme, ...] = THEMES
    ) -> bytes:
        """Packs passage records with ``predicted``; ``model`` tagged those that do not say."""

    def told(self, data: bytes, themes: tuple[Theme, ...] = THEMES) -> Iterable[Mapping[str, Any]]:
        """Returns at least country, year and text of each passage."""

    def marked(self, data: bytes, original: str, themes: tuple[Theme, ...] = THEMES) -> bytes:
        """Returns the passages of a duplicate file, each with the report that it repeats."""


def packed_as(packing: Packing) -> Packed:
    """Returns the module of a packing, which is loaded when first asked for: Arrow is heavy."""
    return cast("Packed", import_module(f"meta87.archive.packing.{packing.value}"))

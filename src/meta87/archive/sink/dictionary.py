"""The data dictionary: the columns of each table in their order, with what they say."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

from meta87.classify.labels import THEMES, Theme

PASSAGES, ANSWERS, FINDINGS = TABLES = ("passages", "answers", "findings")
_OF_THEMES = "score_<theme>"

Rows = Iterable[Mapping[str, Any]]
"""Passage records, answers or findings, in order."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a table is written."""

    model: str  # its version
    separator: str = ";"  # of a CSV; with ";" numbers have a decimal comma, as Spanish has it
    themes: tuple[Theme, ...] = THEMES  # of the model


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, its type, and what it says in Spanish and in English."""

    name: str
    type: str
    es: str
    en: str


def columns(table: str = PASSAGES, themes: tuple[Theme, ...] = THEMES) -> list[Column]:
    """Returns the columns of a table whose model predicts some themes."""
    return [
        replace(column, name=name)
        for column in dictionary()[table]
        for name in (
            [f"score_{theme}" for theme in themes] if column.name == _OF_THEMES else [column.name]
        )
    ]


@cache
def header(themes: tuple[Theme, ...] = THEMES, table: str = PASSAGES) -> tuple[str, ...]:
    """Returns the names of the columns of a table, the same in every format."""
    return tuple(column.name for column in columns(table, themes))


@cache
def dictionary() -> dict[str, list[Column]]:
    """Returns the columns of every table as the documentation lists them."""
    raw = resources.files(__package__).joinpath("columns.toml").read_text(encoding="utf8")
    return {
        table: [Column(name, *about) for name, about in listed.items()]
        for table, listed in tomllib.loads(raw).items()
    }

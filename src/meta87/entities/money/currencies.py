"""The currencies: their signs and nouns, and what each means in a country."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

Meaning = str | Mapping[str, str]


def currency(written: str, country: str) -> str | None:
    """Returns the ISO 4217 code of a symbol or noun, or None if the country does not determine it.

    Args:
        written: a key of `signs` or `nouns`.
        country: ISO 3166 code, or "".
    """
    meaning = signs().get(written) or nouns()[written]
    if isinstance(meaning, str):
        return meaning
    return meaning.get(country) or meaning.get("default")


@cache
def signs() -> Mapping[str, Meaning]:
    """Returns the currency symbols as written, each with its code or its codes by country."""
    return _data()["signs"]  # type: ignore[no-any-return]


@cache
def nouns() -> Mapping[str, Meaning]:
    """Returns the currency nouns in lower case, without accents, with their codes likewise."""
    return _data()["nouns"]  # type: ignore[no-any-return]


def scale(noun: str) -> int:
    """Returns the multiplier that a noun implies: "mdp" are millions of pesos."""
    return int(_data()["scales"].get(noun, 1))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(
        resources.files(__package__).joinpath("currencies.toml").read_text("utf-8")
    )

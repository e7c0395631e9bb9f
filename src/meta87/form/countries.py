"""Country names and their ISO 3166-1 codes."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from meta87.form.folding import fold


def country_code(name: str) -> str:
    """Returns the two-letter code of a country's Spanish name, or "" if it is not known.

    >>> country_code("México")
    'MX'
    """
    return country_names().get(fold(name).text, "")


@cache
def country_names() -> dict[str, str]:
    """Returns the code of each country by its names, without accents and capitals."""
    return {fold(name).text: code for code, names in _countries().items() for name in names}


@cache
def _countries() -> dict[str, list[str]]:
    raw = resources.files(__package__).joinpath("countries.toml").read_text(encoding="utf8")
    return tomllib.loads(raw)

"""Country names and their ISO 3166-1 codes."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from meta87.form.folding import fold

_ARTICLES = {"el", "la", "los", "las"}
MAX_WORDS = 5  # of a country's name


def country_code(name: str) -> str:
    """Returns the two-letter code of a country's Spanish name, or "" if it is not known.

    >>> country_code("México"), country_code("la Argentina")
    ('MX', 'AR')
    """
    folded, names = fold(name).text.strip(), country_names()
    article, _, rest = folded.partition(" ")
    return names.get(folded) or (names.get(rest, "") if article in _ARTICLES else "")


def country_in(text: str) -> str:
    """Returns the code of the only country that a text names, or "".

    >>> country_in("Paraguay – informe anual")
    'PY'
    """
    words, names = fold(text).text.split(), country_names()
    found: set[str] = set()
    first = 0
    while first < len(words):
        lengths = range(min(MAX_WORDS, len(words) - first), 0, -1)
        runs = ((length, " ".join(words[first : first + length])) for length in lengths)
        length, code = next(((n, names[run]) for n, run in runs if run in names), (1, ""))
        found |= {code} if code else set()
        first += length
    return found.pop() if len(found) == 1 else ""


@cache
def country_names() -> dict[str, str]:
    """Returns the code of each country by its names, without accents and capitals."""
    return {fold(name).text: code for code, names in _countries().items() for name in names}


@cache
def _countries() -> dict[str, list[str]]:
    raw = resources.files(__package__).joinpath("countries.toml").read_text(encoding="utf8")
    return tomllib.loads(raw)

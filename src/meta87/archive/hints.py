"""Country and year of a report that does not state them: from its path, or as a user says."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from meta87.errors import UsageError
from meta87.form.countries import country_code, country_names
from meta87.form.folding import fold
from meta87.messages.suggest import nearest

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_PART = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Hint:
    """A country's code and a year; "" and None where they are unknown."""

    country: str = ""
    year: int | None = None

    def __or__(self, other: Hint) -> Hint:
        """Returns this hint, its missing values taken from the other."""
        return Hint(self.country or other.country, self.year or other.year)


NO_HINT = Hint()


def read_hint(*paths: str) -> Hint:
    """Returns the country and year that stand in paths; the first one with a value counts.

    >>> read_hint("archivo/Costa Rica/informe_2023.docx")
    Hint(country='CR', year=2023)
    """
    found = NO_HINT
    for path in paths:
        years = _YEAR.findall(path)
        found |= Hint(_named(path) or _coded(path), int(years[-1]) if years else None)
    return found


def given(country: str = "", year: int | None = None) -> Hint:
    """Returns what a user says of reports that state no country or year.

    Raises:
        UsageError: ``country-unknown``: it is neither a code of ISO 3166-1 nor a known name.
    """
    code = code_of(country)
    if country and not code:
        names = country_names()
        near = nearest(country, (*names.values(), *names))
        raise UsageError("country-unknown", country=country, near=names.get(near, near))
    return Hint(code, year)


def code_of(country: str) -> str:
    """Returns the ISO 3166-1 code of a country by its code or its name; "" for anything else."""
    return country.upper() if country.upper() in _iso_codes() else country_code(country)


@cache
def _iso_codes() -> frozenset[str]:
    raw = resources.files(__package__).joinpath("iso_countries.toml").read_text(encoding="utf8")
    return frozenset(" ".join(tomllib.loads(raw)["codes"]).split())


def _named(path: str) -> str:
    """Returns the country whose name stands in a path; "" without one."""
    words = f" {' '.join(_WORD.findall(fold(path).text))} "
    found = [name for name in country_names() if f" {name} " in words]
    return country_names()[max(found, key=len)] if found else ""


def _coded(path: str) -> str:
    """Returns a code that is a folder's whole name, in capitals, or next to a year: ``mx-2024``."""
    codes = country_names().values()
    for part in reversed(re.split(r"[/\\]", path)):
        words = _PART.findall(part.rpartition(".")[0] or part)
        for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
            by_year = _YEAR.fullmatch(before) or _YEAR.fullmatch(after)
            if word.upper() in codes and (word.isupper() or len(words) == 1 or by_year):
                return str(word).upper()
    return ""

"""Country names with their ISO 3166-1 codes, and whose report a document is by its first lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from itertools import chain

from meta87.entities.dates.words import MONTHS, SHORT_MONTHS
from meta87.entities.lists import any_of
from meta87.form.folding import fold
from meta87.form.report import Placed, Role

_ARTICLES = {"el", "la", "los", "las"}
YEAR = re.compile(r"20\d\d")
MAX_TITLE_WORDS = 14  # of a line that says whose report it is
# Before the country whose report a sentence speaks of: "informe de Chile", "lo que Chile cuenta".
REPORTS = re.compile(
    r"\b(?:que|(?:informe|memoria|reporte|cuestionario|respuesta)(?: \w+)? de(?:l| la)?)"
    r"(?: [A-ZÁÉÍÓÚÑ]\w+(?: de(?: la)?)?){1,4}"
)
# Words of a line that says whose report it is, beside the country and the period.
_TITLE = (
    "a al ano anual avances de del desde el entre estado gobierno hasta informe la los memoria meta"
    " ods pais periodo pionero primer progreso referencia reino reporte republica segundo"
    " semestre y"
)
TITLE_WORDS = frozenset(_TITLE.split())


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
    folded = fold(text)
    named = _any_name().finditer(folded.text)
    capitals = (each for each in named if text[folded.start(each.start())].isupper())
    found = {country_names()[each[0]] for each in capitals}
    return found.pop() if len(found) == 1 else ""


@cache
def _any_name() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(country_names())}\b")


def country_in_head(lines: Sequence[str]) -> str:
    """Returns the code of the country that a title names, best alone, or that reports; or ""."""
    alone = next(filter(None, map(country_code, lines)), "")
    short = (each for each in lines if len(each.split()) <= MAX_TITLE_WORDS)
    titles = (line for line in short if not line.endswith((".", "…")))
    own = (country_in(each[0]) for line in lines for each in REPORTS.finditer(line))
    return alone or next(filter(None, chain(map(country_in, titles), own)), "")


def mark_title(placed: Placed, country: str) -> Placed:
    """Returns a block, as form text if it only says whose report it is, and of what period."""
    names = {word for name in (*country_names(), fold(country).text) for word in name.split()}
    known = {*TITLE_WORDS, *MONTHS, *SHORT_MONTHS, *names}
    words = fold(placed.block.text).text.split()
    is_title = all(word in known or word.isdigit() for word in words)
    is_title = is_title and any(word.isalpha() or YEAR.fullmatch(word) for word in words)
    return replace(placed, role=Role.FORM) if is_title and placed.role is Role.UNPLACED else placed


@cache
def country_names() -> dict[str, str]:
    """Returns the code of each country by its names, without accents and capitals."""
    raw = resources.files(__package__).joinpath("countries.toml").read_text(encoding="utf8")
    return {fold(name).text: code for code, names in tomllib.loads(raw).items() for name in names}

"""The word lists of people counted, as patterns that are compiled once."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from meta87.entities.alternatives import any_of
from meta87.entities.lists import table


@cache
def pattern(kind: str, name: str) -> re.Pattern[str]:
    """Returns the pattern of a list of beginnings of words, for text in lower case."""
    forms = lists(kind)[name].split()
    whole = [form.rstrip("_").replace("_", " ") for form in forms if form.endswith("_")]
    begun = [form.replace("_", " ") for form in forms if not form.endswith("_")]
    either = [rf"(?:{any_of(whole, accents=True)})\b"] if whole else []
    return re.compile(rf"\b(?:{'|'.join([*either, any_of(begun, accents=True)])})")


def lists(kind: str) -> dict[Any, str]:
    """Returns the lists of a table of ``words.toml``, by name."""
    found: dict[Any, str] = table("people/words.toml")[kind]
    return found

"""Who is counted: the group that a count of people names."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal

from meta87.entities.lists import any_of, table
from meta87.entities.numbers import find_numbers
from meta87.entities.people.beside import Beside

# The groups of the lists: migrants are "other", as are those of the list of that name.
Noun = Literal[
    "children", "victims", "workers", "officials", "perpetrators", "public", "migrants", "other"
]
_WORD = re.compile(r"[^\W\d_]{4,}")
_NEAR = 120  # characters
_AGE = re.compile(r"(?<!mayores )\bde (?:entre )?(\w+)(?: (?:y|a) (\w+))? años(?! [oy] más)")
_ADULT = 18
_HARMED, _VICTIMS = {"migrants", "workers"}, re.compile(r"\bv[ií]ctimas\b|\bsobrevivientes\b")


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


def named_group(phrase: str) -> Noun | None:
    """Returns the group that a noun phrase names, None for one that leaves it open: "personas".

    >>> named_group("120 inspectoras"), named_group("90 personas"), named_group("mujeres migrantes")
    ('officials', None, 'migrants')
    """
    found = [
        (match.start(), -match.end(), name)
        for name in lists("groups")
        for match in pattern("groups", name).finditer(phrase)
    ]
    named: list[Noun] = [name for *_, name in sorted(found)]
    nouns = [name for name in named if name != "public"]
    if _is_minor(phrase) or ("children" in nouns and nouns[0] != "officials"):
        return "children"
    if nouns:
        return "victims" if nouns[0] in _HARMED and _VICTIMS.search(phrase) else nouns[0]
    known = pattern("groups", "public")
    unknown = (word for word in _WORD.findall(phrase) if not known.match(word))
    ending = next((name for word in unknown if (name := _by_ending(word))), None)
    return ending or (None if named or not _WORD.search(phrase) else "other")


def _is_minor(phrase: str) -> bool:
    """Returns whether a phrase states an age, or two, below that of adults."""
    age = _AGE.search(phrase)
    stated = find_numbers(age[2] or age[1]) if age else []
    return bool(stated) and stated[0].value < _ADULT


def _by_ending(word: str) -> Noun | None:
    endings = lists("endings").items()
    return next((name for name, each in endings if word.endswith(tuple(each.split()))), None)


def group_by_fate(words: Beside) -> Noun:
    """Returns the group of people whose noun leaves it open, by what befell them."""
    near = f"{words.before[-_NEAR:]} {words.inside} {words.after[:_NEAR]}"
    fates: list[Noun] = [name for name in lists("fates") if pattern("fates", name).search(near)]
    return fates[0] if fates else "public"

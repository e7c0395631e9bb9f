"""The names that people and tools give to the fields and labels of a passage (``aliases.toml``)."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from difflib import get_close_matches
from functools import cache
from importlib import resources

_NEAR = 0.88  # of 1, the likeness of two names
NONE = "none"
"""What `label_of` returns for the words that say that there is no theme."""


def field_of(name: str) -> str:
    """Returns the field that a column or key is for, else its name as it is.

    >>> field_of(" Año "), field_of("Escrito_por"), field_of("nota")
    ('year', 'writer', 'nota')
    """
    return _known("fields").get(plain(name), name)


def label_of(name: str) -> str:
    """Returns the kind or theme that is meant, `NONE`, or a theme of one's own as an id.

    >>> label_of("Resultado "), label_of("trabajo infantil"), label_of("Pesca de altura")
    ('output', 'child_labour', 'pesca_de_altura')
    """
    spelt = plain(name)
    return _known("labels").get(spelt) or spelt.replace(" ", "_") or NONE


@cache
def near_label(name: str) -> str:
    """Returns the label whose name is nearly this one, which is none; else "".

    >>> near_label("trabajo_infantl"), near_label("trata"), near_label("emigración")
    ('child_labour', '', '')
    """
    spelt, known = plain(name), _known("labels")
    found = get_close_matches(spelt, known, n=1, cutoff=_NEAR)
    if spelt in known or not found or spelt.endswith(found[0]):
        return ""
    return known[found[0]]


def is_yes(answer: str) -> bool:
    """Whether a cell says yes."""
    return plain(answer) in _known("answers")


def spanish(section: str, id: str) -> str:
    """Returns the Spanish name of one of the ``fields`` or ``labels``; of others, the id."""
    return _names()[section].get(id, [id])[0]


def plain(name: str) -> str:
    """Returns a name in lower case without accents, its words separated by spaces."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+", bare))


@cache
def _names() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(resources.files(__package__).joinpath("aliases.toml").read_text("utf8"))


@cache
def _known(section: str) -> dict[str, str]:
    return {plain(name): of for of, names in _names()[section].items() for name in (of, *names)}

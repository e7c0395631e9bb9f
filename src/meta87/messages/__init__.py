"""Everything that Meta87 says to people, by id, in Spanish and English.

The texts are in ``es.toml`` and ``en.toml`` beside this file; both hold the same ids. Beside what
`str.format` fills in, ``{count:informe|informes}`` gives the word that goes with a number.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from string import Formatter
from typing import Any

LANGUAGES = ("es", "en")
_NAMED = re.compile(r"\{\w+\}\.?")
_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?)")
_COLOUR = re.compile(r"\x1b\[[\d;]*m")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@cache
def catalogue(lang: str) -> dict[str, str]:
    """Returns every text of a language by its dotted id, such as ``errors.file-missing``."""
    raw = resources.files(__package__).joinpath(f"{lang}.toml").read_text(encoding="utf8")
    return dict(_flatten(tomllib.loads(raw), ""))


def text(id: str, lang: str = "es", /, **details: object) -> str:
    """Returns the text of an id with its details filled in.

    Raises:
        KeyError: the id, or a detail named in its text, is unknown.
    """
    return _FILLER.vformat(catalogue(lang)[id], (), details)


def theme_name(theme: str, lang: str = "es") -> str:
    """Returns the display name of a theme; for a custom theme, the words of its name.

    >>> theme_name("trafficking"), theme_name("domestic_work")
    ('trata de personas', 'domestic work')
    """
    key = f"ui.theme.{theme}"
    return text(key, lang) if has(key, lang) else theme.replace("_", " ")


def blanked(sentence: str) -> str:
    """Returns a text of the catalogue with its placeholders replaced by "…"."""
    return _NAMED.sub("…", sentence)


def has(id: str, lang: str = "es") -> bool:
    """Returns whether a text exists under the id."""
    return id in catalogue(lang)


def without_controls(words: str, *, keep_colours: bool = False) -> str:
    r"""Returns a text that a terminal shows and does not obey: without control sequences.

    >>> without_controls("a\x1b[2Jb\x1b]0;title\x07.docx")
    'ab.docx'
    """
    if keep_colours:
        plain = (without_controls(part) for part in _COLOUR.split(words))
        colours = (*_COLOUR.findall(words), "")
        return "".join(part + colour for part, colour in zip(plain, colours, strict=True))
    return _CONTROL.sub("", _SEQUENCE.sub("", words))


class _Filler(Formatter):
    def format_field(self, value: object, format_spec: str) -> str:
        """Returns a formatted detail, or the singular or plural word for it: ``{n:one|many}``."""
        one, chosen, many = format_spec.partition("|")
        if chosen:
            return one if str(value) == "1" else many
        return str(super().format_field(value, format_spec))


_FILLER = _Filler()


def _flatten(table: dict[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value

"""Everything that Meta87 says to people, by id, in Spanish and English.

The texts are in ``es.toml`` and ``en.toml`` beside this file; both hold the same ids. What their
braces name is filled in by `meta87.messages.filling`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any

from meta87.messages.filling import filled

LANGUAGES = ("es", "en")
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
    texts = catalogue(lang)
    return filled(texts[id], details, texts["ui.numbers"])


def joined(parts: Sequence[str], lang: str = "es") -> str:
    """Returns parts of a sentence as a list; "" of none.

    >>> joined(["uno", "dos", "tres"]), joined(["one"], "en")
    ('uno, dos y tres', 'one')
    """
    *first, last = parts or [""]
    return text("ui.and", lang, words=", ".join(first), last=last) if first else last


def theme_name(theme: str, lang: str = "es") -> str:
    """Returns the display name of a theme; for a custom theme, the words of its name.

    >>> theme_name("trafficking"), theme_name("domestic_work")
    ('trata de personas', 'domestic work')
    """
    key = f"ui.theme.{theme}"
    return text(key, lang) if has(key, lang) else theme.replace("_", " ")


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


def _flatten(table: dict[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value

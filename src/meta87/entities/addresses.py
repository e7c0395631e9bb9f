"""Links and e-mail addresses, in which nothing else is looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_ADDRESS = re.compile(r"https?://\S+|\bwww\.\S+|(?<![\w.+-])[\w.+-]{1,64}@\S+")
_SIGNS = ("://", "www.", "@")


@lru_cache(maxsize=4)
def addresses(text: str) -> tuple[tuple[int, int], ...]:
    """Returns start and end of the URLs and e-mail addresses of a text, in order."""
    if not any(sign in text for sign in _SIGNS):
        return ()
    return tuple(match.span() for match in _ADDRESS.finditer(text))


def blanked(text: str) -> str:
    """Returns a text with a space for every character of its URLs and e-mail addresses."""
    return blank(text, addresses(text))


def blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Returns a text with a space for every character of some spans, given in order."""
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*parts, text[at:]])

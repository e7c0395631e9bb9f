"""Text reduced to what survives retyping, printing and scanning, with the way back."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache


@dataclass(frozen=True, slots=True)
class Folded:
    """Lower-case letters and digits without accents, words apart by one space.

    Attributes:
        text: the folded text.
        origin: for each of its characters, the offset in the original text.
    """

    text: str
    origin: tuple[int, ...]

    def end(self, position: int) -> int:
        """Give the offset in the original text just after folded character ``position - 1``."""
        return self.origin[position - 1] + 1 if position else 0

    def start(self, position: int) -> int:
        """Give the offset in the original text of folded character ``position``."""
        return self.origin[position] if position < len(self.origin) else self.end(len(self.text))


@lru_cache(maxsize=4096)
def fold(text: str) -> Folded:
    """Fold a text; those of a document are folded many times, so the last ones are kept.

    >>> fold("¿Cuál es la situación?").text
    'cual es la situacion'
    """
    chars: list[str] = []
    origin: list[int] = []
    for offset, char in enumerate(text):
        for part in _parts(char):
            if part != " " or (chars and chars[-1] != " "):
                chars.append(part)
                origin.append(offset)
    if chars and chars[-1] == " ":
        chars.pop()
        origin.pop()
    return Folded("".join(chars), tuple(origin))


@cache
def _parts(char: str) -> str:
    """Give the letters and digits that a character is made of, or a space, or nothing."""
    parts = unicodedata.normalize("NFKD", char.lower())
    return "".join(
        part if part.isalnum() else " "
        for part in parts
        if part.isalnum() or not unicodedata.combining(part)
    )

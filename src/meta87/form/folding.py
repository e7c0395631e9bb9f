"""Text reduced to what survives retyping, printing and scanning, with the way back."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache


@dataclass(frozen=True)
class Folded:
    """Lower-case letters and digits without accents, words apart by one space."""

    text: str  # the folded text
    original: str  # the text as it was

    @cached_property
    def origin(self) -> tuple[int, ...]:
        """The offset in the original text of each character; computed only when needed."""
        origin: list[int] = []
        before = " "
        for offset, char in enumerate(self.original):
            for part in _PARTS[char]:
                if part != " " or before != " ":
                    origin.append(offset)
                before = part
        return tuple(origin[: len(self.text)])

    def end(self, position: int) -> int:
        """Returns the offset in the original text just after folded character ``position - 1``."""
        return self.origin[position - 1] + 1 if position else 0

    def start(self, position: int) -> int:
        """Returns the offset in the original text of folded character ``position``."""
        return self.origin[position] if position < len(self.origin) else self.end(len(self.text))


@lru_cache(maxsize=4096)
def fold(text: str) -> Folded:
    """Folds a text; those of a document are folded many times, so the last results are cached.

    >>> fold("¿Cuál es la situación?").text
    'cual es la situacion'
    """
    return Folded(" ".join("".join(map(_PARTS.__getitem__, text)).split()), text)


class _Parts(dict[str, str]):
    """The letters and digits that a character is made of, or a space, or nothing."""

    def __missing__(self, char: str) -> str:
        parts = unicodedata.normalize("NFKD", char.lower())
        self[char] = "".join(
            part if part.isalnum() else " "
            for part in parts
            if part.isalnum() or not unicodedata.combining(part)
        )
        return self[char]


_PARTS = _Parts()

"""What bounds a number: "más de", "hasta", "casi", "o más"."""

from __future__ import annotations

import re

from meta87.entities.entity import Bound

WINDOW = 60  # characters read before a number
_LONGEST_WORD = 24  # of those looked for before a number
_OPENING = "([{«“\"'¿¡-–—/"  # marks right before a word
_MORE: dict[str, Bound] = {"mas": "min", "menos": "max"}
BOUNDS: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    (
        "min",
        re.compile(
            r"\b(?:(?<!\bno\s)mas\s+de|al\s+menos|por\s+lo\s+menos|cuando\s+menos|como\s+minimo|no\s+menos\s+de"
            r"|poco\s+mas\s+de|(?:por\s+encima|arriba)\s+de|un\s+minimo\s+de|no\s+menor(?:es)?\s+(?:de|a))\s+\Z",
            re.IGNORECASE,
        ),
    ),
    (
        "max",
        re.compile(
            r"\b(?:hasta|no\s+mas\s+de|no\s+mayor(?:es)?\s+(?:de|a)|como\s+maximo|a\s+lo\s+sumo|(?:hasta\s+)?un\s+maximo\s+de|menos\s+de|(?<=\bni\s)mayor(?:es)?\s+(?:de|a))\s+\Z",
            re.IGNORECASE,
        ),
    ),
    (
        "about",
        re.compile(
            r"\b(?:casi|un[oa]s|del\s+orden\s+de|alrededor\s+de|cerca\s+de|aproximadamente|en\s+torno\s+a|aprox\.|como|mas\s+o\s+menos)\s+\Z",
            re.IGNORECASE,
        ),
    ),
)
# The last words of the phrases above: before any other word no bound is looked for.
BOUND_ENDS = frozenset(
    {
        *("de", "a", "hasta", "casi", "unos", "unas", "menos", "minimo", "maximo", "sumo"),
        *("aproximadamente", "aprox.", "como"),
    }
)
# After what is counted, "15 horas o más", or after the number, "60 o más personas".
_OR_MORE = re.compile(r"\s+o\s+(mas|menos)\b")


def bound_after(folded: str, at: int) -> tuple[int, Bound] | None:
    """Reads "o más" after the noun counted, or after the number."""
    match = _OR_MORE.match(folded, at)
    return (match.end(), _MORE[match[1]]) if match else None


def bound_before(folded: str, at: int) -> tuple[int, Bound] | None:
    """Returns the start and the kind of the bound before a number at an offset ("más de")."""
    if word_before(folded, at) not in BOUND_ENDS:
        return None
    before = folded[max(0, at - WINDOW) : at]
    for bound, pattern in BOUNDS:
        match = pattern.search(before)
        if match:
            return at - (len(before) - match.start()), bound
    return None


def word_before(folded: str, at: int) -> str:
    """Returns the word before an offset, in lower case, without opening punctuation."""
    words_before = folded[max(0, at - _LONGEST_WORD) : at].split()
    return words_before[-1].lower().lstrip(_OPENING) if words_before else ""

"""What bounds a number: "más de", "hasta", "casi", "o más"."""

from __future__ import annotations

import re

from meta87.entities.entity import Bound

WINDOW = 60  # characters read before a number
_MORE: dict[str, Bound] = {"mas": "min", "menos": "max"}
_LEAST = (
    r"(?<!\bno\s)mas\s+de|al\s+menos|(?:por\s+lo|cuando)\s+menos|como\s+minimo|no\s+menos\s+de"
    r"|poco\s+mas\s+de|(?:por\s+encima|arriba)\s+de|un\s+minimo\s+de|no\s+menor(?:es)?\s+(?:de|a)"
)
_MOST = (
    r"hasta|no\s+mas\s+de|no\s+mayor(?:es)?\s+(?:de|a)|como\s+maximo|a\s+lo\s+sumo|menos\s+de"
    r"|(?:hasta\s+)?un\s+maximo\s+de|(?<=\bni\s)mayor(?:es)?\s+(?:de|a)"
)
_ABOUT = (
    r"casi|un[oa]s|del\s+orden\s+de|alrededor\s+de|cerca\s+de|aproximadamente|en\s+torno\s+a|aprox\."
    r"|como|mas\s+o\s+menos"
)
_BOUND = re.compile(
    rf"\b(?:(?P<min>{_LEAST})|(?P<max>{_MOST})|(?P<about>{_ABOUT}))\s+\Z", re.IGNORECASE
)
# After what is counted, "15 horas o más", or after the number, "60 o más personas".
_OR_MORE = re.compile(r"\s+o\s+(mas|menos)\b")


def bound_after(folded: str, at: int) -> tuple[int, Bound] | None:
    """Reads "o más" after the noun counted, or after the number."""
    match = _OR_MORE.match(folded, at)
    return (match.end(), _MORE[match[1]]) if match else None


def bound_before(folded: str, at: int) -> tuple[int, Bound] | None:
    """Returns the start and the kind of the bound before a number at an offset ("más de")."""
    floor = max(0, at - WINDOW)
    match = _BOUND.search(folded[floor:at])
    return (floor + match.start(), match.lastgroup) if match else None  # type: ignore[return-value]

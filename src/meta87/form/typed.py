"""Options that were ticked by typing: "X Sí", "Sí: X No:", "_X_ Sí ___ No", "Sí, desde mayo"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from meta87.form.folding import fold
from meta87.form.patterns import BETWEEN_OPTIONS, GOES_ON, OPTION_TOKENS

# A line in tokens: L an option, M a mark, B a blank to put one in, C a colon, S what parts options.
# Marks stand all before their options, or all after.
_BEFORE = re.compile(r"(?:[MB]?L)+")
_AFTER = re.compile(r"(?:LC?[MB]?)+")


@dataclass(frozen=True, slots=True)
class Typed:
    """An option in a line of nothing but options and marks.

    Attributes:
        label: of the option, as the template has it.
        end: offset in the text where the next option begins.
        ticked: whether a mark stands beside it.
    """

    label: str
    end: int
    ticked: bool


def typed_options(labels: tuple[str, ...], text: str) -> list[Typed]:
    """Returns the options that a line consists of; none if it contains anything else.

    Nor are any returned where a mark may belong to the option before it or to the one after it:
    "Sí X No".

    >>> [(option.label, option.ticked) for option in typed_options(("sí", "no"), "X Sí / No")]
    [('sí', True), ('no', False)]
    """
    folded = fold(text)
    found = list(_pattern(labels).finditer(folded.text))
    places = [(folded.start(match.start()), folded.end(match.end())) for match in found]
    edges = [0, *(edge for place in places for edge in place), len(text)]
    gaps = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    names = [match.group() for match in found]
    if not names or len(set(names)) < len(names) or not all(map(BETWEEN_OPTIONS.fullmatch, gaps)):
        return []
    ticks = list(_ticks("L".join(_tokens(gap) for gap in gaps)))
    if len(ticks) < len(names):
        return []
    known = {fold(label).text: label for label in labels}
    ends = [*(start for start, _ in places[1:]), len(text)]
    return [Typed(known[n], end, t) for n, end, t in zip(names, ends, ticks, strict=True)]


def leading_option(labels: Sequence[str], text: str) -> str | None:
    """Returns the option that an answer begins with: "Sí, desde mayo".

    >>> leading_option(("sí", "no"), "Sí, desde mayo.")
    'sí'
    >>> leading_option(("sí", "no"), "No hay avances.") is None
    True
    """
    folded = fold(text)
    for label in labels:
        name = fold(label).text
        if f"{folded.text} ".startswith(f"{name} ") and GOES_ON.match(text, folded.end(len(name))):
            return label
    return None


@cache
def _pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    names = sorted((fold(label).text for label in labels), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")


def _tokens(gap: str) -> str:
    return "".join(match.lastgroup or "" for match in OPTION_TOKENS.finditer(gap))


def _ticks(tokens: str) -> Iterator[bool]:
    """Yields for each option whether it is ticked; stops early where that is not clear."""
    for part in filter(None, tokens.split("S")):
        before, after = _BEFORE.fullmatch(part), _AFTER.fullmatch(part)
        if "M" not in part:
            yield from [False] * part.count("L")
        elif bool(before) != bool(after):
            pattern = r"(M|B)?L" if before else r"LC?(M|B)?"
            yield from (match[1] == "M" for match in re.finditer(pattern, part))

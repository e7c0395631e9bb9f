"""Automatic list numbers of a DOCX, which its text does not hold: counted as Word counts them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from meta87.reading.package import W

_SLOT = re.compile(r"%([1-9])")
_SMALL_NUMBER = re.compile(r"[0-9]{1,6}")
_LETTERS = 26
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListPlace:
    """The list that a paragraph is numbered in, and its level in it.

    Attributes:
        number: w:numId of the list.
        level: from 0, or None where the list says which level the style has.
        style: id of the style that puts the paragraph in the list, or "".
    """

    number: str
    level: int | None
    style: str = ""


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level is numbered; ``pattern`` has %1 for the number of the first level, and so on."""

    kind: str = "bullet"
    pattern: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has been counted."""

    lists: dict[str, etree._Element] = field(default_factory=dict)
    outlines: dict[str, etree._Element] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    begun: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, root: etree._Element | None) -> Numbering:
        """Parses the lists of ``word/numbering.xml``."""
        found = cls()
        for element in [] if root is None else root:
            if element.tag == f"{W}num":
                found.lists[element.get(f"{W}numId", "")] = element
            elif element.tag == f"{W}abstractNum":
                found.outlines[element.get(f"{W}abstractNumId", "")] = element
        return found

    def marker(self, place: ListPlace) -> str:
        """Counts a paragraph, and returns the number before it; "" for a bullet."""
        one = self.lists.get(place.number)
        name = "" if one is None else _value(one.find(f"{W}abstractNumId"))
        outline = self.outlines.get(name)
        if one is None or outline is None:
            return ""
        at = _level_of(outline, place)
        counts = self.counts[name]
        if place.number not in self.begun:
            self.begun.add(place.number)
            self._restart(one, counts)
        level = _level(outline, at)
        counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in [each for each in counts if each > at]:
            del counts[deeper]
        return "" if level.kind in {"bullet", "none"} else _shown(outline, level.pattern, counts)

    def _restart(self, one: etree._Element, counts: dict[int, int]) -> None:
        """Restarts the count where a list says so, although another list shares its outline."""
        for override in one.iterfind(f"{W}lvlOverride"):
            start = override.find(f"{W}startOverride")
            if start is not None:
                counts[_number(override.get(f"{W}ilvl"), 0)] = _number(_value(start), 1) - 1


def _level_of(outline: etree._Element, place: ListPlace) -> int:
    """Returns the level of a paragraph: its own, else the one that its style is bound to."""
    if place.level is not None:
        return place.level
    levels = outline.iterfind(f"{W}lvl")
    bound = (level for level in levels if _value(level.find(f"{W}pStyle")) == place.style != "")
    return next((_number(level.get(f"{W}ilvl"), 0) for level in bound), 0)


def _level(outline: etree._Element, at: int) -> _Level:
    for level in outline.iterfind(f"{W}lvl"):
        if _number(level.get(f"{W}ilvl"), 0) == at:
            kind = _value(level.find(f"{W}numFmt")) or "decimal"
            pattern = _value(level.find(f"{W}lvlText"))
            return _Level(kind, pattern, _number(_value(level.find(f"{W}start")), 1))
    return _Level()


def _shown(outline: etree._Element, pattern: str, counts: dict[int, int]) -> str:
    """Fills the numbers of the levels into a pattern such as "%1.%2)"."""

    def filled(slot: re.Match[str]) -> str:
        """Returns the number of a level in its own letters or digits."""
        at = int(slot[1]) - 1
        level = _level(outline, at)
        return _spelt(counts.get(at, level.start), level.kind)

    return _SLOT.sub(filled, pattern).strip()


def _spelt(number: int, kind: str) -> str:
    """Returns a number in the format of a list: letters, Roman or Arabic numerals.

    >>> [_spelt(28, kind) for kind in ("decimal", "lowerLetter", "upperRoman")]
    ['28', 'bb', 'XXVIII']
    """
    text = str(number)
    if number > 0 and kind.endswith("Letter"):
        text = chr(ord("a") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1)
    elif number > 0 and kind.endswith("Roman"):
        text, left = "", number
        for value, letters in _ROMAN:
            text += letters * (left // value)
            left %= value
    return text.upper() if kind.startswith("upper") else text


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def _number(text: str | None, default: int) -> int:
    return int(text) if text and _SMALL_NUMBER.fullmatch(text) else default

"""What its style makes of a DOCX paragraph: a heading or list item, and its automatic number.

The text of a DOCX does not hold the numbers of lists; they are counted as Word counts them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from meta87.reading.document import BlockKind
from meta87.reading.docx_parts import is_on, val
from meta87.reading.package import W
from meta87.reading.paragraphs import Role, named_role
from meta87.reading.postprocess import small_number

_BODY_LEVEL = 9
_SLOT = re.compile(r"%([1-9])")
_LETTERS = 26
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


class ListPlace(NamedTuple):
    """The list that a paragraph is numbered in, and its level in it."""

    number: str  # w:numId of the list
    level: int  # from 0


class _Look(NamedTuple):
    """What a style, or those that it is based on, say of a paragraph; None where none does."""

    role: Role | None = None
    place: ListPlace | None = None
    bold: bool | None = None

    def based_on(self, other: _Look) -> _Look:
        """Returns the look of a style that is based on another."""
        bold = other.bold if self.bold is None else self.bold
        return _Look(self.role or other.role, self.place or other.place, bold)


class Styles:
    """The paragraph styles of a document; each is looked at once, however many inherit it."""

    def __init__(self, root: etree._Element | None) -> None:
        found = [] if root is None else root.findall(f"{W}style")
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}
        self._looks = {"": _Look()}

    def role(self, paragraph: etree._Element) -> Role:
        """Returns the role of a paragraph, by its own properties, then by its style's chain."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return Role()
        styled = self._look(val(properties.find(f"{W}pStyle"))).role
        own = _list_role(properties)
        if own is None or (styled is not None and styled.kind is BlockKind.HEADING):
            own = styled or Role()
        return _outline(properties) or own

    def list_place(self, paragraph: etree._Element) -> ListPlace | None:
        """Returns the list that numbers a paragraph: its own, else that of its style's chain."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        style = val(properties.find(f"{W}pStyle"))
        return _list_place(properties) or self._look(style).place

    def is_bold(self, text: etree._Element, paragraph: etree._Element) -> bool:
        """Whether a text is in bold, by its run or a style, or underlined, by its run alone."""
        run = text.getparent()
        own = None if run is None else _first(run, f"{W}rPr")
        bold, line = (None if own is None else own.find(f"{W}{name}") for name in "bu")
        if line is not None and val(line) != "none":
            return True
        if bold is not None:
            return is_on(bold)
        properties = _first(paragraph, f"{W}pPr")
        styles = (
            None if own is None else own.find(f"{W}rStyle"),
            None if properties is None else properties.find(f"{W}pStyle"),
        )
        return any(self._look(val(each)).bold for each in styles)

    def _look(self, style_id: str) -> _Look:
        """Returns the look of a style and of those that it is based on, remembering it."""
        chain = []
        while style_id not in self._looks:
            self._looks[style_id] = _Look()  # in a chain that leads back to itself
            chain.append(style_id)
            style = self._styles.get(style_id)
            style_id = "" if style is None else val(style.find(f"{W}basedOn"))
        look = self._looks[style_id]
        for each in reversed(chain):
            look = self._looks[each] = _own_look(each, self._styles.get(each)).based_on(look)
        return look


def _first(element: etree._Element, tag: str) -> etree._Element | None:
    """Returns the first child if it has a tag; looking further for every run is quadratic."""
    first = next(iter(element), None)
    return first if first is not None and first.tag == tag else None


class _Level(NamedTuple):
    """How a level is numbered; ``pattern`` has %1 for the number of the first level, and so on."""

    kind: str = "bullet"
    pattern: str = ""
    start: int = 1


@dataclass(slots=True)
class _Outline:
    """The levels of a list by number, and the last number of each level.

    Lists that share an outline continue each other's numbers.
    """

    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, element: etree._Element) -> _Outline:
        """Parses a ``w:abstractNum``."""
        outline = cls()
        for level in element.iterfind(f"{W}lvl"):
            number = small_number(level.get(f"{W}ilvl"), 0)
            kind, pattern = (val(level.find(f"{W}{name}")) for name in ("numFmt", "lvlText"))
            start = small_number(val(level.find(f"{W}start")), 1)
            if number < _BODY_LEVEL:
                outline.levels.setdefault(number, _Level(kind or "decimal", pattern, start))
        return outline

    def count(self, level: int) -> str:
        """Counts a paragraph of a level, and returns its number; empty string for a bullet."""
        numbered = self.levels.get(level, _Level())
        self.counts[level] = self.counts.get(level, numbered.start - 1) + 1
        self.counts = {each: count for each, count in self.counts.items() if each <= level}
        return "" if numbered.kind in {"bullet", "none"} else self._filled(numbered.pattern)

    def _filled(self, pattern: str) -> str:
        """Fills the numbers of the levels into a pattern such as "%1.%2)"."""

        def number(slot: re.Match[str]) -> str:
            """Returns the number of a level in its own letters or digits."""
            level = self.levels.get(int(slot[1]) - 1, _Level())
            return _spelt(self.counts.get(int(slot[1]) - 1, level.start), level.kind)

        return _SLOT.sub(number, pattern).strip()


class Numbering:
    """The lists of a document, from ``word/numbering.xml``."""

    def __init__(self, root: etree._Element | None = None) -> None:
        elements = [] if root is None else list(root)
        outlines = {
            each.get(f"{W}abstractNumId", ""): _Outline.of(each)
            for each in elements
            if each.tag == f"{W}abstractNum"
        }
        self._lists = {
            each.get(f"{W}numId", ""): (each, outlines.get(val(each.find(f"{W}abstractNumId"))))
            for each in elements
            if each.tag == f"{W}num"
        }
        self._begun: set[str] = set()

    def marker(self, place: ListPlace) -> str:
        """Counts a paragraph, and returns the number before it; empty string for a bullet."""
        element, outline = self._lists.get(place.number, (None, None))
        if element is None or outline is None:
            return ""
        if place.number not in self._begun:
            self._begun.add(place.number)
            self._restart(element, outline.counts)
        return outline.count(min(place.level, _BODY_LEVEL))

    def _restart(self, element: etree._Element, counts: dict[int, int]) -> None:
        """Restarts the count where a list says so, although another list shares its outline."""
        for override in element.iterfind(f"{W}lvlOverride"):
            start = override.find(f"{W}startOverride")
            if start is not None:
                level = small_number(override.get(f"{W}ilvl"), 0)
                counts[min(level, _BODY_LEVEL)] = small_number(val(start), 1) - 1


def _own_look(style_id: str, style: etree._Element | None) -> _Look:
    if style is None:
        return _Look(named_role(style_id))
    role = named_role(val(style.find(f"{W}name"))) or named_role(style_id)
    place = None
    properties = style.find(f"{W}pPr")
    if properties is not None:
        role = role or _outline(properties) or _list_role(properties)
        place = _list_place(properties)
    bold = style.find(f"{W}rPr/{W}b")
    return _Look(role, place, None if bold is None else is_on(bold))


def _list_place(properties: etree._Element) -> ListPlace | None:
    number, level = (properties.find(f"{W}numPr/{W}{name}") for name in ("numId", "ilvl"))
    return None if number is None else ListPlace(val(number), small_number(val(level), 0))


def _outline(properties: etree._Element) -> Role | None:
    level = small_number(val(properties.find(f"{W}outlineLvl")), _BODY_LEVEL)
    return Role(BlockKind.HEADING, level + 1) if level < _BODY_LEVEL else None


def _list_role(properties: etree._Element) -> Role | None:
    """Reads w:numPr; numId 0 removes a paragraph from its style's list."""
    numbering = properties.find(f"{W}numPr")
    if numbering is None:
        return None
    number = small_number(val(numbering.find(f"{W}numId")), 1)
    return Role(BlockKind.LIST_ITEM) if number else Role()


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

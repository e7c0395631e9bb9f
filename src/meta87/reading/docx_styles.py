"""What a paragraph's style makes of it: a heading, a list item, or neither."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from meta87.reading.document import BlockKind
from meta87.reading.docx_numbering import ListPlace
from meta87.reading.package import W
from meta87.reading.patterns import HEADING_STYLE, LIST_STYLE, TITLE_STYLE

_SMALL_NUMBER = re.compile(r"[0-9]{1,4}")
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Role:
    """Kind of a paragraph and its level, as `Block` counts it."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0


@dataclass(frozen=True, slots=True)
class Styles:
    """The paragraph styles of a document, by id."""

    styles: dict[str, etree._Element] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element | None) -> Styles:
        """Parses the styles of ``word/styles.xml``."""
        found = [] if root is None else root.findall(f"{W}style")
        return cls({style.get(f"{W}styleId", ""): style for style in found})

    def role(self, paragraph: etree._Element) -> Role:
        """Returns the role of a paragraph, by its own properties, then by its style's chain."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return Role()
        own = _numbering(properties)
        outline = _outline(properties)
        if outline is not None:
            return outline
        styled = self._styled(_value(properties.find(f"{W}pStyle")))
        if own is None or styled.kind is BlockKind.HEADING:
            return styled
        return own

    def list_place(self, paragraph: etree._Element) -> ListPlace | None:
        """Returns the list that numbers a paragraph: its own, else that of its style's chain."""
        for properties, style_id in self._chain(paragraph):
            number, level = (properties.find(f"{W}numPr/{W}{name}") for name in ("numId", "ilvl"))
            if number is not None:
                at = None if level is None and style_id else _number(level, 0)
                return ListPlace(_value(number), at, style_id)
        return None

    def _chain(self, paragraph: etree._Element) -> Iterator[tuple[etree._Element, str]]:
        """Yields the properties of a paragraph and of its styles, each with the style's id."""
        own = paragraph.find(f"{W}pPr")
        if own is None:
            return
        yield own, ""
        style_id, seen = _value(own.find(f"{W}pStyle")), set[str]()
        while style_id not in seen and (style := self.styles.get(style_id)) is not None:
            seen.add(style_id)
            if (properties := style.find(f"{W}pPr")) is not None:
                yield properties, style_id
            style_id = _value(style.find(f"{W}basedOn"))

    def _styled(self, style_id: str) -> Role:
        seen: set[str] = set()
        while style_id and style_id not in seen:
            seen.add(style_id)
            style = self.styles.get(style_id)
            role = _named(style_id) if style is None else _style_role(style, style_id)
            if role is not None:
                return role
            style_id = "" if style is None else _value(style.find(f"{W}basedOn"))
        return Role()


def _style_role(style: etree._Element, style_id: str) -> Role | None:
    role = _named(_value(style.find(f"{W}name"))) or _named(style_id)
    properties = style.find(f"{W}pPr")
    if role is not None or properties is None:
        return role
    return _outline(properties) or _numbering(properties)


def _named(name: str) -> Role | None:
    if heading := HEADING_STYLE.match(name):
        return Role(BlockKind.HEADING, int(heading[1]))
    if TITLE_STYLE.fullmatch(name):
        return Role(BlockKind.HEADING, 1)
    if item := LIST_STYLE.match(name):
        return Role(BlockKind.LIST_ITEM, int(item[1] or item[2] or 1) - 1)
    return None


def _outline(properties: etree._Element) -> Role | None:
    level = _number(properties.find(f"{W}outlineLvl"), _BODY_LEVEL)
    return Role(BlockKind.HEADING, level + 1) if 0 <= level < _BODY_LEVEL else None


def _numbering(properties: etree._Element) -> Role | None:
    """Reads w:numPr; numId 0 removes a paragraph from its style's list."""
    numbering = properties.find(f"{W}numPr")
    if numbering is None:
        return None
    if _number(numbering.find(f"{W}numId"), 1) == 0:
        return Role()
    return Role(BlockKind.LIST_ITEM, _number(numbering.find(f"{W}ilvl"), 0))


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def _number(element: etree._Element | None, default: int) -> int:
    value = _value(element)
    return int(value) if _SMALL_NUMBER.fullmatch(value) else default

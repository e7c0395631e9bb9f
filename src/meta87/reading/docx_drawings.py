"""The words of a diagram or chart in a DOCX, which stand in parts of their own."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from meta87.reading.document import Anchor, Block, BlockKind
from meta87.reading.docx_relations import R
from meta87.reading.normalise import Stretch, make_block

KINDS = ("diagramData", "chart")
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_REFERENCES = {f"{_DGM}relIds": f"{R}dm", f"{_C}chart": f"{R}id"}
_SHOWN = {"node", "doc", "asst", ""}  # points of a diagram; the others only arrange it


def reference(element: etree._Element) -> str:
    """Returns the id of the part that a diagram or chart is in, or ""."""
    attribute = _REFERENCES.get(str(element.tag))
    return element.get(attribute, "") if attribute else ""


def drawn(root: etree._Element, name: str) -> Iterator[Block]:
    """Yields the texts of a diagram or chart: its paragraphs, and the names of its values.

    Args:
        root: root of the part; the unit of an anchor counts its paragraphs and names in order.
        name: name of the part in anchors.
    """
    for unit, element in enumerate(root.iter(f"{_A}p", f"{_C}v")):
        if _is_shown(element):
            text = "".join(map(str, element.itertext()))
            yield make_block(BlockKind.PARAGRAPH, [Stretch(text, Anchor(name, unit, 0, len(text)))])


def _is_shown(element: etree._Element) -> bool:
    if element.tag == f"{_C}v":
        return next(element.iterancestors(f"{_C}strCache"), None) is not None
    point = next(element.iterancestors(f"{_DGM}pt"), None)
    return point is None or point.get("type", "") in _SHOWN

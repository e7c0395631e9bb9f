"""Elements of a page, made of plain calls; texts are escaped when the page is written."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree
from lxml.html import tostring

from meta87.output.texts import printable

Node = etree._Element
Child = Node | str | None


def node(name: str, /, *children: Child, **attributes: object) -> Node:
    """Make an element.

    Args:
        name: of the element.
        children: in order; None is left out.
        attributes: ``cls`` gives the class; an underscore stands for a hyphen; None is left out.
    """
    made = etree.Element(name)
    for key, value in attributes.items():
        if value is not None:
            made.set({"cls": "class"}.get(key, key).replace("_", "-"), printable(str(value)))
    for child in children:
        _append(made, child)
    return made


def nodes(name: str, each: Iterable[Child], /, **attributes: object) -> Node:
    """Make an element of any number of children."""
    return node(name, *each, **attributes)


def page(root: Node) -> str:
    """Write a page."""
    written: str = tostring(root, encoding="unicode", doctype="<!DOCTYPE html>")
    return f"{written}\n"


def _append(parent: Node, child: Child) -> None:
    if isinstance(child, str):
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + printable(child)
        else:
            parent.text = (parent.text or "") + printable(child)
    elif child is not None:
        parent.append(child)

"""Elements of a page, made of plain calls; texts are escaped when the page is written."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources

from lxml import etree
from lxml.html import tostring

from meta87.reading.patterns import OWN_PAGE
from meta87.report.texts import printable

Node = etree._Element
Child = Node | str | None


def node(name: str, /, *children: Child, **attributes: object) -> Node:
    """Makes an element.

    Args:
        name: name of the element.
        children: in order; None is left out.
        attributes: ``cls`` is the class; an underscore becomes a hyphen; None is left out.
    """
    made = etree.Element(name)
    for key, value in attributes.items():
        if value is not None:
            made.set({"cls": "class"}.get(key, key).replace("_", "-"), printable(str(value)))
    for child in children:
        _append(made, child)
    return made


def nodes(name: str, each: Iterable[Child], /, **attributes: object) -> Node:
    """Makes an element of any number of children."""
    return node(name, *each, **attributes)


def document(title: str, style: str, lang: str, *body: Child) -> str:
    """Returns a page.

    Args:
        title: title of the page.
        style: name of its style sheet, which is embedded in the page.
        lang: language of its text.
        body: content of its body.
    """
    sheet = resources.files(__package__).joinpath(style).read_text("utf8")
    head = node(
        "head",
        node("meta", charset="utf-8"),
        node("meta", name="generator", content=OWN_PAGE),
        node("meta", name="viewport", content="width=device-width, initial-scale=1"),
        node("title", title),
        node("style", sheet),
    )
    root = node("html", head, node("body", *body), lang=lang)
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

"""The fields of an HTML form: a box for what is ticked, the text of what is written."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from meta87.reading.patterns import EMPTY, TICKED

FIELDS = {"input", "textarea", "select"}
_BOXES = {"checkbox", "radio"}
_NO_ANSWER = {"hidden", "submit", "button", "reset", "image", "file", "password"}


@dataclass(frozen=True, slots=True)
class FieldText:
    """What a field shows; a ``prompt`` is what it shows before anything is written."""

    text: str
    prompt: bool = False


def field_text(field: etree._Element) -> FieldText:
    """Returns the text shown by an ``input``, ``textarea`` or ``select``."""
    if field.tag == "select":
        return _choice(field)
    kind = field.get("type", "text").lower()
    if field.tag == "input" and kind in _BOXES:
        return FieldText(f" {TICKED if field.get('checked') is not None else EMPTY} ")
    if field.tag == "input" and kind in _NO_ANSWER:
        return FieldText("")
    written = field.get("value", "") if field.tag == "input" else (field.text or "")
    if written.strip():
        return FieldText(f" {written} ")
    return FieldText(field.get("placeholder", ""), prompt=True)


def _choice(select: etree._Element) -> FieldText:
    """Returns the chosen options; a list without any shows its first."""
    options = list(select.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    if chosen and any(option.get("value") != "" for option in chosen):
        return FieldText(f" {', '.join(_label(option) for option in chosen)} ")
    return FieldText(_label(options[0]) if options else "", prompt=True)


def _label(option: etree._Element) -> str:
    return " ".join("".join(str(text) for text in option.itertext()).split())

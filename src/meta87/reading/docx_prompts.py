"""Prompts of content controls: those that only say that they are shown, and were answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from lxml import etree

from meta87.reading.docx_parts import Relations, optional_part, val
from meta87.reading.package import Package, W
from meta87.reading.patterns import PROMPT, PROMPT_STYLE

_MARK = f"{W}sdtPr/{W}showingPlcHdr"


def unmark_answered(root: etree._Element, package: Package, main: Relations) -> None:
    """Removes the mark of a shown prompt from the controls of a part that contain another text.

    Word removes the mark (``w:showingPlcHdr``) with the first letter that is typed; programs that
    fill a form in by other ways leave it. A prompt is text in the style of prompts, the text of
    the control's own prompt, or an instruction to fill in the form.
    """
    controls = ((control, control.find(_MARK)) for control in root.iter(f"{W}sdt"))
    marked = {control: mark for control, mark in controls if mark is not None}
    texts = defaultdict[etree._Element, list[etree._Element]](list)
    for text in root.iter(f"{W}t") if marked else ():
        control = next(text.iterancestors(f"{W}sdt"), None)
        if control in marked and (text.text or "").strip():
            texts[control].append(text)
    glossary = optional_part(package, main.path_of("glossaryDocument")) if texts else None
    wordings = {
        val(part.find(f"{W}docPartPr/{W}name")): _joined(part.iter(f"{W}t"))
        for part in (() if glossary is None else glossary.iter(f"{W}docPart"))
    }
    styles = _prompt_styles(optional_part(package, main.path_of("styles")) if texts else None)
    for control, written in texts.items():
        name = val(control.find(f"{W}sdtPr/{W}placeholder/{W}docPart"))
        words = _joined(written)
        if words == wordings.get(name) or PROMPT.fullmatch(words):
            continue
        if not all(_is_styled(text, styles) for text in written):
            marked[control].set(f"{W}val", "0")


def _prompt_styles(root: etree._Element | None) -> set[str]:
    """Returns the ids of the character styles of prompts."""
    return {
        style.get(f"{W}styleId", "")
        for style in (() if root is None else root.findall(f"{W}style"))
        if PROMPT_STYLE.match(val(style.find(f"{W}name")))
    }


def _is_styled(text: etree._Element, styles: set[str]) -> bool:
    run = text.getparent()
    style = "" if run is None else val(run.find(f"{W}rPr/{W}rStyle"))
    return style in styles or PROMPT_STYLE.match(style) is not None


def _joined(texts: Iterable[etree._Element]) -> str:
    return " ".join("".join(text.text or "" for text in texts).split())

"""Content controls that only say that they show their prompt, and were answered."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from itertools import islice

from lxml import etree

from meta87.reading.docx_parts import Relations, optional_part, val
from meta87.reading.package import Package, W
from meta87.reading.patterns import PROMPT, PROMPT_STYLE

_MOST_TEXTS = 200  # of a control: a prompt has one, or a few


def unmark_answered(root: etree._Element, package: Package, main: Relations) -> None:
    """Removes the mark of a shown prompt from the controls of a part that contain another text.

    Word removes the mark (``w:showingPlcHdr``) with the first letter that is typed; programs that
    fill a form in by other ways leave it. A prompt is text in the style of prompts, the text of
    the control's own prompt, or an instruction to fill in the form.
    """
    marks = root.findall(f".//{W}sdt/{W}sdtPr/{W}showingPlcHdr")
    glossary = optional_part(package, main.path_of("glossaryDocument")) if marks else None
    wordings = {
        val(part.find(f"{W}docPartPr/{W}name")): _joined(part.iter(f"{W}t"))
        for part in (() if glossary is None else glossary.iter(f"{W}docPart"))
    }
    styles = _prompt_styles(optional_part(package, main.path_of("styles")) if marks else None)
    for mark in marks:
        control = next(mark.iterancestors(f"{W}sdt"))
        if not _is_prompt(control, wordings, styles):
            mark.set(f"{W}val", "0")


def _is_prompt(
    control: etree._Element, wordings: Mapping[str, str], styles: Container[str]
) -> bool:
    texts = list(islice(control.iter(f"{W}t"), _MOST_TEXTS))
    written = [text for text in texts if (text.text or "").strip()]
    words = _joined(texts)
    own = wordings.get(val(control.find(f"{W}sdtPr/{W}placeholder/{W}docPart")))
    if words == own or PROMPT.fullmatch(words):
        return True
    return all(_is_styled(text, styles) for text in written)


def _prompt_styles(root: etree._Element | None) -> set[str]:
    """Returns the ids of the character styles of prompts."""
    return {
        style.get(f"{W}styleId", "")
        for style in (() if root is None else root.findall(f"{W}style"))
        if PROMPT_STYLE.match(val(style.find(f"{W}name")))
    }


def _is_styled(text: etree._Element, styles: Container[str]) -> bool:
    run = text.getparent()
    style = "" if run is None else val(run.find(f"{W}rPr/{W}rStyle"))
    return style in styles or PROMPT_STYLE.match(style) is not None


def _joined(texts: Iterable[etree._Element]) -> str:
    return " ".join("".join(text.text or "" for text in texts).split())

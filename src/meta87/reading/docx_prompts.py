"""Whether what a content control shows is its prompt."""

from __future__ import annotations

from itertools import islice

from lxml import etree

from meta87.reading.docx_parts import val
from meta87.reading.package import W
from meta87.reading.patterns import PROMPT, PROMPT_STYLE

_MOST_TEXTS = 200  # of a control: a prompt has one, or a few


def is_prompt(control: etree._Element) -> bool:
    """Whether the text of a control that is marked to show its prompt is a prompt.

    Word removes the mark (``w:showingPlcHdr``) with the first letter that is typed; programs that
    fill a form in by other ways leave it. A prompt is text in the style of prompts, or an
    instruction to fill in the form.
    """
    texts = list(islice(control.iter(f"{W}t"), _MOST_TEXTS))
    written = [text for text in texts if (text.text or "").strip()]
    words = " ".join("".join(text.text or "" for text in written).split())
    return PROMPT.fullmatch(words) is not None or all(map(_is_styled, written))


def _is_styled(text: etree._Element) -> bool:
    run = text.getparent()
    style = "" if run is None else val(run.find(f"{W}rPr/{W}rStyle"))
    return PROMPT_STYLE.match(style) is not None

"""Content controls that are marked as showing their prompt, though somebody wrote over it.

Word takes the mark (``w:showingPlcHdr``) away with the first letter that is typed; programs that
fill a form in by other ways leave it on. What such a control holds is an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from meta87.errors import InputError
from meta87.reading.docx_relations import Relations
from meta87.reading.package import Package, W
from meta87.reading.patterns import PROMPT, PROMPT_STYLE

_MARK = f"{W}sdtPr/{W}showingPlcHdr"


def unmark_answered(root: etree._Element, package: Package, main: Relations) -> None:
    """Removes the mark of a shown prompt from the controls of a part that contain another text.

    A prompt is text in the style of prompts, the text of the control's own prompt, or an
    instruction to fill in the form.

    Args:
        root: root of the part; it is changed.
        package: package of the part.
        main: references of the document.
    """
    controls = ((control, control.find(_MARK)) for control in root.iter(f"{W}sdt"))
    marked = [(control, _texts(control), mark) for control, mark in controls if mark is not None]
    written = [each for each in marked if each[1]]
    prompts = _Prompts.of(package, main) if written else _Prompts()
    for control, texts, mark in written:
        if not prompts.has(control, texts):
            mark.set(f"{W}val", "0")


@dataclass(frozen=True, slots=True)
class _Prompts:
    """What a document tells of its prompts.

    Attributes:
        wordings: by the name that a control calls its prompt.
        styles: ids of the character styles of prompts.
    """

    wordings: Mapping[str, str] = field(default_factory=dict)
    styles: frozenset[str] = frozenset()

    @classmethod
    def of(cls, package: Package, main: Relations) -> _Prompts:
        """Reads the parts of prompts and styles; without them, fewer prompts are recognised."""
        glossary = _part(package, main.path_of("glossaryDocument"))
        styles = _part(package, main.path_of("styles"))
        named = [] if glossary is None else glossary.iter(f"{W}docPart")
        styled = [] if styles is None else styles.findall(f"{W}style")
        return cls(
            {_value(part.find(f"{W}docPartPr/{W}name")): _joined(part.iter(f"{W}t"))
             for part in named},
            frozenset(each.get(f"{W}styleId", "") for each in styled
                      if PROMPT_STYLE.match(_value(each.find(f"{W}name")))),
        )  # fmt: skip

    def has(self, control: etree._Element, texts: list[etree._Element]) -> bool:
        """Returns whether the text of a control is its prompt."""
        wording = self.wordings.get(_value(control.find(f"{W}sdtPr/{W}placeholder/{W}docPart")))
        written = _joined(texts)
        if written == wording or PROMPT.fullmatch(written):
            return True
        return all(self._is_styled(text) for text in texts)

    def _is_styled(self, text: etree._Element) -> bool:
        run = text.getparent()
        style = "" if run is None else _value(run.find(f"{W}rPr/{W}rStyle"))
        return style in self.styles or PROMPT_STYLE.match(style) is not None


def _texts(control: etree._Element) -> list[etree._Element]:
    """Returns the text elements of a control itself, without those of controls inside it."""
    return [
        text
        for text in control.iter(f"{W}t")
        if (text.text or "").strip() and next(text.iterancestors(f"{W}sdt"), None) is control
    ]


def _part(package: Package, path: str) -> etree._Element | None:
    """Returns the root of an optional part; None if it cannot be read."""
    try:
        return package.part(path)
    except InputError:
        return None


def _joined(texts: Iterable[etree._Element]) -> str:
    return " ".join("".join(text.text or "" for text in texts).split())


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")

"""The parts of a DOCX package next to the document: relations, diagrams and charts, prompts.

Word names its parts freely (document2.xml, footnotes2.xml); only the relations identify them.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from meta87.errors import InputError
from meta87.reading.document import Anchor, Block, BlockKind
from meta87.reading.normalise import SourceSpan, make_block
from meta87.reading.package import Package, W, local_name
from meta87.reading.patterns import PROMPT, PROMPT_STYLE

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

DRAWINGS = ("diagramData", "chart")
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_REFERENCES = {f"{_DGM}relIds": f"{R}dm", f"{_C}chart": f"{R}id"}
_SHOWN = {"node", "doc", "asst", ""}  # points of a diagram; the others only arrange it

BOUND = "shown"  # attribute of ``w:dataBinding``: the text that is shown from the bound XML
_OFF = {"0", "false", "off", "none"}
_MARK = f"{W}sdtPr/{W}showingPlcHdr"


def val(element: etree._Element | None) -> str:
    """Returns the ``w:val`` of an element; empty string if there is none."""
    return "" if element is None else element.get(f"{W}val", "")


def is_on(element: etree._Element) -> bool:
    """Reads an on-off element: on unless its ``val``, in any namespace, says otherwise."""
    values = [v for key, v in element.attrib.items() if local_name(key) == "val"]
    return not values or str(values[0]).lower() not in _OFF


@dataclass(frozen=True, slots=True)
class Relation:
    """A reference of a part.

    Attributes:
        id: the id by which the part's elements refer to it.
        kind: last word of its type: ``styles``, ``footnotes``, ``header``, ``hyperlink``…
        target: path in the package, or the URL of an external one.
    """

    id: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Relations:
    """The references of one part.

    Attributes:
        path: path of the part.
        relations: its references.
    """

    path: str
    relations: tuple[Relation, ...]

    @classmethod
    def of(cls, package: Package, path: str) -> Relations:
        """Parses the references of a part; ``path`` is "" for the package itself."""
        folder, name = posixpath.split(path)
        root = package.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        elements = [] if root is None else root.iter(_RELATION)
        return cls(path, tuple(_relation(element, folder) for element in elements))

    @property
    def folder(self) -> str:
        """Folder of the part."""
        return posixpath.dirname(self.path)

    def paths(self, kind: str) -> list[str]:
        """Returns the paths of the parts of a kind."""
        return [relation.target for relation in self.relations if relation.kind == kind]

    def path_of(self, kind: str) -> str:
        """Returns the path of the single part of a kind, by default its usual name."""
        return next(iter(self.paths(kind)), f"{self.folder}/{kind}.xml")

    def name(self, path: str) -> str:
        """Returns the name of a part in anchors: its path without the folder and extension."""
        return posixpath.splitext(posixpath.relpath(path, self.folder or "."))[0]

    @property
    def links(self) -> dict[str, str]:
        """The link targets by id."""
        return {each.id: each.target for each in self.relations if each.kind == "hyperlink"}

    def drawings(self, package: Package) -> dict[str, tuple[str, etree._Element]]:
        """Returns the names and roots of the parts of diagrams and charts, by id."""
        return {
            each.id: (self.name(each.target), part)
            for each in self.relations
            if each.kind in DRAWINGS and (part := package.part(each.target)) is not None
        }


def main_part(package: Package) -> str:
    """Returns the path of the document inside the package."""
    return next(iter(Relations.of(package, "").paths("officeDocument")), "word/document.xml")


def drawing_id(element: etree._Element) -> str:
    """Returns the id of the part that a diagram or chart is in; empty string for other elements."""
    attribute = _REFERENCES.get(str(element.tag))
    return element.get(attribute, "") if attribute else ""


def drawing_blocks(root: etree._Element, name: str) -> Iterator[Block]:
    """Yields the texts of a diagram or chart: its paragraphs, and the names of its values.

    Args:
        root: root of the part; the unit of an anchor counts its paragraphs and names in order.
        name: name of the part in anchors.
    """
    for unit, element in enumerate(root.iter(f"{_A}p", f"{_C}v")):
        if _is_shown(element):
            text = "".join(map(str, element.itertext()))
            span = SourceSpan(text, Anchor(name, unit, 0, len(text)))
            yield make_block(BlockKind.PARAGRAPH, [span])


def unmark_answered(root: etree._Element, package: Package, main: Relations) -> None:
    """Removes the mark of a shown prompt from the controls of a part that contain another text.

    Word removes the mark (``w:showingPlcHdr``) with the first letter that is typed; programs that
    fill a form in by other ways leave it. A prompt is text in the style of prompts, the text of
    the control's own prompt, or an instruction to fill in the form.

    Args:
        root: root of the part; it is changed.
        package: package of the part.
        main: references of the document.
    """
    controls = ((control, control.find(_MARK)) for control in root.iter(f"{W}sdt"))
    marked = {control: mark for control, mark in controls if mark is not None}
    texts: dict[etree._Element, list[etree._Element]] = defaultdict(list)
    for text in root.iter(f"{W}t") if marked else ():
        control = next(text.iterancestors(f"{W}sdt"), None)
        if control in marked and (text.text or "").strip():
            texts[control].append(text)
    prompts = _Prompts.of(package, main) if texts else _Prompts()
    for control, written in texts.items():
        if not prompts.has(control, written):
            marked[control].set(f"{W}val", "0")


@dataclass(frozen=True, slots=True)
class _Prompts:
    """The prompts of a document.

    Attributes:
        wordings: by the name that a control calls its prompt.
        styles: ids of the character styles of prompts.
    """

    wordings: Mapping[str, str] = field(default_factory=dict)
    styles: frozenset[str] = frozenset()

    @classmethod
    def of(cls, package: Package, main: Relations) -> _Prompts:
        """Reads the parts of prompts and styles; without them, fewer prompts are recognised."""
        glossary = optional_part(package, main.path_of("glossaryDocument"))
        styles = optional_part(package, main.path_of("styles"))
        named = [] if glossary is None else glossary.iter(f"{W}docPart")
        styled = [] if styles is None else styles.findall(f"{W}style")
        return cls(
            {val(part.find(f"{W}docPartPr/{W}name")): _joined(part.iter(f"{W}t"))
             for part in named},
            frozenset(each.get(f"{W}styleId", "") for each in styled
                      if PROMPT_STYLE.match(val(each.find(f"{W}name")))),
        )  # fmt: skip

    def has(self, control: etree._Element, texts: list[etree._Element]) -> bool:
        """Whether the text of a control is its prompt."""
        wording = self.wordings.get(val(control.find(f"{W}sdtPr/{W}placeholder/{W}docPart")))
        written = _joined(texts)
        if written == wording or PROMPT.fullmatch(written):
            return True
        return all(self._is_styled(text) for text in texts)

    def _is_styled(self, text: etree._Element) -> bool:
        run = text.getparent()
        style = "" if run is None else val(run.find(f"{W}rPr/{W}rStyle"))
        return style in self.styles or PROMPT_STYLE.match(style) is not None


def _relation(element: etree._Element, folder: str) -> Relation:
    target = element.get("Target", "")
    if element.get("TargetMode") != "External":
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(element.get("Id", ""), element.get("Type", "").rpartition("/")[2], target)


def _is_shown(element: etree._Element) -> bool:
    if element.tag == f"{_C}v":
        return next(element.iterancestors(f"{_C}strCache"), None) is not None
    point = next(element.iterancestors(f"{_DGM}pt"), None)
    return point is None or point.get("type", "") in _SHOWN


def optional_part(package: Package, path: str) -> etree._Element | None:
    """Returns the root of a part that is not needed, or None if there is none or it is damaged."""
    try:
        return package.part(path)
    except InputError:
        return None


def _joined(texts: Iterable[etree._Element]) -> str:
    return " ".join("".join(text.text or "" for text in texts).split())

"""What readers of a review should know of a DOCX: tracked changes, comments, unread content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from meta87.reading.document import Document, Remark, RemarkKind
from meta87.reading.docx_inserted import ALT_CHUNK
from meta87.reading.docx_parts import R, Relations, optional_part
from meta87.reading.package import Package, W

COMMENT_AUTHOR = "Meta87"
"""The author of the comments that a review writes, which are not counted."""

_CHANGES = tuple(f"{W}{name}" for name in ("ins", "del", "moveTo"))
_DRAWINGML = "{http://schemas.openxmlformats.org/drawingml/2006"
_OBJECTS = (
    "{urn:schemas-microsoft-com:office:office}OLEObject", f"{W}objectEmbed",
    f"{_DRAWINGML}/chart}}chart", f"{_DRAWINGML}/diagram}}relIds",
)  # fmt: skip
_EQUATION = "Equation"
_MACROS = "vbaProject"
# The names of programs, by the beginning of what Word calls an embedded file.
_PROGRAMS = {
    "Excel": "Excel", "Word": "Word", "PowerPoint": "PowerPoint", "Visio": "Visio",
    "AcroExch": "PDF", "Acrobat": "PDF", "FoxitReader": "PDF",
}  # fmt: skip


def docx_remarks(
    root: etree._Element, package: Package, main: Relations, inserted: Mapping[str, Document]
) -> Iterator[Remark]:
    """Yields the remarks on a document, of which some inserted files were read."""
    changes = [change.get(f"{W}author", "") for change in root.iter(*_CHANGES)]
    yield from _remark(RemarkKind.CHANGES, changes)
    for path in main.paths("comments"):
        comments = optional_part(package, path)
        authors = [] if comments is None else [c.get(f"{W}author", "") for c in comments]
        others = [author for author in authors if author != COMMENT_AUTHOR]
        yield from _remark(RemarkKind.COMMENTS, others)
    kinds = (each.get("ProgID", each.get(f"{W}progId", "")) for each in root.iter(*_OBJECTS))
    named = (kind.partition(".")[0] for kind in kinds)
    programs = [_PROGRAMS.get(name, "") for name in named if name != _EQUATION]
    yield from _remark(RemarkKind.EMBEDDED, programs)
    yield from (remark for file in inserted.values() for remark in file.remarks)
    unread = [""] * sum(c.get(f"{R}id") not in inserted for c in root.iter(ALT_CHUNK))
    yield from _remark(RemarkKind.INSERTED, unread)
    yield from _remark(RemarkKind.MACROS, [""] * len(main.paths(_MACROS)))


def _remark(kind: RemarkKind, names: Iterable[str]) -> Iterator[Remark]:
    names = list(names)
    if names:
        yield Remark(kind, len(names), tuple(dict.fromkeys(filter(None, names))))

"""Comments of Meta87 in a DOCX: those of an earlier run are replaced by new ones."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zipfile import is_zipfile

from docx import Document
from docx.comments import Comment
from docx.document import Document as WordFile
from lxml import etree

from meta87.errors import InputError, UsageError
from meta87.reading.document import Anchor
from meta87.reading.docx_remarks import COMMENT_AUTHOR
from meta87.reading.package import W, open_to_parse
from meta87.report.docx_relations import simplified
from meta87.report.docx_runs import mark

INITIALS = "M87"
BODY = "body"
_MARKS = tuple(f"{W}comment{name}" for name in ("RangeStart", "RangeEnd", "Reference"))
_PARA_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_PARENT_ID = "{http://schemas.microsoft.com/office/word/2012/wordml}paraIdParent"
_EXTENDED = "commentsExtended"


@dataclass(frozen=True, slots=True)
class PendingComment:
    """A comment that is to be written."""

    anchors: tuple[Anchor, ...]  # the characters that it is about
    fallback: tuple[Anchor, ...]  # those of its question, for notes and text boxes
    title: str  # in bold
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The full text of the comment."""
        return "\n".join((self.title, *self.lines))


def commented(data: bytes, name: str, comments: Iterable[PendingComment]) -> bytes:
    """Returns a copy of a DOCX, whose name is for messages, with comments.

    Those on the very same words share one. Comments of an earlier run are replaced, except those
    that have an answer, whose text is not repeated. Anchors are those of
    `meta87.reading.docx.read_docx`.

    Raises:
        UsageError: ``comments-need-docx``.
        InputError: ``docx-corrupt``: it is damaged where comments are written.
    """
    word = open_word(data, name)
    paragraphs = list(word.part.element.iter(f"{W}p"))
    kept = [comment.text for comment in _remove_own_comments(word)]
    joined: dict[object, list[PendingComment]] = {}
    for pending in comments:
        if not any(pending.text in text for text in kept):
            place = pending.anchors or pending.fallback or pending
            joined.setdefault(place, []).append(pending)
    for several in joined.values():
        _insert_comment(word, paragraphs, several)
    page = io.BytesIO()
    word.save(page)
    return page.getvalue()


def open_word(data: bytes, name: str) -> WordFile:
    """Opens a DOCX to be changed.

    Raises:
        UsageError: ``comments-need-docx``.
        InputError: ``docx-corrupt``, or that its XML is too large.
    """
    if not is_zipfile(io.BytesIO(data)):
        raise UsageError("comments-need-docx", path=name)
    archive = open_to_parse(data, name)
    try:
        return Document(io.BytesIO(simplified(data, archive)))
    except Exception as error:  # python-docx has no errors of its own for a damaged part
        raise InputError("docx-corrupt", path=name) from error


def _remove_own_comments(word: WordFile) -> list[Comment]:
    """Removes the author's comments, and returns those that stay because they have an answer."""
    answered = _answered(word)
    ours = [comment for comment in word.comments if comment.author == COMMENT_AUTHOR]
    kept = [c for c in ours if answered & {p._p.get(_PARA_ID, "") for p in c.paragraphs}]
    gone = {str(c.comment_id): c for c in ours if c not in kept}
    for element in [*word.part.element.iter(*_MARKS)]:
        if element.get(f"{W}id") in gone:
            _remove(element)
    for comment in gone.values():
        _remove(comment._comment_elm)  # python-docx removes none itself
    return kept


def _remove(element: etree._Element) -> None:
    """Removes a comment mark; for a reference, its run, which has no other content."""
    parent = element.getparent()
    if parent is None:
        return
    if parent.tag == f"{W}r" and all(c is element or c.tag == f"{W}rPr" for c in parent):
        _remove(parent)
    else:
        parent.remove(element)


def _answered(word: WordFile) -> set[str]:
    """Returns the ids of the paragraphs whose comments have an answer."""
    parts = (r.target_part for r in word.part.rels.values() if r.reltype.endswith(_EXTENDED))
    try:
        entries = [entry for part in parts for entry in etree.fromstring(part.blob)]
    except etree.XMLSyntaxError:
        return set()
    return {entry.get(_PARENT_ID, "") for entry in entries} - {""}


def _insert_comment(
    word: WordFile, paragraphs: Sequence[etree._Element], joined: Sequence[PendingComment]
) -> None:
    first = joined[0]
    anchors = _markable(first.anchors, paragraphs) or _markable(first.fallback, paragraphs)
    comment = word.comments.add_comment(author=COMMENT_AUTHOR, initials=INITIALS)
    for pending in joined:
        top = comment.paragraphs[0] if pending is first else comment.add_paragraph()
        top.add_run(pending.title).bold = True
        for line in pending.lines:
            comment.add_paragraph(line)
    start, end = (anchors[0], anchors[-1]) if anchors else (Anchor(BODY, 0, 0, 0),) * 2
    mark(paragraphs[start.unit], start.start, paragraphs[end.unit], end.end,
         str(comment.comment_id))  # fmt: skip


def _markable(anchors: Sequence[Anchor], paragraphs: Sequence[etree._Element]) -> list[Anchor]:
    """Returns the anchors that a comment can be attached to: in the body, and of one table row.

    Word attaches a comment to the cells of a row; over several rows it would include others.
    """
    body = [(each, paragraphs[each.unit]) for each in anchors if each.part == BODY]
    rows = [(a, _around(p, "tr")) for a, p in body if _around(p, "txbxContent") is None]
    return [anchor for anchor, row in rows if row is rows[0][1]]


def _around(paragraph: etree._Element, name: str) -> etree._Element | None:
    return next(paragraph.iterancestors(f"{W}{name}"), None)

"""A copy of the author's Word file with each finding as a comment on the words concerned.

The first comment is what was not reviewed, what to do first, and how to delete the comments.
"""

from __future__ import annotations

from collections.abc import Iterator

from meta87.errors import UsageError
from meta87.form.report import Role
from meta87.messages import text
from meta87.report.check_formats import WORD, View
from meta87.report.completions import completed
from meta87.report.docx_comments import PendingComment, commented
from meta87.report.priorities import lines
from meta87.report.promises import promised, promises
from meta87.report.reservations import compared, note, reservations, unreviewed
from meta87.report.texts import action, headline, message, printable, source
from meta87.rules.checked import CheckedReport
from meta87.rules.finding import Finding


def render(checked: CheckedReport, view: View) -> bytes:
    """Returns a copy with comments; the original is only read.

    Raises:
        UsageError: ``comments-need-docx``: the report is not a DOCX.
        InputError: ``docx-corrupt``: it is damaged where comments are written.
    """
    if view.path is None or view.path.suffix.lower() not in WORD:
        raise UsageError("comments-need-docx", path=view.path)
    data = view.data or view.path.read_bytes()
    return commented(data, view.path.name, _comments(checked, view.lang))


def _comments(checked: CheckedReport, lang: str) -> Iterator[PendingComment]:
    parts = (compared, promises, reservations, lines)
    first = [sentence for part in parts for sentence in part(checked, lang)]
    if first or checked.findings:
        said = (text("ui.first.title", lang), *first, text("ui.first.delete", lang))
        title, *rest = map(printable, said)
        yield PendingComment((), (), title, tuple(rest))
    for each in unreviewed(checked.tagged):
        if each.begins:
            anchors = each.block.locate(0, len(each.block.text))
            title = text("ui.unreviewed.loose", lang)
            yield PendingComment(anchors, (), title, (printable(note(each, lang)),))
    placed = [each for each in checked.tagged.report.placed if each.role is Role.QUESTION]
    questions = {p.question: p.block.locate(0, len(p.block.text)) for p in reversed(placed)}
    apart = promised(checked)  # named in the first comment
    for finding in (each for each in checked.findings if each.question or each not in apart):
        title, *rest = map(printable, filter(None, _lines(finding, checked, lang)))
        fallback = questions.get(finding.question, ())
        yield PendingComment(finding.anchors or fallback, fallback, title, tuple(rest))


def _lines(finding: Finding, checked: CheckedReport, lang: str) -> Iterator[str]:
    yield headline(finding, lang)
    yield message(finding, checked.tagged, lang)
    yield f"{text('ui.column.action', lang)}: {action(finding, lang)}"
    yield completed(finding, checked, lang)
    yield source(finding.rule, lang)

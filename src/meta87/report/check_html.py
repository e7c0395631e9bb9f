"""A checked report as one page of HTML: no scripts, nothing from outside, ready to print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any, NamedTuple

from meta87.classify.tagged import TaggedPassage
from meta87.entities.entity import Entity, LinkValue
from meta87.form.table_rows import TableRow
from meta87.messages import text
from meta87.report.check_charts import charts
from meta87.report.check_formats import View
from meta87.report.completions import completion, place
from meta87.report.pages import page
from meta87.report.priorities import by_institution, named, steps, titles
from meta87.report.promises import promised, promises
from meta87.report.reservations import compared, gone, note, reservations, unreviewed
from meta87.rules.checked import CheckedReport
from meta87.rules.finding import Finding, Severity

_SAFE = ("http://", "https://")


class Segment(NamedTuple):
    """Characters of a passage, of one entity or none; ``marked`` where a finding points at them."""

    text: str
    entity: Entity | None
    marked: bool

    @property
    def link(self) -> str:
        """The web address that they lead to, or ""."""
        value = self.entity.value if self.entity else None
        return value.url if isinstance(value, LinkValue) and value.url.startswith(_SAFE) else ""


def render(checked: CheckedReport, view: View) -> str:
    """Returns the page."""
    return page("check.html.j2", view.lang, style="check.css", **values(checked, view.lang))


def values(checked: CheckedReport, lang: str, to_do: CheckedReport | None = None) -> dict[str, Any]:
    """Returns what the template ``check.html.j2`` fills in.

    ``to_do`` holds the findings of what is to be done first, all of them if it is not given;
    ``seen`` the answers and findings that are shown, here all of them.
    """
    to_do = to_do or checked
    found = unreviewed(checked.tagged)
    return {
        "title": text("ui.html.title", lang, file=checked.tagged.report.source),
        "checked": checked,
        "seen": checked,
        "compared": compared(checked, lang),
        "gone": gone,
        "charts": list(charts(checked, lang)),
        "reservations": reservations(checked, lang),
        "unreviewed": [(place, [*texts]) for place, texts in groupby(found, attrgetter("place"))],
        "note": note,
        "by_passage": by_passage,
        "todo": {each.value: steps(to_do, each) for each in Severity},
        "promises": promises(checked, lang),
        "apart": promised(checked),
        "by_institution": by_institution(to_do),
        "named": named,
        "titles": titles,
        "worst": worst,
        "completion": completion,
        "completion_place": place,
        "marks": None,
        "moves": None,
        "suppressed": dict.fromkeys((each.rule.code, each.question) for each in checked.suppressed),
        "segments": segments,
        "tables_apart": tables_apart,
        "columns": columns,
    }


def worst(findings: Sequence[Finding]) -> Severity:
    """Returns the severity of the most severe of some findings."""
    return max((finding.severity for finding in findings), key=lambda severity: severity.rank)


def by_passage(findings: Iterable[Finding]) -> Callable[[TaggedPassage], list[Finding]]:
    """Returns what gives the findings of each passage, which one with a masked name holds too."""
    found: dict[object, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.hit.passage:
            found[_place(finding.hit.passage)].append(finding)
    return lambda passage: found.get(_place(passage), [])


def _place(passage: TaggedPassage) -> object:
    return passage.block.pieces, passage.start


def tables_apart(passages: Sequence[TaggedPassage]) -> Iterator[tuple[bool, list[TaggedPassage]]]:
    """Yields the passages of an answer in groups: the rows of each table, and those between."""

    def _table(passage: TaggedPassage) -> int | None:
        block = passage.block
        return block.cell.table if isinstance(block, TableRow) and block.cell else None

    for table, group in groupby(passages, key=_table):
        yield table is not None, list(group)


def columns(rows: Sequence[TaggedPassage]) -> list[int]:
    """Returns the columns that have text in some row of a table."""
    return sorted({cell.column for row in rows for cell in _row(row).cells})


def segments(
    passage: TaggedPassage, findings: Sequence[Finding], column: int | None = None
) -> Iterator[Segment]:
    """Yields the text of a passage, cut where an entity or the words of a finding begin or end.

    Of a table row, the cell of a column alone may be wanted.
    """
    cells = _row(passage).cells if column is not None else ()
    cell = next(((c.start, c.end) for c in cells if c.column == column), (0, 0))
    first, last = (0, len(passage.text)) if column is None else cell
    spans = [finding.hit.span for finding in findings if finding.hit.span]
    edges = {first, last, *(edge for span in spans for edge in span)}
    edges |= {edge for entity in passage.entities for edge in (entity.start, entity.end)}
    edges = {edge for edge in edges if first <= edge <= last}
    for start, end in pairwise(sorted(edges)):
        entities = (e for e in passage.entities if e.start <= start and end <= e.end)
        marked = any(span[0] <= start and end <= span[1] for span in spans)
        yield Segment(passage.text[start:end], next(entities, None), marked)


def _row(passage: TaggedPassage) -> TableRow:
    """Returns the table row that a passage is; one without cells for other passages."""
    block = passage.block
    return block if isinstance(block, TableRow) else TableRow(block.kind, block.text)

"""What must be known before the findings: what was compared, not reviewed, or not well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Literal

from meta87.classify.tagged import TaggedPassage, TaggedReport
from meta87.form.report import Assigned, Unrecognised
from meta87.form.table_rows import rows_joined
from meta87.form.unrecognised import MIN_UNRECOGNISED
from meta87.messages import text
from meta87.reading.document import Block
from meta87.report.texts import (
    EXCERPT,
    disabled_rules,
    period,
    questions,
    remark,
    shortened,
)
from meta87.rules.checked import CheckedReport
from meta87.rules.finding import Finding
from meta87.rules.personal import hidden
from meta87.rules.previous.relation import Relation

MONTH = 31  # days between two periods that follow each other, as they are written
SHOWN = 3  # passages that a sentence quotes

Place = Literal["between", "appended", "mail"]


@dataclass(frozen=True, slots=True)
class Unreviewed:
    """A text of the draft that was reviewed under no question.

    An annex or a signature, which follows the last answer, is ``appended``; ``mail`` is what an
    e-mail left. In the block, unlike in the passages, names of children and victims are hidden.
    """

    block: Block  # a paragraph, a list item, or a table row
    place: Place
    question: Unrecognised | None = None  # that it resembles, if it looks like one
    begins: bool = False  # whether text with a place, or the beginning, precedes it
    passages: tuple[TaggedPassage, ...] = ()  # none if it looks like a question, or of an e-mail

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(self.block.text.split())

    @property
    def weight(self) -> int:
        """How soon it is named: what looks like a question, then what tells a result."""
        if self.question:
            return 0
        return 1 if any(each.kind == "output" for each in self.passages) else 2


def unreviewed(tagged: TaggedReport) -> list[Unreviewed]:
    """Returns the texts that were reviewed under no question, in order; what e-mails left, last."""
    report = tagged.report
    if not report.runs and not report.mail:
        return []
    appended = set(report.appended)
    asked = {each.block: each for each in report.unrecognised}
    passages = [passage for run in tagged.unplaced for passage in run.passages]
    of_block = {b: (*group,) for b, group in groupby(passages, key=attrgetter("block"))}
    found, hide = [], hidden(tagged)
    for run in report.runs:
        place: Place = "appended" if run[0] in appended else "between"
        asks = run[:1] if run[0] in asked else ()
        for n, block in enumerate((*asks, *rows_joined(run[len(asks) :]))):
            shown, own = replace(block, text=hide(block.text)), of_block.get(block, ())
            found.append(Unreviewed(shown, place, asked.get(block), n == 0, own))
    mail = {*report.mail}
    for before, each in pairwise((None, *report.placed)):
        if each and each.block in mail:
            begins = before is None or before.block not in mail
            shown = replace(each.block, text=hide(each.block.text))
            found.append(Unreviewed(shown, "mail", begins=begins))
    return found


def compared(checked: CheckedReport, lang: str) -> list[str]:
    """Returns the sentences that state what a report was compared with, and how drafts differ."""
    found = checked.compared
    if found is None:
        return []
    related = found.related
    key = "-".join(filter(None, (related.relation.value, related.basis)))
    days = period(related.period, lang)
    sentences = [text(f"ui.previous.{key}", lang, file=found.file, period=days)]
    sentences += _gap(checked, lang)
    if found.folder:
        sentences.append(text("ui.previous.folder", lang, folder=found.folder))
    if found.is_of_drafts:
        counts = {name: len(getattr(found, name)) for name in ("solved", "remaining", "new")}
        sentences.append(text("ui.previous.drafts", lang, **counts))
        if found.undecided:
            sentences.append(text("ui.previous.undecided-count", lang, count=len(found.undecided)))
    return sentences


def settled(checked: CheckedReport, lang: str) -> list[str]:
    """Returns a heading and a line for each solved finding of an earlier draft, if any."""
    found, lines = checked.compared, []
    for each in found.solved if found else ():
        number = found.places.get(each.question, "") if found else ""
        key = "ui.first.question" if number else "ui.previous.gone-from"
        place = text(key, lang, question=number or each.question)
        lines.append(f"{f'{place} · ' * bool(each.question)}{gone(each, lang)}")
    return [text("ui.previous.solved", lang), *lines] if lines else []


def gone(finding: Finding, lang: str) -> str:
    """Returns what a finding of an earlier draft was."""
    words = text(f"rules.{finding.rule.code}.title", lang)
    if finding.hit.passage and finding.rule.scope != "answer":
        quote = text("ui.quoted", lang, quote=shortened(finding.hit.passage.text))
        return f"{words}: {quote}"
    return words


def _gap(checked: CheckedReport, lang: str) -> Iterator[str]:
    """Yields a warning where a report is compared with one that is not of the period before."""
    now, found = checked.tagged.period, checked.compared
    if now is None or found is None or found.related.period is None or found.is_of_drafts:
        return
    eve = now[0] - timedelta(days=1)
    if found.related.relation is Relation.REPORT and (eve - found.related.period[1]).days > MONTH:
        of = str(found.related.period[1].year)
        if of == str(eve.year):  # of a part of that year
            of = period(found.related.period, lang)
        yield text("ui.previous.gap", lang, before=of, year=eve.year)


def reservations(checked: CheckedReport, lang: str) -> list[str]:
    """Returns the sentences that state what was not reviewed, or not well."""
    unknown = unrecognised(unreviewed(checked.tagged), lang)
    return [*unknown, *unplaced(checked, lang), *caveats(checked, lang)]


def unplaced(checked: CheckedReport, lang: str) -> Iterator[str]:
    """Yields how much was reviewed under no question, and how many findings there are in it."""
    yield from counted(unreviewed(checked.tagged), lang)
    if checked.unplaced:
        yield text("ui.unreviewed.found", lang, count=len(checked.unplaced))


def caveats(checked: CheckedReport, lang: str) -> Iterator[str]:
    """Yields a sentence for each thing that limits the review of the answers."""
    report = checked.tagged.report
    if checked.tagged.model:
        yield text("ui.own-model", lang, name=checked.tagged.model)
    if report.pictures:
        pages = ", ".join(map(str, report.pictures))
        yield text("ui.pictures", lang, count=len(report.pictures), pages=pages)
    yield from assigned(report.assigned, lang)
    yield from (remark(each, lang) for each in report.remarks)
    if checked.disabled:
        yield disabled_rules(checked.disabled, lang)
    if not report.template:
        more = text("ui.without-form-period", lang) if report.period else ""
        yield text("ui.without-form", lang, more=more)
    elif checked.tagged.period is None:
        yield text("ui.no-period", lang)
    if checked.foreign:
        named = questions(checked.foreign, lang)
        yield text("ui.foreign", lang, count=len(checked.foreign), questions=named)


def assigned(said: Sequence[Assigned], lang: str) -> Iterator[str]:
    """Yields what became of what a person says of the texts."""
    for state in ("applied", "unused"):
        if count := sum(each.state == state for each in said):
            name = said[0].file  # none where it was said on the page alone
            yield text(f"ui.fix.{state if name else 'here'}", lang, count=count, file=name)
    for each in said:
        if each.state in {"gone", "unknown"}:
            details = {"file": each.file, "question": each.question}
            yield text(f"ui.fix.{each.state}", lang, quote=shortened(each.text, EXCERPT), **details)


def counted(found: Sequence[Unreviewed], lang: str) -> Iterator[str]:
    """Yields how much was reviewed under no question, with what to look at first, shortened."""
    for place in ("between", "appended", "mail"):
        here = sorted((each for each in found if each.place == place), key=attrgetter("weight"))
        texts = [shortened(each.text, EXCERPT) for each in here]
        if not texts:
            continue
        quoted = ", ".join(text("ui.quoted", lang, quote=each) for each in texts[:SHOWN])
        key = "among" if len(texts) > SHOWN else "all"
        passages = text(f"ui.unreviewed.{key}", lang, passages=quoted)
        yield text(f"ui.unreviewed.{place}", lang, count=len(texts), passages=passages)


def unrecognised(found: Sequence[Unreviewed], lang: str) -> Iterator[str]:
    """Yields which texts look like questions, which they resemble, and what to do about them."""
    asked = [(each.text, each.question) for each in found if each.question]
    for words, question in asked:
        looks = text("ui.unreviewed.asked", lang, quote=shortened(words))
        yield f"{looks} {_nearest(question, lang)}"
    if asked:
        yield text("ui.unreviewed.ask", lang, count=len(asked))


def note(each: Unreviewed, lang: str) -> str:
    """Returns what to know and to do about a text that was reviewed under no question."""
    if each.question is None:
        return text(f"ui.unreviewed.note.{each.place}", lang)
    looks, ask = text("ui.unreviewed.note.asked", lang), text("ui.unreviewed.ask", lang, count=1)
    return f"{looks} {_nearest(each.question, lang)} {ask}"


def _nearest(question: Unrecognised, lang: str) -> str:
    """Returns the sentence that names the most similar question."""
    key = "near" if question.similarity >= MIN_UNRECOGNISED else "far"
    named = "numbered" if question.number else "named"
    wording = shortened(question.wording.rstrip(" *"))
    named = text(f"ui.unreviewed.{named}", lang, number=question.number, wording=wording)
    return text(f"ui.unreviewed.{key}", lang, question=named)

"""What a reader must know before the findings: what was not reviewed, and what not well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from meta87.form.report import Report, Unrecognised
from meta87.form.shortened import MIN_UNRECOGNISED
from meta87.messages import text
from meta87.pipeline import rows_joined
from meta87.reading.document import Block
from meta87.report.texts import EXCERPT, disabled_rules, questions, shortened
from meta87.rules.checked import CheckedReport

SHOWN = 3  # passages that a sentence quotes

Place = Literal["between", "appended"]


@dataclass(frozen=True, slots=True)
class Unreviewed:
    """A text of the draft that was reviewed under no question.

    Attributes:
        block: a paragraph, a list item, or a table row.
        place: ``appended`` if it follows the last answer, as an annex or a signature does.
        question: the question that it resembles, if it looks like one.
    """

    block: Block
    place: Place
    question: Unrecognised | None = None

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(self.block.text.split())


def unreviewed(report: Report) -> list[Unreviewed]:
    """Returns the texts that were reviewed under no question, in order."""
    appended = report.appended
    between = report.unplaced[: len(report.unplaced) - len(appended)]
    asked = {each.block: each for each in report.unrecognised}
    found = [
        Unreviewed(block, "between", asked.get(block))
        for is_asked, group in groupby(between, key=lambda block: block in asked)
        for block in (group if is_asked else rows_joined(group))
    ]
    found += (Unreviewed(block, "appended") for block in rows_joined(appended))
    return [each for each in found if each.text]


def reservations(checked: CheckedReport, lang: str) -> list[str]:
    """Returns the sentences that state what was not reviewed, or not well."""
    found = unreviewed(checked.tagged.report)
    return [*counted(found, lang), *unrecognised(found, lang), *caveats(checked, lang)]


def caveats(checked: CheckedReport, lang: str) -> Iterator[str]:
    """Yields a sentence for each thing that limits the review of the answers."""
    report = checked.tagged.report
    if report.pictures:
        pages = ", ".join(map(str, report.pictures))
        yield text("ui.pictures", lang, count=len(report.pictures), pages=pages)
    if checked.disabled:
        yield disabled_rules(checked.disabled, lang)
    if checked.tagged.period is None:
        yield text("ui.no-period", lang)
    if checked.foreign:
        yield text("ui.foreign", lang, questions=questions(checked.foreign, lang))


def counted(found: Sequence[Unreviewed], lang: str) -> Iterator[str]:
    """Yields how much was reviewed under no question, with the first texts, shortened."""
    for place in ("between", "appended"):
        texts = [shortened(each.text, EXCERPT) for each in found if each.place == place]
        if not texts:
            continue
        quoted = ", ".join(text("ui.quoted", lang, quote=each) for each in texts[:SHOWN])
        if others := len(texts[SHOWN:]):
            quoted = text("ui.unreviewed.others", lang, passages=quoted, count=others)
        yield text(f"ui.unreviewed.{place}", lang, count=len(texts), passages=quoted)


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

"""From a document's blocks to a report: every piece of text gets exactly one place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from meta87.form.additions import complete
from meta87.form.closing import end_of
from meta87.form.countries import country_code
from meta87.form.folding import fold
from meta87.form.form import Form
from meta87.form.locating import locate
from meta87.form.missing import missing, skipped
from meta87.form.numbering import numbers
from meta87.form.patterns import COUNTRY_TITLE
from meta87.form.period import find_period
from meta87.form.placing import Asked, Placing
from meta87.form.report import Answer, Placed, Report, Role, head_of
from meta87.form.rewording import doubled
from meta87.form.running import told_apart
from meta87.form.splitting import prepare
from meta87.form.template import SLOT, Template, default_template
from meta87.reading.document import Document

KNOWN_FORM = 4  # with fewer questions, a document that does not begin with one may only quote them


def parse(document: Document, template: Template | None = None) -> Report:
    """Parses a document as a filled questionnaire.

    A document in which none of the template's questions is found, or few and not at its head,
    is treated as one answer to a question without wording; its report's ``template`` is then "".
    """
    template = template or default_template()
    form = Form(template)
    blocks = told_apart(prepare(document.blocks, form), document.running)
    located = locate(blocks, form)
    if not located.starts:
        return _one_answer(document)
    starts = complete(blocks, located.starts, form)
    given = numbers([found.number for found in starts.values()])
    doubles = {**located.doubles, **doubled(blocks, starts, form)}
    placing = Placing(form, starts, dict(zip(starts, given, strict=True)), doubles)
    placing.run(blocks, end_of(blocks, starts, form))
    report = _report(document, template, placing)
    few = len(located.starts) < min(KNOWN_FORM, len(template.questions))
    begins = all(each.role is not Role.UNPLACED for each in report.head)
    return report if begins or not few else _one_answer(document)


def _report(document: Document, template: Template, placing: Placing) -> Report:
    head = head_of(placing.placed)
    printed = "\n".join([*_printed(head, Role.UNPLACED), *_printed(placing.placed)])
    named = re.search(template.country, printed)
    country = named["country"].strip(" *_") if named else _headed(head)
    period = find_period(printed, template.period)
    titles = {section.id: SLOT.sub("…", section.title) for section in template.sections}
    return Report(
        source=document.source,
        template=template.id,
        country=country_code(country) or country,
        year=period[1].year if period else None,
        period=period,
        answers=tuple(_answer(asked, titles) for asked in placing.asked),
        placed=(*(_told(each, country) for each in head), *placing.placed[len(head) :]),
        missing=tuple(_answer(each, titles) for each in missing(template, placing.asked)),
        skipped=tuple(_answer(each, titles) for each in skipped(template, placing.asked)),
        pictures=document.pictures,
    )


def _headed(placed: Iterable[Placed]) -> str:
    """Returns the country whose name is alone on a line before the first question, or ""."""
    texts = (each.block.text for each in placed if each.role is Role.UNPLACED)
    return next(filter(country_code, texts), "")


def _told(placed: Placed, country: str) -> Placed:
    """Returns a block, as form text if it is only the country's name before the first question."""
    names = [COUNTRY_TITLE.sub("", fold(text).text) for text in (placed.block.text, country)]
    is_name = bool(country) and names[0] == names[1]
    return replace(placed, role=Role.FORM) if is_name and placed.role is Role.UNPLACED else placed


def _printed(placed: Iterable[Placed], *also: Role) -> Iterator[str]:
    roles = (Role.FORM, Role.QUESTION, *also)
    return (p.block.text for p in placed if p.role in roles)


def _answer(asked: Asked, titles: dict[str, str]) -> Answer:
    question = asked.question
    return Answer(
        question=asked.number,
        wording=asked.wording,
        id=question.id,
        section=titles.get(question.section, ""),
        topic=asked.topic,
        required=question.required or asked.starred,
        closed=bool(question.choices or (asked.choices and not question.id)),
        several=question.several,
        asks=question.asks,
        follows=question.follows,
        when=question.when,
        expects=question.expects,
        tells=question.tells,
        choices=tuple(asked.choices),
        blocks=tuple(asked.blocks),
    )


def _one_answer(document: Document) -> Report:
    blocks = tuple(b for b in document.blocks if b.text and not b.placeholder)
    return Report(
        source=document.source,
        template="",
        country="",
        year=None,
        period=_years(document.text),
        answers=(Answer(question="1", wording="", id="", blocks=blocks),),
        placed=tuple(Placed(block, Role.ANSWER, "1") for block in blocks),
        pictures=document.pictures,
    )


def _years(text: str) -> tuple[date, date] | None:
    """Returns the reference period that a text states explicitly, if any."""
    return find_period(text, r"entre (?P<first>[a-z]+ de \d{4}) y (?P<last>[a-z]+ de \d{4})")

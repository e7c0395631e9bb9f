"""From a document's blocks to a report: every piece of text gets exactly one place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import replace
from functools import lru_cache

from meta87.form.appendix import form_end
from meta87.form.countries import country_code, country_in_head, mark_title
from meta87.form.draft import QuestionDraft
from meta87.form.fix import Fix
from meta87.form.fixing import apply, assigned
from meta87.form.folding import fold
from meta87.form.mail import Left, set_mail_aside
from meta87.form.matching import Form
from meta87.form.numbering import assign_numbers, count_missing
from meta87.form.outline import is_led_paragraph
from meta87.form.period import between_months, find_period
from meta87.form.placing import AnswerAssembler
from meta87.form.preparing import prepare
from meta87.form.questions import Questions, find_questions
from meta87.form.report import Answer, Placed, Report, Role, head_of
from meta87.form.sections import as_single_answer, by_headings
from meta87.form.stated_period import stated_period
from meta87.form.template import SLOT, Template, default_template
from meta87.reading.document import Block, Document, Remark, RemarkKind

MIN_QUESTIONS = 4  # with fewer, a document that does not begin with one may only quote them
SUBJECT = re.compile(r"\W*(?:asunto|subject)\b", re.IGNORECASE)  # of an e-mail or a letter
MAX_LABEL = 14  # words of a title or label at the head of one institution's contribution
MOST_FORMS = 4  # templates whose texts are kept compiled

_Found = tuple[list[Block], dict[int, list[Left]], Questions]


def parse(document: Document, template: Template | None = None, fix: Fix | None = None) -> Report:
    """Parses a document as a filled questionnaire.

    A document in which none of the template's questions is found, or few and not at its head, is
    treated as one answer to a question without wording; its report's ``template`` is then "".
    Before few of which one is certain, titles and labels may stand, and what an e-mail says: a
    contribution.
    With a template without questions, its sections are the answers.

    Args:
        document: the document.
        template: the questionnaire's form; the default one if None.
        fix: which of its texts answer which questions, where a person says so; it is then the
            form, however few of its questions are found; and its country and period.
    """
    report = _parsed(document, template, fix)
    if fix is None:
        return report
    period = between_months(fix.period) or report.period
    country, year = fix.country or report.country, period[1].year if period else None
    return replace(report, country=country, period=period, year=year)


def _parsed(document: Document, template: Template | None, fix: Fix | None) -> Report:
    template = template or default_template()
    if not template.questions:
        return replace(
            by_headings(document, template), assigned=assigned(fix, {}, "unused") if fix else ()
        )
    form = _compiled(template)
    # 1. One question per block, ticked cells as checkboxes, headers and page numbers marked.
    # What e-mails left is set aside; it returns to its place as text under no question.
    # 2. Where each question is asked, and its number.
    blocks, mail, questions = _asked_in(document, form)
    if not questions.asked and fix is None:
        return as_single_answer(document, template)
    printed = [match.number for match in questions.asked.values()]
    numbers = dict(zip(questions.asked, assign_numbers(printed), strict=True))
    # 3. Where the last answer ends and an appendix begins.
    end = form_end(blocks, questions.asked, form) if questions.asked else len(blocks)
    # 4. Every block in its place: form, question, option, answer, or unplaced.
    assembler = AnswerAssembler(form, questions, numbers)
    assembler.run(blocks, end, mail)
    applied = apply(assembler, fix) if fix else ()
    # 5. Country and period, answers, and the questions that are missing.
    mailed = {each.block for left in mail.values() for each in left if each.block.cell is None}
    report = replace(_report(document, template, assembler, mailed), assigned=applied)
    few = questions.matched < min(MIN_QUESTIONS, len(template.questions))
    if fix or not few:
        return report
    before = [p.block for p in report.head if p.role is Role.UNPLACED and p.block not in mailed]
    if before and not mailed and not (questions.is_certain and all(map(is_label, before))):
        return as_single_answer(document, template)
    remark = Remark(RemarkKind.PART, questions.matched)
    return replace(report, remarks=(*report.remarks, remark))


@lru_cache(MOST_FORMS)
def _compiled(template: Template) -> Form:
    return Form(template)


def _asked_in(document: Document, form: Form) -> _Found:
    """Returns the blocks of a document, what e-mails left, and where its questions are asked.

    A title in bold stands before the text of a paragraph unless more are found without.
    """
    found: list[_Found] = []
    for led in (True, False) if any(map(is_led_paragraph, document.blocks)) else (True,):
        blocks, mail = set_mail_aside(prepare(document, form, led=led), form)
        found.append((blocks, mail, find_questions(blocks, form)))
    return max(found, key=lambda each: each[2].matched)


def is_label(block: Block) -> bool:
    """Returns whether a text before the first question is a title or a label: "Institución: …"."""
    return len(block.text.split()) <= MAX_LABEL and not block.text.endswith((".", "?"))


def _report(
    document: Document, template: Template, assembler: AnswerAssembler, mailed: Set[Block]
) -> Report:
    placed, drafts = assembler.placed, assembler.drafts
    head = head_of(placed)
    subject = {each.block for each in head if SUBJECT.match(each.block.text)}
    lines = [each.block.text for each in head if each.block not in mailed - subject]
    form_texts = [each for each in placed if each.role in {Role.FORM, Role.QUESTION}]
    printed = _text((*head, *form_texts))
    named = re.search(template.country, printed)
    country = named["country"].strip(" *_") if named else country_in_head(lines)
    letters = [each.block.text for each in head if each.block in mailed]
    letters = [text for text in letters if "periodo" in fold(text).text]
    period = (
        find_period(_text(form_texts), template.period)
        or stated_period(lines)
        or find_period(printed, template.period)
        or stated_period(letters)
    )
    titles = {section.id: SLOT.sub("…", section.title) for section in template.sections}
    asked = [(d.question.id, int(d.number)) for d in drafts if d.number.isdecimal()]
    missing = [q for q in template.questions for _ in range(count_missing(q, template, asked))]
    known = {*missing, *(draft.question for draft in drafts)}
    skipped = [q for q in template.questions if q.later and q not in known]
    return Report(
        source=document.source,
        template=template.id,
        country=country_code(country) or country,
        year=period[1].year if period else None,
        period=period,
        answers=tuple(_answer(draft, titles) for draft in drafts),
        placed=(*(mark_title(each, country) for each in head), *placed[len(head) :]),
        missing=tuple(_answer(QuestionDraft.of(question), titles) for question in missing),
        skipped=tuple(_answer(QuestionDraft.of(question), titles) for question in skipped),
        unrecognised=tuple(assembler.unrecognised),
        mail=tuple(  # what they quote may be of the report
            e.block
            for e in placed
            if e.role is Role.UNPLACED and e.block in mailed and not e.block.quoted
        ),
        pictures=document.pictures,
        remarks=document.remarks,
    )


def _text(placed: Iterable[Placed]) -> str:
    return "\n".join(each.block.text for each in placed)


def _answer(draft: QuestionDraft, titles: dict[str, str]) -> Answer:
    question = draft.question
    return Answer(
        question=draft.number,
        wording=draft.wording,
        id=question.id,
        section=titles.get(question.section, ""),
        topic=draft.topic,
        required=question.required or draft.starred,
        closed=bool(question.choices or (draft.choices and not question.id)),
        several=question.several,
        asks=question.asks,
        follows=question.follows,
        when=question.when,
        expects=question.expects,
        tells=question.tells,
        choices=tuple(draft.choices),
        blocks=tuple(draft.blocks),
        topic_number=draft.topic_number,
    )

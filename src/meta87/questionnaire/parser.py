"""From a document's blocks to a report: every piece of text gets exactly one place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from meta87.questionnaire.countries import country_code
from meta87.questionnaire.form import Form, Found
from meta87.questionnaire.period import find_period
from meta87.questionnaire.report import Answer, Choice, Placed, Report, Role
from meta87.questionnaire.template import Question, Template, default_template
from meta87.reading.document import Block, BlockKind, Document

KNOWN_FORM = 4  # fewer questions found, and the document is no form of this template
NUMBER = re.compile(r"\s*(\d{1,3})\s*[.)\-]")
STRAY = re.compile(r"\W*(\w|\d{1,3}[.)])?\W*")  # a lost number, letter or mark
TOPIC_NUMBER = re.compile(r"^\d{1,2}\s*[.:)]?[\s\"«“'\[(]*")


def parse(document: Document, template: Template | None = None) -> Report:
    """Understand a document as a filled questionnaire.

    A document in which too few of the template's questions are found is taken as one
    answer to a question without wording; its report's ``template`` is then "".
    """
    template = template or default_template()
    form = Form(template)
    starts = _questions(document.blocks, form)
    if len(starts) < KNOWN_FORM:
        return _one_answer(document)
    placing = _Placing(form, starts)
    placing.run(document.blocks)
    return _report(document, template, placing)


def _questions(blocks: Sequence[Block], form: Form) -> dict[int, Found]:
    """Say at which blocks questions start: each where it is found best, repeated ones at all."""
    found = [hit for at in range(len(blocks)) if (hit := form.question_at(blocks, at))]
    best: dict[str, Found] = {}
    for hit in found:
        key = hit.question.id + (hit.slots.get("topic", "") if hit.question.repeats else "")
        if key not in best or hit.quality > best[key].quality:
            best[key] = hit
    return {hit.at: hit for hit in sorted(best.values(), key=lambda hit: hit.at)}


@dataclass(slots=True)
class _Asked:
    """A question as met in the document, with what was put under it."""

    number: str
    question: Question
    wording: str
    topic: str
    starred: bool
    choices: list[Choice] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


class _Placing:
    """One walk over the blocks: each is put, whole or in slices, under a role."""

    def __init__(self, form: Form, starts: dict[int, Found]) -> None:
        self.form = form
        self.starts = starts
        self.asked: list[_Asked] = []
        self.placed: list[Placed] = []

    def run(self, blocks: Sequence[Block]) -> None:
        """Place all blocks."""
        at = 0
        while at < len(blocks):
            if found := self.starts.get(at):
                at = self._question(blocks, found)
            elif blocks[at].kind is BlockKind.CHECKBOX:
                self._choice(blocks[at])
                at += 1
            else:
                at = self._text(blocks, at)

    def _question(self, blocks: Sequence[Block], found: Found) -> int:
        whole = " ".join(block.text for block in blocks[found.at : found.last + 1])
        wording = whole[: found.end].strip()
        self._ask(found, blocks[found.at], wording)
        for block in blocks[found.at : found.last]:
            self._put(block, Role.QUESTION)
        last = blocks[found.last]
        self._put(last.slice(0, found.cut), Role.QUESTION)
        self._rest(last.slice(found.cut, len(last.text)))
        return found.last + 1

    def _ask(self, found: Found, block: Block, wording: str) -> None:
        printed = NUMBER.match(block.marker + " " + wording if block.marker else wording)
        before = int(self.asked[-1].number) if self.asked else 0
        number = int(printed[1]) if printed and int(printed[1]) > before else before + 1
        topic = TOPIC_NUMBER.sub("", found.slots.get("topic", "")) or found.question.topic
        starred = wording.rstrip().endswith("*") or "? *" in wording or "?*" in wording
        self.asked.append(_Asked(str(number), found.question, wording, topic, starred))

    def _text(self, blocks: Sequence[Block], at: int) -> int:
        """Place a block that starts no question: form text, then what is left as an answer."""
        note = self.form.note_at(blocks, at)
        if note is None:
            self._rest(blocks[at])
            return at + 1
        for block in blocks[at : note.last]:
            self._put(block, Role.FORM)
        last = blocks[note.last]
        self._put(last.slice(0, note.cut), Role.FORM)
        self._rest(last.slice(note.cut, len(last.text)))
        return note.last + 1

    def _rest(self, block: Block) -> None:
        """Place what may be an answer, after any form text that it starts with."""
        while block.text and (note := self.form.note_at([block], 0)):
            self._put(block.slice(0, note.cut), Role.FORM)
            block = block.slice(note.cut, len(block.text))
        if not block.text and not block.placeholder:
            return
        if not self.asked or self._is_form(block):
            self._put(block, Role.FORM)
        else:
            self._put(block, Role.ANSWER)
            self.asked[-1].blocks.append(block)

    def _is_form(self, block: Block) -> bool:
        stray = bool(STRAY.fullmatch(block.text)) and block.cell is None
        return block.placeholder or stray or self.form.is_heading(block)

    def _choice(self, block: Block) -> None:
        if not self.asked:
            self._put(block, Role.FORM)
            return
        asked = self.asked[-1]
        label, end = self.form.option(asked.question, block.text)
        asked.choices.append(Choice(label, bool(block.checked)))
        self._put(block.slice(0, end), Role.CHOICE)
        written = block.slice(end, len(block.text))
        if written.text:
            self._rest(replace(written, kind=BlockKind.PARAGRAPH, checked=None))

    def _put(self, block: Block, role: Role) -> None:
        number = self.asked[-1].number if self.asked else ""
        self.placed.append(Placed(block, role, "" if role is Role.FORM else number))


def _report(document: Document, template: Template, placing: _Placing) -> Report:
    printed = "\n".join(_printed(placing.placed))
    named = re.search(template.country, printed)
    country = named["country"].strip(" *_") if named else ""
    period = find_period(printed, template.period)
    titles = {section.id: section.title for section in template.sections}
    answers = tuple(_answer(asked, titles) for asked in placing.asked)
    return Report(
        source=document.source,
        template=template.id,
        country=country_code(country) or country,
        year=period[1].year if period else None,
        period=period,
        answers=answers,
        placed=tuple(placing.placed),
    )


def _printed(placed: Iterable[Placed]) -> Iterator[str]:
    return (p.block.text for p in placed if p.role in (Role.FORM, Role.QUESTION))


def _answer(asked: _Asked, titles: dict[str, str]) -> Answer:
    question = asked.question
    return Answer(
        question=asked.number,
        wording=asked.wording,
        id=question.id,
        section=titles.get(question.section, ""),
        topic=asked.topic,
        required=question.required or asked.starred,
        closed=bool(question.choices),
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
    )


def _years(text: str) -> tuple[date, date] | None:
    """Give the reference period that a text states in so many words, if any."""
    return find_period(text, r"entre (?P<first>[a-z]+ de \d{4}) y (?P<last>[a-z]+ de \d{4})")

"""One walk over the blocks of a document: each is placed, whole or in slices, exactly once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from meta87.form.contributions import author_of_line
from meta87.form.draft import QuestionDraft, options_typed
from meta87.form.folding import fold
from meta87.form.mail import Left
from meta87.form.matching import Form, FormMatch, topic_of
from meta87.form.numbered import BARE
from meta87.form.options import TypedOption, match_option, sets_marks_after, typed_options
from meta87.form.outline import topic_in
from meta87.form.questions import Questions
from meta87.form.report import Placed, Role, Unrecognised
from meta87.form.residue import is_cropped_copy, is_residue
from meta87.form.short_options import option_named
from meta87.form.similarity import QUOTED
from meta87.form.template import SLOT
from meta87.reading.document import Block, BlockKind

MIN_MORE = 40  # characters of an option that asks more, and of a text that is one
STRAY = re.compile(r"\W*+(?:[^\W\d]|\d{1,3}[.)])?+\W*")  # a lost number, letter or mark


class AnswerAssembler:
    """Places every block under its question.

    Args:
        form: texts of the form.
        questions: the questions of the document.
        numbers: numbers of the questions by their first blocks.
    """

    def __init__(self, form: Form, questions: Questions, numbers: Mapping[int, int]) -> None:
        self.form = form
        self._synonyms = form.template.option_synonyms
        self._marks_after = False  # whether the document ticks options by a mark after them
        self.questions = questions
        self.numbers = numbers
        self.drafts: list[QuestionDraft] = []
        self.placed: list[Placed] = []
        self.unrecognised: list[Unrecognised] = []
        self._asked: dict[int, QuestionDraft] = {}  # by their first blocks
        self._current: QuestionDraft | None = None  # None where no question claims the text
        self._author = ""  # of what follows under the question, where a line names one
        # The preceding text of the form: in the template, as printed.
        self._preceding: tuple[str, str] | None = None

    def run(self, blocks: Sequence[Block], end: int, mail: Mapping[int, Sequence[Left]]) -> None:
        """Places all blocks; from ``end`` on, only texts of the form are recognised.

        Args:
            blocks: blocks of the document, without those of ``mail``.
            end: index of the first block after the last answer.
            mail: what e-mails left, by the index of the block that follows.
        """
        index = mailed = 0
        labels = tuple(label for each in self.form.questions for label in each.choices)
        short = [block.text for block in blocks if len(block.text) <= self.form.longest]
        self._marks_after = sets_marks_after(labels, short)
        while index < len(blocks):
            mailed = self._place_mail(mail, mailed, index)
            if (asks := self.questions.answers.get(index)) is not None:
                self._current, self._author = self._asked.get(asks), ""
            if index >= end:
                index = self._place_appendix(blocks, index)
            elif match := self.questions.asked.get(index):
                index = self._place_question(blocks, match)
            elif self._is_apart(blocks[index], index):
                index += 1
            elif blocks[index].kind is BlockKind.CHECKBOX:
                self._place_checkbox(blocks[index])
                index += 1
            else:
                index = self._place_text(blocks, index)
        self._place_mail(mail, mailed, len(blocks))
        for draft in [*self.drafts]:
            draft.resolve_choices()
            self._pass_on(draft)

    def _is_apart(self, block: Block, index: int) -> bool:
        """Returns whether a block is neither a question nor of an answer, and places it if so."""
        role = Role.FORM
        if more := self._asks_more(block):
            self._current = more
        elif index in self.questions.titles:
            self._current = None
        elif unrecognised := self.questions.unrecognised.get(index):
            self._current, role = None, Role.UNPLACED
            self.unrecognised.append(unrecognised)
        elif index in self.questions.between:
            is_printed = block.placeholder or BARE.fullmatch(block.text)
            self._current, role = None, Role.FORM if is_printed else Role.UNPLACED
        else:
            return False
        self._append(block, role)
        return True

    def _asks_more(self, block: Block) -> QuestionDraft | None:
        """Returns the question whose option that asks more a text is, if nothing is before it."""
        is_line = block.kind is not BlockKind.CHECKBOX and block.text.endswith(":")
        if not is_line or not MIN_MORE < len(block.text) <= self.form.longest:
            return None
        for draft in reversed(self.drafts):
            label = match_option(draft.question, block.text)[0]
            if label.endswith(":") and len(label) > MIN_MORE and label in draft.question.choices:
                first, printed = (fold(text).text.split()[:2] for text in (block.text, label))
                return draft if first == printed else None
        return None

    def _pass_on(self, draft: QuestionDraft) -> None:
        """Places what is told beside options under the question that asks more, if it was left out.

        It was where the document goes on with another question.
        """
        asked = draft.question
        more = next((q for q in self.form.questions if q.follows == asked.id != ""), None)
        if draft is self.drafts[-1] or more is None or more.choices:
            return
        if more.id in {each.question.id for each in self.drafts}:
            return
        chosen = {choice.label for choice in draft.choices if choice.checked}
        if not draft.blocks or not (asked.several or chosen.intersection(more.when)):
            return
        last = max((int(each.number) for each in self.drafts if each.number.isdecimal()), default=0)
        below = QuestionDraft.of(more, str(last + 1))
        below.blocks, draft.blocks = draft.blocks, []
        self.drafts.insert(self.drafts.index(draft) + 1, below)
        self.placed = [
            replace(each, question=below.number)
            if each.role is Role.ANSWER and each.question == draft.number
            else each
            for each in self.placed
        ]

    def take_out(self, run: Sequence[Placed]) -> None:
        """Takes texts out of the answers that they are in, with the questions among them."""
        for draft in [d for d in self.drafts if any(d.number == each.question for each in run)]:
            own = [each for each in run if each.question == draft.number]
            gone = {each.block for each in own}
            ticks = (each.block.text for each in own if each.role is Role.CHOICE)
            labels = {option_named(draft.question, text, self._synonyms)[0] for text in ticks}
            draft.blocks = [block for block in draft.blocks if block not in gone]
            draft.choices = [choice for choice in draft.choices if choice.label not in labels]
            asks = any(each.role is Role.QUESTION for each in own)
            if asks or not (draft.blocks or draft.choices or self._is_asked(draft)):
                self.drafts.remove(draft)

    def _is_asked(self, draft: QuestionDraft) -> bool:
        """Returns whether a question is asked, and not only answered by a text that recalls it."""
        return (Role.QUESTION, draft.number) in ((e.role, e.question) for e in self.placed)

    def _insert(self, draft: QuestionDraft) -> None:
        """Adds a question where the form has it."""
        places = [self.form.place_of.get(each.question.id, -1) for each in self.drafts]
        own = self.form.place_of.get(draft.question.id, -1)
        before = (n for n, place in enumerate(places, start=1) if 0 <= place <= own)
        self.drafts.insert(max(before, default=0), draft)

    def place_again(
        self, run: Sequence[Placed], target: QuestionDraft | None, asked_end: int
    ) -> None:
        """Places texts under another question, which the first may ask up to an end, or none."""
        self._current, self._author, self._preceding = target, "", None
        if target and target not in self.drafts:
            self._insert(target)
        known = [*target.choices] if target else []
        if target and asked_end:
            target.wording = run[0].block.text[:asked_end].strip()
            if target.question.repeats:
                quoted = QUOTED.search(target.wording)
                target.topic = topic_of(quoted[1])[1] if quoted else topic_in(target.wording)
            match = FormMatch(target.question, 0, 0, asked_end, asked_end)
            self._place_form_text([run[0].block], match, Role.QUESTION)
        for each in run[bool(asked_end) :]:
            if each.role is Role.FORM:
                self._append(each.block, Role.FORM)
            elif target and each.block.kind is BlockKind.CHECKBOX:
                self._place_checkbox(each.block)
            else:
                self._place_answer_text(each.block)
        if target:
            target.choices = known or target.choices
            target.resolve_choices()

    def _place_mail(self, mail: Mapping[int, Sequence[Left]], first: int, last: int) -> int:
        """Places what e-mails left before the blocks ``first`` to ``last``, under no question."""
        for index in range(first, last + 1):
            for left in mail.get(index, ()):
                self._append(left.block, Role.UNPLACED)
                if left.ends:
                    self._current = None
        return last + 1

    def _place_question(self, blocks: Sequence[Block], match: FormMatch) -> int:
        joined = " ".join(block.text for block in blocks[match.first_block : match.last_block + 1])
        wording = joined[: match.text_end].strip(" ,")
        if BARE.fullmatch(wording) or not wording:
            wording = SLOT.sub("…", match.question.wording)
        topic = match.topic[1] or match.question.topic
        starred = wording.endswith("*") or "? *" in wording or "?*" in wording
        number = str(self.numbers[match.first_block])
        # The row of a table is counted, which is no number that the document gives.
        named = None if match.topic[1] == wording else match.topic[0]
        self._current = QuestionDraft(
            number, match.question, wording, topic, starred, topic_number=named
        )
        self._author = ""
        self.drafts.append(self._current)
        self._asked[match.first_block] = self._current
        return self._place_form_text(blocks, match, Role.QUESTION)

    def _place_form_text(self, blocks: Sequence[Block], match: FormMatch, role: Role) -> int:
        """Places a text of the form; the rest of its last block may be an answer."""
        last = blocks[match.last_block]
        parts = [*blocks[match.first_block : match.last_block], last.slice(0, match.block_end)]
        for part in parts:
            if part.text:
                self._append(part, role)
        self._preceding = match.question.wording, " ".join(part.text for part in parts)
        self._place_answer_text(last.slice(match.block_end, len(last.text)))
        return match.last_block + 1

    def _place_text(self, blocks: Sequence[Block], index: int) -> int:
        """Places a block that begins no question: form text, then the rest as an answer."""
        match = self.questions.duplicates.get(index) or self.form.note_at(blocks, index)
        if match is not None:
            return self._place_form_text(blocks, match, Role.FORM)
        block, following = blocks[index], blocks[index + 1 : index + 2]
        is_cropped = bool(following) and is_cropped_copy(block.text, following[0].text)
        if is_cropped and self.form.note_at(blocks, index + 1):
            self._append(block, Role.FORM)
        else:
            self._place_answer_text(block)
        return index + 1

    def _place_appendix(self, blocks: Sequence[Block], index: int) -> int:
        if note := self.form.note_at(blocks, index):
            for block in blocks[index : note.last_block + 1]:
                self._append(block, Role.FORM)
            return note.last_block + 1
        block = blocks[index]
        self._append(block, Role.FORM if block.placeholder else Role.UNPLACED)
        return index + 1

    def _place_answer_text(self, block: Block) -> None:
        """Places a possible answer, after any form text that it begins with."""
        while block.text and (note := self.form.note_at([block], 0)):
            printed = block.slice(0, note.block_end)
            self._append(printed, Role.FORM)
            self._preceding = note.question.wording, printed.text
            block = block.slice(note.block_end, len(block.text))
        if not block.text and not block.placeholder:
            return
        if author := author_of_line(block):
            self._author = author
        if author or self._is_form_text(block):
            self._append(block, Role.FORM)
        elif self._current is None:
            self._append(block, Role.UNPLACED)
        elif options := self._options_typed(block):
            self._place_answer_text(block.slice(options[-1].end, len(block.text)))
        else:
            block = replace(block, author=self._author) if self._author else block
            self._append(block, Role.ANSWER)
            self._current.blocks.append(block)
            self._preceding = None

    def _options_typed(self, block: Block) -> list[TypedOption]:
        """Places the options that a text begins with, and returns them.

        One that asks more about another may be asked right below it, the answers to both then.
        """
        draft = self._current
        if draft is None:
            return []
        before = self._before(draft)
        for each in (before if before and not before.choices else None, draft):
            marks = self._marks_after
            options = each and options_typed(each, block, self._synonyms, marks_after=marks)
            if each and options:
                self._current = each
                self._place_options(each, block, options)
                self._current = draft
                return options
        return []

    def _before(self, draft: QuestionDraft) -> QuestionDraft | None:
        """Returns the question right above another, unanswered too, about which that asks more."""
        before = self.drafts[-2] if len(self.drafts) > 1 else None
        is_below = before and before.question.id == draft.question.follows
        return before if before and is_below and not (before.blocks or draft.blocks) else None

    def _is_form_text(self, block: Block) -> bool:
        if block.placeholder or self.form.is_heading(block):
            return True
        if self._preceding is not None and is_residue(block.text, *self._preceding):
            return True
        return block.cell is None and STRAY.fullmatch(block.text) is not None

    def _place_checkbox(self, block: Block) -> None:
        draft = self._current
        if draft is None:
            self._append(block, Role.UNPLACED)
            return
        below, before = draft, self._before(draft)
        label, end = option_named(draft.question, block.text, self._synonyms)
        if before and label not in draft.question.choices:
            named, at = option_named(before.question, block.text, ())
            if named in before.question.choices:
                draft, label, end = before, named, at
        self._current, draft.has_boxes = draft, True
        typed = typed_options(draft.question.choices, block.text)
        if len(typed) == 1:
            label, end = typed[0].label, typed[0].end
        is_ticked = bool(block.checked) or any(option.ticked for option in typed)
        draft.choose(label, checked=is_ticked)
        printed = block.slice(0, end)
        self._append(printed, Role.CHOICE)
        self._preceding = label, printed.text
        written, self._current = block.slice(end, len(block.text)), below
        if written.text:
            self._place_answer_text(replace(written, kind=BlockKind.PARAGRAPH, checked=None))

    def _place_options(
        self, draft: QuestionDraft, block: Block, options: Sequence[TypedOption]
    ) -> None:
        start = 0
        for option in options:
            draft.choose(option.label, checked=option.ticked)
            self._append(block.slice(start, option.end), Role.CHOICE)
            start = option.end

    def _append(self, block: Block, role: Role) -> None:
        if role is Role.FORM and not block.text and not block.placeholder:
            return
        draft = None if role in {Role.FORM, Role.UNPLACED} else self._current
        self.placed.append(Placed(block, role, draft.number if draft else ""))

"""One walk over the blocks of a document: each is put, whole or in slices, in one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from meta87.form.form import Form, Found, bare_topic
from meta87.form.options import option
from meta87.form.patterns import MARK, STRAY
from meta87.form.remains import is_cropped, is_remains
from meta87.form.report import Choice, Placed, Role
from meta87.form.template import Question
from meta87.form.typed import Typed, leading_option, typed_options
from meta87.reading.document import Block, BlockKind


@dataclass(slots=True)
class Asked:
    """A question as met in the document, with what was put under it.

    Attributes:
        bare: whether its options stand in the document as mere text, none with a box or mark.
    """

    number: str
    question: Question
    wording: str
    topic: str
    starred: bool
    choices: list[Choice] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    bare: bool = True

    def settle(self) -> None:
        """Marks an option as ticked that is alone without a box, or begins the answer."""
        labels = self.question.choices
        if not self.choices and self.blocks:
            label = leading_option(labels, self.blocks[0].text)
            self.choices = [Choice(label, checked=True)] if label else []
        elif self.bare and len(self.choices) == 1 < len(labels):
            self.choices = [Choice(self.choices[0].label, checked=True)]


class Placing:
    """Where everything in a document belongs.

    Args:
        form: the form's texts.
        starts: the questions by the block that they begin at.
        numbers: the number of each, by the same.
        doubles: the doubled wordings by the block that they begin at.
    """

    def __init__(
        self,
        form: Form,
        starts: Mapping[int, Found],
        numbers: Mapping[int, int],
        doubles: Mapping[int, Found],
    ) -> None:
        self.form = form
        self.starts = starts
        self.numbers = numbers
        self.doubles = doubles
        self.asked: list[Asked] = []
        self.placed: list[Placed] = []
        self.before: tuple[str, str] | None = None  # the form's text just before: known, printed

    def run(self, blocks: Sequence[Block], end: int) -> None:
        """Places all blocks; from ``end`` on, after the form, only its texts are recognised."""
        at = 0
        while at < len(blocks):
            if at >= end:
                at = self._after(blocks, at)
            elif found := self.starts.get(at):
                at = self._question(blocks, found)
            elif blocks[at].kind is BlockKind.CHECKBOX:
                self._choice(blocks[at])
                at += 1
            else:
                at = self._text(blocks, at)
        for asked in self.asked:
            asked.settle()

    def _question(self, blocks: Sequence[Block], found: Found) -> int:
        whole = " ".join(block.text for block in blocks[found.at : found.last + 1])
        wording = whole[: found.end].strip()
        topic = bare_topic(found.slots.get("topic", "")) or found.question.topic
        starred = wording.endswith("*") or "? *" in wording or "?*" in wording
        number = str(self.numbers[found.at])
        self.asked.append(Asked(number, found.question, wording, topic, starred))
        return self._known(blocks, found, Role.QUESTION)

    def _known(self, blocks: Sequence[Block], found: Found, role: Role) -> int:
        """Places a text of the form; the rest of its last block may be an answer."""
        parts = [*blocks[found.at : found.last], blocks[found.last].slice(0, found.cut)]
        for part in parts:
            self._put(part, role)
        self.before = found.question.wording, " ".join(part.text for part in parts)
        last = blocks[found.last]
        self._rest(last.slice(found.cut, len(last.text)))
        return found.last + 1

    def _text(self, blocks: Sequence[Block], at: int) -> int:
        """Places a block that starts no question: form text, then the rest as an answer."""
        known = self.doubles.get(at) or self.form.note_at(blocks, at)
        if known is not None:
            return self._known(blocks, known, Role.FORM)
        following = self.form.note_at(blocks, at + 1) if at + 1 < len(blocks) else None
        if following and is_cropped(blocks[at].text, blocks[at + 1].text):
            self._put(blocks[at], Role.FORM)
        else:
            self._rest(blocks[at])
        return at + 1

    def _after(self, blocks: Sequence[Block], at: int) -> int:
        """Places a block that follows the last answer."""
        if known := self.form.note_at(blocks, at):
            for block in blocks[at : known.last + 1]:
                self._put(block, Role.FORM)
            return known.last + 1
        self._put(blocks[at], Role.FORM if blocks[at].placeholder else Role.UNPLACED)
        return at + 1

    def _rest(self, block: Block) -> None:
        """Places a possible answer, after any form text that it starts with."""
        while block.text and (note := self.form.note_at([block], 0)):
            printed = block.slice(0, note.cut)
            self._put(printed, Role.FORM)
            self.before = note.question.wording, printed.text
            block = block.slice(note.cut, len(block.text))
        if not block.text and not block.placeholder:
            return
        if self._is_form(block):
            self._put(block, Role.FORM)
        elif not self.asked:
            self._put(block, Role.UNPLACED)
        elif options := self._typed(block):
            self._options(block, options)
        else:
            self._put(block, Role.ANSWER)
            self.asked[-1].blocks.append(block)
            self.before = None

    def _is_form(self, block: Block) -> bool:
        if block.placeholder or self.form.is_heading(block):
            return True
        if self.before is not None and is_remains(block.text, *self.before):
            return True
        return STRAY.fullmatch(block.text) is not None and block.cell is None

    def _choice(self, block: Block) -> None:
        if not self.asked:
            self._put(block, Role.UNPLACED)
            return
        asked = self.asked[-1]
        asked.bare = False
        label, end = option(asked.question, block.text)
        typed = typed_options(asked.question.choices, block.text)
        if len(typed) == 1:
            label, end = typed[0].label, typed[0].end
        choice = Choice(label, bool(block.checked) or any(each.ticked for each in typed))
        if not asked.choices or asked.choices[-1].label != label:
            asked.choices.append(choice)
        elif choice.checked:
            asked.choices[-1] = choice
        printed = block.slice(0, end)
        self._put(printed, Role.CHOICE)
        self.before = label, printed.text
        written = block.slice(end, len(block.text))
        if written.text:
            self._rest(replace(written, kind=BlockKind.PARAGRAPH, checked=None))

    def _typed(self, block: Block) -> list[Typed]:
        """Returns the options that a text consists of, where the question's options may be."""
        asked = self.asked[-1]
        if asked.blocks or not asked.question.choices:
            return []
        mark = f"{block.marker} " if MARK.fullmatch(block.marker) else ""
        options = typed_options(asked.question.choices, mark + block.text)
        known = {choice.label for choice in asked.choices}
        if any(each.label in known for each in options):
            return []
        return [replace(each, end=each.end - len(mark)) for each in options]

    def _options(self, block: Block, options: Sequence[Typed]) -> None:
        """Places a text that consists of options."""
        asked, start = self.asked[-1], 0
        for each in options:
            asked.choices.append(Choice(each.label, each.ticked))
            asked.bare = asked.bare and not each.ticked
            self._put(block.slice(start, each.end), Role.CHOICE)
            start = each.end

    def _put(self, block: Block, role: Role) -> None:
        if not block.text and role is Role.FORM and not block.placeholder:
            return
        named = role in {Role.QUESTION, Role.CHOICE, Role.ANSWER} and self.asked
        self.placed.append(Placed(block, role, self.asked[-1].number if named else ""))

"""A template's texts matched against the blocks of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache, cached_property

from meta87.form.folding import Folded, fold
from meta87.form.similarity import Similarity
from meta87.form.template import Question, Template
from meta87.form.wording import OPENING, Match, Wording
from meta87.reading.document import Block, BlockKind

MAX_BLOCKS = 3  # over which a text of the form may run
MAX_LENGTH = 4_000  # characters from the start of a block in which a text of the form ends
FINAL_SCORE = 96.0  # a match this good is not tried over the following blocks
MIN_GAIN = 4.0  # score gained by a match over one block more
MAX_LETTERS_BEFORE = 8  # letters before a text of the form that conversion errors leave
QUOTE_WITHIN = 8  # characters of a text of the form, within which a quotation opens
QUOTES = "«“\"‘'"

PRINTED_NUMBER = re.compile(r"\W{0,3}(\d{1,3})(?=\W)")
TOPIC_NUMBER = re.compile(r"\W*(\d{1,2})\s*[.:)]?[\s\"«“'\[(]+")
# The instructions with which a form asks.
ORDERS = re.compile(
    r"\W*(?:\d+\W+)?(?:por favor|s[ií]rvase|describa|especifique|indique|explique|señale|mencione"
    r"|enumere|facilite|proporcione|detalle|cuéntenos|díganos|informe|comente)\b",
    re.IGNORECASE,
)

_Hit = tuple[Question, Match]


@dataclass(frozen=True, slots=True)
class FormMatch:
    """A text of the form matched in blocks ``first_block`` to ``last_block``.

    Attributes:
        question: the question; for a note or heading, one without id that has its wording.
        first_block: index of the first block.
        last_block: index of the last block.
        block_end: offset in the last block after the text.
        text_end: offset after the text in the blocks' texts joined by one space.
        score: similarity, 0 to 100.
        slots: texts in the slots of the wording.
        is_whole_block: whether the blocks contain nothing else.
        number: number printed before it, or None.
        is_quoted: whether it follows other words, or opens with a quotation mark.
    """

    question: Question
    first_block: int
    last_block: int
    block_end: int
    text_end: int
    score: float = 100.0
    slots: Mapping[str, str] = field(default_factory=dict)
    is_whole_block: bool = True
    number: int | None = None
    is_quoted: bool = False


class Form:
    """The texts of a template, compiled."""

    def __init__(self, template: Template) -> None:
        self.questions = template.questions
        titles = [section.title for section in template.sections]
        self.titles = [Wording.parse(title, must_fill_block=True) for title in titles]
        self.labels = {fold(label).text for q in template.questions for label in q.choices}
        asked = [(question, Wording.parse(question.wording)) for question in self.questions]
        notes = [(_printed(note), Wording.parse(note)) for note in template.notes]
        titled = zip(map(_printed, titles), self.titles, strict=True)
        self._asked, self._printed = _Texts(asked), _Texts([*notes, *titled])

    @cached_property
    def similarity(self) -> Similarity:
        """How similar a text is to each question that was shortened or retyped."""
        return Similarity(self.questions)

    def question_at(self, blocks: Sequence[Block], index: int) -> FormMatch | None:
        """Returns the question that begins at a block, or None."""
        if blocks[index].kind is BlockKind.CHECKBOX:
            return None
        return _best_match(self._asked, blocks, index)

    def reworded_at(self, blocks: Sequence[Block], index: int, among: Set[str]) -> FormMatch | None:
        """Returns the question, of some, that a block begins with but for its first words."""
        hits = self._asked.all(blocks[index].text)
        if among.isdisjoint(question.id for question, _ in hits):
            return None
        question, match = _best(hits)
        return _form_match(question, match, blocks, index, index)

    def note_at(self, blocks: Sequence[Block], index: int) -> FormMatch | None:
        """Returns the form text, other than a question, that begins at a block, or None."""
        return _best_match(self._printed, blocks, index)

    def is_heading(self, block: Block) -> bool:
        """Returns whether a heading is one of the form's, or the beginning of one."""
        if block.kind is not BlockKind.HEADING:
            return False
        start = fold(block.text).text
        return any(title.pieces[0].startswith(start) for title in self.titles)


def printed_number(block: Block, start: int = 5) -> int | None:
    """Returns the number printed before a text of the form that begins at ``start``."""
    number = PRINTED_NUMBER.match(f"{block.marker} ")
    number = number or PRINTED_NUMBER.match(block.text[:start] + " ")
    return int(number[1]) if number else None


def topic_number(topic: str) -> str:
    """Returns the number of a priority or next step before its words; empty string if none."""
    number = TOPIC_NUMBER.match(topic + " ")
    return number[1] if number else ""


def bare_topic(topic: str) -> str:
    """Returns the words of a priority or next step without its number."""
    return TOPIC_NUMBER.sub("", topic, count=1)


def _printed(text: str) -> Question:
    """Returns a text of the form as a question without id."""
    return Question(id="", section="", wording=text)


def _best_match(texts: _Texts, blocks: Sequence[Block], index: int) -> FormMatch | None:
    """Returns the best-matching wording at a block, over more blocks if that is better."""
    best: FormMatch | None = None
    for last, text, before in _widening(blocks, index):
        hit = texts.best(text)
        if hit is None:
            continue
        question, match = hit
        is_within = match.start < len(blocks[index].text) and match.end > before
        if is_within and match.score > (best.score + MIN_GAIN if best else 0):
            best = _form_match(question, match, blocks, index, last)
        if best and best.score >= FINAL_SCORE:
            break
    return best


def _widening(blocks: Sequence[Block], index: int) -> Iterator[tuple[int, str, int]]:
    """Yields one block, two, three: the last one's index, their text, and where the last starts."""
    text = ""
    for last in range(index, min(index + MAX_BLOCKS, len(blocks))):
        if last > index and (blocks[last].kind is BlockKind.CHECKBOX or not blocks[last].text):
            return
        text = f"{text} {blocks[last].text}".strip()
        yield last, text, len(text) - len(blocks[last].text)


def _form_match(
    question: Question, match: Match, blocks: Sequence[Block], first: int, last: int
) -> FormMatch:
    """Returns the place of a matched wording in the text of the blocks ``first`` to ``last``."""
    text = " ".join(block.text for block in blocks[first : last + 1]).strip()
    letters_before = sum(char.isalpha() for char in text[: match.start])
    opens_quotation = any(mark in text[: match.start + QUOTE_WITHIN] for mark in QUOTES)
    return FormMatch(
        question=question,
        first_block=first,
        last_block=last,
        block_end=match.end - len(text) + len(blocks[last].text),
        text_end=match.end,
        score=match.score,
        slots=match.slots,
        is_whole_block=match.end >= len(text),
        number=printed_number(blocks[first], match.start),
        is_quoted=letters_before > MAX_LETTERS_BEFORE or opens_quotation,
    )


class _Texts:
    """Texts of the form; each text of a document is compared with them once."""

    def __init__(self, wordings: Sequence[tuple[Question, Wording]]) -> None:
        self.wordings = wordings
        self.best = cache(self._best)
        self.all = cache(self._all)
        self._with_opening = cache(self._opened)

    def _best(self, text: str) -> _Hit | None:
        """Returns the wording most similar to the beginning of a text, with its place."""
        folded = fold(text[:MAX_LENGTH])
        hits = _hits(self._with_opening(folded.text[:OPENING]), text, folded)
        return _best(hits) if hits else None

    def _all(self, text: str) -> list[_Hit]:
        """Returns all wordings similar to a text, whatever its first words, with their places."""
        return _hits(self.wordings, text, fold(text[:MAX_LENGTH]))

    def _opened(self, opening: str) -> list[tuple[Question, Wording]]:
        """Returns the wordings with which a text of this opening may begin."""
        return [pair for pair in self.wordings if opening and pair[1].may_open(opening)]


def _hits(wordings: Sequence[tuple[Question, Wording]], text: str, folded: Folded) -> list[_Hit]:
    matches = ((question, wording.match(text, folded)) for question, wording in wordings)
    return [(question, match) for question, match in matches if match]


def _best(hits: Sequence[_Hit]) -> _Hit:
    return max(hits, key=lambda hit: hit[1].score)

"""A template's texts matched against the blocks of a document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz import fuzz

from meta87.form.folding import fold
from meta87.form.options import leading_option, option_sentence, typed_options
from meta87.form.short_options import is_marked, short_options
from meta87.form.similarity import Similarity, stems_in
from meta87.form.template import SLOT, Question, Template
from meta87.form.wording import OPENING, Match, Wording
from meta87.reading.document import Block, BlockKind

MAX_BLOCKS = 3  # over which a text of the form may run
MAX_LINES = 6  # the same, where the blocks are the lines of a narrow column
MAX_LINE = 80  # characters of such a line
MAX_START = 24  # folded characters with which a block continues a wording
MIN_START_SIMILARITY = 75.0
MARGIN = 2.0  # between a question and its follow-up, the likelier one of which is preferred
MIN_ADDED = 4  # folded characters that a block adds to a wording; less may begin an answer
MIN_FORM_TEXT = 95.0  # similarity of a heading or note of the form, alone in its block
MAX_LENGTH = 4_000  # characters from the start of a block in which a text of the form ends
FINAL_SCORE = 96.0  # a match this good is not tried over the following blocks
MIN_GAIN = 4.0  # score gained by a match over one block more
MAX_NUMBER = 16  # characters of a number with its name: "Pregunta N.º 12."
MAX_LETTERS_BEFORE = 8  # letters before a text of the form that conversion errors leave
QUOTE_WITHIN = 8  # characters of a text of the form, within which a quotation opens
# Texts of which it is kept what they match, and characters of such a text: those of a form repeat.
MOST_KEPT, LONGEST_KEPT = 4_000, 600
QUOTES = "«“\"‘'"

DIGITS = re.compile(r"\d+")  # of a year, for which a text of the form has a slot
PRINTED_NUMBER = re.compile(
    r"\W{0,3}(?:(?:preg(?:unta|\.)?(?: n\W{0,2})?\s*|p\.?)(?=\d))?(\d{1,3})(?=\W)(?!\.\d)",
    re.IGNORECASE,
)
TOPIC_NUMBER = re.compile(r"\W*(\d{1,2})\s*[.:)]?[\s\"«“'\[(]+")
# The instructions with which a form asks.
ORDERS = re.compile(
    r"\W*(?:\d+\W+)?(?:por favor|s[ií]rvase|describa|especifique|indique|explique|señale|mencione"
    r"|enumere|facilite|proporcione|detalle|cuéntenos|díganos|informe|comente)\b",
    re.IGNORECASE,
)
IF_SO = r"(?:en (?:ese )?caso(?: \w+)?|(?:si|de) (?:es|fue|ser) así),?\s*"

Topic = tuple[int | None, str]
"""The number of a topic or None, and its words."""

_Hit = tuple[Question, Match]


@dataclass(frozen=True, slots=True)
class FormMatch:
    """A text of the form matched in blocks ``first_block`` to ``last_block``."""

    question: Question  # the question; for a note or heading, one without id that has its wording
    first_block: int  # index of the first block
    last_block: int  # index of the last block
    block_end: int  # offset in the last block after the text
    text_end: int  # offset after the text in the blocks' texts joined by one space
    score: float = 100.0  # similarity, 0 to 100
    topic: Topic = (None, "")  # what it asks about, where its wording has a slot for it
    is_whole_block: bool = True  # whether the blocks contain nothing else
    number: int | None = None  # number printed before it, or None
    is_quoted: bool = False  # whether it follows other words, or opens with a quotation mark


class Form:
    """The texts of a template, compiled."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self.questions = template.questions
        asked = list(enumerate(self.questions))
        # A question is known by its place, from 0: that of each id, those of the questions that may
        # be asked several times, and for each that asks more about another (parent) that of it.
        self.place_of = {question.id: place for place, question in asked}
        self.repeating = {place for place, question in asked if question.repeats}
        self.parent_of = {
            n: self.place_of[q.follows] for n, q in asked if q.follows in self.place_of
        }
        titles = [section.title for section in template.sections]
        self.titles = [Wording.parse(title, must_fill_block=True) for title in titles]
        self._titles = {fold(title).text for title in titles}
        self.with_label: dict[str, set[int]] = defaultdict(set)  # places by the label of an option
        for place, question in asked:
            for label in question.choices:
                self.with_label[fold(label).text].add(place)
        self._openings = tuple(f"{label} " for label in self.with_label if " " in label)
        self.longest = 2 * max(map(len, self.with_label), default=0)  # characters of options
        printed = [*map(Wording.parse, template.notes), *self.titles]
        texts = [Question(id="", section="", wording=text) for text in (*template.notes, *titles)]
        self._names_options = lru_cache(MOST_KEPT)(self._are_options)
        self._asked = _Texts([(each, Wording.parse(each.wording)) for each in self.questions])
        self._printed = _Texts([*zip(texts, printed, strict=True)])

    @cached_property
    def headings(self) -> frozenset[str]:
        """The stems of the words of the titles that authors give to the parts of an answer."""
        return frozenset(stems_in(" ".join(self.template.headings)))

    def prefer_follow_ups(self, scores: Sequence[float]) -> list[float]:
        """Returns similarities with the higher of a parent's and its follow-up's for the follow-up.

        For a title above a text: what it resembles has options, and none is chosen.
        """
        adjusted = list(scores)
        for place, parent in self.parent_of.items():
            if adjusted[place] <= scores[parent] and not self.questions[place].choices:
                adjusted[place], adjusted[parent] = scores[parent], scores[parent] - MARGIN
        return adjusted

    def prefer_parents(self, scores: Sequence[float], options: Set[int]) -> list[float]:
        """Returns similarities with the higher of a parent's and its follow-up's for the parent.

        For a text above options: those of the questions at the places ``options``.
        """
        adjusted = list(scores)
        for place, parent in self.parent_of.items():
            is_chosen = parent in options - {place} and not self.questions[parent].several
            if is_chosen and adjusted[parent] < scores[place]:
                adjusted[parent], adjusted[place] = scores[place], scores[place] - MARGIN
        return adjusted

    def with_only_option(self, text: str) -> int:
        """Returns the place of the only question with the option that opens an answer, or -1."""
        for place, question in enumerate(self.questions):
            labels = () if question.several else question.choices
            own = [label for label in labels if len(self.with_label[fold(label).text]) == 1]
            is_option = fold(text[: self.longest + 1]).text in {fold(label).text for label in own}
            if is_option or leading_option(own, text):
                return place
        return -1

    @cached_property
    def similarity(self) -> Similarity:
        """How similar a text is to each question that was shortened or retyped."""
        return Similarity(self.questions, self.template.synonyms, self.template.fillers)

    def question_at(self, blocks: Sequence[Block], index: int) -> FormMatch | None:
        """Returns the question that begins at a block, or None."""
        return self._best_match(self._asked, blocks, index)

    def is_option(self, block: Block) -> bool:
        """Returns whether a block is a checkbox, or names options of a question."""
        if block.kind is BlockKind.CHECKBOX:
            return True
        return len(block.text) <= self.longest and self._names_options(block.text)

    def _are_options(self, text: str) -> bool:
        """Returns whether a text consists of options, or says of one whether it holds."""
        if self.listed(text):
            return True
        several = (question.choices for question in self.questions if question.several)
        synonyms = self.template.option_synonyms
        return is_marked(text) and any(short_options(each, text, synonyms) for each in several)

    def listed(self, text: str) -> set[int]:
        """Returns the places of the questions of whose options a text consists."""
        if len(text) > self.longest:
            return set()
        asked = enumerate(self.questions)
        return {
            place for place, each in asked if each.choices and typed_options(each.choices, text)
        }

    def options_in(self, text: str) -> set[int]:
        """Returns the places of the questions with the options that a text names, or begins with.

        It begins with one that is a sentence: "Gran progreso. Se creó el registro."
        """
        first = option_sentence([*self.with_label], text)
        return self.listed(text) or self.with_label.get(first.label if first else "", set())

    def begins_option(self, text: str) -> bool:
        """Returns whether a text begins with an option of a question, in whole words."""
        words = fold(text[: 2 * self.longest]).text
        return words in self.with_label or f"{words} ".startswith(self._openings)

    def note_at(self, blocks: Sequence[Block], index: int) -> FormMatch | None:
        """Returns the form text, other than a question, that begins at a block, or None."""
        return self._best_match(self._printed, blocks, index)

    def _best_match(self, texts: _Texts, blocks: Sequence[Block], index: int) -> FormMatch | None:
        """Returns the best-matching wording at a block, over more blocks if that is better."""
        best: FormMatch | None = None
        for last, text, before in _widening(blocks, index):
            if self.is_option(blocks[last]):
                break
            hit = texts.best(text)
            if hit is None:
                continue
            question, match = hit
            is_within = match.start < len(blocks[index].text) and match.end > before
            if is_within and last > index:
                is_within = _continues(text[before : match.end], question)
            if is_within and match.score > (best.score + MIN_GAIN if best else 0):
                best = _form_match(question, match, blocks, index, last)
            if best and best.score >= FINAL_SCORE:
                break
        return best

    def prints(self, block: Block) -> bool:
        """Returns whether a block is a note or heading of the form, and nothing else."""
        note = self.note_at([block], 0)
        if note is None or ("?" in block.text and "?" not in note.question.wording):
            return False
        texts = block.text, SLOT.sub("", note.question.wording)
        return fuzz.ratio(*(fold(DIGITS.sub("", text)).text for text in texts)) >= MIN_FORM_TEXT

    def is_heading(self, block: Block) -> bool:
        """Returns whether a heading is one of the form's, or the beginning of one."""
        if block.kind is not BlockKind.HEADING:
            return False
        start = fold(block.text).text
        return any(title.pieces[0].startswith(start) for title in self.titles)

    def is_section(self, block: Block) -> bool:
        """Returns whether a block is the title of a section of the form, or begins one."""
        words = fold(block.text).text
        begins = " " in words and any(f"{each} ".startswith(f"{words} ") for each in self._titles)
        return begins or words in self._titles


def printed_number(block: Block, start: int = 5) -> int | None:
    """Returns the number printed before a text of the form that begins at ``start``."""
    number = PRINTED_NUMBER.match(f"{block.marker} ")
    number = number or PRINTED_NUMBER.match(block.text[: max(start, MAX_NUMBER)] + " ")
    return int(number[1]) if number else None


def topic_of(text: str) -> Topic:
    """Returns the number of a priority or next step, or None, and its words without it."""
    number = TOPIC_NUMBER.match(text + " ")
    return (int(number[1]), text[number.end() :]) if number else (None, text)


def _continues(added: str, question: Question) -> bool:
    """Returns whether a block continues a wording; an answer in the words of it does not."""
    start, wording = fold(added).text[:MAX_START], fold(question.wording).text
    if len(start) < MIN_ADDED and "?" not in added:
        return False
    return fuzz.partial_ratio(start, wording) >= MIN_START_SIMILARITY


def _widening(blocks: Sequence[Block], index: int) -> Iterator[tuple[int, str, int]]:
    """Yields one block, two, three: the last one's index, their text, and where the last starts."""
    text = ""
    for last in range(index, min(index + MAX_LINES, len(blocks))):
        if last > index and (blocks[last].kind is BlockKind.CHECKBOX or not blocks[last].text):
            return
        if last >= index + MAX_BLOCKS and len(blocks[last].text) > MAX_LINE:
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
        topic=topic_of(match.topic),
        is_whole_block=match.end >= len(text),
        number=printed_number(blocks[first], match.start),
        is_quoted=letters_before > MAX_LETTERS_BEFORE or opens_quotation,
    )


class _Texts:
    """Texts of the form; each text of a document is compared with them once."""

    def __init__(self, wordings: Sequence[tuple[Question, Wording]]) -> None:
        self._kept = lru_cache(MOST_KEPT)(self._best)
        self._openable = lru_cache(MOST_KEPT)(
            lambda opening: [each for each in wordings if opening and each[1].may_open(opening)]
        )

    def best(self, text: str) -> _Hit | None:
        """Returns what `_best` does; for a text that may repeat, from what is kept."""
        return (self._kept if len(text) <= LONGEST_KEPT else self._best)(text)

    def _best(self, text: str) -> _Hit | None:
        """Returns the wording most similar to the beginning of a text, with its place."""
        folded = fold(text[:MAX_LENGTH])
        wordings = self._openable(folded.text[:OPENING])
        found = ((question, wording.match(text, folded)) for question, wording in wordings)
        hits = [(question, match) for question, match in found if match]
        return max(hits, key=lambda hit: hit[1].score, default=None)

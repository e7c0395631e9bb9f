"""A template made ready for matching against the blocks of a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from meta87.form.folding import Folded, fold
from meta87.form.patterns import PRINTED, QUOTES, TOPIC_NUMBER
from meta87.form.template import Question, Template
from meta87.form.wording import OPENING, Match, Wording
from meta87.reading.document import Block, BlockKind

JOINED = 3  # blocks over which a text of the form may run
SURE = 96.0  # a match this good needs no look at the following blocks
REACH = 4_000  # characters from the start of a block in which a text of the form ends
LED_IN = 8  # letters before a text of the form that noise does not make
QUOTE_WITHIN = 8  # characters of a text of the form, within which it is opened
GAIN = 4.0  # how much better a match over one block more must be

_Hit = tuple[Question, Match]


@dataclass(frozen=True, slots=True)
class Found:
    """A text of the form found in blocks ``at`` to ``last``.

    Attributes:
        question: the question; for a note or heading, one without id that has its wording.
        at: index of the first block.
        last: index of the last block.
        cut: offset in the last block after the text.
        end: offset after the text in the blocks' texts joined by one space.
        score: likeness, 0 to 100.
        slots: what stands in the wording's slots.
        alone: whether the blocks hold nothing else.
        number: printed before it, or None.
        quoted: whether it is led in, or opens with a quotation mark.
    """

    question: Question
    at: int
    last: int
    cut: int
    end: int
    score: float = 100.0
    slots: Mapping[str, str] = field(default_factory=dict)
    alone: bool = True
    number: int | None = None
    quoted: bool = False


class Form:
    """A template's texts, compiled."""

    def __init__(self, template: Template) -> None:
        self.questions = [(q, Wording.of(q.wording)) for q in template.questions]
        titles = [section.title for section in template.sections]
        self.titles = [Wording.of(title, alone=True) for title in titles]
        notes = [Wording.of(note) for note in template.notes]
        self.notes = [
            (Question(id="", section="", wording=text), wording)
            for text, wording in zip(
                (*template.notes, *titles), (*notes, *self.titles), strict=True
            )
        ]
        self.asked, self.printed = _Texts(self.questions), _Texts(self.notes)
        self.labels = {fold(label).text for q in template.questions for label in q.choices}

    def question_at(self, blocks: Sequence[Block], at: int) -> Found | None:
        """Returns the question that starts at a block, or None."""
        if blocks[at].kind is BlockKind.CHECKBOX:
            return None
        return _best(self.asked, blocks, at)

    def reworded_at(
        self, blocks: Sequence[Block], at: int, among: Set[str] | None = None
    ) -> Found | None:
        """Returns the question that a block is or begins with, but for its first words.

        Args:
            blocks: blocks of the document.
            at: index of the block.
            among: ids of the questions to look for; all by default.
        """
        hits = self.asked.like(blocks[at].text)
        if not hits or (among is not None and among.isdisjoint(q.id for q, _ in hits)):
            return None
        question, match = _likest(hits)
        return _found(question, match, blocks, at, at)

    def note_at(self, blocks: Sequence[Block], at: int) -> Found | None:
        """Returns the form text, other than a question, that starts at a block, or None."""
        return _best(self.printed, blocks, at)

    def is_heading(self, block: Block) -> bool:
        """Returns whether a heading is one of the form's, or the beginning of one."""
        if block.kind is not BlockKind.HEADING:
            return False
        start = fold(block.text).text
        return any(title.pieces[0].startswith(start) for title in self.titles)


def printed_number(block: Block, start: int = 5) -> int | None:
    """Returns the number printed before a text of the form that begins at ``start``."""
    found = PRINTED.match(f"{block.marker} ") or PRINTED.match(block.text[:start] + " ")
    return int(found[1]) if found else None


def topic_number(topic: str) -> str:
    """Returns the number of a priority or next step before its words, or ""."""
    found = TOPIC_NUMBER.match(topic + " ")
    return found[1] if found else ""


def bare_topic(topic: str) -> str:
    """Returns the words of a priority or next step without its number."""
    return TOPIC_NUMBER.sub("", topic, count=1)


def _best(texts: _Texts, blocks: Sequence[Block], at: int) -> Found | None:
    """Returns the best-matching wording at a block, over more blocks if that is better."""
    best: Found | None = None
    for last, text, before in _widening(blocks, at):
        found = texts.likeliest(text)
        if found is None:
            continue
        question, match = found
        within = match.start < len(blocks[at].text) and match.end > before
        if within and match.score > (best.score + GAIN if best else 0):
            best = _found(question, match, blocks, at, last)
        if best and best.score >= SURE:
            break
    return best


def _found(question: Question, match: Match, blocks: Sequence[Block], at: int, last: int) -> Found:
    """Returns the place of a matched wording in the text of the blocks ``at`` to ``last``."""
    text = " ".join(block.text for block in blocks[at : last + 1]).strip()
    before = len(text) - len(blocks[last].text)
    return Found(
        question=question,
        at=at,
        last=last,
        cut=match.end - before,
        end=match.end,
        score=match.score,
        slots=match.slots,
        alone=match.end >= len(text),
        number=printed_number(blocks[at], match.start),
        quoted=_is_quoted(text, match.start),
    )


def _is_quoted(text: str, start: int) -> bool:
    """Returns whether a text of the form is quoted: after other words or a quotation mark."""
    before = sum(char.isalpha() for char in text[:start])
    return before > LED_IN or any(mark in text[: start + QUOTE_WITHIN] for mark in QUOTES)


def _widening(blocks: Sequence[Block], at: int) -> Iterator[tuple[int, str, int]]:
    """Yields one block, two, three: the last one's index, their text, and where the last starts."""
    text = ""
    for last in range(at, min(at + JOINED, len(blocks))):
        if last > at and (blocks[last].kind is BlockKind.CHECKBOX or not blocks[last].text):
            return
        text = f"{text} {blocks[last].text}".strip()
        yield last, text, len(text) - len(blocks[last].text)


class _Texts:
    """Texts of the form; what they are compared with is compared once."""

    def __init__(self, wordings: Sequence[tuple[Question, Wording]]) -> None:
        self.wordings = wordings
        self.opened: dict[str, list[tuple[Question, Wording]]] = {}
        self.begun: dict[str, _Hit | None] = {}
        self.alike: dict[str, list[_Hit]] = {}

    def likeliest(self, text: str) -> _Hit | None:
        """Returns the wording most similar to the beginning of a text, with its place."""
        if text not in self.begun:
            folded = fold(text[:REACH])
            begun = [(q, w) for q, w in self._opened(folded.text[:OPENING]) if w.fits(folded)]
            hits = _matched(begun, text, folded)
            self.begun[text] = _likest(hits) if hits else None
        return self.begun[text]

    def like(self, text: str) -> list[_Hit]:
        """Returns all wordings similar to a text, whatever its first words, with their places."""
        if text not in self.alike:
            self.alike[text] = _matched(self.wordings, text, fold(text[:REACH]))
        return self.alike[text]

    def _opened(self, opening: str) -> list[tuple[Question, Wording]]:
        """Returns the wordings with which a text of this opening may begin."""
        if opening not in self.opened:
            may = (pair for pair in self.wordings if opening and pair[1].opens_with(opening))
            self.opened[opening] = list(may)
        return self.opened[opening]


def _matched(wordings: Sequence[tuple[Question, Wording]], text: str, folded: Folded) -> list[_Hit]:
    matches = ((question, wording.match(text, folded)) for question, wording in wordings)
    return [(question, match) for question, match in matches if match]


def _likest(hits: Sequence[_Hit]) -> _Hit:
    return max(hits, key=lambda hit: hit[1].score)

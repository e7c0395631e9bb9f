"""Blocks that may ask a question of the form: what each could ask, and how it looks."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from meta87.form.folding import fold
from meta87.form.matching import ORDERS, QUOTES, Form, printed_number
from meta87.form.similarity import QUOTED, Similarity
from meta87.reading.document import Block, BlockKind

MAX_LENGTH = 700  # characters of a question
MAX_TITLE = 160  # characters of a title that may be a question
MIN_SHARE = 0.4  # of the keywords of a text that may ask
# The lowest similarity of a question: where the text can only ask, where it could be a title, where
# an answer follows in the same block, and where it reads like a sentence of an answer.
LEAST = {"asks": 64.0, "title": 76.0, "lead": 80.0, "sentence": 94.0}

SENTENCES = re.compile(r"[^.?!:;]*(?:[.?!:;]+(?=\s|$|\*)[\s*]*|$)|[^.?!:;]*[.?!:;]+")
NUMBERED = re.compile(r"\W{0,3}\d{1,3}\s*[.)-]+\s*")
TITLE_END = re.compile(r"[.;!]\W*$")
ADDRESSES = re.compile(r"\bsu (?:pa[ií]s|gobierno|instituci[oó]n)\b|\bpor favor\b", re.IGNORECASE)

Look = tuple[str, int, int, bool, bool]
"""How a block looks: kind, level of a heading, column of a cell, numbered, in capitals."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block that may ask a question.

    Attributes:
        index: index of the block.
        end: offset in the block after the question.
        kind: ``asks``, ``title``, ``lead`` or ``sentence``.
        number: number printed before it, or None.
        topic: the topic that it names; empty string if none.
        topic_number: number of that topic, or None.
        addresses: whether it speaks to whoever fills in the form.
        look: how the block looks.
        options: places of the questions that have the option which follows it.
        scores: similarity to each question, 0 to 100.
    """

    index: int
    end: int
    kind: str
    number: int | None
    topic: str
    topic_number: int | None
    addresses: bool
    look: Look
    options: Set[int]
    scores: Sequence[float]

    @property
    def most_similar(self) -> tuple[float, int]:
        """The highest similarity to a question, and the place of that question in the form."""
        return max((score, place) for place, score in enumerate(self.scores))


def candidates(
    blocks: Sequence[Block], free: Set[int], form: Form, similarity: Similarity
) -> list[Candidate]:
    """Returns the free blocks that may ask a question, in order."""
    made = (_candidate(blocks, index, form, similarity) for index in sorted(free))
    return [candidate for candidate in made if candidate is not None]


def look_of(block: Block) -> Look:
    """Returns how a block looks."""
    level = block.level if block.kind is BlockKind.HEADING else 0
    column = block.cell.column if block.cell else -1
    is_numbered = printed_number(block) is not None
    return block.kind.value, level, column, is_numbered, block.text.isupper()


def _candidate(
    blocks: Sequence[Block], index: int, form: Form, similarity: Similarity
) -> Candidate | None:
    block, text = blocks[index], blocks[index].text
    if form.is_option(block) or any(mark in text[:4] for mark in QUOTES):
        return None
    kind, end = _asked_in(text[: MAX_LENGTH + 1])
    asked = text[:end]
    if not asked or (kind == "sentence" and similarity.share(asked) < MIN_SHARE):
        return None
    if form.is_heading(block) or form.prints(block):
        return None
    scores = similarity.rate(asked)
    number, topic = _topic(asked, scores, similarity)
    return Candidate(
        index, end, kind, printed_number(block), topic, number,
        ADDRESSES.search(asked) is not None, look_of(block), _options_after(blocks, index, form),
        scores,
    )  # fmt: skip


def _options_after(blocks: Sequence[Block], index: int, form: Form) -> Set[int]:
    """Returns the places of the questions that have the option which follows a block."""
    following = blocks[index + 1].text if index + 1 < len(blocks) else ""
    return form.labels.get(fold(following).text, set())


def _asked_in(text: str) -> tuple[str, int]:
    """Returns how a text asks, and where its question ends; an end of 0 if it cannot ask."""
    end = asks_until(text)
    if end == len(text) <= MAX_LENGTH:
        return "asks", end
    if end:
        return "lead", end
    if len(text) <= MAX_TITLE and not TITLE_END.search(text):
        return "title", len(text)
    return ("sentence", len(text)) if len(text) <= MAX_LENGTH else ("", 0)


def asks_until(text: str) -> int:
    """Returns the end of the questions and instructions that a text begins with."""
    numbered = NUMBERED.match(text)
    end = 0
    for sentence in SENTENCES.finditer(text, numbered.end() if numbered else 0):
        part = sentence.group()
        if not part or not ("?" in part[-6:] or ORDERS.match(part) or part[:1] == "("):
            break
        end = sentence.end()
    return end


def _topic(text: str, scores: Sequence[float], similarity: Similarity) -> tuple[int | None, str]:
    """Returns the number and the words of the topic that a question names, if it does."""
    place = max(range(len(scores)), key=scores.__getitem__)
    quoted = QUOTED.search(text)
    if label := similarity.label(text, place):
        topic = quoted[1] if quoted else label["topic"].strip(" .:?*()[]")
        return int(label["number"]), topic
    return None, quoted[1] if quoted else ""

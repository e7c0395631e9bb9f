"""A text of the form, matched at the start of a block despite conversion errors and retyping."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from meta87.form.folding import Folded, fold
from meta87.form.template import SLOT

NUMBER = re.compile(r"(?:\d{1,2} )?")
HEAD_SLACK = 12  # folded characters that may precede the wording
OPENING = 2 * HEAD_SLACK  # folded characters that decide whether a text may begin with a wording
MIN_HEAD_SIMILARITY = 70.0
MAX_EXACT_PIECE = 10  # shorter pieces must occur exactly
TOPIC = "topic"
MAX_TOPIC = 700  # characters of a topic: a priority in the country's words
MAX_SLOT = 48  # characters of any other slot: a month, a year
FRAME = " \"'«»“”[]()?*"  # marks around the text of a slot
UNCLOSED_PENALTY = 8.0  # for a slot that is not closed: it may continue in the next block
MAX_SHORT = 24  # wordings up to this length must be nearly exact


@dataclass(frozen=True, slots=True)
class Match:
    """The place of a wording in a text."""

    score: float  # similarity, 0 to 100
    start: int  # offset in the text where the wording begins, after a number or stray marks
    end: int  # offset in the text after the wording and the marks that close it
    topic: str  # text in the slot of that name, or ""


@dataclass(frozen=True)
class Wording:
    """A text of the form, cut at its slots into fixed pieces (folded)."""

    pieces: tuple[str, ...]  # the fixed texts
    slots: tuple[str, ...]  # names of the slots between them
    ends_with_colon: bool  # whether it ends with a colon, so that text may follow on its line
    closing_text: str  # marks after a slot at its end
    open_ended: bool  # whether it ends with a slot that nothing closes
    must_fill_block: bool = False  # whether it does not match where more text follows

    @classmethod
    def parse(cls, text: str, *, must_fill_block: bool = False) -> Wording:
        """Parses a wording from a template's text, with ``{name}`` for its slots.

        One with ``must_fill_block`` set (a heading) does not match where more text follows.
        """
        parts = SLOT.split(text)
        kept = [
            (fold(part).text, name)
            for part, name in zip(parts[::2], [*parts[1::2], ""], strict=True)
        ]
        tail = parts[-1].strip()
        fixed = sum(len(piece) for piece, _ in kept)
        return cls(
            tuple(piece for piece, _ in kept if piece),
            tuple(name for piece, name in kept if piece and name),
            ends_with_colon=tail.endswith(":"),
            closing_text=tail if tail and not kept[-1][0] else "",
            open_ended=len(parts) > 1 and not tail,
            must_fill_block=must_fill_block or fixed <= MAX_SHORT,
        )

    @cached_property
    def length(self) -> int:
        """The number of fixed characters."""
        return sum(map(len, self.pieces))

    def may_open(self, opening: str) -> bool:
        """Returns whether a text with this opening (`OPENING` folded characters) may match."""
        head = self.pieces[0][:HEAD_SLACK]
        window = opening[: len(head) + HEAD_SLACK]
        return fuzz.partial_ratio(head, window, score_cutoff=MIN_HEAD_SIMILARITY) > 0

    def match(self, text: str, folded: Folded) -> Match | None:
        """Matches the wording at the start of a text, after an optional number."""
        skipped = NUMBER.match(folded.text)
        position = skipped.end() if skipped else 0
        points, starts, ends = 0.0, [], []
        for index, piece in enumerate(self.pieces):
            reach = len(piece) + self._slack(index)
            least = MIN_HEAD_SIMILARITY if index == 0 and len(piece) >= MAX_EXACT_PIECE else 0.0
            score, first, last = _align(piece, folded.text[position : position + reach], least)
            if score < least:
                return None
            points += score * len(piece)
            starts.append(position + first)
            position = _word_end(folded.text, position + last)
            ends.append(position)
        score = points / self.length - (UNCLOSED_PENALTY if self.closing_text not in text else 0)
        if score < self.threshold:
            return None
        end = self._end(text, folded.end(position))
        if self.must_fill_block and not self._closes(text, end):
            return None
        topic = self._topic(text[:end], folded, starts, ends)
        return None if "?" in topic else Match(score, folded.start(starts[0]), end, topic)

    def _slack(self, index: int) -> int:
        if index == 0:
            return HEAD_SLACK
        return MAX_TOPIC if self.slots[index - 1] == TOPIC else MAX_SLOT

    @property
    def threshold(self) -> float:
        """The similarity below which the wording does not count as found."""
        return 90.0 if self.length <= MAX_SHORT else 82.0

    def _end(self, text: str, end: int) -> int:
        if self.open_ended:
            return len(text)
        if self.closing_text:
            closed = text.find(self.closing_text, end)
            end = closed if closed >= 0 else len(text)
        return _after_marks(text, end)

    def _topic(self, text: str, folded: Folded, starts: list[int], ends: list[int]) -> str:
        if TOPIC not in self.slots:
            return ""
        at = self.slots.index(TOPIC)
        limit = folded.start(starts[at + 1]) if at + 1 < len(starts) else len(text)
        return _unframed(text[folded.end(ends[at]) : limit])

    def _closes(self, text: str, end: int) -> bool:
        return self.ends_with_colon or not text[end:].strip()


def _unframed(words: str) -> str:
    """Returns the text of a slot without the marks around it; brackets that it needs are kept."""
    bare = words.strip(FRAME)
    if not bare:
        return ""
    before, _, after = words.partition(bare)
    if bare.count("(") > bare.count(")") and after.startswith(")"):
        return f"{bare})"
    return f"({bare}" if bare.count(")") > bare.count("(") and before.endswith("(") else bare


def _align(piece: str, window: str, least: float) -> tuple[float, int, int]:
    """Returns the best similarity of a piece in a window, and its place; 0 if too low."""
    if len(piece) < MAX_EXACT_PIECE:
        at = f" {window} ".find(f" {piece} ")
        return (100.0, at, at + len(piece)) if at >= 0 else (0.0, 0, 0)
    if len(window) < len(piece):
        return fuzz.ratio(piece, window), 0, len(window)
    if not _may_be_like(piece, window, least):
        return 0.0, 0, 0
    found = fuzz.partial_ratio_alignment(piece, window, score_cutoff=least)
    return (found.score, found.dest_start, found.dest_end) if found else (0.0, 0, 0)


def _may_be_like(piece: str, window: str, least: float) -> bool:
    """Returns whether a piece can be that similar to some place in a window; fast, and exact.

    The similarity of two texts is 200 times their longest common subsequence over their lengths. A
    place has at least the length of that subsequence, and none is longer than the window's.
    """
    common = LCSseq.similarity(piece, window)
    return 200 * common >= least * (len(piece) + common)


def _word_end(text: str, position: int) -> int:
    """Returns a position; one inside a word is moved to the nearer end of that word."""
    if not 0 < position < len(text) or " " in text[position - 1 : position + 1]:
        return position
    first = text.rfind(" ", 0, position) + 1
    last = text.find(" ", position)
    last = len(text) if last < 0 else last
    return last if position - first >= last - position else max(first - 1, 0)


def _after_marks(text: str, end: int) -> int:
    while end < len(text) and (text[end] in '?!*.:;»”")]' or text[end].isspace()):
        end += 1
    return end

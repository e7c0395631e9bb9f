"""Where the questions of a form are asked in a document, in three steps.

1. A block that begins with the wording of a question. The same wording may occur several times:
   asked, duplicated by a conversion error, and quoted in answers. The question is asked at the
   occurrence that is most similar, fits the order of the others and has a number.
2. A block that asks much of what a missing question asks, weighed by its place, number and look.
3. A block that asks something and has a number that is missing among those printed: a question
   that only this edition has, or the next one of the form, paraphrased.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz

from meta87.form.folding import fold
from meta87.form.matching import (
    IF_SO,
    MAX_LENGTH,
    ORDERS,
    QUOTES,
    Form,
    FormMatch,
    printed_number,
    topic_number,
)
from meta87.form.numbering import reliable
from meta87.form.report import Unrecognised
from meta87.form.shortened import match_shortened
from meta87.form.similarity import QUOTED, Similarity, without_number
from meta87.form.template import Question
from meta87.form.wording import MAX_SHORT
from meta87.reading.document import Block, BlockKind

# Weights of order, number and of filling a block, where the similarity has the weight 1.
ORDER_WEIGHT, NUMBER_WEIGHT, BLOCK_WEIGHT = 0.5, 0.15, 0.03
MIN_TOPIC_SIMILARITY = 85.0  # of two occurrences of a question
MIN_NUMBERED_SIMILARITY = 60.0  # the same, where its number is missing among those printed
MIN_COPY_SIMILARITY = 80.0  # of a wording and its duplicate, each with its conversion errors
LOOKAHEAD = 3  # questions of the template after one, among which the next is looked for

ASKS = re.compile(r"[^¿]*+¿.[^?]*\?|.*\*\s*$", re.DOTALL)
# The end of a question that is not in the template: its question mark with the instruction that may
# follow ("Si es así, describa cómo."), else its full stop.
END = re.compile(
    rf"\W*(?:\d+\W+)?(?:.*\?[\s*]*(?:{IF_SO}{ORDERS.pattern}[^.:]*[.:*]*)?|[^.:]*[.:*]*)",
    re.DOTALL | re.IGNORECASE,
)

# A numbered title, and the topic in quotation marks of a question that repeats.
ASKED_AGAIN = re.compile(rf"(?:\W*\d+\W+)?[^.?«“\"]*(?:{QUOTED.pattern}[^.?]*)?[.?*\s]*")

Matches = Mapping[int, FormMatch]
"""Matches by their first block, in order."""


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions of a document, and the adjacent duplicates of their wordings.

    Attributes:
        asked: where questions are asked.
        duplicates: where their wordings are repeated by conversion errors, or as a title above.
        unrecognised: what looks like a question of the form and matches none.
        matched: number of questions of the template.
    """

    asked: Matches
    duplicates: Matches
    unrecognised: Mapping[int, Unrecognised]
    matched: int


def find_questions(blocks: Sequence[Block], form: Form) -> Questions:
    """Returns where the questions of a form are asked in the blocks of a document."""
    groups = _occurrences(blocks, form)
    matched = _asked_once(groups, form)
    others = {match.first_block for group in groups for match in group}  # quoted or duplicated
    free = set(range(len(blocks))) - _taken(matched) - others
    matched, shortened, unrecognised = match_shortened(blocks, free, matched, form)
    asked = _with(matched, shortened)
    if not asked:
        return Questions({}, {}, {}, 0)
    asked = _prefer_first_copy(blocks, asked, form)
    asked = _with(asked, _by_number(blocks, asked, form))
    repeated = (m for group in groups for m in _adjacent(group, matched))
    duplicates = {match.first_block: match for match in repeated}
    duplicates |= _copies_after(blocks, asked, form)
    duplicates |= (titles := _titles_above(blocks, asked))
    asked = {index: match for index, match in asked.items() if index not in titles}
    known = {*duplicates, *_taken(asked)}
    unrecognised = {n: each for n, each in unrecognised.items() if n not in known}
    return Questions(asked, duplicates, unrecognised, len(matched) + len(shortened))


def _titles_above(blocks: Sequence[Block], asked: Matches) -> Matches:
    """Returns the titles right above a question that repeats: "Estado de los próximos pasos"."""
    return {
        match.first_block: match
        for match, after in pairwise(asked.values())
        if match.question.repeats
        and match.question.id == after.question.id
        and match.last_block + 1 == after.first_block
        and match.block_end == len(blocks[match.last_block].text)
        and "?" not in blocks[match.last_block].text
        and not match.slots.get("topic")
        and after.slots.get("topic")
    }


def _occurrences(blocks: Sequence[Block], form: Form) -> list[list[FormMatch]]:
    """Returns the blocks that begin with the wording of a question, grouped by question."""
    groups: list[list[FormMatch]] = []
    for match in (m for index in range(len(blocks)) if (m := form.question_at(blocks, index))):
        if match.is_quoted and match.number is None:
            continue
        group = next((group for group in groups if _is_same(group[0], match)), None)
        if group is None:
            groups.append([match])
        else:
            group.append(match)
    return groups


def _is_same(first: FormMatch, second: FormMatch) -> bool:
    """Returns whether two matches have the same question, and the same topic if it repeats."""
    if first.question.id != second.question.id:
        return False
    if not first.question.repeats:
        return True
    topics = first.slots.get("topic", ""), second.slots.get("topic", "")
    if len(set(filter(None, map(topic_number, topics)))) > 1:
        return False
    return fuzz.ratio(*(fold(topic).text for topic in topics)) >= MIN_TOPIC_SIMILARITY


def _asked_once(groups: Sequence[Sequence[FormMatch]], form: Form) -> dict[int, FormMatch]:
    """Returns the best occurrence of each question, of which no two share a block."""
    order = {question.id: place for place, question in enumerate(form.questions)}
    unique = [group[0] for group in groups if len(group) == 1]
    best = [max(group, key=lambda match: _rating(match, unique, order)) for group in groups]
    kept: list[FormMatch] = []
    for match in sorted(best, key=lambda match: -match.score):
        if all(
            match.last_block < other.first_block or other.last_block < match.first_block
            for other in kept
        ):
            kept.append(match)
    return {m.first_block: m for m in sorted(kept, key=lambda match: match.first_block)}


def _rating(
    match: FormMatch, unique: Sequence[FormMatch], order: Mapping[str, int]
) -> tuple[float, int]:
    """Scores an occurrence of a question; the first of the best is chosen."""
    here = order[match.question.id]
    shifts = [(order[m.question.id] - here, m.first_block < match.first_block) for m in unique]
    agreeing = [(shift < 0) == is_before for shift, is_before in shifts if shift]
    in_order = sum(agreeing) / len(agreeing) if agreeing else 0.0
    rating = (
        match.score / 100
        + ORDER_WEIGHT * in_order
        + NUMBER_WEIGHT * (match.number is not None)
        + BLOCK_WEIGHT * match.is_whole_block
    )
    return round(rating, 3), -match.first_block


def _adjacent(group: Sequence[FormMatch], asked: Matches) -> Iterator[FormMatch]:
    """Yields the duplicates of a question in a row before or after it."""
    chosen = next((m for m in group if asked.get(m.first_block) is m), None)
    if chosen is None:
        return
    first, last = chosen.first_block, chosen.last_block
    for match in sorted(group, key=lambda match: abs(match.first_block - chosen.first_block)):
        if match.first_block == last + 1:
            last = match.last_block
        elif match.last_block == first - 1:
            first = match.first_block
        else:
            continue
        yield match


def _with(asked: Matches, more: Iterable[FormMatch]) -> dict[int, FormMatch]:
    """Returns the questions with more of them at free blocks, each once unless it repeats."""
    taken = _taken(asked)
    ids = {match.question.id for match in asked.values() if not match.question.repeats} - {""}
    result = dict(asked)
    for match in more:
        if match.first_block not in taken and match.question.id not in ids:
            result[match.first_block] = match
            if match.question.id and not match.question.repeats:
                ids.add(match.question.id)
    return dict(sorted(result.items()))


def _prefer_first_copy(blocks: Sequence[Block], asked: Matches, form: Form) -> dict[int, FormMatch]:
    """Returns the questions, each at the first of two adjacent blocks with the same text.

    The cleaner copy was matched; the first is preferred unless only the second is numbered.
    """
    free = set(_free(blocks, asked))
    moved = {}
    for match in asked.values():
        before = match.first_block - 1
        is_copy = before in free and _is_copy(blocks[before], blocks[match.first_block])
        is_copy = is_copy and not form.prints(blocks[before])
        if is_copy and (match.number is None or printed_number(blocks[before]) is not None):
            moved[before] = _copy(match.question, blocks, before, form)
        else:
            moved[match.first_block] = match
    return moved


def _copies_after(blocks: Sequence[Block], asked: Matches, form: Form) -> dict[int, FormMatch]:
    """Returns the free blocks right after a question that repeat it with other errors."""
    free = set(_free(blocks, asked))
    return {
        match.last_block + 1: _copy(match.question, blocks, match.last_block + 1, form)
        for match in asked.values()
        if match.last_block + 1 in free
        and _is_copy(blocks[match.first_block], blocks[match.last_block + 1])
    }


def _copy(question: Question, blocks: Sequence[Block], index: int, form: Form) -> FormMatch:
    """Returns a question at a block that repeats it, up to its end: an answer may follow."""
    match = form.question_at([blocks[index]], 0)
    if match is None or match.question.id != question.id:
        return _whole(question, blocks, index)
    return replace(match, first_block=index, last_block=index)


def _is_copy(first: Block, second: Block) -> bool:
    """Returns whether two blocks have the same text, apart from numbers and errors."""
    if max(len(first.text), len(second.text)) > MAX_LENGTH:
        return False
    if any(mark in second.text and mark not in first.text for mark in QUOTES):
        return False
    texts = [without_number(fold(block.text).text) for block in (first, second)]
    return min(map(len, texts)) > MAX_SHORT and fuzz.ratio(*texts) >= MIN_COPY_SIMILARITY


def _by_number(blocks: Sequence[Block], asked: Matches, form: Form) -> Iterator[FormMatch]:
    """Yields the questions whose numbers are missing among those found."""
    matches = list(asked.values())
    kept = reliable([match.number for match in matches])
    for first, last in pairwise(kept):
        room = (matches[last].number or 0) - (matches[first].number or 0) - (last - first)
        if room > 0:
            yield from _in_gaps(blocks, matches[first : last + 1], form)
    if kept and kept[-1] == len(matches) - 1:
        yield from _in_gaps(blocks, matches[-1:], form)


def _in_gaps(
    blocks: Sequence[Block], matches: Sequence[FormMatch], form: Form
) -> Iterator[FormMatch]:
    """Yields the questions that fill the gaps among the numbers of some, or follow a last one."""
    left, is_last = matches[0], len(matches) == 1
    number = left.number or 0
    counted = blocks[left.first_block].counted  # lists in answers may be counted, questions not
    starts = {match.first_block for match in matches[1:]}
    end = len(blocks) if is_last else matches[-1].first_block
    for index in range(left.last_block + 1, end):
        block = blocks[index]
        if index in starts:
            number += 1
            continue
        if printed_number(block) != number + 1 or block.counted != counted:
            continue
        again = _is_asked_again(block, left.question)
        if again or _asks(block, is_last=is_last):
            number += 1
            wording = block.text if again else block.text[: _end(block.text)]
            found = _whole(_question(wording, left, form), blocks, index, len(wording))
            quoted = QUOTED.search(wording) if found.question.repeats else None
            yield replace(found, slots={"topic": quoted[1]}) if quoted else found


def _question(wording: str, left: FormMatch, form: Form) -> Question:
    """Returns the question soon after another that a wording paraphrases or shortens.

    The other itself, if it repeats; a new question if there is none.
    """
    ids = [question.id for question in form.questions]
    here = ids.index(left.question.id) if left.question.id in ids else 0
    following = form.questions[here + 1 : here + 1 + LOOKAHEAD]
    own = Question(id="", section=left.question.section, wording=wording, expects="context")
    known = _most_similar(wording, following, MIN_NUMBERED_SIMILARITY)
    nearby = [left.question, *following] if left.question.repeats else [*following]
    rates = Similarity(nearby).rate(wording) if known is None and nearby else []
    best = max(rates, default=0.0)
    if best >= MIN_NUMBERED_SIMILARITY:
        return nearby[rates.index(best)]
    return known or own


def _asks(block: Block, *, is_last: bool) -> bool:
    if block.kind is BlockKind.CHECKBOX or block.cell is not None:
        return False
    if is_last:
        return block.text.lstrip(" 0123456789.)-").startswith("¿")
    return ASKS.match(block.text) is not None or ORDERS.match(block.text) is not None


def _is_asked_again(block: Block, question: Question) -> bool:
    """Whether a numbered text is a shortened repetition of a question that repeats."""
    text = block.text
    if not question.repeats or len(text) > MAX_LENGTH or ASKED_AGAIN.fullmatch(text) is None:
        return False
    return Similarity([question]).rate(text)[0] >= MIN_NUMBERED_SIMILARITY


def _end(text: str) -> int:
    """Returns the end of a question not in the template: its question mark or full stop."""
    found = END.match(text)
    return found.end() if found else len(text)


def _whole(
    question: Question, blocks: Sequence[Block], index: int, end: int | None = None
) -> FormMatch:
    """Returns a question that is a block, or its text up to ``end``."""
    text = blocks[index].text
    end = len(text) if end is None else end
    number, is_whole = printed_number(blocks[index]), end >= len(text)
    return FormMatch(question, index, index, end, end, number=number, is_whole_block=is_whole)


def _most_similar(text: str, questions: Sequence[Question], least: float) -> Question | None:
    folded = fold(text).text
    rated = [(fuzz.ratio(folded, fold(q.wording).text), n) for n, q in enumerate(questions)]
    similarity, place = max(rated, default=(0.0, 0))
    return questions[place] if similarity >= least else None


def _free(blocks: Sequence[Block], asked: Matches) -> list[int]:
    """Returns the indices of the blocks that belong to no question and may be one."""
    taken, kinds = _taken(asked), {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
    return [n for n, block in enumerate(blocks) if n not in taken and block.kind in kinds]


def _taken(asked: Matches) -> set[int]:
    return {n for m in asked.values() for n in range(m.first_block, m.last_block + 1)}

"""Where the questions of a form are asked in a document.

The blocks that may ask a question are found, and of them those that do so together; the others are
copies of a question, which conversion errors leave, questions that only this edition has, or
unrecognised.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import pairwise

from rapidfuzz import fuzz

from meta87.form.asking import LEAST, Candidate, candidates
from meta87.form.contents import with_contents
from meta87.form.folding import fold
from meta87.form.looks import Look, headings, look_of, looks_of, names_institution
from meta87.form.matching import IF_SO, MAX_LENGTH, ORDERS, QUOTES, Form, FormMatch
from meta87.form.matrices import Matrices
from meta87.form.numbered import by_number
from meta87.form.outline import Outline
from meta87.form.question_columns import MAX_HEADING, between_answers, nested
from meta87.form.report import Unrecognised
from meta87.form.sequence import best_sequence
from meta87.form.similarity import stems_in, without_number
from meta87.form.table_rows import row_of
from meta87.form.template import Question
from meta87.form.unrecognised import MIN_LOOK, Neighbours
from meta87.form.wording import MAX_SHORT
from meta87.reading.document import Block

ROUNDS = 6  # in which looks are counted anew, as a rule until they change no more
MIN_COPY_SIMILARITY = 80.0  # of a wording and its duplicate, each with its conversion errors

# The end of a question that is not in the template: its question mark with the instruction that may
# follow ("Si es así, describa cómo."), else its full stop.
END = re.compile(
    rf"\W*(?:\d+\W+)?(?:.*\?[\s*]*(?:{IF_SO}{ORDERS.pattern}[^.:]*[.:*]*)?|[^.:]*[.:*]*)",
    re.DOTALL | re.IGNORECASE,
)

Matches = Mapping[int, FormMatch]
"""Matches by their first block, in order."""


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions of a document, and the adjacent duplicates of their wordings."""

    asked: Matches  # where questions are asked
    # Where they are asked again, repeated by conversion errors, or as a title above.
    duplicates: Matches
    # What looks like a question of the form and matches none.
    unrecognised: Mapping[int, Unrecognised]
    titles: Set[int]  # headings of sections, with nothing but other headings below
    matched: int  # number of questions of the template
    between: Set[int] = frozenset()  # blocks of tables that stand between answers, in none
    is_certain: bool = False  # whether one is asked word for word, or as "Prioridad 2: …"
    answers: Mapping[int, int] = field(default_factory=dict)  # cells, each with what asks it


def find_questions(blocks: Sequence[Block], form: Form) -> Questions:
    """Returns where the questions of a form are asked in the blocks of a document."""
    outline = Outline.of(blocks)
    inside = nested(blocks)
    every = [each for each in candidates(blocks, outline, form) if each.index not in inside]
    every = with_contents(by_number(every, blocks, form), blocks, form)
    tables = Matrices.of(blocks, form)
    every = tables.among(every)
    others = {n for n, block in enumerate(blocks) if form.is_option(block)}
    others |= headings(blocks) | inside
    others |= {each.index for each in every if _is_own(each, blocks[each.index].text, form)}
    found, looks = _found(blocks, every, outline, others, form)
    if not found:
        return Questions({}, {}, {}, frozenset(), 0)
    asked = {c.index: _match(c, found[c.index], form) for c in every if c.index in found}
    first = _asked_first(asked)
    duplicates = {n: asked.pop(n) for n in first} | _copies(blocks, asked, every)
    duplicates |= (above := _titles_above(blocks, asked))
    asked = {index: match for index, match in asked.items() if index not in above}
    asked, repeated = _repeated_rows(blocks, asked, tables.cells, form)
    known = {*duplicates, *_taken(asked)}
    between = between_answers(blocks, asked) - known - tables.cells
    left = [c for c in every if c.index not in known | between and not c.match]
    neighbours = Neighbours(blocks, asked, form, looks, others)
    unrecognised, matched = dict[int, Unrecognised](), len(asked)
    for candidate in left:
        block = blocks[candidate.index]
        before, _ = neighbours.around(candidate)
        if before and neighbours.is_added(candidate, before):
            asked[candidate.index] = _added(candidate, block, before.question.section)
            neighbours.add(asked[candidate.index])
        elif neighbours.is_unrecognised(candidate):
            unrecognised[candidate.index] = neighbours.nearest(block, candidate.scores)
    titles = (tables.printed | repeated.keys()) - asked.keys()
    kept = known | others | titles | {n for n in outline.levels if form.is_heading(blocks[n])}
    for index, is_empty in outline.ends(asked, kept):
        if is_empty:
            titles.add(index)
            unrecognised.pop(index, None)
        elif index not in unrecognised:
            unrecognised[index] = neighbours.nearest(blocks[index])
    is_certain = any(each.is_certain for each in every if each.index in found)
    asked = dict(sorted(asked.items()))
    return Questions(
        asked, duplicates, unrecognised, titles, matched, between, is_certain,
        tables.answers | {n + 1: before for n, before in repeated.items()} | first,
    )  # fmt: skip


def _found(
    blocks: Sequence[Block],
    every: Sequence[Candidate],
    outline: Outline,
    others: Set[int],
    form: Form,
) -> tuple[dict[int, int], dict[Look, float]]:
    """Returns the places of the questions that are asked, by block, and how those blocks look.

    A heading asks none where those below it look like questions.
    """
    looks: dict[Look, float] = {}
    for _ in range(ROUNDS):  # without looks, and with those of the questions found
        below = outline.bare.items()
        bare = {n for n, child in below if looks.get(look_of(blocks[child]), 0.0) >= MIN_LOOK}
        found = best_sequence([each for each in every if each.index not in bare], form, looks)
        counted = looks_of(blocks, {*found}, others | (outline.bare.keys() - found.keys()))
        if counted == looks:
            break
        looks = counted
    return found, looks


def _is_own(candidate: Candidate, text: str, form: Form) -> bool:
    """Returns whether a title is an author's own, in an answer: an institution, "Resultados"."""
    if candidate.kind != "title" or candidate.most_similar[0] >= LEAST["title"]:
        return False
    stems = set(stems_in(text))
    return (bool(stems) and stems <= form.headings) or names_institution(text)


def _match(candidate: Candidate, place: int, form: Form) -> FormMatch:
    if candidate.match:
        return candidate.match
    question = form.questions[place]
    topic = candidate.topic if question.repeats else (None, "")
    return replace(_in_block(candidate, question), score=candidate.scores[place], topic=topic)


def _added(candidate: Candidate, block: Block, section: str) -> FormMatch:
    wording = block.text[: candidate.end]
    question = Question(id="", section=section, wording=wording, expects="context")
    return _in_block(candidate, question)


def _in_block(candidate: Candidate, question: Question) -> FormMatch:
    """Returns a question that a candidate asks in its block, in words not its whole wording."""
    index, end = candidate.index, candidate.end
    return FormMatch(question, index, index, end, end, number=candidate.number)


def _repeated_rows(
    blocks: Sequence[Block], asked: Matches, cells: Set[int], form: Form
) -> tuple[dict[int, FormMatch], dict[int, int]]:
    """Returns the questions, and the labels of rows that ask again what the first of them asked.

    Tables of the same rows, one for each priority, ask the same.
    """
    first: dict[str, tuple[int, int]] = {}  # the table and the block of each label
    kept, repeated = dict(asked), dict[int, int]()
    for index, (block, beside) in enumerate(pairwise(blocks)):
        row = row_of(block) if index not in cells else None
        if row is None or row != row_of(beside) or form.similarity.is_blank(block.text):
            continue
        table, before = first.get(fold(block.text).text, (row[0], -1))
        if table != row[0]:
            repeated[index] = before
            kept.pop(index, None)
        elif index in asked and before < 0 and not asked[index].question.repeats:
            first[fold(block.text).text] = table, index
    return kept, repeated


def _asked_first(asked: Matches) -> dict[int, int]:
    """Returns the first block of each question by those where it is asked again."""
    first: dict[str, int] = {}
    own = {n: each.question.id for n, each in asked.items() if not each.question.repeats}
    return {n: at for n, name in own.items() if (at := first.setdefault(name, n)) != n}


def _titles_above(blocks: Sequence[Block], asked: Matches) -> Matches:
    """Returns the titles right above a question that repeats: "Estado de los próximos pasos"."""
    return {
        match.first_block: match
        for match, after in pairwise(asked.values())
        if match.question.repeats
        and match.question.id == after.question.id
        and match.block_end == len(blocks[match.last_block].text)
        and all(map(_is_label, blocks[match.last_block + 1 : after.first_block]))
        and "?" not in blocks[match.last_block].text
        and not any(match.topic)
        and any(after.topic)
    }


def _is_label(block: Block) -> bool:
    """Returns whether a text says nothing of its own: the heading of a column."""
    return block.cell is not None and len(block.text.split()) <= MAX_HEADING


def _copies(
    blocks: Sequence[Block], asked: Matches, every: Sequence[Candidate]
) -> dict[int, FormMatch]:
    """Returns the blocks right before and after a question that repeat it with other errors."""
    taken = _taken(asked)
    whole = {each.index: each.match for each in every if each.match}
    found: dict[int, FormMatch] = {}
    for match in asked.values():
        first, last = match.first_block, match.last_block
        while (copy := _copy(blocks, last + 1, match, whole)) and last + 1 not in taken:
            found[last + 1], last = copy, copy.last_block
        while (copy := _copy(blocks, first - 1, match, whole)) and first - 1 not in taken:
            found[first - 1], first = copy, first - 1
    return found


def _copy(
    blocks: Sequence[Block], index: int, match: FormMatch, whole: Matches
) -> FormMatch | None:
    """Returns a question at a block that repeats it, up to its end: an answer may follow."""
    if not 0 <= index < len(blocks):
        return None
    block, other = blocks[index], whole.get(index)
    if other and other.question.id == match.question.id:
        runs_into = index < match.first_block <= other.last_block
        return None if runs_into else other
    end = len(block.text)
    is_copy = _is_copy(blocks[match.first_block], block)
    return FormMatch(match.question, index, index, end, end) if is_copy else None


def _is_copy(first: Block, second: Block) -> bool:
    """Returns whether two blocks have the same text, apart from numbers and errors."""
    if max(len(first.text), len(second.text)) > MAX_LENGTH:
        return False
    if any(mark in second.text and mark not in first.text for mark in QUOTES):
        return False
    texts = [without_number(fold(block.text).text) for block in (first, second)]
    return min(map(len, texts)) > MAX_SHORT and fuzz.ratio(*texts) >= MIN_COPY_SIMILARITY


def _taken(asked: Matches) -> set[int]:
    return {n for m in asked.values() for n in range(m.first_block, m.last_block + 1)}

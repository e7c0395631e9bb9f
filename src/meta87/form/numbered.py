"""Questions that a draft only numbers: "14.-" above an answer.

The numbers of a form rise by one from question to question after its priorities and steps, however
many it has: the questions of a draft that are known tell by how much its numbers are ahead.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from meta87.form.asked_text import TITLE_END
from meta87.form.asking import LEAST, Candidate, listed, only
from meta87.form.looks import look_of
from meta87.form.matching import Form
from meta87.reading.document import Block, BlockKind

NAME = r"(?:(?:pregunta|preg|p|n[.\s]?[º°o]?|n[uú]m(?:ero)?)\b[\s.:º°]*){0,2}"
BARE = re.compile(rf"\W{{0,3}}{NAME}(\d{{1,2}})\s*[.):°º–-]*", re.IGNORECASE)
NOTHING = ("", "0")
MIN_VOTES = 2  # questions that agree by how much the numbers are ahead
TIMES = 3  # that a question which repeats is asked in most countries
MIN_BARE = 3  # numbers that stand for questions, from which that has a say
MIN_SIMILARITY = 40.0  # of a question that has a say
FITS = 15.0  # added to the similarity of a question that the number says too
NUMBERED = 84.0  # similarity of a number alone
INLINE = 78.0  # of one before an answer, which may as well be an item of a list
MAX_TITLE = 14  # words of a title


def by_number(every: Sequence[Candidate], blocks: Sequence[Block], form: Form) -> list[Candidate]:
    """Returns the candidates with the questions that their numbers say, and bare numbers added."""
    known = {each.index: each for each in every}
    words = {n for n, c in known.items() if c.most_similar[0] >= MIN_SIMILARITY}
    words -= {n for n in words if BARE.fullmatch(blocks[n].text)}
    bare = {each.index: each for each in _bare(blocks, form) if each.index not in words}
    voters = {vote for each in (*known.values(), *bare.values()) for vote in _votes(each, form)}
    votes = Counter(number - place for number, place in voters if number > place)
    if sum(BARE.fullmatch(blocks[n].text) is not None for n in bare) >= MIN_BARE:
        votes[1 + (TIMES - 1) * len(form.repeating)] += 1
    ahead, count = votes.most_common(1)[0] if votes else (0, 0)
    if count >= MIN_VOTES:
        known = {n: _fitting(each, ahead, form) for n, each in known.items()}
        asked = {c.place for c in known.values() if c.most_similar[0] >= LEAST[c.kind]}
        fitting = {n: _fitting(each, ahead, form) for n, each in bare.items()}
        # A number stands for a question that no words ask.
        known |= {
            n: c
            for n, c in fitting.items()
            if any(c.scores) and c.place not in asked and _is_fit(c, voters)
        }
    places = {each.number: each.place for each in reversed(listed(every))}
    repeated = {
        n: c for n, c in bare.items() if c.number in places and BARE.fullmatch(blocks[n].text)
    }
    for index, each in repeated.items() if len(repeated) >= MIN_BARE else ():
        scores = only(places[each.number], NUMBERED, form)
        known[index] = replace(each, scores=scores, kind="title")
    return [each for _, each in sorted(known.items())]


def _votes(candidate: Candidate, form: Form) -> Iterator[tuple[int, int]]:
    """Yields the number of a candidate, and the place of the question that it asks."""
    score, place = candidate.most_similar
    if candidate.number is None or place in form.repeating:
        return
    if score >= MIN_SIMILARITY and candidate.kind != "sentence":
        yield candidate.number, place
    elif candidate.kind == "number" and len(candidate.options) == 1:
        yield candidate.number, next(iter(candidate.options))


def _is_fit(candidate: Candidate, voters: Set[tuple[int, int]]) -> bool:
    """Returns whether a number is alone, or in the order of the numbers of known questions."""
    if max(candidate.scores) > INLINE:
        return True
    number = candidate.number or 0
    before = max((vote for vote in voters if vote[0] < number), default=(0, -1))
    after = min((vote for vote in voters if vote[0] > number), default=(0, candidate.place + 1))
    return before[1] < candidate.place < after[1] or before[1] > after[1]


def _fitting(candidate: Candidate, ahead: int, form: Form) -> Candidate:
    """Returns a candidate that asks more likely what its number says."""
    number, scores = candidate.number or 0, [*candidate.scores]
    place = number - ahead
    if candidate.match or place >= len(form.questions):
        return candidate
    is_alone = candidate.kind == "number" and candidate.look[0] != BlockKind.LIST_ITEM
    times = _times(ahead, form)
    if is_alone and 0 < number <= times * len(form.repeating):
        place, topic = divmod(number - 1, times)
        candidate = replace(candidate, topic=(topic + 1, ""))
    elif place in form.repeating or place < 0:
        return candidate
    if candidate.kind == "number":
        scores[place] = NUMBERED if is_alone else INLINE
        return replace(candidate, scores=scores, kind="title")
    if MIN_SIMILARITY <= scores[place] == max(scores) < NUMBERED:
        scores[place] = min(scores[place] + FITS, NUMBERED)
    return replace(candidate, scores=scores)


def _times(ahead: int, form: Form) -> int:
    """Returns how often each question that repeats is asked, where those are the first."""
    repeats = len(form.repeating)
    return 1 + (ahead - 1) // repeats if repeats and form.repeating == {*range(repeats)} else 0


def _bare(blocks: Sequence[Block], form: Form) -> Iterator[Candidate]:
    """Yields the numbers that stand alone above a text, or before a title or answer in its block.

    The items of a list that begins with the first are its own.
    """
    listed = 0  # number of the item before, in a list that begins with 1
    for index, (block, after) in enumerate(pairwise((*blocks, Block(BlockKind.PARAGRAPH, "")))):
        bare = BARE.fullmatch(block.text)
        inline = BARE.fullmatch(block.marker) if not block.counted else None
        number = int((bare or inline or NOTHING)[1] or 0)
        listed = number if number == listed + 1 else 0
        if block.cell or after.cell or block.placeholder or not (bare or (inline and not listed)):
            continue
        is_title = not after.marker and bool(after.text) and _is_line(block.text)
        end = len(block.text) if bare or is_title else 0
        yield Candidate(
            index, end, "number", number, (None, ""), False, look_of(block),
            form.options_in(block.text if not bare else after.text), [0.0] * len(form.questions),
        )  # fmt: skip


def _is_line(text: str) -> bool:
    """Returns whether a text may be the title of what is below it."""
    return len(text.split()) <= MAX_TITLE and not TITLE_END.search(text)

"""Titles of a contribution that ask for a topic of the form that it goes into, or for nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from meta87.form.contributions import title_of
from meta87.form.fix import ANOTHER, Assignment
from meta87.form.fixing import MAX_ASKED
from meta87.form.folding import fold
from meta87.form.looks import MAX_TITLE
from meta87.form.numbered import BARE
from meta87.form.report import Report, Role
from meta87.form.similarity import without_number
from meta87.reading.document import Block, BlockKind


def asked_by_titles(form: Report, part: Report) -> Iterator[Assignment]:
    """Yields the titles of a contribution that are topics of the form, word for word.

    So are lines in no bold, but for items of a list of topics. A numbered title in bold that is no
    item of a list, and asks nothing, ends the answer before it.
    """
    topics = _topics(form)
    texts = [each for each in part.placed if each.block.text and each.role is not Role.FORM]
    asked = [topics.get(without_number(fold(each.block.text).text), "") for each in texts]
    listed = 0  # number of the item before, in a list that begins with 1
    for index, (block, role) in enumerate((each.block, each.role) for each in texts):
        numeral = BARE.fullmatch(block.marker)
        number = int(numeral[1]) if numeral else 0
        listed = number if number == listed + 1 else listed * (not number)
        if role is Role.QUESTION:
            listed = 0
        is_bold, is_item = block.is_bold, any((*asked[:index][-1:], *asked[index + 1 :][:1]))
        if block.cell is not None:
            continue
        if asked[index] and (is_bold or block.kind is BlockKind.HEADING or not is_item):
            yield Assignment(text=block.text[:MAX_ASKED], question=asked[index] + ANOTHER)
        elif is_bold and number and not listed and _ends(block, role):
            yield Assignment(text=block.text, question="none")


def _ends(block: Block, role: Role) -> bool:
    is_short = len(block.text.split()) <= MAX_TITLE
    return is_short and role is Role.ANSWER and block.kind is not BlockKind.HEADING


def _topics(form: Report) -> dict[str, str]:
    """Returns the questions of a form that may be asked again, by the topic that only they name."""
    counts = Counter(answer.id for answer in form.answers)
    named = defaultdict[str, set[str]](set)
    for answer in form.answers:
        if answer.id and (counts[answer.id] > 1 or answer.topic_number is not None):
            named[title_of(answer)].add(answer.id)
    return {title: each.pop() for title, each in named.items() if title and len(each) == 1}

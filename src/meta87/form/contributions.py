"""What institutions contribute to a form, and what is to be added to it.

A line "Aporte de: …" names the author of what follows it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from meta87.form.fix import ANOTHER, Assignment
from meta87.form.folding import fold
from meta87.form.looks import MAX_TITLE, names_institution
from meta87.form.numbered import BARE
from meta87.form.report import Answer, Report, Role
from meta87.form.similarity import without_number
from meta87.form.table_rows import Place, TableRow, row_of, rows_joined
from meta87.reading.document import Block, BlockKind

MAX_NAME = 120  # characters
MAX_ASKED = 400  # characters of a topic of the form by which it is found
MIN_TITLE = 90.0  # similarity of two titles of one topic, of which one may say less
LINE = re.compile(r"[Aa]porte de ?: ?(?P<author>[^.:?]{2,120})")
NAMED = re.compile(
    r"(?:instituci[oó]n|entidad|organismo|dependencia)(?: que (?:informa|responde|aporta))? ?: ?"
    r"(?P<author>[^.:?]{2,120})",
    re.IGNORECASE,
)
TITLED = re.compile(r"aporte del? (?:l[ao]s? )?(?P<author>[^.:?]{2,120})", re.IGNORECASE)
_TEXT = {BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.TABLE_CELL}
_ENDING = BlockKind.LIST_ITEM, Role.ANSWER  # a text with a number that asks nothing


@dataclass(frozen=True, slots=True)
class Contribution:
    """A filled form of one institution."""

    author: str  # its name
    report: Report  # the form


@dataclass(frozen=True, slots=True)
class Addition:
    """What an institution wrote under a question of the form."""

    question: str  # number of the question in the form
    author: str  # name of the institution
    blocks: tuple[Block, ...]  # its text, without what the form already has there


@dataclass(frozen=True, slots=True)
class Ticks:
    """The options that were ticked under a question, where they differ."""

    question: str  # its number in the form
    # The ticked options of each who ticked any, by name; the form's own under "".
    by_author: dict[str, tuple[str, ...]]

    @property
    def disagree(self) -> bool:
        """Whether two of them ticked different options."""
        return len(set(self.by_author.values())) > 1


@dataclass(frozen=True, slots=True)
class Merged:
    """What is to be added to a form, and what a person must decide."""

    additions: tuple[Addition, ...]  # by question, in the order of the contributions
    ticks: tuple[Ticks, ...]  # the questions whose ticks differ from the form's
    # The texts of each contribution that have no place in the form, each with the title or question
    # above it that the form lacks, or "", by author.
    left: Mapping[str, Sequence[tuple[str, str]]]


def author_line(author: str) -> str:
    """Returns the line that names the author of what follows in an answer."""
    return f"Aporte de: {' '.join(re.sub('[.:?]', ' ', author).split())[:MAX_NAME]}"


def author_of_line(block: Block) -> str:
    """Returns the author that a block names, where it is such a line; otherwise ""."""
    match = LINE.fullmatch(block.text) if block.kind in _TEXT else None
    return match["author"].strip() if match else ""


def institution_named(text: str) -> str:
    """Returns the institution that a line or title at a form's head names; else ""."""
    match, titled = NAMED.fullmatch(text.strip()), TITLED.fullmatch(text.strip())
    match = titled if titled and names_institution(titled["author"]) else match
    return match["author"].strip() if match else ""


def author_of(report: Report, name: str) -> str:
    """Returns the institution that a contribution names at its head, or else a name from its file.

    Args:
        report: the contribution.
        name: name of its file, without the ending.
    """
    lines = (placed.block.text for placed in report.head)
    return next(
        filter(None, map(institution_named, lines)),
        " ".join(name.replace("_", " ").replace("-", " ").split()),
    )


def merge(form: Report, parts: Sequence[Contribution]) -> Merged:
    """Returns what contributions add to a form, question by question.

    Several of one author count as one: what it ticks in any of them is its own.
    """
    additions: list[Addition] = []
    ticks = {
        answer.question: {"": ticked} for answer in form.answers if (ticked := _ticked(answer))
    }
    left: dict[str, list[tuple[str, str]]] = defaultdict(list)
    own_left = {fold(block.text).text for block in form.unplaced}
    for part in parts:
        loose = (block.text for block in part.report.unplaced)
        homeless = [
            (text, "")
            for text in loose
            if fold(text).text not in own_left and institution_named(text) != part.author
        ]
        for answer in part.report.answers:
            own = _same_question(form, answer)
            if own is None:
                homeless += [(block.text, answer.wording) for block in answer.blocks]
                if ticked := _ticked(answer):
                    homeless.append((", ".join(ticked), answer.wording))
                continue
            if new := _new(answer.blocks, own.blocks):
                additions.append(Addition(own.question, part.author, new))
            if ticked := _ticked(answer):
                given = ticks.setdefault(own.question, {})
                given[part.author] = tuple(dict.fromkeys((*given.get(part.author, ()), *ticked)))
        if homeless:
            left[part.author] += homeless
    order = [answer.question for answer in form.answers]
    additions.sort(key=lambda addition: order.index(addition.question))
    every = [Ticks(question, ticks.get(question, {})) for question in order]
    differing = (e for e in every if {*e.by_author.values()} != {e.by_author.get("")})
    return Merged(tuple(additions), tuple(each for each in differing if each.by_author), left)


def _new(blocks: Sequence[Block], known: Sequence[Block]) -> tuple[Block, ...]:
    """Returns the blocks that the form does not have already; a table whole if a row is new."""
    texts, rows = set(_texts(known, _rows(known))), _rows(blocks)
    tables = {table for (table, _), text in rows.items() if text not in texts}
    return tuple(
        block
        for block, text in zip(blocks, _texts(blocks, rows), strict=True)
        if text not in texts or (block.cell and block.cell.table in tables)
    )


def _rows(blocks: Iterable[Block]) -> dict[Place, str]:
    rows = (row for row in rows_joined(blocks) if isinstance(row, TableRow))
    return {place: row.text for row in rows if (place := row_of(row))}


def _texts(blocks: Iterable[Block], rows: Mapping[Place, str]) -> Iterator[str]:
    for block in blocks:
        place = row_of(block)
        yield rows.get(place, block.text) if place else block.text


def _ticked(answer: Answer) -> tuple[str, ...]:
    return tuple(choice.label for choice in answer.choices if choice.checked)


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
        is_title = block.is_bold and len(block.text.split()) <= MAX_TITLE
        is_item = any((*asked[:index][-1:], *asked[index + 1 :][:1]))
        if block.cell is not None:
            continue
        if asked[index] and (is_title or block.kind is BlockKind.HEADING or not is_item):
            yield Assignment(text=block.text[:MAX_ASKED], question=asked[index] + ANOTHER)
        elif is_title and number and not listed and (block.kind, role) == _ENDING:
            yield Assignment(text=block.text, question="none")


def _topics(form: Report) -> dict[str, str]:
    """Returns the questions of a form that may be asked again, by the topic that only they name."""
    counts = Counter(answer.id for answer in form.answers)
    named = defaultdict[str, set[str]](set)
    for answer in form.answers:
        if answer.id and (counts[answer.id] > 1 or answer.topic_number is not None):
            named[_title(answer)].add(answer.id)
    return {title: each.pop() for title, each in named.items() if title and len(each) == 1}


def _same_question(form: Report, answer: Answer) -> Answer | None:
    """Returns the form's question that an answer is to, or None where nothing tells which.

    Of several priorities, or next steps, it is the one of the same title, else of the same number.
    """
    same = [each for each in form.answers if _is_same(each, answer)]
    for alike in (_of_title(same, answer), same):
        # The number of a topic is that which the form gives it, or else that of its place.
        numbers = {id(each): each.topic_number or n for n, each in enumerate(same, start=1)}
        numbered = [each for each in alike if numbers[id(each)] == answer.topic_number]
        if len(alike) == 1 and (alike is not same or numbered or answer.topic_number is None):
            return alike[0]
        if len(numbered) == 1:
            return numbered[0]
    copied = (each for each in same if fold(each.wording).text == fold(answer.wording).text)
    return next((each for each in copied if each.question == answer.question), None)


def _of_title(same: Sequence[Answer], answer: Answer) -> list[Answer]:
    """Returns the questions whose topic has the title of that of an answer, or is nearest to it."""
    title = _title(answer)
    rated = [
        (title == own, fuzz.token_set_ratio(title, own), each)
        for each in same
        if title and (own := _title(each))
    ]
    best = max(((is_equal, rate) for is_equal, rate, _ in rated), default=(False, 0.0))
    return [each for *rate, each in rated if best[1] >= MIN_TITLE and tuple(rate) == best]


def _title(answer: Answer) -> str:
    """Returns the folded title of the topic that a question names; "" if it names none."""
    topic = fold(answer.topic).text
    return topic if topic in fold(answer.wording).text else ""


def _is_same(one: Answer, other: Answer) -> bool:
    if one.id or other.id:
        return one.id == other.id
    return fold(one.wording).text == fold(other.wording).text

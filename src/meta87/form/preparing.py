"""Blocks prepared for matching: one question per block, ticked cells as checkboxes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from meta87.form.asked_text import MAX_TITLE
from meta87.form.asking import OPEN
from meta87.form.folding import fold
from meta87.form.matching import MAX_LENGTH, ORDERS, Form, FormMatch
from meta87.form.options import MARK
from meta87.form.outline import with_titles
from meta87.form.quotations import places_asked, unquoted
from meta87.form.short_options import short_option
from meta87.reading.document import Block, BlockKind, Document

MAX_CUTS = 40  # places in a line where a question may begin
MIN_SIMILARITY = 90.0  # of a question that begins inside a line
# Where a question may begin inside a line: at a number after the end of a sentence; in the label of
# a box, at a number after anything.
NUMBERED = re.compile(r"(?<=[.?!:;»”\")\]*])\s+(?=\d{1,3}\s*[.)\-]+\s*\S)")
IN_LABEL = re.compile(r"\s+(?=\d{1,3}\s*[.)\-]+\s*[¿A-ZÁÉÍÓÚÑ])")
NUMBERED_QUESTION = re.compile(rf"(\d{{1,3}})\s*[.)\-]+\s*(?:¿|{ORDERS.pattern})", re.IGNORECASE)
NUMBER_CELL = re.compile(r"\W*\d{1,3}\W*")  # of a cell that contains nothing else

SAID = frozenset(("si", "no"))  # in a cell beside an option, or above the marks of a column
MIN_SHORTENED = 3  # options in a column, where people shorten them
MIN_MARKED = 2  # the same, where each has a mark, "sí" or "no" beside it, and they are asked for

MIN_REPEATS = 3  # of a header amid the text; a line repeated less often may be an answer
MIN_HEADER_WORDS = 2  # one word or number may be an answer or a cell
PAGE_NUMBER = re.compile(
    r"\W*(?:p[aá]gina|p[aá]g\.?|page)\s*\d{1,3}(?:\s*(?:de|of|/)\s*\d{1,3})?\W*", re.IGNORECASE
)
PAGE_LABEL = re.compile(r"\W(?:p[aá]gina|p[aá]g\b\.?) ?\d{1,3}\W*$", re.IGNORECASE)
DIGITS = re.compile(r"\d+")
MIN_PARENT = 50.0  # similarity to a question of options of one that goes on to ask for more
MORE_ASKED = re.compile(
    r"(?P<asked>[^?]{12,160}(?:\?|,? y))\s+(?P<more>¿?(?:cu[aá]l|qu[eé]|c[oó]mo|qui[eé]n)[^?]*\??)",
    re.IGNORECASE,
)


def prepare(document: Document, form: Form, *, led: bool = True) -> list[Block]:
    """Returns the blocks of a document, prepared for matching the questions.

    Args:
        document: the document.
        form: texts of the form.
        led: whether a title in bold may stand before the text of a paragraph.
    """
    blocks = [part for each in unquoted(document.blocks, form) for part in _split(each, form)]
    _number_from_cells(blocks, form)
    _make_checkboxes(blocks, form)
    return _mark_running_text(with_titles(blocks, form, led=led), document.running)


def _split(block: Block, form: Form) -> Iterator[Block]:
    """Yields the parts of a block, cut where another question begins in it."""
    while (cut := _first_cut(block, form)) is not None:
        yield block.slice(0, cut)
        block = replace(block.slice(cut, len(block.text)), marker="", level=0)
        if block.kind is not BlockKind.TABLE_CELL:
            block = replace(block, kind=BlockKind.PARAGRAPH, checked=None)
    yield block


def _first_cut(block: Block, form: Form) -> int | None:
    """Returns the first offset in a block at which another question begins, or None."""
    is_box = block.kind is BlockKind.CHECKBOX
    cuts = [
        m.end() for m in islice((IN_LABEL if is_box else NUMBERED).finditer(block.text), MAX_CUTS)
    ]
    first = form.question_at([block], 0)
    if first is None and not is_box and (more := _asks_more(block.text, form)):
        return more
    if first is not None and not first.is_whole_block:
        cuts.append(first.block_end)
    return next((cut for cut in sorted(cuts) if _begins_question(block, cut, first, form)), None)


def _asks_more(text: str, form: Form) -> int:
    """Returns where a question of options goes on to ask more, or 0: "¿Colaboró? ¿Con quién?"."""
    more = MORE_ASKED.fullmatch(text) if len(text) <= MAX_TITLE else None
    if more is None or OPEN.match(text):
        return 0
    scores = form.similarity.rate(more["asked"])
    best = max(range(len(scores)), key=scores.__getitem__)
    family = {best, form.parent_of.get(best, best)} & {*form.parent_of.values()}
    return more.start("more") if family and scores[best] >= MIN_PARENT else 0


def _begins_question(block: Block, cut: int, first: FormMatch | None, form: Form) -> bool:
    """Returns whether a question begins at an offset: one of the form, or the next number."""
    rest = replace(block.slice(cut, cut + MAX_LENGTH), kind=BlockKind.PARAGRAPH, marker="")
    match = form.question_at([rest], 0)
    if match is not None and match.score >= MIN_SIMILARITY and not match.is_quoted:
        return True
    following = NUMBERED_QUESTION.match(block.text, cut)
    if following is None or first is None or first.number is None:
        return False
    return first.block_end == cut and int(following[1]) == first.number + 1


def _number_from_cells(blocks: list[Block], form: Form) -> None:
    """Gives questions in a table the number from the cell before them."""
    for index, (block, following) in enumerate(pairwise(blocks)):
        here, there = block.cell, following.cell
        if here is None or there is None or (here.table, here.row) != (there.table, there.row):
            continue
        if NUMBER_CELL.fullmatch(block.text) and form.question_at([following], 0):
            blocks[index] = replace(block, placeholder=True)
            blocks[index + 1] = replace(following, marker=block.text)


def _make_checkboxes(blocks: list[Block], form: Form) -> None:
    """Turns cells with options into checkboxes, ticked by a mark or box in an adjacent cell."""
    tables: dict[int, list[int]] = defaultdict(list)  # indices of blocks
    for index, block in enumerate(blocks):
        if block.cell is not None:
            tables[block.cell.table].append(index)
    for cells in tables.values():
        marks = {index for index in cells if _is_mark(blocks[index])}
        said = {index for index in cells if fold(blocks[index].text).text in SAID}
        if not marks and not said:
            continue
        short = _shortened(blocks, cells, form)
        labels = [n for n in cells if n in short or (n not in said and _is_label(blocks[n], form))]
        if marks and not short:
            filled = Counter(cell.row for n in marks | said if (cell := blocks[n].cell))
            labels += [n for n in said if (cell := blocks[n].cell) and filled[cell.row] > 1]
        if len(labels) > 1 and (marks or short):
            _tick(blocks, sorted(labels), sorted((marks | said).difference(labels)))


def _is_label(block: Block, form: Form) -> bool:
    return block.kind is BlockKind.TABLE_CELL and fold(block.text).text in form.with_label


def _shortened(blocks: Sequence[Block], cells: Sequence[int], form: Form) -> set[int]:
    """Returns the cells that name options of questions that several may answer, even shortened."""
    found: set[int] = set()
    texts = {n: blocks[n].text for n in cells if blocks[n].kind is BlockKind.TABLE_CELL}
    said = {n for n in cells if _is_mark(blocks[n]) or fold(blocks[n].text).text in SAID}
    marked = {cell.row for n in said if (cell := blocks[n].cell)}
    left = [n for n in reversed(texts) if n not in said]
    labels = [question.choices for question in form.questions if question.several]
    synonyms = form.template.option_synonyms
    near = range(max(cells[0] - 1, 0), cells[-1] + 1)
    while options := [{short_option(each, texts[n], synonyms): n for n in left} for each in labels]:
        best = {n for label, n in max(options, key=len).items() if label}
        columns = Counter(cell.column for n in best if (cell := blocks[n].cell))
        kept = {n for n in best if (cell := blocks[n].cell) and columns[cell.column] > 1}
        rows = {cell.row for n in kept if (cell := blocks[n].cell)}
        is_marked = len(kept) >= MIN_MARKED and rows <= marked
        if len(kept) < MIN_SHORTENED and not (is_marked and _asks(blocks, near, form)):
            break
        found |= kept
        left = [n for n in left if n not in kept]
    return found


def _is_mark(block: Block) -> bool:
    if block.kind is BlockKind.CHECKBOX:
        return not block.text
    return MARK.fullmatch(block.text) is not None


def _asks(blocks: Sequence[Block], near: Iterable[int], form: Form) -> bool:
    """Returns whether one of some blocks asks a question with several options."""
    return any(form.questions[at].several for n in near for at in places_asked(blocks, n, form))


def _tick(blocks: list[Block], labels: Sequence[int], marks: Sequence[int]) -> None:
    """Turns the labels into checkboxes, and removes the marks that tick them from the text."""
    ticks = [(mark, _ticked_label(blocks, mark, labels)) for mark in marks]
    rows = {cell.row for n in labels if (cell := blocks[n].cell)}
    above = min(rows) - 1
    cells = [(n, cell) for n in marks if (cell := blocks[n].cell) and cell.row not in rows]
    beside = Counter(cell.row for _, cell in cells)
    heads = [(n, cell.column) for n, cell in cells if beside[cell.row] > 1 or cell.row == above]
    ticked = {label for mark, label in ticks if _says_yes(blocks, mark, heads)}
    for label in labels:
        blocks[label] = replace(
            blocks[label], kind=BlockKind.CHECKBOX, checked=label in ticked, cell=None
        )
    for mark, ticked_label in ticks:
        here = blocks[mark].cell
        if ticked_label is not None or (here and here.row == above):
            blocks[mark] = replace(
                blocks[mark], kind=BlockKind.PARAGRAPH, checked=None, cell=None, placeholder=True
            )


def _says_yes(blocks: Sequence[Block], mark: int, heads: Sequence[tuple[int, int]]) -> bool:
    """Returns whether a mark ticks: it says no "no", and neither does the head of its column.

    Heads, each with its column, stand beside each other or right above options; others answer.
    """
    here = blocks[mark].cell
    above = (n for n, column in heads if n < mark and here and column == here.column)
    said = {fold(blocks[n].text).text for n in (mark, max(above, default=mark))}
    return blocks[mark].checked is not False and "no" not in said


def _ticked_label(blocks: Sequence[Block], mark: int, labels: Sequence[int]) -> int | None:
    """Returns the label that a mark ticks: that of its row or column, else the adjacent one.

    A label above or below a mark stands in a row of labels.
    """
    here = blocks[mark].cell
    cells = [(label, cell) for label in labels if (cell := blocks[label].cell) is not None]
    if here is None:
        return None
    row = [label for label, cell in cells if cell.row == here.row]
    labelled = Counter(cell.row for _, cell in cells)
    column = [n for n, c in cells if c.column == here.column and labelled[c.row] > 1]
    for candidates in (row, column):
        if len(candidates) == 1:
            return candidates[0]
    if row and _is_first(blocks, row[0]):
        return max((label for label in row if label < mark), default=None)
    return next((label for label in row if label > mark), None)


def _is_first(blocks: Sequence[Block], label: int) -> bool:
    """Returns whether a label is the first of its row, or right of a cell that is not a mark.

    Blocks come in the order of their cells; cells without text have no block.
    """
    cell, left = blocks[label].cell, blocks[max(label - 1, 0)]
    if cell is None or cell.column == 0:
        return True
    if left.cell is None or _is_mark(left) or left.cell.row != cell.row:
        return False
    return left.cell == replace(cell, column=cell.column - 1)


def _mark_running_text(blocks: Sequence[Block], running: Sequence[Block]) -> list[Block]:
    """Returns the blocks, with page numbers and repeated headers marked as placeholders.

    Readers separate the headers and footers of a file (``running``). Where the file was converted
    from another one, they may also occur in its text, once per page, and so may lines that end with
    the number of a page.
    """
    headers = {key for block in running if _has_words(key := _without_digits(block))}
    lines = [block for block in blocks if _is_line(block)]
    headers |= {_without_digits(block) for block in lines if PAGE_LABEL.search(block.text)}
    keys = [_without_digits(block) if headers and _is_line(block) else "" for block in blocks]
    repeats = Counter(key for key in keys if key in headers)
    return [
        replace(block, placeholder=True)
        if _is_line(block) and (repeats[key] >= MIN_REPEATS or PAGE_NUMBER.fullmatch(block.text))
        else block
        for key, block in zip(keys, blocks, strict=True)
    ]


def _without_digits(block: Block) -> str:
    return DIGITS.sub("#", fold(block.text).text)


def _has_words(key: str) -> bool:
    return sum(word.isalpha() for word in key.split()) >= MIN_HEADER_WORDS


def _is_line(block: Block) -> bool:
    return block.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING} and block.cell is None

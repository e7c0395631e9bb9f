"""Post-processing shared by all readers: checkboxes and list items.

A reader gives its blocks with every box, control or glyph, as a character of the text.
`finish` makes a checkbox of each, its label the text up to the next box, and list items of
paragraphs that begin with a bullet or a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from meta87.reading.document import Block, BlockKind, Piece
from meta87.reading.patterns import EMPTY_BOXES, MARKER, QUOTE, TICKED_BOXES, TICKS, TYPED_BOX

_BOX = re.compile(f"[{EMPTY_BOXES}{TICKED_BOXES}]|{TYPED_BOX}")
_BOX_OR_TICK = re.compile(f"[{EMPTY_BOXES}{TICKED_BOXES}{TICKS}]|{TYPED_BOX}")
_SMALL_NUMBER = re.compile(r"[0-9]{1,4}")
_MORE_THAN = re.compile(r"\s*>\s*(?:=|(?:de )?\d+(?!\d|[.)-]+\s))")  # a number of no item
_QUOTABLE = frozenset((BlockKind.PARAGRAPH, BlockKind.TABLE_CELL))
_EDGE = " /|,;\t"
_ENDS_PHRASE = re.compile(r"[.:;?!…)»”\"*]$")


class _Box(NamedTuple):
    start: int
    end: int
    checked: bool


def finish(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Returns the blocks with checkboxes and list items recognised, and empty ones dropped."""
    blocks = list(blocks)
    pattern = _BOX_OR_TICK if any(_BOX.search(block.text) for block in blocks) else _BOX
    texts = [block.text if block.kind in _QUOTABLE else "" for block in blocks]
    quotes = zip(blocks, quote_ends(texts), strict=True)
    parts = (part for block, end in quotes for part in _split(_unquoted(block, end), pattern))
    return tuple(p for p in parts if p.text or p.kind is BlockKind.CHECKBOX)


def quote_ends(texts: Sequence[str]) -> list[int]:
    """Returns where the marks of a quotation before each text end.

    One before a number says "more than" where no line beside it has marks before anything else.
    """
    ends = [quote.end() if (quote := QUOTE.match(text)) else 0 for text in texts]
    for _, run in groupby((n for n, text in enumerate(texts) if text), lambda n: ends[n] > 0):
        lines = [*run]
        if all(_MORE_THAN.match(texts[n]) for n in lines):
            ends[lines[0] : lines[-1] + 1] = [0] * (lines[-1] + 1 - lines[0])
    return ends


def _unquoted(block: Block, end: int) -> Block:
    """Returns a block without the marks of a quotation, which are counted in a paragraph."""
    text = block.slice(end, len(block.text)) if end else block
    is_cell = block.kind is BlockKind.TABLE_CELL
    return text if is_cell or not end else replace(text, quoted=block.text.count(">", 0, end))


def unique(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Returns the blocks that have text, each text once: headers repeat from section to section."""
    return tuple({block.text: block for block in reversed(list(blocks)) if block.text}.values())[
        ::-1
    ]


def take_marker(block: Block) -> Block:
    """Returns a paragraph that begins with a bullet or number as a list item."""
    match = MARKER.match(block.text)
    if block.kind not in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} or match is None:
        return block
    item = block.slice(match.end(), len(block.text))
    if not item.text:
        return block
    return replace(item, kind=BlockKind.LIST_ITEM, marker=_shown(match), counted=False)


def starts_box(text: str) -> bool:
    """Whether a line begins with a box."""
    return _BOX.match(text) is not None


def has_box(text: str) -> bool:
    """Whether a text contains a box."""
    return _BOX.search(text) is not None


def _shown(match: re.Match[str]) -> str:
    """Returns the marker; a bullet of a symbol font, which has no character, as "•"."""
    marker = match["marker"]
    return "•" if "\ue000" <= marker <= "\uf8ff" else marker


def _split(block: Block, pattern: re.Pattern[str]) -> Iterator[Block]:
    boxes = [] if block.kind is BlockKind.HEADING else _boxes(block.text, pattern)
    if not boxes or block.placeholder:
        yield take_marker(block)
    elif boxes[0].start and not block.text[boxes[-1].end :].strip(_EDGE + "."):
        yield from _labels_before(block, boxes)
    else:
        yield from _labels_after(block, boxes)


def _boxes(text: str, pattern: re.Pattern[str]) -> list[_Box]:
    boxes = [
        _Box(m.start(), m.end(), m.group() in TICKED_BOXES + TICKS or "x" in m.group().lower())
        for m in pattern.finditer(text)
    ]
    if len(boxes) == 1 and _is_mention(text[: boxes[0].start], text[boxes[0].end :]):
        return []
    return boxes


def _is_mention(before: str, after: str) -> bool:
    """Whether a box is only mentioned, as in "Marque con ☒ lo que corresponda"."""
    before = before.rstrip()
    inside = any(c.isalnum() for c in before) and not MARKER.fullmatch(before + " ")
    return inside and not _ENDS_PHRASE.search(before) and after.strip(_EDGE) != ""


def _labels_after(block: Block, boxes: list[_Box]) -> Iterator[Block]:
    lead = block.slice(0, boxes[0].start)
    marker = MARKER.fullmatch(lead.text + " ") if lead.text else None
    if marker is None and any(c.isalnum() for c in lead.text):
        yield take_marker(lead)
    ends = [box.start for box in boxes[1:]] + [len(block.text)]
    for box, end in zip(boxes, ends, strict=True):
        yield _checkbox(block, box, box.end, end, _shown(marker) if marker else "")
        marker = None


def _labels_before(block: Block, boxes: list[_Box]) -> Iterator[Block]:
    """Reads "¿Participó? Sí ☒ No ☐", where each label is before its box."""
    question = max(block.text.rfind(sign, 0, boxes[0].start) for sign in "?:") + 1
    if block.text[question : boxes[0].start].strip() == "":
        question = 0
    if question:
        yield take_marker(block.slice(0, question))
    starts = [question] + [box.end for box in boxes[:-1]]
    for box, start in zip(boxes, starts, strict=True):
        yield _checkbox(block, box, start, box.start, "")


def _checkbox(block: Block, box: _Box, start: int, end: int, marker: str) -> Block:
    while start < end and block.text[start] in _EDGE:
        start += 1
    while start < end and block.text[end - 1] in _EDGE:
        end -= 1
    label = block.slice(start, end)
    pieces = label.pieces
    if not label.text:
        glyph = block.locate(box.start, box.end)
        pieces = tuple(Piece(0, 0, anchor) for anchor in glyph[:1])
    return replace(
        label, kind=BlockKind.CHECKBOX, checked=box.checked, pieces=pieces, marker=marker
    )


def visible_url_suffix(text: str, url: str) -> str:
    """Returns the URL of a link as shown after its text; empty if the text already shows it.

    >>> visible_url_suffix("el informe", "https://ejemplo.org/a.pdf")
    ' (https://ejemplo.org/a.pdf)'
    >>> visible_url_suffix("ejemplo.org", "https://www.ejemplo.org/")
    ''
    """
    text = text.strip().rstrip("/")
    shown = url.rstrip("/") in text or ("." in text and text in url)
    return "" if shown or "://" not in url or not text else f" ({url})"


def small_number(text: str | None, default: int) -> int:
    """Returns the number of at most four digits that an attribute has, or else the default."""
    return int(text) if text and _SMALL_NUMBER.fullmatch(text) else default

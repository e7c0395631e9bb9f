"""From spans of the source to a block's text, and back.

The normal form: accents composed, runs of white space (no-break spaces, tabs, line breaks) folded
to one space and none at the ends, ligatures expanded, soft hyphens, zero-width and control
characters removed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from meta87.reading.document import Anchor, Block, BlockKind, Piece

_DROPPED = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\ufffe\uffff"
)
LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\ufb05": "st", "\ufb06": "st",
}  # fmt: skip
_LIGATURES = "".join(LIGATURES)
_PLAIN = rf"[^\s{_DROPPED}{_LIGATURES}]+"
# What is kept; the characters between two tokens are dropped.
_TOKEN = re.compile(rf"{_PLAIN}(?: {_PLAIN})*|(?P<space>\s+)|[{_LIGATURES}]")
# A letter keeps this many combining marks; no language has more than a few, and putting them in
# order takes quadratic time.
_MOST_MARKS = 32
_MARK = re.compile(rf"[\u0300-\u036f]|[^\w\s\x00-\u02ff]{{{_MOST_MARKS}}}")


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """Text as it is in the source, and its anchor.

    Where the text is as long as its anchor, character answers to character; otherwise the
    text corresponds to its anchor as a whole. ``bold`` is whether it is in bold.
    """

    text: str
    anchor: Anchor
    bold: bool = False

    def part(self, start: int, end: int) -> Anchor:
        """Returns the anchor of ``text[start:end]``."""
        anchor = self.anchor
        if anchor.end - anchor.start != len(self.text):
            return anchor
        return anchor.subrange(anchor.start + start, anchor.start + end)


def build(spans: Iterable[SourceSpan]) -> tuple[str, tuple[Piece, ...]]:
    """Returns the normalised text of the spans, concatenated, and its pieces."""
    atoms = list(_atoms(spans))
    if atoms and atoms[-1].text == " ":
        atoms.pop()
    text = "".join(atom.text for atom in atoms)
    if _MARK.search(text):
        atoms = _compose(atoms)
        text = "".join(atom.text for atom in atoms)
    return text, tuple(_merge(atoms))


def make_block(kind: BlockKind, spans: Iterable[SourceSpan], **fields: Any) -> Block:
    """Returns the block of the spans; ``fields`` are those of `Block`."""
    spans = list(spans)
    text, pieces = build(spans)
    lead = list(takewhile(lambda span: span.bold or not span.text.strip(), spans))
    bold = len(build(lead)[0]) if any(span.bold for span in lead) else 0
    return Block(kind=kind, text=text, pieces=pieces, bold=bold, **fields)


def normalise(text: str) -> str:
    """Returns the normalised form of a text, without anchors."""
    return build([SourceSpan(text, Anchor("", 0, 0, len(text)))])[0]


def _atoms(spans: Iterable[SourceSpan]) -> Iterator[SourceSpan]:
    """Yields what the spans keep, without a space that begins the text or follows another."""
    after_space = True
    for span in spans:
        for match in _TOKEN.finditer(span.text):
            token, is_space = match.group(), match["space"] is not None
            if not (is_space and after_space):
                text = " " if is_space else LIGATURES.get(token, token)
                yield SourceSpan(text, span.part(match.start(), match.end()))
            after_space = is_space


def _compose(atoms: list[SourceSpan]) -> list[SourceSpan]:
    """Composes letters with the combining marks after them, each letter a separate atom."""
    letters: list[list[SourceSpan]] = []
    for single in (single for atom in atoms for single in _singles(atom)):
        if not letters or not unicodedata.combining(single.text[0]):
            letters.append([single])
        elif len(letters[-1]) <= _MOST_MARKS:
            letters[-1].append(single)
    return [_letter(parts) for parts in letters]


def _singles(atom: SourceSpan) -> Iterator[SourceSpan]:
    if atom.anchor.end - atom.anchor.start != len(atom.text):
        yield atom
        return
    for offset, character in enumerate(atom.text):
        yield SourceSpan(character, atom.part(offset, offset + 1))


def _letter(parts: list[SourceSpan]) -> SourceSpan:
    first, last = parts[0].anchor, parts[-1].anchor
    text = unicodedata.normalize("NFC", "".join(part.text for part in parts))
    same = (first.part, first.unit) == (last.part, last.unit)
    return SourceSpan(text, first.subrange(first.start, last.end) if same else first)


def _merge(atoms: Iterable[SourceSpan]) -> list[Piece]:
    """Returns pieces, joining adjacent ones that map to their source character by character."""
    pieces: list[Piece] = []
    start, joins = 0, False
    for atom in atoms:
        end, anchor = start + len(atom.text), atom.anchor
        exact = anchor.end - anchor.start == len(atom.text)
        last = pieces[-1] if joins and exact else None
        if last and _place_of(last.anchor, last.anchor.end) == _place_of(anchor, anchor.start):
            whole = last.anchor.subrange(last.anchor.start, anchor.end)
            pieces[-1] = Piece(last.start, end, whole)
        else:
            pieces.append(Piece(start, end, anchor))
        start, joins = end, exact
    return pieces


def _place_of(anchor: Anchor, offset: int) -> tuple[str, int, int]:
    return anchor.part, anchor.unit, offset

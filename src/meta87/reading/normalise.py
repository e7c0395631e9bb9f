"""From stretches of the source to a block's text, and back.

The normal form: NFC, runs of white space (no-break spaces, tabs, line breaks) folded to one
space and none at the ends, ligatures expanded, soft hyphens, zero-width and control
characters removed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from meta87.reading.document import Anchor, Block, BlockKind, Piece
from meta87.reading.patterns import LIGATURES

_DROPPED = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\ufffe\uffff"
)
_LIGATURES = "".join(LIGATURES)
_PLAIN = rf"[^\s{_DROPPED}{_LIGATURES}]+"
_TOKEN = re.compile(
    rf"(?P<plain>{_PLAIN}(?: {_PLAIN})*)"
    rf"|(?P<space>\s+)|(?P<dropped>[{_DROPPED}]+)|(?P<ligature>[{_LIGATURES}])"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text as the source has it and where it stands there.

    Where the text is as long as its anchor, character answers to character; otherwise the
    stretch stands as a whole for its anchor.
    """

    text: str
    anchor: Anchor

    def part(self, start: int, end: int) -> Anchor:
        """Returns the anchor of ``text[start:end]``."""
        anchor = self.anchor
        if anchor.end - anchor.start != len(self.text):
            return anchor
        return anchor.between(anchor.start + start, anchor.start + end)


def build(stretches: Iterable[Stretch]) -> tuple[str, tuple[Piece, ...]]:
    """Returns the normalised text of the spans, concatenated, and its pieces."""
    atoms = list(_fold(_atoms(stretches)))
    if atoms and atoms[-1].text == " ":
        atoms.pop()
    if not unicodedata.is_normalized("NFC", "".join(atom.text for atom in atoms)):
        atoms = _compose(atoms)
    return "".join(atom.text for atom in atoms), tuple(_merge(atoms))


def make_block(kind: BlockKind, stretches: Iterable[Stretch], **fields: Any) -> Block:
    """Returns the block of the spans; ``fields`` are those of `Block`."""
    text, pieces = build(stretches)
    return Block(kind=kind, text=text, pieces=pieces, **fields)


def normalise(text: str) -> str:
    """Returns the normalised form of a text, without anchors."""
    return build([Stretch(text, Anchor("", 0, 0, len(text)))])[0]


def _atoms(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    for stretch in stretches:
        for match in _TOKEN.finditer(stretch.text):
            text = _normal(match)
            if text:
                yield Stretch(text, stretch.part(match.start(), match.end()))


def _normal(match: re.Match[str]) -> str:
    if match.lastgroup == "plain":
        return match.group()
    if match.lastgroup == "ligature":
        return LIGATURES[match.group()]
    return " " if match.lastgroup == "space" else ""


def _fold(atoms: Iterable[Stretch]) -> Iterator[Stretch]:
    """Yields the atoms without a space that begins the text or follows another."""
    after_space = True
    for atom in atoms:
        if atom.text != " " or not after_space:
            yield atom
        after_space = atom.text == " "


def _compose(atoms: list[Stretch]) -> list[Stretch]:
    """Composes letters with the combining marks after them, each cluster a separate atom."""
    clusters: list[list[Stretch]] = []
    for single in (single for atom in atoms for single in _singles(atom)):
        if clusters and _interacts("".join(s.text for s in clusters[-1]), single.text):
            clusters[-1].append(single)
        else:
            clusters.append([single])
    return [_cluster(cluster) for cluster in clusters]


def _singles(atom: Stretch) -> Iterator[Stretch]:
    if atom.anchor.end - atom.anchor.start != len(atom.text):
        yield atom
        return
    for offset, character in enumerate(atom.text):
        yield Stretch(character, atom.part(offset, offset + 1))


def _interacts(before: str, after: str) -> bool:
    composed = unicodedata.normalize("NFC", before + after)
    apart = unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", after)
    return composed != apart or unicodedata.combining(after[0]) > 0


def _cluster(cluster: list[Stretch]) -> Stretch:
    first, last = cluster[0].anchor, cluster[-1].anchor
    text = unicodedata.normalize("NFC", "".join(single.text for single in cluster))
    same = (first.part, first.unit) == (last.part, last.unit)
    return Stretch(text, first.between(first.start, last.end) if same else first)


def _merge(atoms: Iterable[Stretch]) -> Iterator[Piece]:
    """Yields pieces, joining adjacent ones that map to their source character by character."""
    run: list[Piece] = []
    position = 0
    for atom in atoms:
        piece = Piece(position, position + len(atom.text), atom.anchor)
        position = piece.end
        if run and not _adjoin(run[-1], piece):
            yield _joined(run)
            run = []
        run.append(piece)
    if run:
        yield _joined(run)


def _joined(run: list[Piece]) -> Piece:
    first, last = run[0], run[-1]
    anchor = first.anchor.between(first.anchor.start, last.anchor.end)
    return Piece(first.start, last.end, anchor)


def _adjoin(left: Piece, right: Piece) -> bool:
    a, b = left.anchor, right.anchor
    return (
        (a.part, a.unit, a.end) == (b.part, b.unit, b.start)
        and left.end - left.start == a.end - a.start
        and right.end - right.start == b.end - b.start
    )

"""What every reader owes: the anchored source is the text up to the normal form."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from meta87.reading.document import Anchor, Block
from meta87.reading.normalise import normalise


def assert_anchored(blocks: Iterable[Block], source: Callable[[Anchor], str]) -> None:
    """Hold the pieces of each block to its text, and each piece to its source.

    Args:
        blocks: as read.
        source: gives the whole text of an anchor's unit. A piece of what no unit shows (the value
            of a field, the space that joins two lines) has an empty anchor inside its unit; a box
            without a label has a piece without text for it.
    """
    for block in blocks:
        assert block.text == " ".join(block.text.split())
        assert "".join(block.text[p.start : p.end] for p in block.pieces) == block.text
        for piece in block.pieces:
            anchor, unit = piece.anchor, source(piece.anchor)
            assert 0 <= anchor.start <= anchor.end <= len(unit)
            raw = unit[anchor.start : anchor.end]
            text = block.text[piece.start : piece.end]
            if len(raw) == len(text):
                assert all(
                    read == normalise(given) or (read, normalise(given)) == (" ", "")
                    for read, given in zip(text, raw, strict=True)
                )
            elif raw and text:
                assert normalise(raw) == normalise(text)

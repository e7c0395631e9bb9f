"""What noise leaves of a form's text: pieces torn off, doubled lines, cropped words.

A text is taken for remains only where no answer could read like it: it fills a gap in the wording
as printed, or follows the wording word for word with other letters, or is a neighbour's word with
its beginning damaged. What merely repeats the form in whole words may be an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from meta87.form.folding import fold
from meta87.form.template import SLOT

PIECE = 4  # folded characters of the shortest piece
SAME = 90.0  # likeness of a piece with the gap that it fills
DOUBLED = 6  # words of the shortest doubled line
SHAPED, IDENTICAL = 0.8, 0.2  # of its words: as long as the wording's; the very same
DAMAGED, FIRST = 4, 0.5  # words that differ; how many of them differ in their first letters
ALIKE = 65.0  # likeness of the line as a whole
CROPPED = 24  # folded characters of the longest text whose cropped double is known
LIKE = 80.0
STEM = 3  # letters that two forms of a word share


def is_remains(text: str, wording: str, printed: str) -> bool:
    """Returns whether a text right after a form's text is its residue of conversion errors.

    Args:
        text: the following text.
        wording: the form's text in the template.
        printed: the form's text in the document.
    """
    piece = fold(text).text
    if len(piece) < PIECE:
        return False
    return _fills(piece, wording, printed) or _doubles(piece, wording) or is_cropped(text, printed)


def is_cropped(text: str, neighbour: str) -> bool:
    """Returns whether a text repeats its neighbour with the beginnings of the words damaged.

    >>> is_cropped("raciast", "¡Gracias!")
    True
    >>> is_cropped("Completada", "Completado")
    False
    """
    piece, whole = fold(text).text, fold(neighbour).text
    if not PIECE < len(piece) <= CROPPED or len(whole) > CROPPED or piece == whole:
        return False
    pairs = list(zip(piece.split(), whole.split(), strict=False))
    damaged = all(_shared(a, b) < STEM for a, b in pairs if min(len(a), len(b)) > STEM)
    return fuzz.ratio(piece, whole) >= LIKE and damaged


def _fills(piece: str, wording: str, printed: str) -> bool:
    """Returns whether a piece is missing from the wording as printed, in whole words."""
    words, shown = (fold(each).text.split() for each in (SLOT.sub(" ", wording), printed))
    changes = SequenceMatcher(None, words, shown, autojunk=False).get_opcodes()
    gaps = (
        " ".join(words[first:last])
        for kind, first, last, *_ in changes
        if kind in {"delete", "replace"}
    )
    return any(
        len(piece) <= len(gap) + 1 and fuzz.partial_ratio(piece, gap) >= SAME for gap in gaps
    )


def _doubles(piece: str, wording: str) -> bool:
    """Returns whether a line follows the wording word for word, with damaged letters."""
    line, words = piece.split(), fold(wording).text.split()
    if len(line) < DOUBLED or piece in " ".join(words):
        return False
    return any(_follows(line, words[start:]) for start in range(len(words) - DOUBLED + 1))


def _follows(line: Sequence[str], words: Sequence[str]) -> bool:
    pairs = list(zip(line, words, strict=False))
    differing = [(a, b) for a, b in pairs if a != b]
    same = len(pairs) - len(differing)
    if len(differing) < DAMAGED or same < IDENTICAL * len(line):
        return False
    shaped = sum(abs(len(a) - len(b)) <= 1 for a, b in pairs) >= SHAPED * len(line)
    first = sum(_shared(a, b) < STEM for a, b in differing) >= FIRST * len(differing)
    if not (shaped and first):
        return False
    return fuzz.ratio(" ".join(line), " ".join(words[: len(line)])) >= ALIKE


def _shared(one: str, other: str) -> int:
    """Returns the length of the common prefix of two words."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))

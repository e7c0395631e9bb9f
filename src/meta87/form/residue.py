"""Residue of a form's text after conversion errors: lost pieces, cropped words.

A text is residue only where no answer could read like it: it fills a gap in the wording as printed,
or is a neighbour's word with its beginning damaged. What repeats whole words may be an answer.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from rapidfuzz import fuzz

from meta87.form.folding import fold
from meta87.form.template import SLOT

MIN_PIECE = 4  # folded characters of a lost piece
MIN_PIECE_SIMILARITY = 90.0  # of a lost piece and the gap that it fills
MAX_CROPPED = 24  # folded characters of a text with cropped words
MIN_CROPPED_SIMILARITY = 80.0
STEM = 3  # first letters that two forms of a word share


def is_residue(text: str, wording: str, printed: str) -> bool:
    """Returns whether a text right after a form's text is residue of it.

    It is a piece, in whole words, that the wording of the template has and the text as printed
    lacks, or a cropped copy.
    """
    piece = fold(text).text
    if len(piece) < MIN_PIECE:
        return False
    words, shown = (fold(each).text.split() for each in (SLOT.sub(" ", wording), printed))
    changes = SequenceMatcher(None, words, shown, autojunk=False).get_opcodes()
    gaps = (" ".join(words[a:b]) for kind, a, b, *_ in changes if kind in {"delete", "replace"})
    fills = (
        len(piece) <= len(gap) + 1 and fuzz.partial_ratio(piece, gap) >= MIN_PIECE_SIMILARITY
        for gap in gaps
    )
    return any(fills) or is_cropped_copy(text, printed)


def is_cropped_copy(text: str, neighbour: str) -> bool:
    """Returns whether a text repeats its neighbour with the beginnings of the words damaged.

    >>> is_cropped_copy("raciast", "¡Gracias!")
    True
    >>> is_cropped_copy("Completada", "Completado")
    False
    """
    piece, whole = (fold(each[: 2 * MAX_CROPPED]).text for each in (text, neighbour))
    if not MIN_PIECE < len(piece) <= MAX_CROPPED or len(whole) > MAX_CROPPED or piece == whole:
        return False
    pairs = zip(piece.split(), whole.split(), strict=False)
    is_damaged = all(a[:STEM] != b[:STEM] for a, b in pairs if min(len(a), len(b)) > STEM)
    return is_damaged and fuzz.ratio(piece, whole) >= MIN_CROPPED_SIMILARITY

"""Residue of a form's text after conversion errors: lost pieces, duplicated lines, cropped words.

A text is residue only where no answer could read like it: it fills a gap in the wording as printed,
or has its letters in other words. A text that repeats the form in whole words may be an answer.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from rapidfuzz import fuzz

from meta87.form.folding import fold
from meta87.form.template import SLOT

MIN_PIECE = 4  # folded characters of a lost piece
MIN_PIECE_SIMILARITY = 90.0  # of a lost piece and the gap that it fills
MIN_LINE = 6  # words of a duplicated line
MIN_LINE_SIMILARITY = 70.0
MAX_CROPPED = 24  # folded characters of a text with cropped words
MIN_CROPPED_SIMILARITY = 80.0
START = 3  # first letters that two forms of a word share
MAX_SAME = 0.55  # share of the words of a damaged text that begin as those of the form


def is_residue(text: str, wording: str, printed: str) -> bool:
    """Returns whether a text right after a form's text is residue of it.

    Args:
        text: the following text.
        wording: the form's text in the template.
        printed: the form's text in the document.
    """
    piece = fold(text).text
    if len(piece) < MIN_PIECE:
        return False
    if _is_lost_piece(piece, wording, printed) or is_cropped_copy(text, printed):
        return True
    is_line = len(piece.split()) >= MIN_LINE
    return is_line and _is_damaged(piece, fold(wording).text, MIN_LINE_SIMILARITY)


def is_cropped_copy(text: str, neighbour: str) -> bool:
    """Returns whether a text repeats its neighbour with the beginnings of the words damaged.

    >>> is_cropped_copy("raciast", "¡Gracias!")
    True
    >>> is_cropped_copy("Completada", "Completado")
    False
    """
    if max(len(text), len(neighbour)) > 2 * MAX_CROPPED:
        return False
    piece, whole = fold(text).text, fold(neighbour).text
    if not MIN_PIECE < len(piece) <= MAX_CROPPED or len(whole) > MAX_CROPPED:
        return False
    is_like = fuzz.ratio(piece, whole) >= MIN_CROPPED_SIMILARITY
    return is_like and _is_damaged(piece, whole, MIN_CROPPED_SIMILARITY)


def _is_lost_piece(piece: str, wording: str, printed: str) -> bool:
    """Returns whether a piece is missing from the wording as printed, in whole words."""
    words, shown = (fold(text).text.split() for text in (SLOT.sub(" ", wording), printed))
    changes = SequenceMatcher(None, words, shown, autojunk=False).get_opcodes()
    gaps = (" ".join(words[a:b]) for kind, a, b, *_ in changes if kind in {"delete", "replace"})
    return any(
        len(piece) <= len(gap) + 1 and fuzz.partial_ratio(piece, gap) >= MIN_PIECE_SIMILARITY
        for gap in gaps
    )


def _is_damaged(piece: str, whole: str, least: float) -> bool:
    """Returns whether a text has the letters of another, but not its words."""
    words, starts = piece.split(), {word[:START] for word in whole.split()}
    same = sum(word[:START] in starts for word in words)
    if same >= MAX_SAME * len(words) or len(piece) > len(whole):
        return False
    return fuzz.partial_ratio(piece, whole) >= least

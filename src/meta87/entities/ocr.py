"""OCR errors in a text, corrected.

Letters that a scanner took for digits are replaced one for one. A word that is broken in two is
replaced by the known word, with spaces up to its end as written: every offset outside of such a
word stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from meta87.entities.vocabulary import is_word, known

_FIGURES = str.maketrans("OolI", "0011")
# "2O18", "l3", "1O": figures with letters that look like some. "OO" after a point: "45O.OO".
_FIGURE = r"[\dOolI.,]{0,12}"
_NUMBER = re.compile(
    rf"(?<![\w/])(?=[OolI]{{0,4}}[\d.,]){_FIGURE}(?:\d[OolI]|[OolI][.,]?\d){_FIGURE}(?!\w)"
)
_WORD = re.compile(r"[^\W\d_]+")
# A word and the part after a space or a hyphen that begins with no capital.
_PAIR = re.compile(
    r"(?<![\w/@.'’])(?P<first>[^\W\d_][a-záéíóúüñ]*)(?P<gap>-?[ ]|-\n)"
    r"(?=(?P<last>[a-záéíóúüñ]+)(?![\w/@]))"
)
_SHORTEST = 5  # letters of a word that is broken
_WHOLE = frozenset(["al", "del", "el", "la", "las", "lo", "los", "que", "un", "una"])  # no parts
_LONGEST = 30  # letters of a word


@dataclass(frozen=True, slots=True)
class CorrectedText:
    """A text without broken words, as long as it was written."""

    text: str  # with spaces after each corrected word
    ends: Mapping[int, int]  # end of a corrected word → its end as written


def corrected(text: str) -> str:
    """Returns the text with OCR errors corrected, of the same length."""
    return _corrected(text).text


def original_span(text: str, start: int, end: int) -> tuple[int, int, str]:
    """Returns start, end and text, in the original, of a span of its corrected form."""
    end = _corrected(text).ends.get(end, end)
    return start, end, text[start:end]


@lru_cache(maxsize=4)
def _corrected(text: str) -> CorrectedText:
    return join_broken_words(_NUMBER.sub(lambda match: match[0].translate(_FIGURES), text))


def join_broken_words(text: str) -> CorrectedText:
    """Joins the parts of broken words; most texts have none and are returned unchanged."""
    doubtful = set(text.lower().split()) - known()
    odd = set(_WORD.findall(" ".join(doubtful))) - known()
    hyphen = "- " in text or "-\n" in text
    if not (odd or hyphen):
        return CorrectedText(text, {})
    parts, ends, at = [], {}, 0
    for start, end, word in _joined(text, odd):
        if start >= at:
            parts += [text[at:start], word, " " * (end - start - len(word))]
            ends[start + len(word)] = end
            at = end
    return CorrectedText("".join([*parts, text[at:]]), ends)


def _joined(text: str, odd: set[str]) -> list[tuple[int, int, str]]:
    """Returns start, end and joined form of the words that are broken in two parts."""
    return [
        (match.start(), match.end("last"), match["first"] + match["last"])
        for match in _PAIR.finditer(text)
        if ("-" in match["gap"] or odd.intersection((match["first"].lower(), match["last"])))
        and _is_broken(*match.groups())
    ]


def _is_broken(first: str, gap: str, last: str) -> bool:
    """Returns whether two parts are one broken word: joined they are a word, one alone is none."""
    if not _SHORTEST <= len(first) + len(last) <= _LONGEST or first.lower() in _WHOLE:
        return False
    apart = is_word(first) and is_word(last)
    if "-" not in gap and first[0].isupper() and is_word(last):
        return False  # a name, and a word after it: "Ixtapan de la Sal en"
    if is_word(first + last):
        return not apart or "-" in gap
    return "-" in gap and not apart

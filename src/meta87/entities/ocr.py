"""OCR errors in a text, corrected.

Letters that a scanner took for digits and digits for letters are replaced one for one. A word that
is broken in two, has "rn" for "m" or misses its "ñ" is replaced by the known word, with spaces up
to its end as written: every offset outside of such a word stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from meta87.entities.vocabulary import is_word, known

_FIGURES = str.maketrans("OolI", "0011")
_LETTERS = str.maketrans("10", "lo")
# "2O18", "l3", "1O": figures with letters that look like some. "OO" after a point: "45O.OO".
_FIGURE = r"[\dOolI.,]{0,12}"
_NUMBER = rf"(?<![\w/])(?=[OolI]{{0,4}}[\d.,]){_FIGURE}(?:\d[OolI]|[OolI][.,]?\d){_FIGURE}(?!\w)"
# "abri1", "f0rma"
_SMALL = r"[a-záéíóúñ]"
_MIXED_WORD = (
    rf"(?<!\w)(?:[A-ZÁÉÍÓÚÑ]|{_SMALL}){_SMALL}{{1,12}}[10]{_SMALL}{{1,12}}(?!\w)"
    rf"|(?<!\w)[BCFGP]1{_SMALL}{{2,12}}(?!\w)"
    rf"|(?<!\w)[A-Za-z]{_SMALL}{{2,12}}[10](?!\w)"
)
# No Spanish word begins with "ln" or "lm", nor holds "l" among capitals.
_CAPITAL = r"(?<!\w)l(?=[nm][a-záéíóúñ])|(?<!\w)l(?=[A-ZÑ]{2,}(?!\w))|(?<=[A-ZÑ]{2})l(?![a-z])"
# "EI", "deI": no word has a capital at its end, and none is "EI".
_SMALL_L = rf"(?<=\bE)I(?!\w)|(?<={_SMALL})I(?!\w)"
# Cheap test: a text without any of these needs no correction.
_TRIGGER = re.compile(
    r"(?=[\dlOI])(?:\d(?:(?<=[^\W\d_]\d)|(?=[^\W\d_]))|l(?:(?<=\bl)[nmA-Z]|(?<=[A-ZÑ]{2}l)\b)"
    r"|[OIl][.,]\d|\d[.,][OI]|I(?:(?<=\bEI)|(?<=[a-záéíóúñ]I))\b)"
)
_DOUBTFUL = re.compile(
    rf"(?P<number>{_NUMBER})|(?P<word>{_MIXED_WORD})|(?P<ell>{_SMALL_L})|{_CAPITAL}"
)
_WORD = re.compile(r"[^\W\d_]+")
# A word and the part after a space or a hyphen that begins with no capital.
_PAIR = re.compile(
    r"(?<![\w/@.'’])(?P<first>[^\W\d_][a-záéíóúüñ]*)(?P<gap>-?[ ]|-\n)"
    r"(?=(?P<last>[a-záéíóúüñ]+)(?![\w/@]))"
)
_SHORTEST = 5  # letters of a word that is broken
_LONG = 6  # letters of a capitalised word that is no name: "Corn", "Cana"
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
    if _TRIGGER.search(text):
        text = _DOUBTFUL.sub(_character, text)
    return join_broken_words(text)


def _character(match: re.Match[str]) -> str:
    if match["number"]:
        return match[0].translate(_FIGURES)
    if match["word"]:
        return match[0].translate(_LETTERS)
    return "l" if match["ell"] else "I"


def join_broken_words(text: str) -> CorrectedText:
    """Joins the parts of broken words; most texts have none and are returned unchanged."""
    doubtful = set(text.lower().split()) - known()
    odd = set(_WORD.findall(" ".join(doubtful))) - known()
    hyphen = "- " in text or "-\n" in text
    if not (odd or hyphen):
        return CorrectedText(text, {})
    odd = {word for word in odd if len(word) <= _LONGEST}
    changes = _joined(text, odd) + _misread(text, odd)
    if not changes:
        return CorrectedText(text, {})
    parts, ends, at = [], {}, 0
    for start, end, word in sorted(changes):
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


def _misread(text: str, odd: set[str]) -> list[tuple[int, int, str]]:
    """Returns start, end and corrected form of the words that were misread."""
    forms = {word: right for word in odd if (right := _correction(word))}
    if not forms:
        return []
    forms |= {w.capitalize(): r.capitalize() for w, r in forms.items() if len(w) >= _LONG}
    return [(*match.span(), forms[match[0]]) for match in _WORD.finditer(text) if match[0] in forms]


@lru_cache(maxsize=8192)
def _correction(word: str) -> str:
    """Returns the known word that OCR or a keyboard without "ñ" turned into this one, or ""."""
    if "n" not in word[1:] or is_word(word):
        return ""
    if "rn" in word and is_word(word.replace("rn", "m")):
        return word.replace("rn", "m")
    forms = (f"{word[:at]}ñ{word[at + 1 :]}" for at in range(1, len(word)) if word[at] == "n")
    return next(filter(is_word, forms), "")


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

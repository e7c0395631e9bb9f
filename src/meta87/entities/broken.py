"""Words that a scanner broke, whose "m" it took for "rn", or that lack their "ñ", made whole.

No offset before or after such a word changes: what the whole word is shorter by stands as blanks
behind it, and ``Whole.ends`` tells where it ended as written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from meta87.entities.vocabulary import is_part, is_word, known

_WORD = re.compile(r"[^\W\d_]+")
_SMALL = "a-záéíóúüñ"
# A word and the part after a blank or a hyphen that opens no word with a capital.
_PAIR = re.compile(
    rf"(?<![\w/@.'’])(?P<first>[^\W\d_][{_SMALL}]*)(?P<gap>-?[ ]|-\n)"
    rf"(?=(?P<last>[{_SMALL}]+)(?![\w/@]))"
)
# What touches one of these is part of an address, a code or a compound.
_BEFORE, _AFTER = frozenset("/.@'’-"), re.compile(r"[\w/@-]|\.\w")
_SHORTEST = 5  # letters of a word that is broken
_LONG = 6  # letters of a capitalised word that is no name: "Corn", "Cana"
_LONGEST = 30  # letters of a word
_ALONE = frozenset("aeoyuá")  # words of one letter, and no part of another
# A function word beside what agrees with it, and so may be a word that no list holds.
_WITH_NOUN = r"(?:al|del|el|la|lo|una?|su) \w*[aeoáéíó]|(?:las|los|sus|un[ao]s) \w*s"
_WITH_VERB = r"(?:que|se|me|te|nos|les?|no|ya|si) \w*(?:(?<!mbr)[aeoáéó]n?|mos)"
_WITH_INFINITIVE = r"(?:a|con|de|en|para|por|sin) \w*[aeií]r(?:se|l[aeo]s?)?"
_AFTER_VERB = "al|con|del?|dos|el|en|l[aeo]s?|no|que|se|seis|sus?|tres|un[ao]?s?"
_MAY_BE_WORDS = re.compile(
    rf"{_WITH_NOUN}|{_WITH_VERB}|{_WITH_INFINITIVE}|\w*(?:[aei]r|[aeo]n) (?:{_AFTER_VERB})",
    re.IGNORECASE,
)
_SOUND = re.compile(r"(?:re)?torn")  # "torna" is as good a word as "toma"


@dataclass(frozen=True, slots=True)
class Whole:
    """A text whose words are whole.

    Attributes:
        text: as long as it was written.
        ends: end of a word made whole → its end as written.
    """

    text: str
    ends: Mapping[int, int]


def made_whole(text: str) -> Whole:
    """Joins the parts of broken words; most texts have none and are returned unchanged."""
    doubtful = set(text.lower().split()) - known()
    odd = set(_WORD.findall(" ".join(doubtful))) - known()
    hyphen = "- " in text or "-\n" in text
    if not (odd or hyphen):
        return Whole(text, {})
    odd = {word for word in odd if len(word) <= _LONGEST}
    changes = _joined(text, odd) if hyphen or _may_be_broken(odd) else []
    changes += _righted(text, odd)
    if not changes:
        return Whole(text, {})
    parts, ends, at = [], {}, 0
    for start, end, word in sorted(changes):
        if start >= at:
            parts += [text[at:start], word, " " * (end - start - len(word))]
            ends[start + len(word)] = end
            at = end
    return Whole("".join([*parts, text[at:]]), ends)


def _may_be_broken(odd: set[str]) -> bool:
    return any(is_part(word) and not is_word(word) for word in odd)


def _joined(text: str, odd: set[str]) -> list[tuple[int, int, str]]:
    """Returns start, end and joined form of the words that are broken in two parts.

    Parts that could also be two words are joined only in a text with a clearly broken word.
    """
    sure: list[tuple[int, int, str]] = []
    doubtful: list[tuple[int, int, str]] = []
    for match in _PAIR.finditer(text):
        first, gap, last = match.groups()
        if (last in odd or "-" in gap or first.lower() in odd) and _is_broken(first, gap, last):
            doubt = "-" not in gap and _MAY_BE_WORDS.fullmatch(f"{first} {last}")
            whole = (match.start(), match.end("last"), first + last)
            (doubtful if doubt else sure).append(whole)
    return sure + doubtful if sure else []


def _righted(text: str, odd: set[str]) -> list[tuple[int, int, str]]:
    """Returns start, end and corrected form of the words that were misread."""
    forms = {word: right for word in odd if (right := _right(word))}
    if not forms:
        return []
    forms |= {w.capitalize(): r.capitalize() for w, r in forms.items() if len(w) >= _LONG}
    return [
        (*match.span(), forms[match[0]])
        for match in _WORD.finditer(text)
        if match[0] in forms and _stands_alone(text, *match.span())
    ]


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = text[start - 1 : start]
    apart = not (before.isalnum() or before == "_" or before in _BEFORE)
    return apart and not _AFTER.match(text, end)


@lru_cache(maxsize=8192)
def _right(word: str) -> str:
    """Returns the known word that OCR or a keyboard without "ñ" turned into this one, or ""."""
    if "n" not in word[1:] or is_word(word):
        return ""
    if "rn" in word and not _SOUND.match(word) and is_word(word.replace("rn", "m")):
        return word.replace("rn", "m")
    forms = (f"{word[:at]}ñ{word[at + 1 :]}" for at in range(1, len(word)) if word[at] == "n")
    return next(filter(is_word, forms), "")


def _is_broken(first: str, gap: str, last: str) -> bool:
    """Returns whether two parts are one broken word: joined they are a word, one alone is none."""
    if not _SHORTEST <= len(first) + len(last) <= _LONGEST or first in _ALONE or last in _ALONE:
        return False
    apart = is_word(first) and is_word(last)
    if "-" not in gap and first[0].isupper() and is_word(last):
        return False  # a name, and a word after it: "Ixtapan de la Sal en"
    if is_word(first + last):
        return not apart or "-" in gap
    return "-" in gap and not apart

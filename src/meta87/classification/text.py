"""Small views of a text that the word lists read: folded, masked, split."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from meta87.classification.labels import Passage
from meta87.classification.patterns import BOUNDARY, LETTERS, URL, WORD

_REMEMBERED = 4096  # texts: every word list and mark reads the same
_LAST = 64  # texts: what is asked of one is asked one after the other
_NEAR = 3  # sentences of a context that are read one by one
WINDOW = 6
"""Sentences that a passage is read with, itself among them."""
_BETWEEN_WORDS = re.compile(r" +(?:\w +)*")
_MASKS = {"DATE": "D", "PARTICIPANTS": "P", "QUANTITY": "Q", "INSTITUTION": "I"}


class _Characters(dict[int, str]):
    """A table for `str.translate` that is filled as characters are met."""

    def __init__(self, change: Callable[[str], str]) -> None:
        self.change = change

    def __missing__(self, code: int) -> str:
        """Give a character as it is changed, or itself if it would become more than one."""
        changed = self.change(chr(code))
        self[code] = changed if len(changed) == 1 else chr(code)
        return self[code]


def _is_in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


class _Change:
    """A change of a text character by character; ten times as fast where all are of Latin-1."""

    def __init__(self, change: Callable[[str], str]) -> None:
        self._any = _Characters(change)
        self._latin = bytes(ord(self._any[code]) for code in range(256))

    def __call__(self, text: str) -> str:
        try:
            return text.encode("latin-1").translate(self._latin).decode("latin-1")
        except UnicodeEncodeError:
            return text.translate(self._any)


fold = _Change(lambda character: unicodedata.normalize("NFD", character)[0].lower())
"""Gives the text in lower case without accents, character for character."""
_spaced = _Change(lambda character: fold(character) if _is_in_word(character) else " ")
_LOWERED = _Characters(str.lower)


def lower(text: str) -> str:
    """Give the text in lower case, as long as it was."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text.translate(_LOWERED)


def as_written(text: str, words: str) -> str:
    """Give folded words as a text writes them, or "".

    Args:
        text: where they stand.
        words: one, or two of more than a letter; words of one letter may stand between them.
    """
    plain = _words_alone(text)
    first, _, second = words.partition(" ")
    at = plain.find(f" {first} ")
    while at >= 0:
        end = at + len(first) + 1
        if not second:
            return text[at : end - 1]
        after = _BETWEEN_WORDS.match(plain, end)
        if after and plain.startswith(f"{second} ", after.end()):
            return text[at : after.end() - 1 + len(second)]
        at = plain.find(f" {first} ", end)
    return ""


@lru_cache(maxsize=_LAST)
def _words_alone(text: str) -> str:
    """Give the folded text with a blank for what is in no word, and one before and after it."""
    return f" {_spaced(text)} "


def blank(text: str, pattern: re.Pattern[str]) -> str:
    """Replace every match by as many spaces, so that offsets stay."""
    return pattern.sub(lambda match: " " * len(match[0]), text)


def is_bare_link(text: str) -> bool:
    """Tell whether the text is a link and nothing else that could be read."""
    return bool(URL.search(text)) and not LETTERS.search(blank(text, URL))


@lru_cache(maxsize=_REMEMBERED)
def readable(text: str) -> str:
    """Give the folded text without its links; of a bare link, its words."""
    folded = fold(text)
    if is_bare_link(folded):
        return re.sub(r"[-_/]", " ", folded)
    return blank(folded, URL)


def mask(passage: Passage, *, accents: bool = False) -> str:
    """Give the folded text with each entity replaced by its label's capital, repeated.

    Offsets stay; since the rest is in lower case, a capital is always a mask.
    """
    plain = lower(passage.text) if accents else fold(passage.text)
    for entity in passage.entities:
        if letter := _MASKS.get(entity.label):
            start, end = entity.start, entity.end
            plain = plain[:start] + letter * (end - start) + plain[end:]
    return plain


@lru_cache(maxsize=_LAST)
def sentences(context: str) -> tuple[str, ...]:
    """Split a context roughly into sentences and list items, in order."""
    return tuple(part for part in map(str.strip, BOUNDARY.split(context)) if part)


def lead_in(context: str) -> str:
    """Give the last sentence of the context that announces a list, or ""."""
    return next((s for s in reversed(sentences(context)) if s.endswith(":")), "")


def near(context: str) -> tuple[str, ...]:
    """Give the last three sentences of a context, the nearest first."""
    return sentences(context)[: -_NEAR - 1 : -1]


@lru_cache(maxsize=_REMEMBERED)
def words_of(text: str) -> tuple[str, ...]:
    """Give the words of a text that are weighed, folded, without those of links."""
    return tuple(WORD.findall(readable(text)))


def read_before(context: str) -> tuple[str, ...]:
    """Give all that the encoder reads of a context: its last sentences and its lead-in."""
    return tuple(text for text in dict.fromkeys((*near(context), lead_in(context))) if text)


def window(passage: Passage) -> tuple[str, ...]:
    """Give the passage and the last five sentences of its context, the nearest first."""
    return (passage.text, *sentences(passage.context)[:-WINDOW:-1])

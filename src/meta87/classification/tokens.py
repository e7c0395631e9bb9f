"""The tokens of a text, as the networks read them; those of a word are looked up once."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain
from pathlib import Path

from tokenizers import Tokenizer

_PREFIX = "query: "  # what E5 was trained with
PREFIX_TOKENS = 4
"""Tokens of its beginning and of what E5 was trained with, before those of a text itself."""
_SPACE = "▁"
_MOST = 512  # tokens
_REMEMBERED = 1 << 16  # words
_LONGEST = 40  # letters of a word that is remembered
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u1680\u200b-\u200f\u2028\u2029▁\ufeff\ufffd]| {2}")


class Tokens:
    """SentencePiece tokens (Unigram, Kudo 2018), which never reach beyond a word.

    Args:
        path: of the tokenizer's file.
    """

    def __init__(self, path: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(path))
        self._of_words: dict[str, tuple[int, ...]] = {}
        first, *_, last = self.tokenizer.encode("").ids
        self._ends = first, last

    def ids(self, text: str) -> list[int]:
        """Give the tokens of a text, after those of the prefix; at most 512."""
        words = self._normal(_PREFIX + text).split(" ")
        inner = list(chain.from_iterable(map(self._of_word, words)))
        return [self._ends[0], *inner[: _MOST - len(self._ends)], self._ends[1]]

    def words(self, text: str) -> list[tuple[str, int]]:
        """Give the words of a text with how many tokens each has, those of `ids` in their order."""
        _, *words = self._normal(_PREFIX + text).split(" ")
        return [(word, len(self._of_word(word))) for word in words]

    def _normal(self, text: str) -> str:
        """Give a text in the form that words are known in; most are in it."""
        if unicodedata.is_normalized("NFKC", text) and not _ODD.search(text):
            return text
        return str(self.tokenizer.normalizer.normalize_str(text))

    def _of_word(self, word: str) -> tuple[int, ...]:
        found = self._of_words.get(word)
        if found is None:
            found = tuple(token.id for token in self.tokenizer.model.tokenize(_SPACE + word))
            if len(word) <= _LONGEST and len(self._of_words) < _REMEMBERED:
                self._of_words[word] = found
        return found

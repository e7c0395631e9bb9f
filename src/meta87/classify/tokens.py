"""Tokens of a text, as the reader takes them; those of a word are looked up once."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain

from tokenizers import Tokenizer

_SPACE = "▁"
_MAX_CACHED_WORDS = 1 << 16
_MAX_CACHED_LENGTH = 40  # characters of a word
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u1680\u200b-\u200f\u2028\u2029▁\ufeff\ufffd]| {2}")


class Tokens:
    """SentencePiece tokens (Unigram, Kudo 2018), which never reach beyond a word.

    Args:
        data: content of the tokenizer's file.
    """

    def __init__(self, data: bytes) -> None:
        self.tokenizer = Tokenizer.from_buffer(data)
        self._of_words: dict[str, tuple[int, ...]] = {}

    @property
    def count(self) -> int:
        """How many tokens there are."""
        return int(self.tokenizer.get_vocab_size())

    def ids(self, text: str) -> list[int]:
        """Returns the tokens of a text."""
        return list(chain.from_iterable(map(self._of_word, self._normal(text).split())))

    def words(self, text: str) -> list[tuple[str, int]]:
        """Returns the words of a text with how many tokens each has, those of `ids` in order."""
        return [(word, len(self._of_word(word))) for word in self._normal(text).split()]

    def _normal(self, text: str) -> str:
        """Returns a text in the form that the vocabulary has words in; most texts are in it."""
        if unicodedata.is_normalized("NFKC", text) and not _ODD.search(text):
            return text
        return str(self.tokenizer.normalizer.normalize_str(text))

    def _of_word(self, word: str) -> tuple[int, ...]:
        found = self._of_words.get(word)
        if found is None:
            found = tuple(token.id for token in self.tokenizer.model.tokenize(_SPACE + word))
            if len(word) <= _MAX_CACHED_LENGTH and len(self._of_words) < _MAX_CACHED_WORDS:
                self._of_words[word] = found
        return found

"""Runs of words by which a text that was copied is found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from meta87.entities.institutions.gazetteer import gazetteer_names
from meta87.entities.institutions.tokens import folded_words, tokenize

NGRAM_LENGTH = 8
NAME = "¤"
"""Stands for a known name of an institution, and for an address."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


def ngrams(texts: Iterable[str], length: int = NGRAM_LENGTH) -> Iterator[tuple[str, ...]]:
    """Yields every n-gram of the texts; a known name of an institution counts as one word."""
    for text in texts:
        words = _words(text)
        yield from zip(*(words[start:] for start in range(length)), strict=False)


def _words(text: str) -> list[str]:
    """Returns the words without accents and case, each known name as one."""
    words = [word for word in folded_words(_ADDRESS.sub(NAME, text)) if _is_word(word)]
    return [word for word, _ in _merged(words)]


def _is_word(word: str) -> bool:
    return word[:1].isalnum() or word == NAME  # an accent that stands alone leaves an empty word


def _merged(words: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yields each word with its place; a known name as one, at that of its first word."""
    names = gazetteer_names()
    after = 0  # the last name
    for at, word in enumerate(words):
        if at < after:
            continue
        known = (name for name in names.get(word, ()) if tuple(words[at : at + len(name)]) == name)
        name = next(known, ())
        after = at + len(name)
        yield NAME if name else word, at


def quoted(text: str, ngram: tuple[str, ...]) -> str:
    """Returns an n-gram of a text as the text writes it."""
    level = _ADDRESS.sub(lambda address: NAME.ljust(len(address[0])), text)
    tokens = [token for token in tokenize(level) if _is_word(token.key)]
    words, places = zip(*_merged([token.key for token in tokens]), strict=True)
    first = next(at for at in range(len(words)) if words[at : at + len(ngram)] == ngram)
    last = tokens[[*places, len(tokens)][first + len(ngram)] - 1]
    address = _ADDRESS.match(text, last.start)
    return text[tokens[places[first]].start : address.end() if address else last.end]

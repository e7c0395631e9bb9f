"""Runs of words by which a text that was copied is found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from meta87.entities.institutions.gazetteer import gazetteer_names
from meta87.entities.institutions.tokens import tokenize

NGRAM_LENGTH = 8
NAME = "¤"
"""Stands for a known name of an institution, and for an address."""


class _Word(NamedTuple):
    key: str
    start: int
    end: int


_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


def ngrams(texts: Iterable[str], length: int = NGRAM_LENGTH) -> Iterator[tuple[str, ...]]:
    """Yields every n-gram of the texts; a known name of an institution counts as one word."""
    for text in texts:
        words = [word.key for word in _words(text)]
        yield from zip(*(words[start:] for start in range(length)), strict=False)


def quoted(text: str, ngram: tuple[str, ...]) -> str:
    """Returns an n-gram of a text as the text writes it."""
    words = _words(text)
    runs = (words[at : at + len(ngram)] for at in range(len(words)))
    run = next(run for run in runs if tuple(word.key for word in run) == ngram)
    return text[run[0].start : run[-1].end]


def _words(text: str) -> list[_Word]:
    """Returns the words without accents and case, each known name and each address as one."""
    level = _ADDRESS.sub(lambda address: NAME.ljust(len(address[0])), text)
    # An accent that stands alone leaves an empty word.
    tokens = [each for each in tokenize(level) if each.key[:1].isalnum() or each.key == NAME]
    keys, names = [token.key for token in tokens], gazetteer_names()
    words: list[_Word] = []
    at = 0
    while at < len(tokens):
        known = (name for name in names.get(keys[at], ()) if (*keys[at : at + len(name)],) == name)
        name = next(known, ())
        last = tokens[at + max(len(name), 1) - 1]
        address = _ADDRESS.match(text, last.start)
        end = address.end() if address else last.end
        words.append(_Word(NAME if name else keys[at], tokens[at].start, end))
        at += max(len(name), 1)
    return words

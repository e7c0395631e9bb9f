"""Words and signs of a text, each with what the readers of names ask of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache, partial

from meta87.entities.folding import plain
from meta87.entities.lists import words as listed_words

LISTS = "institutions/words.toml"
words = partial(listed_words, LISTS)
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_ENOUGH_CAPITALS = 2


@dataclass(slots=True, eq=False)
class Token:
    """A word or a sign."""

    text: str  # as written
    start: int  # first code point in the text
    end: int  # code point after the last
    tight: bool  # no blank parts it from the token before

    @property
    def key(self) -> str:
        """The word in lower case and without accents."""
        return plain(self.text)

    @property
    def is_capitalised(self) -> bool:
        """Whether the word begins with a capital and is not all in capitals: "Trabajo", "I"."""
        return self.text[:1].isupper() and not self.is_acronym

    @property
    def is_acronym(self) -> bool:
        """Whether the word has at least two capitals, most of its letters: "OIT", "INMujeres"."""
        if self.text[1:].islower():
            return False
        if self.text.isalpha() and self.text.isupper():
            return len(self.text) >= _ENOUGH_CAPITALS
        capitals = sum(c.isupper() for c in self.text)
        return capitals > _ENOUGH_CAPITALS and self.text[0].isupper()


_END = Token("", -1, -1, tight=False)


class Tokens(list[Token]):
    """The tokens of a text, in order."""

    def at(self, index: int) -> Token:
        """Returns a token; after the last one, a token without text."""
        return self[index] if index < len(self) else _END


def tokenize(text: str) -> Tokens:
    """Returns the tokens of a text, in order."""
    tokens = Tokens()
    end = -1
    for match in _TOKEN.finditer(text):
        start, after = match.span()
        tokens.append(Token(match[0], start, after, tight=start == end))
        end = after
    return tokens


@lru_cache(maxsize=4096)
def folded_words(text: str) -> tuple[str, ...]:
    """Returns the words and signs of a name, in lower case and without accents."""
    return tuple(plain(word) for word in _TOKEN.findall(text))

"""Acronyms: which of them a document introduces with a name, and how brackets are read."""

from __future__ import annotations

import re

from meta87.entities.folding import plain
from meta87.entities.institutions.tokens import Token, Tokens, words

_ACRONYM = re.compile(r"[^\W\d_][\w./-]{1,14}")
_SPACED = re.compile(r"(?<=[A-Z]\.)\s+(?=[A-Z]+\.)")  # "CC. OO."
_LONGEST_BRACKET = 8
_LONGEST_NAME = 30
_SHORTEST_WORD = 5


def is_acronym(text: str) -> bool:
    """Returns whether a bracket is an institution's acronym: "OIT", "INMujeres", "PIT-CNT"."""
    if not _ACRONYM.fullmatch(text) or not text[0].isupper():
        return False
    return sum(c.isupper() for c in text) > 1 and text not in words("not_acronyms")


def bracket(text: str, tokens: Tokens, at: int) -> tuple[int, str] | None:
    """Reads the bracket that opens at a token; returns the index after it and its text, or None."""
    if tokens.at(at).text != "(":
        return None
    for index in range(at + 1, min(at + _LONGEST_BRACKET, len(tokens))):
        if tokens[index].text == ")":
            inner = text[tokens[at].end : tokens[index].start].strip()
            return index + 1, _SPACED.sub("", inner)
    return None


def spells(acronym: str, name: list[Token]) -> bool:
    """Returns whether an acronym abbreviates a name: its letters begin words or follow in one."""
    letters = [c for c in acronym.lower() if c.isalpha()]
    initials = "".join(token.key[0] for token in name if token.text[0].isalpha())
    if not letters or not initials or letters[0] != initials[0]:
        return False
    hits = _followed(letters, initials)
    return hits == len(letters) or (hits >= len(letters) / 2 and _within(letters, name))


def abridges(word: str, name: list[Token]) -> bool:
    """Returns whether a word is made of a name's letters: "Inmujeres", "Anacafé"."""
    letters = list(plain(word))
    return len(word) >= _SHORTEST_WORD and letters[0] == name[0].key[0] and _within(letters, name)


def _followed(letters: list[str], source: str) -> int:
    """Returns how many of the letters occur in a text one after the other."""
    at = hits = 0
    for letter in letters:
        found = source.find(letter, at)
        if found >= 0:
            at, hits = found + 1, hits + 1
    return hits


def _within(letters: list[str], name: list[Token]) -> bool:
    source = "".join(token.key for token in name)
    return _followed(letters, source) == len(letters)


def named_by(acronym: str, tokens: list[Token], at: int) -> int | None:
    """Returns where the name before a bracket begins, if its head is not a known one.

    The name is a run of capitalised words and connectors up to ``at``, of which the acronym has
    the initials in order; its first word must not be that of a plan, a survey, a law…
    """
    letters = [c for c in acronym.lower() if c.isalpha()]
    for index in range(at - 1, max(at - _LONGEST_NAME, -1), -1):
        token = tokens[index]
        if not (token.is_capitalised or token.key in words("connectors") or token.text == ","):
            return None
        initials = "".join(t.key[0] for t in tokens[index:at] if t.is_capitalised)
        begins = token.is_capitalised and len(initials) > 1 and initials[0] == letters[0]
        if begins and _followed(letters, initials) == len(letters):
            return None if token.key in words("not_bodies") else index
    return None

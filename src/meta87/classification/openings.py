"""How the words begin that a pattern can start with.

Word lists are long alternations; to try them only at words that begin as they do takes a third of
the time. Of a pattern that is not understood here nothing is said, which costs nothing but time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from string import ascii_lowercase, digits

LENGTH = 4
BEGUN = re.compile(rf"([a-z]{{1,{LENGTH}}}|\w)\w*")
"""A word of a folded text; its group is how it begins: its first letters from a to z, up to four,
or the one character of a word that begins otherwise (a figure, the label of an entity)."""

_END = " "  # closes what is shorter
_CLASS, _REPEATED = r"\[\^?\]?(?:\\.|[^\]\\])*\]", r"(?:[?*+]|\{\d*(?:,\d*)?\})[?+]?"
_PIECE = re.compile(rf"\(\?:|\\.|{_CLASS}|{_REPEATED}|.", re.DOTALL)
_COMMENT = re.compile(r"\(\?#[^)]*\)")
_WITHOUT_WIDTH = re.compile(r"(?:\\b|\(\?<![^()\\]*\))*")
_NONE_TOO = re.compile(r"[*]|\{0?,|\{0\}")
_LETTERS = re.compile(r"\[([^\W_]+)\]")
_PLAIN, _ESCAPED = re.compile(r"[^.^$*+?{}\[\]()|\\]"), re.compile(r"\\(\W)")
_OPTIONAL = {"?", "??", "?+"}


class _UnknownError(Exception):
    """A pattern can begin with any word, or is of a form that is not understood."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What may stand at a place: a character, or one of several parts in a row; else anything."""

    character: str = ""
    choices: Sequence[Sequence[_Part]] = ()
    optional: bool = False


def openings(pattern: str) -> frozenset[str]:
    r"""Give how the first word of a pattern's matches can begin; empty where that is not known.

    A word that does not begin in ASCII may begin any of them.

    Args:
        pattern: a regular expression whose matches begin and end with whole words.

    Returns:
        What the group of `BEGUN` may be.

    Example:
        >>> sorted(openings("(?:se )?(?:adopt|aprob)aron|y[ao]? |P+"))
        ['P', 'adop', 'apro', 'se', 'y', 'ya', 'yo']
        >>> openings(r"\w+ando")
        frozenset()
    """
    try:
        begun = _grown(frozenset({""}), _Part(choices=_read(pattern)))
    except _UnknownError:
        return frozenset()
    return frozenset() if "" in begun else frozenset(one.removesuffix(_END) for one in begun)


def at_start(pattern: str) -> bool:
    """Tell whether all that a pattern matches surely stands at the start of a text."""
    try:
        return pattern.startswith("^") and len(_read(pattern)) == 1
    except _UnknownError:
        return False


def _read(pattern: str) -> list[list[_Part]]:
    plain = _WITHOUT_WIDTH.sub("", _COMMENT.sub("", pattern), count=1)
    return _choices(iter(_PIECE.findall(plain)))


def _choices(pieces: Iterator[str]) -> list[list[_Part]]:
    """Read pieces up to the end of their group."""
    choices: list[list[_Part]] = [[]]
    for piece in pieces:
        if piece == ")":
            break
        if piece == "|":
            choices.append([])
        elif piece == "(?:":
            choices[-1].append(_Part(choices=_choices(pieces)))
        elif piece == "(":  # of a group of another kind only its end is known
            _skip(pieces)
            choices[-1].append(_Part())
        elif _NONE_TOO.match(piece):
            choices[-1].append(_Part(choices=[[_taken(choices[-1]), _Part()]], optional=True))
        elif piece in _OPTIONAL:
            last = _taken(choices[-1])
            choices[-1].append(_Part(last.character, last.choices, optional=True))
        else:
            choices[-1].append(_part(piece))
    return choices


def _taken(parts: list[_Part]) -> _Part:
    """Take the last part, for what follows is said of it."""
    if not parts:
        raise _UnknownError
    return parts.pop()


def _skip(pieces: Iterator[str]) -> None:
    """Leave a group that is open."""
    depth = 1
    while depth:
        piece = next(pieces, ")")
        depth += piece.startswith("(")
        depth -= piece == ")"


def _part(piece: str) -> _Part:
    """Read a character, or one of several; of all else nothing is known."""
    several = _LETTERS.fullmatch(piece)
    if several or piece == r"\d":
        return _Part(choices=[[_Part(one)] for one in (several[1] if several else digits)])
    if piece == r"\b":
        return _Part(_END)
    escaped = _ESCAPED.fullmatch(piece)
    plain = piece if _PLAIN.fullmatch(piece) else ""
    return _Part(escaped[1] if escaped else plain)


def _grown(begun: frozenset[str], part: _Part) -> frozenset[str]:
    """Go on with what has begun and is not closed."""
    closed = frozenset(one for one in begun if len(one) == LENGTH or one.endswith(_END))
    growing = begun - closed
    if not growing:
        return begun
    if part.character:
        grown = frozenset(_with(one, part.character) for one in growing)
    elif part.choices:
        grown = frozenset().union(*(reduce(_grown, choice, growing) for choice in part.choices))
    else:
        raise _UnknownError
    return closed | grown | (growing if part.optional else frozenset())


def _with(begun: str, character: str) -> str:
    if character in ascii_lowercase:
        return begun + character
    if not begun and not (character.isalnum() or character == "_"):
        raise _UnknownError
    return (begun or character) + _END

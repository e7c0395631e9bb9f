"""How the end of one line and the start of the next go together."""

from __future__ import annotations

import re
from collections.abc import Iterable

from meta87.reading.patterns import URL, URL_AT_END

_TAIL = re.compile(r"([^\W\d_]+)-$")
_HEAD = re.compile(r"[^\W\d_]+")
# "físico-/químico": a learned adjective in -ico keeps its accent only when it stands before a
# hyphen; a syllable broken off inside a word never looks like it.
_COMPOUND = re.compile(r"\w*[áéíóú]\w*ico$", re.IGNORECASE)
_QUERY_END, _QUERY = re.compile(r"\S[?&]$"), re.compile(r"\w+=\S")
_URL_JOINT = re.compile(r"[-/?&=_%#:+]$")
_EXTENSION = re.compile(r"(?:pdf|html?|php|aspx?|docx?|xlsx?)\b", re.IGNORECASE)
_URL_SIGNS = re.compile(
    r"^\S*[/=_%&#?]|^[^\s.]+\.(?:pdf|html?|php|aspx?|docx?|xlsx?)\b|^\S*\d\S*-\S", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """Returns the words of the texts, in lower case, with the hyphens inside words."""
    return frozenset(word.casefold() for text in texts for word in _WORD.findall(text))


def mend(end: str, start: str, words: frozenset[str], *, full: bool = True) -> tuple[int, str]:
    """Returns how to join a line with the next.

    Args:
        end: text of the line.
        start: text of the next line.
        words: vocabulary of the document: a word that occurs elsewhere in it, with or without
            the hyphen, decides.
        full: whether the first word of ``start`` would not have fitted on the line.

    Returns:
        The number of characters to drop from the end of the line, and the text to put between both.
    """
    if full and URL_AT_END.search(end) and _goes_on_address(end, start):
        return 0, ""
    if full and _QUERY_END.search(end) and _QUERY.match(start):
        return 0, ""
    tail, head = _TAIL.search(end), _HEAD.match(start)
    if tail is None or head is None:
        return 0, "" if _is_joint_hyphen(end, start) else " "
    left, right = tail[1].casefold(), head[0]
    if _keeps_hyphen(left, right, words):
        return 0, ""
    return 1, ""


def breaks_word(end: str, start: str) -> bool:
    """Returns whether a line ends inside a word that continues in the next."""
    return _TAIL.search(end) is not None and start[:1].islower()


def _keeps_hyphen(left: str, right: str, words: frozenset[str]) -> bool:
    if left + right.casefold() in words:
        return False
    if f"{left}-{right.casefold()}" in words or right[0].isupper():
        return True
    return _COMPOUND.match(left) is not None


def _is_joint_hyphen(end: str, start: str) -> bool:
    """Returns whether a line ends in a hyphen that joins, as in "2021-/2024", not in a dash."""
    return end.endswith("-") and not end.endswith(" -") and start[:1].isalnum()


def _goes_on_address(end: str, start: str) -> bool:
    if URL.match(start):
        return False
    if end.endswith("."):  # of the address, or of the sentence
        return _EXTENSION.match(start) is not None or _URL_SIGNS.match(start) is not None
    return _URL_JOINT.search(end) is not None or _URL_SIGNS.match(start) is not None

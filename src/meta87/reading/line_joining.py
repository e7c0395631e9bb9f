"""How lines and paragraphs go together: sentences, words and URLs split over lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from rapidfuzz import fuzz

from meta87.reading.document import Block, Piece
from meta87.reading.patterns import ADDRESS_END, FINAL, MARKER, OPEN_END, URL
from meta87.reading.postprocess import starts_box

WRAPPED = 120  # characters; text wrapped by hand has no longer lines
TAIL = 1_000  # characters at the end of a text that decide how it continues

_MIN_REPEATED = 40  # characters of a repeated URL: shorter ones may be intended
_MIN_SIMILARITY = 85.0  # of the two copies, from 0 to 100
_LOOKBACK = 300  # characters from the end of a line in which the first copy begins
_MAX_LENGTH_DIFFERENCE = 3  # characters, between the two copies

_LONGEST_WORD = 100
_SHORTEST_CAPITALS = 6  # characters of a line in capitals that is a title
_WORD_END = re.compile(r"([^\W\d_]+)-$")
_WORD_START = re.compile(r"[^\W\d_]+")
# "físico-/químico": a learned adjective in -ico keeps its accent only before a hyphen; a syllable
# broken off inside a word never looks like it.
_COMPOUND = re.compile(r"\w*[áéíóú]\w*ico$", re.IGNORECASE)
_QUERY_END, _QUERY = re.compile(r"\S[?&]$"), re.compile(r"\w+=\S")
_URL_JOINT = re.compile(r"[-/?&=_%#:+]$")
_SUFFIX = r"(?:pdf|html?|php|aspx?|docx?|xlsx?)\b"
_EXTENSION = re.compile(_SUFFIX, re.IGNORECASE)
_URL_CONTINUATION = re.compile(rf"^\S*[/=_%&#?]|^[^\s.]+\.{_SUFFIX}|^\S*\d\S*-\S", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_DIGIT = re.compile(r"\d")
_TOKEN_END = re.compile(r"\S(?!\S)")


class Joined:
    """Blocks that become one; they are put together once, so that long texts take linear time."""

    def __init__(self, first: Block) -> None:
        self.first = first  # whose kind and level the result has
        self.tail = first.text[-TAIL:]  # end of the joined text
        self.length = len(first.text)  # characters joined so far
        self._parts = [("", first)]  # each block with the text before it

    def add(self, block: Block, dropped: int = 0, glue: str = " ") -> None:
        """Adds a block after ``glue``, in place of the last ``dropped`` characters so far."""
        if not block.text:
            return
        if dropped:
            before, last = self._parts[-1]
            self._parts[-1] = (before, last.slice(0, len(last.text) - dropped))
        glue = glue if self.tail else ""
        self.tail = (self.tail[: len(self.tail) - dropped] + glue + block.text)[-TAIL:]
        self.length += len(glue) + len(block.text) - dropped
        self._parts.append((glue, block))

    def block(self) -> Block:
        """Returns the blocks as one."""
        if len(self._parts) == 1:
            return self.first
        pieces: list[Piece] = []
        length = 0
        for glue, block in self._parts:
            if glue and pieces:
                last = pieces[-1].anchor
                after = last.subrange(last.end, last.end)
                pieces.append(Piece(length, length + len(glue), after))
            length += len(glue)
            pieces += (p.moved(length) for p in block.pieces)
            length += len(block.text)
        text = "".join(glue + block.text for glue, block in self._parts)
        bold = 0
        for glue, block in self._parts:
            bold += (len(glue) if bold and block.bold else 0) + block.bold
            if block.bold < len(block.text):
                break
        return replace(self.first, text=text, pieces=tuple(pieces), bold=bold)


def ends_sentence(text: str) -> bool:
    """Whether a text ends with a full stop, colon, question mark or the like."""
    return FINAL.search(text[-TAIL:]) is not None


def starts_lower(text: str) -> bool:
    """Whether a text begins with a lower-case letter, and not with a URL."""
    first = text[:TAIL].lstrip("«“\"'(¿¡")[:1]
    return first.islower() and URL.match(text) is None


def runs_on(first: str, second: str) -> bool:
    """Whether the second text continues the sentence of the first."""
    if not first or not second or ends_sentence(first) or URL.match(second):
        return False
    if URL.search(first) and ADDRESS_END.fullmatch(second):
        return True
    return starts_lower(second) or OPEN_END.search(first[-TAIL:]) is not None


def breaks(first: str, second: str, width: int, length: int) -> bool:
    """Whether a line begins another block after one of a length, where the longest has a width."""
    if MARKER.match(second) or starts_box(second) or in_capitals_above(first, second):
        return True
    fits = len(second.split(" ", 1)[0]) <= width - length - 1
    if not ends_sentence(first):
        wrapped = length > 0.6 * min(width, WRAPPED) and not fits
        return not (starts_lower(second) or wrapped or OPEN_END.search(first))
    return width > WRAPPED or fits


def introduces(first: str, second: str) -> bool:
    """Whether a text ends with a colon, and the second is the URL that it introduces."""
    return first.endswith(":") and URL.match(second) is not None


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """Returns the words of the texts, in lower case, with the hyphens inside words."""
    return frozenset(word.casefold() for text in texts for word in _WORD.findall(text))


def line_join(end: str, start: str, words: frozenset[str], *, full: bool = True) -> tuple[int, str]:
    """Returns how many characters end a line needlessly, and what to put between it and the next.

    A word of the document that occurs elsewhere, with or without the hyphen, decides. ``full``: the
    first word of ``start`` would not have fitted on the line.
    """
    token = _last_token(end)
    if full and URL.search(token) and _url_continues(end, start):
        return 0, ""
    if full and _QUERY_END.search(token) and _QUERY.match(start):
        return 0, ""
    tail, head = _broken_word(end), _WORD_START.match(start)
    if tail is None or head is None:
        return 0, "" if _is_joining_hyphen(end, start) else " "
    return (0, "") if _keeps_hyphen(tail[1].casefold(), head[0], words) else (1, "")


def breaks_word(end: str, start: str) -> bool:
    """Whether a line ends inside a word that continues in the next."""
    return _broken_word(end) is not None and start[:1].islower()


def repeated_url_length(end: str, start: str) -> int:
    """Returns the number of characters of a line that repeat the URL at the end of the last one.

    Scanners sometimes read a line twice, the second time damaged. Of other lines nobody can say:
    two sentences may differ in a number or a name alone.

    >>> line = "https://ejemplo.org/informe_de_resultados_del_plan_2023-"
    >>> repeated_url_length(f"Véase {line}", f"{line.replace('h', 'n')} 2024.pdf") == len(line)
    True
    """
    if min(len(end), len(start)) < _MIN_REPEATED or URL.match(start):
        return 0
    end = end[-_LOOKBACK:]
    urls = [end[match.start() :] for match in URL.finditer(end)]
    lengths = [m.end() for m in _TOKEN_END.finditer(start[: 2 * _LOOKBACK])]
    rated = (
        (fuzz.ratio(first, start[:length]), length)
        for first in urls
        if len(first) >= _MIN_REPEATED
        for length in lengths
        if abs(length - len(first)) <= _MAX_LENGTH_DIFFERENCE
        and _DIGIT.findall(first) == _DIGIT.findall(start[:length])
    )
    similarity, length = max(rated, default=(0.0, 0))
    return length if similarity >= _MIN_SIMILARITY else 0


def in_capitals_above(line: str, after: str) -> bool:
    """Whether a line is in capitals and the next is not."""
    return (
        line.isupper()
        and len(line) >= _SHORTEST_CAPITALS
        and not starts_lower(after)
        and (after.upper() != after)
    )


def _last_token(text: str) -> str:
    return "" if text[-1:].isspace() else "".join(text[-TAIL:].split()[-1:])


def _broken_word(end: str) -> re.Match[str] | None:
    return _WORD_END.search(end[-_LONGEST_WORD:]) if end.endswith("-") else None


def _keeps_hyphen(left: str, right: str, words: frozenset[str]) -> bool:
    if left + right.casefold() in words:
        return False
    if f"{left}-{right.casefold()}" in words or right[0].isupper():
        return True
    return _COMPOUND.match(left) is not None


def _is_joining_hyphen(end: str, start: str) -> bool:
    """Whether a line ends in a hyphen that joins, as in "2021-/2024", rather than in a dash."""
    return end.endswith("-") and not end.endswith(" -") and start[:1].isalnum()


def _url_continues(end: str, start: str) -> bool:
    """Whether the URL that ends a line continues in the next."""
    if URL.match(start):
        return False
    start = start[:TAIL]
    if end.endswith("."):  # of the URL, or of the sentence
        return _EXTENSION.match(start) is not None or _URL_CONTINUATION.match(start) is not None
    return _URL_JOINT.search(end[-1:]) is not None or _URL_CONTINUATION.match(start) is not None

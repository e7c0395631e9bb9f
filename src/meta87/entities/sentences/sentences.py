"""Find where the sentences of a Spanish text end, in one pass over its possible ends."""

from __future__ import annotations

import re

from meta87.entities.sentences import patterns

_LOOK_BACK = 40  # characters; no abbreviation or list marker is longer
_BLACK = re.compile(r"\S")


def find_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Returns start and end of each sentence, in order, without the white space around it."""
    starts = sentence_starts(text)
    bounds = zip(starts, [*starts[1:], len(text)], strict=True) if starts else ()
    return tuple((start, start + len(text[start:end].rstrip())) for start, end in bounds)


def sentence_starts(text: str) -> list[int]:
    """Returns the offset of the first character of each sentence, in order.

    Between two starts there is one sentence and the white space after it.
    """
    body = len(text) - len(text.lstrip())
    starts = [body] if body < len(text) else []
    for end in patterns.CANDIDATE.finditer(text):
        after = _gap(text, end.end())
        if starts and starts[-1] < after < len(text) and _ends(text, starts[-1], end):
            starts.append(after)
    return starts


def _gap(text: str, offset: int) -> int:
    """Returns the offset of the first character at or after ``offset`` that is not white space."""
    found = _BLACK.search(text, offset)
    return found.start() if found else len(text)


def _ends(text: str, start: int, end: re.Match[str]) -> bool:
    """Returns whether the sentence that began at ``start`` ends at this candidate."""
    if end["blank"] or end["line"]:
        return True
    following = patterns.FOLLOWING.match(text, end.end())
    if following is None:
        return False
    if end["link"]:
        return _link_ends(start, end, following)
    if end["colon"]:
        return _begins(following)
    return _mark_ends(text, start, end, following)


def _link_ends(start: int, end: re.Match[str], following: re.Match[str]) -> bool:
    """Returns whether a link without a full stop after it ends the sentence.

    A link that is a sentence by itself ends before any capital, another only before a word that
    often begins a sentence; neither ends before a dash, which continues a list of links.
    """
    if set(following["open"]) & set("-–—"):
        return False
    alone = end.start() == start
    return _is_first_word(following) or (alone and _begins(following))


def _mark_ends(text: str, start: int, end: re.Match[str], following: re.Match[str]) -> bool:
    if not _begins(following):
        return False
    if end["mark"] != "." or end["close"]:
        return True
    before = text[max(start, end.start() - _LOOK_BACK) : end.start()]
    return not patterns.MARKER.search(before) and _point_ends(before, following)


def _point_ends(before: str, following: re.Match[str]) -> bool:
    """Returns whether a single full stop ends the sentence or only marks an abbreviation."""
    closed = patterns.CLOSED_WORD.search(before)
    written = closed[0] if closed else ""
    word, first = written.lower(), following["word"] or ""
    if word in patterns.BEFORE_NUMBER and _is_number(first):
        return False
    if word in patterns.MAY_END or patterns.DOTTED.fullmatch(word) or _is_initial(written):
        return _is_first_word(following)
    return word not in patterns.BEFORE_NAME


def _begins(following: re.Match[str]) -> bool:
    """Returns whether the following text can begin a sentence."""
    word = following["word"]
    if word is None:
        return True
    return (
        word[0].isupper()
        or word[0].isdigit()
        or "¿" in following["open"]
        or "¡" in following["open"]
    )


def _is_first_word(following: re.Match[str]) -> bool:
    """Returns whether the next word is a capitalised one that often begins a sentence."""
    word = following["word"]
    if word is None:
        return True
    if _is_initial(word) and following.string.startswith(".", following.end()):
        return False
    return word[0].isupper() and word.lower() in patterns.FIRST_WORDS


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isupper()


def _is_number(word: str) -> bool:
    return word[:1].isdigit() or bool(re.fullmatch(r"[IVXLC]+", word))

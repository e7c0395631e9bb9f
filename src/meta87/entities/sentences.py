"""Finds where the sentences of a Spanish text end, in one pass over its possible ends."""

from __future__ import annotations

import re

from meta87.entities.lists import table

_LISTS = {name: frozenset(text.split()) for name, text in table("abbreviations.toml").items()}

_LINK = r"(?:https?://|www\.)\S++"
_OPENING = r"\"'«“‘(\[<"
_CLOSING = r"[\"'»”’)\]]|[¹²³⁴-⁹⁰]|\[\d{1,3}\]"
_BULLETS = "•●▪◦‣"
_ITEM = rf"[{_BULLETS}·*–—-]\s|\(?(?:\d{{1,2}}|[a-zA-Z])[.)]\s"
# Where a sentence may end: after a final mark, at a line break, or after a link. The quantifiers
# are possessive and a run of marks is entered only at its head, so that the scan stays linear.
_ENDS = (
    rf"(?<!\S)(?P<link>[{_OPENING}]*+{_LINK})(?<=[\w/=&#%-])(?=\s)",
    rf"(?<![.!?…])(?P<mark>[.!?…]++)(?P<close>(?:{_CLOSING})*+)(?=\s)",
    r"(?P<blank>\n\s*\n)",
    r"(?P<colon>:)(?=[^\S\n]*\n)",
    rf"(?P<line>\n)(?=\s*(?:{_ITEM}))",
)
_CANDIDATE = re.compile(rf"(?=[{_OPENING}hw.!?…\n:])(?:{'|'.join(_ENDS)})")
# What follows: opening marks, then the first word or link.
_FOLLOWING = re.compile(
    rf"\s+(?P<open>(?:[\"'«“‘(\[¿¡{_BULLETS}—–-]\s*+)*+)"
    rf"(?:(?P<link>{_LINK})|(?P<item>\(?[a-z]\)\s)|(?P<word>\w+))"
)
# The word that a full stop closes, in the characters before it.
_CLOSED_WORD = re.compile(r"[^\s(\[«“\"'¿¡,;:/]+$")
# Letters with full stops between them: "S.A", "JJ.OO", "p.ej".
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
# A list marker, at the start of a sentence or after a colon or semicolon.
_MARKER = re.compile(
    rf"(?:^[{_BULLETS}–—-]?\s*|[:;]\s+)(?:\d{{1,2}}(?:\.\d{{1,2}})*|[a-zA-Z]|[ivxIVX]{{1,5}})$"
)
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
    for end in _CANDIDATE.finditer(text):
        black = _BLACK.search(text, end.end())
        after = black.start() if black else len(text)
        if starts and starts[-1] < after < len(text) and _ends(text, starts[-1], end):
            starts.append(after)
    return starts


def _ends(text: str, start: int, end: re.Match[str]) -> bool:
    """Returns whether the sentence that began at ``start`` ends at this candidate."""
    if end["blank"] or end["line"]:
        return True
    following = _FOLLOWING.match(text, end.end())
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
    return not _MARKER.search(before) and _point_ends(before, following)


def _point_ends(before: str, following: re.Match[str]) -> bool:
    """Returns whether a single full stop ends the sentence or only marks an abbreviation."""
    closed = _CLOSED_WORD.search(before)
    written = closed[0] if closed else ""
    word, first = written.lower(), following["word"] or ""
    numbered = first[:1].isdigit() or re.fullmatch(r"[IVXLC]+", first)
    if numbered and word in _LISTS["before_number"]:
        return False
    if word in _LISTS["may_end"] or _DOTTED.fullmatch(word) or _is_initial(written):
        return _is_first_word(following)
    return word not in _LISTS["before_name"]


def _begins(following: re.Match[str]) -> bool:
    """Returns whether the following text can begin a sentence."""
    word = following["word"]
    if word is None:
        return True
    return word[0].isupper() or word[0].isdigit() or bool({"¿", "¡"} & {*following["open"]})


def _is_first_word(following: re.Match[str]) -> bool:
    """Returns whether the next word is a capitalised one that often begins a sentence."""
    word = following["word"]
    if word is None:
        return True
    if _is_initial(word) and following.string.startswith(".", following.end()):
        return False
    return word[0].isupper() and word.lower() in _LISTS["first_words"]


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isupper()

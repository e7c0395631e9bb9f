"""How alike two passages are word by word, what was changed, and pairs of the most alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from rapidfuzz.distance import Indel, LCSseq

from meta87.form.folding import fold

EDITED = 0.7  # of the words, from which a passage is one of the report before, lightly edited
CONTAINED = 0.85  # of the words of the shorter one, from which the other one contains it
SHOWN = 4  # changes that a sentence names
SHORT = 10  # words
MOST = 1000  # words of a passage that are compared
LONGEST = 60  # characters of each side of a change


def likeness(before: str, now: str) -> float:
    """Returns the share of the words of two texts that both have in the same order, 0 to 1."""
    return Indel.normalized_similarity(_words(before), _words(now))


def containment(before: str, now: str) -> float:
    """Returns the share of the words of the shorter of two texts that both have in that order.

    It is 0 for a short one, whose words any long text has.
    """
    here, there = _words(before), _words(now)
    shorter = min(len(here), len(there))
    return LCSseq.similarity(here, there) / shorter if shorter >= SHORT else 0.0


def is_edited(before: str, now: str) -> bool:
    """Returns whether one of two texts is the other lightly edited, or with more beside it."""
    return likeness(before, now) >= EDITED or containment(before, now) >= CONTAINED


def changes(before: str, now: str) -> str:
    """Returns what was changed: replaced, left out and added words; "" if nothing.

    >>> changes("En 2023 se abrió la casa", "En 2024 se abrió la casa de Salto.")
    '«2023» → «2024»; + «de Salto.»'
    """
    found = list(_changes(before.split()[:MOST], now.split()[:MOST]))
    return "; ".join([*found[:SHOWN], *(["…"] if found[SHOWN:] else [])])


def _changes(before: list[str], now: list[str]) -> Iterator[str]:
    words = [[fold(word).text for word in side] for side in (before, now)]
    for tag, a, b, c, d in SequenceMatcher(None, words[0], words[1], autojunk=False).get_opcodes():
        old, new = _cut(" ".join(before[a:b])), _cut(" ".join(now[c:d]))
        if tag != "equal":
            yield f"«{old}» → «{new}»" if old and new else f"+ «{new}»" if new else f"− «{old}»"


def one_to_one(ranked: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Returns pairs of which each member is in one alone: of several, the first is kept."""
    found: dict[int, int] = {}
    used: set[int] = set()
    for here, there in ranked:
        if here not in found and there not in used:
            found[here] = there
            used.add(there)
    return found


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]}…"


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(text).text.split()[:MOST])

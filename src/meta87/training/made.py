"""Passages that nobody wrote, for a teacher to label: clauses of two, one after the other.

Their sense may be odd; what a better model says of them is what a simpler one is to say too.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from meta87.tagging import Text

_CLAUSE = re.compile(r"(?<=[,;:]) |(?= (?:y|que|para|con|en|por) )")
_JOINED, _WITHIN = 0.55, 0.25  # shares of two halves joined, and of a piece put amid another
SHORTEST = 8
"""Characters of a text that is made."""


def made_texts(texts: Sequence[Text], count: int, seed: int) -> list[Text]:
    """Give so many passages made of others, each where the first of its two stands.

    Args:
        texts: of these, whatever their order; of none where all are shorter than eight characters.
        count: how many.
        seed: of what is drawn.
    """
    chance = random.Random(seed)  # noqa: S311  draws sentences, no secret
    whole = [text for text in texts if len(" ".join(text.text.split())) >= SHORTEST]
    whole.sort(key=attrgetter("report", "text", "context", "topic"))
    clauses = [clauses_of(text.text) for text in whole]
    made: list[Text] = []
    while whole and len(made) < count:
        first, second = chance.randrange(len(whole)), chance.randrange(len(whole))
        text = joined(clauses[first], clauses[second], chance)
        if len(text) >= SHORTEST:
            made.append(replace(whole[first], text=text))
    return made


def clauses_of(text: str) -> list[str]:
    """Part a text before the words and behind the marks that join clauses."""
    return [part for part in _CLAUSE.split(text) if part]


def joined(one: Sequence[str], other: Sequence[str], chance: random.Random) -> str:
    """Join clauses of two texts, or take some of one."""
    end, start = chance.randint(1, len(one)), chance.randint(0, len(other) - 1)
    drawn = chance.random()
    if drawn < _JOINED:
        parts = [*one[:end], *other[start:]]
    elif drawn < _JOINED + _WITHIN:
        again, stop = chance.randint(end, len(one)), chance.randint(start, len(other))
        parts = [*one[:end], *other[start : stop + 1], *one[again:]]
    else:
        parts = list(one[chance.randint(0, end - 1) : chance.randint(end, len(one))])
    return " ".join(" ".join(parts).split())

"""Sentences that nobody wrote, for a teacher to label: clauses of two joined, words exchanged.

Their sense may be odd; what the teacher says of them is what its student is to say too.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from meta87.classification.tokens import PREFIX_TOKENS
from meta87.training.made import SHORTEST, clauses_of, joined

_SHARES = (0.1, 0.2, 0.35)  # of the tokens that are exchanged
_NEIGHBOURS = 10
_LEAST_ALIKE = 0.3  # cosine of embeddings
_PIECE = 512  # tokens whose neighbours are sought at a time
_WAYS = 3

Ids = list[int]


def unheard(
    texts: Sequence[str],
    tokens: Callable[[str], Ids],
    near: Mapping[int, Ids],
    chance: random.Random,
) -> Iterator[Ids]:
    """Give the tokens of new sentences without end: joined, with exchanged words, or both in turn.

    Args:
        texts: what they are made of.
        tokens: gives those of a text, the prefix among them.
        near: tokens of like meaning, as `neighbours` gives them.
        chance: draws them.
    """
    clauses = [clauses_of(text) for text in texts]
    made = 0
    while True:
        way = made % _WAYS
        text = chance.choice(texts) if way == 1 else joined(*chance.choices(clauses, k=2), chance)
        if len(text) >= SHORTEST:
            yield _exchanged(tokens(text), near, chance) if way else tokens(text)
            made += 1


def neighbours(
    texts: Iterable[Sequence[int]], words: NDArray[np.float32], tokenizer: Tokenizer
) -> Mapping[int, Ids]:
    """Give the tokens of nearest meaning of each in texts, of those that begin words as it does.

    Args:
        texts: tokens of each.
        words: embeddings of all, centred, ``[vocabulary, 384]``.
        tokenizer: names them.
    """
    tokens = sorted({token for ids in texts for token in ids})
    units = words / (np.linalg.norm(words, axis=1, keepdims=True) + 1e-9)
    begins = np.array([tokenizer.id_to_token(n).startswith("▁") for n in range(len(words))])
    found: dict[int, Ids] = {}
    for start in range(0, len(tokens), _PIECE):
        some = np.array(tokens[start : start + _PIECE])
        alike = units[some] @ units.T
        alike[begins[some][:, None] != begins] = -1
        alike[np.arange(len(some)), some] = -1
        nearest = np.argpartition(-alike, _NEIGHBOURS, axis=1)[:, :_NEIGHBOURS]
        for row, token in enumerate(some.tolist()):
            close = nearest[row][alike[row, nearest[row]] > _LEAST_ALIKE]
            found[token] = close.tolist()
    return found


def exchanged_alike(ids: Ids, near: Mapping[int, Ids], chance: random.Random) -> Ids:
    """Put tokens of near meaning for some, each for all of its kind; prefix and ends stay."""
    others = exchange(set(ids) - {*ids[:PREFIX_TOKENS], ids[-1]}, near, chance)
    return [others.get(token, token) for token in ids]


def exchange(tokens: Set[int], near: Mapping[int, Ids], chance: random.Random) -> dict[int, int]:
    """Choose tokens of near meaning to put for some of these."""
    share = chance.choice(_SHARES)
    return {
        token: chance.choice(near[token])
        for token in sorted(tokens)
        if near.get(token) and chance.random() < share
    }


def _exchanged(ids: Ids, near: Mapping[int, Ids], chance: random.Random) -> Ids:
    """Put tokens of near meaning for some, those of the prefix and the last one aside."""
    share = chance.choice(_SHARES)
    inner = range(PREFIX_TOKENS, len(ids) - 1)
    return [
        chance.choice(near[token])
        if place in inner and near.get(token) and chance.random() < share
        else token
        for place, token in enumerate(ids)
    ]

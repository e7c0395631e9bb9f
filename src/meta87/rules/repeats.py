"""How likely two claims report one fact: logistic regression over what both share, and squares.

It was fitted on the forms whose repeated facts are known, by ``tools/build_repeats``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from meta87.form.folding import fold
from meta87.rules.claim import (
    Claim,
    Weights,
    are_apart,
    candidates,
    differing,
    digits_of,
    is_large,
    same_figures,
    same_numbers,
    weights_of,
)

DATA = "repeats.json"
MANY = 40  # claims of a report; in a shorter one words are not commoner
LIKELY = 0.5  # probability from which two claims report one fact


def repeated(claims: Sequence[Claim]) -> list[tuple[Claim, Claim]]:
    """Returns the claims that report the same fact in two answers: each with the first one.

    Only claims that share rare words are compared, so that a long report takes little longer; the
    likeliest pairs come first, and what is known to repeat another claim is not paired again.
    """
    pairs, rows = compared(claims)
    if not pairs:
        return []
    likely = probabilities(rows)
    found: dict[int, int] = {}
    for n in np.argsort(-likely, kind="stable"):
        here, there = pairs[n]
        if likely[n] >= LIKELY and not (here in found or there in found):
            found[there] = here
    return [(claims[here], claims[there]) for there, here in sorted(found.items())]


def compared(claims: Sequence[Claim]) -> tuple[list[tuple[int, int]], list[list[float]]]:
    """Returns the pairs of claims of two answers that share rare words, with their features.

    Claims of other days, years or places are none of them.
    """
    weights = weights_of([claim.words for claim in claims], MANY)
    pairs = [
        (here, there)
        for here, there in sorted(candidates(claims))
        if claims[here].question != claims[there].question
        and not are_apart(claims[here], claims[there])
    ]
    return pairs, [features(claims[here], claims[there], weights) for here, there in pairs]


def features(one: Claim, other: Claim, weights: Weights) -> list[float]:
    """Returns what two claims share and in what they differ, ``[20]``.

    Args:
        one: a claim.
        other: a claim of another answer.
        weights: how much each word of the report weighs.
    """
    shared = one.words & other.words
    weight = sum(weights[word] for word in shared)
    unnamed = sum(weights[word] for word in one.unnamed & other.unnamed)
    least = min(sum(weights[word] for word in claim.unnamed) for claim in (one, other))
    shorter, longer = sorted(sum(weights[word] for word in claim.words) for claim in (one, other))
    texts = [fold(claim.text).text for claim in (one, other)]
    others = differing(one, other)
    slips = [(digits_of(here), digits_of(there)) for here, there in others]
    values = (
        weight / shorter if shorter else 0.0,
        weight / longer if longer else 0.0,
        weight,
        unnamed,
        unnamed / least if least else 0.0,
        shorter,
        max((weights[word] for word in shared), default=0.0),
        len(shared),
        fuzz.token_set_ratio(*texts),
        fuzz.partial_ratio(*texts),
        fuzz.token_sort_ratio(*texts),
        len(one.figures.keys() & other.figures.keys()),
        same_figures(one, other),
        same_numbers(one, other),
        any(here and sorted(here) == sorted(there) for here, there in slips),
        max(map(_ratio, slips), default=0.0),
    )
    pairs = zip(_named(one), _named(other), strict=True)
    return [*map(float, values), *(each for here, there in pairs for each in _shared(here, there))]


def _ratio(pair: tuple[str, str]) -> float:
    """Returns the smaller number of two over the larger one; 0 for one of a single digit."""
    least, most = sorted(int(digits or 0) for digits in pair)
    return least / most if most else 0.0


def _named(claim: Claim) -> tuple[set[object], ...]:
    """Returns the days that a claim names, and its large numbers."""
    return {each.days for each in claim.passage.dates}, {
        number for number in claim.numbers if is_large(number)
    }


def _shared(one: set[object], other: set[object]) -> tuple[float, float]:
    """Returns how many things both have, and 1 where both have some and none in common."""
    return float(len(one & other)), float(bool(one and other) and one.isdisjoint(other))


@cache
def _curve() -> dict[str, NDArray[np.float64]]:
    """Returns the coefficients, and of each feature its range and scale where they were fitted."""
    read = json.loads(files("meta87.rules").joinpath(DATA).read_text("utf8"))
    return {name: np.array(values) for name, values in read.items()}


def probabilities(rows: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    """Returns how likely each pair of claims reports one fact.

    Args:
        rows: features of pairs, ``[pairs, 20]``.
    """
    of = _curve()
    scaled = (np.clip(rows, of["least"], of["most"]) - of["mean"]) / of["scale"]
    squares = np.einsum("ni,ij,nj->n", scaled, of["quadratic"], scaled)
    odds = of["intercept"] + scaled @ of["linear"] + squares
    return np.asarray(1 / (1 + np.exp(-odds)))

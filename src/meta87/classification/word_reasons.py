"""Reasons where neither a listed word nor a cue spoke: the words that the student heard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from meta87.classification.encoder import Encoder, Words
from meta87.classification.items import Item
from meta87.classification.labels import EVEN, KINDS, THEMES, Evidence, Prediction
from meta87.classification.patterns import JOINTS, URL
from meta87.classification.said import LEAD, NEAR, OWN
from meta87.classification.text import fold, lead_in, near

_MOST = 3  # words
_LEAST_WEIGHT = 0.25  # log-odds
_LONG = 4  # letters
_MARKS = re.compile(r"^\W+|\W+$")


def with_words(
    items: Sequence[Item], predictions: Sequence[Prediction], encoder: Encoder
) -> list[Prediction]:
    """Give predictions with a reason for each label that has none, where words give one.

    Args:
        items: what was labelled.
        predictions: of each.
        encoder: its student tells what each word gave.
    """
    spoken = [
        {label: _spoken(item, label) for label in _without_reason(told)}
        for item, told in zip(items, predictions, strict=True)
    ]
    words = encoder.words(sorted({text for one in spoken for text in one.values()}))
    return [
        replace(told, evidence=(*told.evidence, *_heard_of(texts, words))) if texts else told
        for told, texts in zip(predictions, spoken, strict=True)
    ]


def _without_reason(told: Prediction) -> list[str]:
    shown = {reason.label for reason in told.evidence}
    return [label for label in (*told.themes, told.kind) if label not in shown]


def _heard_of(texts: dict[str, str], words: dict[str, Words]) -> Iterator[Evidence]:
    for label, text in texts.items():
        yield from _heard(label, text, *words[text])


def _heard(
    label: str, text: str, words: list[str], weights: NDArray[np.float32]
) -> Iterator[Evidence]:
    """Give the words that gave a label most, the strongest first, each once."""
    given: dict[str, float] = {}
    for written, weight in zip(words, _weights(label, weights).tolist(), strict=True):
        word = _MARKS.sub("", written)
        if weight >= _LEAST_WEIGHT and word in text and _says_something(word):
            given[word] = given.get(word, 0.0) + weight
    ranked = sorted(given.items(), key=lambda pair: (-pair[1], pair[0]))
    return (Evidence(label, word, round(weight, 4)) for word, weight in ranked[:_MOST])


def _says_something(word: str) -> bool:
    """Say whether a word can be a reason: a long one, an acronym or a number, no mere joint."""
    if fold(word) in JOINTS or URL.search(word):
        return False
    return len(word) >= _LONG or (len(word) > 1 and (word.isupper() or word.isdigit()))


def _weights(label: str, weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give what each word gave a theme, or a kind beside the others."""
    kinds, themes = np.split(weights, [len(KINDS)], axis=1)
    if label in THEMES:
        return themes[:, THEMES.index(label)]
    own = np.array([kind == label for kind in KINDS])
    return np.asarray(kinds[:, own][:, 0] - kinds[:, ~own].mean(axis=1))


def _spoken(item: Item, label: str) -> str:
    """Give the text that a label is from: the passage, or the sentence that it inherits it from."""
    before = near(item.passage.context)
    if item.said is None or label not in THEMES or not before:
        return item.passage.text
    told = item.said.told[:, len(KINDS) + THEMES.index(label)]
    lead = lead_in(item.passage.context)
    places = [*range(NEAR.start, NEAR.start + len(before)), *([LEAD] if lead else [])]
    strongest = int(told[places].argmax())
    inherits = told[OWN] < EVEN and told[places[strongest]] > told[OWN]
    return [*before, lead][strongest] if inherits else item.passage.text

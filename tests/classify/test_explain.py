"""Attributions are shares of the logit, and words that can be shown."""

from __future__ import annotations

import numpy as np

from meta87.classify.explain import evidence
from meta87.classify.labels import THEMES
from tests.classify.test_heads import COUNT, heads

WORDS = [("Rescataron", 2), ("a", 1), ("12", 1), ("niños,", 1), ("para", 1), ("https://a.b", 2)]


def token_logits(column: int, values: list[float]) -> np.ndarray:
    logits = np.zeros((len(values), COUNT + 3))
    logits[:, column] = values
    return logits


def test_a_word_has_the_share_of_its_tokens() -> None:
    logits = token_logits(0, [1.0, 3.0, 9.0, 2.0, 4.0, 9.0, 9.0, 9.0, 0.0])
    found = evidence(heads(), ["child_labour"], WORDS, logits)
    assert [(one.text, one.weight) for one in found] == [
        ("Rescataron", round(4 / 9, 4)),
        ("niños", round(4 / 9, 4)),
    ], "12 has too small a share to be shown"


def test_what_speaks_against_a_label_is_not_shown() -> None:
    logits = token_logits(1, [-1.0, -3.0, 0.0, 0.0, 5.0, 0.0, 0.0, 0.0, 0.0])
    found = evidence(heads(), ["forced_labour"], WORDS, logits)
    assert [one.text for one in found] == ["niños"]


def test_a_kind_is_weighed_beside_the_others() -> None:
    logits = np.zeros((9, COUNT + 3))
    logits[:, len(THEMES) :] = 5.0
    assert evidence(heads(), ["output"], WORDS, logits) == ()


def test_words_beyond_what_was_read_are_left_out() -> None:
    logits = token_logits(0, [1.0, 3.0, 9.0])  # the last is of the token that ends the passage
    found = evidence(heads(), ["child_labour"], [("Rescataron", 2), ("trabajo", 1)], logits)
    assert [one.text for one in found] == ["Rescataron"]

"""Word heads: exact shares of words, and logits of tokens whose mean is the passage's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta87.classify.words import BUCKETS, CONTEXT, WordHead, features, near


def head(word: str = "pesca", context: float = 0.0, bias: float = -0.5) -> WordHead:
    """Returns a head by which a word speaks for the theme."""
    weights = np.asarray(features([word]).todense(), float).ravel()
    return WordHead(np.ones(BUCKETS), weights, bias, context)


def test_the_words_of_a_theme_add_to_its_logit() -> None:
    words = ["Se", "prohibió", "la", "PESCA", "(pesquería)"]
    added = head().added(words)
    assert added.argmax() == 3
    assert added[4] > added[0] == 0.0
    assert head().logit(" ".join(words)) == pytest.approx(added.sum() - 0.5)


def test_what_stands_before_a_passage_counts_as_much_as_the_head_says() -> None:
    alone, half = head(), head(context=0.5)
    assert alone.logit("Ahí trabajan.", "La pesca.") == alone.logit("Ahí trabajan.")
    assert half.logit("Ahí.", "La pesca.") - half.bias == pytest.approx(
        0.5 * (alone.logit("La pesca.") - alone.bias)
    )


def test_the_end_of_a_long_context_is_read_in_whole_words() -> None:
    assert near("La pesca.") == "La pesca."
    assert near("pesca " * 100) == "pesca " * 49
    assert not near("pesca " + "x" * CONTEXT)


@given(
    st.lists(st.tuples(st.sampled_from(["pesca", "de", "altura,", "—"]), st.integers(1, 3))),
    st.sampled_from(["", "Sobre la pesca."]),
)
def test_the_mean_of_the_logits_of_tokens_is_the_logit_of_the_passage(words, context) -> None:
    used, count = head(context=0.3), 1 + sum(tokens for _, tokens in words)
    logits = used.token_logits(words, context, count)
    assert len(logits) == count
    text = " ".join(word for word, _ in words)
    assert logits.mean() == pytest.approx(used.logit(text, context))


def test_a_passage_of_which_only_the_start_is_read_has_as_many_logits() -> None:
    logits = head().token_logits([("mar", 2), ("pesca", 3)], "", 4)
    assert len(logits) == 4
    assert logits.mean() == pytest.approx(head().logit("mar pesca"))


@pytest.mark.parametrize(
    ("idf", "bias", "context"),
    [(np.ones(3), 0.0, 0.0), (np.full(BUCKETS, np.nan), 0.0, 0.0), (np.ones(BUCKETS), 0.0, 2.0),
     (np.ones(BUCKETS), np.inf, 0.0)],
)  # fmt: skip
def test_numbers_that_are_no_head_are_refused(idf, bias, context) -> None:
    with pytest.raises(ValueError, match=r"."):
        WordHead(idf, np.ones(BUCKETS), bias, context)

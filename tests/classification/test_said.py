"""What is asked of the encoder, and how its answers are told apart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from meta87.classification.labels import ACTS, KINDS, THEMES, Passage
from meta87.classification.network import LABELS, WIDTH, Encoded
from meta87.classification.said import BY_STUDENT, INSIDE, LEAD, NEAR, OWN, said_of

MIGRATION = len(KINDS) + THEMES.index("migration")


class Asked:
    """Stands for the encoder: says the length of a text, or how many stand in a window."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, texts):
        self.texts += texts
        return Encoded.of(np.array([[len(text) / 10] * WIDTH for text in texts], dtype=np.float32))

    def in_context(self, windows, vectors, network=""):
        if network:
            return np.full((len(windows), LABELS), -1.0, dtype=np.float32)
        assert all(vectors[text][0] == pytest.approx(len(text) / 10) for w in windows for text in w)
        sizes = [[len(window)] * LABELS for window in windows]
        return np.array(sizes, dtype=np.float32)


def test_each_text_is_asked_once_whoever_it_stands_before() -> None:
    asked = Asked()
    passages = [Passage("Uno."), Passage("Dos dos.", "Uno."), Passage("Tres.", "Uno. Dos dos.")]
    said = said_of(passages, asked)
    assert sorted(asked.texts) == ["Dos dos.", "Tres.", "Uno."]
    first, second, third = (one.told for one in said)
    assert_array_equal(third[NEAR][:2], [second[OWN], first[OWN]])
    assert np.isnan(third[NEAR][2]).all()
    assert np.isnan(first[NEAR]).all()
    assert np.isnan([one[LEAD] for one in (first, second, third)]).all()


def test_a_passage_is_read_with_the_five_sentences_before_it_at_most() -> None:
    context = " ".join(f"Frase {number}." for number in range(7))
    alone, followed, far = said_of(
        [Passage("Tres."), Passage("Tres.", "Uno."), Passage("Tres.", context)], Asked()
    )
    sizes = [1, 2, 6]
    for said, size in zip((alone, followed, far), sizes, strict=True):
        assert said.told[INSIDE, MIGRATION] == pytest.approx(1 / (1 + np.exp(-size)))


def test_kinds_exclude_each_other_and_themes_do_not() -> None:
    (said,) = said_of([Passage("Se dio:")], Asked())
    assert_allclose(said.told[[OWN, INSIDE], : len(KINDS)].sum(axis=1), 1)
    assert said.own_themes["migration"] == pytest.approx(1 / (1 + np.exp(-0.7)))


def test_a_list_item_has_the_opinion_on_its_lead_in() -> None:
    (said,) = said_of([Passage("e", "Se dio el curso:\na\nb\nc\nd")], Asked())
    assert said.told[LEAD, MIGRATION] > said.told[NEAR][0, MIGRATION]


def test_acts_are_those_of_the_passage_alone() -> None:
    one, same = said_of([Passage("Tres."), Passage("Tres.", "Uno. Dos.")], Asked())
    assert one.probable_acts == same.probable_acts
    assert set(one.probable_acts) == set(ACTS)


def test_what_the_student_says_beside_another_network_is_told_apart() -> None:
    class Both(Asked):
        def encode(self, texts):
            return replace(super().encode(texts), by_student=np.zeros((len(texts), 384)))

    (alone,), (beside,) = (said_of([Passage("Tres.")], reader) for reader in (Asked(), Both()))
    assert np.isnan(alone.told[BY_STUDENT]).all()
    assert beside.told[BY_STUDENT, MIGRATION] == pytest.approx(1 / (1 + np.exp(1)))
    assert_array_equal(beside.told[:BY_STUDENT], alone.told[:BY_STUDENT])


def test_an_encoder_of_before_the_acts_says_nothing_of_them() -> None:
    class Former(Asked):
        def encode(self, texts):
            encoded = super().encode(texts)
            encoded.acts[:] = np.nan
            return encoded

    (said,) = said_of([Passage("Tres.")], Former())
    assert said.probable_acts == {}

"""What is asked of the encoder, and how its answers are told apart."""

from __future__ import annotations

import numpy as np
import pytest

from meta87.classification.encoder import LABELS, WIDTH, Encoded
from meta87.classification.labels import ACTS, Passage
from meta87.classification.said import said_of


class Asked:
    """Stands for the encoder: says the length of a text, or how many stand in a window."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, texts):
        self.texts += texts
        return Encoded.of(np.array([[len(text) / 10] * WIDTH for text in texts], dtype=np.float32))

    def in_context(self, windows, vectors):
        assert all(vectors[text][0] == pytest.approx(len(text) / 10) for w in windows for text in w)
        sizes = [[len(window)] * LABELS for window in windows]
        return np.array(sizes, dtype=np.float32)


def test_each_text_is_asked_once_whoever_it_stands_before() -> None:
    asked = Asked()
    passages = [Passage("Uno."), Passage("Dos dos.", "Uno."), Passage("Tres.", "Uno. Dos dos.")]
    said = said_of(passages, asked)
    assert sorted(asked.texts) == ["Dos dos.", "Tres.", "Uno."]
    assert said[1].own == said[2].near[0]
    assert said[2].near == (said[1].own, said[0].own)
    assert (said[0].near, said[0].lead) == ((), None)


def test_a_passage_is_read_with_the_five_sentences_before_it_at_most() -> None:
    context = " ".join(f"Frase {number}." for number in range(7))
    alone, followed, far = said_of(
        [Passage("Tres."), Passage("Tres.", "Uno."), Passage("Tres.", context)], Asked()
    )
    sizes = [1, 2, 6]
    for said, size in zip((alone, followed, far), sizes, strict=True):
        assert said.inside.themes["migration"] == pytest.approx(1 / (1 + np.exp(-size)))


def test_kinds_exclude_each_other_and_themes_do_not() -> None:
    (said,) = said_of([Passage("Se dio:")], Asked())
    assert sum(said.own.kind.values()) == sum(said.inside.kind.values()) == pytest.approx(1)
    assert said.own.themes["migration"] == pytest.approx(1 / (1 + np.exp(-0.7)))


def test_a_list_item_has_the_opinion_on_its_lead_in() -> None:
    (said,) = said_of([Passage("e", "Se dio el curso:\na\nb\nc\nd")], Asked())
    assert said.lead
    assert said.lead.themes["migration"] > said.near[0].themes["migration"]


def test_acts_are_those_of_the_passage_alone() -> None:
    one, same = said_of([Passage("Tres."), Passage("Tres.", "Uno. Dos.")], Asked())
    assert one.acts == same.acts
    assert set(one.acts) == set(ACTS)


def test_an_encoder_of_before_the_acts_says_nothing_of_them() -> None:
    class Former(Asked):
        def encode(self, texts):
            encoded = super().encode(texts)
            encoded.acts[:] = np.nan
            return encoded

    (said,) = said_of([Passage("Tres.")], Former())
    assert said.acts == {}

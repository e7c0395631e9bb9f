"""What is asked of the encoder, and how its answers are told apart."""

from __future__ import annotations

import numpy as np
import pytest

from meta87.classification.encoder import WIDTH, Encoded
from meta87.classification.labels import Passage
from meta87.classification.said import said_of


class Asked:
    """Stands for the encoder: says the length of a text, and remembers what it was asked."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, texts):
        self.texts += texts
        return Encoded.of(np.array([[len(text) / 10] * WIDTH for text in texts], dtype=np.float32))


def test_each_text_is_asked_once_whoever_it_stands_before() -> None:
    asked = Asked()
    passages = [Passage("Uno."), Passage("Dos dos.", "Uno."), Passage("Tres.", "Uno. Dos dos.")]
    said = said_of(passages, asked)
    assert sorted(asked.texts) == ["Dos dos.", "Tres.", "Uno."]
    assert said[1].own == said[2].near[0]
    assert said[2].near == (said[1].own, said[0].own)
    assert (said[0].near, said[0].lead) == ((), None)


def test_kinds_exclude_each_other_and_themes_do_not() -> None:
    (said,) = said_of([Passage("Se dio:")], Asked())
    assert sum(said.own.kind.values()) == pytest.approx(1)
    assert said.own.themes["migration"] == pytest.approx(1 / (1 + np.exp(-0.7)))


def test_a_list_item_has_the_opinion_on_its_lead_in() -> None:
    (said,) = said_of([Passage("e", "Se dio el curso:\na\nb\nc\nd")], Asked())
    assert said.lead
    assert said.lead.themes["migration"] > said.near[0].themes["migration"]

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from meta87.classification.items import item_of
from meta87.classification.labels import KINDS, THEMES, Evidence, Passage, Prediction
from meta87.classification.network import LABELS
from meta87.classification.said import NEAR, OWN, SOURCES, Said
from meta87.classification.word_reasons import with_words

TRAFFICKING = len(KINDS) + THEMES.index("trafficking")
PASSAGE = Passage("Se les dio acogida.", "Se halló a las víctimas en un bar. Hubo un juicio.")
GIVEN = ("trafficking",)


class Heard:
    """Stands for the encoder: a word gives what its length says."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def words(self, texts):
        self.asked += texts
        return {
            text: (text.split(), np.array([told(word) for word in text.split()])) for text in texts
        }


def told(word: str) -> np.ndarray:
    return weight(word.rstrip(".")) * np.eye(LABELS)[TRAFFICKING]


def weight(word: str) -> float:
    return (len(word) - 2) / 10


def prediction(*evidence: Evidence) -> Prediction:
    return Prediction(GIVEN, {}, "process", {}, (Evidence("process", "dio", 1.0), *evidence))


def item(own: float, *near: float):
    told = np.full((SOURCES, LABELS), 0.1)
    told[OWN, TRAFFICKING] = own
    told[NEAR.start : NEAR.start + len(near), TRAFFICKING] = near
    return replace(item_of(PASSAGE), said=Said(told, np.zeros(5)))


@pytest.mark.parametrize(
    ("own", "near", "words"),
    [
        (0.9, (0.1, 0.95), ["acogida"]),
        (0.2, (0.1, 0.95), ["víctimas", "halló"]),
        (0.2, (0.8, 0.3), ["juicio"]),
    ],
)
def test_a_theme_without_a_reason_shows_the_words_that_gave_it(own, near, words) -> None:
    (found,) = with_words([item(own, *near)], [prediction()], Heard())
    shown = [reason for reason in found.evidence if reason.label == "trafficking"]
    assert [reason.text for reason in shown] == words
    assert [reason.weight for reason in shown] == [round(weight(word), 4) for word in words]


def test_a_label_that_has_a_reason_keeps_it() -> None:
    encoder, explained = Heard(), prediction(Evidence("trafficking", "bar", 2.0))
    assert with_words([item(0.9)], [explained], encoder) == [explained]
    assert encoder.asked == []


def test_words_that_say_nothing_are_no_reasons_and_none_is_told_twice() -> None:
    text = "De la OIM, los *hoteles*, los hoteles [para] y 1.877 https://oim.test/informe"

    class Alike:
        def words(self, texts):
            weights = np.ones((len(text.split()), LABELS))
            return {one: (text.split(), weights) for one in texts}

    spoken = replace(item(0.9), passage=Passage(text))
    (found,) = with_words([spoken], [prediction()], Alike())
    shown = [(reason.text, reason.weight) for reason in found.evidence[1:]]
    assert shown == [("hoteles", 2.0), ("1.877", 1.0), ("OIM", 1.0)]


def test_a_kind_is_weighed_beside_the_others() -> None:
    class Kinds:
        def words(self, texts):
            return {text: ([text], np.array([[0.2, 1.0, 0.4, 0, 0, 0, 0]])) for text in texts}

    unexplained = replace(prediction(), themes=(), evidence=())
    (found,) = with_words([item(0.1)], [unexplained], Kinds())
    assert found.evidence == (Evidence("process", PASSAGE.text.rstrip("."), 0.7),)

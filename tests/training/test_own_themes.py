"""Heads of themes of one's own, on invented passages whose words tell the theme, or do not."""

from __future__ import annotations

import numpy as np
import pytest

from meta87.classify.labels import THEMES, Prediction
from meta87.corpus.schema import Record
from meta87.training.own_themes import OwnThemes, own_theme_figures, own_themes
from meta87.training.settings import Settings

OWN = "pesca"
WORDS = ("mesa", "ley", "plan", "juez", "curso", "censo", "norma", "fiscal")


def records(
    count: int, text: str, *, themes: tuple[str, ...] = (), reports: int = 5
) -> list[Record]:
    """Returns passages, each with two words of its own and a text, shared out among reports."""
    kind = "+".join(themes) or "otros"
    return [
        Record(
            id=f"{kind}-{n}", report=f"{kind}-{n % reports}", text=f"{WORDS[n % 8]} {WORDS[n % 7]} {text}",
            themes=list(themes), kind="context",
        )
        for n in range(count)
    ]  # fmt: skip


FISHING = records(30, "en las redes de pesca", themes=(OWN,))
OTHERS = records(60, "de la provincia")


def logits(found: OwnThemes, *texts: str) -> list[float]:
    (head,) = found.heads
    return [head.logit(text) for text in texts]


def test_a_theme_is_told_by_its_words() -> None:
    found = own_themes([*FISHING, *OTHERS], THEMES, Settings())
    there, alike, other, nothing = logits(
        found, "redes de pesca", "redes de pescadores", "el plan", ""
    )
    assert there > alike > 0 > other
    assert nothing < 0
    assert ((found.out_of_fold[:, 0] > 0) == ([True] * 30 + [False] * 60)).all()


def test_a_theme_of_one_report_is_not_found_in_what_is_left_out() -> None:
    one = records(30, "en las redes de pesca", themes=(OWN,), reports=1)
    found = own_themes([*one, *OTHERS], THEMES, Settings())
    assert not (found.out_of_fold[:30, 0] > 0).any()


def test_a_theme_that_no_word_tells_is_given_to_nothing_without_words() -> None:
    given = [
        each.model_copy(update={"themes": [OWN]}) if n % 3 else each
        for n, each in enumerate(OTHERS)
    ]
    assert (
        max(logits(own_themes([*given, *FISHING[:3]], (*THEMES, "x"), Settings()), "", "...")) < 0
    )


@pytest.mark.parametrize("others", [OTHERS[:3], OTHERS])
def test_a_theme_is_learnt_beside_few_passages_and_beside_many(others) -> None:
    found = own_themes([*FISHING, *others], THEMES, Settings(folds=3))
    assert np.isfinite(found.out_of_fold).all()


def test_passages_that_nobody_read_for_a_theme_do_not_move_its_threshold() -> None:
    unread = records(10, "en las redes de pesca", reports=2)
    found = own_themes([*FISHING, *OTHERS, *unread], THEMES, Settings())
    predicted = [
        Prediction((OWN,) * int(logit > 0), {}, "context", {}) for logit in found.out_of_fold[:, 0]
    ]
    (figures,) = own_theme_figures([*FISHING, *OTHERS, *unread], found, predicted)
    assert figures.found >= 25
    assert (figures.false, figures.others, figures.unread) == (0, 0, 70)
    assert figures.elsewhere >= 8


def test_the_settings_say_how_closely_a_theme_follows_its_passages() -> None:
    weak, strong = (
        own_themes([*FISHING, *OTHERS], THEMES, Settings(C_themes=C)).heads[0] for C in (0.01, 100)
    )
    assert not np.allclose(weak.weights, strong.weights)

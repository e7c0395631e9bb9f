"""A passage read together with what stands before it, and when it is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from math import inf, nan
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, logit

from meta87.classification.again import NEVER, Again
from meta87.classification.encoder import Encoder
from meta87.classification.joint_reader import (
    JOINT,
    LEAST_BEFORE,
    MOST_OWN,
    MOST_TOKENS,
    JointReader,
    side_by_side,
)
from meta87.classification.labels import KINDS, THEMES, Passage
from meta87.classification.store import default_model
from meta87.classification.tokens import PREFIX_TOKENS, Tokens
from meta87.errors import ModelError
from meta87.training.train import read_again
from tests.classification.conftest import MODELS

TEXT = "Concurrieron a los talleres 1.122 maestros."
ON_CHILDREN = "Se celebraron 38 talleres sobre las peores formas de trabajo infantil."
ON_TRAFFICKING = "Se celebraron 38 talleres sobre la trata de personas."
BETWEEN = "La feria del libro tuvo lugar en mayo."

PREFIX, END = [0, 1, 3, 4], 2


def told(logits) -> set[str]:
    return {theme for theme, logit in zip(THEMES, logits[len(KINDS) :], strict=True) if logit > 0}


def texts_of(*lengths: int) -> list[list[int]]:
    """Give tokens of texts so long, no two alike, between those of the prefix and of the end."""
    starts = np.cumsum((100, *lengths))
    return [
        [*PREFIX, *range(start, start + length), END]
        for start, length in zip(starts.tolist(), lengths, strict=False)
    ]


def parted(window) -> tuple[list[int], list[int]]:
    """Give the tokens before the passage, without the prefix, and the passage's."""
    tokens, own = side_by_side(window)
    assert len(tokens) == len(own) <= MOST_TOKENS
    assert tokens[: len(PREFIX)] == PREFIX
    assert own == sorted(own)
    before = own.index(1)
    return tokens[len(PREFIX) : before], tokens[before:]


@given(st.lists(st.integers(0, 260), min_size=1, max_size=6))
def test_a_window_is_its_nearest_texts_in_order_the_passage_last(lengths) -> None:
    window = texts_of(*lengths)
    context, own = parted(window)
    inner = [text[len(PREFIX) :] for text in window]
    assert own == [*inner[0][:-1][:MOST_OWN], END]
    before = [token for text in reversed(inner[1:]) for token in text]
    room = MOST_TOKENS - len(PREFIX) - len(own)
    assert context == before[len(before) - len(context) :]
    assert len(context) <= room
    assert len(context) > room - LEAST_BEFORE or context == before


def test_a_sentence_that_finds_no_room_gives_its_end_or_nothing() -> None:
    room = MOST_TOKENS - len(PREFIX) - 11
    context, _ = parted(texts_of(10, 300))
    assert context == texts_of(10, 300)[1][-room:]
    full = texts_of(10, room - LEAST_BEFORE, 50)  # with its end, one token too few is left
    assert parted(full)[0] == full[1][len(PREFIX) :]
    just = texts_of(10, room - LEAST_BEFORE - 1, 50)
    assert parted(just)[0] == [*just[2][-LEAST_BEFORE:], *just[1][len(PREFIX) :]]


def test_the_prefix_is_what_all_texts_begin_with() -> None:
    tokens = Tokens(MODELS / "encoder/tokenizer.json")
    one, other = tokens.ids("Hay."), tokens.ids("Se fue.")
    assert one[:PREFIX_TOKENS] == other[:PREFIX_TOKENS] == tokens.ids("a")[:PREFIX_TOKENS]
    assert one[PREFIX_TOKENS:-1] == [
        token for word in ("Hay.",) for token in tokens.tokenizer.encode(word).ids[1:-1]
    ]


def test_what_a_passage_takes_up_again_is_heard_past_another_sentence(encoder) -> None:
    logits = encoder.together(
        [(TEXT,), (TEXT, BETWEEN, ON_CHILDREN), (TEXT, BETWEEN, ON_TRAFFICKING)]
    )
    assert logits.shape == (3, 7)
    assert [told(row) for row in logits] == [set(), {"child_labour"}, {"trafficking"}]


def test_a_window_is_read_alike_beside_others_and_by_any_threads(encoder) -> None:
    windows = [(TEXT, ON_CHILDREN), (BETWEEN,), (ON_TRAFFICKING, TEXT, BETWEEN)]
    logits = encoder.together(windows)
    assert np.array_equal(encoder.together(windows[::-1]), logits[::-1])
    assert np.array_equal(encoder.together(windows[:1]), logits[:1])
    assert encoder.together([]).shape == (0, 7)
    alone = Encoder(encoder.folder, joint=True)
    alone.threads = 1
    assert np.array_equal(alone.together(windows), logits)


def test_only_who_asks_for_it_needs_the_file(tmp_path) -> None:
    for name in Encoder(MODELS / "encoder").files:
        (tmp_path / name).symlink_to(MODELS / "encoder" / name)
    Encoder(tmp_path)
    with pytest.raises(ModelError) as caught:
        Encoder(tmp_path, joint=True)
    assert (caught.value.id, caught.value.details["path"]) == (
        "model-file-missing", tmp_path / JOINT,
    )  # fmt: skip


def test_a_damaged_file_is_refused_by_name(tmp_path) -> None:
    damaged = tmp_path / JOINT
    damaged.write_bytes((MODELS / "encoder" / JOINT).read_bytes()[:1000])
    with ThreadPoolExecutor(1) as threads, pytest.raises(ModelError) as caught:
        JointReader(damaged).read([[[*PREFIX, 50, END]]], threads)
    assert (caught.value.id, caught.value.details["path"]) == ("model-foreign", damaged)


class Hearing(Encoder):
    """Hears each theme with log-odds of 2 in everything, and remembers what it was given."""

    def __init__(self) -> None:
        super().__init__(Path(MODELS / "encoder"))
        self.given: list[str] = []

    def together(self, windows):
        self.given += [one[0] for one in windows]
        return np.full((len(windows), 7), 2.0, dtype=np.float32)


PASSAGES = [Passage("Uno."), Passage("Dos."), Passage("Tres.")]
ODDS = np.array([[3.0, -3.0, -3.0, -3.0], [3.0, -0.5, -3.0, -3.0], [-0.1, -3.0, -3.0, -3.0]])


def test_passages_with_an_unsure_theme_are_read_again_and_both_readings_weighed() -> None:
    encoder = Hearing()
    mixed = Again(unsure=0.2, weight=0.5).log_odds(PASSAGES, ODDS, encoder)
    assert encoder.given == ["Dos.", "Tres."]
    assert np.array_equal(mixed[0], ODDS[0])
    assert mixed[1:] == pytest.approx((ODDS[1:] + 0.5 * 2.0) / 1.5)
    assert ODDS[1, 0] == 3.0


@pytest.mark.parametrize("again", [NEVER, Again(unsure=0.5), Again(unsure=0.2, weight=0.0)])
def test_nothing_is_read_again_where_nothing_is_asked(again) -> None:
    encoder = Hearing()
    assert np.array_equal(again.log_odds(PASSAGES, ODDS, encoder), ODDS)
    assert encoder.given == []


@pytest.mark.parametrize(
    ("unsure", "weight"), [(0.6, 1.0), (-0.1, 1.0), (nan, 1.0), (0.3, -1.0), (0.3, nan), (0.3, inf)]
)
def test_what_is_no_share_and_no_weight_is_refused(unsure, weight) -> None:
    with pytest.raises(ValueError, match="again"):
        Again(unsure, weight)


def test_the_second_reading_reaches_the_scores_of_a_model() -> None:
    model, encoder = default_model(), Hearing()
    passages = [Passage(ON_CHILDREN), Passage("Dicho curso tuvo dos ediciones.", ON_CHILDREN)]
    once = replace(model, again=NEVER).predict(passages)
    twice = replace(model, encoder=encoder, again=Again(0.0, 1.0)).predict(passages)
    assert encoder.given == [passage.text for passage in passages]
    for before, after in zip(once, twice, strict=True):
        assert before.kind_scores == after.kind_scores
        for theme in THEMES:
            wanted = expit((logit(before.theme_scores[theme]) + 2.0) / 2)
            assert after.theme_scores[theme] == pytest.approx(wanted, abs=1e-3)


def test_the_scores_of_passages_that_are_known_by_heart_are_not_read_again() -> None:
    encoder, new = Hearing(), np.array([False, True, True])
    scores = expit(ODDS)
    told = read_again(PASSAGES, scores, new, Again(weight=1.0), encoder)
    assert encoder.given == ["Dos.", "Tres."]
    assert np.array_equal(told[0], scores[0])
    assert told[2] == pytest.approx(expit((ODDS[2] + 2.0) / 2))


def test_all_can_be_read_again() -> None:
    encoder = Hearing()
    Again(unsure=0.0).log_odds(PASSAGES, ODDS, encoder)
    assert encoder.given == ["Uno.", "Dos.", "Tres."]

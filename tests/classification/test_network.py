from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from meta87.classification.labels import ACTS, KINDS
from meta87.classification.network import (
    DIMENSIONS,
    LABELS,
    STUDENT,
    TEACHER,
    WIDTH,
    Encoded,
    Network,
    is_sure,
)
from tests.classification.conftest import MODELS

TEXTS = [[0, 39, 802, 12, 6, 2], [0, 39, 802, 12, 100, 2000, 300, 2], [0, 39, 802, 12, 77, 2]]


def row(kind: tuple[float, float, float], acts: float) -> np.ndarray:
    made = np.zeros(WIDTH, dtype=np.float32)
    made[DIMENSIONS : DIMENSIONS + len(KINDS)] = kind
    made[-len(ACTS) :] = acts
    return made


@pytest.mark.parametrize(
    ("kind", "acts", "sure"),
    [
        ((4.0, 0.0, 1.0), -3.0, True),
        ((0.0, -1.0, 4.0), -3.0, True),
        ((4.0, 2.0, 0.0), -3.0, False),
        ((4.0, 0.0, 1.0), -1.0, False),
    ],
)
def test_a_network_is_sure_of_a_plain_kind_where_it_hears_no_act(kind, acts, sure) -> None:
    assert is_sure(np.stack([row(kind, acts), row((0, 0, 0), 0)])).tolist() == [sure, False]


def test_a_row_is_taken_apart() -> None:
    encoded = Encoded.of(np.arange(WIDTH, dtype=np.float32)[None])
    parts = (encoded.vectors, encoded.kind, encoded.themes, encoded.acts)
    assert [part.shape[1] for part in parts] == [DIMENSIONS, 3, 4, 5]
    assert encoded.kind[0, 0] == DIMENSIONS
    assert encoded.acts[0, 0] == DIMENSIONS + LABELS


def test_a_file_of_before_the_acts_gives_none() -> None:
    now = Network(MODELS / "encoder" / TEACHER)

    class Former:
        def get_outputs(self):
            return [one for one in now._session.get_outputs() if one.name != "act_logits"]

        def run(self, names, feeds):
            assert "act_logits" not in names
            return now._session.run(names, feeds)

    former = Network(now.path)
    vars(former)["_session"] = Former()
    with ThreadPoolExecutor(1) as threads:
        found, wanted = former.read(TEXTS, threads), now.read(TEXTS, threads)
    assert np.isnan(found[:, -len(ACTS) :]).all()
    assert np.array_equal(found[:, : -len(ACTS)], wanted[:, : -len(ACTS)])


@pytest.mark.parametrize("at_once", [1, 2, 32])
def test_the_student_reads_a_text_alike_in_any_company(at_once) -> None:
    network = Network(MODELS / "encoder" / STUDENT, at_once)
    with ThreadPoolExecutor(2) as threads:
        alone = [network.read([text], threads)[0] for text in TEXTS]
        assert np.array_equal(network.read(TEXTS, threads), alone)
        assert np.array_equal(network.read(TEXTS[::-1], threads), alone[::-1])
        assert network.read([], threads).shape == (0, WIDTH)
    assert np.allclose(np.linalg.norm(np.array(alone)[:, :DIMENSIONS], axis=1), 1, atol=1e-5)

"""What blocks read of items is what scikit-learn would, and each tells what it reads."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from sklearn.feature_extraction.text import TfidfVectorizer

from meta87.classification.blocks import (
    KindSignals,
    Letters,
    ThemeSignals,
    Words,
    WordsBefore,
)
from meta87.classification.items import Item, items_of
from meta87.classification.labels import THEMES, Passage
from meta87.classification.rows import Rows
from meta87.language.entity import Entity

TEXTS = [
    "Se capacitó a 312 inspectores.",
    "Se aprobó la ley y se aprobó el plan.",
    "La ley, en vigor: la ley de trata.",
    "",
    "A o u y ¿?",
]


def vectorizer(runs: tuple[int, int], of: str) -> TfidfVectorizer:
    made = TfidfVectorizer(lowercase=False, analyzer=of, ngram_range=runs, sublinear_tf=True)
    return made.fit([item.words for item in items_of(list(map(Passage, TEXTS)))])


WORDS, LETTERS = vectorizer((1, 2), "word"), vectorizer((3, 4), "char_wb")


def dense(rows: Rows, width: int) -> np.ndarray:
    made = np.zeros((len(rows), width))
    for row in range(len(rows)):
        made[row, rows.columns[rows.cells(row)]] = rows.values[rows.cells(row)]
    return made


@given(st.lists(st.one_of(st.sampled_from(TEXTS), st.text("aeyñ óLl,.\n 1_\u0301ł“", max_size=30))))
def test_runs_are_weighed_as_scikit_learn_weighs_them(texts) -> None:
    items = items_of(list(map(Passage, texts)))
    for made, of in ((Words, WORDS), (Letters, LETTERS)):
        names = of.get_feature_names_out().tolist()
        found = dense(made(names, of.idf_).rows(items), len(names))
        assert found.shape == (len(texts), len(names))
        if texts:
            wanted = of.transform([item.words for item in items]).toarray()
            assert_allclose(found, wanted, atol=1e-12)


def test_words_before_are_those_of_the_sentences_before() -> None:
    (item,) = items_of([Passage("Se aprobó.", "La ley de trata. La ley.")])
    block = WordsBefore(["ley", "aprobo"], np.ones(2))
    assert dense(block.rows([item]), 2).tolist() == [[1.0, 0.0]]
    assert block.shown(item, 0, "trafficking") == "ley"


TEXT = "Se capacitó a 312 inspectores en la Ley, sobre trata."
ENTITY = Entity("PARTICIPANTS", 14, 29, TEXT[14:29])


@pytest.fixture
def item() -> Item:
    return items_of([Passage(TEXT, entities=(ENTITY,))])[0]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("capacito", "capacitó"),
        ("ley sobre", "Ley, sobre"),
        ("PARTICIPANTS", "312 inspectores"),
        ("DATE", ""),
        ("inspectores ley", ""),
        ("tra", ""),
    ],
)
def test_words_are_shown_as_they_are_written(item, words, shown) -> None:
    assert Words([words], np.ones(1)).shown(item, 0, "output") == shown


def test_runs_of_letters_are_remembered_but_not_of_what_is_as_long_as_an_address() -> None:
    block = Letters(["cap", "itó"], np.ones(2))
    for item in items_of([Passage("capa capitó"), Passage("cap" * 20)]):
        assert len(block.rows([item]).columns)
    assert set(block._runs) == {"capa", "capito"}
    again = pickle.loads(pickle.dumps(block))  # noqa: S301  our own
    items = items_of([Passage("capacitó")])
    assert_allclose(again.rows(items).values, block.rows(items).values)


@pytest.mark.parametrize("idf", [np.ones(2), np.zeros(1), np.array(["1"])])
def test_runs_without_a_weight_each_are_refused(idf) -> None:
    with pytest.raises(ValueError, match="idf"):
        Words(["ley"], idf)


def test_letters_have_nothing_to_show(item) -> None:
    block = Letters(["cap"], np.ones(1))
    assert not block.readable
    assert block.shown(item, 0, "output") == ""


def test_a_signal_of_a_theme_has_a_column_for_each(item) -> None:
    block = ThemeSignals(["own", "other"])
    found = dense(block.rows([item]), 2 * len(THEMES))[0].reshape(2, -1)
    own = [float(theme == "trafficking") for theme in THEMES]
    assert found.tolist() == [own, [1.0 - one for one in own]]
    assert block.shown(item, THEMES.index("trafficking"), "trafficking") == "trata"
    assert block.shown(item, 0, "child_labour") == ""


def test_a_cue_of_the_kind_shows_its_words_and_an_unknown_one_is_left_out(item) -> None:
    block = KindSignals(["past", "lead:past"])
    assert dense(block.rows([item]), 2).tolist() == [[1.0, 0.0]]
    assert block.shown(item, 0, "output") == "capacitó"

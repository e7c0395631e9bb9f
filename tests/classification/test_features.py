"""Items as numbers: words once a theme, in columns that no other theme sees."""

from __future__ import annotations

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import Pipeline

from meta87.classification.doubt import Doubt
from meta87.classification.estimators import Estimators
from meta87.classification.features import EachThemeInWords, Listed, Part, Signals, Worded, by_theme
from meta87.classification.items import items_of
from meta87.classification.labels import KINDS, THEMES, Passage
from meta87.training.settings import Settings
from meta87.training.untrained import fast_theme_model, kind_model

ITEMS = items_of(
    [
        Passage("Se liberó a los peones.", "La finca fue denunciada. Hubo una inspección."),
        Passage("Se multó a la finca.", "Hubo una inspección."),
    ]
)


def worded() -> Worded:
    words = TfidfVectorizer(lowercase=False)
    return Worded(Pipeline([("words", Part("words")), ("tfidf", words)]), before=0.5).fit(ITEMS)


def words_of(row: int) -> set[str]:
    """Give the names of the words that one row has."""
    words = worded()
    seen, names = words.transform(ITEMS).tocoo(), words.get_feature_names_out()
    assert seen.shape == (len(ITEMS) * len(THEMES), len(names))
    return {names[column] for place, column in zip(seen.row, seen.col, strict=True) if place == row}


def test_each_theme_has_words_of_its_own() -> None:
    seen = worded().transform(ITEMS).tocoo()
    assert (seen.row % len(THEMES) == seen.col % len(THEMES)).all()
    assert {f"words__{word}" for word in ("se", "libero", "los", "peones")} <= words_of(0)


def test_words_before_an_item_are_known_ones_of_its_context_and_weigh_less() -> None:
    assert ITEMS[0].before == "la finca fue denunciada.\nhubo una inspeccion."
    assert {name for name in words_of(0) if name.startswith("before")} == {
        "before__finca", "before__la",
    }  # fmt: skip


def test_rows_of_items_are_as_many_in_every_block() -> None:
    listed = Pipeline([("each", Listed()), ("signals", Signals())]).fit_transform(ITEMS)
    assert listed.shape[0] == worded().transform(ITEMS).shape[0] == len(ITEMS) * len(THEMES)
    assert list(EachThemeInWords(None).rows(ITEMS)) == ITEMS


def test_themes_are_taken_apart_as_they_were_put() -> None:
    yes = np.arange(len(ITEMS) * len(THEMES)) / 10
    assert by_theme(np.column_stack([1 - yes, yes])).tolist() == yes.reshape(2, 4).tolist()


def test_a_theme_given_by_words_before_a_passage_shows_them() -> None:
    raid = Passage("Hubo una redada de braceros.")
    led = Passage("Se les dio abrigo.", raid.text)
    items = items_of([led, raid, Passage(led.text)] * 8)
    given = np.ones((len(items), len(THEMES)), dtype=int) * [0, 1, 0, 0]
    given[2::3] = 0
    themes = fast_theme_model(Settings(rarest_word=2)).fit(items, given)
    kind = kind_model(Settings(rarest_word=2)).fit(items, np.resize(KINDS, len(items)))
    heads = Estimators(themes, kind).heads()
    found = heads.predict(items[:1], np.full(len(THEMES), 0.5), Doubt())[0]
    assert found.themes == ("forced_labour",)
    assert "braceros" in [r.text for r in found.evidence if r.label == "forced_labour"]

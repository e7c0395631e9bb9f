"""Passages that are made of others hold nothing but their clauses."""

import random

from hypothesis import given
from hypothesis import strategies as st

from meta87.tagging import Text
from meta87.training.made import clauses_of, joined, made_texts

TEXTS = [
    Text("Se formó a 30 jueces, que atienden casos de trata", "Antes.", "trata", 2023, "MX", "MX"),
    Text("Se aprobó la ley para las fincas y se publicó", "", "infantil", 2021, "PE", "PE"),
]
CLAUSES = st.lists(st.text("ab,", min_size=1, max_size=3), min_size=1, max_size=4)


def test_a_text_is_parted_where_its_clauses_join() -> None:
    assert clauses_of("Se aprobó la ley, que rige; y se publicó en mayo") == [
        "Se aprobó la ley,",
        "que rige;",
        "y se publicó",
        " en mayo",
    ]


def test_what_is_made_stands_where_its_first_text_does() -> None:
    made = made_texts(TEXTS, 40, 1)
    assert len(made) == 40
    assert {(m.context, m.topic, m.year, m.report, m.country) for m in made} == {
        (t.context, t.topic, t.year, t.report, t.country) for t in TEXTS
    }
    words = {word for text in TEXTS for word in text.text.split()}
    assert all(set(m.text.split()) <= words for m in made)
    assert any(m.text not in {t.text for t in TEXTS} for m in made)
    assert min(len(m.text) for m in made_texts(TEXTS, 400, 1)) >= 8
    assert made == made_texts(TEXTS, 40, 1) != made_texts(TEXTS, 40, 2)


def test_what_is_made_does_not_depend_on_the_order_of_the_texts() -> None:
    assert made_texts(TEXTS, 40, 1) == made_texts(TEXTS[::-1], 40, 1)


def test_nothing_is_made_of_texts_that_are_too_short() -> None:
    assert made_texts([Text("Sí."), Text("  No.      ")], 5, 1) == []
    assert made_texts([Text("a          b")], 5, 1) == []
    made = made_texts([Text("Sí."), Text("Persiste.")], 5, 1)
    assert {word for m in made for word in m.text.split()} == {"Persiste."}


@given(CLAUSES, CLAUSES, st.integers())
def test_joined_clauses_are_those_of_both_in_their_order(one, other, seed) -> None:
    found = joined(one, other, random.Random(seed)).split()  # noqa: S311
    before, after = " ".join(one).split(), " ".join(other).split()
    assert any(
        found == [*before[first:end], *after[start:stop], *before[again:last]]
        for first, end in runs(before)
        for start, stop in runs(after)
        for again, last in runs(before)
        if len(found) == end - first + stop - start + last - again and end <= again
    )


def runs(words: list[str]) -> list[tuple[int, int]]:
    places = range(len(words) + 1)
    return [(start, end) for start in places for end in places if start <= end]

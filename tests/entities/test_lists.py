import re

from hypothesis import given
from hypothesis import strategies as st

from meta87.entities.lists import ahead, any_of

WORDS = st.lists(st.text("abc.$", min_size=1, max_size=5), min_size=1, max_size=12)


@given(WORDS, st.text("abc.$", max_size=6))
def test_matches_the_words_and_no_others(words, other):
    pattern = re.compile(any_of(words))
    assert all(pattern.fullmatch(word) for word in words)
    assert bool(pattern.fullmatch(other)) == (other in words)


@given(WORDS)
def test_the_longest_that_fits_comes_first(words):
    longest = max(words, key=len)
    assert re.match(any_of(words), longest)[0] == longest


def test_blanks_and_accents():
    assert re.fullmatch(any_of(["dos mil", "tres"], accents=True), "dós \n mil")
    assert not re.fullmatch(any_of(["tres"]), "trés")


@given(WORDS)
def test_a_look_ahead_lets_every_word_through(words):
    assert all(re.match(ahead(words) + any_of(words), word) for word in words)
    assert not re.match(ahead(words), "z")
    assert re.match(ahead(["óxido", "]"]), "]")

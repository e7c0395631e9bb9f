import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tagged import EXAMPLES

from meta87.entities.sentences import find_sentences, sentence_starts

LINES = [
    line.replace("⏎", "\n")
    for line in (EXAMPLES / "sentences.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
MARKS = st.sampled_from(
    [*'.!?…"»)([«¿¡ \n-;:', "Art", "etc", "Él", "no", "5", "https://a.mx/b.", "A"]
)


def split(text):
    starts = sentence_starts(text)
    return [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[:50])
def test_splits_the_examples_where_they_are_marked(line):
    assert split(line.replace("¦", "")) == [part.strip() for part in line.split("¦")]


@given(st.one_of(st.text(), st.lists(MARKS, max_size=30).map("".join)))
def test_sentences_and_the_white_space_around_them_rebuild_the_text(text):
    starts = sentence_starts(text)
    assert starts == sorted(set(starts))
    assert bool(starts) == bool(text.strip())
    assert not starts or not text[: starts[0]].strip()
    assert all(not text[start].isspace() for start in starts)


@pytest.mark.parametrize(
    ("piece", "expected"),
    [("http://", 1), ("!", 1), ("\n", 0), ('."', 1), ("a. ", 1), ("Sí. ", 20_000)],
)
def test_goes_through_long_repetitions(piece, expected):
    # A scan that goes back over what it has read would take minutes here.
    assert len(sentence_starts(piece * 20_000)) == expected


def test_bounds_leave_the_white_space_out_however_many_there_are():
    assert find_sentences("  Uno.\n Dos. ") == ((2, 6), (8, 12))
    assert len(find_sentences("Sí. " * 20_000)) == 20_000

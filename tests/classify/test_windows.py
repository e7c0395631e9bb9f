"""Windows hold every passage once, with what stands before it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from meta87.classify.windows import (
    END,
    MOST_CONTEXT,
    MOST_OWN,
    MOST_TOKENS,
    START,
    UNKNOWN,
    windows,
)


def passage(size: int, token: int = 7) -> list[int]:
    return [token] * size


def test_a_short_answer_is_one_window() -> None:
    (window,) = windows([[10, 11], [12]], [8, 9])
    assert window.ids == (START, 8, 9, END, 10, 11, END, 12, END)
    assert window.blocks == (0, 0, 0, 0, 1, 1, 1, 2, 2)
    assert window.passages == range(2)
    assert window.spans == ((4, 7), (7, 9))


def test_without_context_the_first_passage_is_the_first_block() -> None:
    (window,) = windows([[10]])
    assert (window.ids, window.blocks, window.spans) == ((START, 10, END), (0, 0, 0), ((1, 3),))


def test_a_passage_without_tokens_still_has_one() -> None:
    (window,) = windows([[]])
    assert window.ids == (START, UNKNOWN, END)


def test_a_long_answer_repeats_what_stands_before() -> None:
    first, second = windows([passage(100, 5), passage(100, 6), passage(100, 7), passage(100, 8)])
    assert (first.passages, second.passages) == (range(3), range(3, 4))
    assert 7 in second.ids
    assert second.spans[0][1] == len(second.ids)


def test_of_a_long_context_the_end_is_read() -> None:
    context = [*passage(500, 5), *passage(20, 6)]
    (window,) = windows([[9]], context)
    assert window.ids.count(6) == 20
    assert window.spans[0][0] <= MOST_CONTEXT + 1


def test_of_a_passage_that_is_too_long_the_beginning_is_read() -> None:
    (window,) = windows([[*passage(MOST_OWN, 5), *passage(900, 6)]], passage(900, 4))
    assert 6 not in window.ids
    assert len(window.ids) <= MOST_TOKENS


@given(st.lists(st.integers(0, 300).map(passage), min_size=1, max_size=20), st.integers(0, 400))
def test_every_passage_is_pooled_once_and_every_window_fits(passages, before) -> None:
    found = list(windows(passages, passage(before, 4)))
    assert [place for window in found for place in window.passages] == list(range(len(passages)))
    for window in found:
        assert len(window.ids) == len(window.blocks) <= MOST_TOKENS
        assert list(window.blocks) == sorted(window.blocks)
        for place, (start, end) in zip(window.passages, window.spans, strict=True):
            own = passages[place][:MOST_OWN] or [UNKNOWN]
            assert list(window.ids[start:end]) == [*own, END]
            assert len(set(window.blocks[start:end])) == 1

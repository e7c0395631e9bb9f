"""Tokens are those that the tokenizer itself gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from meta87.classify.tokens import Tokens
from meta87.classify.windows import END, START, UNKNOWN

PATH = Path(__file__).parents[2] / "models/reader/tokenizer.json"
TOKENS, TOKENIZER = Tokens(PATH.read_bytes()), Tokenizer.from_file(str(PATH))


def given_by_the_tokenizer(text: str) -> list[int]:
    words = TOKENIZER.normalizer.normalize_str(text).split()  # blanks have no token of their own
    return TOKENIZER.encode(" ".join(words), add_special_tokens=False).ids if words else []


def test_windows_know_the_special_tokens() -> None:
    names = [TOKENIZER.id_to_token(number) for number in (START, END, UNKNOWN)]
    assert names == ["<s>", "</s>", "<unk>"]


def test_words_have_the_tokens_of_their_text() -> None:
    text = "Se capacitó a 312 inspectores,  también del INM."
    words = TOKENS.words(text)
    assert " ".join(word for word, _ in words) == "Se capacitó a 312 inspectores, también del INM."
    assert sum(count for _, count in words) == len(TOKENS.ids(text))


@pytest.mark.parametrize(
    "text",
    [
        "", "Se capacitó a 312 inspectores.", "  dos  espacios ", "\tuna\nlínea\x85más",
        "½ ﬁn № \u3000b", "a\u200bb ▁ c", "\x00a\x07b\x7f", "palabra " * 600,
        "x" * 50 + " " + "x" * 50,
    ],
)  # fmt: skip
def test_a_text_has_the_tokens_of_the_tokenizer(text) -> None:
    assert TOKENS.ids(text) == given_by_the_tokenizer(text)
    assert TOKENS.ids(text) == given_by_the_tokenizer(text), "also when its words are remembered"


@given(st.text("ab ñé\u0301½ﬁ▁.,;\u00a0\t\n\u200b\x01中", max_size=40))
def test_any_text_has(text) -> None:
    assert TOKENS.ids(text) == given_by_the_tokenizer(text)


def test_words_are_remembered_but_no_addresses() -> None:
    tokens = Tokens(PATH.read_bytes())
    tokens.ids("Se aprobó " + "x" * 50)
    assert set(tokens._of_words) == {"Se", "aprobó"}

"""Tokens are those that the tokenizer itself gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from meta87.classification.tokens import Tokens
from tests.classification.conftest import MODELS

PATH = MODELS / "encoder/tokenizer.json"
TOKENS, TOKENIZER = Tokens(PATH), Tokenizer.from_file(str(PATH))
TOKENIZER.enable_truncation(512)


def given_by_the_tokenizer(text: str) -> list[int]:
    return TOKENIZER.encode("query: " + text).ids


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Se capacitó a 312 inspectores.",
        "  dos  espacios ",
        "\tuna\nlínea\x85más",
        "½ ﬁn № \u3000b",
        "a\u200bb ▁ c",
        "\x00a\x07b\x7f",
        "palabra " * 600,
        "x" * 50 + " " + "x" * 50,
    ],
)
def test_a_text_has_the_tokens_of_the_tokenizer(text) -> None:
    assert TOKENS.ids(text) == given_by_the_tokenizer(text)
    assert TOKENS.ids(text) == given_by_the_tokenizer(text), "also when its words are remembered"


@given(st.text("ab ñé\u0301½ﬁ▁.,;\u00a0\t\n\u200b\x01中", max_size=40))
def test_any_text_has(text) -> None:
    assert TOKENS.ids(text) == given_by_the_tokenizer(text)


def test_words_are_remembered_but_no_addresses() -> None:
    tokens = Tokens(PATH)
    tokens.ids("Se aprobó " + "x" * 50)
    assert set(tokens._of_words) == {"query:", "Se", "aprobó"}

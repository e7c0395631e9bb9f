import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta87.classify.labels import THEME_NAME, THEMES
from meta87.messages import LANGUAGES, catalogue, has, text, theme_name


def test_details_are_filled_in() -> None:
    assert text("errors.file-missing", "en", path="a.docx").startswith("There is no file “a.docx”")


def test_an_unknown_id_or_a_lacking_detail_is_an_error() -> None:
    assert not has("errors.no-such")
    with pytest.raises(KeyError):
        text("errors.no-such")
    with pytest.raises(KeyError):
        text("errors.file-missing")


@pytest.mark.parametrize(
    ("lang", "words", "said"),
    [("es", 1, "1 palabra"), ("es", 2, "2 palabras"), ("es", 0, "0 palabras"), ("en", 1, "1 word")],
)
def test_a_word_goes_with_its_number(lang: str, words: int, said: str) -> None:
    assert text("ui.words", lang, words=words) == said


def test_a_theme_has_its_text_or_the_words_of_its_name() -> None:
    assert theme_name("trafficking") == "trata de personas"
    assert theme_name("domestic_work", "en") == theme_name("domestic_work") == "domestic work"


@given(st.from_regex(THEME_NAME, fullmatch=True), st.sampled_from(LANGUAGES))
def test_any_theme_has_a_name(theme: str, lang: str) -> None:
    known = {one: text(f"ui.theme.{one}", lang) for one in THEMES}
    assert theme_name(theme, lang) == known.get(theme, theme.replace("_", " "))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_number_before_a_word_in_the_plural_has_its_singular(lang: str) -> None:
    counted = "chosen|count|done|files|found|n|passages|records|reports|shown|total|words"
    plural = re.compile(rf"\{{(?:{counted})\}} \w+s\b(?!/s)")
    wrong = {key: plural.findall(said) for key, said in catalogue(lang).items()}
    assert {key: found for key, found in wrong.items() if found} == {}

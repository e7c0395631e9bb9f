import re

import pytest

from meta87.classify.labels import THEMES
from meta87.messages import LANGUAGES, catalogue, has, text, theme_name, without_controls


def test_details_are_filled_in() -> None:
    assert text("errors.file-missing", "en", path="a.docx", near="").startswith(
        "There is no file “a.docx”"
    )


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


@pytest.mark.parametrize(
    ("lang", "count", "said"),
    [("es", "1", "Cuenta una actividad y"), ("es", "3", "Cuenta tres actividades y"),
     ("es", "11", "Cuenta 11 actividades y"), ("en", "2", "It reports two activities and")],
)  # fmt: skip
def test_small_numbers_are_words(lang: str, count: str, said: str) -> None:
    assert text("ui.results.none", lang, count=count).startswith(said)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_theme_has_its_text_or_the_words_of_its_name(lang: str) -> None:
    for theme in THEMES:
        assert theme_name(theme, lang) == text(f"ui.theme.{theme}", lang)
    assert theme_name("domestic_work", lang) == "domestic work"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a\x1b[2Jb", "ab"),
        ("\x1b]0;title\x07a\x1b]8;;x\x1b\\b", "ab"),
        ("a\x9b1mb\r\x08", "a1mb"),
        ("uno\n\tdos", "uno\n\tdos"),
        ("\x1b[31mrojo\x1b[0m\x1b[H", "rojo"),
    ],
)
def test_control_sequences_are_removed(written: str, shown: str) -> None:
    assert without_controls(written) == shown


def test_colours_are_kept_where_a_terminal_shows_them() -> None:
    coloured = "\x1b[1;31mrojo\x1b[0m"
    assert without_controls(f"{coloured}\x1b[2J\x07", keep_colours=True) == coloured


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_number_before_a_word_in_the_plural_has_its_singular(lang: str) -> None:
    counted = "chosen|count|done|files|found|n|passages|records|reports|shown|total|words"
    plural = re.compile(rf"\{{(?:{counted})\}} (?!más)\w+s\b(?!/s)")
    wrong = {key: plural.findall(said) for key, said in catalogue(lang).items()}
    assert {key: found for key, found in wrong.items() if found} == {}

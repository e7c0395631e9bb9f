from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta87.classification.labels import Passage
from meta87.classification.text import (
    as_written,
    fold,
    is_bare_link,
    lower,
    mask,
    near,
    read_before,
    readable,
    sentences,
    window,
)
from meta87.language.entity import Entity


@given(st.text())
def test_views_keep_every_offset(text) -> None:
    assert len(fold(text)) == len(lower(text)) == len(text)


@given(st.text(st.characters(codec="latin-1")))
def test_folding_is_the_same_with_or_without_a_letter_of_another_alphabet(text) -> None:
    assert fold(text) == fold(f"{text}ł")[:-1]


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("aprobo", "aprobó"),
        ("aprobo plan", "aprobó: Plan"),
        ("de trata", "de\nTrata"),
        ("plan trata", ""),
        ("de", "de"),
        ("tra", ""),
        ("trata", "Trata"),
    ],
)
def test_words_are_found_as_they_are_written(words, written) -> None:
    text = "Se aprobó: Plan de acción, Plan de\nTrata"
    assert as_written(text, words) == written


def test_words_with_one_of_a_letter_between_them_are_found() -> None:
    assert as_written("Hay niños y niñas.", "ninos ninas") == "niños y niñas"
    assert as_written("De la A a la B.", "la la") == "la A a la"
    assert as_written("niños que niñas", "ninos ninas") == ""


@given(st.text("aá, b\n.Ñ_1", max_size=30))
def test_every_word_and_pair_of_words_is_found_where_it_first_stands(text) -> None:
    found = [match.span() for match in re.finditer(r"\b\w\w+\b", text)]
    runs = [(start, end, fold(text[start:end])) for start, end in found]
    runs += [
        (start, end, f"{fold(text[start:middle])} {fold(text[after:end])}")
        for (start, middle), (after, end) in pairwise(found)
    ]
    first: dict[str, str] = {}
    for start, end, words in runs:
        first.setdefault(words, text[start:end])
    assert {words: as_written(text, words) for words in first} == first


def test_folding_takes_case_and_accents_away() -> None:
    assert fold("Comisión para la NIÑEZ") == "comision para la ninez"


def test_an_entity_is_masked_by_its_capital_and_nothing_else_is_a_capital() -> None:
    text = "Se capacitó a 312 Inspectores en Mayo."
    masked = mask(Passage(text, entities=(Entity("PARTICIPANTS", 14, 29, text[14:29]),)))
    assert masked == "se capacito a " + "P" * 15 + " en mayo."


def test_links_are_not_read_unless_they_are_the_whole_passage() -> None:
    assert "infantil" not in readable("Véase https://ejemplo.test/trabajo-infantil")
    assert "trabajo infantil" in readable("https://ejemplo.test/trabajo-infantil")


def test_a_link_with_words_around_it_is_no_bare_link() -> None:
    assert is_bare_link("https://ejemplo.test/a (2)")
    assert not is_bare_link("Disponible en https://ejemplo.test/a")
    assert not is_bare_link("Sin enlace")


def test_a_context_is_split_at_sentences_and_lines() -> None:
    context = "Se aprobó el plan. Consta de lo siguiente:\na) inspección;\nb) formación"
    assert sentences(context) == (
        "Se aprobó el plan.",
        "Consta de lo siguiente:",
        "a) inspección;",
        "b) formación",
    )
    assert sentences("  ") == ()


def test_of_a_context_the_last_three_sentences_and_the_lead_in_are_read() -> None:
    context = "Se aprobó:\na) uno;\nb) dos;\nc) tres;\nd) cuatro"
    assert near(context) == ("d) cuatro", "c) tres;", "b) dos;")
    assert read_before(context) == (*near(context), "Se aprobó:")
    assert read_before("Se aprobó:") == ("Se aprobó:",)
    assert read_before("") == ()


def test_a_window_is_the_passage_and_the_last_five_sentences_the_nearest_first() -> None:
    context = "Uno. Dos. Tres. Cuatro. Cinco. Seis."
    near = ("Seis.", "Cinco.", "Cuatro.", "Tres.", "Dos.")
    assert window(Passage("Siete.", context)) == ("Siete.", *near)
    assert window(Passage("Siete.")) == ("Siete.",)

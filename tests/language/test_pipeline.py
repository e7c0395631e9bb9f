from datetime import date
from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Span

from meta87.language.entity import DATE, INSTITUTION, QUANTITY, DateValue, Reference
from meta87.language.pipeline import annotate, entities, merge_entities, sentences, spanish
from meta87.language.tokens import WordTokenizer


@pytest.fixture(scope="module")
def nlp():
    return spanish()


def test_the_components_run_in_order(nlp):
    assert nlp.pipe_names == [
        "meta87_sentences",
        "meta87_dates",
        "meta87_counts",
        "meta87_institutions",
        "meta87_entities",
    ]


def test_gives_sentences_and_entities_with_their_values(nlp):
    text = "El 5 de mayo se firmó.  Se hizo en Tarqui. "
    doc = annotate(nlp, text, Reference((date(2023, 1, 1), date(2023, 12, 31))))
    assert [text[a:b] for a, b in sentences(doc)] == [
        "El 5 de mayo se firmó.",
        "Se hizo en Tarqui.",
    ]
    (found,) = (e for e in entities(doc) if e.label == DATE)
    day = date(2023, 5, 5)
    assert (found.start, found.end, found.text) == (3, 12, "5 de mayo")
    assert found.value == DateValue(day, day)
    assert found.pattern == "day-month"


def test_the_reference_gives_the_year_and_is_empty_by_default(nlp):
    (found,) = entities(annotate(nlp, "Cerró en mayo."))
    assert found.value is None


def test_components_work_in_a_pipeline_of_another_tokenizer():
    blank = spacy.blank("es")
    blank.add_pipe("meta87_sentences")
    blank.add_pipe("meta87_dates")
    doc = blank("Se firmó el 5 de mayo de 2023. Rige desde 2024.")
    assert [s.text for s in doc.spans["dates"]] == ["5 de mayo de 2023", "desde 2024"]
    assert len(list(doc.sents)) == 2


def test_what_is_named_wins_over_dates_and_these_over_counts(nlp):
    doc = nlp.make_doc("Consejo Nacional 2024 con 30 mesas")
    doc.spans["institutions"] = [Span(doc, 0, 3, label=INSTITUTION)]
    doc.spans["dates"] = [Span(doc, 2, 3, label=DATE), Span(doc, 4, 5, label=DATE)]
    doc.spans["counts"] = [Span(doc, 4, 6, label=QUANTITY)]
    merged = merge_entities(doc)
    assert [(e.text, e.label_) for e in merged.ents] == [
        ("Consejo Nacional 2024", INSTITUTION),
        ("30", DATE),
    ]


def test_of_two_spans_of_one_kind_the_earlier_and_then_the_longer_wins(nlp):
    doc = nlp.make_doc("uno dos tres cuatro")
    doc.spans["dates"] = [Span(doc, a, b, label=DATE) for a, b in ((1, 4), (0, 1), (0, 2))]
    assert [e.text for e in merge_entities(doc).ents] == ["uno dos"]


@given(st.text())
@settings(deadline=None)
def test_tokens_give_back_the_text(text):
    assert WordTokenizer(spacy.vocab.Vocab())(text).text == text


@given(st.text(alphabet=st.sampled_from("aÉ5 .,\n-de2024mayo«»(¿?\u00a0\t")))
@settings(deadline=None, max_examples=60)
def test_any_text_goes_through_and_entities_neither_overlap_nor_cut_words(nlp, text):
    doc = annotate(nlp, text)
    assert doc.text == text
    end = 0
    for start, stop in sentences(doc):
        assert not text[end:start].strip()
        end = stop
    assert not text[end:].strip()
    found = entities(doc)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(text[e.start : e.end] == e.text for e in found)

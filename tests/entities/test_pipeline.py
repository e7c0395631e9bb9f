from datetime import date

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Span

from meta87.entities import explain
from meta87.entities.entity import (
    DATE,
    INSTITUTION,
    QUANTITY,
    DateValue,
    PercentValue,
    Reference,
)
from meta87.entities.pipeline import (
    WordTokenizer,
    annotate,
    entities,
    explained,
    merge_entities,
    spanish,
)


@pytest.fixture(scope="module")
def nlp():
    return spanish()


def test_the_components_run_in_order(nlp):
    assert nlp.pipe_names == [
        "meta87_sentences",
        "meta87_dates",
        "meta87_counts",
        "meta87_institutions",
        "meta87_money",
        "meta87_instruments",
        "meta87_places",
        "meta87_links",
        "meta87_percentages",
        "meta87_entities",
    ]


def test_gives_sentences_and_entities_with_their_values(nlp):
    text = "El 5 de mayo se firmó.  Se hizo en Tarqui. "
    doc = annotate(nlp, text, Reference((date(2023, 1, 1), date(2023, 12, 31))))
    assert [sent.text.strip() for sent in doc.sents] == [
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


def test_every_label_of_the_guidelines_is_found_with_what_found_it(nlp):
    text = (
        "El 5 de mayo de 2023 la OIT y el Instituto Costero formaron a 40 docentes de Loja en 3 "
        "talleres por US$ 5,000, según la Ley 5 de 2001."
    )
    found = [(e.label, e.text, e.pattern) for e in entities(annotate(nlp, text))]
    assert found == [
        ("DATE", "5 de mayo de 2023", "day-month"),
        ("INSTITUTION", "OIT", "acronym"),
        ("INSTITUTION", "Instituto Costero", "head"),
        ("PARTICIPANTS", "40 docentes", "people"),
        ("LOCATION", "Loja", "division"),
        ("QUANTITY", "3 talleres", "thing"),
        ("MONEY", "US$ 5,000", "sign"),
        ("INSTRUMENT", "Ley 5 de 2001", "citation"),
    ]


def test_places_and_periods_inside_names_are_told_apart(nlp):
    text = "El Gobierno de Honduras aprobó el Plan de Trabajo 2022-2024 del Comité Costero."
    found = [(e.label, e.text) for e in entities(annotate(nlp, text))]
    assert found == [
        ("INSTITUTION", "Gobierno de Honduras"),
        ("INSTRUMENT", "Plan de Trabajo"),
        ("DATE", "2022-2024"),
        ("INSTITUTION", "Comité Costero"),
    ]


def test_the_country_of_the_report_says_whose_pesos_they_are(nlp):
    for country, currency in (("CL", "CLP"), ("", None)):
        doc = annotate(nlp, "Costó 300 pesos.", Reference(country=country))
        assert [e.value.currency for e in entities(doc)] == [currency]


def test_links_and_shares_are_explained_but_are_no_entities(nlp):
    doc = annotate(nlp, "El 20 % de 40 docentes entró a https://example.org/x.")
    assert [e.label for e in entities(doc)] == ["PARTICIPANTS"]
    assert [(span.text, label, pattern) for span, label, _, pattern in explained(doc)] == [
        ("20 %", "PERCENT", "share"),
        ("40 docentes", "PARTICIPANTS", "people"),
        ("https://example.org/x", "LINK", "link"),
    ]


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


def test_goes_through_a_long_text(nlp):
    # Work that grows faster than the text would take minutes here.
    text = "El 5 de mayo de 2023 la OIT formó a 40 docentes de Loja. " * 300
    doc = annotate(nlp, text)
    assert len(list(doc.sents)) == 300
    assert len(entities(doc)) == 1200


@given(st.text())
@settings(deadline=None)
def test_tokens_give_back_the_text(text):
    assert WordTokenizer(spacy.vocab.Vocab())(text).text == text


def test_gives_span_label_value_and_pattern_in_order():
    found = explain("El 8 % se inscribió el 5 de mayo.", Reference((date(2023, 1, 1),) * 2))
    assert [(e.span.text, e.span.start_char, e.label, e.value, e.pattern) for e in found] == [
        ("8 %", 3, "PERCENT", PercentValue(8), "share"),
        ("5 de mayo", 23, "DATE", DateValue(date(2023, 5, 5), date(2023, 5, 5)), "day-month"),
    ]


def test_a_text_without_anything_gives_nothing():
    assert explain("No aplica.") == []

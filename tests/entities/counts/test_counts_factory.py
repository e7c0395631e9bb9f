import spacy

from meta87.entities import extensions
from meta87.entities.counts.factory import make_counts
from meta87.entities.entity import CountValue

extensions.register()


def test_the_component_works_in_any_spanish_pipeline():
    nlp = spacy.blank("es")
    nlp.add_pipe("meta87_counts")
    doc = nlp("Se formó a 312 inspectores en 3 talleres.")
    found = [(s.label_, s.text, s._.value, s._.pattern) for s in doc.spans["counts"]]
    assert found == [
        ("PARTICIPANTS", "312 inspectores", CountValue(312), "people"),
        ("QUANTITY", "3 talleres", CountValue(3), "thing"),
    ]


def test_a_span_of_a_foreign_tokenizer_is_kept_whole():
    nlp = spacy.blank("es")
    nlp.add_pipe("meta87_counts")
    doc = nlp("Vinieron (más de 40)docentes y 15docentes/30maestras o 20 maestros-guía")
    assert all(span.text for span in doc.spans["counts"])


def test_a_number_inside_a_date_is_no_count():
    nlp = spacy.blank("es")
    doc = nlp("En 12 meses se formó a 30 docentes.")
    doc.spans["dates"] = [doc[0:3]]
    counted = make_counts(nlp, "meta87_counts")(doc)
    assert [span.text for span in counted.spans["counts"]] == ["30 docentes"]

import spacy

from meta87.entities import extensions
from meta87.entities.entity import InstitutionValue, Reference
from meta87.entities.institutions.factory import make_institutions

extensions.register()


def test_the_component_works_in_any_spanish_pipeline():
    nlp = spacy.blank("es")
    nlp.add_pipe("meta87_institutions")
    doc = nlp("El Instituto Costero de Pesca (ICOPES) y la OIT firmaron.")
    found = [(s.label_, s.text, s._.pattern) for s in doc.spans["institutions"]]
    assert found == [
        ("INSTITUTION", "Instituto Costero de Pesca (ICOPES)", "head"),
        ("INSTITUTION", "OIT", "acronym"),
    ]


def test_the_acronyms_of_the_document_are_known():
    nlp = spacy.blank("es")
    doc = nlp.make_doc("La SUCOMM se reunió.")
    doc._.reference = Reference(acronyms=(("SUCOMM", "Subcomisión Marítima"),))
    found = make_institutions(nlp, "meta87_institutions")(doc).spans["institutions"]
    assert [s._.value for s in found] == [InstitutionValue("Subcomisión Marítima", "SUCOMM")]

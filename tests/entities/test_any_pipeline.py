"""Any spaCy user can add the components: from their entry points, in any Spanish pipeline."""

import subprocess
import sys
from datetime import date

import pytest
import spacy
from spacy.tokens import DocBin

from meta87.entities.entity import CountValue, InstitutionValue, Reference
from meta87.entities.pipeline import COMPONENTS, EXTRA_GROUPS, GROUPS, spanish

TEXT = (
    "La OIT formó a 40 docentes de Loja el 5 de mayo de 2023. Costó US$ 5,000, el 8 %, según la "
    "Ley 5 de 2001: https://example.org/x."
)
MARKED = {
    "meta87_dates": ("dates", "5 de mayo de 2023"),
    "meta87_counts": ("counts", "40 docentes"),
    "meta87_institutions": ("institutions", "OIT"),
    "meta87_money": ("money", "US$ 5,000"),
    "meta87_instruments": ("instruments", "Ley 5 de 2001"),
    "meta87_places": ("places", "Loja"),
    "meta87_links": ("links", "https://example.org/x"),
    "meta87_percentages": ("percentages", "8 %"),
}


@pytest.mark.parametrize("name", MARKED)
def test_a_component_alone_marks_its_group_under_the_plain_tokenizer(name):
    nlp = spacy.blank("es")
    nlp.add_pipe(name)
    group, text = MARKED[name]
    doc = nlp(TEXT)
    assert [span.text.rstrip(".") for span in doc.spans[group]] == [text]
    assert all(span.label_ and span._.pattern for span in doc.spans[group])


def test_all_components_together_under_the_plain_tokenizer():
    nlp = spacy.blank("es")
    for name in COMPONENTS:
        nlp.add_pipe(name)
    doc = nlp(TEXT)
    assert len(list(doc.sents)) == 2
    assert [e.label_ for e in doc.ents] == [
        "INSTITUTION", "PARTICIPANTS", "LOCATION", "DATE", "MONEY", "INSTRUMENT"
    ]  # fmt: skip


def test_a_token_that_holds_more_than_a_date_is_kept_whole():
    nlp = spacy.blank("es")
    nlp.add_pipe("meta87_dates")
    doc = nlp("Rige en el período(2021-2024)y después.")
    assert ["2021" in span.text for span in doc.spans["dates"]] == [True]


def test_a_fresh_process_finds_them_without_importing_the_package():
    code = (
        "import spacy, sys; assert 'meta87' not in sys.modules; nlp = spacy.blank('es')\n"
        f"for name in {sorted(COMPONENTS)!r}: nlp.add_pipe(name)\n"
        "doc = nlp('Se firmó el 5 de mayo de 2023 en Lima.')\n"
        "print(sorted(doc.spans), doc.spans['dates'][0]._.value.record())"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    groups = sorted([*GROUPS, *EXTRA_GROUPS])
    day = {"from": "2023-05-05", "to": "2023-05-05"}
    assert run.stdout.strip() == f"{groups} {day}"


def test_a_pipeline_can_be_saved_and_loaded(tmp_path):
    nlp = spacy.blank("es")
    nlp.add_pipe("meta87_dates")
    nlp.add_pipe("meta87_entities")
    nlp.to_disk(tmp_path)
    doc = spacy.load(tmp_path)("Se firmó el 5 de mayo de 2023.")
    assert [e.text for e in doc.ents] == ["5 de mayo de 2023"]


def test_a_number_inside_a_date_is_no_count():
    nlp = spacy.blank("es")
    nlp.add_pipe("meta87_counts")
    doc = nlp.make_doc("En 12 meses se formó a 30 docentes.")
    doc.spans["dates"] = [doc[0:3]]
    found = [(s.label_, s.text, s._.value, s._.pattern) for s in nlp(doc).spans["counts"]]
    assert found == [("PARTICIPANTS", "30 docentes", CountValue(30), "people")]


def test_the_reference_of_a_document_is_read():
    nlp = spacy.blank("es")
    nlp.add_pipe("meta87_institutions")
    doc = nlp.make_doc("La SUCOMM se reunió.")
    assert doc._.reference == Reference()
    doc._.reference = Reference(acronyms=(("SUCOMM", "Subcomisión Marítima"),))
    (found,) = nlp(doc).spans["institutions"]
    assert found._.value == InstitutionValue("Subcomisión Marítima", "SUCOMM")


def read_back(doc):
    """Give what a document holds."""
    found = [(e.text, e.label_, e._.value, e._.pattern) for e in doc.ents]
    beside = [(s.text, s._.value) for group in EXTRA_GROUPS for s in doc.spans[group]]
    return [s.text for s in doc.sents], found, beside, doc._.reference


@pytest.fixture(scope="module")
def docs():
    nlp = spanish()
    docs = [nlp.make_doc(text) for text in (TEXT, "Costó 5 euros.", "No aplica.")]
    docs[0]._.reference = Reference(
        (date(2023, 1, 1), date(2023, 12, 31)), "…", (("A", "B"),), "PE"
    )
    return nlp, docs, [read_back(nlp(doc.copy())) for doc in docs]


def test_several_processes_give_values_and_what_comes_with_each_text(docs):
    nlp, raw, expected = docs
    pairs = [(doc.copy(), {"id": at}) for at, doc in enumerate(raw)]
    read = list(nlp.pipe(pairs, as_tuples=True, n_process=2, batch_size=1))
    assert [(read_back(doc), about["id"]) for doc, about in read] == [
        (each, at) for at, each in enumerate(expected)
    ]


def test_documents_are_stored_with_their_values(docs):
    nlp, raw, expected = docs
    stored = DocBin(store_user_data=True, docs=[nlp(doc.copy()) for doc in raw]).to_bytes()
    assert [read_back(doc) for doc in DocBin().from_bytes(stored).get_docs(nlp.vocab)] == expected

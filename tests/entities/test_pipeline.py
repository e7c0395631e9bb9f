"""The pipeline of a spaCy user: its components in order, alone, saved and in several processes."""

import subprocess
import sys
from datetime import date

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import DocBin, Span

from meta87.entities.entity import (
    DATE,
    INSTITUTION,
    QUANTITY,
    InstitutionValue,
    Reference,
)
from meta87.entities.finding import FINDERS
from meta87.entities.pipeline import COMPONENTS, WordTokenizer, merge_entities, spanish

TEXT = (
    "La OIT formó a 40 docentes de Loja el 5 de mayo de 2023. Costó US$ 5,000, el 8 %, según la "
    "Ley 5 de 2001: https://example.org/x."
)


@pytest.fixture(scope="module")
def nlp():
    return spanish()


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


@given(st.text())
@settings(deadline=None)
def test_tokens_give_back_the_text(text):
    assert WordTokenizer(spacy.vocab.Vocab())(text).text == text


@pytest.mark.parametrize("group", FINDERS)
def test_a_component_alone_marks_its_group_under_the_plain_tokenizer(nlp, group):
    alone = spacy.blank("es")
    alone.add_pipe(f"meta87_{group}")
    doc, whole = alone(TEXT), nlp(TEXT)
    texts = [span.text.rstrip(".") for span in doc.spans[group]]
    assert texts == [span.text for span in whole.spans[group]] != []
    assert all(span.label_ and span._.pattern for span in doc.spans[group])


def test_a_fresh_process_finds_them_without_importing_the_package():
    code = (
        "import spacy, sys; assert 'meta87' not in sys.modules; nlp = spacy.blank('es')\n"
        f"for name in {sorted(COMPONENTS)!r}: nlp.add_pipe(name)\n"
        "doc = nlp('Se firmó el 5 de mayo de 2023 en Lima.')\n"
        "print(sorted(doc.spans), doc.spans['dates'][0]._.value.record())"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    day = {"from": "2023-05-05", "to": "2023-05-05"}
    assert run.stdout.strip() == f"{sorted(FINDERS)} {day}"


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
    beside = [(s.text, s._.value) for group in ("links", "percentages") for s in doc.spans[group]]
    return [s.text for s in doc.sents], found, beside, doc._.reference


@pytest.fixture(scope="module")
def docs(nlp):
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


def test_a_pipeline_is_written_and_read_again(tmp_path) -> None:
    nlp, text = spanish(), "Del 5 al 9 de mayo de 2024 se formó a 45 fiscales."
    nlp.to_disk(tmp_path / "es")
    again = spacy.load(tmp_path / "es")
    assert [*map(str, again(text))] == [*map(str, nlp(text))]
    assert [*map(str, again(text).ents)] == ["Del 5 al 9 de mayo de 2024", "45 fiscales"]


def test_entities_that_another_component_set_stay_and_are_not_overlapped() -> None:
    nlp = spacy.blank("es")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([
        {"label": "PER", "pattern": "Ana"}, {"label": "MONTH", "pattern": "mayo"},
    ])  # fmt: skip
    nlp.add_pipe("meta87_dates")
    doc = nlp("Ana vino el 9 de mayo de 2024 y el 3 de junio de 2023.")
    assert [str(span) for span in doc.spans["dates"]] == ["9 de mayo de 2024", "3 de junio de 2023"]
    assert [span.label_ for span in doc.ents] == ["PER", "MONTH"]
    nlp.add_pipe("meta87_entities")
    found = nlp(doc.text).ents
    assert [span.label_ for span in found] == ["PER", "MONTH", "DATE"]

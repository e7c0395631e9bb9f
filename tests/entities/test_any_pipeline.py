"""Any spaCy user can add the components: from their entry points, in any Spanish pipeline."""

import subprocess
import sys
from importlib.metadata import entry_points

import pytest
import spacy

from meta87.entities.merging import BESIDE, GROUPS
from meta87.entities.pipeline import COMPONENTS

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


def test_every_component_is_an_entry_point():
    registered = {point.name for point in entry_points(group="spacy_factories")}
    assert set(COMPONENTS) <= registered


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
    groups = sorted([*GROUPS, *BESIDE])
    day = {"from": "2023-05-05", "to": "2023-05-05"}
    assert run.stdout.strip() == f"{groups} {day}"


def test_a_pipeline_can_be_saved_and_loaded(tmp_path):
    nlp = spacy.blank("es")
    nlp.add_pipe("meta87_dates")
    nlp.add_pipe("meta87_entities")
    nlp.to_disk(tmp_path)
    doc = spacy.load(tmp_path)("Se firmó el 5 de mayo de 2023.")
    assert [e.text for e in doc.ents] == ["5 de mayo de 2023"]

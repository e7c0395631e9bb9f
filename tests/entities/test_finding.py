"""What is found in a text is the same with and without a spaCy document."""

import subprocess
import sys

import pytest
from tests.tagged import EXAMPLES, examples

from meta87.entities.entity import Reference
from meta87.entities.finding import Found, find
from meta87.entities.pipeline import entity_of, spanish

TAGGED = [
    example
    for file in sorted(EXAMPLES.glob("*.txt"))
    if file.name != "sentences.txt"
    for example in examples(file.name)
]


@pytest.fixture(scope="module")
def nlp():
    return spanish()


def read(nlp, text, reference=None):
    """Give what a spaCy document holds, without the white space around its sentences."""
    doc, bounds = nlp.make_doc(text), []
    doc._.reference = reference or Reference()
    nlp(doc)
    for sent in doc.sents:
        start = sent.start_char + len(sent.text) - len(sent.text.lstrip())
        bounds += [(start, start + len(sent.text.strip()))] if sent.text.strip() else []
    return Found(tuple(bounds), tuple(map(entity_of, doc.ents)))


def test_finds_what_the_pipeline_finds_in_the_examples(nlp):
    for example in TAGGED[::12]:
        found = find(example.text, example.reference)
        assert found == read(nlp, example.text, example.reference)


def test_an_empty_text_holds_nothing():
    assert find("") == find(" \n ") == Found((), ())


def test_reports_are_tagged_without_loading_spacy():
    code = "import sys, meta87.pipeline, meta87.rules.checked; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

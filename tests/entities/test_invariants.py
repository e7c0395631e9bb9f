"""What holds of the pipeline for every text made of real sentences, whole, cut or damaged."""

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tagged import EXAMPLES, parse

from meta87.entities.entity import DateValue, Reference
from meta87.entities.finding import find

SENTENCES = [
    parse(line, Reference()).text
    for file in sorted(EXAMPLES.glob("*.txt"))
    if file.name != "sentences.txt"
    for line in file.read_text("utf-8").splitlines()
    if line and line[0] not in "#@"
]
TEXTS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(" ".join)
MARKS = st.sampled_from([*" ,.;:()-–/\n«»", "  ", "de ", "y ", "5", "2024", "mil ", "Á", "OIT"])


@st.composite
def damaged(draw):
    """Give a text of which stretches are cut out and others put in."""
    text = draw(TEXTS)
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(MARKS) + text[at + draw(st.integers(0, 5)) :]
    return text


ANY = st.text(alphabet=st.sampled_from("aÉ5 .,\n-de2024mayo«»(¿?\u00a0\t"))


@given(damaged() | ANY)
@settings(max_examples=80)
def test_sentences_rebuild_the_text(text):
    bounds = find(text).sentences
    parts = [*pairwise([0, *(at for bound in bounds for at in bound), len(text)])]
    assert "".join(text[a:b] for a, b in parts) == text
    assert not any(text[a:b].strip() for a, b in parts[::2])


@given(damaged())
@settings(max_examples=80)
def test_entities_stand_apart_and_cut_no_word(text):
    found = find(text).entities
    assert all(a.end <= b.start for a, b in pairwise(found))
    for entity in found:
        assert entity.text == text[entity.start : entity.end]
        assert entity.text.strip() == entity.text
        for edge in (entity.start, entity.end):
            assert not re.fullmatch(r"\w\w", text[max(0, edge - 1) : edge + 1])


@given(TEXTS)
@settings(max_examples=60)
def test_every_value_is_in_order(text):
    for entity in find(text).entities:
        value = entity.value
        if isinstance(value, DateValue) and value.first and value.last:
            assert value.first <= value.last


@given(st.sampled_from(SENTENCES), st.integers(2, 12))
@settings(max_examples=60)
def test_a_repeated_paragraph_gives_as_many_entities_each_time(text, times):
    once = {(e.label, e.text) for e in find(f"{text}\n\n{text}").entities}
    many = find("\n\n".join([text] * times)).entities
    assert {(e.label, e.text) for e in many} == once

"""What holds of the pipeline for every text made of real sentences, whole, cut or damaged."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tagged import EXAMPLES, parse

from meta87.entities.entity import CountValue, DateValue, Reference
from meta87.entities.finding import find

SENTENCES = [
    parse(line, Reference()).text
    for file in sorted(EXAMPLES.glob("*.txt"))
    if file.name != "sentences.txt"
    for line in file.read_text("utf-8").splitlines()
    if line and line[0] not in "#@"
]
TEXTS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(" ".join)


@given(TEXTS)
@settings(max_examples=60)
def test_every_value_is_in_order(text):
    for entity in find(text).entities:
        value = entity.value
        if isinstance(value, DateValue) and value.first and value.last:
            assert value.first <= value.last
        if isinstance(value, CountValue):
            assert 0 <= value.number < (value.to or value.number + 1)


@given(st.sampled_from(SENTENCES), st.integers(2, 12))
@settings(max_examples=60)
def test_a_repeated_paragraph_gives_as_many_entities_each_time(text, times):
    once = {(e.label, e.text) for e in find(f"{text}\n\n{text}").entities}
    many = find("\n\n".join([text] * times)).entities
    assert {(e.label, e.text) for e in many} == once

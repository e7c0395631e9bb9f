from meta87.entities.counts.counts import find_counts


def test_a_number_inside_a_taken_span_is_no_count():
    text = "En 12 meses se formó a 30 docentes."
    assert [e.text for e in find_counts(text, taken=[(3, 11)])] == ["30 docentes"]

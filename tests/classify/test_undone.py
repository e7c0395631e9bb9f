"""What was put off is no result; what was stopped on purpose may be one."""

import pytest

from meta87.classify.undone import is_undone, without_act
from tests.sections import sections
from tests.tagged_build import prediction


@pytest.mark.parametrize("undone", [True, False])
def test_what_was_put_off_and_nothing_more_is_undone(undone: bool) -> None:
    texts = [text for (text,) in sections("undone.txt")["undone" if undone else "done"]]
    assert [text for text in texts if is_undone(text) is not undone] == []


def test_it_tells_no_act() -> None:
    made = without_act(prediction("output"))
    assert made.kind == "context"
    assert made.kind_scores == {"output": 0.0, "process": 0.0, "context": 1.0}
    assert not made.acts

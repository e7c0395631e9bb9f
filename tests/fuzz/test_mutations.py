"""No damage shows as anything but a documented refusal, within 2 seconds and 500 MB.

``make fuzz`` tries 3,000 mutations; the suite tries a few of each.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta87.messages import catalogue
from tests.fuzz.mutations import (
    damaged,
    docx_seed,
    html_seeds,
    markdown_seeds,
    odt_seed,
    pdf_seed,
    repacked,
)
from tests.fuzz.sandbox import Outcome, outcome

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")

EACH = int(os.environ.get("META87_FUZZ", "100")) // 5  # mutations a format
tried = settings(
    max_examples=EACH,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=EACH < 100,
)

DOCX, ODT = docx_seed(), odt_seed()
PDF = (pdf_seed(), pdf_seed(pageCompression=0))


def is_documented(found: Outcome) -> bool:
    """Tell whether a file was read, or refused in words that the catalogue has."""
    return found.said == "read" or (found.refused and f"errors.{found.said}" in catalogue("es"))


DAMAGED = {
    "docx": st.one_of(damaged((DOCX,)), repacked(DOCX)),
    "odt": st.one_of(damaged((ODT,)), repacked(ODT)),
    "pdf": damaged(PDF),
    "html": damaged(html_seeds()),
    "md": damaged(markdown_seeds()),
}


@pytest.mark.parametrize("name", DAMAGED)
@tried
@given(st.data())
def test_damage_is_read_or_refused_in_words(name: str, data: st.DataObject) -> None:
    file = data.draw(DAMAGED[name])
    found = outcome(file, f"informe.{name}")
    assert is_documented(found), found


def test_what_breaks_the_limits_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzz.sandbox.warm", lambda: None)
    monkeypatch.setattr("tests.fuzz.sandbox.read_bytes", lambda *_: [0] * 10**8)
    assert outcome(b"x").said in {"too-much-memory", "MemoryError", "too slow"}
    monkeypatch.setattr("tests.fuzz.sandbox.read_bytes", lambda *_: 1 / 0)
    assert outcome(b"x") == Outcome("ZeroDivisionError")
    assert not is_documented(outcome(b"x"))

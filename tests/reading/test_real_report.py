"""The three files of one real report tell the same; only figures of agreement are kept here."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from meta87.reading.document import Block, BlockKind, Document
from meta87.reading.read import read_bytes

REPORTS = Path(__file__).parents[3] / "shared" / "reports"
FORMATS = ("docx", "pdf", "md")

pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the reports are not here")


@cache
def document(suffix: str) -> Document:
    [path] = REPORTS.glob(f"*2024.{suffix}")
    return read_bytes(path.read_bytes(), path.name)


def boxes(suffix: str) -> list[Block]:
    return [b for b in document(suffix).blocks if b.kind is BlockKind.CHECKBOX]


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


def sentences(suffix: str) -> list[str]:
    parts = re.split(r"(?<=[.:;?])\s+", "\n".join(b.text for b in document(suffix).blocks))
    return [part for part in map(letters, parts) if len(part) > 3]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_boxes_are_ticked(suffix: str) -> None:
    ticked = [(letters(b.text) if b.checked else "", b.checked) for b in boxes(suffix)]
    assert ticked == [(letters(b.text) if b.checked else "", b.checked) for b in boxes("docx")]
    assert len(ticked) == 42


@pytest.mark.parametrize(("one", "other"), [("docx", "pdf"), ("pdf", "docx")])
def test_every_sentence_of_the_docx_is_in_the_pdf_and_no_other(one: str, other: str) -> None:
    whole = letters(document(other).text)
    assert [s for s in sentences(one) if s not in whole] == []


@pytest.mark.parametrize("suffix", ["pdf", "md"])
def test_blocks_are_those_of_the_docx(suffix: str) -> None:
    expected = {letters(b.text) for b in document("docx").blocks}
    shared = expected & {letters(b.text) for b in document(suffix).blocks}
    assert len(shared) / len(expected) > {"pdf": 0.98, "md": 0.88}[suffix]


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_question_is_a_numbered_item(suffix: str) -> None:
    markers = [b.marker for b in document(suffix).blocks if b.kind is BlockKind.LIST_ITEM]
    garbled = {"21."} if suffix == "md" else set()
    assert {f"{n}." for n in range(1, 35)} - set(markers) <= garbled

"""The three files of one real report tell the same; only figures of agreement are kept here."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

import mammoth
import pytest
from docx2python import docx2python

from meta87.reading.document import Block, BlockKind, Document
from meta87.reading.read import read

REPORTS = Path(__file__).parents[3] / "shared" / "reports"
FORMATS = ("docx", "pdf", "md")

pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the reports are not here")


@cache
def document(suffix: str) -> Document:
    [path] = REPORTS.glob(f"*2024.{suffix}")
    return read(path)


def boxes(suffix: str) -> list[Block]:
    return [b for b in document(suffix).blocks if b.kind is BlockKind.CHECKBOX]


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


def sentences(suffix: str) -> list[str]:
    parts = re.split(r"(?<=[.:;?])\s+", "\n".join(b.text for b in document(suffix).blocks))
    return [part for part in map(letters, parts) if len(part) > 3]


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_box_is_found(suffix: str) -> None:
    assert len(boxes(suffix)) == 42


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_boxes_are_ticked(suffix: str) -> None:
    expected = [letters(b.text) for b in boxes("docx") if b.checked]
    assert [letters(b.text) for b in boxes(suffix) if b.checked] == expected
    assert [b.checked for b in boxes(suffix)] == [b.checked for b in boxes("docx")]


def test_no_sentence_of_the_docx_is_missing_in_the_pdf() -> None:
    whole = letters(document("pdf").text)
    assert [s for s in sentences("docx") if s not in whole] == []


def test_pdf_has_nothing_that_the_docx_has_not() -> None:
    whole = letters(document("docx").text)
    assert [s for s in sentences("pdf") if s not in whole] == []


def test_nearly_every_sentence_of_the_docx_is_in_the_md_with_its_noise() -> None:
    whole = letters(document("md").text)
    found = [s for s in sentences("docx") if s in whole]
    assert len(found) / len(sentences("docx")) > 0.95


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


def test_no_word_that_the_peers_see_is_lost() -> None:
    data = next(REPORTS.glob("*.docx")).read_bytes()
    shown = " ".join(f"{b.marker} {b.text}" for b in document("docx").blocks)
    ours = set(re.findall(r"\w{2,}", shown))
    theirs = set(re.findall(r"\w{2,}", mammoth.extract_raw_text(io.BytesIO(data)).value))
    assert theirs <= ours
    with docx2python(io.BytesIO(data)) as peer:
        assert set(re.findall(r"\w{2,}", " ".join(_leaves(peer.body)))) <= ours


def _leaves(tree: object) -> list[str]:
    if isinstance(tree, list):
        return [leaf for branch in tree for leaf in _leaves(branch)]
    return [str(tree)]

"""No word that a page shows is lost, whatever it stands in, and none is read twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given, settings

from meta87.reading.document import Document
from meta87.reading.read import read_bytes
from tests.reading.trees import Node, Writer, as_docx, as_html, as_odt, trees

_WORD = re.compile(r"voz[a-j]+q")


def words(document: Document) -> Counter[str]:
    every = (*document.blocks, *document.running)
    return Counter(_WORD.findall("\n".join(block.text for block in every)))


@pytest.mark.parametrize("write", [as_docx, as_odt, as_html], ids=["docx", "odt", "html"])
@settings(deadline=None)
@given(tree=trees())
def test_every_word_that_is_shown_is_read_once(
    write: Callable[[list[Node]], tuple[bytes, Writer]], tree: list[Node]
) -> None:
    data, written = write(tree)
    if written.shown:
        assert words(read_bytes(data, "informe")) == Counter(written.shown)

"""No word that a page shows is lost, whatever it stands in, and none is read twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from meta87.reading.document import Document
from meta87.reading.read import read_bytes
from tests.reading.build import Page
from tests.reading.trees import Node, Writer, as_docx, as_html, as_odt, trees, word_of

_WORD = re.compile(r"voz[a-j]+q")


def words(document: Document) -> Counter[str]:
    every = (*document.blocks, *document.running)
    return Counter(_WORD.findall("\n".join(block.text for block in every)))


@pytest.mark.parametrize("write", [as_docx, as_odt, as_html], ids=["docx", "odt", "html"])
@settings(max_examples=60)
@given(tree=trees())
def test_every_word_that_is_shown_is_read_once(
    write: Callable[[list[Node]], tuple[bytes, Writer]], tree: list[Node]
) -> None:
    data, written = write(tree)
    if written.shown:
        assert words(read_bytes(data, "informe")) == Counter(written.shown)


_PIECES = st.tuples(
    st.sampled_from([72, 90, 250, 300, 420]),
    st.sampled_from([1, 4, 9]),
    st.sampled_from(["Helvetica", "Helvetica-Bold", "Courier"]),
    st.sampled_from([8, 11, 14]),
    st.sampled_from(["", "1. ", "• ", "[x] ", "12 ", "¿"]),
    st.sampled_from(["", ".", ":", "-", ","]),
)


@settings(max_examples=60)
@given(pages=st.lists(st.lists(st.lists(_PIECES, max_size=3), max_size=12), min_size=1, max_size=3))
def test_every_word_of_a_pdf_is_read_once(
    pages: list[list[list[tuple[int, int, str, int, str, str]]]],
) -> None:
    page, number = Page(), count()
    page.line(72, 40, "Informe sobre trabajo infantil")
    shown = []
    for lines in pages:
        for row, line in enumerate(lines):
            end = 0.0
            for x, size, font, height, before, after in sorted(line):
                found = [word_of(next(number)) for _ in range(size)]
                text = before + " ".join(found) + after
                left = max(x, end + 6)
                page.line(left, 72 + 16 * row, text, font=font, size=height)
                end = left + stringWidth(text, font, height)
                shown += found
        page.turn()
    assert words(read_bytes(page.data(), "informe.pdf")) == Counter(shown)


_LINES = st.sampled_from(
    ["# {}", "## {} {} ##", "- {}", "1. {}", "   - {} {}", "> {}", "| {} | {} |", "| --- | --- |",
     "{}\t{}\t{}", "**{}** {}", "*{}* __{}__ `{}`", "[{}](https://ejemplo.org/a)", "<b>{}</b> {}",
     "{} \\* {}", "- [x] {}", "☒ {} ☐ {}", "", "---", "===", "```", "{} {} {} {} {} {} {} {} {}.",
     "<td>{}</td><td>{}</td>", "{}<br>{}", "~~~ {}", "``` {} ```", "[^1]: {}", "{}[^1]", "    {}",
     "{}-", "{} -", "{}:", "<!-- nota --> {}", "$\\square$ {}", "\f", "{} & {}", "+ {}", "* {}",
     "(a) {}", "IV. {}", "{}; {}", "_{}_", "{}_{}", "![figura](a.png) {}", "<details>{}</details>"]
)  # fmt: skip


@settings(max_examples=120)
@given(lines=st.lists(_LINES, max_size=14), name=st.sampled_from(["informe.md", "informe.txt"]))
def test_every_word_of_a_text_is_read_once(lines: list[str], name: str) -> None:
    number, shown = count(), []
    text = "El informe sobre el trabajo.\n\n"
    for line in lines:
        found = [word_of(next(number)) for _ in range(line.count("{}"))]
        text += line.replace("{}", "%s") % tuple(found) + "\n"
        shown += found
    assert words(read_bytes(text.encode(), name)) == Counter(shown)

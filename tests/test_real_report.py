"""A real report in its three files: the same questions, ticks and passages in each."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from meta87.entities.finding import find
from meta87.form.folding import fold
from meta87.form.report import Report
from meta87.form.table_rows import rows_joined
from meta87.pipeline import open_report
from meta87.reading.document import BlockKind

FOLDER = Path(__file__).parents[2] / "shared/reports"
FORMATS = ("docx", "pdf", "md")
WRITTEN = 4  # characters of a word that noise does not make by itself

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the real report is not here")


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    return {f: open_report(FOLDER / f"mexico-2024.{f}") for f in FORMATS}


@pytest.fixture(scope="module")
def passages(reports) -> dict[str, Counter[tuple[str, str]]]:
    def of(report: Report) -> Counter[tuple[str, str]]:
        found: Counter[tuple[str, str]] = Counter()
        for answer in report.answers:
            for block in rows_joined(answer.blocks):
                whole = block.kind is BlockKind.TABLE_CELL
                spans = [(0, len(block.text))] if whole else find(block.text).sentences
                for start, end in spans:
                    found[answer.question, fold(block.text[start:end]).text.replace(" ", "")] += 1
        return found

    return {f: of(report) for f, report in reports.items()}


@pytest.mark.parametrize("format", FORMATS)
def test_all_questions_are_found_in_order(reports, format) -> None:
    assert [a.question for a in reports[format].answers] == [str(n) for n in range(1, 35)]
    ids = [a.id for a in reports[format].answers]
    assert ids == [a.id for a in reports["docx"].answers]


def test_country_and_period_are_read(reports) -> None:
    assert {(r.country, r.year) for r in reports.values()} == {("MX", 2024)}
    assert len({r.period for r in reports.values()}) == 1


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_choices_are_ticked(reports, format) -> None:
    ticked = [[c.label for c in a.choices if c.checked] for a in reports[format].answers]
    assert ticked == [[c.label for c in a.choices if c.checked] for a in reports["docx"].answers]
    assert sum(len(a.choices) for a in reports[format].answers) == 42


@pytest.mark.parametrize("format", FORMATS)
def test_the_empty_answers_are_empty(reports, format) -> None:
    by_number = {a.question: a for a in reports[format].answers}
    assert not by_number["12"].blocks
    assert not by_number["26"].blocks
    assert not by_number["12"].choices


@pytest.mark.parametrize(("format", "share"), [("pdf", 0.99), ("md", 0.97)])
def test_the_passages_are_the_same_up_to_noise(passages, format, share) -> None:
    common = passages["docx"] & passages[format]
    assert common.total() >= share * passages["docx"].total()
    assert common.total() >= share * passages[format].total()


@pytest.mark.parametrize("format", ["pdf", "md"])
def test_no_text_is_lost_or_put_under_another_question(reports, format) -> None:
    for answer, other in zip(reports["docx"].answers, reports[format].answers, strict=True):
        here, there = (words(a.blocks) for a in (answer, other))
        missing, extra = here - there, there - here
        slack = 0.06 * here.total() + 6
        assert missing.total() <= slack, (answer.question, missing)
        assert extra.total() <= slack, (answer.question, extra)


def words(blocks) -> Counter[str]:
    folded = fold(" ".join(block.text for block in blocks)).text
    return Counter(word for word in folded.split() if len(word) >= WRITTEN)

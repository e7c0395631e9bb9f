"""What the check must say of a real report, by rules that know nothing of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from meta87 import load_model
from meta87.classify.tagged import Verdict
from meta87.pipeline import Tagger, open_report
from meta87.rules.checked import CheckedReport, check
from meta87.rules.finding import Finding

FOLDER = Path(__file__).parents[3] / "shared/reports"
FORMATS = ("docx", "pdf", "md")
MOST = 40

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the real report is not here")


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(load_model())


@pytest.fixture(scope="module", params=FORMATS)
def checked(request, tagger) -> CheckedReport:
    return check(tagger.report(open_report(FOLDER / f"mexico-2024.{request.param}")))


def found(checked: CheckedReport, code: str) -> dict[str, list[Finding]]:
    """Give the findings of a rule by question."""
    by_question: dict[str, list[Finding]] = {}
    for finding in checked.findings:
        if finding.rule.code == code:
            by_question.setdefault(finding.question, []).append(finding)
    return by_question


def test_findings_are_few(checked) -> None:
    assert 0 < len(checked.findings) < MOST


def test_an_empty_answer_is_empty(checked) -> None:
    verdicts = {a.answer.question: a.verdict for a in checked.tagged.answers}
    assert verdicts["12"] is Verdict.EMPTY


def test_answers_of_processes_are_found_or_said_to_be_undecided(checked) -> None:
    processes = found(checked, "RES001")
    assert {"4", "5", "24", "30"} <= set(processes)
    verdicts = {a.answer.question: a.verdict for a in checked.tagged.answers}
    for question, (finding,) in processes.items():
        sure = verdicts[question] is Verdict.PROCESS_ONLY
        assert sure or finding.hit.doubtful


def test_the_date_of_another_year_is_found(checked) -> None:
    (finding,) = found(checked, "PER001")["7"]
    assert "2023" in finding.quote


def test_ticked_partners_that_no_one_names_are_found(checked) -> None:
    (unnamed,) = found(checked, "COM006")["28"]
    employers, workers = unnamed.hit.listed
    assert "empleadores" in employers
    assert "trabajadores" in workers


def test_links_are_looked_at(checked) -> None:
    assert len(found(checked, "EVI002")["8"]) == len(["guide", "handbook"])
    (tracking,) = found(checked, "EVI003")["1"]
    assert "utm_source" in tracking.quote


def test_the_odd_figure_of_a_table_is_found(checked) -> None:
    (finding,) = found(checked, "CON004")["1"]
    assert finding.quote == "49,669.6"


def test_repeated_achievements_are_found(checked) -> None:
    repeated = found(checked, "CON001")
    assert {"9", "16"} <= set(repeated)
    (nine,), (sixteen,) = repeated["9"], repeated["16"]
    assert {"1", "14"} <= set(nine.hit.details["other"].split(", "))
    assert "1" in sixteen.hit.details["other"].split(", ")

"""The example files are what the script makes, and hold what they are meant to show."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pypdfium2
import pytest

from tests.reading.build import unzipped

ROOT = Path(__file__).resolve().parents[1]
TOOL = ROOT / "tools" / "build_examples"
EXAMPLES = ROOT / "examples"
STEM = "informe-valdoria-2024"
REAL_REPORT = ROOT.parent / "shared" / "reports" / "mexico-2024.docx"
SHINGLE = 8


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    folder = tmp_path_factory.mktemp("examples")
    subprocess.run([sys.executable, TOOL / "build.py", folder], check=True)
    return folder


@pytest.fixture(scope="module")
def questions():
    form = tomllib.loads((TOOL / "valdoria.toml").read_text(encoding="utf-8"))
    return [question for section in form["sections"] for question in section["questions"]]


@pytest.fixture(scope="module")
def expected():
    return json.loads((EXAMPLES / "expected.json").read_text(encoding="utf-8"))["answers"]


@pytest.fixture(scope="module")
def word():
    return unzipped((EXAMPLES / f"{STEM}.docx").read_bytes())["word/document.xml"].decode()


@pytest.fixture(scope="module")
def pages():
    document = pypdfium2.PdfDocument(EXAMPLES / f"{STEM}.pdf")
    return [page.get_textpage().get_text_range() for page in document]


def written(questions):
    lines = []
    for block in (block for question in questions for block in question.get("answer", ())):
        ((kind, content),) = block.items()
        rows = [" ".join(row) for row in content] if kind == "table" else content
        lines += [rows] if isinstance(rows, str) else rows
    return [" ".join(line.split()) for line in lines]


def shingles(text):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1)}


@pytest.mark.parametrize(
    "name", [f"{STEM}.pdf", f"{STEM}.md", f"{STEM}.txt", "expected.json", "README.md"]
)
def test_committed_file_is_a_fresh_build(fresh, name):
    assert (EXAMPLES / name).read_bytes() == (fresh / name).read_bytes()


def test_committed_word_file_has_the_parts_of_a_fresh_build(fresh):
    # By part: another zlib packs the same parts into other bytes.
    kept, built = (unzipped((of / f"{STEM}.docx").read_bytes()) for of in (EXAMPLES, fresh))
    assert kept == built


def test_example_shows_every_verdict_and_finding(expected):
    verdicts = [answer["verdict"] for answer in expected]
    assert {"results", "process_only", "no_action", "empty"} == set(verdicts)
    assert verdicts.count("process_only") >= 3
    codes = {code for answer in expected for code in answer["findings"]}
    assert codes == {"RES001", "RES002", "RES005", "RES008", "PER001", "COM001", "EVI001"}


def test_process_only_and_missing_required_answers_are_findings(expected):
    for answer in expected:
        assert ("RES001" in answer["findings"]) == (answer["verdict"] == "process_only")
        open_and_required = answer["required"] and not answer["closed"]
        nothing_told = answer["verdict"] in ("empty", "no_action")
        if "COM001" in answer["findings"]:
            assert open_and_required
            assert nothing_told


def test_required_closed_questions_are_ticked(expected):
    closed = [answer for answer in expected if answer["closed"] and answer["required"]]
    assert len(closed) == 8
    assert all(answer["ticked"] for answer in closed)


def test_word_file_holds_controls_boxes_and_tracked_changes(word, questions):
    options = sum(len(question.get("options", ())) for question in questions)
    legacy = sum(len(q["options"]) for q in questions if q.get("boxes") == "legacy")
    assert word.count("<w14:checkbox>") == options - legacy
    assert word.count(" FORMCHECKBOX ") == legacy == 3
    assert word.count("<w:showingPlcHdr/>") == 1
    assert word.count("<w:ins ") == word.count("<w:del ") == 1
    for number, question in enumerate(questions, start=1):
        controlled = question.get("control", "none") != "none"
        assert (f'w:val="respuesta_{number}"' in word) == controlled, number


def test_word_file_ticks_what_the_form_ticks(word, questions):
    ticked = sum(len(question.get("ticked", ())) for question in questions)
    assert word.count('<w14:checked w14:val="1"/>') + word.count('<w:checked w:val="1"/>') == ticked


def test_pdf_gives_its_boxes_back_as_text(pages, questions):
    text = "".join(pages)
    ticked = sum(len(question.get("ticked", ())) for question in questions)
    options = sum(len(question.get("options", ())) for question in questions)
    assert (text.count("☒"), text.count("☐")) == (ticked, options - ticked)


def test_pdf_has_header_and_numbered_footer_on_every_page(pages):
    assert len(pages) > 5
    for number, page in enumerate(pages, start=1):
        assert "República de Valdoria · Informe de progreso anual 2024" in page
        assert f"Página {number}\r\n" in page


def test_pdf_breaks_a_sentence_between_pages(pages):
    assert any(page.rstrip()[-1].isalpha() for page in pages[:-1])


def test_markdown_breaks_sentences_as_converters_do():
    text = (EXAMPLES / f"{STEM}.md").read_text(encoding="utf-8")
    assert len(re.findall(r"\w\n{4}\w", text)) == 3
    assert "⊠En curso" in text
    assert "| Altamora | 508 | 402 | 18 |" in text


@pytest.mark.parametrize("suffix", ["md", "txt"])
def test_text_files_show_tracked_changes_accepted(suffix):
    text = (EXAMPLES / f"{STEM}.{suffix}").read_text(encoding="utf-8")
    assert "que al 31 de diciembre de 2024 había registrado 2.947 casos" in text
    assert "2.500" not in text
    assert not re.search(r"\{[+-]|[+-]\}|\{page\}", text)


def test_links_of_the_answers_lead_to_the_invented_domain(questions):
    links = re.findall(r"https?://[^/\s]+", " ".join(written(questions)))
    assert links
    assert all(link.endswith(".valdoria.example") for link in links)


@pytest.mark.skipif(not REAL_REPORT.exists(), reason="the real report is not at hand")
def test_no_answer_is_taken_from_the_real_report(questions):
    document = unzipped(REAL_REPORT.read_bytes())["word/document.xml"].decode()
    real = shingles(re.sub(r"<[^>]+>", "", document.replace("</w:p>", "\n")))
    assert real
    shared = [line for line in written(questions) if shingles(line) & real]
    assert shared == []

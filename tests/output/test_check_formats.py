"""Every format of a checked report: registered, documented, and holding every finding."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from docx import Document
from lxml import html
from openpyxl import load_workbook

from meta87.checking import CheckedReport, Suppressed, check
from meta87.cli.checked import check_file
from meta87.cli.main import run
from meta87.output import check_json
from meta87.output.check_formats import FORMATS, View, of_file
from meta87.output.check_places import Places
from meta87.output.texts import message
from meta87.questionnaire.report import Answer
from tests.tagged_build import answer, report

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/informe-valdoria-2024.docx"
SARIF = json.loads((Path(__file__).parent / "sarif/sarif-2.1.0.schema.json").read_text("utf8"))
VIEW = View(path=EXAMPLE)


@cache
def example() -> CheckedReport:
    return check_file(EXAMPLE)


def made(name: str, checked: CheckedReport | None = None, view: View = VIEW) -> str | bytes:
    return FORMATS[name].render(checked or example(), view)


def text_of(name: str, content: str | bytes) -> str:
    """Give what a person or program reads of a format, with spaces folded."""
    return " ".join(READERS[name](content).split())


def _table(content: bytes, separator: str) -> str:
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator)
    return " ".join(cell for row in rows for cell in row)


def _strings(content: str) -> str:
    return " ".join(_leaves(json.loads(content)))


def _leaves(value: object) -> list[str]:
    if isinstance(value, dict):
        return [leaf for each in value.values() for leaf in _leaves(each)]
    if isinstance(value, list):
        return [leaf for each in value for leaf in _leaves(each)]
    return [str(value)]


READERS = {
    "text": str,
    "compact": str,
    "json": _strings,
    "jsonl": lambda content: " ".join(map(_strings, content.splitlines())),
    "csv": lambda content: _table(content, ","),
    "csv-semicolon": lambda content: _table(content, ";"),
    "xlsx": lambda content: " ".join(
        str(cell)
        for sheet in load_workbook(io.BytesIO(content))
        for row in sheet.values
        for cell in row
    ),
    "sarif": _strings,
    "github": lambda content: content.replace("%0A", "\n").replace("%25", "%"),
    "html": lambda content: html.fromstring(content).text_content(),
    "docx": lambda content: " ".join(c.text for c in Document(io.BytesIO(content)).comments),
}


def test_every_format_has_a_reader_here() -> None:
    assert set(READERS) == set(FORMATS)


def test_a_finding_on_no_question_names_none() -> None:
    lacking = tuple(Answer("", f"¿Qué lecciones ha aprendido en {n}?", f"q{n}") for n in range(2))
    checked = check(report(answer([]), missing=lacking))
    assert "informe.docx: aviso COM008 question-missing: " in made("compact", checked)
    assert "title=COM008 question-missing::" in made("github", checked)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_holds_every_finding(name) -> None:
    shown = text_of(name, made(name))
    for finding in example().findings:
        assert finding.rule.code in shown
        if name != "github":  # which groups them
            assert " ".join(message(finding, example().tagged, "es").split()) in shown


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_told_in_its_page_and_in_the_help(name, capsys) -> None:
    page = (ROOT / "docs/formatos.md").read_text("utf8")
    assert f"| `{name}` |" in page
    run(["check", "--help"])
    assert re.search(rf"\b{name}\b", capsys.readouterr().out)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_speaks_english(name) -> None:
    english = text_of(name, made(name, view=View("en", EXAMPLE)))
    finding = example().findings[0]
    assert " ".join(message(finding, example().tagged, "en").split()) in english


@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if each.suffix])
def test_the_name_of_the_file_chooses_the_format(name, tmp_path, capsys) -> None:
    out = tmp_path / f"revision{FORMATS[name].suffix}"
    assert of_file(out) is FORMATS[name]
    assert run(["check", str(EXAMPLE), "--out", str(out), "--fail-on", "never"]) == 0
    assert READERS[name](out.read_bytes() if FORMATS[name].binary or "csv" in name
                         else out.read_text("utf8"))  # fmt: skip


@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if each.binary])
def test_what_is_no_text_goes_to_a_file(name, capsys) -> None:
    assert run(["check", str(EXAMPLE), "--format", name]) == 2
    assert "--out" in capsys.readouterr().err


def test_an_unknown_ending_is_told_the_known_ones(tmp_path, capsys) -> None:
    assert run(["check", str(EXAMPLE), "--out", str(tmp_path / "revision.odp")]) == 2
    assert ".xlsx" in capsys.readouterr().err


@pytest.mark.parametrize("name", FORMATS)
def test_a_clean_report_can_be_shown(name) -> None:
    clean = check(
        report(answer([("output", "En mayo de 2024 se publicó en la Gaceta Oficial la ley.")]))
    )
    assert clean.findings == ()
    made(name, clean)


def test_json_and_its_lines_follow_the_published_schema(capsys) -> None:
    assert run(["check", "--schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    whole = json.loads(made("json", left_out()))
    jsonschema.validate(whole, schema)
    for finding in whole["findings"]:
        assert set(finding) == set(schema["$defs"]["finding"]["properties"])
    told = [json.loads(line) for line in str(made("jsonl", left_out())).splitlines()]
    of = {"schema": 1, "report": whole["report"]}
    assert told == [{**of, **finding} for finding in whole["findings"]]


def test_the_schema_refuses_what_breaks_it() -> None:
    whole = json.loads(made("json"))
    whole["findings"][0]["severity"] = "grave"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(whole, json.loads(check_json.schema()))


def left_out() -> CheckedReport:
    """The example with one finding set aside and one known already."""
    first, second, *rest = example().findings
    aside = (Suppressed(first, "exception", "Está en el anexo."), Suppressed(second, "baseline"))
    return CheckedReport(example().tagged, tuple(rest), aside)


def test_tables_open_in_excel_with_accents_and_without_formulas() -> None:
    told = [("process", "=1+1 se sostuvo una reunión en mayo de 2024.")]
    checked = check(report(answer(told)))
    for name, separator in (("csv", ","), ("csv-semicolon", ";")):
        content = bytes(made(name, checked))
        assert content.startswith(b"\xef\xbb\xbf")
        head, row = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=separator)
        assert "Observación" in head
        assert row[head.index("Pasaje")].startswith("'=1+1")
    sheet = load_workbook(io.BytesIO(bytes(made("xlsx", checked)))).worksheets[0]
    cells = [cell for row in sheet for cell in row if str(cell.value).startswith("=1+1")]
    assert {cell.data_type for cell in cells} == {"s"}


def test_the_workbook_holds_every_answer() -> None:
    book = load_workbook(io.BytesIO(bytes(made("xlsx"))))
    assert book.sheetnames == ["Observaciones", "Respuestas"]
    assert book["Respuestas"].max_row == len(example().tagged.answers) + 1
    assert book["Observaciones"].max_row == len(example().findings) + 1


def test_sarif_follows_the_standard() -> None:
    log = json.loads(made("sarif", left_out()))
    jsonschema.validate(log, SARIF)
    (ran,) = log["runs"]
    assert len(ran["results"]) == len(example().findings)
    assert sum("suppressions" in result for result in ran["results"]) == 1
    assert [r.get("baselineState") for r in ran["results"]].count("unchanged") == 1
    for result in ran["results"]:
        assert ran["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_points_at_the_words_in_the_text_that_goes_along() -> None:
    (ran,) = json.loads(made("sarif"))["runs"]
    lines = ran["artifacts"][0]["contents"]["text"].split("\n")
    for finding, result in zip(example().findings, ran["results"], strict=True):
        region = result["locations"][0]["physicalLocation"]["region"]
        words = lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
        if finding.quote:
            assert words == finding.quote
        else:
            assert words.startswith(f"{finding.question}. ")


def test_a_text_file_is_pointed_at_in_its_own_lines() -> None:
    path = EXAMPLE.with_suffix(".md")
    checked = check_file(path)
    lines = path.read_text("utf8").splitlines()
    places = Places(checked)
    assert places.text == ""
    for finding in checked.findings:
        region = places.region(finding)
        assert finding.quote[:20] in lines[region.line - 1]
        if not finding.quote:
            assert finding.question in lines[region.line - 1]


@pytest.mark.parametrize("count", [3, 10, 11, 40])
def test_github_gets_at_most_ten_lines_that_account_for_all(count) -> None:
    told = [("process", f"La mesa {n} sostuvo una reunión en mayo de 2024.") for n in range(count)]
    checked = check(report(*(answer([each], question=str(n + 1)) for n, each in enumerate(told))))
    lines = str(made("github", checked, View(path=Path("informe.md")))).splitlines()
    assert len(lines) <= 10
    assert all(
        re.match(r"::(error|warning|notice) file=[^,]+,line=\d+,title=[^:]+::", line)
        for line in lines
    )
    more = sum(map(int, re.findall(r"como este: (\d+)", " ".join(lines))))
    assert len(lines) + more == len(checked.findings)


def test_github_commands_cannot_be_broken_out_of() -> None:
    told = [("process", "Reunión 100 % en mayo de 2022.\n::error::otra")]
    lines = str(made("github", check(report(answer(told))))).splitlines()
    assert all(line.count("::") == 2 or "%3A" in line for line in lines)
    assert not any(line.startswith("::error::otra") for line in lines)

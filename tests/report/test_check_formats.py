"""Every format of a checked report: registered, documented, and holding every finding."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import jsonschema
import pytest
from docx import Document
from lxml import html
from openpyxl import load_workbook

from meta87.cli.main import run
from meta87.form.report import Answer
from meta87.messages import LANGUAGES, text
from meta87.report.check_formats import FORMATS, View, of_file
from meta87.report.texts import headline, message
from meta87.rules.checked import CheckedReport, check
from meta87.rules.registry import RULES
from tests.report.example import EXAMPLE, example
from tests.tagged_build import answer, report

ROOT = Path(__file__).parents[2]
VIEW = View(path=EXAMPLE)
FOR_AUTHORS = {"html", "docx", "xlsx"}  # formats that tell a finding by its title, not by its code


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
    "html": lambda content: html.fromstring(content).text_content(),
    "docx": lambda content: " ".join(c.text for c in Document(io.BytesIO(content)).comments),
}


def test_a_finding_on_no_question_names_none() -> None:
    lacking = tuple(Answer("", f"¿Qué lecciones ha aprendido en {n}?", f"q{n}") for n in range(2))
    checked = check(report(answer([]), missing=lacking))
    told = [json.loads(line) for line in str(made("jsonl", checked)).splitlines()]
    assert {finding["question"] for finding in told if finding["code"] == "COM008"} == {None}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_holds_every_finding(name, lang) -> None:
    shown = text_of(name, made(name, view=View(lang, EXAMPLE)))
    for finding in example().findings:
        named = headline(finding, lang) if name in FOR_AUTHORS else finding.rule.code
        assert (
            text(f"rules.{finding.rule.code}.title", lang) if name == "xlsx" else named
        ) in shown
        assert " ".join(message(finding, example().tagged, lang).split()) in shown


@pytest.mark.parametrize("name", sorted(FOR_AUTHORS))
def test_what_an_author_reads_names_no_code(name) -> None:
    shown = text_of(name, made(name, view=View("es", EXAMPLE)))
    assert not re.search("|".join(rule.code for rule in RULES), shown)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_told_in_its_page_and_in_the_help(name, capsys) -> None:
    page = (ROOT / "docs/referencia/formatos.md").read_text("utf8")
    assert f"| `{name}` |" in page
    run(["check", "--help"])
    assert re.search(rf"\b{name}\b", capsys.readouterr().out)


def test_the_name_of_the_file_chooses_the_format(tmp_path) -> None:
    suffixes = [each for each in FORMATS.values() if each.suffix]
    assert [of_file(tmp_path / f"r{each.suffix.upper()}") for each in suffixes] == suffixes
    out = tmp_path / "revision.csv"
    assert run(["check", str(EXAMPLE), "--out", str(out), "--fail-on", "never"]) == 0
    assert "RES001" in READERS["csv"](out.read_bytes())


@pytest.mark.parametrize("name", FORMATS)
def test_a_clean_report_can_be_shown(name) -> None:
    law = "En mayo de 2024 se publicó en la Gaceta Oficial la ley."
    clean = check(report(answer([("output", law)])))
    assert clean.findings == ()
    shown = made(name, clean)
    assert name != "text" or "Sin observaciones." in shown


def test_json_and_its_lines_follow_the_published_schema(capsys) -> None:
    assert run(["check", "--schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    whole = json.loads(made("json", left_out()))
    jsonschema.validate(whole, schema)
    for finding in whole["findings"]:
        assert set(finding) == set(schema["$defs"]["finding"]["properties"])
    told = [json.loads(line) for line in str(made("jsonl", left_out())).splitlines()]
    assert whole["report"].pop("unplaced") == []
    assert whole["report"].pop("compared") is None
    of = {"schema": 1, "report": whole["report"], "unplaced": 0}
    assert told == [{**of, **finding} for finding in whole["findings"]]


def left_out() -> CheckedReport:
    """The example with one finding that the settings leave out."""
    first, *rest = example().findings
    return CheckedReport(example().tagged, tuple(rest), (first,))


def test_tables_open_in_excel_with_accents_and_without_formulas() -> None:
    told = [("process", "=1+1 se sostuvo una reunión en mayo de 2024.")]
    checked = check(report(answer(told)))
    for name, separator in (("csv", ","), ("csv-semicolon", ";")):
        content = bytes(made(name, checked))
        assert content.startswith(b"\xef\xbb\xbf")
        head, row = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=separator)
        assert "Observación" in head
        assert row[head.index("Frase")].startswith("'=1+1")
    sheet = load_workbook(io.BytesIO(bytes(made("xlsx", checked)))).worksheets[0]
    cells = [cell for row in sheet for cell in row if str(cell.value).startswith("=1+1")]
    assert {cell.data_type for cell in cells} == {"s"}

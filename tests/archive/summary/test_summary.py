"""A summary counts what the table holds, in whatever format it is."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from lxml import html

from meta87.archive.sink.dictionary import Options
from meta87.archive.sink.formats import Format
from meta87.archive.summary import html as summary_html
from meta87.archive.summary import terminal as summary_terminal
from meta87.archive.summary.answers import with_answers
from meta87.archive.summary.figures import Summary, summarise
from meta87.archive.summary.share import OUTSIDE
from meta87.archive.summary.tables import read_table
from meta87.archive.summary.texts import share_of_results
from meta87.archive.summary.trends import Trend
from meta87.archive.summary.where import where
from meta87.classify.labels import THEMES
from meta87.cli.main import run
from meta87.errors import InputError
from meta87.report.error_texts import sentence
from meta87.web.archive_query import Query
from meta87.web.archive_table import Table
from tests.archive.archives import write_table
from tests.reading.build import zipped

FORMATS = {".parquet": Format.PARQUET, ".csv": Format.CSV, ".jsonl": Format.JSONL, ".xlsx": Format.XLSX, "": Format.FOLDER}  # fmt: skip


def record(place: str, kind: str, themes: list[str], *people: dict, bodies: tuple[str, ...] = ()):
    country, year, question = place.split("-")
    counted = [
        {"label": "PARTICIPANTS", "start": 0, "end": 1, "text": "x", "value": {"bound": None, **value}}
        for value in people
    ]  # fmt: skip
    named = [
        {"label": "INSTITUTION", "start": 0, "end": 1, "text": "x", "value": {"name": body}}
        for body in bodies
    ]
    scores = dict.fromkeys(("child_labour", "forced_labour", "trafficking", "migration"), 0.5)
    return {
        "report": f"{country}-{year}",
        "country": country,
        "year": int(year) or None,
        "question": question,
        "text": "x",
        "predicted": {
            "themes": themes,
            "theme_scores": scores,
            "kind": kind,
            "kind_scores": {"output": 0.2, "process": 0.3, "context": 0.5},
            "entities": [*counted, *named],
            "evidence": [],
        },
    }


def counted(number: int, group: str, scope: str, left_out: str | None = None) -> dict:
    """Give the value of a count of people."""
    return {"number": number, "group": group, "scope": scope} | (
        {"left_out": left_out} if left_out else {}
    )


VICTIMS, JUDGES = counted(30, "victims", "reached"), counted(12, "officials", "trained")
ROWS = [
    record("MX-2023-2", "output", ["trafficking", "migration"], VICTIMS, JUDGES, bodies=("Senado & Cía",)),
    record("MX-2023-10", "process", ["trafficking"], counted(500, "officials", "target"), bodies=("Senado & Cía", "OIT")),
    record("CL-2022-2", "context", [], counted(2_500_000, "children", "prevalence")),
    record("-0-", "output", [], counted(7, "victims", "reached"), counted(30, "victims", "reached", "repeat")),
]  # fmt: skip


def write(kind: Format, path: Path, rows: list[dict], themes: tuple[str, ...] = THEMES) -> None:
    """Write the passages of one file as a table."""
    write_table(kind, path, rows, Options("m", themes=themes))


def summaries(
    folder: Path, rows: list[dict], themes: tuple[str, ...] = THEMES
) -> Iterator[Summary]:
    """Yields what is counted in a table of each format."""
    for ending, kind in FORMATS.items():
        write(kind, folder / f"t{ending}", rows, themes)
        yield summarise(read_table(folder / f"t{ending}"))


def rows_shown(found: Summary) -> set[str]:
    """Returns the lines that a terminal shows, each with its spaces folded."""
    return {" ".join(each.split()) for each in summary_terminal.render(found, "es").splitlines()}


@pytest.fixture
def summary(tmp_path: Path) -> Summary:
    path = tmp_path / "s.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    return summarise(read_table(path))


def test_every_format_gives_the_same_counts(tmp_path: Path) -> None:
    for found in summaries(tmp_path, ROWS):
        assert (found.passages, found.reports) == (4, 3)
        assert found.kinds["country"] == {
            "CL": {"context": 1},
            "MX": {"output": 1, "process": 1},
            "": {"output": 1},
        }
        assert list(found.kinds["year"]) == ["2022", "2023", ""]
        assert list(found.kinds["question"]) == ["2", "10", ""]
        assert found.kinds["theme"]["trafficking"] == {"output": 1, "process": 1}
        assert found.kinds["theme"]["none"] == {"context": 1, "output": 1}
        assert found.people == {"victims": {"reached": 37}, "officials": {"trained": 12}}
        assert found.left_out == {"target": [500], "prevalence": [2_500_000], "repeat": [30]}
        assert list(found.institutions.items()) == [("Senado & Cía", 2), ("OIT", 1)]


def test_themes_of_a_models_own_are_counted_after_those_of_the_guideline(tmp_path: Path) -> None:
    own = record("MX-2023-3", "output", ["domestic_work", "migration"])
    own["predicted"]["theme_scores"] |= {"domestic_work": 0.9}
    for found in summaries(tmp_path, [*ROWS, own], (*THEMES, "domestic_work")):
        assert list(found.kinds["theme"]) == ["trafficking", "migration", "domestic_work", "none"]
    assert "domestic work 1 0 0 100 % muy pocos casos" in rows_shown(found)
    assert "domestic work" in summary_html.render(found, "t", "en")


def test_the_page_of_text_shows_the_counts(summary: Summary) -> None:
    lines = summary_terminal.render(summary, "es").splitlines()
    assert "Pasajes: 4, de 3 informes." in lines
    assert rows_shown(summary) >= {
        "México 1 1 0 50 % muy pocos casos", "Víctimas 37 0 0", "Funcionarios 0 12 0",
        "Total 37 12 0", "tamaño del problema 1 2.500.000", "metas y previsiones 1 500",
    }  # fmt: skip
    assert any(line.endswith("  atendidas  formadas  condenadas") for line in lines)
    assert "Senado & Cía 2" in rows_shown(summary)
    page = summary_terminal.render(summary, "es")
    parts = page.split("\n\n")
    noted = [part.partition("  ")[0] for part in parts if "Se cuentan oraciones" in part]
    assert noted == ["Por país", "Por año", "Por tema", "Por pregunta"]
    assert "Lo que trata de dos temas" in next(
        part for part in parts if part.startswith("Por tema")
    )
    assert "Cada persona contada" in next(part for part in parts if part.startswith("Personas"))
    assert page.count("El porcentaje es") == 1


def test_the_page_has_bars_and_nothing_that_runs_or_comes_from_outside(summary: Summary) -> None:
    page = summary_html.render(summary, "tabla <1>.csv", "es")
    tree = html.document_fromstring(page)
    countries, *others = tree.iter("table")
    assert len(others) == 6
    assert [row.text_content() for row in countries.iter("tr")][1:] == [
        "Chile001––", "México11050 %muy pocos casos", "(no se sabe)100100 %muy pocos casos",
    ]  # fmt: skip
    widths = [float(bar.get("width")) for bar in countries.iter("rect")]
    assert widths == [0, 0, 1000, 500, 500, 0, 1000, 0, 0]  # shares: all are as long
    assert not list(tree.iter("script", "link", "img"))
    assert "http" not in page
    assert "tabla &lt;1&gt;.csv" in page
    told = [
        part.findtext("h2")
        for part in tree.iter("section")
        if "Se cuentan oraciones" in part.text_content()
    ]
    assert told == ["Por país", "Por año", "Por tema", "Por pregunta"]
    assert page.count("Se cuentan oraciones") == 4


def test_the_page_can_be_read_without_seeing_it(summary: Summary) -> None:
    tree = html.document_fromstring(summary_html.render(summary, "t.csv", "en"))
    assert tree.get("lang") == "en"
    assert {th.get("scope") for th in tree.iter("th")} == {"col", "row"}
    assert {drawing.get("aria-hidden") for drawing in tree.iter("svg")} == {"true"}
    assert [len(list(tree.iter(part))) for part in ("main", "h1")] == [1, 1]


def test_the_margin_of_a_share_is_given_of_ten_cases_or_more() -> None:
    few, enough = Counter(output=9), Counter(output=9, process=1)
    assert share_of_results(few, "es") == ["100 %", "muy pocos casos"]
    assert share_of_results(enough, "es") == ["90 %", "60–98"]
    apart = enough + Counter({"output": 2, f"{OUTSIDE}output": 2})
    assert share_of_results(apart, "es")[0] == "90 % (9 de 10)", "and not 11 of 12, as in its row"


def test_trends_that_are_not_shown_are_told(summary: Summary) -> None:
    trends = [Trend("CL", number, "Trata", {"2022": Counter(output=1)}) for number in range(3)]
    many = replace(summary, trends=trends)
    told = "Prioridades a lo largo de los años: se muestran 1 de 2."  # and the country
    assert f"{told} Con --all, todos." in summary_terminal.render(many, "es", top=1)
    page = summary_html.render(many, "t", "es", top=1)
    assert (page.count(told), "--all" in page) == (1, False)
    assert "Prioridades a lo largo" not in summary_html.render(many, "t", "es", top=2)


@pytest.mark.parametrize(
    ("years", "shown"),
    [
        ("2022 999", ["999", "2022"]), ("1 99999999999", None), ("2022 02020", None),
        ("2022 ²", None), ("1999 2022 2021", ["1999", "2021", "2022"]), ("2019 2021", ["2019", "2021"]),
    ],
)  # fmt: skip
def test_a_trend_goes_over_years_that_a_report_may_have(years, shown, tmp_path) -> None:
    path = tmp_path / "t.jsonl"
    rows = [{**record("CL-0-1", "output", []), "year": year} for year in years.split()]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    found = summarise(read_table(path))
    assert [list(trend.years) for trend in found.trends] == ([shown] if shown else [])
    assert found.kinds["year"].keys() == set(years.split())
    assert "<svg" in summary_html.render(found, "t", "es")


HEALTH = "Ministerio de Salud"


@pytest.mark.parametrize(
    ("asked", "countries"),
    [
        (HEALTH, ["", "CL", "PE"]), ("ministerio de salud (pe)", ["PE"]), (f"{HEALTH} (CL)", ["CL"]),
        (f"{HEALTH} (sin país)", [""]), (f"{HEALTH} (MX)", []),
    ],
)  # fmt: skip
def test_a_name_finds_its_bodies_with_or_without_their_country(asked, countries, tmp_path) -> None:
    rows = [record(f"{country}-2023-1", "output", [], bodies=(HEALTH,)) for country in ("CL", "PE")]
    for row, own in zip(rows, ("cl-minsal", "pe-minsa"), strict=True):
        row["predicted"]["entities"][0]["value"]["id"] = own
    path = tmp_path / "t.parquet"
    write(Format.PARQUET, path, [*rows, record("-0-", "output", [], bodies=(HEALTH,))])
    assert sorted(where(read_table(path), f"institutions={asked}")["country"]) == countries
    assert sorted(Table(path).picked(Query(institucion=asked))["country"]) == countries
    assert set(summarise(read_table(path)).institutions) == {
        f"{HEALTH} ({each})" for each in ("CL", "PE", "sin país")
    }


def test_institutions_are_the_same_in_every_format(tmp_path: Path) -> None:
    """The first has two names with one id, a third has none, and a fourth has the first's name."""
    labour = "Ministerio de Trabajo"
    named = (labour, "Ministerio del Trabajo", "Sindicato Faro", labour)
    rows = [
        record(f"CL-2023-{place}", "output", [], bodies=(body,)) for place, body in enumerate(named)
    ]
    rows.append(record("CL-2023-9", "output", [], bodies=(*named[2:0:-1], named[0])))
    keys = ("cl-mintrab", "cl-mintrab", None, "pe-mtpe")
    values = [entity["value"] for row in rows for entity in row["predicted"]["entities"]]
    for value, key in zip(values, (*keys, *keys[2:0:-1], keys[0]), strict=True):
        value["id"] = key
    for found in summaries(tmp_path, rows):
        assert found.institutions == {
            "Ministerio de Trabajo (CL)": 3, "Sindicato Faro": 2, "Ministerio de Trabajo (PE)": 1,
        }  # fmt: skip


def test_counts_of_a_table_without_groups_are_told(tmp_path: Path) -> None:
    for found in summaries(tmp_path, [record("MX-2023-3", "output", [], {"number": 90})]):
        assert (found.people, found.left_out) == ({}, {"unknown": [90]})


def test_copies_are_left_out_and_told(tmp_path: Path) -> None:
    copied = {**ROWS[0], "report": "MX-2023-pdf", "copy_of": "MX-2023"}
    for found in summaries(tmp_path, [*ROWS, copied]):
        assert (found.passages, found.reports, found.copies) == (4, 3, {"MX-2023-pdf": 1})
        assert found.people["victims"] == {"reached": 37}
    assert found.record()["copies"] == {"reports": 1, "passages": 1}
    shown = summary_terminal.render(found, "es")
    assert "Pasajes sin contar: 1, de 1 informe que repite otro" in shown
    assert "Pasajes sin contar" in summary_html.render(found, "t", "es")


def test_a_question_is_the_same_in_every_report_whatever_its_number(tmp_path: Path) -> None:
    asked = [
        ("MX-2023-1", "priority_progress", "Trabajo infantil", "Prioridades"),
        ("MX-2023-2", "priority_progress", "Trata", "Prioridades"),
        ("MX-2023-3", "challenges", "Dificultades", "Avances"),
        ("CL-2022-1", "priority_progress", "Migración", "Prioridades"),
        ("CL-2022-2", "challenges", "Dificultades", "Avances"),
        ("CL-2022-3", "next_steps", "", "Próximos pasos"),
        ("CL-2022-9", "", "Otra cosa", ""),
    ]
    rows = [
        {**record(place, "output", []), "question_id": name, "topic": topic, "section": section}
        for place, name, topic, section in asked
    ]
    for found in summaries(tmp_path, rows):
        counted = {name: kinds["output"] for name, kinds in found.kinds["question"].items()}
        assert counted == {"priority_progress": 3, "challenges": 2, "next_steps": 1, "9": 1}
        assert found.questions["next_steps"] == "Próximos pasos"
    lines = summary_terminal.render(found, "es").splitlines()
    shown = {f"{name} 0 0 100 % muy pocos casos" for name in ("Prioridades 3", "Dificultades 2")}
    assert shown <= rows_shown(found)
    assert any(line.startswith("  pregunta 9, fuera del") for line in lines)


def test_the_command_writes_what_is_asked_for(summary, tmp_path: Path, capsys) -> None:
    table, page = str(tmp_path / "s.jsonl"), tmp_path / "resumen.html"
    assert run(["summary", table, "--out", str(page)]) == 0
    assert page.read_text("utf8").startswith("<!DOCTYPE html>")
    capsys.readouterr()
    assert run(["summary", table, "--format", "json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["kinds"]["country"]["MX"] == {"output": 1, "process": 1, "context": 0}
    assert run(["summary", table, "--out", table]) == 2
    assert "no se sobrescribe" in capsys.readouterr().err
    book = tmp_path / "resumen.xlsx"
    assert run(["summary", table, "--out", str(book)]) == 2
    assert capsys.readouterr().err.endswith(
        "«.xlsx». Elija uno de estos: .txt, .html, .htm, .json.\n"
    )
    assert not book.exists()


@pytest.mark.parametrize(
    ("name", "data", "error", "said"),
    [
        ("t.csv", b"", "table-column-missing", "le falta la columna «report»"),
        ("t.jsonl", b"{}\n", "table-column-missing", "le falta la columna «predicted»"),
        ("t.parquet", b"PAR1", "table-unreadable", "o está dañada"),
        ("t.xlsx", b"PK", "table-unreadable", "o está dañada"),
        ("t.xlsx", zipped({"[Content_Types].xml": "<Types/>"}), "table-unreadable", "dañada"),
        ("t.docx", b"PK", "table-unreadable", "Dé el .parquet, .csv"),
        ("t.csv", None, "file-missing", "No existe el archivo"),
    ],
)
def test_what_is_no_table_is_refused(
    name: str, data: bytes | None, error: str, said: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(InputError) as refused:
        read_table(path)
    assert refused.value.id == error
    assert said in sentence(refused.value, "es")


@pytest.mark.parametrize(
    ("changed", "read"),
    [
        ("output;;3 x [3 public reached]", True), ("output;edited;3 x [3]", True), ("output;;", True),
        ("output;;3 x [3 foo reached]", False), ("output;;3 x [3 public foo]", False),
        ("output;;3 x [3 public reached foo]", False), ("foo;;", False), ("output;foo;", False),
    ],
)  # fmt: skip
def test_a_table_with_values_that_no_table_has_is_refused(changed, read, tmp_path) -> None:
    path = tmp_path / "t.csv"
    head = "report;country;year;question;themes;institutions;kind;repeated;participants"
    path.write_text(f"{head}\nr;CL;2022;1;;;{changed}\n\n")
    with nullcontext() if read else pytest.raises(InputError, match="table-unreadable"):
        assert summarise(read_table(path)).passages == 1


def test_text_under_no_question_has_not_the_verdict_of_one_that_is_missing() -> None:
    told = {"expects": "results", "has_evidence": "no"}
    answers = pd.DataFrame([
        {"report": "a", "question": "", "verdict": "empty", **told},
        {"report": "a", "question": "1", "verdict": "results", **told},
    ])  # fmt: skip
    passages = pd.DataFrame({"report": ["a", "a", "b"], "asked": ["", "1", "1"]})
    assert with_answers(passages, answers)["verdict"].tolist() == ["", "results", ""]

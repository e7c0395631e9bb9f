"""The passages, answers and findings of an archive: three tables of one run."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

import meta87
from meta87.archive.sink.dictionary import TABLES, dictionary, header
from meta87.archive.summary.figures import summarise
from meta87.archive.summary.share import share_interval
from meta87.archive.summary.tables import read_table
from meta87.cli.main import run
from meta87.errors import UsageError
from tests.archive.archives import fill

ROOT = Path(__file__).parents[2]
FORM = """\
Le invitamos a compartir los avances logrados por {country}, entre enero de 2023 y diciembre de 2023, \
respecto de la consecución de la Meta 8.7 de los ODS. Sus respuestas se utilizarán en el Informe de \
progreso anual 2023.

1. Desde enero de 2023, ¿qué progresos ha logrado su país respecto de la prioridad 1 «Inspección \
rural» establecida en su hoja de ruta nacional? *

{first}

2. Desde enero de 2023, ¿qué progresos ha logrado su país respecto de la prioridad 2 «Registro \
único» establecida en su hoja de ruta nacional? *

{second}

3. ¿Qué retos anticiparía en este proceso?

4. ¿Necesita más apoyo en la aplicación de su hoja de ruta? En caso afirmativo, describa de qué \
manera y de quién.

5. ¿Cómo calificaría los progresos logrados respecto de las prioridades establecidas en su hoja de \
ruta?

[ ] no hay progreso

[x] poco progreso

[ ] gran progreso
"""
NOTE = "Borrador del equipo nacional."
MEETINGS = "La mesa de coordinación celebró seis reuniones."
LAW = "El 3 de mayo de 2023 se aprobó la Ley 19.555 contra la trata de personas (https://www.gub.uy/ley)."
RESCUED = "En abril de 2023 se rescató del trabajo infantil a 40 niños."
TEXTS = {
    "uy.md": FORM.format(country="Uruguay", first=MEETINGS, second=LAW),
    "cl.md": FORM.format(country="Chile", first=RESCUED, second="").replace(
        "\n\n1.", f"\n\n{NOTE}\n\n1."
    ),
    "memoria-mx-2022.txt": "Se formó a 30 jueces en mayo de 2022 sobre la trata de personas.",
    "roto.docx": "",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = fill(tmp_path_factory.mktemp("archivo"), TEXTS)
    shutil.copy(folder / "cl.md", folder / "copia-de-cl.md")
    return folder


@pytest.fixture(scope="module")
def tables(archive: Path) -> meta87.archive.tables.ArchiveTables:
    return meta87.tag_archive(archive, jobs=1)


def test_what_an_analyst_asks_is_one_line_each(tables) -> None:
    asked = tables.answers.query("expects == 'results' and copy_of.isna() and status != 'missing'")
    told = asked.set_index("report")["question"]
    assert told[(asked["verdict"] == "process_only").to_numpy()].to_dict() == {"uy.md": "1"}
    results = asked.query("verdict == 'results'").set_index(["report", "question"])
    assert results["has_evidence"].to_dict() == {("cl.md", "1"): False, ("uy.md", "2"): True}
    assert asked.query("verdict == 'empty'")["report"].tolist() == ["cl.md"]


def test_an_answer_has_its_ticks_words_and_findings(tables) -> None:
    uruguay = tables.answers.query("report == 'uy.md'").set_index("question_id")
    first = uruguay.iloc[0]
    assert (first["country"], first["year"], first["words"], first["topic"]) == (
        "UY", 2023, 7, "Inspección rural",
    )  # fmt: skip
    assert uruguay.loc["progress_rating", "status"] == "ticked"
    assert uruguay.loc["progress_rating", "ticks"] == ["poco progreso"]
    assert uruguay.loc["support_needed", "status"] == "empty"
    assert uruguay.loc["process_useful", "status"] == "missing"
    unreviewed = tables.answers.groupby("report")["unreviewed_words"].first()
    assert unreviewed.to_dict() == {"cl.md": 4, "copia-de-cl.md": 4, "uy.md": 0}
    found = tables.findings.query("report == 'uy.md' and question == '1'")
    assert found.iloc[0][["severity", "code", "country", "year"]].tolist() == [
        "error", "RES001", "UY", 2023,
    ]  # fmt: skip
    assert (tables.findings[["message", "action"]] != "").all(axis=None)
    counted = found["severity"].value_counts()
    assert first[["errors", "warnings", "suggestions"]].tolist() == [
        counted.get(severity, 0) for severity in ("error", "warning", "suggestion")
    ]


def test_free_text_copies_and_bad_files_are_told_apart(tables) -> None:
    kinds = tables.passages.groupby("report")["document_kind"].unique().map(list).to_dict()
    assert kinds == {
        "cl.md": ["form"], "copia-de-cl.md": ["form"], "uy.md": ["form"],
        "memoria-mx-2022.txt": ["free"],
    }  # fmt: skip
    assert set(tables.answers["report"]) == {"cl.md", "copia-de-cl.md", "uy.md"}
    for table in (tables.passages, tables.answers, tables.findings):
        assert table.groupby("report")["copy_of"].first().dropna().to_dict() == {
            "copia-de-cl.md": "cl.md"
        }
    assert tables.errors.drop(columns="message").to_numpy().tolist() == [
        ["roto.docx", "rejected", "file-empty"]
    ]
    assert "está vacío" in tables.errors["message"][0]


def test_a_run_goes_on_and_writes_a_folder_or_a_workbook(archive, tmp_path, capsys) -> None:
    for out in ("tablas/", "tablas.xlsx"):
        order = ["tag", f"{archive}/uy.md", "--tables", f"{tmp_path}/{out}"]
        assert run(order) == 0
        assert f"Escrito en {tmp_path / out}" in capsys.readouterr().err
    assert run([*order[:3], f"{tmp_path}/tablas/"]) == 0
    assert "sin cambios desde la última vez: 1" in capsys.readouterr().err
    assert run(["summary", f"{tmp_path}/tablas/"]) == 0
    book = load_workbook(tmp_path / "tablas.xlsx")
    assert book.sheetnames == list(TABLES)
    for table in TABLES:
        typed = pq.read_table(tmp_path / f"tablas/{table}.parquet")
        names, *rows = book[table].values
        assert typed.schema.names == list(names) == list(header(table=table))
        assert typed["report"].to_pylist() == [row[0] for row in rows]
        sheet = book[table]
        assert (sheet.auto_filter.ref, sheet.freeze_panes) == (sheet.dimensions, "A2")
    assert book["passages"].column_dimensions["L"].width == 60
    ticks = [row[header(table="answers").index("ticks")] for row in book["answers"].values]
    assert ticks.count("poco progreso") == 1


def test_parquet_says_what_each_column_is_and_pandas_reads_whole_numbers(archive, tmp_path) -> None:
    meta87.tag_archive(archive / "memoria-mx-2022.txt", out=tmp_path / "t", jobs=1)
    read = pd.read_parquet(tmp_path / "t/passages.parquet")
    assert {str(read[name].dtype) for name in ("year", "priority", "step", "people")} == {"Int64"}
    assert read.loc[0, ["year", "people"]].tolist() == [2022, 30]
    assert run(["summary", f"{tmp_path}/t/"]) == 0  # of free text alone, without any answer
    for table in TABLES:
        about = json.loads(pq.read_schema(tmp_path / f"t/{table}.parquet").metadata[b"columns"])
        assert list(about) == list(header(table=table))
        assert about["report"]["es"].startswith("informe")


@pytest.mark.parametrize(
    ("page", "lang"), [("docs/referencia/tabla.md", "es"), ("docs/en/table.md", "en")]
)
def test_the_documents_have_the_dictionary(page: str, lang: str) -> None:
    sections = re.split(r"^## ", (ROOT / page).read_text("utf8"), flags=re.MULTILINE)
    for table, columns in dictionary().items():
        (section,) = [each for each in sections if f"`{table}`" in each.splitlines()[0]]
        listed = [line for line in section.splitlines() if line.startswith("| `")]
        assert listed == [f"| `{each.name}` | {getattr(each, lang)} |" for each in columns]


def test_a_loaded_model_is_refused_in_a_sentence(archive: Path) -> None:
    with pytest.raises(UsageError, match="model-folder-wanted"):
        meta87.tag_archive(archive, model=meta87.load_model(profile="fast"))


def test_text_under_no_question_is_in_the_table_and_counted(tables, archive, tmp_path, capsys):
    left = tables.passages.query("question == ''")
    assert left[["report", "text", "expects"]].to_numpy().tolist() == [
        ["cl.md", NOTE, ""], ["copia-de-cl.md", NOTE, ""],
    ]  # fmt: skip
    assert tables.passages["id"].is_unique
    assert set(tables.passages.query("question == '1'")["expects"]) == {"results"}
    assert run(["tag", f"{archive}/cl.md", "--out", f"{tmp_path}/t.jsonl"]) == 0
    assert "no están bajo ninguna pregunta (1, con sus pasajes entre paréntesis): cl.md (1)." in (
        capsys.readouterr().err
    )


ADVANCE = "El borrador del reglamento del refugio está redactado y falta la firma del ministro."


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the tables of a form with results without evidence, and progress towards a result."""
    folder = tmp_path_factory.mktemp("cuentan")
    form = FORM.format(country="Uruguay", first=ADVANCE, second=RESCUED)
    fill(
        folder,
        {
            "uy.md": form.replace("este proceso?", f"este proceso?\n\n{RESCUED}"),
            "cl.md": TEXTS["uy.md"],
        },
    )
    meta87.tag_archive(folder, out=folder / "tablas", jobs=1)
    return folder / "tablas"


def test_progress_towards_a_result_is_told_from_processes_alone(told: Path) -> None:
    answers = pd.read_parquet(told / "answers.parquet").query("expects == 'results'")
    only = answers.query("verdict == 'process_only'").set_index("report")["advancing"]
    assert only.to_dict() == {"uy.md": True, "cl.md": False}


@pytest.mark.parametrize(
    ("conditions", "listed"),
    [
        ("verdict=process_only", ["cl.md"]),
        ("verdict=advancing", ["uy.md"]), ("verdict=results and has_evidence=no", ["uy.md"]),
        ("has_evidence=yes", ["cl.md"]),
    ],
)  # fmt: skip
def test_answers_are_listed_by_what_they_tell(told: Path, capsys, conditions, listed) -> None:
    assert run(["summary", str(told), "--where", conditions, "--list"]) == 0
    assert [line.partition(",")[0] for line in capsys.readouterr().out.splitlines()] == listed


def test_the_share_of_results_is_of_answers_that_ask_for_them(told: Path) -> None:
    table = read_table(told)
    counted = table.query("report == 'uy.md'").groupby("number")["is_counted"].all()
    assert counted.to_dict() == {1: True, 2: True, 3: False}
    assert share_interval(summarise(table).kinds["country"]["UY"])[0] == 0.5


def test_an_institution_is_found_by_its_id_and_answers_are_asked_for(tmp_path, capsys) -> None:
    fill(
        tmp_path,
        {
            "chile-2022.txt": "El Ministerio del Trabajo celebró dos talleres sobre la trata.\n\n"
            "Se rescató a 40 niñas de la trata."
        },
    )
    table = tmp_path / "t.csv"
    assert run(["tag", f"{tmp_path}/chile-2022.txt", "--out", str(table)]) == 0
    assert run(["summary", str(table), "--where", "institutions=cl-mintrab", "--list"]) == 0
    assert "chile-2022.txt" in capsys.readouterr().out
    assert run(["summary", str(table), "--where", "year=2022 and kind=context", "--list"]) == 0
    assert "Ningún pasaje cumple «year=2022 and kind=context»." in capsys.readouterr().err
    assert run(["summary", str(table), "--where", "report=chile"]) == 0
    out, err = capsys.readouterr()
    assert not out
    assert err.endswith("«report=chile». Compruebe que cada valor está escrito como en la tabla.\n")
    assert run(["summary", str(table), "--where", "verdict=results"]) == 2
    assert "Dé la carpeta que escribe «meta87 tag --tables»" in capsys.readouterr().err

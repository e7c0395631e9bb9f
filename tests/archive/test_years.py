"""What a report repeats from earlier years, and how a priority goes over the years of a country."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from itertools import combinations, groupby
from pathlib import Path

import pandas as pd
import pytest
from lxml import html

import meta87
from meta87.archive.fingerprints import Asked, compared_by
from meta87.archive.summary.tables import read_table
from meta87.archive.summary.where import where
from meta87.archive.years import Years
from meta87.cli.main import run
from meta87.errors import UsageError
from meta87.rules.previous.titles import paired
from tests.sections import sections

DEV = Path(__file__).parents[2] / "corpus/findings/dev"
SERIES = Path(__file__).parents[2] / "examples/serie-chile"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the tables of the series of six years, read backwards."""
    folder = tmp_path_factory.mktemp("serie") / "tablas"
    meta87.tag_archive(sorted(SERIES.glob("*.md"), reverse=True), out=folder, jobs=1)
    return folder


def test_what_was_repeated_since_last_year_is_one_line(folder: Path, capsys) -> None:
    passages = pd.read_parquet(folder / "passages.parquet")
    last = passages.query("year == 2024").dropna(subset="repeated").set_index("question")
    assert last["repeated"].to_dict() == {"1": "verbatim", "3": "updated", "5": "edited"}
    assert set(last["repeated_from"]) == {"chile-2023.md"}
    assert last["repeated_passage"]["1"] == "chile-2023.md-1-0-0"
    by_year = passages.groupby("year")["repeated"].value_counts().unstack(fill_value=0)
    assert by_year["verbatim"].to_dict() == {2020: 2, 2021: 1, 2022: 2, 2023: 0, 2024: 1}
    asked = "year=2024 and repeated=verbatim,edited"
    assert run(["summary", str(folder), "--where", asked, "--list"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("chile-2024.md, pregunta 1, resultado: El programa Aula Abierta")
    assert second.endswith("retrasó las oficinas regionales. (retocado: chile-2023.md)")


def test_how_a_priority_went_is_one_line(folder: Path, capsys) -> None:
    """In 2022 it changes its words and its place; in 2021 its answer is empty."""
    answers = pd.read_parquet(folder / "answers.parquet")
    third = answers.query("country == 'CL' and priority == 3").set_index("year")["verdict"]
    assert third.sort_index().to_dict() == {
        2019: "process_only", 2020: "process_only", 2021: "empty", 2022: "process_only",
        2023: "results", 2024: "results",
    }  # fmt: skip
    steps = answers.dropna(subset="step").pivot_table("stage", "year", "step", "first").fillna("")
    assert steps[1].tolist() == ["not_begun", "under_way", "under_way", "completed", "", ""]
    assert steps[2].tolist() == ["", "", "not_begun", "under_way", "under_way", "completed"]
    counted = answers.query("priority == 1").set_index("year")[["results", "processes"]]
    assert counted.loc[2020].tolist() == [1, 1]
    assert run(["summary", str(folder), "--where", "country=Chile and priority=3"]) == 0
    shown = capsys.readouterr().out
    assert "Chile: prioridad 3, Sistema" in shown
    rows = [" ".join(line.split()) for line in shown.partition("Chile: ")[2].splitlines()]
    assert {
        "2021 0 0 0 – –",
        "2022 0 1 0 0 % muy pocos casos",
        "2023 1 0 0 100 % muy pocos casos",
    } < set(rows)


def test_the_page_has_a_line_for_a_country_and_its_priorities(folder: Path, tmp_path) -> None:
    page = tmp_path / "r.html"
    assert run(["summary", str(folder), "--out", str(page)]) == 0
    tree = html.document_fromstring(page.read_text("utf8"))
    headings = [each.text_content() for each in tree.iter("h2")]
    assert "Chile: prioridad 4, Protección de adolescentes migrantes que trabajan" in headings
    assert "Repetido de años anteriores" in headings
    lines = tree.xpath("//svg[@class='line']")
    assert [len(line.xpath(".//circle")) for line in lines] == [6, 6, 5, 5, 2]
    assert {line.get("aria-hidden") for line in lines} == {"true"}
    assert run(["summary", str(folder), "--format", "json", "--out", str(page)]) == 0
    trends = json.loads(page.read_text("utf8"))["trends"]
    third = {each["year"]: each["share"] for each in trends if each["priority"] == 3}
    assert (third["2021"], third["2022"], third["2023"]) == (None, 0, 1)


@pytest.mark.parametrize(
    ("conditions", "found"),
    [*sections("conditions.txt")["conditions"], ("", "where-invalid")],
)
def test_conditions_choose_and_evaluate_nothing(folder, conditions: str, found: str) -> None:
    table = read_table(folder)
    if found.isdecimal():
        assert where(table, conditions)["report"].nunique() == int(found)
    else:
        with pytest.raises(UsageError, match=found):
            where(table, conditions)


def lines(report: str, country: str, year: int, *texts: str, titles: tuple[str, ...] = ()) -> list:
    shared = {"report": report, "country": country, "year": year}
    rows = [{**shared, "text": text, "predicted": {"entities": []}} for text in texts]
    asked = [Asked(report, str(n), "priority_progress", t) for n, t in enumerate(titles, 1)]
    return [json.loads(line) for line in compared_by(rows, asked).splitlines()]


def test_only_earlier_years_of_the_country_are_repeated() -> None:
    text = "La mesa nacional coordina a once servicios en todas las regiones."
    short = "No hay más que decir."
    files = {
        "a": lines("a", "CL", 2019, text, short), "b": lines("b", "CL", 2020, text),
        "copy": lines("copy", "CL", 2020, text), "pe": lines("pe", "PE", 2021, text),
        "c": lines("c", "CL", 2021, text.replace("once", "12"), short, text.upper()),
    }  # fmt: skip
    years = Years(files.items(), {"copy"})
    told = {
        name: [each.get("repeated_from") for each in years.repeats(files[name])] for name in files
    }
    assert told == {
        "a": [None, None], "b": ["a"], "copy": ["a"], "pe": [None], "c": ["b", None, "b"],
    }  # fmt: skip
    kinds = [each.get("repeated") for each in years.repeats(files["c"])]
    assert kinds == ["updated", None, "verbatim"]
    years.close()


def test_a_priority_keeps_its_number_whatever_its_words_and_place() -> None:
    first = ("Erradicar el trabajo infantil en la agricultura", "Combatir la trata de personas")
    second = (
        "Atención a las víctimas",
        "TRATA DE PERSONAS",
        "Eliminar el trabajo de niñas y niños en el campo",
    )
    files = {
        "2": lines("2", "CL", 2020, "x", titles=second),
        "1": lines("1", "CL", 2019, "x", titles=first),
        "3": lines("3", "PE", 2020, "x", titles=second),
    }
    years = Years(files.items())
    found = {name: [n["priority"] for n in years.numbers(name).values()] for name in files}
    assert found == {"1": [1, 2], "2": [3, 2, 1], "3": [1, 2, 3]}
    years.close()


def test_priorities_of_the_dev_forms_keep_their_numbers() -> None:
    """The pairs of titles that have one number are those of one subject: precision, recall."""
    pairs: Counter[tuple[bool, bool]] = Counter()  # of one subject, of one number
    forms = sections("priorities.txt")["priorities"]
    for country, listed in groupby(forms, key=lambda form: form[0][:2]):
        files, subject = {}, {}
        for name, told in listed:
            form = tomllib.loads((DEV / f"{name}.toml").read_text("utf8"))
            year, titles = int(form["period"][1][:4]), tuple(form["priorities"])
            files[name] = year, lines(name, country, year, "x", titles=titles)
            subject |= {(name, str(n)): each for n, each in enumerate(told.split(), 1)}
        years = Years((name, files[name][1]) for name in sorted(files, key=lambda n: files[n][0]))
        number = {k: n["priority"] for name in files for k, n in years.numbers(name).items()}
        years.close()
        for one, other in combinations(number, 2):
            if one[0] != other[0]:
                pairs[subject[one] == subject[other], number[one] == number[other]] += 1
    right = pairs[True, True]
    assert right / (right + pairs[False, True]) >= 0.97
    assert right / (right + pairs[True, False]) >= 0.93


def test_steps_of_one_theme_are_told_apart_by_what_is_made() -> None:
    before = ["Fondo de reparación de víctimas de trata", "Registro único de víctimas de trata"]
    assert paired(before, ["Registro nacional de víctimas"]) == {1: 0}
    assert paired(["Trabajo infantil en la pesca"], ["Trabajo forzoso en la pesca"]) == {}

"""Whom an archive reached, by group: a seeded archive whose truth is known."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

import meta87
from meta87.cli.main import run
from tests.sections import sections

SENTENCES = sections("people.txt")


def sums(of: Counter[tuple[str, str]], scope: str) -> dict[str, int]:
    return {group: number for (group, told), number in of.items() if told == scope}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Counter[tuple[str, str]]]:
    """Make eight reports, a copy and a table of 400 rows; give the people in them."""
    draw, folder, truth = random.Random(33), tmp_path_factory.mktemp("people"), Counter()  # noqa: S311
    for number, country in enumerate(("UY", "CL", "PE", "MX", "CR", "EC", "HN", "PY")):
        said = []
        for group, scope, wording in SENTENCES["acts"]:
            women, men = draw.randrange(30, 400), draw.randrange(30, 400)
            said.append(wording.format(n=women + men, a=women, b=men))
            truth[group, scope] += women + men
        said += [each.format(n=draw.randrange(30, 400)) for (each,) in SENTENCES["others"]]
        draw.shuffle(said)
        said.append(f"Entre los avances destaca lo siguiente. {said[0]}")  # told twice
        if number == 0:
            rows = [draw.randrange(20, 300) for _ in range(400)]
            truth["public", "reached"] += sum(rows)
            table = [f"| Distrito {at} | {row} |" for at, row in enumerate(rows)]
            head = "| Lugar | Personas atendidas |\n|---|---|"
            said.append("\n".join((head, *table, f"| Total | {sum(rows)} |")))
        written = "\n\n".join(said)
        (folder / f"{country}-2023.md").write_text(written, "utf8")
        if number == 1:
            (folder / "copia de CL-2023.txt").write_text(written, "utf8")
    return folder, truth


@pytest.fixture(scope="module")
def passages(archive) -> pd.DataFrame:
    out = archive[0].parent / "tables"
    return meta87.tag_archive(archive[0], out=out, profile="fast", jobs=1).passages


def test_people_reached_by_group_are_one_line_of_pandas(archive, passages) -> None:
    own = passages[passages["copy_of"].isna()]
    counts = pd.json_normalize(own["participants"].explode().dropna().tolist())
    found = counts[counts["left_out"].isna()].groupby(["scope", "group"])["number"].sum()
    for scope in ("reached", "trained", "convicted"):
        wanted = sums(archive[1], scope)
        assert found[scope].sum() == pytest.approx(sum(wanted.values()), rel=0.05), scope
        assert found[scope].to_dict() == pytest.approx(wanted, rel=0.05), scope


def test_summary_shows_them_by_group_and_says_what_it_left_out(archive, passages, capsys) -> None:
    del passages  # it has made the tables
    tables = str(archive[0].parent / "tables")
    assert run(["summary", tables, "--format", "json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["people"]["officials"]["trained"] == pytest.approx(
        sums(archive[1], "trained")["officials"], rel=0.05
    )
    reasons = {"prevalence", "target", "audience", "part", "total", "repeat"}
    assert reasons <= set(made["people_left_out"])

"""Training, comparing and keeping models, as a data team does it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from meta87.archive.models import settings
from meta87.classify.store import PROFILES, default_folder
from meta87.cli.main import run
from meta87.corpus.schema import read_records
from meta87.corpus.splits import Split
from tests.corpus.build import write_records

ROOT = Path(__file__).parents[2]
DEFAULT = ROOT / "models/default"


@pytest.fixture(scope="module")
def passages(tmp_path_factory) -> Path:
    """A few reports without their longer passages, some of them held apart."""
    folder = tmp_path_factory.mktemp("corpus")
    found: dict[str, list] = {}
    for record in read_records(ROOT / "tests/data/start.jsonl"):
        if len(record.text) < 160:
            found.setdefault(record.report, []).append(record)
    chosen = list(found.values())[:12]
    for number, report in enumerate(chosen):
        for record in report:
            record.split = Split.TEST if number % 6 == 0 else Split.TRAIN
    write_records([record for report in chosen for record in report], folder / "p.jsonl")
    return folder / "p.jsonl"


@pytest.fixture(scope="module")
def trained(passages, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("models") / "mine"
    assert run(["train", str(passages), "--out", str(out)]) == 0
    return out


def test_training_writes_a_model_with_card_and_manifest_and_leaves_the_test_split_out(
    trained, passages
) -> None:
    manifest = json.loads((trained / "manifest.json").read_text("utf8"))
    assert manifest["trained_on"]["files"].keys() == {passages.name}
    measured = {f"{what}-{of}" for what in ("cross-validation", "test") for of in PROFILES}
    assert set(manifest["figures"]) == measured
    held_out = [record.split == "test" for record in read_records(passages)]
    assert manifest["trained_on"]["records"] == held_out.count(False)
    assert manifest["figures"]["test-default"]["n"] == held_out.count(True)
    card = (trained / "README.md").read_text("utf8")
    assert "macro-F1" in card
    assert "child_labour" in card


def test_a_training_on_few_passages_says_so_and_what_its_figures_are_of(
    passages, tmp_path, capsys
) -> None:
    few = [record for record in read_records(passages) if record.split == "train"]
    write_records(few, tmp_path / "few.jsonl")
    assert run(["train", str(tmp_path / "few.jsonl"), "--out", str(tmp_path / "few")]) == 0
    shown = capsys.readouterr()
    assert f"Se entrena con pocos pasajes ({len(few)}, de" in shown.err
    assert "Cifras de la validación cruzada" in shown.err
    assert shown.out.startswith(f"Pasajes: {len(few)}, de ")


def test_a_model_is_not_lost_by_chance_nor_written_where_it_cannot_be(
    trained, passages, capsys
) -> None:
    before = (trained / "manifest.json").read_bytes()
    for out, told in (
        (trained, "ya hay un modelo"),
        (passages / "mine", "No se puede escribir en"),
    ):
        assert run(["train", str(passages), "--out", str(out)]) == 2
        shown = capsys.readouterr().err
        assert told in shown
        assert "Se leen" not in shown
    assert (trained / "manifest.json").read_bytes() == before


def test_a_model_is_measured_closely(passages, capsys) -> None:
    args = ["evaluate", "--data", str(passages), "--split", "test", "--by", "writer"]
    args += ["--by", "report", "--errors", "2"]
    assert run([*args, "--format", "json"]) == 0
    shown = capsys.readouterr()
    made = json.loads(shown.out)
    assert "Se mide en pocos pasajes" in shown.err
    assert "se entrenó" not in shown.err
    held_out = [r for r in read_records(passages) if r.split == "test"]
    assert made["n"] == len(held_out)
    assert set(made["by"]) == {"writer", "report"}
    assert sum(found["n"] for found in made["by"]["report"].values()) == len(held_out)
    assert len(made["errors"]) <= 2
    assert made["calibration"]["kind"]["ece"] <= 1
    assert {"micro_f1", "macro_f1", "per_label"} <= set(made["themes"])
    assert {"macro_f1", "per_label", "confusion"} <= set(made["kind"])
    assert run(args) == 0
    shown = capsys.readouterr().out
    for told in ("Por informe", "Calibración del tipo", "de baja confianza", "mayor a menor"):
        assert told in shown


def test_it_is_told_when_a_model_learnt_from_what_it_is_measured_on(
    trained, passages, capsys
) -> None:
    args = ["evaluate", "--data", str(passages), "--model", str(trained), "--profile", "fast"]
    assert run(args) == 0
    learnt = sum(r.split != "test" for r in read_records(passages))
    total = len(read_records(passages))
    assert f"El modelo «mine» se entrenó con {learnt} de estos {total}" in capsys.readouterr().err
    assert run([*args, "--split", "test"]) == 0
    assert "se entrenó" not in capsys.readouterr().err
    assert run([*args, "--split", "dev"]) == 2
    assert "partición «dev»" in capsys.readouterr().err


def test_two_models_are_compared(trained, passages, capsys) -> None:
    args = ["compare", str(trained), str(DEFAULT), "--data", str(passages), "--split", "test"]
    assert run([*args, "--format", "json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["verdict"] in {"better", "same", "worse"}
    assert run(args) == 0
    assert "modelo" in capsys.readouterr().out.splitlines()[0]


def test_no_model_is_called_better_on_what_it_learnt_from(trained, passages, capsys) -> None:
    args = ["compare", str(DEFAULT), str(trained), "--data", str(passages), "--split", "train"]
    assert run(args) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith("No se puede decir cuál es mejor: de ")
    assert run([*args, "--format", "json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["verdict"], made["learnt"]) == ("unknown", made["n"])


@pytest.fixture
def own(trained, tmp_path, monkeypatch) -> Path:
    """A copy of a trained model, with a configuration that is the test's own."""
    monkeypatch.setenv("META87_CONFIG", str(tmp_path / "config"))
    return Path(shutil.copytree(trained, tmp_path / "own"))


def test_a_model_is_chosen_as_default_used_and_left_again(own, passages, capsys) -> None:
    assert run(["models", "--default", str(own)]) == 0
    assert default_folder() == own
    assert settings().version.startswith("own-")
    args = ["evaluate", "--data", str(passages), "--split", "test", "--format", "json"]
    capsys.readouterr()
    printed = [
        (run([*args, *model]), capsys.readouterr().out) for model in ((), ("--model", str(own)))
    ]
    assert printed[0] == printed[1]
    assert run(["models"]) == 0
    shown = capsys.readouterr().out
    assert "own (por omisión)" in shown
    assert "default:" in shown
    assert run(["models", "--default", "default"]) == 0
    assert default_folder() == DEFAULT


def test_a_default_that_is_gone_is_told_with_the_way_back(own, capsys) -> None:
    assert run(["models", "--default", str(own)]) == 0
    shutil.rmtree(own)
    example = str(ROOT / "examples/informe-valdoria-2024.md")
    for args in (["models"], ["check", example], ["tag", example]):
        assert run(args) == 2
        assert "meta87 models --default default" in capsys.readouterr().err
    assert run(["models", "--default", "default"]) == 0
    assert run(["models"]) == 0


def test_a_broken_model_is_not_made_the_default(own, capsys) -> None:
    (own / "heads.npz").write_bytes(b"x")
    assert run(["models", "--default", str(own)]) == 2
    assert "está cambiado o cortado" in capsys.readouterr().err
    assert default_folder() == DEFAULT


def test_models_of_the_current_folder_are_known_too(trained, tmp_path, monkeypatch, capsys) -> None:
    shutil.copytree(trained, tmp_path / "models/ours")
    monkeypatch.chdir(tmp_path)
    assert run(["models"]) == 0
    assert "ours: " in capsys.readouterr().out
    assert run(["models", "ours", "--verify"]) == 0


def test_models_are_listed_shown_and_verified(trained, capsys) -> None:
    assert run(["models"]) == 0
    first, *profiles = capsys.readouterr().out.splitlines()
    assert first.startswith("default (por omisión): ")
    assert [line.split()[1] for line in profiles] == ["default,", "fast,"]
    assert all("en test" in line for line in profiles)
    assert run(["models", "default"]) == 0
    assert "Modelo default" in capsys.readouterr().out
    assert run(["models", str(trained), "--verify"]) == 0
    assert "intacto" in capsys.readouterr().out
    (trained / "heads.npz").write_bytes(b"x")
    assert run(["models", str(trained), "--verify"]) == 2
    assert "está cambiado o cortado" in capsys.readouterr().err

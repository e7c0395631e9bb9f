"""The wheel: small, complete without the repository, and without what only training tools need."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAX_MEGABYTES = 45
FINDINGS = 1


def run_python(*args: str | Path, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, args)], capture_output=True, text=True, check=False, **options
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    built = run_python("-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    assert built.returncode == 0, built.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_is_small_and_holds_only_what_runs(wheel) -> None:
    assert wheel.stat().st_size < MAX_MEGABYTES * 1e6
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"meta87"}
    files = {path.name for path in (ROOT / "models/reader").iterdir()}
    shipped = {name.split("/")[-1] for name in names if name.startswith("meta87/_models/reader/")}
    assert shipped == files
    assert not [name for name in names if name.endswith((".pyc", ".pt", ".skops", ".jsonl"))]


def test_the_installed_wheel_checks_a_report_outside_the_repository(wheel, tmp_path) -> None:
    installed = run_python(
        "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile",
        "--target", tmp_path / "site", wheel,
    )  # fmt: skip
    assert installed.returncode == 0, installed.stderr
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    environment.pop("META87_MODELS", None)
    report = tmp_path / "informe.docx"
    report.write_bytes((ROOT / "examples/informe-valdoria-2024.docx").read_bytes())
    checked = run_python("-m", "meta87.cli", "check", report, cwd=tmp_path, env=environment)
    assert checked.returncode == FINDINGS, checked.stderr
    assert "RES001" in checked.stdout
    where = run_python("-c", "import meta87; print(meta87.__file__)", env=environment)
    assert where.stdout.startswith(str(tmp_path / "site"))
    version = run_python("-m", "meta87.cli", "--version", cwd=tmp_path, env=environment)
    assert version.stdout == "meta87 0.1.0\n"

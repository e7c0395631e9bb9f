"""The wheel: small, complete without the repository, and without what only training tools need."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAX_MEGABYTES = 45
FINDINGS = 1
PROGRAM = """\
import sys
import meta87
from meta87.cli.main import run

print(meta87.__file__, run(["--version"]))
sys.exit(run(["check", "informe.docx", "--profile", "fast"]))
"""


def run_python(*args: str | Path, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, args)], capture_output=True, text=True, check=False, **options
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> zipfile.ZipFile:
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    built = run_python("-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    assert built.returncode == 0, built.stderr
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_the_wheel_is_small_and_holds_only_what_runs(wheel) -> None:
    assert Path(wheel.filename).stat().st_size < MAX_MEGABYTES * 1e6
    names = wheel.namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"meta87"}
    files = {path.name for path in (ROOT / "models/reader").iterdir()}
    shipped = {name.split("/")[-1] for name in names if name.startswith("meta87/_models/reader/")}
    assert shipped == files
    assert not [name for name in names if name.endswith((".pyc", ".pt", ".skops", ".jsonl"))]
    (commands,) = (name for name in names if name.endswith("/entry_points.txt"))
    assert b"meta87 = meta87.cli.main:main" in wheel.read(commands)


def test_what_is_unpacked_checks_a_report_outside_the_repository(wheel, tmp_path) -> None:
    wheel.extractall(tmp_path / "site")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    environment.pop("META87_MODELS", None)
    shutil.copy(ROOT / "examples/informe-valdoria-2024.docx", tmp_path / "informe.docx")
    checked = run_python("-c", PROGRAM, cwd=tmp_path, env=environment)
    assert checked.returncode == FINDINGS, checked.stderr
    version, where, *report = checked.stdout.splitlines()
    assert version == "meta87 0.1.0"
    assert where == f"{tmp_path / 'site/meta87/__init__.py'} 0"
    assert "RES001" in "\n".join(report)
